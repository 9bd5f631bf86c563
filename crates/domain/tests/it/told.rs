//! Nothing is left untold: every act, every event and every reason for refusal occurs in a story.

use std::collections::BTreeSet;

use domain::case::{Act, Event, Reason};

use crate::story::Story;
use crate::{
    agreement, archive, claims, closing, dispatch, disposal, document, intake, mediation, performance, signing, timing, vault, way,
};

/// Every story of every area, told to its end.
pub(crate) fn all() -> Vec<Story> {
    let areas = [
        intake::STORIES,
        claims::STORIES,
        dispatch::STORIES,
        mediation::STORIES,
        agreement::STORIES,
        document::STORIES,
        signing::STORIES,
        performance::STORIES,
        closing::STORIES,
        archive::STORIES,
        disposal::STORIES,
        timing::STORIES,
        vault::STORIES,
        way::STORIES,
    ];
    areas.into_iter().flatten().map(|tell| tell()).collect()
}

#[test]
fn every_reason_for_refusal_is_told() {
    let told: BTreeSet<Reason> = all().into_iter().flat_map(|story| story.reasons).collect();
    let untold: Vec<_> = Reason::ALL.iter().filter(|reason| !told.contains(reason)).collect();
    assert!(untold.is_empty(), "no story is refused because of {untold:?}");
}

#[test]
fn every_act_succeeds_in_a_story() {
    let told: BTreeSet<Act> = all().into_iter().flat_map(|story| story.acts).collect();
    let untold: Vec<_> = Act::ALL.iter().filter(|act| !told.contains(act)).collect();
    assert!(untold.is_empty(), "no story does {untold:?}");
}

#[test]
fn every_event_happens_in_a_story() {
    let told: BTreeSet<&str> = all().iter().flat_map(Story::names).collect();
    let untold: Vec<_> = Event::NAMES.iter().filter(|(name, _)| !told.contains(name)).collect();
    assert!(untold.is_empty(), "in no story happens {untold:?}");
}
