//! Drafting: the items of 令17号 art. 26, with sums that add up.

use super::check::{Finding, Severity, check};
use super::event::{AgreedAmount, AgreementDiscarded, AgreementDrafted, ObligationLaid};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::form::Whole;
use crate::kernel::id::{ClaimId, PartyId};
use crate::kernel::{Day, Line, Money, Prose};
use crate::{codes, document, form};

codes! {
    /// What is owed.
    pub enum ObligationKind as "obligation_kind" {
        /// 支付款项
        Pay = "pay",
        /// 出具证明、转移档案社保(劳动合同法第50条)
        Document = "document",
        /// 继续履行合同或恢复岗位
        Reinstate = "reinstate",
        /// 补缴社会保险
        Insurance = "insurance",
        /// 其他
        Other = "other",
    }
}

codes! {
    /// How the relation stands after the agreement.
    pub enum RelationAfter as "relation_after" {
        /// 已经解除或者终止
        Ended = "ended",
        /// 继续履行
        Continues = "continues",
        /// 不涉及
        Untouched = "untouched",
    }
}

codes! {
    /// Who bears income tax on what is paid.
    pub enum TaxBearer as "tax_bearer" {
        /// 依法由用人单位代扣代缴
        Withheld = "withheld",
        /// 约定金额为税后金额
        AfterTax = "after_tax",
        /// 不涉及
        Untouched = "untouched",
    }
}

form! {
    /// What a claim is settled at.
    pub struct AgreedRow {
        /// Which claim.
        pub claim: ClaimId,
        /// The amount; zero when it is settled without money.
        pub amount: Money,
    }
}

form! {
    /// One obligation.
    pub struct ObligationRow {
        /// What is owed.
        pub kind: ObligationKind,
        /// Who owes.
        pub payer: PartyId,
        /// To whom.
        pub payee: PartyId,
        /// How much, when it is money.
        pub amount: Option<Money>,
        /// By when.
        pub due: Day,
        /// In what way: account, cash, document.
        pub way: Line<120>,
    }
}

form! {
    /// A draft agreement.
    pub struct Draft {
        /// Settles only some of the claims.
        pub partial: bool,
        /// Main facts and points in dispute.
        pub facts: Prose<4000>,
        /// What each claim is settled at.
        pub agreed: Vec<AgreedRow>,
        /// Who owes what by when in what way.
        pub obligations: Vec<ObligationRow>,
        /// Further terms.
        pub terms: Option<Prose<4000>>,
        /// What follows from a breach.
        pub breach_terms: Option<Prose<1000>>,
        /// How the relation stands after it.
        pub relation: Option<RelationAfter>,
        /// The day on which the relation ended or will end.
        pub relation_ended: Option<Day>,
        /// Who bears income tax.
        pub tax: Option<TaxBearer>,
        /// With it everything in this case is settled.
        pub once_for_all: bool,
        /// Both sides keep its content to themselves.
        pub confidential: bool,
        /// How many copies.
        pub copies: Whole<2, 50>,
        /// The mediator has looked at every warning and told both sides.
        pub warnings_seen: bool,
    }
}

form! {
    /// The draft is discarded.
    pub struct Discard {
        /// Why.
        pub reason: Prose<500>,
    }
}

/// Says that social insurance will not be paid: such a promise is void (解释(二) art. 19).
fn waives_insurance(text: &str) -> bool {
    let insurance = ["社保", "社会保险", "养老保险"];
    let waiver = ["放弃", "不缴", "不再缴", "不予缴", "免缴", "无需缴", "不需缴"];
    text.split(['。', '；', '，', '\n'])
        .any(|clause| insurance.iter().any(|word| clause.contains(word)) && waiver.iter().any(|word| clause.contains(word)))
}

impl Deed for Draft {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        self.check_claims(case)?;
        self.check_obligations(case, cx)?;
        for (field, text) in [("terms", self.terms.as_deref()), ("breach_terms", self.breach_terms.as_deref())] {
            ensure(!text.is_some_and(waives_insurance), || Refusal::at(field, Reason::SocialInsuranceWaived))?;
        }
        ensure(self.relation == Some(RelationAfter::Ended) || self.relation_ended.is_none(), || {
            Refusal::at("relation_ended", Reason::RelationGoesOn)
        })?;
        let acknowledged = self.checked(case, cx)?;
        let mut outcome = Outcome::default();
        let facts = outcome.say(cx, WordsKind::Facts, &self.facts);
        let terms = outcome.say_if(cx, WordsKind::Terms, self.terms.as_deref());
        let breach_terms = outcome.say_if(cx, WordsKind::Terms, self.breach_terms.as_deref());
        let obligations = self
            .obligations
            .iter()
            .map(|row| ObligationLaid {
                id: cx.ids.draw(),
                kind: row.kind,
                payer: row.payer,
                payee: row.payee,
                amount: row.amount,
                due: row.due,
                way: outcome.say(cx, WordsKind::Terms, &row.way),
            })
            .collect();
        Ok(outcome.and(AgreementDrafted {
            partial: self.partial,
            agreed: self.agreed.iter().map(|row| AgreedAmount { claim: row.claim, amount: row.amount }).collect(),
            obligations,
            facts,
            terms,
            breach_terms,
            copies: self.copies.get(),
            relation: self.relation,
            relation_ended: self.relation_ended,
            tax: self.tax,
            once_for_all: self.once_for_all,
            confidential: self.confidential,
            acknowledged,
        }))
    }
}

impl Draft {
    /// The codes of the warnings that the mediator has looked at.
    fn checked(&self, case: &Case, cx: &Decision<'_>) -> Result<Vec<String>, Refusal> {
        let findings = check(self, case, &cx.lookup.clauses, &cx.lookup.way, cx.today());
        if let Some(void) = findings.iter().find(|finding| finding.severity == Severity::Block) {
            let refusal = Refusal::at(void.field, Reason::AgreementVoid).with("tell", &void.tell).with("article", &void.article);
            return Err(refusal.with("excerpt", void.excerpt.as_deref().unwrap_or(&void.name)));
        }
        if !findings.is_empty() && !self.warnings_seen {
            let told: Vec<String> = findings.iter().map(Finding::told).collect();
            let refusal = Refusal::at("warnings_seen", Reason::AgreementWarned).with("count", findings.len());
            return Err(refusal.with("warnings", told.join("\n")));
        }
        let mut codes: Vec<String> = findings.into_iter().map(|finding| finding.code).collect();
        codes.sort();
        codes.dedup();
        Ok(codes)
    }

    fn check_claims(&self, case: &Case) -> Result<(), Refusal> {
        ensure(!self.agreed.is_empty(), || Refusal::at("agreed", Reason::ClaimNeeded))?;
        let mut seen: Vec<ClaimId> = Vec::new();
        for row in &self.agreed {
            case.live_claim("agreed", row.claim)?;
            ensure(!seen.contains(&row.claim), || Refusal::at("agreed", Reason::PartyTwice))?;
            seen.push(row.claim);
        }
        let left_open = case.claims.iter().filter(|claim| !claim.withdrawn && !seen.contains(&claim.id)).count();
        ensure(self.partial || left_open == 0, || Refusal::at("agreed", Reason::ClaimLeftOpen).with("count", left_open))?;
        ensure(!self.partial || left_open > 0, || Refusal::at("partial", Reason::NothingLeftOpen))
    }

    fn check_obligations(&self, case: &Case, cx: &Decision<'_>) -> Result<(), Refusal> {
        ensure(!self.obligations.is_empty(), || Refusal::at("obligations", Reason::ObligationNeeded))?;
        for row in &self.obligations {
            for party in [row.payer, row.payee] {
                case.party(party).ok_or(Refusal::at("obligations", Reason::NotInThisCase))?;
            }
            ensure(row.payer != row.payee, || Refusal::at("obligations", Reason::PayerIsPayee))?;
            ensure(row.due >= cx.today(), || Refusal::at("obligations", Reason::InThePast))?;
            let amount = row.amount.unwrap_or(Money::ZERO);
            let fits = if row.kind == ObligationKind::Pay { amount > Money::ZERO } else { row.amount.is_none() };
            ensure(fits, || Refusal::at("obligations", Reason::AmountNeeded))?;
        }
        let laid: Money = self.obligations.iter().filter_map(|row| row.amount).sum();
        let agreed: Money = self.agreed.iter().map(|row| row.amount).sum();
        ensure(laid == agreed, || Refusal::at("obligations", Reason::SumsDiffer).with("laid", laid).with("agreed", agreed))
    }
}

impl Deed for Discard {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(document::sign::give_up(outcome, case, reason).and(AgreementDiscarded { reason }))
    }
}

#[cfg(test)]
mod tests {
    use super::waives_insurance;

    #[test]
    fn a_promise_not_to_pay_social_insurance_is_seen() {
        assert!(waives_insurance("乙方自愿放弃缴纳社会保险。"));
        assert!(!waives_insurance("甲方于月底前补缴社会保险；乙方放弃其他请求。"));
        assert!(!waives_insurance("甲方于月底前补缴社会保险，乙方放弃其他请求。"));
    }
}
