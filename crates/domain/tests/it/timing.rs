//! Clocks in a case: which rule runs where and for whom, what pauses, moves and reminds, and limitation with its interruptions.

use std::sync::LazyLock;

use domain::case::event::ClockReminded;
use domain::case::timing::moved_by;
use domain::case::{Act, Case, Outcome, Reason};
use domain::periods::{Calendar, Clock, ClockState, Role, RuleId, Rulebook};
use serde_json::json;

use crate::fixture::{CALENDAR, COMMITTEE, EMPLOYER, RULES};
use crate::story::{Story, ask, given};
use crate::usual::{application, breached, consented, failed, mediating, mediating_in_the_enterprise, performing, registered};

static NO_RULES: LazyLock<Rulebook> = LazyLock::new(Rulebook::default);

fn running(case: &Case) -> Vec<String> {
    case.clocks.iter().filter(|clock| clock.is_running()).map(|clock| format!("{} {}", clock.rule, clock.due())).collect()
}

/// Registered in another place, or on behalf of somebody.
fn registered_with(changes: &[(&str, serde_json::Value)]) -> Story {
    let mut application = application();
    for (field, value) in changes {
        application[*field] = value.clone();
    }
    Story::new().when_registered(&application).happens()
}

fn limitation(case: &Case) -> &Clock {
    case.clock_of(Role::Limitation).unwrap()
}

stories! {
    fn the_place_chooses_the_regional_period() {
        registered_with(&[("division", json!("330106000000"))]).and(|case| assert_eq!(running(case), ["TL-03 2026-03-05", "TL-09 2026-03-17"]));
        registered_with(&[("division", json!("110105000000"))]).and(|case| assert_eq!(running(case), ["TL-03 2026-03-05", "TL-04 2026-03-17"]));
        registered().and(|case| assert_eq!(running(case), ["TL-03 2026-03-05", "TL-07 2026-03-17"]))
    }

    fn whoever_entrusts_a_case_sets_its_period() {
        let entrusted = |by: &str| registered_with(&[("entrusted", json!(by)), ("entrusted_on", json!("2026-03-02")), ("entrusted_case", json!("（2026）桂0206诉前调1号"))]);
        let due = |story: Story| story.case.mediation_due().unwrap().to_string();
        assert_eq!(due(entrusted("arbitration")), "2026-03-16"); // ten working days
        assert_eq!(due(entrusted("court_before_filing")), "2026-04-01");
        assert_eq!(due(entrusted("court_ordinary")), "2026-03-17");
        assert_eq!(due(entrusted("court_summary")), "2026-03-09");
        entrusted("arbitration").and(|case| assert_eq!(running(case), ["TL-03 2026-03-05", "TL-07 2026-03-17", "TL-20 2026-03-16"]))
    }

    fn the_day_from_which_an_entrusted_case_runs_is_not_to_come() {
        let mut later = application();
        later["entrusted"] = json!("arbitration");
        later["entrusted_on"] = json!("2026-03-20");
        Story::new().when_registered(&later).refused_at("entrusted_on", Reason::InTheFuture)
    }

    fn what_the_arbitration_side_entrusts_cannot_be_extended() {
        registered_with(&[("entrusted", json!("arbitration"))])
            .after([ask(Act::Consent), ask(Act::Consent).with("party", EMPLOYER), ask(Act::Accept), ask(Act::Assign)])
            .when(Act::Extend).refused_at("until", Reason::NotExtendable)
    }

    fn where_the_law_asks_for_approval_and_sets_a_cap_both_are_kept() {
        registered_with(&[("division", json!("210102000000"))])
            .after([ask(Act::Consent), ask(Act::Consent).with("party", EMPLOYER), ask(Act::Accept), ask(Act::Assign)])
            .when(ask(Act::Extend).with("approved", false)).refused_at("approved", Reason::ApprovalNeeded)
            .when(ask(Act::Extend).with("until", "2026-04-02")).refused_at("until", Reason::ExtensionTooLong)
            .when(ask(Act::Extend).with("until", "2026-04-01")).then(&["mediation.extended"])
    }

    fn a_new_form_of_employment_runs_on_its_own_notice() {
        consented().on("2026-03-03").when(ask(Act::Accept).with("scope", "sc6")).happens()
            .and(|case| assert_eq!(case.mediation_clock().unwrap().rule, RuleId::NEW_FORM))
    }

    fn a_book_without_a_period_says_so() {
        Story::new().with_book(&NO_RULES).when_registered(&application()).refused(Reason::PeriodMissing)
    }

    fn an_appraisal_stops_the_committees_clock_and_it_goes_on_with_what_was_left() {
        given(mediating_in_the_enterprise())
            .and(|case| assert_eq!(case.mediation_due().unwrap().to_string(), "2026-03-18"))
            .on("2026-03-10").when(Act::Suspend).then(&["mediation.suspended"])
            .and(|case| {
                let clock = case.mediation_clock().unwrap();
                assert_eq!(clock.state("2026-03-20".parse().unwrap(), 7), ClockState::Paused);
                assert_eq!((case.mediation_due(), clock.kept("2026-06-01".parse().unwrap())), (None, None));
                assert_eq!(case.next_due().unwrap().to_string(), "2026-03-30", "it is looked at when the appraisal is expected");
                assert!(!case.is_late("2026-06-01".parse().unwrap()));
            })
            .on("2026-03-31").when(Act::Resume).then(&["mediation.resumed", "clock.moved"])
            .and(|case| assert_eq!(case.mediation_due().unwrap().to_string(), "2026-04-08")) // 21 days later
    }

    fn an_expert_is_asked_while_the_clock_runs() {
        given(mediating_in_the_enterprise())
            .when(ask(Act::Suspend).with("ground", "expert")).happens()
            .and(|case| assert_eq!(case.mediation_due().unwrap().to_string(), "2026-03-18"))
            .on("2026-03-31").when(Act::Resume).then(&["mediation.resumed"])
    }

    fn the_day_from_which_a_worker_may_arbitrate_never_stands_still() {
        given(mediating()).when(Act::Suspend).happens()
            .and(|case| assert_eq!(case.mediation_due().unwrap().to_string(), "2026-03-17"))
    }

    fn a_missed_period_is_explained_once() {
        given(mediating())
            .when(Act::Explain).refused(Reason::NotOverdue)
            .on("2026-03-18").when(Act::Explain).then(&["clock.explained"])
            .when(Act::Explain).refused(Reason::NotOverdue)
    }

    fn limitation_runs_from_the_day_that_is_stated() {
        given(registered())
            .when(ask(Act::StateLimitation).with("day", "2026-03-03")).refused_at("day", Reason::InTheFuture)
            .when(Act::StateLimitation).then(&["limitation.stated"])
            .and(|case| assert_eq!(limitation(case).due().to_string(), "2027-02-01")) // 31 January 2027 is a Sunday
            .when(ask(Act::StateLimitation).with("basis", "relation_ended").with("day", "2026-02-10")).happens()
            .and(|case| assert_eq!(running(case).iter().filter(|clock| clock.starts_with("TL-2")).count(), 1, "a corrected day replaces the old one"))
    }

    fn what_interrupts_limitation_begins_the_year_anew() {
        given(registered())
            .when(Act::StateLimitation).happens()
            .when(ask(Act::Interrupt).with("day", "2026-01-30")).refused_at("day", Reason::EndBeforeStart)
            .when(ask(Act::Interrupt).with("day", "2026-03-03")).refused_at("day", Reason::InTheFuture)
            .when(Act::Interrupt).then(&["limitation.interrupted"])
            .and(|case| {
                assert_eq!(limitation(case).due().to_string(), "2027-03-02");
                assert_eq!(case.clocks.iter().filter(|clock| clock.role == Role::Limitation && clock.is_running()).count(), 1);
            })
    }

    fn an_interruption_that_is_known_first_counts_when_limitation_is_stated_later() {
        given(registered()).when(Act::Interrupt).happens()
            .and(|case| assert!(case.clock_of(Role::Limitation).is_none()))
            .when(Act::StateLimitation).happens()
            .and(|case| assert_eq!(limitation(case).deadline.from.to_string(), "2026-03-02"))
    }

    fn a_refused_mediation_a_failed_one_and_a_breach_interrupt_limitation_by_themselves() {
        registered().when(ask(Act::Consent).with("party", EMPLOYER).with("agrees", false)).then(&["intake.consented", "limitation.interrupted"]);
        failed().and(|case| assert_eq!(case.interruptions.len(), 1));
        breached().and(|case| assert_eq!(case.interruptions.len(), 1))
    }

    fn the_windows_after_an_agreement_are_open_from_its_first_day() {
        given(performing())
            .and(|case| assert_eq!(running(case), ["TL-10 2026-03-20", "TL-12 2026-04-07"])) // 4 to 6 April: Qingming
    }

    fn a_reminder_is_given_once_and_before_the_days_off() {
        let case = performing().case;
        let window = case.clock(RuleId::CONFIRM).unwrap().clone();
        let given_on = |clock: &Clock, day: &str| clock.reminder(&CALENDAR, day.parse().unwrap());
        assert_eq!(window.remind_from().unwrap().to_string(), "2026-03-28");
        assert_eq!(given_on(&window, "2026-03-26"), None);
        assert_eq!(given_on(&window, "2026-03-27"), Some(10), "the 28th is a Saturday: on the Friday before it");
        assert_eq!(given_on(&window, "2026-03-28"), None, "never on a day off");
        let reminded = |clock: usize, before| Outcome::default().and(ClockReminded { clock, before, due: window.due() });
        let place = case.clocks.iter().position(|clock| clock.rule == RuleId::CONFIRM).unwrap();
        given(performing()).by_itself(reminded(place, 10)).and(|case| {
            let window = case.clock(RuleId::CONFIRM).unwrap();
            assert_eq!(given_on(window, "2026-03-30"), None);
            assert_eq!(given_on(window, "2026-04-02"), Some(5));
            assert_eq!(given_on(window, "2026-04-03"), Some(2), "the last workday before Qingming");
            assert_eq!(given_on(window, "2026-04-08"), None, "what is over is not reminded of");
        })
    }

    fn a_new_notice_moves_the_clocks_that_it_touches() {
        let story = given(mediating()).when(Act::StateLimitation).happens();
        let newer = CALENDAR.with(&Calendar::parse("date,kind,name\n2027-02-01,holiday,新春\n2027-10-01,holiday,国庆节\n", "cn-2027").unwrap());
        let moved = moved_by(&story.case, &RULES, &newer);
        assert_eq!(moved.len(), 1, "only what was due in 2027 moves");
        let outcome = moved.into_iter().fold(Outcome::default(), Outcome::and);
        story.by_itself(outcome).and(|case| {
            assert_eq!(limitation(case).due().to_string(), "2027-02-02");
            assert_eq!(limitation(case).deadline.calendar, "cn-2027");
            assert!(moved_by(case, &RULES, &newer).is_empty(), "what moved does not move twice");
        })
    }

    fn the_committee_counts_from_acceptance() {
        given(mediating_in_the_enterprise()).and(|case| {
            assert_eq!(case.dispatch.handler, Some(COMMITTEE));
            assert_eq!(case.mediation_clock().unwrap().rule, RuleId::COMMITTEE);
        })
    }
}
