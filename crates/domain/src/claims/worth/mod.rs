//! What a claim is worth: the formulas F1–F14 of the legal reference, exact, each step with its article.
//!
//! [`Head`] lists what can be worked out; [`Head::work_out`] reads a JSON object as that head's form and answers with a [`Worth`] or with every
//! fault beside its field. Numbers are [`exact`], typed values are bounded in [`input`], what can be said is in [`said`], and what a calculation
//! stands on besides is its [`Ground`]. Standards that a notice sets come from the caller or from [`parameter`]; none is known by heart.

pub mod answer;
pub mod compete;
pub mod exact;
pub mod ground;
pub mod hours;
pub mod injury;
pub mod input;
pub mod leave;
pub mod limitation;
pub mod order;
pub mod other;
pub mod parameter;
pub mod said;
pub mod severance;
pub mod sick;
pub mod unwritten;

pub use answer::{Named, Worth};
pub use ground::{Ground, Holidays, Practice};
pub use parameter::{ParameterKind, Parameters};
pub use said::{Assumption, Change, NotDue, Said, StepCode, WarningCode};

use serde_json::Value;

use crate::kernel::{Faults, Form, Spec};

/// The table of heads: code, form.
macro_rules! heads {
    ($($(#[$doc:meta])* $variant:ident = $code:literal => $form:path,)*) => {
        crate::codes! {
            /// A head of claim, or another figure, that can be worked out.
            pub enum Head as "claim_head" { $($(#[$doc])* $variant = $code,)* }
        }

        impl Head {
            /// The facts that it asks for.
            pub fn specs(self) -> Vec<Spec> {
                match self { $(Self::$variant => <$form as Form>::specs(),)* }
            }

            /// Works it out from the facts as they were typed.
            ///
            /// # Errors
            /// Every fault with its field: what can't be read, what can't be, what is missing.
            pub fn work_out(self, facts: &Value, ground: &Ground<'_>) -> Result<Worth, Faults> {
                match self { $(Self::$variant => <$form as Form>::read(facts)?.work_out(ground).map_err(Faults::from),)* }
            }
        }
    };
}

heads! {
    /// F1 经济补偿
    Severance = "severance" => severance::Severance,
    /// F2 违法解除或终止赔偿金
    IllegalDismissal = "illegal_dismissal" => severance::IllegalDismissal,
    /// F3 代通知金
    PayInLieu = "pay_in_lieu" => severance::PayInLieu,
    /// F4 未订立书面劳动合同二倍工资
    DoubleWage = "double_wage" => unwritten::DoubleWage,
    /// F5 加班费
    Overtime = "overtime" => hours::Overtime,
    /// F6 未休年休假工资报酬
    AnnualLeave = "annual_leave" => leave::AnnualLeave,
    /// F7 病假工资
    SickPay = "sick_pay" => sick::SickPay,
    /// F8 违法约定试用期赔偿金
    Probation = "probation" => unwritten::Probation,
    /// F9 竞业限制补偿
    NonCompete = "non_compete" => compete::NonCompete,
    /// F10 一次性伤残补助金
    Disability = "disability" => injury::Disability,
    /// F10 工亡待遇
    DeathBenefit = "death_benefit" => injury::DeathBenefit,
    /// F11 停工留薪期工资
    PaidSuspension = "paid_suspension" => injury::PaidSuspension,
    /// F12 加付赔偿金
    AdditionalComp = "additional_comp" => order::AdditionalComp,
    /// F13 仲裁时效
    Limitation = "limitation" => limitation::Limitation,
    /// F14 支付令申请费
    PaymentOrderFee = "payment_order_fee" => order::PaymentOrderFee,
    /// 一裁终局
    FinalAward = "final_award" => order::FinalAward,
    /// F14 服务期违约金
    TrainingPenalty = "training_penalty" => compete::TrainingPenalty,
    /// F14 工资扣除
    WageDeduction = "wage_deduction" => other::WageDeduction,
    /// F14 最低工资差额
    MinimumWage = "minimum_wage" => other::MinimumWage,
    /// F14 停工停产工资
    Stoppage = "stoppage" => other::Stoppage,
    /// F14 经济性裁员
    Layoff = "layoff" => other::Layoff,
    /// F14 产假
    MaternityLeave = "maternity_leave" => other::MaternityLeave,
}

impl Head {
    /// By what other name answers give the amount, when they do.
    pub const fn amount_name(self) -> Option<&'static str> {
        match self {
            Self::DoubleWage | Self::AnnualLeave => Some("extra"),
            Self::PaymentOrderFee => Some("fee"),
            _ => None,
        }
    }

    /// Other names by which a field may be called: the other name, then the field.
    pub const fn aliases(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::PaymentOrderFee => &[("claim", "amount"), ("value", "amount"), ("principal", "amount")],
            Self::FinalAward => &[("item", "amount"), ("value", "amount"), ("claim", "amount")],
            _ => &[],
        }
    }

    /// The answer is an amount; otherwise a day, a number of days, or yes and no.
    pub const fn is_amount(self) -> bool {
        !matches!(self, Self::Limitation | Self::FinalAward | Self::Layoff | Self::MaternityLeave)
    }
}
