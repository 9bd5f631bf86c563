//! The agreement: drafted with sums that add up, in force when every hand and the seal are there, handed out.

use domain::case::{Act, Reason, Stage};
use domain::closing::{CloseResult, VisitKind};

use crate::fixture::{EMPLOYER, NOBODY, WORKER};
use crate::story::{Ask, ask, given};
use crate::usual::{mediating, performing, signed_by_all_hands, signing};

fn seal() -> Ask {
    ask(Act::Sign).with("signer", "organisation").without("party").with("means", "seal")
}

/// The usual draft that settles the first claim only.
fn partial_draft() -> Ask {
    let agreed = serde_json::json!([{"claim": "@claim.0", "amount": "30001"}]);
    ask(Act::Draft).with("partial", true).with("agreed", agreed)
}

stories! {
    fn an_agreement_is_drafted_with_amounts_days_and_ways() {
        given(mediating()).when(Act::Draft).then(&["agreement.drafted"]).and(|case| {
            let agreement = case.agreement.as_ref().unwrap();
            assert_eq!((case.stage, agreement.total().plain().as_str()), (Stage::Signing, "30001.00"));
            assert_eq!((agreement.obligations.len(), agreement.in_force), (3, None));
        })
    }

    fn a_draft_settles_every_claim_once() {
        given(mediating())
            .when(ask(Act::Draft).with("agreed", ())).refused_at("agreed", Reason::ClaimNeeded)
            .when(ask(Act::Draft).with("agreed.0.claim", NOBODY)).refused_at("agreed", Reason::NotInThisCase)
            .when(ask(Act::Draft).with("agreed.1.claim", "@claim.0")).refused_at("agreed", Reason::PartyTwice)
            .when(partial_draft().with("partial", false)).refused_at("agreed", Reason::ClaimLeftOpen)
    }

    fn a_withdrawn_claim_is_not_settled() {
        given(mediating()).after([ask(Act::WithdrawClaim)])
            .when(partial_draft().with("agreed.0.claim", "@claim.1")).refused_at("agreed", Reason::ClaimOver)
    }

    fn a_partial_agreement_leaves_something_open() {
        given(mediating())
            .when(ask(Act::Draft).with("partial", true)).refused_at("partial", Reason::NothingLeftOpen)
            .when(partial_draft()).then(&["agreement.drafted"])
    }

    fn an_agreement_needs_obligations_between_parties() {
        given(mediating())
            .when(ask(Act::Draft).with("obligations", ())).refused_at("obligations", Reason::ObligationNeeded)
            .when(ask(Act::Draft).with("obligations.0.payee", NOBODY)).refused_at("obligations", Reason::NotInThisCase)
            .when(ask(Act::Draft).with("obligations.0.payee", EMPLOYER)).refused_at("obligations", Reason::PayerIsPayee)
            .when(ask(Act::Draft).with("obligations.0.due", "2026-03-02")).refused_at("obligations", Reason::InThePast)
    }

    fn money_has_an_amount_and_a_certificate_has_none() {
        given(mediating())
            .when(ask(Act::Draft).with("obligations.0.amount", "0")).refused_at("obligations", Reason::AmountNeeded)
            .when(ask(Act::Draft).without("obligations.0.amount")).refused_at("obligations", Reason::AmountNeeded)
            .when(ask(Act::Draft).with("obligations.2.amount", "5")).refused_at("obligations", Reason::AmountNeeded)
    }

    fn the_instalments_add_up_to_the_amounts_agreed() {
        given(mediating()).when(ask(Act::Draft).with("agreed.0.amount", "15000.49")).refused_at("obligations", Reason::SumsDiffer)
    }

    fn a_waiver_of_social_insurance_is_not_drafted() {
        given(mediating())
            .when(ask(Act::Draft).with("terms", "申请人自愿放弃社会保险。")).refused_at("terms", Reason::SocialInsuranceWaived)
            .when(ask(Act::Draft).with("breach_terms", "此后不再缴社保。")).refused_at("breach_terms", Reason::SocialInsuranceWaived)
    }

    fn a_relation_that_goes_on_has_no_last_day() {
        given(mediating())
            .when(ask(Act::Draft).with("relation", "continues").with("relation_ended", "2026-03-05")).refused_at("relation_ended", Reason::RelationGoesOn)
            .when(ask(Act::Draft).with("relation", "ended").with("relation_ended", "2026-03-05").with("tax", "withheld").with("once_for_all", true)).happens()
    }

    fn a_void_clause_is_not_drafted_and_names_its_article() {
        given(mediating()).knowing_clauses()
            .when(ask(Act::Draft).with("terms", "劳动者返岗时交押金。")).refused_at("terms", Reason::AgreementVoid)
            .when(ask(Act::Draft).with("obligations.0.way", "金额另定")).refused_at("obligations", Reason::AgreementVoid)
    }

    fn a_doubtful_draft_waits_until_the_mediator_has_looked_at_it() {
        let doubtful = || ask(Act::Draft).with("terms", "尽快付清。");
        given(mediating()).knowing_clauses()
            .when(doubtful().with("warnings_seen", false)).refused_at("warnings_seen", Reason::AgreementWarned)
            .when(ask(Act::Draft).with("warnings_seen", false).without("breach_terms")).refused_at("warnings_seen", Reason::AgreementWarned)
            .when(ask(Act::Draft).with("warnings_seen", false).with("obligations.1.due", "2028-03-05")).refused_at("warnings_seen", Reason::AgreementWarned)
            .when(doubtful()).then(&["agreement.drafted"])
    }

    fn what_is_due_before_it_is_signed_needs_a_new_draft() {
        given(signing()).on("2026-03-20").when(ask(Act::Sign)).refused_at("day", Reason::DueBeforeSigned)
    }

    fn a_draft_is_discarded_and_mediation_goes_on() {
        given(signing()).when(Act::Discard).then(&["agreement.discarded"])
            .and(|case| assert_eq!((case.stage, &case.agreement), (Stage::Mediating, &None)))
            .when(Act::Draft).happens()
    }

    fn a_party_signs_once_and_by_name() {
        given(signing())
            .when(ask(Act::Sign).without("party")).refused_at("party", Reason::SignerNeeded)
            .when(ask(Act::Sign).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(Act::Sign).then(&["agreement.signed"])
            .when(Act::Sign).refused_at("signer", Reason::SignedAlready)
    }

    fn a_signature_is_dated_between_the_application_and_today() {
        given(signing())
            .when(ask(Act::Sign).with("day", "2026-03-06")).refused_at("day", Reason::InTheFuture)
            .when(ask(Act::Sign).with("day", "2026-03-01")).refused_at("day", Reason::BeforeReceived)
    }

    fn the_seal_comes_last() {
        given(signing())
            .when(seal()).refused_at("signer", Reason::SealComesLast)
            .after([ask(Act::Sign), ask(Act::Sign).with("party", EMPLOYER)])
            .when(seal()).refused_at("signer", Reason::SealComesLast)
    }

    fn the_seal_brings_the_agreement_into_force_and_plans_the_visits() {
        let events = ["agreement.signed", "agreement.took_effect", "closing.closed", "performance.notice_issued", "clock.started", "clock.started", "way.prepared", "way.prepared", "closing.visit_planned", "closing.visit_planned", "closing.visit_planned"];
        given(signed_by_all_hands()).when(seal()).then(&events).and(|case| {
            let closing = case.closing.as_ref().unwrap();
            assert_eq!((case.stage, closing.result, closing.late), (Stage::Performing, CloseResult::Agreement, false));
            let visits: Vec<_> = case.visits.iter().map(|visit| (visit.kind, visit.due.to_string())).collect();
            let due = |kind, day: &str| (kind, day.to_owned());
            assert_eq!(visits, [
                due(VisitKind::AfterDue, "2026-03-16"),
                due(VisitKind::AfterDue, "2026-04-15"),
                due(VisitKind::AfterClosing, "2026-04-07"),
            ]);
            assert!(case.clocks.iter().all(|clock| !clock.role.is_mediation() || !clock.is_running()));
        })
    }

    fn a_partial_agreement_closes_as_partial() {
        given(mediating()).after([
            partial_draft(), ask(Act::Sign), ask(Act::Sign).with("party", EMPLOYER), ask(Act::Sign).with("signer", "mediator"), seal(),
        ]).and(|case| assert_eq!(case.closing.as_ref().unwrap().result, CloseResult::Partial))
    }

    fn a_late_agreement_names_its_reason() {
        given(signed_by_all_hands()).on("2026-03-18")
            .when(seal()).refused_at("late_reason", Reason::LateNeedsReason)
            .when(seal().with("late_reason", "被申请人出差，逾期一日盖章，已告知双方。")).happens()
            .and(|case| assert!(case.closing.as_ref().unwrap().late))
    }

    fn copies_are_handed_out_once_it_is_in_force() {
        given(signing()).when(Act::Deliver).refused(Reason::NotInThisStage);
        given(performing())
            .when(Act::Deliver).then(&["agreement.delivered"])
            .when(ask(Act::Deliver).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(ask(Act::Deliver).with("day", "2026-03-06")).refused_at("day", Reason::InTheFuture)
            .when(ask(Act::Deliver).with("day", "2026-03-01")).refused_at("day", Reason::BeforeReceived)
            .and(|case| assert_eq!(case.agreement.as_ref().unwrap().delivered[0].0, WORKER))
    }
}
