//! Mediators: who they are, whom they serve, how much they have in hand.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::{Fault, Line, Masked};
use store::access::account;
pub use store::organisation::mediator::Filter as MediatorFilter;
use store::organisation::mediator::{self, MediatorRow};
use store::organisation::{self, directory};
use store::{Query, Tx};

use serde_json::{Map, Value};

use super::chronicle;
use super::form::MediatorForm;
use super::keep::keeper;
use super::list::{PAGE, Page};
use super::matter;
use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

/// A mediator as pages show one.
#[derive(Clone, Debug)]
pub struct MediatorLine {
    /// What the directory knows.
    pub row: MediatorRow,
    /// The name.
    pub name: String,
    /// The organisations served.
    pub organisations: Vec<(OrganisationId, String)>,
    /// Open cases in hand.
    pub open_cases: i64,
}

/// A page of mediators, all of them or those that fit.
pub async fn mediators(cx: &Ctx, filter: &MediatorFilter, after: Option<AccountId>) -> Result<Page<MediatorLine>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let page = Page::cut(mediator::list(&reader, filter, after, PAGE + 1).await?, PAGE);
    Ok(Page { rows: lines(&reader, page.rows).await?, more: page.more })
}

/// All of a list, for a table.
pub(super) async fn every(cx: &Ctx, filter: &MediatorFilter, most: i64) -> Result<Vec<MediatorLine>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let rows = mediator::list(&reader, filter, None, most).await?;
    lines(&reader, rows).await
}

/// What pages show besides what the directory knows.
pub(super) async fn lines(q: &impl Query, rows: Vec<MediatorRow>) -> Result<Vec<MediatorLine>> {
    let accounts: Vec<AccountId> = rows.iter().map(|row| row.account).collect();
    let names = account::names(q, &accounts).await?;
    let served = mediator::offices(q, &accounts).await?;
    let ids: BTreeSet<OrganisationId> = served.values().flatten().copied().collect();
    let organisations = organisation::names(q, &ids.into_iter().collect::<Vec<_>>()).await?;
    let load = organisation::open_cases_by_mediator(q).await?;
    let named = |id: &OrganisationId| (*id, organisations.get(id).cloned().unwrap_or_default());
    let line = |row: MediatorRow| MediatorLine {
        name: names.get(&row.account).cloned().unwrap_or_default(),
        organisations: served.get(&row.account).into_iter().flatten().map(named).collect(),
        open_cases: load.get(&row.account).map_or(0, |in_hand| in_hand.cases),
        row,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Adds an account to the mediators, or changes what is known; `version` is the one that the page was drawn from, nothing for a new one.
///
/// Organisations beyond one's reach stay as they are.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account or the mediator is out of reach, [`Error::Stale`] when somebody was faster.
pub async fn put_mediator(cx: &Ctx, account: AccountId, version: Option<i64>, form: MediatorForm) -> Result<()> {
    matter::known(&cx.app.lists, "fields", &form.fields).map_err(Error::Faults)?;
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store.write(move |tx| Box::pin(async move { put(&cx, tx, account, version, form).await })).await
}

async fn put(cx: &Ctx, tx: &Tx, account: AccountId, version: Option<i64>, form: MediatorForm) -> Result<()> {
    account::get(tx, account).await?;
    let old = mediator::find(tx, account).await?;
    let before = mediator::offices(tx, &[account]).await?.remove(&account).unwrap_or_default();
    let divisions = divisions(tx, before.iter().chain(&form.organisations)).await?;
    let reached = |id: &OrganisationId| divisions.get(id).and_then(|division| keeper(cx, division).ok());
    if old.is_some() && !before.iter().any(|id| reached(id).is_some()) {
        return Err(Error::NotFound);
    }
    let mut serves: BTreeSet<OrganisationId> = before.iter().filter(|id| reached(id).is_none()).copied().collect();
    for id in &form.organisations {
        if reached(id).is_none() && !before.contains(id) {
            return Err(Error::at("organisations", Fault::Wrong("out_of_reach")));
        }
        serves.insert(*id);
    }
    let actor = serves.iter().chain(&before).find_map(reached).ok_or_else(|| Error::at("organisations", Fault::Missing))?;
    if serves.is_empty() {
        return Err(Error::at("organisations", Fault::Missing));
    }
    let row = MediatorRow {
        account,
        full_time: form.full_time,
        fields: form.fields.into_iter().map(Line::into_string).collect(),
        languages: form.languages.into_iter().map(Line::into_string).collect(),
        id_number: form.id_number.map(|id| Masked::new(id.number().to_owned())).or(old.as_ref().and_then(|old| old.id_number.clone())),
        works_for_uscc: form.works_for_uscc.map(|code| code.number().to_owned()),
        active: form.active,
        version: version.unwrap_or(0) + 1,
        updated_at: cx.now,
    };
    let serves: Vec<OrganisationId> = serves.into_iter().collect();
    if old.is_some() {
        mediator::update(tx, &row, &serves).await?;
    } else {
        mediator::insert(tx, &row, &serves).await?;
    }
    chronicled(cx, tx, old.as_ref().map(|old| (old, before.as_slice())), &row, &serves).await?;
    let offices: Vec<String> = serves.iter().map(ToString::to_string).collect();
    note(tx, Note::by(cx, &actor, Deed::MediatorChanged).on("account", account).with("organisations", offices).with("active", form.active))
        .await
}

/// Keeps in the history how a mediator is now, serving these organisations; `old` is how it was.
pub(super) async fn chronicled(
    cx: &Ctx,
    tx: &Tx,
    old: Option<(&MediatorRow, &[OrganisationId])>,
    row: &MediatorRow,
    serves: &[OrganisationId],
) -> Result<()> {
    let account = row.account;
    let name = account::names(tx, &[account]).await?.remove(&account).unwrap_or_default();
    let home = serves.first().copied();
    let division = divisions(tx, serves.iter()).await?;
    let division = home.and_then(|id| division.get(&id)).map_or("", String::as_str);
    let entry = chronicle::Entry { kind: "mediator", id: account.0, title: &name, organisation: home, division };
    let was = match old {
        Some((old, served)) => Some((values(tx, old, served).await?, old.updated_at)),
        None => None,
    };
    chronicle::keep(cx, tx, &entry, was, &values(tx, row, serves).await?).await
}

/// What the history keeps of a mediator; the identity number is not among it.
async fn values(tx: &Tx, row: &MediatorRow, serves: &[OrganisationId]) -> Result<Map<String, Value>> {
    let names: Vec<String> = organisation::names(tx, serves).await?.into_values().collect();
    Ok(Map::from_iter([
        ("organisations".to_owned(), Value::from(names)),
        ("full_time".to_owned(), Value::from(row.full_time)),
        ("fields".to_owned(), Value::from(row.fields.0.clone())),
        ("languages".to_owned(), Value::from(row.languages.0.clone())),
        ("active".to_owned(), Value::from(row.active)),
    ]))
}

pub(super) async fn divisions(q: &impl Query, ids: impl Iterator<Item = &OrganisationId>) -> Result<BTreeMap<OrganisationId, String>> {
    let ids: Vec<OrganisationId> = ids.copied().collect();
    Ok(directory::several(q, &ids).await?.into_iter().map(|row| (row.id, row.division)).collect())
}
