//! The list of clocks: what runs in the cases that the person reaches, by which rule, what is due first.

use domain::access::{Action, rules::Deal};
use domain::periods::Rule;
use store::case::clock;
pub use store::case::clock::{Filter, Key, Running};

use super::list::{PAGE, Page};
use crate::{Ctx, Result};

/// A page of clocks that run.
///
/// # Errors
/// [`crate::Error::NotFound`] for whoever lists no cases; of the database.
pub async fn page(cx: &Ctx, filter: &Filter, after: Option<Key>) -> Result<Page<Running>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    Ok(Page::cut(clock::running(&cx.app.store.read(), &scope, filter, after, PAGE + 1).await?, PAGE))
}

/// How many clocks the filter leaves.
///
/// # Errors
/// Of the database.
pub async fn count(cx: &Ctx, filter: &Filter) -> Result<i64> {
    Ok(clock::count(&cx.app.store.read(), &cx.scope(Action::Deal(Deal::ListCases)), filter).await?)
}

/// The rules by which some clock runs, each with its title in the present book; one that the book no longer has bears its number.
///
/// # Errors
/// Of the database.
pub async fn rules(cx: &Ctx) -> Result<Vec<(String, String)>> {
    let running = clock::rules(&cx.app.store.read(), &cx.scope(Action::Deal(Deal::ListCases)), cx.now.day()).await?;
    let named = |rule: String| {
        let title = in_the_book(cx, &rule).map_or_else(|| rule.clone(), |known| known.title.clone());
        (rule, title)
    };
    Ok(running.into_iter().map(named).collect())
}

/// The newest version of a rule in the present book.
pub fn in_the_book<'c>(cx: &'c Ctx, rule: &str) -> Option<&'c Rule> {
    let id = rule.parse().ok()?;
    cx.app.rules.rules().iter().filter(|known| known.id == id).max_by_key(|known| known.version)
}
