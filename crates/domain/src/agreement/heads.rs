//! What of an agreement may go which way afterwards: heads of claim for a payment order (调解仲裁法 art. 16), what can't be reviewed (令33号 art. 75).

use crate::codes;

codes! {
    /// The four heads for which a worker may apply for a payment order (调解仲裁法 art. 16).
    pub enum OrderHead as "order_head" {
        /// 拖欠劳动报酬
        Remuneration = "remuneration",
        /// 工伤医疗费
        InjuryMedical = "injury_medical",
        /// 经济补偿
        Compensation = "compensation",
        /// 赔偿金
        Damages = "damages",
    }
}

/// The head under which a type of claim (data/claim-types.toml) falls; none when art. 16 does not name it for certain.
pub fn order_head(claim: &str) -> Option<OrderHead> {
    match claim {
        "remuneration"
        | "wage_arrears"
        | "overtime_pay"
        | "bonus_commission"
        | "min_wage_difference"
        | "unused_leave_pay"
        | "sick_pay"
        | "maternity_pay"
        | "stoppage_pay"
        | "allowance"
        | "wage_deduction" => Some(OrderHead::Remuneration),
        "work_injury_medical" => Some(OrderHead::InjuryMedical),
        "economic_compensation" => Some(OrderHead::Compensation),
        "illegal_dismissal" | "probation_damages" | "statutory_damages" => Some(OrderHead::Damages),
        _ => None,
    }
}

/// A commission does not review it (令33号 art. 75: 确认劳动关系), a court does not confirm it (民诉法解释 art. 355: 身份关系).
pub fn settles_status(claim: &str) -> bool {
    claim == "employment_relationship_determination"
}

#[cfg(test)]
mod tests {
    use super::{OrderHead, order_head, settles_status};

    #[test]
    fn only_the_four_heads_of_article_16_open_a_payment_order() {
        assert_eq!(order_head("wage_arrears"), Some(OrderHead::Remuneration));
        assert_eq!(order_head("illegal_dismissal"), Some(OrderHead::Damages));
        for other in ["deposit_refund", "social_insurance", "double_wage", "employment_relationship_determination", ""] {
            assert_eq!(order_head(other), None, "{other}");
        }
        assert!(settles_status("employment_relationship_determination") && !settles_status("wage_arrears"));
    }
}
