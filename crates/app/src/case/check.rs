//! What the check of an agreement finds in a draft, for the page that shows it as a list.

use domain::agreement::{Draft, Finding, check};

use super::CaseView;
use crate::{Ctx, Result};

/// Everything in the draft that is void or should be looked at, by the same rules that decide on it.
///
/// # Errors
/// Of the database.
pub async fn findings(cx: &Ctx, view: &CaseView, draft: &Draft) -> Result<Vec<Finding>> {
    let facts = super::ways::facts(cx, &cx.app.store.read(), &view.case).await?;
    Ok(check(draft, &view.case, cx.app.lists.clauses(), &facts, cx.now.day()))
}
