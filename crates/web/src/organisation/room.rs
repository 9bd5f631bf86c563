//! Rooms: a list that finds one by seats, equipment and time, and one room with its week and its history.

use app::organisation::room::{Occupied, RoomLine, Wanted, rooms, show as room};
use app::organisation::table::{self, Rooms};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::access::rules::Deal;
use domain::kernel::id::{RecordId, RoomId};
use domain::kernel::{Day, Moment};
use domain::mediation::room::Span;

use super::history::{History, history};
use super::past;
use crate::access::shown::frame;
use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

/// Minutes of a session when none are said.
const MINUTES: i64 = 120;

struct Line {
    name: String,
    href: String,
    organisation: String,
    organisation_href: String,
    seats: i64,
    online: bool,
    active: bool,
    free: Option<bool>,
}

#[derive(Template)]
#[template(path = "organisation/rooms.html")]
struct List {
    frame: Frame,
    rooms: Vec<Line>,
    division: String,
    seats: String,
    online: bool,
    words: String,
    closed_too: bool,
    starts: String,
    minutes: i64,
    /// The time that was asked for, in words.
    at: Option<String>,
    /// Only rooms that are free then.
    free: bool,
    pager: Pager,
    /// The table that goes out, narrowed as the list is.
    table: String,
    yesterday: String,
    keeps: bool,
}

fn line(one: RoomLine) -> Line {
    Line {
        href: format!("/rooms/{}", one.row.id),
        organisation_href: format!("/organisations/{}", one.row.organisation),
        name: one.row.name,
        organisation: one.organisation,
        seats: one.row.seats,
        online: one.row.online,
        active: one.row.active,
        free: one.free,
    }
}

fn minutes(asked: &Asked) -> i64 {
    asked.parsed::<i64>("minutes").unwrap_or(MINUTES).clamp(15, 480)
}

/// What the address narrows the list to, and the time that it asks for.
fn wanted(visitor: &Visitor, asked: &Asked) -> (Wanted, Option<Span>) {
    let own = visitor.session.grants.first().map(|grant| grant.division.as_str()).unwrap_or_default();
    let at = asked.parsed::<Moment>("starts").map(|starts| Span { starts, ends: starts.plus_minutes(minutes(asked)) });
    let wanted = Wanted {
        area: Some(asked.text("division")).filter(|code| !code.is_empty()).unwrap_or(own).to_owned(),
        seats: asked.parsed::<i64>("seats").unwrap_or(0).clamp(0, 500),
        online: asked.text("online") == "1",
        words: Some(asked.text("q").trim().to_owned()).filter(|words| !words.is_empty()),
        closed_too: asked.text("closed") == "1",
        free: at.filter(|_| asked.text("free") == "1").map(|at| (at.starts, at.ends)),
    };
    (wanted, at)
}

/// The rooms as XLSX, narrowed as the list is.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    if let Some(day) = past::asked_for(&visitor, &asked) {
        return past::export::<Rooms>(&visitor, day, &asked).await;
    }
    let bytes = table::export_rooms(&visitor.cx, &wanted(&visitor, &asked).0).await?;
    Ok(handed::xlsx(text::code("nav", "rooms"), "rooms", bytes))
}

/// Rooms that fit what the address asks for, on each page the free ones first when it names a time.
pub async fn list(visitor: Visitor, asked: Asked) -> Answer {
    if let Some(day) = past::asked_for(&visitor, &asked) {
        return past::page::<Rooms>(&visitor, day, &asked).await;
    }
    let (wanted, at) = wanted(&visitor, &asked);
    let mut found = rooms(&visitor.cx, &wanted, at, asked.parsed("after")).await?;
    let next = found.rows.last().filter(|_| found.more).map(|one| one.row.id.to_string());
    let told = text::phrase("page_access", "shown", &[("count", found.rows.len().to_string())]);
    found.rows.sort_by_key(|one| one.free == Some(false));
    let narrowing = ["q", "division", "seats", "online", "closed", "free", "starts", "minutes"].map(|name| (name, asked.text(name)));
    shown(&List {
        frame: visitor.frame(text::code("page_room", "list")),
        pager: pager("/rooms", &asked, told, next),
        yesterday: visitor.cx.now.day().plus(-1).to_string(),
        table: href("/rooms.xlsx", narrowing.into_iter().filter(|(_, text)| !text.is_empty())),
        keeps: visitor.may(Deal::KeepDirectory),
        rooms: found.rows.into_iter().map(line).collect(),
        seats: Some(wanted.seats).filter(|seats| *seats > 0).map(|seats| seats.to_string()).unwrap_or_default(),
        starts: at.map(|at| at.starts.to_string()).unwrap_or_default(),
        minutes: minutes(&asked),
        at: at.map(|at| format!("{}–{}", at.starts.chinese(), at.ends.clock_text())),
        free: wanted.free.is_some(),
        division: wanted.area,
        online: wanted.online,
        words: wanted.words.unwrap_or_default(),
        closed_too: wanted.closed_too,
    })
}

struct DayLine {
    name: String,
    date: String,
    weekday: String,
    off: bool,
    taken: Vec<(String, Option<(String, String)>)>,
}

#[derive(Template)]
#[template(path = "organisation/room.html")]
struct Page {
    frame: Frame,
    organisation: (String, String),
    seats: i64,
    online: bool,
    active: bool,
    kept: bool,
    span: String,
    before: String,
    after: String,
    this: Option<String>,
    days: Vec<DayLine>,
    history: History,
}

fn taken(one: &Occupied, opens: bool) -> (String, Option<(String, String)>) {
    let clock = format!("{}–{}", one.span.starts.clock_text(), one.span.ends.clock_text());
    (clock, one.case.as_ref().filter(|_| opens).map(|(case, sides)| (format!("/cases/{case}?tab=sessions"), sides.clone())))
}

/// One room with a week of its calendar; `?week=` names a day of the week, `?at=` asks how the room stood.
pub async fn page(visitor: Visitor, Path(id): Path<String>, asked: Asked) -> Answer {
    let id: RoomId = id.parse()?;
    let today = visitor.cx.now.day();
    // On a weekend people look at the week that comes.
    let now = if today.is_weekend() { today.plus(2) } else { today };
    let found = room(&visitor.cx, id, asked.parsed("week").unwrap_or(now)).await?;
    let here = format!("/rooms/{id}");
    let to = |week: Day| href(&here, [("week", week.to_string().as_str())]);
    let opens = visitor.may(Deal::ReadCase);
    let days = (0..7).map(|n| found.monday.plus(n)).map(|day| DayLine {
        name: text::day(day, today.year()),
        date: day.to_string(),
        weekday: text::code("weekday", &day.weekday().to_string()).to_owned(),
        off: day.is_weekend(),
        taken: found.occupied.iter().filter(|one| one.span.starts.day() == day).map(|one| taken(one, opens)).collect(),
    });
    let days = days.collect();
    let this = now.plus(1 - i64::from(now.weekday()));
    shown(&Page {
        span: format!("{} — {}", text::day(found.monday, today.year()), text::day(found.monday.plus(6), today.year())),
        before: to(found.monday.plus(-7)),
        after: to(found.monday.plus(7)),
        this: (found.monday != this).then(|| to(now)),
        days,
        history: history(&visitor, RecordId(id.0), here.clone(), &asked).await?,
        organisation: (format!("/organisations/{}", found.row.organisation), found.organisation.clone()),
        seats: found.row.seats,
        online: found.row.online,
        active: found.row.active,
        kept: found.kept,
        frame: Frame { kicker: found.organisation, ..frame(&visitor, found.row.name, asked.text("done")) },
    })
}
