//! An event as a sentence of the timeline: from its stored JSON, the names the reader may see, and the language file.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use domain::case::Recorded;
use domain::kernel::id::{AccountId, ClaimId, ObligationId, OrganisationId, PaperId, PartyId, RoomId, SessionId, WordsId};
use domain::kernel::{Day, Moment, Money};
use serde_json::Value;
use uuid::Uuid;

use super::book::{BOOK, Telling};
use super::template::{Template, Voice};
use super::{code, day, label, moment};
use crate::lists::Lists;

/// What the ids of a case are called. What is not in it is told in general words.
#[derive(Clone, Default)]
pub struct Names {
    /// People of the offices.
    pub accounts: HashMap<AccountId, String>,
    /// Organisations.
    pub organisations: HashMap<OrganisationId, String>,
    /// Workers and employers.
    pub parties: HashMap<PartyId, String>,
    /// Rooms.
    pub rooms: HashMap<RoomId, String>,
    /// Texts that events point to.
    pub words: HashMap<WordsId, String>,
    /// Numbers of sessions in the case, from 1.
    pub sessions: HashMap<SessionId, i64>,
    /// Short labels of claims.
    pub claims: HashMap<ClaimId, String>,
    /// Issued papers by kind and number.
    pub papers: HashMap<PaperId, String>,
    /// Short labels of obligations.
    pub obligations: HashMap<ObligationId, String>,
}

impl fmt::Debug for Names {
    /// Names and texts are personal data: logs learn only how many there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("parties", &self.parties.len()).field("words", &self.words.len()).finish_non_exhaustive()
    }
}

/// An event in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The sentence.
    pub say: String,
    /// What somebody said or wrote, line by line.
    pub quote: Option<String>,
    /// The rule it rests on.
    pub by: Option<String>,
    /// The icon's name.
    pub icon: &'static str,
    /// accent, ok, near, over, sealed or plain.
    pub tone: &'static str,
}

/// Tells an event.
pub fn tell(recorded: &Recorded, names: &Names, lists: &Lists) -> Told {
    let name = recorded.event.name();
    let Some(telling) = BOOK.events.get(name) else {
        tracing::debug!(event.name = name, "no sentence");
        return Told { say: name.to_owned(), quote: None, by: None, icon: "mark", tone: "plain" };
    };
    let mut payload = recorded.event.payload().unwrap_or_else(|error| {
        tracing::error!(event.name = name, %error, "payload can't be written");
        Value::Null
    });
    if let Value::Object(fields) = &mut payload {
        fields.insert("actor".to_owned(), Value::String(actor(recorded, names)));
    }
    let teller = Teller { telling, names, lists, year: recorded.at.day().year(), between: code("format", "list") };
    let quoting = Teller { between: "\n", ..teller };
    let lines: Vec<String> = telling.quote.iter().map(|line| line.fill(&payload, &quoting)).filter(|line| !line.is_empty()).collect();
    let given = |text: String| (!text.is_empty()).then_some(text);
    Told {
        say: telling.say.fill(&payload, &teller),
        quote: given(lines.join("\n")),
        by: given(telling.by.fill(&payload, &teller)),
        icon: telling.icon.pick(&payload),
        tone: telling.tone.pick(&payload),
    }
}

fn actor(recorded: &Recorded, names: &Names) -> String {
    match recorded.actor.account {
        Some(account) => names.accounts.get(&account).cloned().unwrap_or_else(|| unnamed("account")),
        None => code("format", "system").to_owned(),
    }
}

fn unnamed(kind: &str) -> String {
    label("unnamed", kind).unwrap_or_default().to_owned()
}

/// The text as a day, when it is written as one: `2026-11-20`.
pub(super) fn a_day(text: &str) -> Option<Day> {
    if text.len() == 10 && text.matches('-').count() == 2 { text.parse().ok() } else { None }
}

/// Speaks about one event.
#[derive(Clone, Copy)]
struct Teller<'a> {
    telling: &'a Telling,
    names: &'a Names,
    lists: &'a Lists,
    year: i32,
    between: &'a str,
}

impl Teller<'_> {
    /// What an id is called; the name of the field says of what kind it is.
    fn called(&self, name: &str, id: Uuid) -> String {
        let names = self.names;
        match name {
            "party" | "parties" | "payer" | "payee" | "speaker" | "present" | "debtor" | "applicant" => known(&names.parties, id, "party"),
            "mediator" | "to" | "first_contact" | "asked_by" => known(&names.accounts, id, "account"),
            "organisation" | "organisations" | "office" | "lead" | "recipient" => known(&names.organisations, id, "organisation"),
            "room" => known(&names.rooms, id, "room"),
            "claim" | "claims" => known(&names.claims, id, "claim"),
            "obligation" | "obligations" => known(&names.obligations, id, "obligation"),
            "paper" | "replaces" => known(&names.papers, id, "paper"),
            "session" => names.sessions.get(&SessionId(id)).map(i64::to_string).unwrap_or_default(),
            _ => names.words.get(&WordsId(id)).cloned().unwrap_or_default(),
        }
    }
}

fn known<I: From<Uuid> + Eq + Hash>(names: &HashMap<I, String>, id: Uuid, kind: &str) -> String {
    names.get(&I::from(id)).cloned().unwrap_or_else(|| unnamed(kind))
}

impl Voice for Teller<'_> {
    fn show(&self, name: &str, value: &Value) -> String {
        match value {
            Value::String(text) => {
                let id = (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten();
                let written = || a_day(text).map_or_else(|| text.clone(), |found| day(found, self.year));
                id.map_or_else(written, |id| self.called(name, id))
            }
            Value::Number(number) => match (name, number.as_i64()) {
                ("amount", Some(fen)) => self.sum(fen),
                ("starts" | "ends" | "began" | "ended" | "at", Some(at)) => moment(Moment(at), self.year),
                _ => number.to_string(),
            },
            Value::Bool(true) => code("format", "yes").to_owned(),
            Value::Bool(false) => code("format", "no").to_owned(),
            Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
        }
    }

    fn label(&self, group: &str, value: &Value) -> String {
        if group == "clock" {
            return value.as_i64().map(|at| Moment(at).clock_text()).unwrap_or_default();
        }
        let stored = value.as_str().unwrap_or_default();
        label(group, stored).unwrap_or_else(|| self.lists.name(group, stored)).to_owned()
    }

    fn sum(&self, total: i64) -> String {
        Money(total).to_string()
    }

    fn row(&self, list: &str) -> Option<&Template> {
        self.telling.each.get(list)
    }

    fn between(&self) -> &str {
        self.between
    }
}
