//! Organisations as the case rules see them: their kinds, and what is looked up about one before a decision.

pub mod coverage;
pub mod liaison;
pub mod lifecycle;
pub mod member;
pub mod register;
pub mod service;
pub mod standard;

use crate::codes;
use crate::kernel::id::{AccountId, OrganisationId};

codes! {
    /// What kind of body an organisation is (law.md §1.4, policies 000–004).
    pub enum OrganisationKind as "organisation_kind" {
        /// 多元调解中心: the centre with the one window (S4-01).
        Centre = "centre",
        /// 联合处理中心（一站式）: units of the department and bodies from outside under one roof (S2-07)
        JointCentre = "joint_centre",
        /// 三方联合调解中心 (S0-25)
        Tripartite = "tripartite",
        /// 调解工作室
        Studio = "studio",
        /// 调解站点
        Station = "station",
        /// 乡镇街道调解组织
        Street = "street",
        /// 区域性调解组织
        Regional = "regional",
        /// 行业性调解组织
        Industry = "industry",
        /// 新就业形态调解组织 (S2-09e)
        NewForms = "new_forms",
        /// 头部企业调解组织 (S1-19)
        LeadingFirm = "leading_firm",
        /// 商会（行业协会）调解组织
        Chamber = "chamber",
        /// 工会调解组织
        Union = "union",
        /// 工会法律服务工作站 (S3-21)
        UnionStation = "union_station",
        /// 企业劳动争议调解委员会
        EnterpriseCommittee = "enterprise_committee",
        /// 事业单位、社会团体调解组织 (S2-09c)
        Institution = "institution",
        /// 人民调解委员会
        PeoplesMediation = "peoples_mediation",
        /// 专业调解组织
        Professional = "professional",
        /// 劳动人事争议仲裁委员会
        ArbitrationCommission = "arbitration_commission",
        /// 人民法院
        Court = "court",
        /// 人力资源社会保障部门
        HrssDepartment = "hrss_department",
        /// 劳动保障监察机构
        LabourInspection = "labour_inspection",
        /// 法律援助机构
        LegalAid = "legal_aid",
        /// 信访部门
        PetitionOffice = "petition_office",
        /// 综治(矛调)中心
        GovernanceCentre = "governance_centre",
        /// 工商联、企联
        EmployersFederation = "employers_federation",
        /// 其他部门
        Department = "department",
    }
}

impl OrganisationKind {
    /// Is to have a lawyer on duty: the centre (S4-44 柳江方案 七(一)) and the arbitration body (S0-29 韶关武江方案 二(三)1).
    pub const fn wants_duty_lawyer(self) -> bool {
        matches!(self, Self::Centre | Self::JointCentre | Self::ArbitrationCommission)
    }

    /// May mediate itself (调解仲裁法 art. 10 and local law), so a case can be passed to it.
    pub const fn mediates(self) -> bool {
        matches!(
            self,
            Self::Centre
                | Self::JointCentre
                | Self::Tripartite
                | Self::Studio
                | Self::Station
                | Self::Street
                | Self::Regional
                | Self::Industry
                | Self::NewForms
                | Self::LeadingFirm
                | Self::Chamber
                | Self::Union
                | Self::EnterpriseCommittee
                | Self::Institution
                | Self::PeoplesMediation
                | Self::Professional
        )
    }

    /// Serves an industry rather than a place: what it handles says which (S0-24).
    pub const fn serves_trades(self) -> bool {
        matches!(self, Self::Industry | Self::NewForms | Self::LeadingFirm | Self::Chamber)
    }

    /// What the profile of a body of this kind may call it (register `profile`, field `sort`): the two never contradict each other.
    pub const fn sorts(self) -> &'static [&'static str] {
        match self {
            Self::Centre => &["in_arbitration", "joint_centre", "tripartite"],
            Self::JointCentre => &["joint_centre"],
            Self::Tripartite => &["tripartite"],
            // A studio may be there for one matter or one group.
            Self::Studio => &["studio", "new_forms", "professional"],
            Self::Station => &["station"],
            Self::Street => &["street"],
            Self::Regional => &["regional"],
            Self::Industry => &["industry", "new_forms", "chamber"],
            Self::NewForms => &["new_forms"],
            Self::LeadingFirm => &["leading_firm"],
            Self::Chamber => &["chamber"],
            Self::Union => &["union", "union_station"],
            Self::UnionStation => &["union_station"],
            Self::EnterpriseCommittee => &["enterprise", "leading_firm"],
            Self::Institution => &["institution"],
            Self::PeoplesMediation => &["peoples"],
            Self::Professional => &["professional"],
            Self::ArbitrationCommission => &["in_arbitration"],
            Self::Court
            | Self::HrssDepartment
            | Self::LabourInspection
            | Self::LegalAid
            | Self::PetitionOffice
            | Self::GovernanceCentre
            | Self::EmployersFederation
            | Self::Department => &[],
        }
    }

    /// What a body of this kind is made of members as, where its profile does not say: a sort of [`member`].
    pub fn sort(self, profile: &str) -> &str {
        match self {
            Self::JointCentre => "joint_centre",
            Self::Tripartite => "tripartite",
            _ => profile,
        }
    }
}

/// What a decision needs to know about an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganisationFacts {
    /// Which one.
    pub id: OrganisationId,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Takes new cases.
    pub active: bool,
    /// Works: neither planned nor suspended nor closed. What it was asked before is taken by nobody else than one that works.
    pub runs: bool,
}

/// What a decision needs to know about a mediator.
#[derive(Clone, Debug, PartialEq)]
pub struct MediatorFacts {
    /// The mediator's account.
    pub account: AccountId,
    /// Takes new cases.
    pub active: bool,
    /// The offices the mediator serves, those to which they are posted on this day among them.
    pub offices: Vec<OrganisationId>,
    /// Is a party or works for one (特邀调解规定 art. 15).
    pub conflicted: bool,
    /// Holds a valid certificate of appointment (S0-40); looked up where the office asks for one.
    pub certified: bool,
}

#[cfg(test)]
mod tests {
    use super::OrganisationKind;

    #[test]
    fn a_kind_and_what_a_profile_calls_it_never_contradict_each_other() {
        for kind in OrganisationKind::ALL {
            assert!(!kind.mediates() || !kind.sorts().is_empty(), "{kind:?} mediates, so a profile can say what it is");
        }
        assert!(OrganisationKind::Tripartite.sorts() == ["tripartite"] && OrganisationKind::Tripartite.sort("studio") == "tripartite");
        assert!(!OrganisationKind::Station.sorts().contains(&"street") && OrganisationKind::Centre.sort("joint_centre") == "joint_centre");
    }
}
