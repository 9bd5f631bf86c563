//! The list of parties.

use domain::kernel::id::PartyId;
use store::party::{self, PartyKind, PartyRow};

use super::{PARTIES, Typed, masked, scope};
use crate::case::list::{PAGE, Page};
use crate::{Ctx, Result};

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Workers or employers only.
    pub kind: Option<PartyKind>,
    /// An identity number, credit code or telephone exactly, or words of the name.
    pub query: Option<String>,
}

/// A row of the list, with masked numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyLine {
    /// Which.
    pub id: PartyId,
    /// Worker or employer.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// Its number: masked for people, the credit code in clear.
    pub number: Option<String>,
    /// Its telephone, masked.
    pub phone: Option<String>,
    /// The employer's industry (code).
    pub industry: Option<String>,
    /// Open cases, wherever they are.
    pub open_cases: i64,
}

/// A page of the parties of cases in reach, newest first, before the one given.
pub async fn list(cx: &Ctx, filter: &ListFilter, before: Option<PartyId>) -> Result<Page<PartyLine>> {
    cx.may_somewhere(PARTIES)?;
    let reader = cx.app.store.read();
    let typed = filter.query.as_deref().and_then(Typed::read);
    let wanted = typed.as_ref().map(Typed::wanted);
    let page = Page::cut(party::list(&reader, &scope(cx), filter.kind, wanted, before, PAGE + 1).await?, PAGE);
    let ids: Vec<PartyId> = page.rows.iter().map(|row| row.id).collect();
    let open = party::open_cases(&reader, &ids).await?;
    let rows = page.rows.into_iter().map(|row| line(row, |id| open.get(&id).copied().unwrap_or(0)));
    Ok(Page { rows: rows.collect(), more: page.more })
}

fn line(row: PartyRow, open: impl Fn(PartyId) -> i64) -> PartyLine {
    PartyLine {
        id: row.id,
        kind: row.kind,
        number: row.uscc.clone().or_else(|| masked(row.id_number.as_ref())).or_else(|| masked(row.other_document.as_ref())),
        phone: masked(row.phone.as_ref()),
        open_cases: open(row.id),
        name: row.name,
        industry: row.industry,
    }
}
