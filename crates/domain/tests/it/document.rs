//! Papers: issued once under a number, corrected by a new version, withdrawn, served by the rule of each way.

use domain::case::{Act, Reason};
use domain::document::{PaperState, ServiceMeans};
use domain::kernel::Day;

use crate::fixture::{CALENDAR, EMPLOYER, FILE, NOBODY, WORKER};
use crate::story::{Ask, Story, ask, given};
use crate::usual::{accepted, performing, signing};

fn issued() -> Story {
    accepted().after([ask(Act::Issue)])
}

fn serve(means: &'static str) -> Ask {
    ask(Act::Serve).with("means", means)
}

fn states(story: &Story) -> Vec<(i64, PaperState)> {
    story.case.papers.iter().map(|paper| (paper.version, paper.state)).collect()
}

stories! {
    fn a_paper_is_issued_once_and_then_corrected() {
        given(accepted()).when(Act::Issue).then(&["document.issued"])
            .when(Act::Issue).refused_at("kind", Reason::PaperStands)
            .when(Act::Correct).refused_at("paper", Reason::NothingChanges)
            .printing("6").when(Act::Correct).then(&["document.corrected"])
            .and(|case| assert!(case.papers[0].number == case.papers[1].number && case.papers[0].id != case.papers[1].id))
            .when(Act::Correct).refused_at("paper", Reason::PaperOver)
            .when(ask(Act::Correct).with("paper", NOBODY)).refused_at("paper", Reason::NotInThisCase)
    }

    fn a_paper_about_something_else_is_another_paper() {
        given(issued()).when(ask(Act::Issue).with("subject", "2026-2")).then(&["document.issued"])
    }

    fn a_paper_that_lacks_something_is_not_issued() {
        given(accepted()).not_printing().when(Act::Issue).refused_at("kind", Reason::PaperLacks)
    }

    fn a_withdrawn_paper_is_neither_corrected_nor_served() {
        given(issued()).when(Act::Withdraw).then(&["document.withdrawn"])
            .when(Act::Withdraw).refused(Reason::NoPaper)
            .when(Act::Issue).happens()
            .when(Act::Correct).refused_at("paper", Reason::PaperOver)
            .when(Act::Serve).refused_at("paper", Reason::PaperOver)
    }

    fn an_agreement_in_force_is_not_corrected() {
        given(performing()).after([ask(Act::Issue).with("kind", "agreement")])
            .when(Act::Correct).refused_at("paper", Reason::PaperInForce)
            .when(Act::Withdraw).refused_at("paper", Reason::PaperInForce)
            .when(serve("notice")).refused_at("means", Reason::NoticeNotAllowed)
    }

    fn an_agreement_not_yet_in_force_is_corrected() {
        given(signing()).after([ask(Act::Issue).with("kind", "agreement")]).printing("7").when(Act::Correct).happens()
    }

    fn a_paper_handed_over_is_served_on_that_day_once() {
        given(issued()).when(Act::Serve).then(&["document.served"])
            .when(Act::Serve).refused_at("party", Reason::ServedAlready)
            .when(ask(Act::Serve).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(ask(Act::Serve).with("party", EMPLOYER).with("day", "2026-03-04")).refused_at("day", Reason::InTheFuture)
            .when(ask(Act::Serve).with("party", EMPLOYER).with("day", "2026-03-02")).refused_at("day", Reason::BeforeIssued)
            .when(ask(Act::Serve).with("paper", NOBODY)).refused_at("paper", Reason::NotInThisCase)
            .and(|case| {
                let day: Day = "2026-03-03".parse().unwrap();
                assert!(case.papers[0].is_served(WORKER, day) && !case.papers[0].is_served(EMPLOYER, day));
            })
    }

    fn a_letter_is_served_when_it_arrives() {
        given(issued()).when(Act::Arrive).refused(Reason::ServedAlready)
            .when(serve("post").with("arrived", "2026-03-02")).refused_at("arrived", Reason::EndBeforeStart)
            .when(serve("post")).happens()
            .and(|case| assert_eq!(case.papers[0].services[0].served_on, None))
            .on("2026-03-06")
            .when(ask(Act::Arrive).with("day", "2026-03-02")).refused_at("day", Reason::EndBeforeStart)
            .when(ask(Act::Arrive).with("service", NOBODY)).refused_at("service", Reason::NotInThisCase)
            .when(Act::Arrive).then(&["document.arrived"])
            .and(|case| assert_eq!(case.papers[0].services[0].served_on.unwrap().to_string(), "2026-03-06"))
            .after([serve("post").with("party", EMPLOYER), ask(Act::Issue).with("kind", "rights_notice")])
            .when(ask(Act::Arrive).with("service", "@service.0")).refused_at("service", Reason::ServedAlready)
    }

    fn electronic_service_needs_a_recorded_consent() {
        given(issued())
            .when(serve("electronic")).refused_at("means", Reason::ElectronicNotAgreed)
            .when(ask(Act::ConfirmAddress).without("electronic_address")).refused_at("electronic_address", Reason::AddressNeeded)
            .when(ask(Act::ConfirmAddress).with("party", NOBODY)).refused_at("party", Reason::NotInThisCase)
            .when(Act::ConfirmAddress).then(&["document.address_confirmed"])
            .when(serve("electronic")).happens()
    }

    fn a_paper_left_at_the_door_needs_a_picture_and_counts_after_three_working_days() {
        given(issued())
            .when(serve("left")).refused_at("proof", Reason::ProofNeeded)
            .when(serve("left").with("proof", NOBODY)).refused_at("proof", Reason::NotInThisCase)
            .after([ask(Act::Attach)])
            .when(serve("left").with("proof", FILE)).happens()
            .and(|case| assert_eq!(case.papers[0].services[0].served_on.unwrap().to_string(), "2026-03-06"))
    }
}

#[test]
fn each_way_of_service_counts_by_its_own_rule() {
    let day: Day = "2026-09-28".parse().unwrap();
    let served = |means: ServiceMeans| means.served_on(&CALENDAR, day, None).map(|day| day.to_string());
    assert_eq!(served(ServiceMeans::Handed).as_deref(), Some("2026-09-28"));
    assert_eq!(served(ServiceMeans::Post), None);
    // 29 and 30 September, then the National Day holiday until the 7th.
    assert_eq!(served(ServiceMeans::Left).as_deref(), Some("2026-10-08"));
    assert_eq!(served(ServiceMeans::Notice).as_deref(), Some("2026-10-28"));
    assert!(ServiceMeans::ALL.iter().all(|means| means.statute().is_some() || *means == ServiceMeans::Post));
}

#[test]
fn a_correction_replaces_the_version_before() {
    let story = issued().printing("6").after([ask(Act::Correct)]);
    assert_eq!(states(&story), [(1, PaperState::Corrected), (2, PaperState::Valid)]);
}
