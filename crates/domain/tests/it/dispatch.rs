//! To whose hands a case goes, and who leads when several departments join.

use domain::case::{Act, Reason, Stage, Waiting};
use domain::periods::RuleId;

use crate::fixture::{
    CENTRE, CLOSED_STATION, COMMITTEE, COMMITTEE_MEDIATOR, CONFLICTED, COURT, INSPECTION, MEDIATOR, NOBODY, RETIRED, SECOND_MEDIATOR,
    STATION, STATION_MEDIATOR,
};
use crate::story::{Ask, ask, given};
use crate::usual::{accepted, dispatched, mediating, mediating_in_the_enterprise};

fn pass_to(organisation: impl serde::Serialize) -> Ask {
    ask(Act::Assign).with("mode", "pass").with("organisation", organisation)
}

stories! {
    fn the_window_keeps_a_case_and_names_the_mediator() {
        given(accepted()).when(Act::Assign).then(&["dispatch.assigned"]).and(|case| {
            assert_eq!((case.stage, case.handler()), (Stage::Mediating, Some(CENTRE)));
            assert_eq!(case.waiting(), Some(Waiting::Person(MEDIATOR)));
        })
    }

    fn handling_here_needs_a_mediator() {
        given(accepted()).when(ask(Act::Assign).without("mediator")).refused_at("mediator", Reason::MediatorNeeded)
    }

    fn a_mediator_must_be_known_free_and_of_this_office() {
        let to = |mediator| ask(Act::Assign).with("mediator", mediator);
        given(accepted())
            .when(ask(Act::Assign).with("mediator", NOBODY)).refused_at("mediator", Reason::NotInThisCase)
            .when(to(RETIRED)).refused_at("mediator", Reason::Inactive)
            .when(to(STATION_MEDIATOR)).refused_at("mediator", Reason::MediatorElsewhere)
            .when(to(CONFLICTED)).refused_at("mediator", Reason::MediatorConflicted)
    }

    fn the_window_passes_a_case_on_and_waits_for_the_answer() {
        given(accepted()).when(pass_to(STATION)).then(&["dispatch.assigned"]).and(|case| {
            assert_eq!((case.stage, case.waiting()), (Stage::Dispatched, Some(Waiting::Office(STATION))));
            assert_eq!(case.dispatch.reply_by.unwrap().to_string(), "2026-03-05");
            assert_eq!(case.offices(), [CENTRE, STATION]);
        })
    }

    fn a_case_is_passed_to_another_body_that_mediates_and_takes_cases() {
        given(accepted())
            .when(pass_to(CENTRE)).refused_at("organisation", Reason::SameOrganisation)
            .when(pass_to(()) ).refused_at("organisation", Reason::SameOrganisation)
            .when(pass_to(NOBODY)).refused_at("organisation", Reason::NotInThisCase)
            .when(pass_to(CLOSED_STATION)).refused_at("organisation", Reason::Inactive)
            .when(pass_to(COURT)).refused_at("organisation", Reason::DoesNotMediate)
    }

    fn the_station_takes_the_case_with_a_mediator_of_its_own() {
        given(dispatched())
            .when(ask(Act::Take).with("mediator", MEDIATOR)).refused_at("mediator", Reason::MediatorElsewhere)
            .when(Act::Take).then(&["dispatch.taken"])
            .and(|case| {
                assert_eq!((case.stage, case.handler(), case.dispatch.asked), (Stage::Mediating, Some(STATION), None));
                assert_eq!(case.waiting(), Some(Waiting::Person(STATION_MEDIATOR)));
            })
    }

    fn the_station_hands_the_case_back_and_the_window_has_it_again() {
        given(dispatched()).when(Act::HandBack).then(&["dispatch.handed_back"])
            .and(|case| assert_eq!((case.stage, case.waiting()), (Stage::Accepted, Some(Waiting::Office(CENTRE)))))
            .when(Act::Take).refused(Reason::NotInThisStage)
            .when(Act::Assign).happens()
    }

    fn the_enterprise_committee_counts_from_acceptance() {
        given(mediating_in_the_enterprise())
            .and(|case| assert_eq!(case.mediation_due(), Some(case.clock(RuleId::COMMITTEE).unwrap().due())))
    }

    fn where_the_office_asks_for_a_certificate_nobody_without_one_gets_a_case() {
        given(mediating()).assigning_by_certificate().when(Act::Reassign).refused_at("mediator", Reason::CertificateMissing)
    }

    fn another_mediator_of_the_office_is_named() {
        given(mediating())
            .when(Act::Reassign).then(&["dispatch.reassigned"])
            .and(|case| assert_eq!(case.dispatch.mediator, Some(SECOND_MEDIATOR)))
            .when(Act::Reassign).refused_at("mediator", Reason::SameMediator)
            .when(ask(Act::Reassign).with("mediator", CONFLICTED)).refused_at("mediator", Reason::MediatorConflicted)
    }

    fn an_organisation_goes_on_with_a_case_that_another_began() {
        given(mediating())
            .when(ask(Act::Transfer).with("organisation", CENTRE)).refused_at("organisation", Reason::SameHandler)
            .when(ask(Act::Transfer).with("organisation", COURT)).refused_at("organisation", Reason::DoesNotMediate)
            .when(ask(Act::Transfer).with("organisation", CLOSED_STATION)).refused_at("organisation", Reason::Inactive)
            .when(ask(Act::Transfer).with("mediator", SECOND_MEDIATOR)).refused_at("mediator", Reason::MediatorElsewhere)
            .when(Act::Transfer).then(&["dispatch.transferred"])
            .and(|case| {
                assert_eq!((case.stage, case.handler()), (Stage::Mediating, Some(STATION)));
                assert_eq!((case.waiting(), case.offices()), (Some(Waiting::Person(STATION_MEDIATOR)), vec![CENTRE, STATION]));
            })
    }

    fn what_was_invited_before_handles_now_and_leads_where_the_former_led() {
        given(mediating()).when(ask(Act::Invite).with("lead", CENTRE)).happens()
            .when(ask(Act::Transfer).with("organisation", COMMITTEE).with("mediator", COMMITTEE_MEDIATOR)).then(&["dispatch.transferred"])
            .and(|case| assert_eq!((case.dispatch.lead, case.offices()), (Some(COMMITTEE), vec![CENTRE, COMMITTEE, INSPECTION])))
    }

    fn departments_are_invited_under_one_lead_and_answer() {
        given(mediating())
            .when(Act::Invite).then(&["dispatch.invited"])
            .and(|case| assert_eq!((case.dispatch.lead, case.offices()), (Some(INSPECTION), vec![CENTRE, COMMITTEE, INSPECTION])))
            .when(Act::Reply).then(&["dispatch.replied"])
            .when(Act::Reply).refused_at("organisation", Reason::NotInThisCase)
            .and(|case| assert_eq!(case.dispatch.lead, Some(INSPECTION)))
    }

    fn a_lead_that_does_not_join_leaves_the_lead_to_the_handler() {
        given(mediating()).when(Act::Invite).happens()
            .when(ask(Act::Reply).with("joins", false)).then(&["dispatch.replied"])
            .and(|case| assert_eq!((case.dispatch.lead, case.offices()), (Some(CENTRE), vec![CENTRE, COMMITTEE])))
            .when(ask(Act::Invite).with("organisations", [INSPECTION])).then(&["dispatch.invited"])
    }

    fn the_lead_is_the_handler_or_one_of_those_invited() {
        given(mediating())
            .when(ask(Act::Invite).with("lead", STATION)).refused_at("lead", Reason::LeadNotInvited)
            .when(ask(Act::Invite).with("organisations", ())).refused_at("organisations", Reason::LeadNotInvited)
            .when(ask(Act::Invite).with("lead", CENTRE)).then(&["dispatch.invited"])
    }

    fn nobody_is_invited_twice_or_to_the_own_case() {
        given(mediating()).when(Act::Invite).happens()
            .when(Act::Invite).refused_at("organisations", Reason::AlreadyInvited)
            .when(ask(Act::Invite).with("organisations", [CENTRE])).refused_at("organisations", Reason::AlreadyInvited)
            .when(ask(Act::Invite).with("organisations", [CLOSED_STATION])).refused_at("organisations", Reason::Inactive)
    }

    fn only_an_open_invitation_is_answered() {
        given(mediating()).when(Act::Reply).refused(Reason::NothingChanges)
    }

    fn a_mass_dispute_is_reported_once() {
        given(accepted())
            .when(Act::Report).then(&["dispatch.reported"])
            .and(|case| assert_eq!(case.dispatch.reported.unwrap().to_string(), "2026-03-03"))
            .when(Act::Report).refused(Reason::NothingChanges)
    }
}
