//! What the house enters by itself when a record comes to a state, and where values come from when one record leads to another.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::case::Actor;
use domain::kernel::Fault;
use domain::kernel::id::RecordId;
use domain::organisation::register::{Filled, Follow, Put};
use serde_json::{Map, Value};
use store::organisation::record::{self, Narrow, RecordRow};
use store::{Query, Tx};

use super::keep::{enter_as, read_form};
use super::{Book, book, filled};
use crate::{Ctx, Error, Result};

/// Records of one book about the same one that are looked through for the latest.
const MOST: i64 = 100;

/// Enters what follows when a record comes to a state.
pub(super) async fn enter_following(
    cx: &Ctx,
    tx: &Tx,
    from: &Book,
    old: &RecordRow,
    (state, new): (&str, &Filled),
    actor: &Actor,
) -> Result<()> {
    for follow in from.register.following(state, new) {
        let Some(values) = values(cx, tx, (old, new), &follow.set).await? else { continue };
        let read = read_form(cx, book(cx, &follow.enter)?, &Value::Object(values))?;
        if !is_near(cx, follow, &read) {
            continue;
        }
        match Box::pin(enter_as(cx, tx, &follow.enter, &read, actor)).await {
            Ok(_) => {}
            // It followed before.
            Err(Error::Faults(faults)) if faults.0.iter().all(|(_, fault)| *fault == Fault::Wrong("record_known")) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

fn is_near(cx: &Ctx, follow: &Follow, read: &Filled) -> bool {
    let Some((field, days)) = &follow.within else { return true };
    read.day(field).is_some_and(|day| day <= cx.now.day().plus(*days))
}

/// The values that are set; nothing when a record that is looked for is not there.
pub(super) async fn values(
    cx: &Ctx,
    q: &impl Query,
    (row, own): (&RecordRow, &Filled),
    set: &BTreeMap<String, Put>,
) -> Result<Option<Map<String, Value>>> {
    let mut values = Map::new();
    for (name, put) in set {
        let value = match put {
            Put::This => Some(row.record.to_string().into()),
            Put::Of(link, field) => match linked(q, own, link).await? {
                Some(other) => filled(&other).0.remove(field),
                None => None,
            },
            Put::Latest(code) | Put::LatestOf(code, _) => {
                let Some(found) = latest(cx, q, row, code).await? else { return Ok(None) };
                match put {
                    Put::LatestOf(_, field) => filled(&found).0.remove(field),
                    _ => Some(found.record.to_string().into()),
                }
            }
            plain => plain.plain(own, cx.now.day()),
        };
        values.extend(value.map(|value| (name.clone(), value)));
    }
    Ok(Some(values))
}

/// The record that a field links to.
pub(super) async fn linked(q: &impl Query, own: &Filled, link: &str) -> Result<Option<RecordRow>> {
    match own.text(link).parse::<RecordId>() {
        Ok(id) => Ok(record::find(q, id).await?),
        Err(_) => Ok(None),
    }
}

/// The open record of a book about the same one that runs out last.
async fn latest(cx: &Ctx, q: &impl Query, row: &RecordRow, code: &str) -> Result<Option<RecordRow>> {
    let register = &book(cx, code)?.register;
    let narrow = Narrow { about: row.about, ..Narrow::default() };
    let rows = record::page(q, code, &Scope::everything(), &narrow, None, MOST).await?;
    let open = rows.into_iter().filter(|one| row.about.is_some() && register.is_open(&one.state));
    Ok(open.max_by_key(|one| (one.ends, one.since)))
}
