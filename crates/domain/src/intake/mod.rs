//! Reception, registration, acceptance: from the first contact to the decision whether the centre takes the dispute.

mod acceptance;
pub mod event;
mod registration;

pub use acceptance::{Accept, Consent, Decline, HandOver};
pub use registration::{Application, ClaimRow, EmployerRow, PersonRow, Registration, Sex, register};

use crate::codes;
use crate::kernel::Day;
use crate::kernel::id::{AccountId, ContactId, PartyId, WordsId};
use crate::periods::RuleId;

codes! {
    /// How a matter came in (law.md §3.7 no. 2; S3-26).
    pub enum Channel as "channel" {
        /// 来访
        Visit = "visit",
        /// 来电(本中心电话)
        Phone = "phone",
        /// 12333 人社热线
        Hotline12333 = "hotline_12333",
        /// 12348 法律服务热线
        Hotline12348 = "hotline_12348",
        /// 12351 工会热线
        Hotline12351 = "hotline_12351",
        /// 来信
        Letter = "letter",
        /// 网上
        Online = "online",
        /// 仲裁移送、委托或建议
        Arbitration = "arbitration",
        /// 法院委派或委托
        Court = "court",
        /// 劳动监察移送
        Inspection = "inspection",
        /// 信访转办
        Petition = "petition",
        /// 工会转来
        Union = "union",
        /// 综治(矛调)中心转来
        ConflictCentre = "conflict_centre",
        /// 主动调解
        OwnInitiative = "own_initiative",
    }
}

codes! {
    /// On whose behalf a matter is mediated; each has its own period.
    pub enum Entrusted as "entrusted" {
        /// 仲裁委托调解(开庭前,令33号 art. 70)
        Arbitration = "arbitration",
        /// 法院委派调解(立案前,特邀调解规定 art. 27)
        CourtBeforeFiling = "court_before_filing",
        /// 法院委托调解(立案后,普通程序)
        CourtOrdinary = "court_ordinary",
        /// 法院委托调解(立案后,简易程序)
        CourtSummary = "court_summary",
    }
}

impl Entrusted {
    /// The period in which the mediation is to end.
    pub const fn rule(self) -> RuleId {
        match self {
            Self::Arbitration => RuleId::ENTRUSTED,
            Self::CourtBeforeFiling => RuleId::COURT_BEFORE,
            Self::CourtOrdinary => RuleId::COURT_ORDINARY,
            Self::CourtSummary => RuleId::COURT_SUMMARY,
        }
    }
}

codes! {
    /// On which side a party stands.
    pub enum Side as "side" {
        /// 申请人
        Applicant = "applicant",
        /// 被申请人
        Respondent = "respondent",
    }
}

codes! {
    /// What a party is in the dispute.
    pub enum PartyRole as "party_role" {
        /// 劳动者
        Worker = "worker",
        /// 亡者近亲属(调解仲裁法第25条)
        NextOfKin = "next_of_kin",
        /// 用人单位
        Employer = "employer",
        /// 劳务派遣单位
        DispatchAgency = "dispatch_agency",
        /// 用工单位
        UserCompany = "user_company",
    }
}

codes! {
    /// By what means somebody said or received something.
    pub enum Means as "means" {
        /// 当面
        InPerson = "in_person",
        /// 书面
        Written = "written",
        /// 电话
        Phone = "phone",
        /// 短信
        Sms = "sms",
        /// 电子邮件或网上
        Electronic = "electronic",
        /// 邮寄
        Post = "post",
    }
}

codes! {
    /// The classes of policy 004 §四(三) with the additions of law.md §2.1.
    pub enum ScopeClass as "scope" {
        /// 劳动争议(S4-16)
        LabourDispute = "sc1",
        /// 事业单位人事争议(S4-17)
        PublicInstitution = "sc2",
        /// 社会团体人事争议(S4-18)
        SocialOrganisation = "sc3",
        /// 军队文职人员(S4-19)
        MilitaryCivilian = "sc4",
        /// 法律法规规定的其他争议(S4-20)
        OtherByLaw = "sc5",
        /// 新就业形态劳动纠纷(人社厅发〔2024〕4号)
        NewForm = "sc6",
    }
}

codes! {
    /// How hard a dispute is (S4-25 … S4-27).
    pub enum Complexity as "complexity" {
        /// 事实清楚、简单
        Simple = "simple",
        /// 一般
        Ordinary = "ordinary",
        /// 复杂,涉及多个部门
        Complex = "complex",
        /// 群体性或重大
        Mass = "mass",
    }
}

codes! {
    /// What the applicant was told on the spot.
    pub enum Told as "told" {
        /// 权利义务、自愿和不收费
        Rights = "rights",
        /// 仲裁时效和其他途径
        Limitation = "limitation",
        /// 可以申请法律援助
        LegalAid = "legal_aid",
    }
}

/// A party's consent or refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentGiven {
    /// Who.
    pub party: PartyId,
    /// Agrees to mediation.
    pub agrees: bool,
    /// On which day.
    pub day: Day,
    /// By what means.
    pub means: Means,
}

/// A party's place in the case; who it is stands in a correctable row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Party {
    /// Who.
    pub id: PartyId,
    /// On which side.
    pub side: Side,
    /// As what.
    pub role: PartyRole,
}

/// The slice of the case that this room owns.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Intake {
    /// How it came in.
    pub channel: Option<Channel>,
    /// The contact that it grew from.
    pub contact: Option<ContactId>,
    /// The day the application was received.
    pub received: Option<Day>,
    /// Told orally and taken down on the spot (调解仲裁法 art. 12).
    pub oral: bool,
    /// Who answers for the matter until it is handed over; can't be cleared.
    pub first_contact: Option<AccountId>,
    /// Facts and reasons.
    pub facts: Option<WordsId>,
    /// Consents, the latest of a party counts.
    pub consents: Vec<ConsentGiven>,
    /// The scope class under which it was accepted.
    pub scope: Option<ScopeClass>,
    /// How hard it is.
    pub complexity: Option<Complexity>,
    /// The day of acceptance.
    pub accepted: Option<Day>,
    /// The reason for which it was declined.
    pub declined: Option<String>,
}

impl Intake {
    /// What a party said last: agrees, refuses, or nothing yet.
    pub fn consent_of(&self, party: PartyId) -> Option<bool> {
        self.consents.iter().rev().find(|consent| consent.party == party).map(|consent| consent.agrees)
    }

    /// Some party's last word is a refusal.
    pub fn refuses(&self) -> bool {
        self.consents.iter().any(|consent| self.consent_of(consent.party) == Some(false))
    }
}
