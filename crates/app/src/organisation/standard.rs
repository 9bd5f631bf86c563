//! The six haves (S4-00): what is checked is a register of items; an organisation's list of a year is begun with one press, by itself or by
//! those who visit it; and the picture of organisations by haves.

use domain::access::{Action, Scope, rules::Deal};
use domain::kernel::Fault;
use domain::kernel::id::OrganisationId;
use domain::organisation::register::Filled;
pub use domain::organisation::standard::HaveState;
use domain::organisation::standard::{Check, of_have};
use serde_json::json;
use store::organisation::directory::Filter;
use store::organisation::record::{self, Narrow, RecordRow};
use store::organisation::{self, OrganisationRow};
use store::{Query, Tx};

use super::register::filled;
use super::register::keep::{enter_in, read_form};
use super::roster::PROFILES;
use crate::{Ctx, Error, Result};

/// The register of what is checked, and the state of an item that is.
pub(crate) const ITEMS: &str = "standard_item";
const IN_USE: &str = "in_use";
/// The register of checks.
pub const STANDARDS: &str = "standard";
/// Most items there are.
const MOST: i64 = 500;
/// Organisations on a page of the picture.
const PAGE: usize = 50;

/// How an organisation stands with one have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Have {
    /// The code of the have.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: HaveState,
    /// So many of its items are met.
    pub met: usize,
    /// Of so many.
    pub of: usize,
}

/// An organisation in the picture.
#[derive(Clone, Debug)]
pub struct Line {
    /// The organisation.
    pub row: OrganisationRow,
    /// The six haves in their order.
    pub haves: Vec<Have>,
}

/// A page of the picture.
#[derive(Clone, Debug)]
pub struct Board {
    /// The organisations.
    pub lines: Vec<Line>,
    /// Where the next page begins.
    pub next: Option<(String, OrganisationId)>,
}

/// Items of a year and what was checked of them.
struct Checked {
    items: Vec<RecordRow>,
    profiles: Vec<RecordRow>,
    checks: Vec<RecordRow>,
    year: i64,
}

impl Checked {
    async fn of(q: &impl Query, organisations: &[OrganisationId], year: i32) -> Result<Self> {
        Ok(Self {
            items: items(q).await?,
            profiles: record::of_organisations(q, PROFILES, organisations).await?,
            checks: record::of_organisations(q, STANDARDS, organisations).await?,
            year: i64::from(year),
        })
    }

    /// The items that are checked of an organisation.
    fn items(&self, organisation: OrganisationId) -> impl Iterator<Item = (&RecordRow, Filled)> {
        let profile = self.profiles.iter().find(|row| row.organisation == Some(organisation)).map(filled).unwrap_or_default();
        let sort = profile.text("sort").to_owned();
        self.items.iter().map(|row| (row, filled(row))).filter(move |(_, item)| {
            let applies = item.codes("applies");
            applies.is_empty() || applies.contains(&sort.as_str())
        })
    }

    fn haves(&self, cx: &Ctx, organisation: OrganisationId) -> Vec<Have> {
        let checks: Vec<(Filled, &str)> = self
            .checks
            .iter()
            .filter(|row| row.organisation == Some(organisation))
            .map(|row| (filled(row), row.state.as_str()))
            .filter(|(values, _)| values.number("year") == Some(self.year))
            .collect();
        let checks: Vec<Check<'_>> =
            checks.iter().map(|(values, state)| Check { item: values.text("item"), state, visit: values.text("way") == "visit" }).collect();
        let items: Vec<(String, String)> =
            self.items(organisation).map(|(row, item)| (row.record.to_string(), item.text("have").to_owned())).collect();
        let field = cx.app.lists.registers().find(ITEMS).and_then(|book| book.register.field("have"));
        let haves = field.into_iter().flat_map(|field| &field.items).map(|have| {
            let of: Vec<&str> = items.iter().filter(|(_, code)| *code == have.code).map(|(id, _)| id.as_str()).collect();
            let (state, met) = of_have(&of, &checks);
            Have { code: have.code.clone(), name: have.name.clone(), state, met, of: of.len() }
        });
        haves.collect()
    }
}

async fn items(q: &impl Query) -> Result<Vec<RecordRow>> {
    let narrow = Narrow { state: Some(IN_USE.to_owned()), ..Narrow::default() };
    Ok(record::page(q, ITEMS, &Scope::everything(), &narrow, None, MOST).await?)
}

/// How an organisation stands with the six haves in a year.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the directory.
pub async fn haves(cx: &Ctx, organisation: OrganisationId, year: i32) -> Result<Vec<Have>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    Ok(Checked::of(&cx.app.store.read(), &[organisation], year).await?.haves(cx, organisation))
}

/// A page of the picture: the mediating organisations of a division with their six haves in a year.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the directory.
pub async fn board(cx: &Ctx, division: &str, year: i32, after: Option<&(String, OrganisationId)>) -> Result<Board> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let (reader, filter) = (cx.app.store.read(), Filter { division: Some(division.to_owned()), ..Filter::default() });
    let mut rows = organisation::list(&reader, &filter, after, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| (row.division.clone(), row.id));
    rows.retain(|row| row.kind.mediates());
    let ids: Vec<OrganisationId> = rows.iter().map(|row| row.id).collect();
    let checked = Checked::of(&reader, &ids, year).await?;
    Ok(Board { lines: rows.into_iter().map(|row| Line { haves: checked.haves(cx, row.id), row }).collect(), next })
}

/// Lists the items of this year for an organisation, to be filled in one by one: by itself, or on a visit. Gives how many were not there yet.
///
/// # Errors
/// [`Error::NotFound`] for who may not enter them.
pub async fn start(cx: &Ctx, organisation: OrganisationId, visit: bool) -> Result<usize> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    let work = async move |tx: &Tx| -> Result<usize> {
        let book = cx.app.lists.registers().find(STANDARDS).ok_or(Error::NotFound)?;
        let year = cx.now.day().year();
        let (checked, mut started) = (Checked::of(tx, &[organisation], year).await?, 0);
        for (item, _) in checked.items(organisation) {
            let way = if visit { "visit" } else { "self" };
            let typed = json!({ "organisation": organisation.to_string(), "year": year, "item": item.record.to_string(), "way": way });
            match enter_in(&cx, tx, STANDARDS, read_form(&cx, book, &typed)?).await {
                Ok(_) => started += 1,
                Err(Error::Faults(faults)) if faults.0.iter().all(|(_, fault)| *fault == Fault::Wrong("record_known")) => {}
                Err(Error::Faults(_)) => return Err(Error::NotFound),
                Err(other) => return Err(other),
            }
        }
        Ok(started)
    };
    store.write(move |tx| Box::pin(async move { work(tx).await })).await
}
