//! The table of papers: all 33 numbers of law.md §3.7, each with what it belongs to, who issues it and whether officials edit it.
//!
//! A number of the list that stands for several papers (委托调解函、委派函) is several kinds here, because each has a word of its own in its
//! number. Names, number words and legal bases are in the language file: [`PaperKind::name`], [`PaperKind::word`], [`PaperKind::basis`].

use domain::codes;
use domain::organisation::OrganisationKind;

use crate::text;

codes! {
    /// Every paper that the house makes, in the order of law.md §3.7.
    pub enum PaperKind as "paper" {
        /// 调解申请书(no. 1)
        Application = "application",
        /// 受理登记表(no. 2)
        Register = "register",
        /// 受理通知书(no. 3)
        AcceptanceNotice = "acceptance_notice",
        /// 不予受理告知书(no. 4)
        NonAcceptanceNotice = "non_acceptance_notice",
        /// 权利义务告知书(no. 5)
        RightsNotice = "rights_notice",
        /// 调解笔录(no. 6)
        Minutes = "minutes",
        /// 调解协议书(no. 7)
        Agreement = "agreement",
        /// 和解协议书(no. 8)
        Settlement = "settlement",
        /// 履行告知书(no. 9)
        PerformanceNotice = "performance_notice",
        /// 履约能力评估表(no. 10)
        AbilityAssessment = "ability_assessment",
        /// 仲裁审查申请书(no. 11)
        ReviewApplication = "review_application",
        /// 司法确认申请书(no. 12)
        ConfirmationApplication = "confirmation_application",
        /// 支付令申请书(no. 13)
        PaymentOrderApplication = "payment_order_application",
        /// 委托调解函(no. 14)
        EntrustmentLetter = "entrustment_letter",
        /// 委派调解函(no. 14)
        AssignmentLetter = "assignment_letter",
        /// 委托调解结果反馈函(no. 15)
        EntrustmentReply = "entrustment_reply",
        /// 延期调解同意书(no. 16)
        ExtensionConsent = "extension_consent",
        /// 终止调解通知书、调解不成告知书(no. 17)
        TerminationNotice = "termination_notice",
        /// 回访记录(no. 18)
        FollowUp = "follow_up",
        /// 卷宗目录(no. 19)
        Catalogue = "catalogue",
        /// 调解建议书, to a unit (no. 20)
        MediationAdvice = "mediation_advice",
        /// 调解建议书 of the arbitration commission, to a party, to try mediation first (no. 20; 令33号 art. 69)
        MediationFirstAdvice = "mediation_first_advice",
        /// 仲裁建议书(no. 21)
        ArbitrationAdvice = "arbitration_advice",
        /// 司法建议书(no. 21)
        JudicialAdvice = "judicial_advice",
        /// 工会劳动法律监督提示函(no. 22)
        UnionReminder = "union_reminder",
        /// 工会劳动法律监督意见书(no. 22)
        UnionOpinion = "union_opinion",
        /// 工会劳动法律监督建议书(no. 22)
        UnionAdvice = "union_advice",
        /// 信用承诺书(no. 23)
        CreditPromise = "credit_promise",
        /// 风险提示函(no. 24)
        RiskNotice = "risk_notice",
        /// 风险台账(no. 25)
        RiskLedger = "risk_ledger",
        /// 调解台账(no. 26)
        MediationLedger = "mediation_ledger",
        /// 例会纪要(no. 27)
        MeetingMinutes = "meeting_minutes",
        /// 会商纪要(no. 27)
        ConsultationMinutes = "consultation_minutes",
        /// 重大情况报告(no. 28)
        IncidentReport = "incident_report",
        /// 应急联调方案(no. 28)
        EmergencyPlan = "emergency_plan",
        /// 法治体检报告(no. 29)
        HealthCheck = "health_check",
        /// 授权委托书(no. 30)
        Authorisation = "authorisation",
        /// 代表人推选书(no. 30)
        Representatives = "representatives",
        /// 送达地址确认书(no. 31)
        AddressConfirmation = "address_confirmation",
        /// 送达回证(no. 31)
        ServiceReceipt = "service_receipt",
        /// 回避申请书(no. 32)
        RecusalRequest = "recusal_request",
        /// 回避决定书(no. 32)
        RecusalDecision = "recusal_decision",
        /// 披露声明(no. 32)
        Disclosure = "disclosure",
        /// 统计月报(no. 33)
        MonthlyReport = "monthly_report",
        /// 统计年报(no. 33)
        YearlyReport = "yearly_report",
        /// 工作进展报告(no. 33)
        ProgressReport = "progress_report",
    }
}

codes! {
    /// What a paper belongs to: what must be named to make one.
    pub enum Belongs as "paper_belongs" {
        /// A case.
        Case = "case",
        /// The agreement of a case.
        Agreement = "agreement",
        /// A party of a case.
        Party = "party",
        /// An organisation that issues it.
        Organisation = "organisation",
        /// An organisation and a period.
        Period = "period",
    }
}

codes! {
    /// Who may issue a paper.
    pub enum Issuer as "paper_issuer" {
        /// The office whose window registered the case.
        Window = "window",
        /// The mediation organisation that handles the case.
        Mediation = "mediation",
        /// The parties, who sign it themselves; the organisation only drafts it and gives it no number.
        Parties = "parties",
        /// An arbitration commission.
        Arbitration = "arbitration",
        /// A court.
        Court = "court",
        /// A union.
        Union = "union",
        /// Any organisation of the joint mediation work.
        Anyone = "anyone",
    }
}

impl Issuer {
    /// An organisation of this kind may issue the paper.
    pub const fn covers(self, kind: OrganisationKind) -> bool {
        match self {
            Self::Window | Self::Mediation => kind.mediates(),
            Self::Parties | Self::Anyone => true,
            Self::Arbitration => matches!(kind, OrganisationKind::ArbitrationCommission),
            Self::Court => matches!(kind, OrganisationKind::Court),
            Self::Union => matches!(kind, OrganisationKind::Union),
        }
    }
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Which paper.
    pub kind: PaperKind,
    /// Its number in law.md §3.7.
    pub number: u8,
    /// What it belongs to.
    pub belongs: Belongs,
    /// Who may issue it.
    pub issuer: Issuer,
    /// Officials edit it: it is given out as DOCX too (issue 3 §2.1).
    pub editable: bool,
    /// Identity and telephone numbers stand on it in clear for those who may see them.
    pub clear: bool,
}

impl PaperKind {
    /// The line of the table.
    pub const fn entry(self) -> Entry {
        use Belongs::{Agreement, Case, Organisation, Party, Period};
        use Issuer::{Anyone, Arbitration, Court, Mediation, Parties, Union, Window};
        let (number, belongs, issuer, editable, clear) = match self {
            Self::Application => (1, Case, Parties, true, true),
            Self::Register => (2, Case, Window, false, false),
            Self::AcceptanceNotice => (3, Case, Window, false, false),
            Self::NonAcceptanceNotice => (4, Case, Window, false, false),
            Self::RightsNotice => (5, Case, Window, false, false),
            Self::Minutes => (6, Case, Mediation, true, false),
            Self::Agreement => (7, Agreement, Mediation, true, true),
            Self::Settlement => (8, Case, Parties, true, true),
            Self::PerformanceNotice => (9, Agreement, Mediation, false, false),
            Self::AbilityAssessment => (10, Case, Mediation, true, false),
            Self::ReviewApplication => (11, Agreement, Parties, true, true),
            Self::ConfirmationApplication => (12, Agreement, Parties, true, true),
            Self::PaymentOrderApplication => (13, Agreement, Parties, true, true),
            Self::EntrustmentLetter => (14, Case, Arbitration, true, false),
            Self::AssignmentLetter => (14, Case, Court, true, false),
            Self::EntrustmentReply => (15, Case, Mediation, true, false),
            Self::ExtensionConsent => (16, Case, Mediation, true, false),
            Self::TerminationNotice => (17, Case, Mediation, false, false),
            Self::FollowUp => (18, Case, Mediation, true, false),
            Self::Catalogue => (19, Case, Mediation, false, false),
            Self::MediationAdvice => (20, Organisation, Anyone, true, false),
            Self::MediationFirstAdvice => (20, Case, Arbitration, true, false),
            Self::ArbitrationAdvice => (21, Organisation, Arbitration, true, false),
            Self::JudicialAdvice => (21, Organisation, Court, true, false),
            Self::UnionReminder | Self::UnionOpinion | Self::UnionAdvice => (22, Organisation, Union, true, false),
            Self::CreditPromise => (23, Organisation, Parties, true, false),
            Self::RiskNotice => (24, Organisation, Anyone, true, false),
            Self::RiskLedger => (25, Period, Anyone, false, false),
            Self::MediationLedger => (26, Period, Mediation, false, false),
            Self::MeetingMinutes | Self::ConsultationMinutes => (27, Organisation, Anyone, true, false),
            Self::IncidentReport | Self::EmergencyPlan => (28, Organisation, Anyone, true, false),
            Self::HealthCheck => (29, Organisation, Anyone, true, false),
            Self::Authorisation => (30, Party, Parties, true, true),
            Self::Representatives => (30, Case, Parties, true, true),
            Self::AddressConfirmation => (31, Party, Parties, false, true),
            Self::ServiceReceipt => (31, Party, Mediation, false, false),
            Self::RecusalRequest => (32, Party, Parties, true, false),
            Self::RecusalDecision => (32, Case, Mediation, true, false),
            Self::Disclosure => (32, Case, Mediation, true, false),
            Self::MonthlyReport | Self::YearlyReport => (33, Period, Mediation, true, false),
            Self::ProgressReport => (33, Period, Anyone, true, false),
        };
        Entry { kind: self, number, belongs, issuer, editable, clear }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        text::code(Self::GROUP, self.code())
    }

    /// The word for its kind in a number (类字); none for papers that parties sign themselves, which have no number.
    pub fn word(self) -> Option<String> {
        text::paper_if(self.code(), "word", &[])
    }

    /// Statute and article, or the policy that it rests on.
    pub fn basis(self) -> String {
        text::paper(self.code(), "basis", &[])
    }

    /// The name of its form in the language file, for labels: `paper.union_opinion`.
    pub fn form_name(self) -> String {
        format!("paper.{}", self.code())
    }
}
