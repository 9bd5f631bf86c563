//! Work at a glance (S1-52): what each mediator and each organisation did in a year, in numbers that open their cases.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::Day;
use domain::kernel::id::{AccountId, OrganisationId};
use store::case::figures::{self, Work};
use store::organisation::record::Narrow;
use store::organisation::tally;

use super::liaison::SERVICE_LOG;

use crate::{Ctx, Result};

/// One line: whose, and what was done.
#[derive(Clone, Debug)]
pub struct WorkLine {
    /// The name.
    pub name: String,
    /// The figures.
    pub work: Work,
}

/// First and last day of a year.
pub fn year(year: i32) -> Option<(Day, Day)> {
    Some((Day::of(year, 1, 1).ok()?, Day::of(year, 12, 31).ok()?))
}

/// What each mediator did, the one with most cases first.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may see no figures.
pub async fn of_mediators(cx: &Ctx, from: Day, to: Day) -> Result<Vec<WorkLine>> {
    let work = work(cx, from, to, true).await?;
    let accounts: Vec<AccountId> = work.iter().map(|one| AccountId(one.who)).collect();
    let names = store::access::account::names(&cx.app.store.read(), &accounts).await?;
    Ok(work.into_iter().map(|work| WorkLine { name: names.get(&AccountId(work.who)).cloned().unwrap_or_default(), work }).collect())
}

/// What each organisation did, the one with most cases first.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may see no figures.
pub async fn of_organisations(cx: &Ctx, from: Day, to: Day) -> Result<Vec<WorkLine>> {
    let work = work(cx, from, to, false).await?;
    let ids: Vec<OrganisationId> = work.iter().map(|one| OrganisationId(one.who)).collect();
    let names = store::organisation::names(&cx.app.store.read(), &ids).await?;
    Ok(work.into_iter().map(|work| WorkLine { name: names.get(&OrganisationId(work.who)).cloned().unwrap_or_default(), work }).collect())
}

async fn work(cx: &Ctx, from: Day, to: Day, by_person: bool) -> Result<Vec<Work>> {
    cx.may_somewhere(Action::Deal(Deal::ReadFigures))?;
    let scope = cx.scope(Action::Deal(Deal::ReadFigures));
    Ok(figures::work(&cx.app.store.read(), &scope, from, to, by_person).await?)
}

/// What an organisation entered in the book of consultations in a year.
#[derive(Clone, Debug)]
pub struct Served {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// How many of each sort, in the order of the sorts.
    pub counts: Vec<i64>,
}

/// Consultations of a year (S0-29, S4-44): the sorts with their names, and what each organisation entered, most first.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may see no figures.
pub async fn services(cx: &Ctx, year: i32) -> Result<(Vec<(String, String)>, Vec<Served>)> {
    cx.may_somewhere(Action::Deal(Deal::ReadFigures))?;
    let field = cx.app.lists.registers().find(SERVICE_LOG).and_then(|book| book.register.field("sort"));
    let sorts: Vec<(String, String)> =
        field.iter().flat_map(|field| &field.items).map(|item| (item.code.clone(), item.name.clone())).collect();
    let narrow = Narrow { marks: vec![("day".to_owned(), year.to_string())], ..Narrow::default() };
    let (reader, scope) = (cx.app.store.read(), cx.scope(Action::Deal(Deal::ReadFigures)));
    let mut found: BTreeMap<OrganisationId, Vec<i64>> = BTreeMap::new();
    for row in tally::crossed(&reader, SERVICE_LOG, &["sort"], &scope, &narrow).await? {
        let at = sorts.iter().position(|(code, _)| *code == row.codes);
        let counts = row.organisation.map(|id| found.entry(id).or_insert_with(|| vec![0; sorts.len()]));
        if let Some(count) = at.zip(counts).and_then(|(at, counts)| counts.get_mut(at)) {
            *count += row.count;
        }
    }
    let ids: Vec<OrganisationId> = found.keys().copied().collect();
    let names = store::organisation::names(&reader, &ids).await?;
    let served =
        found.into_iter().map(|(id, counts)| Served { organisation: id, name: names.get(&id).cloned().unwrap_or_default(), counts });
    let mut served: Vec<Served> = served.collect();
    served.sort_by_key(|one| (std::cmp::Reverse(one.counts.iter().sum::<i64>()), one.name.clone()));
    Ok((sorts, served))
}
