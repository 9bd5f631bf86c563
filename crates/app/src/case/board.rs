//! The dispatch board: what waits to be given into somebody's hands, who was asked and has not answered, and who could take it.

use domain::access::{Action, Scope, rules::Deal};
use domain::case::Stage;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, OrganisationId};
use store::case::{list, returned};
use store::organisation::mediator;

use super::list::{Filter, Listed, Order, PAGE, Page};
use crate::organisation::{Candidate, candidates_for};
use crate::{Ctx, Error, Result};

/// How many waiting cases a page proposes somebody for: each proposal looks at the whole directory of the county.
pub const PROPOSED: i64 = 8;

/// A case that waits to be dispatched.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The case.
    pub row: Listed,
    /// When an organisation handed it back.
    pub handed_back: Option<Moment>,
    /// At least as many workers as a mass dispute has.
    pub mass: bool,
    /// Who could take it, the best first.
    pub candidates: Vec<Candidate>,
}

/// How many open cases somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load<Id> {
    /// Who.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Open cases.
    pub cases: i64,
}

/// The board.
#[derive(Clone, Debug)]
pub struct Board {
    /// Waits to be dispatched, what is due first.
    pub waiting: Page<Waiting>,
    /// How many wait altogether.
    pub all_waiting: i64,
    /// Somebody was asked and has not answered, longest first.
    pub asked: Page<Listed>,
    /// Open cases by organisation, most first.
    pub organisations: Vec<Load<OrganisationId>>,
    /// Open cases by mediator, most first.
    pub mediators: Vec<Load<AccountId>>,
}

/// The board of the person; `after` is the last case of the page before.
pub async fn board(cx: &Ctx, after: Option<(domain::kernel::Day, CaseId)>) -> Result<Board> {
    cx.may_somewhere(Action::Deal(Deal::DispatchBoard))?;
    let scope = cx.scope(Action::Deal(Deal::DispatchBoard));
    let reader = cx.app.store.read();
    let of_stage = |stage| Filter { stages: vec![stage], ..Filter::default() };
    let accepted = of_stage(Stage::Accepted);
    let rows = Page::cut(list::page(&reader, &scope, &accepted, &Order::Due(after), PROPOSED + 1).await?, PROPOSED);
    let asked = list::page(&reader, &scope, &of_stage(Stage::Dispatched), &Order::Idle(None), PAGE + 1).await?;
    Ok(Board {
        all_waiting: list::count(&reader, &scope, &accepted).await?,
        asked: Page::cut(asked, PAGE),
        organisations: organisation_load(cx, &scope).await?,
        mediators: mediator_load(cx, &scope).await?,
        waiting: Page { rows: waiting(cx, rows.rows).await?, more: rows.more },
    })
}

async fn waiting(cx: &Ctx, rows: Vec<Listed>) -> Result<Vec<Waiting>> {
    let ids: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
    let back = returned::handed_back(&cx.app.store.read(), &ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // Somebody may see the board and not the case; then nobody is proposed.
        let candidates = match candidates_for(cx, row.id).await {
            Ok(candidates) => candidates,
            Err(Error::NotFound) => Vec::new(),
            Err(other) => return Err(other),
        };
        found.push(Waiting {
            handed_back: back.get(&row.id).copied(),
            mass: row.workers >= cx.app.settings.mass_threshold,
            candidates,
            row,
        });
    }
    Ok(found)
}

/// Open cases by the organisations in reach that take cases.
async fn organisation_load(cx: &Ctx, scope: &Scope) -> Result<Vec<Load<OrganisationId>>> {
    const MOST: i64 = 200;
    let reader = cx.app.store.read();
    let areas = areas(cx, scope);
    let filter = store::organisation::Filter { taking_cases: true, scope: Some(areas), ..Default::default() };
    let rows = store::organisation::list(&reader, &filter, None, MOST).await?;
    let open = store::organisation::open_cases_by_handler(&reader).await?;
    let mediating = rows.into_iter().filter(|row| row.kind.mediates());
    Ok(sorted(mediating.map(|row| Load { id: row.id, cases: open.get(&row.id).copied().unwrap_or(0), name: row.name })))
}

/// Open cases by the mediators in reach.
async fn mediator_load(cx: &Ctx, scope: &Scope) -> Result<Vec<Load<AccountId>>> {
    const MOST: i64 = 200;
    let reader = cx.app.store.read();
    let filter = mediator::Filter { scope: Some(areas(cx, scope)), ..Default::default() };
    let rows = mediator::list(&reader, &filter, None, MOST).await?;
    let ids: Vec<AccountId> = rows.iter().map(|row| row.account).collect();
    let names = store::access::account::names(&reader, &ids).await?;
    let open = store::organisation::open_cases_by_mediator(&reader).await?;
    Ok(sorted(rows.into_iter().map(|row| Load {
        id: row.account,
        name: names.get(&row.account).cloned().unwrap_or_default(),
        cases: open.get(&row.account).map_or(0, |in_hand| in_hand.cases),
    })))
}

/// Heaviest first: what is uneven is seen first.
fn sorted<Id: Copy>(loads: impl Iterator<Item = Load<Id>>) -> Vec<Load<Id>> {
    let mut loads: Vec<_> = loads.collect();
    loads.sort_by(|one, other| other.cases.cmp(&one.cases).then_with(|| one.name.cmp(&other.name)));
    loads
}

/// The areas in which somebody dispatches: those of the scope, and those of the windows in it.
fn areas(cx: &Ctx, scope: &Scope) -> Scope {
    let windows = cx.person.grants.iter().filter(|grant| scope.homes.contains(&grant.office));
    let own = windows.map(|grant| domain::access::subtree(&grant.division));
    Scope { everything: scope.everything, areas: scope.areas.iter().cloned().chain(own).collect(), ..Scope::default() }
}
