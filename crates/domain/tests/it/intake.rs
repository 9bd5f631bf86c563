//! Registration, consent, acceptance and decline, and the first contact that somebody always owns.

use domain::case::{Act, Reason, Stage};
use domain::intake::{Application, Side};
use domain::kernel::Form;
use domain::periods::{Role, RuleId};
use serde_json::{Value, json};

use crate::fixture::{CENTRE, CLERK, COLLEAGUE, EMPLOYER, NOBODY};
use crate::story::{Story, ask, first_contact, given, parties, place};
use crate::usual::{accepted, application, consented, registered};

/// The usual application with one field told otherwise.
fn application_with(path: &str, value: impl serde::Serialize) -> Value {
    let mut application = application();
    *place(&mut application, path) = json!(value);
    application
}

stories! {
    fn a_registered_application_starts_the_clocks_from_receipt() {
        Story::new().when_registered(&application()).then(&["case.registered", "clock.started", "clock.started"]).and(|case| {
            assert_eq!((case.stage, case.version), (Stage::Registered, 3));
            assert_eq!(case.clock(RuleId::ACCEPT).unwrap().due().to_string(), "2026-03-05");
            assert_eq!(case.clock_of(Role::Mediation).unwrap().due().to_string(), "2026-03-17");
            assert_eq!(case.next_due().unwrap().to_string(), "2026-03-05");
            assert_eq!(case.amounts().claimed.unwrap().plain(), "32295.72");
            assert_eq!((case.offices(), case.people()), (vec![CENTRE], vec![CLERK]));
            first_contact(case);
        })
    }

    fn several_workers_can_apply_against_a_dispatch_agency_and_the_user_company() {
        let mut several = application_with("applicants.1", json!({"name": "莫小满"}));
        *place(&mut several, "respondents.0.role") = json!("dispatch_agency");
        *place(&mut several, "respondents.1") = json!({"name": "柳州市钧桁汽车零部件有限公司", "role": "user_company"});
        Story::new().when_registered(&several).happens().and(|case| {
            assert_eq!((case.side(Side::Applicant).count(), case.side(Side::Respondent).count()), (2, 2));
        })
    }

    fn an_employer_can_apply_against_a_worker() {
        Story::new().when_registered(&application_with("employer_applies", true)).happens().and(|case| {
            assert_eq!(case.side(Side::Applicant).map(|party| party.id).collect::<Vec<_>>(), [EMPLOYER]);
        })
    }

    fn an_application_needs_both_sides() {
        Story::new()
            .when_registered(&application_with("applicants", json!([]))).refused_at("applicants", Reason::BothSidesNeeded)
            .when_registered(&application_with("respondents", json!([]))).refused_at("respondents", Reason::BothSidesNeeded)
    }

    fn an_application_needs_a_claim() {
        Story::new().when_registered(&application_with("claims", json!([]))).refused_at("claims", Reason::ClaimNeeded)
    }

    fn nothing_is_received_or_born_tomorrow() {
        Story::new()
            .when_registered(&application_with("received", "2026-03-03")).refused_at("received", Reason::InTheFuture)
            .when_registered(&application_with("applicants.0.birth", "2026-03-03")).refused_at("applicants", Reason::InTheFuture)
    }

    fn days_on_an_application_run_forward() {
        Story::new()
            .when_registered(&application_with("claims.0.to", "2025-08-31")).refused_at("claims", Reason::EndBeforeStart)
            .when_registered(&application_with("applicants.0.left", "2024-02-29")).refused_at("applicants", Reason::EndBeforeStart)
    }

    fn nobody_stands_in_a_case_twice() {
        let twice = Application::read(&application()).unwrap();
        let mut parties = parties(&twice);
        parties[1].id = parties[0].id;
        Story::new().when_registered_with(twice, parties).refused_at("applicants", Reason::PartyTwice)
    }

    fn an_employer_does_not_stand_among_the_workers() {
        Story::new().when_registered(&application_with("applicants.0.role", "employer")).refused_at("applicants", Reason::PartyTwice)
    }

    fn a_possible_duplicate_is_registered_with_a_reason_only() {
        let plain = application_with("duplicate_reason", Value::Null);
        Story::new()
            .with_duplicates(1)
            .when_registered(&plain).refused_at("duplicate_reason", Reason::DuplicateNeedsReason)
            .when_registered(&application()).happens()
    }

    fn the_first_contact_is_handed_over_with_a_receipt_and_never_lost() {
        given(registered())
            .when(Act::HandOver).then(&["intake.handed_over"])
            .and(|case| assert_eq!(case.intake.first_contact, Some(COLLEAGUE)))
            .when(ask(Act::HandOver).with("to", CLERK)).happens()
            .and(first_contact)
    }

    fn the_first_contact_is_not_handed_to_its_owner() {
        given(registered()).when(ask(Act::HandOver).with("to", CLERK)).refused_at("to", Reason::SameOwner)
    }

    fn consent_is_recorded_with_day_and_means_and_the_last_word_counts() {
        given(registered())
            .when(ask(Act::Consent).with("agrees", false)).then(&["intake.consented"])
            .and(|case| assert!(case.intake.refuses()))
            .when(Act::Consent).then(&["intake.consented"])
            .and(|case| assert!(!case.intake.refuses() && case.side_agrees(Side::Applicant)))
    }

    fn a_stranger_does_not_consent() {
        given(registered()).when(ask(Act::Consent).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
    }

    fn nobody_consents_tomorrow() {
        given(registered()).when(ask(Act::Consent).with("day", "2026-03-03")).refused_at("day", Reason::InTheFuture)
    }

    fn an_application_is_accepted_only_with_both_sides_consent() {
        given(registered())
            .when(Act::Accept).refused(Reason::ApplicantConsentMissing)
            .when(Act::Consent).happens()
            .when(Act::Accept).refused(Reason::RespondentConsentMissing)
            .when(ask(Act::Consent).with("party", EMPLOYER)).happens()
            .when(Act::Accept).then(&["intake.accepted", "clock.started"])
    }

    fn an_application_is_not_accepted_while_a_party_refuses() {
        given(consented())
            .when(ask(Act::Consent).with("party", EMPLOYER).with("agrees", false)).happens()
            .when(Act::Accept).refused(Reason::PartyRefuses)
    }

    fn acceptance_stops_the_first_clock_and_starts_the_committees() {
        given(accepted()).and(|case| {
            assert_eq!(case.stage, Stage::Accepted);
            assert!(!case.clock(RuleId::ACCEPT).unwrap().is_running());
            assert_eq!(case.clock(RuleId::COMMITTEE).unwrap().due().to_string(), "2026-03-18");
            assert_eq!(case.next_due(), case.mediation_due());
            assert_eq!(case.mediation_due().unwrap().to_string(), "2026-03-17", "the centre counts from receipt");
        })
    }

    fn an_application_is_declined_with_the_way_on() {
        given(registered()).when(Act::Decline).then(&["intake.declined"]).and(|case| {
            assert_eq!((case.stage, case.intake.declined.as_deref()), (Stage::Declined, Some("not_labour_dispute")));
            assert!(case.clocks.iter().all(|clock| !clock.is_running()));
            assert_eq!(case.next_due(), None);
        })
    }

    fn a_refusal_is_a_reason_to_decline_only_when_somebody_refused() {
        let refusal = || ask(Act::Decline).with("reason", "respondent_refuses");
        given(registered())
            .when(refusal()).refused_at("reason", Reason::RespondentConsentMissing)
            .when(ask(Act::Consent).with("party", EMPLOYER)).happens()
            .when(refusal()).refused_at("reason", Reason::ConsentGiven)
            .when(ask(Act::Consent).with("party", EMPLOYER).with("agrees", false)).happens()
            .when(refusal()).then(&["intake.declined"])
    }

    fn a_decided_application_is_not_decided_again() {
        given(registered()).when(Act::Decline).happens()
            .when(Act::Accept).refused(Reason::NotInThisStage)
            .when(Act::Decline).refused(Reason::NotInThisStage)
            .when(Act::Consent).refused(Reason::NotInThisStage)
    }
}
