//! The history of the directory's own tables: each change of an organisation or a mediator leaves a version, so that a page can say how it
//! stood on a past day, who changed what, and when. What changed before this was kept shows as its first version.

use std::collections::BTreeMap;

use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::{Day, Moment};
use domain::organisation::register::{Filled, text_of};
use serde_json::{Map, Value};
use store::organisation::division;
use store::organisation::record::{self, Beside, RecordRow};
use store::{Query, Tx};
use uuid::Uuid;

use super::matter;
use super::register::filled;
use crate::text::{code, field};
use crate::{Ctx, Result};

/// The field that is the code of a division.
const PLACE: &str = "division";
/// Fields that are codes: their group in the language file.
const CODED: [(&str, &str); 1] = [("kind", "organisation_kind")];
/// Fields that are codes of what somebody handles or knows: claim types, groups of them, industries.
const MATTERS: [&str; 2] = ["handles", "fields"];

/// Something of the directory that is being written.
pub(super) struct Entry<'a> {
    /// `organisation` or `mediator`: also the name of its form, where the labels are.
    pub(super) kind: &'static str,
    /// Its id.
    pub(super) id: Uuid,
    /// What it is called.
    pub(super) title: &'a str,
    /// The organisation that it belongs to.
    pub(super) organisation: Option<OrganisationId>,
    /// Its division.
    pub(super) division: &'a str,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// Who; empty for the house itself.
    pub who: String,
    /// It is how the thing was first known.
    pub first: bool,
    /// Label, before, after.
    pub fields: Vec<(String, String, String)>,
}

fn row(cx: &Ctx, entry: &Entry<'_>, version: i64, since: Moment, values: &Map<String, Value>) -> RecordRow {
    RecordRow {
        record: RecordId(entry.id),
        version,
        register: entry.kind.to_owned(),
        title: entry.title.to_owned(),
        state: String::new(),
        organisation: entry.organisation,
        division: entry.division.to_owned(),
        about: None,
        ends: None,
        body: Value::Object(values.clone()).to_string(),
        find: words(entry.title, values),
        since,
        until: None,
        account: cx.person.named(),
        reason: None,
    }
}

/// The fields by whose words a thing is found besides its name.
const FOUND: [&str; 4] = ["short_name", "address", "head", "phone"];

fn words(title: &str, values: &Map<String, Value>) -> String {
    let others = FOUND.iter().filter_map(|name| values.get(*name)?.as_str());
    let words: Vec<&str> = std::iter::once(title).chain(others).collect();
    words.join("\n").to_lowercase()
}

/// The codes of a version: its kind, what it handles or knows, the languages, and its flags.
fn marks(values: &Map<String, Value>) -> Vec<(String, String)> {
    let names = values.iter().filter(|(name, value)| {
        let name = name.as_str();
        value.is_boolean() || name == "languages" || MATTERS.contains(&name) || CODED.iter().any(|(coded, _)| *coded == name)
    });
    names.flat_map(|(name, value)| codes_of(value).into_iter().map(move |code| (name.clone(), code))).collect()
}

fn codes_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::String(code) => vec![code.clone()],
        Value::Bool(flag) => vec![if *flag { "yes" } else { "no" }.to_owned()],
        _ => Vec::new(),
    }
}

/// Keeps how it is now; `before` is how it was and since when, for things that have no history yet.
pub(super) async fn keep(
    cx: &Ctx,
    tx: &Tx,
    entry: &Entry<'_>,
    before: Option<(Map<String, Value>, Moment)>,
    after: &Map<String, Value>,
) -> Result<()> {
    // Lists of a past day are narrowed by the codes that a version had.
    let beside = |values: &Map<String, Value>| Beside { key: entry.id.to_string(), marks: marks(values), ..Beside::default() };
    let mut version = record::find(tx, RecordId(entry.id)).await?.map_or(0, |row| row.version);
    if version == 0
        && let Some((values, since)) = before
    {
        version = 1;
        record::insert(tx, &RecordRow { account: None, ..row(cx, entry, version, since, &values) }, &beside(&values)).await?;
    }
    let next = row(cx, entry, version + 1, cx.now, after);
    if next.version == 1 {
        record::insert(tx, &next, &beside(after)).await?;
    } else {
        record::update(tx, &next, &beside(after)).await?;
    }
    Ok(())
}

/// What became of it, newest first; nothing for what never changed.
///
/// # Errors
/// When the store can't be read.
pub async fn changes(cx: &Ctx, id: RecordId) -> Result<Vec<Change>> {
    let reader = cx.app.store.read();
    let history = record::history(&reader, id).await?;
    let accounts: Vec<_> = history.iter().filter_map(|row| row.account).collect();
    let names = store::access::account::names(&reader, &accounts).await?;
    let places = places(&reader, &history).await?;
    let mut changes = Vec::new();
    for (at, row) in history.iter().enumerate() {
        let (before, after) = (history.get(at + 1).map(|row| placed(row, &places)), placed(row, &places));
        changes.push(Change {
            at: row.since,
            who: row.account.and_then(|account| names.get(&account).cloned()).unwrap_or_default(),
            first: before.is_none(),
            fields: before.map(|before| differing(cx, &row.register, &before, &after)).unwrap_or_default(),
        });
    }
    Ok(changes)
}

/// How it stood at the end of a day: labels and values; nothing when it has no history that far back.
///
/// # Errors
/// When the store can't be read.
pub async fn at(cx: &Ctx, id: RecordId, day: Day) -> Result<Option<Vec<(String, String)>>> {
    let reader = cx.app.store.read();
    let Some(row) = record::at(&reader, id, Moment::end_of(day)).await? else { return Ok(None) };
    let values = placed(&row, &places(&reader, std::slice::from_ref(&row)).await?);
    let told = values.0.keys().map(|name| (field(&row.register, name).to_owned(), told(cx, name, &values)));
    Ok(Some(told.filter(|(_, told)| !told.is_empty()).collect()))
}

/// The names of the divisions in which these versions lie, by their codes.
async fn places(q: &impl Query, rows: &[RecordRow]) -> Result<BTreeMap<String, String>> {
    let mut codes: Vec<String> = rows.iter().map(|row| text_of(filled(row).0.get(PLACE))).filter(|code| !code.is_empty()).collect();
    codes.sort_unstable();
    codes.dedup();
    Ok(division::several(q, &codes).await?.into_iter().map(|row| (row.code, row.name)).collect())
}

/// The values of a version, with the name of its division.
fn placed(row: &RecordRow, places: &BTreeMap<String, String>) -> Filled {
    let mut values = filled(row);
    if let Some(place) = values.0.get_mut(PLACE)
        && let Some(name) = places.get(&text_of(Some(place)))
    {
        *place = Value::from(name.as_str());
    }
    values
}

pub(super) fn told(cx: &Ctx, name: &str, values: &Filled) -> String {
    let raw = text_of(values.0.get(name));
    match (CODED.iter().find(|(coded, _)| *coded == name), raw.as_str()) {
        (Some((_, group)), _) => code(group, &raw).to_owned(),
        (None, "true") => code("yes_no", "yes").to_owned(),
        (None, "false") => code("yes_no", "no").to_owned(),
        (None, _) if MATTERS.contains(&name) => {
            let codes: Vec<String> = values.codes(name).into_iter().map(ToOwned::to_owned).collect();
            matter::names(&cx.app.lists, &codes)
        }
        _ if matches!(values.0.get(name), Some(Value::Array(_))) => values.codes(name).join(code("format", "list")),
        _ => raw,
    }
}

fn differing(cx: &Ctx, kind: &str, before: &Filled, after: &Filled) -> Vec<(String, String, String)> {
    let mut names: Vec<&String> = before.0.keys().chain(after.0.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let differs = names.into_iter().filter(|name| before.0.get(*name) != after.0.get(*name));
    let told = differs.map(|name| (field(kind, name).to_owned(), told(cx, name, before), told(cx, name, after)));
    // Nothing and an empty list are told alike.
    told.filter(|(_, before, after)| before != after).collect()
}
