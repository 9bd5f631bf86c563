//! Kept and broken promises: payments with proof, certificates, reminders, a breach and what it opens.

use domain::case::{Act, Reason, Stage};
use domain::closing::CloseResult;
use domain::kernel::Money;

use crate::fixture::NOBODY;
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
            .when(Act::Breach).then(&["performance.breached", "limitation.interrupted"])
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
}
