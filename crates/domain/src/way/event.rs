//! Events of the ways.

use serde::{Deserialize, Serialize};

use super::track::{Answer, Filing, Track};
use super::{WayKind, WayOutcome};
use crate::case::event::Happening;
use crate::case::{Actor, Case};
use crate::intake::event::stop;
use crate::kernel::id::{ClaimId, ObligationId, PartyId, WordsId};
use crate::kernel::{Day, Moment, Money};
use crate::periods::Role;

/// `way.prepared`: the package is drafted and ready to be signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WayPrepared {
    /// Which way.
    pub way: WayKind,
    /// For which heads of claim.
    pub claims: Vec<ClaimId>,
    /// For which obligations that were not kept.
    pub obligations: Vec<ObligationId>,
    /// The sum at stake.
    pub amount: Money,
    /// The last day of its window, when there is one.
    pub until: Option<Day>,
    /// On which day.
    pub day: Day,
}

impl Happening for WayPrepared {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        // A package that still waits is replaced by the one for more.
        case.ways.retain(|track| track.kind != self.way || !track.is_waiting());
        case.ways.push(Track {
            kind: self.way,
            prepared: self.day,
            claims: self.claims.clone(),
            obligations: self.obligations.clone(),
            filed: None,
            answers: Vec::new(),
            renounced: None,
        });
    }
}

/// The round that is being gone, or a new one for a case from before packages were drafted.
fn round(case: &mut Case, way: WayKind, day: Day) -> Option<&mut Track> {
    if !case.ways.iter().any(|track| track.kind == way) {
        case.ways.push(Track {
            kind: way,
            prepared: day,
            claims: Vec::new(),
            obligations: Vec::new(),
            filed: None,
            answers: Vec::new(),
            renounced: None,
        });
    }
    case.ways.iter_mut().rev().find(|track| track.kind == way)
}

/// `way.filed`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WayFiled {
    /// Which way.
    pub way: WayKind,
    /// On which day.
    pub day: Day,
    /// At which body.
    pub body: String,
    /// Who asks alone; none when both sides ask together.
    pub applicant: Option<PartyId>,
}

impl Happening for WayFiled {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(track) = round(case, self.way, self.day) {
            track.filed = Some(Filing { day: self.day, body: self.body.clone(), applicant: self.applicant });
        }
        let window = self.way.window();
        stop(case, self.day, |role| role == window && role != Role::Limitation);
    }
}

/// `way.answered`: the body's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WayAnswered {
    /// On which way.
    pub way: WayKind,
    /// What.
    pub outcome: WayOutcome,
    /// On which day.
    pub day: Day,
    /// The number of the body's document.
    pub number: Option<String>,
    /// What it says, in a few words.
    pub note: Option<WordsId>,
}

impl Happening for WayAnswered {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(track) = round(case, self.way, self.day) {
            track.answers.push(Answer { outcome: self.outcome, day: self.day, number: self.number.clone(), note: self.note });
        }
        let outside = self.way.outside();
        for clock in &mut case.clocks {
            if clock.stopped.is_none() && outside.contains(&clock.rule.row()) {
                clock.stopped = Some(self.day);
            }
        }
        if self.outcome.enforceable() && self.way.is_joint() {
            stop(case, self.day, |role| matches!(role, Role::ReviewWindow | Role::ConfirmationWindow));
        }
    }
}

/// `way.renounced`: the parties do not want it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WayRenounced {
    /// Which way.
    pub way: WayKind,
    /// Who does not want it.
    pub parties: Vec<PartyId>,
    /// On which day.
    pub day: Day,
    /// What they say.
    pub note: Option<WordsId>,
}

impl Happening for WayRenounced {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        if let Some(track) = round(case, self.way, self.day) {
            track.renounced = Some(self.day);
        }
        let window = self.way.window();
        stop(case, self.day, |role| role == window && role != Role::Limitation);
    }
}
