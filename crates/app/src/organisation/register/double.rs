//! The record of which another one would be a double, and in what the two are the same: so that a form can lead to it.

use domain::access::Action;
use domain::kernel::id::RecordId;
use domain::organisation::register::Register;
use serde_json::Value;
use store::organisation::record;

use super::keep::read_form;
use super::pick::resolved;
use super::{Book, book, facts, filled, given};
use crate::{Ctx, Error, Result};

/// A record that stands there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// Which.
    pub record: RecordId,
    /// What it is called.
    pub title: String,
    /// The labels of the fields in which the two are the same.
    pub fields: Vec<String>,
}

/// The record that stands in the way of one with these values; nothing when there is none, or none that the person may see.
///
/// # Errors
/// When the store can't be read.
pub async fn double(cx: &Ctx, code: &str, typed: &Value, besides: Option<RecordId>) -> Result<Option<Double>> {
    let (book, reader): (&Book, _) = (book(cx, code)?, cx.app.store.read());
    let register = &book.register;
    let read = match resolved(cx, book, typed).await.and_then(|typed| read_form(cx, book, &typed)) {
        Ok(read) => read,
        Err(Error::Faults(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let new = given::completed(&reader, register, &read, None).await?;
    let mut found = record::by_key(&reader, code, &new.key(register)).await?.map(|id| (id, labels(register, &register.key)));
    if found.is_none() && !register.apart.is_empty() {
        for other in record::by_key_start(&reader, code, &new.key_start(register)).await? {
            let decides = register.apart.iter().find(|name| same(&new.0, &filled(&other).0, name)).cloned();
            if register.same(&new, &filled(&other)) == Some(true) {
                let names: Vec<String> = register.key.first().cloned().into_iter().chain(decides).collect();
                found = Some((other.record, labels(register, &names)));
            }
        }
    }
    let Some((id, fields)) = found.filter(|(id, _)| Some(*id) != besides) else { return Ok(None) };
    let Some(row) = record::find(&reader, id).await? else { return Ok(None) };
    let there = facts(row.organisation, &row.division, record::people(&reader, id).await?);
    let seen = cx.may(Action::Deal(register.audience.deal()), &there).is_ok();
    Ok(seen.then_some(Double { record: id, title: row.title, fields }))
}

fn same(one: &serde_json::Map<String, Value>, other: &serde_json::Map<String, Value>, name: &str) -> bool {
    one.get(name).is_some_and(|value| other.get(name) == Some(value))
}

fn labels(register: &Register, names: &[String]) -> Vec<String> {
    names.iter().filter_map(|name| register.field(name)).map(|field| field.label.clone()).collect()
}
