//! What the house fills in by itself: values copied from a linked record, who took a step and when, the means of a panel's sheets.

use domain::access::Scope;
use domain::case::Actor;
use domain::kernel::form::Path;
use domain::kernel::id::OrganisationId;
use domain::kernel::{Fault, Faults};
use domain::organisation::register::{FieldKind, Filled, Register, Stamp, State, mean};
use serde_json::Value;
use store::Query;
use store::organisation::record::{self, Narrow, RecordRow};

use super::super::roster::PROFILES;
use super::follow::linked;
use super::{book, filled};
use crate::{Ctx, Error, Result};

/// The state of a profile whose organisation has ended.
const CLOSED: &str = "closed";
/// Most sheets of one panel.
const SHEETS: i64 = 100;

/// The record with what it copies from those it links to; a link to a record of another sort than the book allows is a fault.
pub(super) async fn completed(q: &impl Query, register: &Register, filled_in: &Filled, old: Option<&Filled>) -> Result<Filled> {
    let mut new = filled_in.clone();
    for field in &register.fields {
        if let Some((link, name)) = &field.of {
            let value = linked(q, &new, link).await?.and_then(|other| filled(&other).0.remove(name));
            match value {
                Some(value) => new.0.insert(field.name.clone(), value),
                None => new.0.remove(&field.name),
            };
        }
        let changed = old.is_none_or(|old| old.0.get(&field.name) != new.0.get(&field.name));
        if matches!(field.kind, FieldKind::Record(_)) && !field.only.is_empty() && changed && new.0.contains_key(&field.name) {
            let other = linked(q, &new, &field.name).await?.map(|other| filled(&other)).unwrap_or_default();
            let fits = |(name, codes): (&String, &Vec<String>)| other.codes(name).iter().any(|code| codes.iter().any(|one| one == code));
            if !field.only.iter().any(fits) {
                return Err(Error::at(&field.name, Fault::UnknownChoice));
            }
        }
    }
    Ok(new)
}

/// Notes who took a step and when, as the state asks.
pub(super) fn stamp(cx: &Ctx, next: &State, actor: &Actor, values: &mut serde_json::Map<String, Value>) {
    for (field, stamp) in &next.stamp {
        let value = match stamp {
            Stamp::Office => actor.office.map(|office| office.to_string()),
            Stamp::Today => Some(cx.now.day().to_string()),
        };
        values.extend(value.map(|value| (field.clone(), Value::String(value))));
    }
}

/// Puts the means of the panel's sheets into a record that comes to the state in which it is scored.
pub(super) async fn scored(cx: &Ctx, q: &impl Query, register: &Register, row: &RecordRow, to: &str, values: &mut Filled) -> Result<()> {
    let Some(panel) = register.panel.as_ref().filter(|panel| panel.state == to) else { return Ok(()) };
    let narrow = Narrow { about: Some(row.record), ..Narrow::default() };
    let sheets = record::page(q, &panel.book, &Scope::everything(), &narrow, None, SHEETS).await?;
    if sheets.len() < panel.least || sheets.iter().any(|sheet| sheet.state != panel.done) {
        return Err(Error::at("to", Fault::Wrong("record_panel")));
    }
    let theirs = &book(cx, &panel.book)?.register;
    let sheets: Vec<Filled> = sheets.iter().map(filled).collect();
    for name in theirs.score.iter().flat_map(|score| &score.fields).filter(|name| register.field(name).is_some()) {
        let marks: Vec<i64> = sheets.iter().filter_map(|sheet| sheet.number(name)).collect();
        values.0.extend(mean(&marks).map(|mean| (name.clone(), Value::from(mean))));
    }
    Ok(())
}

/// A step that wants so many points is not taken with fewer.
pub(super) fn enough(register: &Register, next: &State, values: &Filled) -> Result<()> {
    let points = register.points(values).map_or(0, |(points, _)| points);
    match next.least {
        Some(least) if points < least => Err(Error::at("to", Fault::Wrong("record_points"))),
        _ => Ok(()),
    }
}

/// What a state needs and the record lacks, each at its field.
pub(super) fn lacks_nothing(register: &Register, (from, next): (&str, &State), values: &Filled) -> Result<()> {
    let faults: Vec<_> = register.lacking(next, from, values).map(|name| (Path::root().child(name), Fault::Missing)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Faults(Faults(faults))) }
}

/// An organisation that is newly named still exists: neither its profile nor, without one, the directory says that it was closed.
pub(super) async fn open_organisations(q: &impl Query, register: &Register, new: &Filled, old: Option<&Filled>) -> Result<()> {
    if register.code == PROFILES {
        return Ok(());
    }
    for field in register.fields.iter().filter(|field| field.kind == FieldKind::Organisation && !field.given) {
        let changed = old.is_none_or(|old| old.text(&field.name) != new.text(&field.name));
        let Ok(id) = new.text(&field.name).parse::<OrganisationId>() else { continue };
        let gone = changed && store::organisation::find(q, id).await?.is_some_and(|row| !row.active);
        if gone && record::of_organisations(q, PROFILES, &[id]).await?.iter().all(|profile| profile.state == CLOSED) {
            return Err(Error::at(&field.name, Fault::Wrong("organisation_closed")));
        }
    }
    Ok(())
}
