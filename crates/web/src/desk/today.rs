//! The desk: what is due first, today's sessions, what waits for me or my window, what has stopped. Whoever has no cases finds a door
//! to what they do.

use app::case::desk::{Booked, desk};
use app::case::disposal::{self, Which, count};
use app::case::list::{self, Filter, Listed};
use app::case::names;
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::Day;
use domain::mediation::SessionResult;

use crate::case::line::{Line, lines};
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::{Frame, NavItem, Tone};
use crate::look::part::Chip;

/// Lines that are due in one span of time.
struct Group {
    tone: &'static str,
    code: Span,
    all: i64,
    /// Not all of them are shown.
    cut: bool,
    lines: Vec<Line>,
}

/// A span of time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Span {
    Over,
    Today,
    Week,
    Later,
}

/// A session of today.
pub(crate) struct SessionLine {
    /// When it begins.
    pub(crate) clock: String,
    /// The day and time for machines.
    pub(crate) stamp: String,
    /// When it is to end.
    pub(crate) until: String,
    /// Its case; nothing for somebody who may see lists only.
    pub(crate) href: Option<String>,
    /// Worker's side.
    pub(crate) worker: String,
    /// Employer's side.
    pub(crate) employer: String,
    /// Its number in the case.
    pub(crate) number: i64,
    /// How it is held.
    pub(crate) means: &'static str,
    /// Room or place.
    pub(crate) place: String,
    /// Who mediates.
    pub(crate) mediator: String,
    /// What came out.
    pub(crate) result: Option<Chip>,
    /// Was cancelled.
    pub(crate) cancelled: bool,
}

#[derive(Template)]
#[template(path = "desk/today.html")]
struct Desk {
    frame: Frame,
    overdue: i64,
    due_today: i64,
    sessions: Vec<SessionLine>,
    waiting: i64,
    groups: Vec<Group>,
    mine: Vec<Line>,
    window: Vec<Line>,
    stuck: Vec<Line>,
    register: bool,
    receive: bool,
    own: i64,
    /// Dossiers that need no longer be kept.
    expired: i64,
    empty: bool,
}

/// A line of the navigation with what it is for.
struct Door {
    item: NavItem,
    words: String,
}

#[derive(Template)]
#[template(path = "desk/door.html")]
struct Doors {
    frame: Frame,
    doors: Vec<Door>,
}

/// The desk of whoever asks.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    if !visitor.may(Deal::ReadCase) {
        return door(&visitor);
    }
    let cx = &visitor.cx;
    let now = cx.now.day();
    let found = desk(cx).await?;
    let before = |day: Day| Filter { due_before: Some(day), ..Filter::default() };
    let until_week = list::count(cx, &before(now.plus(8))).await?;
    let until_ever = list::count(cx, &before(now.plus(36_500))).await?;
    let own = list::count(cx, &Filter { mediator: Some(cx.person.account), stages: list::open_stages(), ..Filter::default() }).await?;
    let mine = Filter { waiting_person: Some(cx.person.account), stages: list::open_stages(), ..Filter::default() };
    let waiting = list::count(cx, &mine).await?;
    let all: Vec<Listed> = [&found.due, &found.mine, &found.window, &found.stuck].into_iter().flatten().cloned().collect();
    let directory = names::of_cases(cx, &all).await?;
    let spans = [
        (Span::Over, "over", found.overdue),
        (Span::Today, "near", found.today),
        (Span::Week, "", until_week - found.overdue - found.today),
        (Span::Later, "", until_ever - until_week),
    ];
    let groups = spans.into_iter().filter_map(|(code, tone, all)| {
        let due: Vec<Listed> = found.due.iter().filter(|row| row.next_due.is_some_and(|due| span(due, now) == code)).cloned().collect();
        (!due.is_empty()).then(|| Group {
            tone,
            code,
            all,
            cut: i64::try_from(due.len()).is_ok_and(|shown| shown < all),
            lines: lines(cx, &due, &directory),
        })
    });
    let sessions = found.sessions.iter().filter(|session| !session.cancelled).cloned().collect::<Vec<_>>();
    let rooms = names::of_sessions(cx, &sessions).await?;
    let due = found.overdue + found.today;
    let title = crate::case::list::heading("desk_due", "desk_clear", due);
    let mut frame = visitor.frame_done(title, asked.text("done"));
    frame.kicker = format!("{}　{}", now.chinese(), text::code("weekday", &now.weekday().to_string()));
    shown(&Desk {
        frame,
        overdue: found.overdue,
        due_today: found.today,
        waiting,
        groups: groups.collect(),
        sessions: sessions.iter().map(|session| session_line(session, &rooms)).collect(),
        mine: lines(cx, &found.mine, &directory),
        window: lines(cx, &found.window, &directory),
        stuck: lines(cx, &found.stuck, &directory),
        register: visitor.may(Deal::Register),
        receive: visitor.may(Deal::Receive),
        own,
        expired: if visitor.may(Deal::Disposal) { expired(cx).await? } else { 0 },
        empty: found.due.is_empty(),
    })
}

/// How many dossiers need no longer be kept.
async fn expired(cx: &app::Ctx) -> app::Result<i64> {
    count(cx, disposal::Filter { which: Which::Due(cx.now.day()), kind: None }).await
}

fn span(due: Day, today: Day) -> Span {
    match today.days_until(due) {
        left if left < 0 => Span::Over,
        0 => Span::Today,
        left if left <= 7 => Span::Week,
        _ => Span::Later,
    }
}

/// A session in words.
pub(crate) fn session_line(session: &Booked, names: &names::Directory) -> SessionLine {
    SessionLine {
        clock: session.starts.clock_text(),
        stamp: session.starts.to_string(),
        until: session.ends.clock_text(),
        href: Some(format!("/cases/{}?tab=sessions", session.case_id)),
        worker: session.worker_name.clone(),
        employer: session.employer_name.clone(),
        number: session.number,
        means: text::code("session_means", session.means.code()),
        place: names.room(session.room).map(str::to_owned).or_else(|| session.place.clone()).unwrap_or_default(),
        mediator: names.account(session.mediator).unwrap_or_default().to_owned(),
        result: session.result.map(|result| {
            let tone = match result {
                SessionResult::Agreed | SessionResult::PartlyAgreed => Tone::Ok,
                SessionResult::Adjourned => Tone::Info,
                SessionResult::NotAgreed | SessionResult::PartyAbsent => Tone::Plain,
            };
            Chip {
                icon: if tone == Tone::Plain { "close" } else { tone.icon() },
                ..Chip::new(tone, text::code("session_result", result.code()))
            }
        }),
        cancelled: session.cancelled,
    }
}

/// The way to what somebody does who has no cases.
fn door(visitor: &Visitor) -> Answer {
    let frame = visitor.frame(text::code("heading", "desk_door"));
    let doors = frame
        .nav
        .iter()
        .filter(|item| !item.current)
        .map(|item| Door { words: text::code("desk_link", item.href.trim_start_matches('/')).to_owned(), item: item.clone() })
        .collect();
    shown(&Doors { frame, doors })
}
