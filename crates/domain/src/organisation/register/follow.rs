//! What follows from a record: entries that the house makes when it comes to a state ([`Follow`]), and ways on that a person takes with one
//! form ([`Way`]), such as a renewal. What follows from what is data of the book; that it is done is always somebody's decision.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Filled, Register};
use crate::kernel::Day;
use crate::organisation::service::next_term;

/// Where the value of a field comes from when one record leads to another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Put {
    /// The record itself.
    This,
    /// The record to which a way led: in what is noted only.
    Led,
    /// These words, or this code.
    Text(String),
    /// So many days from today.
    Days(i64),
    /// The record's own value of a field.
    Copy(String),
    /// A value of the record that a field links to: the link, the field there.
    Of(String, String),
    /// The open record of a book about the same one that runs out last.
    Latest(String),
    /// A value of it: the book, the field there.
    LatestOf(String, String),
    /// The first day after a term that stands in two fields.
    TermFrom(String, String),
    /// The last day of the next term, as long as the one in the two fields.
    TermUntil(String, String),
}

impl Put {
    /// What it says without looking anywhere but at the record and the day.
    pub fn plain(&self, filled: &Filled, today: Day) -> Option<serde_json::Value> {
        let term = |from: &str, until: &str| Some(next_term(filled.day(from)?, filled.day(until)?));
        match self {
            Self::Text(text) => Some(text.clone().into()),
            Self::Days(days) => Some(today.plus(*days).to_string().into()),
            Self::Copy(name) => filled.0.get(name).cloned(),
            Self::TermFrom(from, until) => term(from, until).map(|(first, _)| first.to_string().into()),
            Self::TermUntil(from, until) => term(from, until).map(|(_, last)| last.to_string().into()),
            Self::This | Self::Led | Self::Of(..) | Self::Latest(_) | Self::LatestOf(..) => None,
        }
    }

    /// The fields of the record itself that it looks at.
    fn looks_at(&self) -> Vec<&str> {
        match self {
            Self::Copy(name) | Self::Of(name, _) => vec![name],
            Self::TermFrom(from, until) | Self::TermUntil(from, until) => vec![from, until],
            Self::This | Self::Led | Self::Text(_) | Self::Days(_) | Self::Latest(_) | Self::LatestOf(..) => Vec::new(),
        }
    }
}

/// What the house enters when a record comes to a state: something that is then to be decided.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follow {
    /// When the record comes to this state.
    pub state: String,
    /// With these codes in its fields.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
    /// In which book it is entered.
    pub enter: String,
    /// What is entered. Where one of the looked-for records is not there, nothing follows.
    pub set: BTreeMap<String, Put>,
    /// Only when the day in this field of it is no more than so many days away.
    #[serde(default)]
    pub within: Option<(String, i64)>,
}

/// Where a way leads.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// A new record of a book.
    Enter(String),
    /// The record that a field links to comes to a state.
    Step(String, String),
    /// The record that a field links to goes its own way of this code.
    Through(String, String),
}

/// A way on from a record: one form, filled in as far as is known, and both records are as they should be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// The stable code, the last part of its address.
    pub code: String,
    /// The words of its button.
    pub words: String,
    /// From these states.
    pub states: Vec<String>,
    /// With these codes in the record's fields.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
    /// Where it leads.
    pub to: Goal,
    /// What is filled in already. Links are set by the house and not asked.
    #[serde(default)]
    pub set: BTreeMap<String, Put>,
    /// The reason that is filled in already.
    #[serde(default)]
    pub reason: Option<Put>,
    /// To which state this record comes when the way is taken.
    pub then: String,
    /// What is noted in it then.
    #[serde(default)]
    pub note: BTreeMap<String, Put>,
}

fn holds(when: &BTreeMap<String, String>, filled: &Filled) -> bool {
    when.iter().all(|(name, code)| filled.codes(name).contains(&code.as_str()))
}

impl Register {
    /// What follows when a record comes to this state.
    pub fn following<'a>(&'a self, state: &'a str, filled: &'a Filled) -> impl Iterator<Item = &'a Follow> {
        self.follows.iter().filter(move |follow| follow.state == state && holds(&follow.when, filled))
    }

    /// The ways that are open to a record in this state.
    pub fn ways<'a>(&'a self, state: &'a str, filled: &'a Filled) -> impl Iterator<Item = &'a Way> {
        self.ways.iter().filter(move |way| way.states.iter().any(|from| from == state) && holds(&way.when, filled))
    }

    /// What of its follows and ways names a field or a state that is not there.
    pub(super) fn wrong_ways(&self) -> Vec<String> {
        let fields = self.follows.iter().flat_map(|follow| follow.when.keys().map(String::as_str).chain(looked_at(&follow.set)));
        let of_ways = self.ways.iter().flat_map(|way| {
            let links = match &way.to {
                Goal::Enter(_) => None,
                Goal::Step(link, _) | Goal::Through(link, _) => Some(link.as_str()),
            };
            let named = way.when.keys().chain(way.note.keys()).map(String::as_str);
            named.chain(links).chain(looked_at(&way.set)).chain(looked_at(&way.note)).chain(way.reason.iter().flat_map(Put::looks_at))
        });
        let unknown = fields.chain(of_ways).filter(|name| self.field(name).is_none());
        let mut faults: Vec<String> = unknown.map(|name| format!("{}: a way names no field: {name}", self.code)).collect();
        let states = self.ways.iter().flat_map(|way| way.states.iter().chain([&way.then]));
        let states = states.chain(self.follows.iter().map(|follow| &follow.state));
        faults.extend(states.filter(|state| self.state(state).is_none()).map(|state| format!("{}: no state {state}", self.code)));
        faults
    }
}

fn looked_at(set: &BTreeMap<String, Put>) -> impl Iterator<Item = &str> {
    set.values().flat_map(Put::looks_at)
}
