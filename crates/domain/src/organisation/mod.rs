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
        /// 工会调解组织
        Union = "union",
        /// 企业劳动争议调解委员会
        EnterpriseCommittee = "enterprise_committee",
        /// 人民调解委员会
        PeoplesMediation = "peoples_mediation",
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
        matches!(self, Self::Centre | Self::ArbitrationCommission)
    }

    /// May mediate itself (调解仲裁法 art. 10 and local law), so a case can be passed to it.
    pub const fn mediates(self) -> bool {
        matches!(
            self,
            Self::Centre
                | Self::Studio
                | Self::Station
                | Self::Street
                | Self::Regional
                | Self::Industry
                | Self::Union
                | Self::EnterpriseCommittee
                | Self::PeoplesMediation
        )
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
