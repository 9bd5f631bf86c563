//! Kept and broken promises: payments with proof, certificates, reminders, a breach and what it opens.

use domain::agreement::{AbilityGrade, PerformanceAdvice};
use domain::case::{Act, Reason, Stage};
use domain::closing::CloseResult;
use domain::kernel::Money;

use crate::fixture::{EMPLOYER, NOBODY, WORKER};
use crate::story::{ask, given};
use crate::usual::{breached, performed, performing, signing};

stories! {
    fn a_payment_is_recorded_with_its_proof() {
        given(performing())
            .when(Act::Pay).then(&["performance.paid"])
            .and(|case| {
                let obligation = &case.agreement.as_ref().unwrap().obligations[0];
                assert_eq!((obligation.paid, obligation.left(), obligation.is_met()), (Money(2_000_000), Money(100), false));
            })
            .when(ask(Act::Pay).with("amount", "1")).then(&["performance.paid"])
            .when(ask(Act::Pay).with("amount", "1")).refused_at("obligation", Reason::ObligationMet)
    }

    fn nothing_is_paid_before_the_agreement_is_in_force() {
        given(signing()).when(Act::Pay).refused(Reason::NotInThisStage)
    }

    fn a_payment_is_more_than_nothing_and_no_more_than_owed() {
        given(performing())
            .when(ask(Act::Pay).with("amount", "0")).refused_at("amount", Reason::AmountNeeded)
            .when(ask(Act::Pay).with("amount", "20001.01")).refused_at("amount", Reason::TooMuch)
            .when(ask(Act::Pay).with("obligation", NOBODY)).refused_at("obligation", Reason::NotInThisCase)
    }

    fn a_payment_is_dated_between_the_application_and_today() {
        given(performing())
            .when(ask(Act::Pay).with("day", "2026-03-06")).refused_at("day", Reason::InTheFuture)
            .when(ask(Act::Pay).with("day", "2026-03-01")).refused_at("day", Reason::BeforeReceived)
    }

    fn money_is_paid_and_a_certificate_handed_over() {
        given(performing())
            .when(ask(Act::Pay).with("obligation", "@obligation.2")).refused_at("obligation", Reason::WrongObligation)
            .when(ask(Act::Fulfil).with("obligation", "@obligation.0")).refused_at("obligation", Reason::WrongObligation)
            .when(ask(Act::Fulfil).with("day", "2026-03-06")).refused_at("day", Reason::InTheFuture)
            .when(ask(Act::Fulfil).with("day", "2026-03-01")).refused_at("day", Reason::BeforeReceived)
            .when(Act::Fulfil).then(&["performance.fulfilled"])
            .when(Act::Fulfil).refused_at("obligation", Reason::ObligationMet)
    }

    fn the_case_closes_when_the_last_obligation_is_met() {
        given(performing()).after([ask(Act::Fulfil), ask(Act::Pay).with("obligation", "@obligation.1").with("amount", "10000")])
            .when(ask(Act::Pay).with("amount", "20001")).then(&["performance.paid", "performance.completed"]);
        given(performing()).after([ask(Act::Pay).with("amount", "20001"), ask(Act::Pay).with("obligation", "@obligation.1").with("amount", "10000")])
            .when(Act::Fulfil).then(&["performance.fulfilled", "performance.completed"]);
        given(performed()).and(|case| {
            assert_eq!(case.stage, Stage::Closed);
            assert_eq!((case.amounts().paid, case.amounts().agreed), (Money(3_000_100), Some(Money(3_000_100))));
            assert_eq!(case.next_due().unwrap().to_string(), "2026-03-16", "the first return visit");
        })
    }

    fn the_debtor_is_reminded() {
        given(performing())
            .when(Act::Remind).then(&["performance.reminded"])
            .after([ask(Act::Pay).with("amount", "20001")])
            .when(Act::Remind).refused_at("obligation", Reason::ObligationMet)
    }

    fn a_breach_is_recorded_once_and_not_before_the_day_is_over() {
        given(performing()).on("2026-03-15")
            .when(Act::Breach).refused_at("obligation", Reason::NotDueYet)
            .on("2026-03-16")
            .when(Act::Breach).then(&["performance.breached", "limitation.interrupted", "way.prepared", "way.prepared"])
            .when(Act::Breach).refused_at("obligation", Reason::BreachedAlready)
    }

    fn a_breached_agreement_ends_as_not_performed() {
        given(performing()).when(Act::EndUnperformed).refused(Reason::NoBreach);
        given(breached()).when(Act::EndUnperformed).then(&["closing.ended_unperformed"]).and(|case| {
            let closing = case.closing.as_ref().unwrap();
            assert_eq!((case.stage, closing.result), (Stage::Closed, CloseResult::NotPerformed));
            assert_eq!(closing.limitation.unwrap().to_string(), "2027-01-10");
        })
    }

    fn a_breach_made_good_lets_the_agreement_run_on() {
        given(breached()).after([ask(Act::Pay).with("amount", "20001")])
            .when(Act::EndUnperformed).refused(Reason::NoBreach)
            .and(|case| assert!(!case.breached()))
    }

    fn a_payment_that_the_payer_names_counts_only_when_the_payee_confirms() {
        given(performing())
            .when(Act::AnswerPayment).refused(Reason::NothingToConfirm)
            .when(ask(Act::Pay).with("confirmed", false)).then(&["performance.paid"])
            .and(|case| {
                let agreement = case.agreement.as_ref().unwrap();
                assert_eq!((case.amounts().paid, agreement.pending(agreement.obligations[0].id)), (Money::ZERO, Money(2_000_000)));
            })
            .when(ask(Act::Pay).with("amount", "1.01")).refused_at("amount", Reason::TooMuch)
            .when(ask(Act::AnswerPayment).with("answer", "disputed").without("note")).refused_at("note", Reason::NoteNeeded)
            .when(ask(Act::AnswerPayment).with("day", "2026-03-04")).refused_at("day", Reason::EndBeforeStart)
            .when(ask(Act::AnswerPayment).with("day", "2026-03-06")).refused_at("day", Reason::InTheFuture)
            .when(ask(Act::AnswerPayment).with("payment", NOBODY)).refused_at("payment", Reason::NotInThisCase)
            .when(ask(Act::AnswerPayment).with("answer", "disputed")).then(&["performance.payment_answered"])
            .when(ask(Act::AnswerPayment).with("answer", "disputed")).refused_at("answer", Reason::NothingChanges)
            .when(ask(Act::AnswerPayment).with("answer", "proven")).then(&["performance.payment_answered"])
            .and(|case| assert_eq!(case.amounts().paid, Money(2_000_000)))
            .after([ask(Act::Pay).with("amount", "1").with("confirmed", false)])
            .when(Act::AnswerPayment).refused_at("payment", Reason::PaymentConfirmed)
            .when(ask(Act::AnswerPayment).with("payment", "@payment.1")).then(&["performance.payment_answered"])
            .and(|case| assert!(case.agreement.as_ref().unwrap().obligations[0].is_met()))
    }

    fn a_disputed_payment_makes_room_and_can_not_come_back_when_it_is_taken() {
        given(performing()).after([ask(Act::Pay).with("confirmed", false), ask(Act::AnswerPayment).with("answer", "disputed"), ask(Act::Pay).with("amount", "10000")])
            .when(Act::AnswerPayment).refused_at("payment", Reason::TooMuch)
    }

    fn the_last_confirmation_completes_the_performance() {
        given(performing()).after([ask(Act::Fulfil), ask(Act::Pay).with("amount", "20001"), ask(Act::Pay).with("obligation", "@obligation.1").with("amount", "10000").with("confirmed", false)])
            .and(|case| assert_eq!(case.stage, Stage::Performing))
            .when(ask(Act::AnswerPayment).with("payment", "@payment.1")).then(&["performance.payment_answered", "performance.completed"])
    }

    fn a_third_party_that_pays_is_named() {
        given(performing())
            .when(ask(Act::Pay).with("means", "third_party")).refused_at("by_third_party", Reason::ThirdPartyNeeded)
            .when(ask(Act::Pay).with("means", "third_party").with("by_third_party", "施工总承包单位")).then(&["performance.paid"])
    }

    fn a_payment_is_shared_out_among_the_heads() {
        let paid = |case: &domain::case::Case| case.amounts_by_head().iter().map(|head| head.paid.unwrap().0).collect::<Vec<_>>();
        given(performing()).after([Act::Pay.into()]).and(|case| assert_eq!(paid(case), [1_500_050, 499_950], "in the order of the agreement"));
        let share = |amount: &str| serde_json::json!([{"claim": "@claim.1", "amount": amount}]);
        given(performing())
            .when(ask(Act::Pay).with("amount", "100").with("shares", share("99"))).refused_at("shares", Reason::SharesDiffer)
            .when(ask(Act::Pay).with("amount", "16000").with("shares", share("16000"))).refused_at("shares", Reason::TooMuch)
            .when(ask(Act::Pay).with("amount", "100").with("shares", serde_json::json!([{"claim": NOBODY, "amount": "100"}]))).refused_at("shares", Reason::NotInThisCase)
            .when(ask(Act::Pay).with("amount", "100").with("shares", share("100"))).happens()
            .and(|case| {
                assert_eq!(paid(case), [0, 10_000]);
                let worker = case.amounts_by_worker()[0];
                assert_eq!((worker.agreed, worker.paid), (Money(3_000_100), Money(10_000)));
            })
    }

    fn the_performance_notice_is_issued_by_itself_and_signed_for_by_the_debtor() {
        given(performing())
            .and(|case| assert_eq!(case.agreement.as_ref().unwrap().notice.unwrap().to_string(), "2026-03-05"))
            .when(ask(Act::ReceiveNotice).with("party", WORKER)).refused_at("party", Reason::OwesNothing)
            .when(ask(Act::ReceiveNotice).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(ask(Act::ReceiveNotice).with("day", "2026-03-06")).refused_at("day", Reason::InTheFuture)
            .when(Act::ReceiveNotice).then(&["performance.notice_received"])
            .when(Act::ReceiveNotice).refused_at("party", Reason::NothingChanges)
    }

    fn the_ability_to_perform_is_assessed_before_the_agreement_is_closed() {
        given(signing())
            .when(ask(Act::AssessAbility).with("answers", serde_json::json!([]))).refused_at("answers", Reason::NothingAnswered)
            .when(ask(Act::AssessAbility).with("answers.0.item", "weather")).refused_at("answers", Reason::NotInThisCase)
            .when(ask(Act::AssessAbility).with("answers.1.item", "business")).refused_at("answers", Reason::PartyTwice)
            .when(ask(Act::AssessAbility).without("answers.0.evidence")).refused_at("answers", Reason::EvidenceNeeded)
            .when(ask(Act::AssessAbility).with("debtor", NOBODY)).refused_at("debtor", Reason::NotInThisCase)
            .when(Act::AssessAbility).then(&["agreement.assessed"])
            .and(|case| {
                let found = &case.abilities[0];
                assert_eq!((found.score, found.grade, found.advice), (75, AbilityGrade::B, PerformanceAdvice::Instalments));
            })
            .after([ask(Act::Sign), ask(Act::Sign).with("party", EMPLOYER), ask(Act::Sign).with("signer", "mediator").without("party"), ask(Act::Sign).with("signer", "organisation").without("party")])
            .when(Act::AssessAbility).refused(Reason::NotInThisStage)
    }
}
