//! Endings without an agreement, and the return visits.

use domain::case::{Act, Reason, Stage};
use domain::closing::CloseResult;

use crate::fixture::NOBODY;
use crate::story::{ask, given};
use crate::usual::{accepted, dispatched, failed, mediating, performed, performing, registered, signing};

stories! {
    fn mediation_fails_with_the_way_on() {
        given(mediating())
            .when(ask(Act::Close).without("body")).refused_at("body", Reason::WayOnNeeded)
            .when(ask(Act::Close).without("address")).refused_at("address", Reason::WayOnNeeded)
            .when(ask(Act::Close).without("limitation")).refused_at("limitation", Reason::WayOnNeeded)
            .when(ask(Act::Close).without("late_reason")).then(&["closing.closed", "limitation.interrupted", "closing.visit_planned"])
            .and(|case| {
                let closing = case.closing.as_ref().unwrap();
                assert_eq!((case.stage, closing.result, closing.late), (Stage::Closed, CloseResult::Failed, false));
                assert!(case.clocks.iter().all(|clock| !clock.is_running()));
            })
    }

    fn a_case_can_end_wherever_it_waits() {
        for open in [accepted(), dispatched(), signing()] {
            given(open).when(Act::Close).then(&["closing.closed", "limitation.interrupted", "closing.visit_planned"]).and(|case| assert_eq!((case.stage, &case.agreement), (Stage::Closed, &None)));
        }
        given(registered()).when(Act::Close).refused(Reason::NotInThisStage)
    }

    fn a_withdrawn_application_needs_no_way_on() {
        let plain = ask(Act::Close).with("result", "withdrawn").without("body").without("address").without("limitation");
        given(mediating()).when(plain).then(&["closing.closed", "closing.visit_planned"])
    }

    fn an_agreement_is_not_an_ending_to_choose() {
        for result in ["agreement", "partial", "not_performed"] {
            given(mediating()).when(ask(Act::Close).with("result", result)).refused_at("result", Reason::NotAnEndingHere);
        }
        given(mediating()).when(ask(Act::Close).with("result", "agreement")).refused_at("result", Reason::NotAnEndingHere)
    }

    fn the_period_is_over_when_it_is_over() {
        let over = || ask(Act::Close).with("result", "period_over");
        given(mediating()).on("2026-03-17")
            .when(over()).refused_at("result", Reason::PeriodNotOver)
            .on("2026-03-18").when(over()).then(&["closing.closed", "limitation.interrupted", "closing.visit_planned"])
    }

    fn a_late_ending_names_its_reason() {
        given(mediating()).on("2026-03-18")
            .when(ask(Act::Close).without("late_reason")).refused_at("late_reason", Reason::LateNeedsReason)
            .when(Act::Close).happens()
            .and(|case| assert!(case.closing.as_ref().unwrap().late))
    }

    fn a_closed_case_refuses_new_sessions() {
        given(failed())
            .when(Act::Schedule).refused(Reason::NotInThisStage)
            .when(Act::Extend).refused(Reason::NotInThisStage)
            .when(Act::Close).refused(Reason::NotInThisStage)
    }

    fn a_return_visit_tells_performance_and_satisfaction() {
        given(performed()).on("2026-03-16")
            .when(Act::FollowUp).then(&["closing.visit_made"])
            .and(|case| assert_eq!((case.visits[0].satisfaction, case.visits[0].is_open()), (Some(5), false)))
            .when(Act::FollowUp).refused_at("visit", Reason::VisitOver)
    }

    fn a_visit_out_of_turn_is_recorded_too() {
        given(performing())
            .when(ask(Act::FollowUp).without("visit")).then(&["closing.visit_made"])
            .and(|case| assert_eq!((case.visits.len(), case.visits[3].is_open()), (4, false)))
    }

    fn a_visit_counts_as_done_after_three_tries() {
        let nobody_there = || ask(Act::FollowUp).with("reached", false).without("satisfaction").without("performance").without("opinion");
        given(performed())
            .when(nobody_there()).happens()
            .when(nobody_there()).happens().and(|case| assert!(case.visits[0].is_open()))
            .when(nobody_there()).happens().and(|case| assert_eq!((case.visits[0].tries, case.visits[0].is_open()), (3, false)))
    }

    fn a_mark_comes_from_somebody_who_was_reached() {
        given(performed()).when(ask(Act::FollowUp).with("reached", false)).refused_at("satisfaction", Reason::NotReached)
    }

    fn a_visit_is_made_to_a_party_on_a_day_that_has_been() {
        given(performed())
            .when(ask(Act::FollowUp).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(ask(Act::FollowUp).with("visit", NOBODY)).refused_at("visit", Reason::NotInThisCase)
            .when(ask(Act::FollowUp).with("day", "2026-03-11")).refused_at("day", Reason::InTheFuture)
            .when(ask(Act::FollowUp).with("day", "2026-03-01")).refused_at("day", Reason::BeforeReceived)
    }
}
