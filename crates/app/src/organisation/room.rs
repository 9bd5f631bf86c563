//! Rooms: found by place, seats and equipment, free at a time or not; one room with its week and its history; and, for a session that can't be
//! held as wished, other rooms and other times.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, rules::Deal};
use domain::case::Case;
use domain::kernel::id::{CaseId, OrganisationId, RoomId};
use domain::kernel::{Day, Moment};
use domain::mediation::Schedule;
use domain::mediation::room::{Span, free};
use store::case::calendar::{self, Taken};
pub use store::organisation::room::Wanted;
use store::organisation::{self, RoomRow, room};

use super::list::{PAGE, Page};
use super::show::keeps;
use crate::{Ctx, Error, Result};

/// Days ahead on which another time is looked for, and how many are offered.
const AHEAD: i64 = 14;
const OFFERS: usize = 4;

/// A room of a list.
#[derive(Clone, Debug)]
pub struct RoomLine {
    /// The room.
    pub row: RoomRow,
    /// Whose.
    pub organisation: String,
    /// Free at the time asked for; nothing when none was.
    pub free: Option<bool>,
}

/// A time at which a room is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupied {
    /// From when until when.
    pub span: Span,
    /// The case and its parties, for those in whose reach it lies.
    pub case: Option<(CaseId, String)>,
}

/// A room with a week of its calendar.
#[derive(Clone, Debug)]
pub struct RoomView {
    /// The room.
    pub row: RoomRow,
    /// Whose.
    pub organisation: String,
    /// Whoever looks may change it.
    pub kept: bool,
    /// The first day of the week.
    pub monday: Day,
    /// When it is taken in that week.
    pub occupied: Vec<Occupied>,
}

/// What is offered instead of a session that can't be held as wished.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instead {
    /// Rooms that are free at that time; none when the mediator is not.
    pub rooms: Vec<(RoomId, String)>,
    /// The next times at which room and mediator are free.
    pub times: Vec<Moment>,
}

/// A page of rooms of a division that fit; `at` asks which are free then.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the directory.
pub async fn rooms(cx: &Ctx, wanted: &Wanted, at: Option<Span>, after: Option<RoomId>) -> Result<Page<RoomLine>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let Page { rows, more } = Page::cut(room::list(&reader, wanted, after, PAGE + 1).await?, PAGE);
    let owners: Vec<OrganisationId> = rows.iter().map(|row| row.organisation).collect();
    let names = organisation::names(&reader, &owners).await?;
    let ids: Vec<RoomId> = rows.iter().map(|row| row.id).collect();
    let taken: Option<BTreeSet<RoomId>> = match at {
        Some(at) => {
            let taken = calendar::taken(&reader, &ids, None, at.starts, at.ends).await?;
            Some(taken.into_iter().filter_map(|one| one.room).collect())
        }
        None => None,
    };
    let line = |row: RoomRow| RoomLine {
        organisation: names.get(&row.organisation).cloned().unwrap_or_default(),
        free: taken.as_ref().map(|taken| !taken.contains(&row.id)),
        row,
    };
    Ok(Page { rows: rows.into_iter().map(line).collect(), more })
}

/// One room with the week in which `day` lies.
///
/// # Errors
/// [`Error::NotFound`] when it is not there.
pub async fn show(cx: &Ctx, id: RoomId, day: Day) -> Result<RoomView> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let row = room::find(&reader, id).await?.ok_or(Error::NotFound)?;
    let owner = organisation::find(&reader, row.organisation).await?.ok_or(Error::NotFound)?;
    let monday = day.plus(1 - i64::from(day.weekday()));
    let (from, to) = (Moment::at(monday, 0, 0), Moment::at(monday.plus(7), 0, 0));
    let taken = calendar::taken(&reader, &[id], None, from, to).await?;
    // That a room is taken is no secret; by whom is told within reach only.
    let known: BTreeMap<_, _> = match cx.may_somewhere(Action::Deal(Deal::ListCases)) {
        Ok(_) => crate::case::desk::sessions(cx, monday, monday.plus(7)).await?.into_iter().map(|one| (one.id, one)).collect(),
        Err(_) => BTreeMap::new(),
    };
    let occupied = taken.iter().map(|one| Occupied {
        span: span(one),
        case: known.get(&one.id).map(|booked| (booked.case_id, format!("{}、{}", booked.worker_name, booked.employer_name))),
    });
    Ok(RoomView { kept: keeps(cx, &owner.division), occupied: occupied.collect(), organisation: owner.name, monday, row })
}

fn span(taken: &Taken) -> Span {
    Span { starts: taken.starts, ends: taken.ends }
}

/// What could be held instead of this session: another room at that time, the next times in that room.
///
/// # Errors
/// When the store can't be read.
pub async fn instead(cx: &Ctx, case: &Case, wanted: &Schedule) -> Result<Instead> {
    let reader = cx.app.store.read();
    let rooms: Vec<RoomRow> = room::of(&reader, &case.offices()).await?.into_iter().filter(|row| row.active).collect();
    let ids: Vec<RoomId> = rooms.iter().map(|row| row.id).collect();
    let (first, mediator) = (wanted.starts.day(), case.dispatch.mediator);
    let until = Moment::at(first.plus(AHEAD + 1), 0, 0);
    let taken = calendar::taken(&reader, &ids, mediator, Moment::at(first, 0, 0), until).await?;
    let minutes = wanted.minutes.get();
    let at = Span { starts: wanted.starts, ends: wanted.starts.plus_minutes(minutes) };
    let busy = |one: &Taken| mediator.is_some() && one.mediator == mediator;
    let mediator_free = !taken.iter().any(|one| busy(one) && span(one).meets(at));
    let is_free = |room: &&RoomRow| !taken.iter().any(|one| one.room == Some(room.id) && span(one).meets(at));
    let others = rooms.iter().filter(|room| mediator_free && Some(room.id) != wanted.room).filter(is_free);
    let others = others.map(|room| (room.id, room.name.clone())).collect();
    let in_the_way = taken.iter().filter(|one| busy(one) || one.room.is_some() && one.room == wanted.room);
    let in_the_way: Vec<Span> = in_the_way.map(span).collect();
    let days = (0..=AHEAD).map(|n| first.plus(n)).filter(|day| cx.calendar.is_workday(*day));
    Ok(Instead { rooms: others, times: free(&in_the_way, at.starts.max(cx.now), minutes, days, OFFERS) })
}
