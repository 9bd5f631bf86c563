//! Fields that name something: what a form offers there, and what a name typed there means. A few are offered all at once; of many one writes
//! the name, and chooses where several fit.

use domain::access::{Action, Scope};
use domain::kernel::form::Path;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use domain::kernel::width::folded;
use domain::kernel::{Fault, Faults};
use domain::organisation::register::{Field, FieldKind};
use serde_json::{Map, Value};
use store::access::account;
use store::organisation::{self, Filter, mediator, record};

use super::list::scope;
use super::{Book, Narrow, book};
use crate::{Ctx, Error, Result};

/// Most choices that a form offers at once.
const MOST: i64 = 100;
/// Most that are offered for a name that fits several.
const ALIKE: i64 = 30;
/// What a form sends for "another one, whose name I will write".
pub const ANOTHER: &str = "?";

/// What a form offers for a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Ids with names.
    pub choices: Vec<(String, String)>,
    /// These are all; otherwise a name is written.
    pub whole: bool,
}

/// What a form of a book offers for a field in which this is typed: an id, a name, or nothing.
///
/// # Errors
/// When the store can't be read.
pub async fn pick(cx: &Ctx, of: &Book, field: &Field, typed: &str) -> Result<Pick> {
    let mut choices = found(cx, of, field, None, MOST + 1).await?;
    let whole = choices.len() <= usize::try_from(MOST).unwrap_or(usize::MAX);
    let typed = typed.trim();
    if !whole {
        choices = match typed {
            "" | ANOTHER => Vec::new(),
            id if is_id(field, id) => Vec::new(),
            words => found(cx, of, field, Some(words), ALIKE).await?,
        };
    }
    // What stands there stays a choice, though it is over or beyond what is offered.
    if is_id(field, typed)
        && !choices.iter().any(|(id, _)| id == typed)
        && let Some(name) = called(cx, field, typed).await?
    {
        choices.push((typed.to_owned(), name));
    }
    Ok(Pick { choices, whole })
}

/// A form whose names are taken for what bears them.
///
/// # Errors
/// A fault at each name that nothing bears or that fits several.
pub(super) async fn resolved(cx: &Ctx, of: &Book, typed: &Value) -> Result<Value> {
    let mut tree: Map<String, Value> = typed.as_object().cloned().unwrap_or_default();
    let mut faults = Faults::default();
    for field in of.register.fields.iter().filter(|field| is_named(field)) {
        let Some(text) = tree.get(&field.name).and_then(Value::as_str).map(|text| text.trim().to_owned()) else { continue };
        if text.is_empty() || is_id(field, &text) {
            continue;
        }
        if text == ANOTHER {
            tree.remove(&field.name);
            continue;
        }
        let alike = found(cx, of, field, Some(&text), ALIKE).await?;
        let mut exact = alike.iter().filter(|(_, name)| folded(name) == folded(&text));
        let meant = match (exact.next(), exact.next(), alike.as_slice()) {
            (Some((id, _)), None, _) => Ok(id),
            (None, _, [(id, _)]) => Ok(id),
            (None, _, []) => Err("nothing_called_so"),
            _ => Err("choose_among"),
        };
        match meant {
            Ok(id) => _ = tree.insert(field.name.clone(), Value::from(id.as_str())),
            Err(told) => faults.note::<()>(&Path::root().child(&field.name), Fault::Wrong(told)).unwrap_or_default(),
        }
    }
    if faults.0.is_empty() { Ok(Value::Object(tree)) } else { Err(Error::Faults(faults)) }
}

/// The field names an organisation, somebody with an account or a record.
pub fn is_named(field: &Field) -> bool {
    !field.given && matches!(field.kind, FieldKind::Organisation | FieldKind::Account | FieldKind::Record(_))
}

fn is_id(field: &Field, text: &str) -> bool {
    match field.kind {
        FieldKind::Organisation => text.parse::<OrganisationId>().is_ok(),
        FieldKind::Account => text.parse::<AccountId>().is_ok(),
        FieldKind::Record(_) => text.parse::<RecordId>().is_ok(),
        _ => false,
    }
}

/// What can be chosen, with these words in its name.
async fn found(cx: &Ctx, of: &Book, field: &Field, words: Option<&str>, most: i64) -> Result<Vec<(String, String)>> {
    let reader = cx.app.store.read();
    let words = words.map(str::to_owned);
    Ok(match &field.kind {
        FieldKind::Record(code) => {
            let linked = book(cx, code)?;
            let only = field.only.iter().flat_map(|(name, codes)| codes.iter().map(move |code| (name.clone(), code.clone())));
            let narrow = Narrow { query: words.clone(), any_mark: only.collect(), ..Narrow::default() };
            let rows = record::page(&reader, code, &scope(cx, linked)?, &narrow, None, most).await?;
            let is_called = |title: &str| words.as_ref().is_none_or(|words| folded(title).contains(&folded(words)));
            let open = rows.into_iter().filter(|row| linked.register.is_open(&row.state) && is_called(&row.title));
            open.map(|row| (row.record.to_string(), row.title)).collect()
        }
        FieldKind::Account => {
            let filter = mediator::Filter { words, inactive_too: true, ..mediator::Filter::default() };
            let rows = mediator::list(&reader, &filter, None, most).await?;
            let accounts: Vec<AccountId> = rows.into_iter().map(|row| row.account).collect();
            let mut names: Vec<_> =
                account::names(&reader, &accounts).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
            names.sort_by(|one, other| one.1.cmp(&other.1));
            names
        }
        FieldKind::Organisation => {
            let Scope { everything, areas, .. } = cx.scope(Action::Deal(of.register.entry.deal()));
            let filter = Filter { scope: Some(Scope { everything, areas, ..Scope::default() }), query: words.clone(), ..Filter::default() };
            let rows = organisation::list(&reader, &filter, None, most).await?;
            let mut choices: Vec<(String, String)> = rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect();
            if choices.is_empty() {
                // Whoever enters for the own office alone.
                let own: Vec<OrganisationId> = cx.person.grants.iter().map(|grant| grant.office).collect();
                let names = organisation::names(&reader, &own).await?.into_iter();
                let fits = |name: &str| words.as_ref().is_none_or(|words| folded(name).contains(&folded(words)));
                choices = names.filter(|(_, name)| fits(name)).map(|(id, name)| (id.to_string(), name)).collect();
            }
            choices
        }
        _ => Vec::new(),
    })
}

async fn called(cx: &Ctx, field: &Field, id: &str) -> Result<Option<String>> {
    let reader = cx.app.store.read();
    Ok(match &field.kind {
        FieldKind::Record(_) => match id.parse::<RecordId>() {
            Ok(id) => record::find(&reader, id).await?.map(|row| row.title),
            Err(_) => None,
        },
        FieldKind::Account => match id.parse::<AccountId>() {
            Ok(id) => account::names(&reader, &[id]).await?.remove(&id),
            Err(_) => None,
        },
        _ => match id.parse::<OrganisationId>() {
            Ok(id) => organisation::names(&reader, &[id]).await?.remove(&id),
            Err(_) => None,
        },
    })
}
