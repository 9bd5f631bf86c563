//! What the house itself does to the clocks of cases: reminders by rule, and a new calendar. The system acts, through the same door.

use domain::case::event::ClockReminded;
use domain::case::timing::moved_by;
use domain::case::{Actor, Case, Outcome};
use domain::kernel::Day;
use domain::kernel::id::CaseId;
use domain::periods::{Calendar, Clock, Role as ClockRole};
use store::Tx;
use store::case::{clock, log, notice};

use super::{act, consequence};
use crate::text::phrase;
use crate::{App, Ctx, Result};

/// Cases looked at in one go.
const PAGE: i64 = 200;
/// Hours of the day between which a reminder may go out.
pub const HOURS: std::ops::Range<u8> = 9..18;

/// Gives the reminders that are to be given today, each once; never at night or on a day off. Gives how many.
pub(crate) async fn remind(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let (today, calendar) = (now.day(), app.calendar());
    if !HOURS.contains(&now.clock().0) || !calendar.is_workday(today) {
        return Ok(0);
    }
    let mut until = today;
    while !calendar.is_workday(until.plus(1)) && today.days_until(until) < 30 {
        until = until.plus(1);
    }
    let (mut given, mut after) = (0, None);
    loop {
        let ids = clock::to_remind(&app.store.read(), today, until, after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(given) };
        after = Some(*last);
        for id in ids {
            match remind_of(app, id).await {
                Ok(count) => given += count,
                // One case that can't be reminded of must not keep the others waiting.
                Err(error) => tracing::error!(case.id = %id, error = ?error, "no reminder for this case"),
            }
        }
    }
}

async fn remind_of(app: &App, id: CaseId) -> Result<usize> {
    let cx = app.as_system();
    app.store.write(move |tx| Box::pin(async move { remind_in(&cx, tx, id).await })).await
}

async fn remind_in(cx: &Ctx, tx: &Tx, id: CaseId) -> Result<usize> {
    let case = load(tx, id).await?;
    let today = cx.now.day();
    let due = |(place, clock): (usize, &Clock)| Some((place, clock.reminder(&cx.calendar, today)?));
    let due: Vec<(usize, i64)> = case.clocks.iter().enumerate().filter_map(due).collect();
    let mut outcome = Outcome::default();
    for (place, before) in &due {
        let Some(clock) = case.clocks.get(*place) else { continue };
        outcome = outcome.and(ClockReminded { clock: *place, before: *before, due: clock.due() });
        tell(cx, tx, &case, clock).await?;
    }
    if !due.is_empty() {
        act::write(cx, tx, case, &Actor::SYSTEM, outcome).await?;
    }
    Ok(due.len())
}

/// Rights of the parties are told to the parties, duties of the office to the office that has the case in hand.
async fn tell(cx: &Ctx, tx: &Tx, case: &Case, clock: &Clock) -> Result<()> {
    let text = |code: &str| {
        let params = [
            ("number", case.number.clone()),
            ("title", clock.title.clone()),
            ("due", clock.due().chinese()),
            ("effect", clock.effect.clone()),
        ];
        phrase("message", code, &params)
    };
    match clock.role {
        role if role.is_right() => {
            consequence::to_parties(cx, tx, case, &text("window_closes")).await?;
            // The office keeps the package: it helps to hand it in.
            match case.handler().filter(|_| clock.role != ClockRole::Limitation) {
                Some(office) => consequence::to_organisation(cx, tx, case, office, &text("window_closes")).await,
                None => Ok(()),
            }
        }
        _ => match case.handler() {
            Some(office) => consequence::to_organisation(cx, tx, case, office, &text("period_ends")).await,
            None => Ok(()),
        },
    }
}

/// The parties were told of another last day before.
async fn tell_moved(cx: &Ctx, tx: &Tx, case: &Case, clock: &Clock, from: Day) -> Result<()> {
    let params =
        [("number", case.number.clone()), ("title", clock.title.clone()), ("from", from.chinese()), ("due", clock.due().chinese())];
    consequence::to_parties(cx, tx, case, &phrase("message", "window_moved", &params)).await
}

/// A clock that a new calendar moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Of which case.
    pub number: String,
    /// What must be done by then.
    pub title: String,
    /// Due until now.
    pub from: Day,
    /// Due by the new calendar.
    pub to: Day,
}

/// The running clocks that `calendar` moves.
///
/// # Errors
/// Of the database.
pub async fn moves(app: &App, calendar: &Calendar) -> Result<Vec<Move>> {
    let mut found = Vec::new();
    for id in touched(app).await? {
        let case = Case::replay(id, &log::load(&app.store.read(), id).await?);
        for moved in moved_by(&case, &app.rules, calendar) {
            let Some(clock) = case.clocks.get(moved.clock) else { continue };
            found.push(Move { number: case.number.clone(), title: clock.title.clone(), from: clock.deadline.due, to: moved.deadline.due });
        }
    }
    Ok(found)
}

/// Keeps a notice and moves the running clocks by it, with an event each. Gives how many moved; none when it was kept before.
///
/// # Errors
/// Of the database.
pub async fn take_notice(app: &App, lines: &str, calendar: Calendar, source: &str) -> Result<Option<usize>> {
    let notice = notice::Notice {
        version: calendar.version().to_owned(),
        lines: lines.to_owned(),
        source: source.to_owned(),
        imported_at: app.clock.now(),
    };
    if !app.store.write(move |tx| Box::pin(async move { notice::keep(tx, &notice).await })).await? {
        return Ok(None);
    }
    app.almanac.turn_to(calendar);
    move_all(app).await.map(Some)
}

/// Moves every running clock that the present calendar moves. Interrupted, it can be done again: what moved does not move twice.
///
/// # Errors
/// Of the database.
pub async fn move_all(app: &App) -> Result<usize> {
    let mut count = 0;
    for id in touched(app).await? {
        let cx = app.as_system();
        count += app.store.write(move |tx| Box::pin(async move { move_in(&cx, tx, id).await })).await?;
    }
    Ok(count)
}

async fn move_in(cx: &Ctx, tx: &Tx, id: CaseId) -> Result<usize> {
    let case = load(tx, id).await?;
    let moved = moved_by(&case, &cx.app.rules, &cx.calendar);
    let count = moved.len();
    if count == 0 {
        return Ok(0);
    }
    let before: Vec<(usize, Day)> = moved.iter().filter_map(|one| Some((one.clock, case.clocks.get(one.clock)?.due()))).collect();
    let (case, _) = act::write(cx, tx, case, &Actor::SYSTEM, moved.into_iter().fold(Outcome::default(), Outcome::and)).await?;
    for (place, from) in before {
        if let Some(clock) = case.clocks.get(place).filter(|clock| clock.role.is_right() && clock.due() != from) {
            tell_moved(cx, tx, &case, clock, from).await?;
        }
    }
    Ok(count)
}

/// Reads the notices that were imported, over the calendar that came with the program; gives whether one is new.
///
/// # Errors
/// Of the database, or a kept notice that can't be read.
pub async fn reload_calendar(app: &App) -> Result<bool> {
    let notices = notice::all(&app.store.read()).await?;
    let Some(newest) = notices.last() else { return Ok(false) };
    if app.calendar().version() == newest.version {
        return Ok(false);
    }
    let mut calendar = Calendar::clone(&app.calendar());
    for notice in &notices {
        let read =
            Calendar::parse(&notice.lines, &notice.version).map_err(|why| crate::Error::Corrupt(format!("calendar notice: {why}")))?;
        calendar = calendar.with(&read);
    }
    app.almanac.turn_to(calendar);
    Ok(true)
}

/// Cases with a clock that is due today or later: the past does not move.
async fn touched(app: &App) -> Result<Vec<CaseId>> {
    let from = app.clock.now().day();
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let ids = clock::due_from(&app.store.read(), from, after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(all) };
        after = Some(*last);
        all.extend(ids);
    }
}

async fn load(tx: &Tx, id: CaseId) -> Result<Case> {
    tx.lock_row("case_row", id).await?;
    Ok(Case::replay(id, &log::load(tx, id).await?))
}
