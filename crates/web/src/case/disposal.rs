//! Filed dossiers whose time is over, and what became of them: a list that leads to the acts, and the record of destruction as a sheet.

use app::case::disposal::{self, Dossier, Filter, Which, count, xlsx};
use app::text;
use askama::Template;
use domain::case::Act;
use domain::closing::{DisposalState, DossierKind};
use domain::kernel::Day;

use super::filter::{day_key, href};
use super::list::{heading, shown_of};
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

/// What can be asked for: the code in the address, and how the heading begins.
const STATES: [(&str, &str, &str); 5] = [
    ("due", "disposal_due", "disposal_due_none"),
    ("proposed", "disposal_proposed", "disposal_proposed_none"),
    ("approved", "disposal_approved", "disposal_approved_none"),
    ("destroyed", "disposal_destroyed", "disposal_destroyed_none"),
    ("kept", "disposal_kept", "disposal_kept_none"),
];

struct Link {
    href: String,
    label: &'static str,
    here: bool,
}

struct Line {
    href: String,
    worker: String,
    employer: String,
    number: String,
    volume: String,
    kind: &'static str,
    archived: String,
    keep_until: String,
    destroyed: Option<String>,
    /// What comes next: address and words.
    next: Option<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "case/disposal.html")]
struct Page {
    frame: Frame,
    state: &'static str,
    states: Vec<Link>,
    kinds: Vec<Link>,
    lines: Vec<Line>,
    pager: Pager,
    export: Option<String>,
}

/// What the address asks for, with its code and words.
fn read(asked: &Asked, today: Day) -> (&'static (&'static str, &'static str, &'static str), Filter) {
    let [first, rest @ ..] = &STATES;
    let found = rest.iter().find(|(code, ..)| *code == asked.text("state")).unwrap_or(first);
    let which = match found.0.parse::<DisposalState>() {
        Ok(state) => Which::In(state),
        Err(_) => Which::Due(today),
    };
    (found, Filter { which, kind: asked.text("kind").parse::<DossierKind>().ok() })
}

/// The dossiers that the address asks for.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let today = cx.now.day();
    let ((state, some, none), filter) = read(&asked, today);
    let found = disposal::page(cx, filter, day_key(asked.text("after"))).await?;
    let all = count(cx, filter).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| format!("{}_{}", row.keep_until, row.id));
    let kind = filter.kind.map_or("", DossierKind::code);
    let to = |state: &str, kind: &str| {
        let given = [("state", state), ("kind", kind)];
        href("/disposal", given.into_iter().filter(|(_, value)| !value.is_empty()))
    };
    let kinds = std::iter::once("").chain(DossierKind::CODES.iter().copied()).map(|code| Link {
        href: to(state, code),
        label: if code.is_empty() { text::code("disposal_page", "all") } else { text::code("dossier_kind", code) },
        here: code == kind,
    });
    let states =
        STATES.iter().map(|(code, ..)| Link { href: to(code, kind), label: text::code("disposal_page", code), here: code == state });
    shown(&Page {
        frame: visitor.frame(heading(some, none, all)),
        state,
        states: states.collect(),
        kinds: kinds.collect(),
        lines: found.rows.iter().map(|row| line(&visitor, row, today)).collect(),
        pager: pager("/disposal", &asked, shown_of(found.rows.len(), all), next),
        export: (all > 0).then(|| to(state, kind).replacen("/disposal", "/disposal.xlsx", 1)),
    })
}

fn line(visitor: &Visitor, row: &Dossier, today: Day) -> Line {
    let day = |day: Day| text::day(day, today.year());
    let act = match row.disposal {
        DisposalState::Kept => Some(Act::ProposeDisposal).filter(|_| today > row.keep_until),
        DisposalState::Proposed => Some(Act::DecideDisposal),
        DisposalState::Approved => Some(Act::Destroy),
        DisposalState::Destroyed => None,
    };
    Line {
        href: format!("/cases/{}", row.id),
        worker: row.worker_name.clone(),
        employer: row.employer_name.clone(),
        number: row.number.clone(),
        volume: row.volume.clone(),
        kind: text::code("dossier_kind", row.dossier_kind.code()),
        archived: day(row.archived),
        keep_until: day(row.keep_until),
        destroyed: row.destroyed.map(day),
        next: act
            .filter(|act| visitor.may_act(*act))
            .map(|act| (format!("/cases/{}/acts/{}", row.id, act.code()), text::code("act", act.code()))),
    }
}

/// The record of destruction as a spreadsheet.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let ((state, ..), filter) = read(&asked, cx.now.day());
    let told = filter.kind.map_or_else(|| (*state).to_owned(), |kind| format!("{state} {kind}"));
    let bytes = xlsx(cx, filter, &told).await?;
    let today = cx.now.day().to_string();
    let name = text::phrase("disposal_column", "file", &[("day", today.replace('-', ""))]);
    Ok(handed::xlsx(&name, &format!("disposal-{today}"), bytes))
}
