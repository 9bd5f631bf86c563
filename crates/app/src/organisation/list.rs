//! Lists of organisations.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::OrganisationId;
use domain::organisation::OrganisationKind;
use store::Query;
use store::organisation::{self, Filter, OrganisationRow, division};

pub use crate::case::list::{PAGE, Page};
use crate::{Ctx, Result};

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Only this kind.
    pub kind: Option<OrganisationKind>,
    /// Only in the subtree of this division.
    pub division: Option<String>,
    /// Words of the name, the address or the telephone.
    pub query: Option<String>,
    /// Also those that are closed.
    pub closed_too: bool,
}

/// The last row of a page: the next one begins behind it.
pub type After = (String, OrganisationId);

/// A row of the list.
#[derive(Clone, Debug)]
pub struct OrganisationLine {
    /// The organisation.
    pub row: OrganisationRow,
    /// The name of its division.
    pub division: String,
    /// Open cases that it handles.
    pub open_cases: i64,
}

impl OrganisationLine {
    /// Where the next page begins.
    pub fn after(&self) -> After {
        (self.row.division.clone(), self.row.id)
    }
}

/// A page of organisations: a county before its streets.
pub async fn list(cx: &Ctx, filter: &ListFilter, after: Option<&After>) -> Result<Page<OrganisationLine>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let filter = Filter {
        kind: filter.kind,
        division: filter.division.clone(),
        query: filter.query.clone(),
        closed_too: filter.closed_too,
        ..Filter::default()
    };
    let page = Page::cut(organisation::list(&reader, &filter, after, PAGE + 1).await?, PAGE);
    let codes: Vec<String> = page.rows.iter().map(|row| row.division.clone()).collect();
    let divisions: BTreeMap<String, String> =
        division::several(&reader, &codes).await?.into_iter().map(|row| (row.code, row.name)).collect();
    let load = organisation::open_cases_by_handler(&reader).await?;
    let rows = page.rows.into_iter().map(|row| OrganisationLine {
        division: divisions.get(&row.division).cloned().unwrap_or_else(|| row.division.clone()),
        open_cases: load.get(&row.id).copied().unwrap_or(0),
        row,
    });
    Ok(Page { rows: rows.collect(), more: page.more })
}

/// Names by id, for sentences and lists.
pub async fn names(q: &impl Query, ids: &[OrganisationId]) -> Result<BTreeMap<OrganisationId, String>> {
    Ok(organisation::names(q, ids).await?)
}
