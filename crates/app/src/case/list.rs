//! Lists of cases: the ledger, the dispatch board, what is stuck, what a search finds.

use domain::access::{Action, rules::Deal};
use domain::kernel::id::CaseId;
use domain::kernel::{Day, Moment};
pub use store::case::list::{Filter, Listed, Order};
pub use store::case::sums::Sums;
use store::case::{figures, list, sums};

use crate::{Ctx, Error, Result};

/// Rows of a page.
pub const PAGE: i64 = 25;

/// A page with the key of the next one.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// There is more after the last row.
    pub more: bool,
}

impl<T> Page<T> {
    /// Cuts a page out of `limit + 1` rows.
    pub fn cut(mut rows: Vec<T>, limit: i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        Self { rows, more }
    }
}

/// A page of cases that the person reaches.
pub async fn page(cx: &Ctx, filter: &Filter, order: &Order) -> Result<Page<Listed>> {
    page_for(cx, Deal::ListCases, filter, order).await
}

/// A page of cases as far as the person reaches for another deal: the cases behind a figure, the lines of the ledger.
pub async fn page_for(cx: &Ctx, deal: Deal, filter: &Filter, order: &Order) -> Result<Page<Listed>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    cx.may_somewhere(Action::Deal(deal))?;
    let scope = cx.scope(Action::Deal(deal));
    let rows = list::page(&cx.app.store.read(), &scope, filter, order, PAGE + 1).await?;
    Ok(Page::cut(rows, PAGE))
}

/// The newest cases that the person reaches, at most `limit` of them: for machines.
pub async fn page_of(cx: &Ctx, filter: &Filter, after: Option<(Day, CaseId)>, limit: i64) -> Result<Page<Listed>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    let rows = list::page(&cx.app.store.read(), &scope, filter, &Order::Newest(after), limit + 1).await?;
    Ok(Page::cut(rows, limit))
}

/// How many cases the filter leaves.
pub async fn count(cx: &Ctx, filter: &Filter) -> Result<i64> {
    count_for(cx, Deal::ListCases, filter).await
}

/// How many cases the filter leaves, as far as the person reaches for this deal.
pub async fn count_for(cx: &Ctx, deal: Deal, filter: &Filter) -> Result<i64> {
    Ok(list::count(&cx.app.store.read(), &cx.scope(Action::Deal(deal)), filter).await?)
}

/// What the cases of the filter add up to, as far as the person reaches for this deal.
pub async fn sums_for(cx: &Ctx, deal: Deal, filter: &Filter) -> Result<Sums> {
    let scope = cx.scope(Action::Deal(deal));
    Ok(sums::sums(&cx.app.store.read(), &scope, filter).await?)
}

/// Every case of the filter for an export, newest first, at most `most`.
pub async fn export(cx: &Ctx, filter: &Filter, most: usize) -> Result<Vec<Listed>> {
    cx.may_somewhere(Action::Deal(Deal::ExportLedger))?;
    let scope = cx.scope(Action::Deal(Deal::ExportLedger));
    let mut rows: Vec<Listed> = Vec::new();
    loop {
        let after = rows.last().map(|row| (row.received, row.id));
        let page = list::page(&cx.app.store.read(), &scope, filter, &Order::Newest(after), 1000).await?;
        let last = page.len() < 1000;
        rows.extend(page);
        if last || rows.len() >= most {
            rows.truncate(most);
            return Ok(rows);
        }
    }
}

/// Cases that nobody has touched for `days` days, longest first: with whom, since when.
pub async fn stuck(cx: &Ctx, days: i64, after: Option<(Moment, CaseId)>) -> Result<Page<Listed>> {
    let filter = Filter { stages: open_stages(), idle_since: Some(cx.now.plus_minutes(-days * 24 * 60)), ..Filter::default() };
    page(cx, &filter, &Order::Idle(after)).await
}

/// Cases with something past its due day.
pub async fn overdue(cx: &Ctx, after: Option<(Day, CaseId)>) -> Result<Page<Listed>> {
    let filter = Filter { due_before: Some(cx.now.day()), ..Filter::default() };
    page(cx, &filter, &Order::Due(after)).await
}

/// What `words` find: a case number exactly, or names and texts.
pub async fn search(cx: &Ctx, words: &str) -> Result<Page<Listed>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    let reader = cx.app.store.read();
    if let Some(found) = list::numbered(&reader, &scope, words.trim()).await? {
        return Ok(Page { rows: vec![found], more: false });
    }
    let filter = Filter { words: Some(words.to_owned()), ..Filter::default() };
    page(cx, &filter, &Order::Newest(None)).await
}

/// Stages in which a case is still somebody's work.
pub fn open_stages() -> Vec<domain::case::Stage> {
    domain::case::Stage::ALL.iter().copied().filter(|stage| !matches!(stage, domain::case::Stage::Archived)).collect()
}

/// Counted by a key.
pub use figures::By;

/// One case as lists show it, in reach.
pub async fn one(cx: &Ctx, id: CaseId) -> Result<Listed> {
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    list::one(&cx.app.store.read(), &scope, id).await?.ok_or(Error::NotFound)
}
