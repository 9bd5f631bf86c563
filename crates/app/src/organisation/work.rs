//! Work at a glance (S1-52): what each mediator and each organisation did in a year, in numbers that open their cases.

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::Day;
use domain::kernel::id::{AccountId, OrganisationId};
use store::case::figures::{self, Work};

use crate::{Ctx, Result};

/// Fewer cases than this say little: a rate of them is marked as such.
pub const FEW: i64 = 10;

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
