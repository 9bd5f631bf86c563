//! The calendar: a week of sessions as a list by day, and by room beside it; narrowed to a mediator or a room.

use std::collections::BTreeMap;

use app::case::desk::{Booked, sessions};
use app::case::names::{self, Directory};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::Day;
use domain::kernel::id::{AccountId, RoomId};

use super::filter::href;
use super::list::heading;
use crate::desk::today::{SessionLine, session_line};
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

/// A day of the week.
struct DayLine {
    name: String,
    weekday: String,
    date: String,
    today: bool,
    off: bool,
    sessions: Vec<SessionLine>,
}

/// A room through the week: for each day the times and cases.
struct RoomLine {
    name: String,
    days: Vec<Vec<(String, String)>>,
}

/// A choice of a filter: value, words, chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "case/calendar.html")]
struct Page {
    frame: Frame,
    span: String,
    week: String,
    before: String,
    after: String,
    this: Option<String>,
    days: Vec<DayLine>,
    rooms: Vec<RoomLine>,
    mediators: Vec<Choice>,
    places: Vec<Choice>,
    any: bool,
    held: usize,
}

/// The week that the address names, or this one.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let today = cx.now.day();
    let asked_day: Day = asked.parsed("week").unwrap_or(today);
    let monday = asked_day.plus(1 - i64::from(asked_day.weekday()));
    let all = sessions(cx, monday, monday.plus(7)).await?;
    let names = names::of_sessions(cx, &all).await?;
    let mediator: Option<AccountId> = if asked.text("mediator") == "me" { Some(cx.person.account) } else { asked.parsed("mediator") };
    let room: Option<RoomId> = asked.parsed("room");
    let fits = |session: &&Booked| mediator.is_none_or(|id| session.mediator == Some(id)) && room.is_none_or(|id| session.room == Some(id));
    let kept: Vec<Booked> = all.iter().filter(fits).cloned().collect();
    let held = kept.iter().filter(|session| !session.cancelled).count();
    let opens = visitor.may(Deal::ReadCase);
    let days = (0..7).map(|n| {
        let day = monday.plus(n);
        let of_day = kept.iter().filter(|session| session.starts.day() == day);
        DayLine {
            name: text::day(day, today.year()),
            weekday: text::code("weekday", &day.weekday().to_string()).to_owned(),
            date: day.to_string(),
            today: day == today,
            off: day.is_weekend(),
            sessions: of_day
                .map(|session| SessionLine {
                    href: Some(format!("/cases/{}?tab=sessions", session.case_id)).filter(|_| opens),
                    ..session_line(session, &names)
                })
                .collect(),
        }
    });
    let to = |week: Day| {
        let week = week.to_string();
        let rest = [("mediator", asked.text("mediator")), ("room", asked.text("room"))].into_iter().filter(|(_, value)| !value.is_empty());
        href("/calendar", std::iter::once(("week", week.as_str())).chain(rest))
    };
    let this_monday = today.plus(1 - i64::from(today.weekday()));
    shown(&Page {
        frame: visitor.frame(heading("calendar", "calendar_none", i64::try_from(held).unwrap_or(0))),
        span: format!("{} — {}", text::day(monday, today.year()), text::day(monday.plus(6), today.year())),
        week: monday.to_string(),
        before: to(monday.plus(-7)),
        after: to(monday.plus(7)),
        this: (monday != this_monday).then(|| to(this_monday)),
        days: days.collect(),
        rooms: by_room(&kept, &names, monday),
        mediators: mediators(&all, &names, asked.text("mediator")),
        places: rooms(&all, &names, asked.text("room")),
        any: mediator.is_some() || room.is_some(),
        held,
    })
}

fn by_room(sessions: &[Booked], names: &Directory, monday: Day) -> Vec<RoomLine> {
    let mut rooms: BTreeMap<RoomId, Vec<&Booked>> = BTreeMap::new();
    for session in sessions.iter().filter(|session| !session.cancelled) {
        if let Some(room) = session.room {
            rooms.entry(room).or_default().push(session);
        }
    }
    let line = |(room, booked): (RoomId, Vec<&Booked>)| RoomLine {
        name: names.room(Some(room)).unwrap_or_default().to_owned(),
        days: (0..7)
            .map(|n| {
                let of_day = booked.iter().filter(|session| session.starts.day() == monday.plus(n));
                of_day
                    .map(|session| (format!("{}–{}", session.starts.clock_text(), session.ends.clock_text()), session.worker_name.clone()))
                    .collect()
            })
            .collect(),
    };
    let mut lines: Vec<RoomLine> = rooms.into_iter().map(line).collect();
    lines.sort_by(|one, other| one.name.cmp(&other.name));
    lines
}

fn mediators(sessions: &[Booked], names: &Directory, chosen: &str) -> Vec<Choice> {
    let mut found: Vec<(String, String)> =
        sessions.iter().filter_map(|session| Some((session.mediator?.to_string(), names.account(session.mediator)?.to_owned()))).collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found.dedup();
    let fixed = [(String::new(), text::code("filter", "all").to_owned()), ("me".to_owned(), text::code("filter", "me").to_owned())];
    fixed.into_iter().chain(found).map(|(code, words)| (code.clone(), words, code == chosen)).collect()
}

fn rooms(sessions: &[Booked], names: &Directory, chosen: &str) -> Vec<Choice> {
    let mut found: Vec<(String, String)> =
        sessions.iter().filter_map(|session| Some((session.room?.to_string(), names.room(session.room)?.to_owned()))).collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found.dedup();
    let all = (String::new(), text::code("filter", "all").to_owned());
    std::iter::once(all).chain(found).map(|(code, words)| (code.clone(), words, code == chosen)).collect()
}
