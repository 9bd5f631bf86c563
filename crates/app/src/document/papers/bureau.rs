//! What papers outside cases are written from: the organisation that issues them, who writes, the period with its figures and lines.

use std::sync::Arc;

use domain::access::{Action, rules::Deal};
use domain::kernel::Day;
use domain::kernel::id::OrganisationId;
use store::organisation::OrganisationRow;

use super::PaperKind;
use crate::case::list::{Filter, Listed, export};
use crate::case::names::{self, Directory};
use crate::case::overview::{Overview, overview};
use crate::lists::Lists;
use crate::{Ctx, Error, Result};

/// Most lines of a ledger on paper; longer ones are exported as a spreadsheet.
const MOST_LINES: usize = 500;

/// An organisation that issues a paper.
pub struct Bureau {
    /// Its line in the directory.
    pub(super) organisation: OrganisationRow,
    pub(super) today: Day,
    /// The period of a report or ledger.
    pub(super) period: Option<(Day, Day)>,
    /// The figures of the period.
    pub(super) overview: Option<Overview>,
    /// The cases of the period, oldest first, with the names that they mention.
    pub(super) cases: Vec<Listed>,
    pub(super) names: Directory,
    pub(super) lists: Arc<Lists>,
}

/// Reads what a paper of an organisation is written from.
pub(super) async fn gather(cx: &Ctx, id: OrganisationId, kind: PaperKind, period: Option<(Day, Day)>) -> Result<Bureau> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let organisation = store::organisation::directory::several(&reader, &[id]).await?.into_iter().next().ok_or(Error::NotFound)?;
    let mut bureau = Bureau {
        organisation,
        today: cx.now.day(),
        period,
        overview: None,
        cases: Vec::new(),
        names: Directory::default(),
        lists: cx.app.lists.clone(),
    };
    let Some((from, to)) = period else { return Ok(bureau) };
    match kind {
        PaperKind::MediationLedger => {
            let filter = Filter { received_from: Some(from), received_to: Some(to), ..Filter::default() };
            bureau.cases = export(cx, &filter, MOST_LINES).await?;
            bureau.cases.reverse();
            bureau.names = names::of_cases(cx, &bureau.cases).await?;
        }
        PaperKind::MonthlyReport | PaperKind::YearlyReport | PaperKind::ProgressReport => {
            bureau.overview = Some(overview(cx, from, to).await?);
        }
        _ => {}
    }
    Ok(bureau)
}
