//! The desk: what is due first, sessions today, what waits for me, what has stopped.

use domain::access::{Action, Scope, rules::Deal};
use domain::case::Stage;
use domain::kernel::id::{CaseId, FollowUpId, ObligationId};
use domain::kernel::{Day, Moment};
use store::Reader;
pub use store::case::calendar::Booked;
pub use store::case::desk::{Owed, VisitDue};
use store::case::{calendar, desk, list};
use uuid::Uuid;

use super::list::{Filter, Listed, Order, PAGE, Page};
use crate::{Ctx, Result};

/// What the desk shows first.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Cases by their next due day: a few that are overdue, a few of today, of the next seven days, and of later.
    pub due: Vec<Listed>,
    /// How many cases have something overdue.
    pub overdue: i64,
    /// How many have something due today.
    pub today: i64,
    /// Sessions today.
    pub sessions: Vec<Booked>,
    /// Cases that wait for this person, longest first.
    pub mine: Vec<Listed>,
    /// Cases that wait for the window of one of this person's offices.
    pub window: Vec<Listed>,
    /// Cases that nobody has touched for a week.
    pub stuck: Vec<Listed>,
}

/// The desk of the person.
pub async fn desk(cx: &Ctx) -> Result<Desk> {
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    let reader = cx.app.store.read();
    let today = cx.now.day();
    let due_before = |day: Day| Filter { due_before: Some(day), ..Filter::default() };
    let active: Vec<Stage> = super::list::open_stages();
    let overdue = list::count(&reader, &scope, &due_before(today)).await?;
    let until_today = list::count(&reader, &scope, &due_before(today.plus(1))).await?;
    let offices: Vec<_> = cx.person.grants.iter().map(|grant| grant.office).collect();
    let mine = Filter { waiting_person: Some(cx.person.account), stages: active.clone(), ..Filter::default() };
    let window = Filter { waiting_offices: offices, stages: active.clone(), ..Filter::default() };
    let stuck = Filter { idle_since: Some(cx.now.plus_minutes(-7 * 24 * 60)), stages: active, ..Filter::default() };
    Ok(Desk {
        due: due(&reader, &scope, today).await?,
        overdue,
        today: until_today - overdue,
        sessions: calendar::between(&reader, &scope, Moment::at(today, 0, 0), Moment::at(today.plus(1), 0, 0), 12).await?,
        mine: list::page(&reader, &scope, &mine, &Order::Idle(None), 6).await?,
        window: list::page(&reader, &scope, &window, &Order::Idle(None), 6).await?,
        stuck: list::page(&reader, &scope, &stuck, &Order::Idle(None), 5).await?,
    })
}

/// A few cases of each span of time, so that many overdue ones don't hide what is due today.
async fn due(reader: &Reader, scope: &Scope, today: Day) -> Result<Vec<Listed>> {
    let ever = today.plus(36_500);
    let mut rows = Vec::new();
    for (from, to, most) in
        [(today.plus(-36_500), today, 8), (today, today.plus(1), 8), (today.plus(1), today.plus(8), 8), (today.plus(8), ever, 5)]
    {
        let before = Filter { due_before: Some(to), ..Filter::default() };
        // Behind everything of the day before.
        let after = (from.plus(-1), CaseId(Uuid::max()));
        rows.extend(list::page(reader, scope, &before, &Order::Due(Some(after)), most).await?);
    }
    Ok(rows)
}

/// Sessions that begin in `from..to` (days, the second excluded).
pub async fn sessions(cx: &Ctx, from: Day, to: Day) -> Result<Vec<Booked>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    Ok(calendar::between(&cx.app.store.read(), &scope, Moment::at(from, 0, 0), Moment::at(to, 0, 0), 500).await?)
}

/// Unmet obligations due before `before`.
pub async fn owed(cx: &Ctx, before: Day, after: Option<(Day, ObligationId)>) -> Result<Page<Owed>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    Ok(Page::cut(desk::owed(&cx.app.store.read(), &scope, before, after, PAGE + 1).await?, PAGE))
}

/// How many obligations in reach were due before `before` and are not met.
pub async fn owed_before(cx: &Ctx, before: Day) -> Result<i64> {
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    Ok(desk::count_owed(&cx.app.store.read(), &scope, before).await?)
}

/// Return visits due before `before`.
pub async fn visits(cx: &Ctx, before: Day, after: Option<(Day, FollowUpId)>) -> Result<Page<VisitDue>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    Ok(Page::cut(desk::visits(&cx.app.store.read(), &scope, before, after, PAGE + 1).await?, PAGE))
}
