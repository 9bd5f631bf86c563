//! The ledger of four amounts of one case: claimed → verified → agreed → paid, head by head and worker by worker, on the page and as a sheet.

use domain::kernel::Money;
use domain::kernel::id::CaseId;

use super::CaseView;
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::text::{code, phrase};
use crate::{Ctx, Result};

/// A line of the ledger: a head of claim, or the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The head of claim.
    pub name: String,
    /// What is asked for; none when unknown.
    pub claimed: Option<Money>,
    /// What was checked and found.
    pub verified: Option<Money>,
    /// What an agreement in force says.
    pub agreed: Option<Money>,
    /// What was really paid and confirmed; none while nothing is agreed.
    pub paid: Option<Money>,
    /// What the debtor names as paid and the payee has not confirmed.
    pub named: Money,
}

impl Line {
    /// Paid out of agreed, with both figures; none without an agreement on money.
    pub fn rate(&self) -> Option<String> {
        let (agreed, paid) = (self.agreed.filter(|agreed| *agreed > Money::ZERO)?, self.paid?);
        let permille = paid.0.saturating_mul(1000) / agreed.0;
        let percent = format!("{}.{}", permille / 10, permille % 10);
        Some(phrase("amounts", "rate", &[("percent", percent), ("paid", paid.to_string()), ("agreed", agreed.to_string())]))
    }
}

/// What a worker was promised and got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerLine {
    /// Who.
    pub name: String,
    /// What the agreement gives to them.
    pub agreed: Money,
    /// What they really got.
    pub paid: Money,
    /// What is still owed.
    pub left: Money,
}

/// The ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// Head by head.
    pub heads: Vec<Line>,
    /// The whole case.
    pub whole: Line,
    /// Worker by worker.
    pub workers: Vec<WorkerLine>,
}

/// The ledger of a case with the case as its page shows it.
///
/// # Errors
/// [`crate::Error::NotFound`] when the case is not there or out of reach.
pub async fn of(cx: &Ctx, id: CaseId) -> Result<(CaseView, Amounts)> {
    let view = super::show(cx, id).await?;
    let amounts = gather(&view);
    Ok((view, amounts))
}

fn gather(view: &CaseView) -> Amounts {
    let kind = |id| view.claims.iter().find(|claim| claim.id == id).map(|claim| claim.kind.clone()).unwrap_or_default();
    let heads: Vec<Line> = view
        .case
        .amounts_by_head()
        .into_iter()
        .map(|head| Line {
            name: kind(head.claim),
            claimed: head.claimed,
            verified: head.verified,
            agreed: head.agreed,
            paid: head.paid,
            named: head.named,
        })
        .collect();
    let whole = Line {
        name: code("amounts", "whole").to_owned(),
        claimed: view.amounts.claimed,
        verified: view.amounts.verified,
        agreed: view.amounts.agreed,
        paid: view.amounts.agreed.map(|_| view.amounts.paid),
        named: heads.iter().map(|head| head.named).sum(),
    };
    let name = |id| view.parties.iter().find(|party| party.id == id).map(|party| party.name.clone()).unwrap_or_default();
    let workers = view.case.amounts_by_worker().into_iter().map(|worker| WorkerLine {
        name: name(worker.party),
        agreed: worker.agreed,
        paid: worker.paid,
        left: worker.agreed.minus(worker.paid),
    });
    Amounts { workers: workers.collect(), heads, whole }
}

/// The ledger of a case as XLSX: heads of claim, the whole, then the workers.
///
/// # Errors
/// [`crate::Error::Press`] when a cell can't be written.
pub async fn xlsx(cx: &Ctx, id: CaseId) -> Result<Vec<u8>> {
    let (view, amounts) = of(cx, id).await?;
    Ok(cx.app.press.xlsx(&sheet(&view, &amounts))?)
}

fn sheet(view: &CaseView, amounts: &Amounts) -> Sheet {
    let column = |name: &str, width, kind| SheetColumn { title: code("amounts", name).to_owned(), width, kind };
    let money = |amount: Option<Money>| amount.map_or(Cell::Empty, Cell::Money);
    let head = |line: &Line| {
        vec![
            Cell::Text(line.name.clone()),
            money(line.claimed),
            money(line.verified),
            money(line.agreed),
            money(line.paid),
            Cell::Money(line.named),
            line.rate().map_or(Cell::Empty, Cell::Text),
        ]
    };
    let worker = |line: &WorkerLine| {
        let name = Cell::Text(phrase("amounts", "worker", &[("name", line.name.clone())]));
        vec![name, Cell::Empty, Cell::Empty, Cell::Money(line.agreed), Cell::Money(line.paid), Cell::Empty, Cell::Empty]
    };
    let heads = amounts.heads.iter().chain([&amounts.whole]).map(head);
    Sheet {
        name: code("amounts", "title").to_owned(),
        title: format!("{}　{}", code("amounts", "title"), view.case.number),
        columns: vec![
            column("head", 26, ColumnKind::Text),
            column("claimed", 15, ColumnKind::Money),
            column("verified", 15, ColumnKind::Money),
            column("agreed", 15, ColumnKind::Money),
            column("paid", 15, ColumnKind::Money),
            column("named", 18, ColumnKind::Money),
            column("rate_column", 40, ColumnKind::Text),
        ],
        rows: heads.chain(amounts.workers.iter().map(worker)).collect(),
    }
}
