//! An agreement with every hand but the seal on it: where a life begins.

use std::collections::BTreeMap;

use domain::access::Role;
use domain::agreement::{Agreement, Obligation, ObligationKind, OrderHead, Signer};
use domain::case::{Actor, Case, Lookup, Stage};
use domain::claims::Claim;
use domain::intake::{Party, PartyRole, ScopeClass, Side};
use domain::kernel::id::{CaseId, ClaimId, ObligationId, PartyId, WordsId};
use domain::kernel::{Day, Money};
use domain::organisation::OrganisationKind;
use domain::way::{Head, WayFacts};
use uuid::Uuid;

use crate::dice::Choice;

/// The worker of every life.
pub(super) const WORKER: PartyId = PartyId(Uuid::from_u128(0x301));
const EMPLOYER: PartyId = PartyId(Uuid::from_u128(0x401));
const WORDS: WordsId = WordsId(Uuid::from_u128(0x501));

/// The officer of every life.
pub(super) const fn officer() -> Actor {
    Actor { account: None, role: Role::System, office: None }
}

/// What the rules may look at.
pub(super) fn lookup(choice: &mut Choice) -> Lookup {
    let kinds =
        [OrganisationKind::Street, OrganisationKind::Centre, OrganisationKind::EnterpriseCommittee, OrganisationKind::PeoplesMediation];
    let head = |order: bool, reviewable| Head { payment_order: order.then_some(OrderHead::Remuneration), reviewable, confirmable: true };
    let heads = [("wage", head(true, true)), ("welfare", head(false, true)), ("relation", head(false, false))];
    let heads: BTreeMap<String, Head> = heads.map(|(code, head)| (code.to_owned(), head)).into();
    Lookup { way: WayFacts { heads, handler: choice.of(&kinds).copied() }, ..Lookup::default() }
}

/// Signed by both sides and the mediator on this day; one to four instalments.
pub(super) fn signed(day: Day, choice: &mut Choice) -> Case {
    let mut case = Case::blank(CaseId(Uuid::from_u128(0xCA5E)));
    case.stage = Stage::Signing;
    "450206000000".clone_into(&mut case.division);
    case.intake.received = Some(day.plus(-choice.between(1, 14)));
    case.intake.scope = Some(if choice.in_thousand(30) { ScopeClass::NewForm } else { ScopeClass::LabourDispute });
    case.parties = vec![
        Party { id: WORKER, side: Side::Applicant, role: PartyRole::Worker },
        Party { id: EMPLOYER, side: Side::Respondent, role: PartyRole::Employer },
    ];
    let kinds: &[&str] =
        choice.of(&[&["wage"][..], &["wage", "welfare"], &["wage", "relation"], &["relation"], &["welfare"]]).copied().unwrap_or(&["wage"]);
    let id = |n: usize| Uuid::from_u128(0x600 + u128::try_from(n).unwrap_or(0));
    let claim = |(n, kind): (usize, &&str)| Claim {
        id: ClaimId(id(n)),
        kind: (*kind).to_owned(),
        from: None,
        to: None,
        claimed: None,
        verified: None,
        agreed: None,
        withdrawn: false,
    };
    case.claims = kinds.iter().enumerate().map(claim).collect();
    let instalments = choice.between(1, 4);
    let each = Money(choice.between(50_000, 2_000_000));
    let mut due = day;
    let mut obligations = Vec::new();
    for n in 0..instalments {
        due = due.plus(choice.between(if n == 0 { 0 } else { 15 }, 45));
        obligations.push(Obligation {
            id: ObligationId(id(0x100 + usize::try_from(n).unwrap_or(0))),
            kind: ObligationKind::Pay,
            payer: EMPLOYER,
            payee: WORKER,
            amount: Some(each),
            due,
            paid: Money::ZERO,
            met: None,
            breached: None,
        });
    }
    let total: Money = obligations.iter().filter_map(|one| one.amount).sum();
    let heads = i64::try_from(case.claims.len()).unwrap_or(1).max(1);
    let part = Money(total.0 / heads);
    let first = total.minus(Money(part.0 * (heads - 1)));
    let agreed = case.claims.iter().enumerate().map(|(n, claim)| (claim.id, if n == 0 { first } else { part })).collect();
    let hands = [(Signer::Party, Some(WORKER), day), (Signer::Party, Some(EMPLOYER), day), (Signer::Mediator, None, day)];
    case.agreement = Some(Agreement {
        draft: 1,
        partial: false,
        agreed,
        facts: WORDS,
        terms: None,
        breach_terms: None,
        copies: 3,
        obligations,
        signatures: hands.to_vec(),
        in_force: None,
        delivered: Vec::new(),
        notice: None,
        notice_received: Vec::new(),
        payments: Vec::new(),
    });
    case
}
