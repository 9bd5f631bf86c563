//! Registers: the books of a network of organisations and people (名册、台账). What a register asks for, which states its records walk through
//! and what must be filled on the way is data (`data/registers/*.toml`): no programmer is needed to change an item, a score sheet or a category.
//!
//! Here: what a register is ([`Register`]), how a filled form is read against it ([`read`]), which steps are open ([`Register::steps`]).

mod field;
mod follow;
mod read;
mod state;

pub use field::{Field, FieldKind, Item};
pub use follow::{Follow, Goal, Put, Way};
pub use read::{Filled, read, text_of};
pub use state::{By, Stamp, Tell, has_brought};

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::access::rules::Deal;
use crate::codes;
use crate::kernel::id::AccountId;

codes! {
    /// Who may see the records of a register.
    pub enum Audience as "register_audience" {
        /// Everybody who is signed in.
        Everybody = "everybody",
        /// Those who keep personnel files, and the person a record is about.
        Personnel = "personnel",
    }
}

impl Audience {
    /// What somebody must be allowed to do to see it.
    pub const fn deal(self) -> Deal {
        match self {
            Self::Everybody => Deal::ReadDirectory,
            Self::Personnel => Deal::ReadPersonnel,
        }
    }
}

codes! {
    /// Who enters records into a register.
    pub enum Entry as "register_entry" {
        /// Those who keep the directory.
        Keepers = "keepers",
        /// Everybody who works for an office, for that office.
        Members = "members",
    }
}

impl Entry {
    /// What somebody must be allowed to do to enter and change records.
    pub const fn deal(self) -> Deal {
        match self {
            Self::Keepers => Deal::KeepDirectory,
            Self::Members => Deal::EnterRecords,
        }
    }
}

/// A state that a record of a register can be in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The stable code.
    pub code: String,
    /// The Chinese name.
    pub name: String,
    /// How a list colours it: `ok`, `near`, `over`, `info`, `accent` or nothing.
    #[serde(default)]
    pub tone: String,
    /// The states from which it can be reached; a state that none leads to is where a record begins.
    #[serde(default)]
    pub from: Vec<String>,
    /// The words of the button that leads here.
    #[serde(default)]
    pub step: String,
    /// Fields that must be filled, and boxes that must be ticked, to get here.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What it needs besides when it is reached from these states.
    #[serde(default)]
    pub needs_from: BTreeMap<String, Vec<String>>,
    /// Of these chosen fields only these codes will do.
    #[serde(default)]
    pub limits: BTreeMap<String, Vec<String>>,
    /// Fields that are empty from then on; the history keeps what stood in them.
    #[serde(default)]
    pub clears: Vec<String>,
    /// From these states only when so many days have passed since the record was changed last.
    #[serde(default)]
    pub waits: BTreeMap<String, i64>,
    /// Another person must do it than the one who entered the record or changed it last: see [`has_acted`].
    #[serde(default)]
    pub four_eyes: bool,
    /// A record that got here is over: it can be read, not changed.
    #[serde(default)]
    pub over: bool,
    /// The person whom the record is about takes this step and nobody else, unless it concerns nobody with an account.
    #[serde(default)]
    pub own: bool,
    /// A record with this code in this field begins here instead.
    #[serde(default)]
    pub begins: Option<(String, String)>,
    /// Fields that the step asks for and that may stay empty.
    #[serde(default)]
    pub optional: Vec<String>,
    /// So many points of the score sheet at least.
    #[serde(default)]
    pub least: Option<i64>,
    /// Who takes the step; nothing: whoever enters records of the book.
    #[serde(default)]
    pub by: Option<By>,
    /// Another person must do it than whoever brought the record to one of these states.
    #[serde(default)]
    pub other_than: Vec<String>,
    /// The house alone brings a record here.
    #[serde(default)]
    pub house: bool,
    /// What the house notes when a record gets here.
    #[serde(default)]
    pub stamp: BTreeMap<String, Stamp>,
    /// Who is told.
    #[serde(default)]
    pub tell: Vec<Tell>,
}

impl State {
    /// The fields that the step asks for when it is taken from this state.
    pub fn asks<'a>(&'a self, from: &str) -> impl Iterator<Item = &'a str> {
        self.needs.iter().chain(self.needs_from.get(from).into_iter().flatten()).map(String::as_str)
    }

    /// Every field that it asks for, from whatever state.
    pub fn writes(&self) -> impl Iterator<Item = &str> {
        self.needs.iter().chain(&self.optional).chain(self.needs_from.values().flatten()).map(String::as_str)
    }

    /// A code of a chosen field that will not do here.
    pub fn refuses(&self, filled: &Filled) -> Option<&str> {
        let wrong = |(name, codes): &(&String, &Vec<String>)| filled.codes(name).iter().any(|code| codes.iter().all(|known| known != code));
        self.limits.iter().find(wrong).map(|(name, _)| name.as_str())
    }
}

/// Somebody has entered a record or changed it last, so a step that wants another pair of eyes is not for them. `by` names who wrote each of its
/// versions, in the order of the versions; what the person whom the record is about did does not count.
pub fn has_acted(me: AccountId, by: &[Option<AccountId>], people: &[AccountId]) -> bool {
    let mut keepers = by.iter().flatten().filter(|account| !people.contains(account));
    let first = keepers.next();
    first == Some(&me) || keepers.next_back() == Some(&me)
}

/// When people are told that something of a record runs out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// The field with the day.
    pub field: String,
    /// Other days besides; the earliest counts.
    #[serde(default)]
    pub also: Vec<String>,
    /// So many days before.
    pub days: i64,
    /// Only in these states; none: in every one that is not over.
    #[serde(default)]
    pub states: Vec<String>,
    /// When the day has passed, the house brings the record to this state.
    #[serde(default)]
    pub then: Option<String>,
}

/// Those who score a record of this book on sheets of their own: the house puts the means of their sheets into it when it comes to a state.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// The book of their sheets, each about a record of this one.
    pub book: String,
    /// A sheet in this state is done.
    pub done: String,
    /// When the record comes to this state, every sheet must be done.
    pub state: String,
    /// So many sheets at least.
    pub least: usize,
}

/// A sum over score fields with grades: a score sheet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The fields that are added up, each with its greatest value as its own bound.
    pub fields: Vec<String>,
    /// From how many points which grade, best first.
    pub grades: Vec<(i64, String)>,
}

/// A register.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The stable code, the last part of its address.
    pub code: String,
    /// The Chinese name of the book.
    pub name: String,
    /// What one record is called.
    pub record: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// Where it stands among the others.
    pub group: String,
    /// Its icon.
    pub icon: String,
    /// Who sees it.
    pub audience: Audience,
    /// Who enters records.
    pub entry: Entry,
    /// Codes of fields with which a record is entered and changed by those who keep the directory alone.
    #[serde(default)]
    pub reserved: BTreeMap<String, Vec<String>>,
    /// The plans and articles it answers to, by their ids.
    #[serde(default)]
    pub answers: Vec<String>,
    /// The fields whose values together name a record; another record with the same is a double.
    pub key: Vec<String>,
    /// What tells two records apart whose first key value is the same, surest first: the first that both have decides. Where neither is there,
    /// nobody can tell, and the second one is not taken.
    #[serde(default)]
    pub apart: Vec<String>,
    /// The field by which it is called in lists.
    pub title: String,
    /// The register whose record each of these is about, named by the field that links to it.
    #[serde(default)]
    pub about: Option<String>,
    /// What is asked.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// What a record walks through.
    #[serde(default, rename = "state")]
    pub states: Vec<State>,
    /// What runs out.
    #[serde(default)]
    pub reminder: Option<Reminder>,
    /// The score sheet.
    #[serde(default)]
    pub score: Option<Score>,
    /// Those who score it, each on a sheet of their own.
    #[serde(default)]
    pub panel: Option<Panel>,
    /// What the house enters elsewhere when a record comes to a state.
    #[serde(default, rename = "follow")]
    pub follows: Vec<Follow>,
    /// Ways on from a record.
    #[serde(default, rename = "way")]
    pub ways: Vec<Way>,
    /// Two days of which the second is not before the first.
    #[serde(default, rename = "span")]
    pub spans: Vec<(String, String)>,
}

impl Register {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// A state by its code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|state| state.code == code)
    }

    /// The state in which a record begins; nothing for a register without states.
    pub fn first_state(&self) -> &str {
        self.states.iter().find(|state| state.begins.is_none() && state.from.is_empty()).map_or("", |state| state.code.as_str())
    }

    /// The states that can follow this one; what the last step wrote is put right by taking it again.
    pub fn steps(&self, state: &str) -> impl Iterator<Item = &State> {
        let again = move |next: &State| next.code == state && !next.over && next.writes().next().is_some();
        self.states.iter().filter(move |next| !next.house && (next.from.iter().any(|from| from == state) || again(next)))
    }

    /// The steps that lead from where a record begins to a state, the shortest way; nothing when none leads there.
    pub fn way_to(&self, code: &str) -> Option<Vec<&State>> {
        let (mut ways, mut at) = (vec![(self.first_state(), Vec::new())], 0);
        while let Some((here, way)) = ways.get(at).cloned() {
            if here == code {
                return Some(way);
            }
            for next in self.steps(here) {
                if !ways.iter().any(|(known, _)| *known == next.code) {
                    ways.push((&next.code, way.iter().copied().chain([next]).collect()));
                }
            }
            at += 1;
        }
        None
    }

    /// A field that is written at a step and by no other form: whoever may take the step writes it, at that time. Where a record may begin in
    /// the state, it is written in the beginning too.
    pub fn is_of_step(&self, field: &Field) -> bool {
        let asks = |state: &&State| state.writes().any(|name| name == field.name);
        let (written, begins) =
            self.states.iter().filter(asks).fold((false, false), |(_, begins), state| (true, begins || state.begins.is_some()));
        written && !begins && !field.required && !field.early
    }

    /// The fields of steps in which these two differ: no form but that of their step may change them.
    pub fn untimely<'a>(&'a self, before: &'a Filled, after: &'a Filled) -> impl Iterator<Item = &'a str> {
        let word = |filled: &Filled, name: &str| filled.plain(name).filter(|word| word != "false");
        let differs = move |field: &&Field| word(before, &field.name) != word(after, &field.name);
        self.fields.iter().filter(|field| self.is_of_step(field)).filter(differs).map(|field| field.name.as_str())
    }

    /// What a step needs and a filled record lacks: a field that is empty, a box that is not ticked.
    pub fn lacking<'a>(&'a self, next: &'a State, from: &str, filled: &'a Filled) -> impl Iterator<Item = &'a str> {
        let there = |name: &str| match self.field(name).map(|field| &field.kind) {
            Some(FieldKind::Flag) => filled.flag(name),
            _ => filled.0.contains_key(name),
        };
        next.asks(from).filter(move |name| !there(name))
    }

    /// People enter its records; otherwise the house alone does, where it fills what must be filled.
    pub fn is_by_hand(&self) -> bool {
        self.fields.iter().all(|field| !(field.required && field.given))
    }

    /// A record in this state can still be changed.
    pub fn is_open(&self, state: &str) -> bool {
        self.state(state).is_none_or(|state| !state.over)
    }

    /// Whether two records whose first key value is the same are one; nothing when that can't be told.
    pub fn same(&self, one: &Filled, other: &Filled) -> Option<bool> {
        self.apart.iter().find_map(|name| Some(one.plain(name)? == other.plain(name)?))
    }

    /// The points of a filled record, with the grade; nothing without a score sheet or when an item is missing.
    pub fn points(&self, filled: &Filled) -> Option<(i64, &str)> {
        let score = self.score.as_ref()?;
        let points = score.fields.iter().map(|name| filled.number(name)).sum::<Option<i64>>()?;
        let grade = score.grades.iter().find(|(from, _)| points >= *from).map_or("", |(_, grade)| grade.as_str());
        Some((points, grade))
    }

    /// What is wrong with the register itself, for the test of those shipped and for an office's own files.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut known = |what: &str, name: &String| {
            if self.field(name).is_none() {
                faults.push(format!("{}: {what} names no field: {name}", self.code));
            }
        };
        self.key.iter().for_each(|name| known("key", name));
        self.apart.iter().for_each(|name| known("apart", name));
        known("title", &self.title);
        self.about.iter().for_each(|name| known("about", name));
        self.reminder.iter().flat_map(|reminder| reminder.also.iter().chain([&reminder.field])).for_each(|name| known("reminder", name));
        self.score.iter().flat_map(|score| &score.fields).for_each(|name| known("score", name));
        self.fields.iter().filter_map(|field| field.of.as_ref()).for_each(|(link, _)| known("of", link));
        self.fields.iter().filter_map(|field| field.fits.as_ref()).for_each(|(_, here)| known("fits", here));
        self.states.iter().flat_map(|state| state.limits.keys()).for_each(|name| known("limits", name));
        self.states.iter().flat_map(|state| &state.clears).for_each(|name| known("clears", name));
        self.spans.iter().flat_map(|(from, until)| [from, until]).for_each(|name| known("span", name));
        if self.key.is_empty() {
            faults.push(format!("{}: no key", self.code));
        }
        let mut names: Vec<&str> = self.fields.iter().map(|field| field.name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair.first() == pair.last()) {
            faults.push(format!("{}: a field stands there twice", self.code));
        }
        faults.extend(self.wrong_states());
        let shown =
            |field: &&Field| field.column || field.filter || field.public || field.name == self.title || self.key.contains(&field.name);
        let kept = self.fields.iter().filter(|field| field.audience.is_some()).filter(shown);
        faults.extend(kept.map(|field| format!("{}: {} is for fewer people and stands where more look", self.code, field.name)));
        faults.extend(self.wrong_ways());
        faults
    }
}

/// The mean of some marks, rounded to the nearest whole one; nothing of none.
pub fn mean(marks: &[i64]) -> Option<i64> {
    let count = i64::try_from(marks.len()).ok().filter(|count| *count > 0)?;
    let twice = marks.iter().sum::<i64>().checked_mul(2)?;
    Some((twice + count).div_euclid(2 * count))
}

#[cfg(test)]
mod tests;
