//! Ways on from a record: one form, filled in as far as is known, and in one transaction the new record is entered (or the other one moved on)
//! and this one comes to its state. A renewal is such a way, and what is done about the result of an appraisal.

use std::collections::BTreeMap;

use domain::kernel::id::RecordId;
use domain::kernel::{Fault, Spec};
use domain::organisation::register::{FieldKind, Filled, Goal, Put, Way, text_of};
use serde_json::{Map, Value};
use store::organisation::record::{self, RecordRow};
use store::{Query, Tx};

use super::follow::{linked, values};
use super::keep::{Moved, known, lead_in, read_form, step_in, timely};
use super::pick::resolved;
use super::right::Standing;
use super::{Book, book, facts, filled, keeper};
use crate::{Ctx, Error, Result};

/// The form of a way, as far as it can be filled in.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The record that it leads on from.
    pub row: RecordRow,
    /// The words of the way.
    pub words: String,
    /// The code of the book whose form it asks.
    pub register: String,
    /// What it asks.
    pub specs: Vec<Spec>,
    /// What is known already.
    pub values: Filled,
    /// The reason that is known already.
    pub reason: String,
    /// Of these chosen fields only these codes will do.
    pub limits: BTreeMap<String, Vec<String>>,
}

/// Where a way leads from a record, found out before it is taken.
struct Found {
    way: Way,
    /// The record that it leads on to, for those that lead to one.
    other: Option<RecordRow>,
}

/// The ways that are open from a record to who asks.
pub(super) async fn open(cx: &Ctx, q: &impl Query, row: &RecordRow) -> Result<Vec<Way>> {
    let (book, own, mut open) = (book(cx, &row.register)?, filled(row), Vec::new());
    let there = facts(row.organisation, &row.division, record::people(q, row.record).await?);
    if keeper(cx, book, &there).is_err() {
        return Ok(open);
    }
    for way in book.register.ways(&row.state, &own) {
        if find(cx, q, book, row, &way.code).await.is_ok() {
            open.push(way.clone());
        }
    }
    Ok(open)
}

/// A way from a record, when it is open.
async fn find(cx: &Ctx, q: &impl Query, from: &Book, row: &RecordRow, code: &str) -> Result<Found> {
    let own = filled(row);
    let way = from.register.ways(&row.state, &own).find(|way| way.code == code).ok_or(Error::NotFound)?.clone();
    let other = match &way.to {
        Goal::Enter(_) => None,
        Goal::Step(link, state) => {
            let other = linked(q, &own, link).await?.ok_or(Error::NotFound)?;
            let register = &book(cx, &other.register)?.register;
            let next = register.steps(&other.state).find(|next| next.code == *state).ok_or(Error::NotFound)?;
            let theirs = book(cx, &other.register)?;
            Standing::of(q, theirs, &other, &record::history(q, other.record).await?).await?.mover(cx, next)?;
            Some(other)
        }
        Goal::Through(link, through) => {
            let other = linked(q, &own, link).await?.ok_or(Error::NotFound)?;
            let theirs = filled(&other);
            book(cx, &other.register)?.register.ways(&other.state, &theirs).find(|way| way.code == *through).ok_or(Error::NotFound)?;
            Some(other)
        }
    };
    Ok(Found { way, other })
}

/// The form of a way.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to who asks.
pub async fn form(cx: &Ctx, id: RecordId, code: &str) -> Result<Asked> {
    let reader = cx.app.store.read();
    let row = record::find(&reader, id).await?.ok_or(Error::NotFound)?;
    let from = book(cx, &row.register)?;
    keeper(cx, from, &facts(row.organisation, &row.division, record::people(&reader, id).await?))?;
    let found = find(cx, &reader, from, &row, code).await?;
    let (way, own) = (&found.way, filled(&row));
    if let (Goal::Through(_, through), Some(other)) = (&way.to, &found.other) {
        let theirs = Box::pin(form(cx, other.record, through)).await?;
        return Ok(Asked { row, words: way.words.clone(), ..theirs });
    }
    let target = target(cx, &found)?;
    let known = values(cx, &reader, (&row, &own), &way.set).await?.unwrap_or_default();
    let asked = |spec: &&Spec| match (&way.to, &found.other) {
        (Goal::Step(_, state), Some(other)) => {
            target.register.state(state).is_some_and(|state| state.asks(&other.state).any(|name| name == spec.name))
        }
        _ => target
            .register
            .field(spec.name)
            .is_some_and(|field| !field.given && !target.register.is_of_step(field) && !is_link(target, &field.name, &known)),
    };
    let reason = match &way.reason {
        Some(put) => values(cx, &reader, (&row, &own), &[(String::new(), put.clone())].into()).await?.unwrap_or_default(),
        None => Map::new(),
    };
    let limits = match &way.to {
        Goal::Step(_, state) => target.register.state(state).map(|state| state.limits.clone()).unwrap_or_default(),
        _ => BTreeMap::new(),
    };
    Ok(Asked {
        limits,
        words: way.words.clone(),
        register: target.register.code.clone(),
        specs: target.specs.iter().filter(asked).cloned().collect(),
        reason: text_of(reason.get("")),
        values: Filled(known),
        row,
    })
}

fn target<'a>(cx: &'a Ctx, found: &Found) -> Result<&'a Book> {
    match (&found.way.to, &found.other) {
        (Goal::Enter(code), _) => book(cx, code),
        (_, Some(other)) => book(cx, &other.register),
        _ => Err(Error::NotFound),
    }
}

/// A link that the way sets: it is not asked, and nobody sets it otherwise.
fn is_link(target: &Book, name: &str, known: &Map<String, Value>) -> bool {
    known.contains_key(name) && target.register.field(name).is_some_and(|field| matches!(field.kind, FieldKind::Record(_)))
}

/// Takes a way. Gives the record to which it led.
///
/// # Errors
/// Faults of the form; [`Error::Stale`] when somebody was faster; [`Error::NotFound`] when the way is not open.
pub async fn take(cx: &Ctx, id: RecordId, version: i64, code: &str, typed: Value, reason: &str) -> Result<RecordId> {
    let (cx, code, reason) = (cx.clone(), code.to_owned(), reason.to_owned());
    let store = cx.app.store.clone();
    store.write(move |tx| Box::pin(async move { take_in(&cx, tx, id, version, &code, &typed, &reason).await })).await
}

async fn take_in(cx: &Ctx, tx: &Tx, id: RecordId, version: i64, code: &str, typed: &Value, reason: &str) -> Result<RecordId> {
    let (row, from, people) = known(cx, tx, id).await?;
    if row.version != version {
        return Err(Error::Stale);
    }
    keeper(cx, from, &facts(row.organisation, &row.division, people))?;
    let found = find(cx, tx, from, &row, code).await?;
    let (way, own) = (&found.way, filled(&row));
    let led = match (&way.to, &found.other) {
        (Goal::Enter(to), _) => {
            let target = book(cx, to)?;
            let mut tree = typed.as_object().cloned().unwrap_or_default();
            let known = values(cx, tx, (&row, &own), &way.set).await?.unwrap_or_default();
            tree.extend(known.clone().into_iter().filter(|(name, _)| is_link(target, name, &known)));
            let read = read_form(cx, target, &resolved(cx, target, &Value::Object(tree)).await?)?;
            timely(&target.register, &Filled(known), &read, &[]).map_err(Error::Faults)?;
            lead_in(cx, tx, to, read).await?
        }
        (Goal::Step(_, state), Some(other)) => {
            let moved = Moved { to: state.clone(), typed: typed.clone(), reason: reason.to_owned() };
            step_in(cx, tx, other.record, other.version, &moved).await?;
            other.record
        }
        (Goal::Through(_, through), Some(other)) => Box::pin(take_in(cx, tx, other.record, other.version, through, typed, reason)).await?,
        _ => return Err(Error::NotFound),
    };
    let mut noted = values(cx, tx, (&row, &own), &way.note).await?.unwrap_or_default();
    let there = way.note.iter().filter(|(_, put)| **put == Put::Led);
    noted.extend(there.map(|(name, _)| (name.clone(), Value::String(led.to_string()))));
    let moved = Moved { to: way.then.clone(), typed: Value::Object(noted), reason: reason.to_owned() };
    step_in(cx, tx, id, version, &moved).await.map_err(|error| match error {
        // The form has no place for what its own last step lacks.
        Error::Faults(_) => Error::at("to", Fault::UnknownChoice),
        other => other,
    })?;
    Ok(led)
}
