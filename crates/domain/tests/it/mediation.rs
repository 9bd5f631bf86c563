//! Sessions, extension, recusal, suspension.

use domain::case::{Act, Clash, Reason};
use domain::mediation::{InvitationState, SessionResult};

use crate::fixture::{EMPLOYER, MEDIATOR, NOBODY, SECOND_MEDIATOR, WORKER};
use crate::story::{ask, given};
use crate::usual::{mediating, mediating_in_the_enterprise, scheduled, signing};

stories! {
    fn a_session_is_scheduled_with_room_and_mediator() {
        given(mediating()).when(Act::Schedule).then(&["mediation.session_scheduled"])
            .when(ask(Act::Schedule).with("means", "online").with("place", "https://huiyi.example/7").without("room")).happens()
            .and(|case| {
                let numbers: Vec<_> = case.mediation.sessions.iter().map(|session| (session.number, session.mediator)).collect();
                assert_eq!(numbers, [(1, Some(MEDIATOR)), (2, Some(MEDIATOR))]);
            })
    }

    fn a_session_lies_ahead_within_a_year() {
        given(mediating())
            .when(ask(Act::Schedule).with("starts", "2026-03-03T08:59")).refused_at("starts", Reason::InThePast)
            .when(ask(Act::Schedule).with("starts", "2027-03-06T09:00")).refused_at("starts", Reason::InTheFuture)
    }

    fn a_session_needs_its_room_or_its_place() {
        given(mediating())
            .when(ask(Act::Schedule).without("room")).refused_at("room", Reason::PlaceNeeded)
            .when(ask(Act::Schedule).with("means", "phone")).refused_at("place", Reason::PlaceNeeded)
    }

    fn a_room_or_a_mediator_is_not_taken_twice() {
        given(mediating())
            .taken(Clash::Room).when(Act::Schedule).refused_at("room", Reason::RoomTaken)
            .taken(Clash::Mediator).when(Act::Schedule).refused_at("starts", Reason::MediatorTaken)
    }

    fn an_invitation_is_sent_seen_and_joined() {
        given(scheduled())
            .when(Act::Invitation).then(&["mediation.invitation_noted"])
            .when(Act::Invitation).refused_at("state", Reason::NothingChanges)
            .when(ask(Act::Invitation).with("state", "seen").with("at", "2026-03-03T08:30")).happens()
            .and(|case| assert_eq!(case.mediation.sessions[0].invitation_of(WORKER), Some(InvitationState::Seen)))
            .when(ask(Act::Invitation).with("state", "joined").with("at", "2026-03-03T09:01")).refused_at("at", Reason::InTheFuture)
            .when(ask(Act::Invitation).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(ask(Act::Invitation).with("session", NOBODY)).refused_at("session", Reason::NotInThisCase)
    }

    fn a_cancelled_session_is_over() {
        given(scheduled()).after([ask(Act::Schedule)])
            .when(Act::CancelSession).then(&["mediation.session_cancelled"])
            .when(Act::CancelSession).refused_at("session", Reason::SessionOver)
            .when(Act::Invitation).refused_at("session", Reason::SessionOver)
            .when(ask(Act::CancelSession).with("session", "@session.1")).happens()
            .when(Act::CancelSession).refused(Reason::SessionOver)
    }

    fn minutes_are_kept_with_who_said_what() {
        given(scheduled()).on("2026-03-05")
            .when(Act::Minutes).then(&["mediation.minutes_kept"])
            .and(|case| assert_eq!(case.mediation.sessions[0].result, Some(SessionResult::Agreed)))
            .when(Act::Minutes).refused(Reason::SessionOver)
    }

    fn minutes_tell_of_what_has_happened_since_the_application() {
        given(scheduled()).on("2026-03-05")
            .when(ask(Act::Minutes).with("ended", "2026-03-04T14:59")).refused_at("ended", Reason::EndBeforeStart)
            .when(ask(Act::Minutes).with("ended", "2026-03-05T09:01")).refused_at("ended", Reason::InTheFuture)
            .when(ask(Act::Minutes).with("began", "2026-03-01T15:00")).refused_at("began", Reason::BeforeReceived)
    }

    fn only_parties_are_present_and_speak() {
        given(scheduled()).on("2026-03-05")
            .when(ask(Act::Minutes).with("present", [NOBODY])).refused_at("present", Reason::NotInThisCase)
            .when(ask(Act::Minutes).with("statements.0.speaker", NOBODY)).refused_at("present", Reason::NotInThisCase)
    }

    fn the_period_is_extended_with_both_sides_consent() {
        given(mediating())
            .when(ask(Act::Extend).with("until", "2026-03-17")).refused_at("until", Reason::NotLater)
            .when(ask(Act::Extend).with("until", "2026-05-17")).refused_at("until", Reason::ExtensionTooLong)
            .when(ask(Act::Extend).with("until", "2026-05-16")).then(&["mediation.extended"])
            .and(|case| assert_eq!((case.mediation_due().unwrap().to_string().as_str(), case.mediation.extensions), ("2026-05-16", 1)))
    }

    fn the_committees_period_is_extended_too() {
        given(mediating_in_the_enterprise()).when(Act::Extend).then(&["mediation.extended"])
            .and(|case| assert_eq!(case.mediation_due().unwrap().to_string(), "2026-03-28"))
    }

    fn a_period_that_is_over_is_extended_into_days_to_come() {
        given(mediating()).on("2026-04-01")
            .when(ask(Act::Extend).with("until", "2026-03-31")).refused_at("until", Reason::NotLater)
            .when(ask(Act::Extend).with("until", "2026-04-10")).happens()
    }

    fn a_recusal_request_stops_the_mediator_until_it_is_decided() {
        given(scheduled()).on("2026-03-05")
            .when(Act::AskRecusal).then(&["mediation.recusal_asked", "clock.started"])
            .when(Act::AskRecusal).refused(Reason::RecusalOpen)
            .when(Act::Schedule).refused(Reason::RecusalOpen)
            .when(Act::Minutes).refused(Reason::RecusalOpen)
            .when(Act::Draft).refused(Reason::RecusalOpen)
            .when(Act::DecideRecusal).then(&["mediation.recusal_decided"])
            .and(|case| assert_eq!(case.dispatch.mediator, Some(SECOND_MEDIATOR)))
            .when(Act::Minutes).happens()
    }

    fn a_granted_recusal_names_another_mediator() {
        given(mediating())
            .when(Act::DecideRecusal).refused(Reason::NoRecusalOpen)
            .when(ask(Act::AskRecusal).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(ask(Act::AskRecusal).with("party", EMPLOYER)).happens()
            .when(ask(Act::DecideRecusal).without("mediator")).refused_at("mediator", Reason::MediatorNeeded)
            .when(ask(Act::DecideRecusal).with("mediator", MEDIATOR)).refused_at("mediator", Reason::SameMediator)
            .when(ask(Act::DecideRecusal).with("decision", "rejected")).then(&["mediation.recusal_decided"])
            .and(|case| assert_eq!(case.dispatch.mediator, Some(MEDIATOR)))
    }

    fn a_suspended_mediation_rests_until_it_is_resumed() {
        given(mediating())
            .when(Act::Resume).refused(Reason::NotSuspended)
            .when(ask(Act::Suspend).with("expected", "2026-03-02")).refused_at("expected", Reason::InThePast)
            .when(Act::Suspend).then(&["mediation.suspended"])
            .when(Act::Suspend).refused(Reason::Suspended)
            .when(Act::Schedule).refused(Reason::Suspended)
            .when(Act::Draft).refused(Reason::Suspended)
            .on("2026-03-13").when(Act::Resume).then(&["mediation.resumed", "clock.moved"])
            .when(Act::Schedule).happens()
    }

    fn no_session_is_scheduled_once_the_agreement_is_drafted() {
        given(signing()).when(Act::Schedule).refused(Reason::NotInThisStage)
    }
}
