//! Who brings a record to a state, what is noted then and who is told; where a record begins, and what is kept for those who keep the directory.

use serde::Deserialize;

use super::{Filled, Register, State};
use crate::kernel::id::AccountId;

/// Who takes a step, or fills in a field, where that is not everybody who enters records of the book.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Who works for the organisation whose record it is, or entered the record for it; where nobody signs in for it, its members.
    Own,
    /// Who may enter records for that organisation.
    Members,
    /// Who keeps the directory there.
    Keepers,
    /// Who keeps the directory there and works for another organisation: nobody judges their own. Where there is nobody else, its own keepers.
    Above,
    /// The person of the roster whom a field names; who keeps the directory when that person has no account.
    Person(String),
}

/// Who is told that a record came to a state.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tell {
    /// The organisation whose record it is.
    Own,
    /// The organisation above it.
    Above,
    /// The person of the roster whom a field names.
    Person(String),
}

/// What the house notes in a field when a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stamp {
    /// The organisation for which it was taken.
    Office,
    /// The day.
    Today,
}

impl State {
    /// Somebody has decided here: whoever only enters records changes nothing of it any more.
    pub const fn is_decided(&self) -> bool {
        matches!(self.by, Some(By::Keepers | By::Above))
    }
}

/// Somebody has brought a record to one of these states. `walked` names the state and the writer of each version, the oldest first.
pub fn has_brought(me: AccountId, states: &[String], walked: &[(&str, Option<AccountId>)]) -> bool {
    let before = std::iter::once("").chain(walked.iter().map(|(state, _)| *state));
    let moves = walked.iter().zip(before).filter(|((state, _), before)| state != before);
    moves.into_iter().any(|((state, by), _)| *by == Some(me) && states.iter().any(|one| one == state))
}

impl Register {
    /// The state in which this record begins.
    pub fn begins(&self, filled: &Filled) -> &str {
        let here = |state: &&State| state.begins.as_ref().is_some_and(|(field, code)| filled.codes(field).contains(&code.as_str()));
        self.states.iter().find(here).map_or_else(|| self.first_state(), |state| state.code.as_str())
    }

    /// A record with these values is entered and changed by those who keep the directory alone.
    pub fn is_reserved(&self, filled: &Filled) -> bool {
        self.reserved.iter().any(|(field, codes)| filled.codes(field).iter().any(|code| codes.iter().any(|one| one == code)))
    }

    /// What is wrong with its states and rights.
    pub(super) fn wrong_states(&self) -> Vec<String> {
        let named = self.states.iter().flat_map(|state| {
            let by = match &state.by {
                Some(By::Person(field)) => Some(field),
                _ => None,
            };
            let told = state.tell.iter().filter_map(|tell| match tell {
                Tell::Person(field) => Some(field),
                Tell::Own | Tell::Above => None,
            });
            let begins = state.begins.as_ref().map(|(field, _)| field);
            state
                .needs
                .iter()
                .chain(state.needs_from.values().flatten())
                .chain(&state.optional)
                .chain(state.stamp.keys())
                .chain(by)
                .chain(told)
                .chain(begins)
        });
        let named = named.chain(self.reserved.keys());
        let unknown = named.filter(|name| self.field(name).is_none());
        let mut faults: Vec<String> = unknown.map(|name| format!("{}: needs names no field: {name}", self.code)).collect();
        if self.states.iter().filter(|state| state.from.is_empty() && state.begins.is_none()).count() > 1 {
            faults.push(format!("{}: more than one state to begin with", self.code));
        }
        let others = self
            .states
            .iter()
            .flat_map(|state| state.from.iter().chain(&state.other_than).chain(state.needs_from.keys()).chain(state.waits.keys()));
        let then = self.reminder.iter().filter_map(|reminder| reminder.then.as_ref());
        let then = then.chain(self.panel.iter().map(|panel| &panel.state));
        let unknown = others.chain(then).filter(|code| self.state(code).is_none());
        faults.extend(unknown.map(|code| format!("{}: no state {code}", self.code)));
        faults
    }
}
