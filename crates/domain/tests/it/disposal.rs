//! What becomes of a filed dossier: kept longer, or destroyed by two hands when its time is over.

use domain::access::Role;
use domain::case::{Act, Actor, Event, Reason, Settings};
use domain::closing::{DisposalState, DossierKind, record_words, retention_years};
use domain::kernel::Day;
use domain::kernel::id::AccountId;
use proptest::prelude::*;

use crate::dice::{Dice, form};
use crate::fixture::{CENTRE, CLERK, COLLEAGUE, RULES};
use crate::story::{Story, ask, given};
use crate::usual::{archived, failed, file, performing, registered};

/// The director of the centre, another person than the clerk.
fn director() -> Actor {
    Actor { account: Some(COLLEAGUE), role: Role::Director, office: Some(CENTRE) }
}

/// The clerk has proposed to destroy a dossier that was to be kept until 20 April 2036.
fn proposed() -> Story {
    archived().on("2036-04-21").after([ask(Act::ProposeDisposal)])
}

fn approved() -> Story {
    proposed().acting(director()).after([ask(Act::DecideDisposal)])
}

stories! {
    fn a_dossier_is_kept_to_its_last_day() {
        given(archived())
            .on("2036-04-20").when(Act::ProposeDisposal).refused(Reason::RetentionRuns)
            .on("2036-04-21").when(Act::ProposeDisposal).then(&["closing.disposal_proposed"])
            .when(Act::ProposeDisposal).refused(Reason::DisposalProposed)
    }

    fn nobody_decides_alone() {
        given(proposed())
            .when(Act::DecideDisposal).refused(Reason::FourEyes)
            .acting(Actor { account: None, role: Role::System, office: None }).when(Act::DecideDisposal).refused(Reason::FourEyes)
            .acting(director()).when(Act::DecideDisposal).then(&["closing.disposal_decided"])
            .and(|case| {
                let disposal = case.archive.as_ref().unwrap().disposal;
                assert_eq!((disposal.proposed_by, disposal.decided_by), (Some(CLERK), Some(COLLEAGUE)));
            })
    }

    fn what_is_refused_stays_and_can_be_proposed_again() {
        given(proposed())
            .acting(director()).when(ask(Act::DecideDisposal).with("decision", "refuse")).happens()
            .and(|case| assert_eq!(case.archive.as_ref().unwrap().disposal.state, DisposalState::Kept))
            .when(Act::Destroy).refused(Reason::DisposalNotApproved)
            .when(Act::DecideDisposal).refused(Reason::NoDisposalProposed)
            .when(Act::ProposeDisposal).happens()
    }

    fn a_dossier_is_destroyed_before_two_witnesses() {
        given(approved())
            .when(ask(Act::Destroy).with("second_witness", "韦春山")).refused_at("second_witness", Reason::WitnessTwice)
            .when(ask(Act::Destroy).with("day", "2036-04-20")).refused_at("day", Reason::BeforeApproved)
            .when(ask(Act::Destroy).with("day", "2036-04-22")).refused_at("day", Reason::InTheFuture)
            .when(Act::Destroy).then(&["closing.destroyed", "vault.key_destroyed"])
            .and(|case| assert_eq!((case.destroyed(), case.vault.over), (Some("2036-04-21".parse().unwrap()), true)))
            .when(Act::Destroy).refused(Reason::DossierDestroyed)
            .when(Act::KeepLonger).refused(Reason::DossierDestroyed)
    }

    fn a_dossier_without_a_closing_has_no_key_to_destroy() {
        let declined = registered().after([ask(Act::Decline), ask(Act::Archive)]).on("2036-03-03");
        given(declined).when(Act::ProposeDisposal).happens().acting(director()).when(Act::DecideDisposal).happens()
            .when(Act::Destroy).then(&["closing.destroyed"])
    }

    fn what_is_kept_longer_starts_anew() {
        given(approved())
            .when(ask(Act::KeepLonger).with("until", "2036-04-20")).refused_at("until", Reason::NotLater)
            .when(ask(Act::KeepLonger).with("until", "2036-04-21")).refused_at("until", Reason::NotLater)
            .when(Act::KeepLonger).then(&["closing.kept_longer"])
            .when(Act::Destroy).refused(Reason::DisposalNotApproved)
            .when(Act::ProposeDisposal).refused(Reason::RetentionRuns)
            .on("2037-04-22").when(Act::ProposeDisposal).happens()
            .when(Act::DecideDisposal).refused(Reason::FourEyes)
    }

    fn what_somebody_may_still_need_is_kept() {
        let short = ask(Act::Archive).with("keep_years", 1);
        let failed = crate::usual::mediating().after([ask(Act::Close).with("limitation", "2027-09-01")]);
        given(crate::usual::visited(failed)).when(short).happens()
            .on("2027-09-01").when(Act::ProposeDisposal).refused(Reason::StillNeeded)
            .on("2027-09-02").when(Act::ProposeDisposal).happens()
            .acting(director()).when(Act::DecideDisposal).happens()
    }
}

#[test]
fn each_kind_of_dossier_has_its_period() {
    let today: Day = "2026-04-20".parse().unwrap();
    let mut settings = Settings::default();
    assert_eq!(retention_years(&archived().case, &settings, &RULES, today), 5, "TL-45.2");
    settings.retention.insert(DossierKind::Agreed, 10);
    settings.retention.insert(DossierKind::Declined, 3);
    settings.retention.insert(DossierKind::Collective, 30);
    let years = |story: Story| retention_years(&story.case, &settings, &RULES, today);
    assert_eq!(years(archived()), 10);
    assert_eq!(years(file(failed())), 5);
    assert_eq!(years(registered().after([ask(Act::Decline)])), 3);
    let mut many = performing();
    let worker = many.case.parties[0];
    many.case.parties.extend(vec![worker; 9]);
    assert_eq!(years(many), 30);
}

#[test]
fn the_record_of_the_destruction_outlives_what_was_destroyed() {
    let story = approved().after([ask(Act::Destroy)]);
    let kept: usize = story.log.iter().map(|recorded| record_words(&recorded.event).len()).sum();
    assert_eq!(kept, 5, "two reasons, the place and two witnesses");
    assert!(record_words(&story.log.first().unwrap().event).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_destroyed_early_or_by_one_person(steps in prop::collection::vec((any::<u64>(), 0i64..900, 0u8..3), 1..30)) {
        const ACTS: [Act; 6] = [Act::KeepLonger, Act::ProposeDisposal, Act::ProposeDisposal, Act::DecideDisposal, Act::DecideDisposal, Act::Destroy];
        let mut story = archived();
        for (seed, days, who) in steps {
            let mut dice = Dice(seed);
            let account = [Some(CLERK), Some(COLLEAGUE), None][usize::from(who)];
            story = story.days_later(days).acting(Actor { account, role: Role::Director, office: Some(CENTRE) });
            let act = dice.pick(&ACTS);
            let filled = form(act, &story, &mut dice);
            let _ = story.attempt(act, filled);
        }
        story.replays();
        let mut keep_until: Option<Day> = None;
        let (mut proposer, mut approver): (Option<AccountId>, Option<AccountId>) = (None, None);
        for recorded in &story.log {
            match &recorded.event {
                Event::Archived(event) => keep_until = Some(event.keep_until),
                Event::KeptLonger(event) => {
                    prop_assert!(Some(event.until) > keep_until);
                    (keep_until, proposer, approver) = (Some(event.until), None, None);
                }
                Event::DisposalProposed(_) => proposer = recorded.actor.account,
                Event::DisposalDecided(_) => approver = recorded.actor.account,
                Event::Destroyed(_) => {
                    prop_assert!(Some(recorded.at.day()) > keep_until, "destroyed before its time");
                    prop_assert!(approver.is_some() && approver != proposer, "destroyed by one person");
                }
                _ => {}
            }
        }
        let destroyed = story.log.iter().filter(|recorded| matches!(recorded.event, Event::Destroyed(_))).count();
        prop_assert!(destroyed <= 1);
    }
}
