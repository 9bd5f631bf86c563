//! The dispatch board: what waits to be given into somebody's hands, with proposals and their reasons; who was asked; the load beside it.

use app::case::board::{Load, Waiting, board};
use app::case::list::Listed;
use app::case::names;
use app::organisation::{Candidate, Ground, calendar};
use app::text;
use askama::Template;
use domain::access::{Action, rules};
use domain::case::Act;
use domain::kernel::id::{CaseId, OrganisationId};

use super::due::{clock, state};
use super::filter::{Sort, day_key, href, key_of};
use super::line::{Line, line, lines};
use super::list::{heading, shown_of};
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;
use crate::look::part::{Clock, Pager};
use crate::paging::pager;

/// How many organisations are proposed for a case.
const PROPOSALS: usize = 3;
/// How many of an organisation's mediators are named.
const NAMED: usize = 3;

/// A proposed mediator.
struct Mediator {
    name: String,
    reasons: String,
}

/// A proposal.
struct Proposal {
    name: String,
    kind: &'static str,
    reasons: Vec<String>,
    conflict: bool,
    mediators: Vec<Mediator>,
    href: Option<String>,
}

/// A case that waits.
struct Open {
    line: Line,
    handed_back: Option<String>,
    assign: Option<String>,
    report: Option<String>,
    proposals: Vec<Proposal>,
}

/// A case that an organisation was asked to take.
struct AskedLine {
    line: Line,
    organisation: String,
    clock: Option<Clock>,
}

#[derive(Template)]
#[template(path = "case/dispatch.html")]
struct Page {
    frame: Frame,
    open: Vec<Open>,
    pager: Pager,
    asked: Vec<AskedLine>,
    organisations: Vec<(String, i64, String)>,
    mediators: Vec<(String, i64, String)>,
    today: Vec<Today>,
    calendar: Option<String>,
}

/// Who is on duty or away today.
struct Today {
    name: String,
    what: String,
    away: bool,
    until: Option<String>,
    href: String,
}

/// The board.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let found = board(cx, day_key(asked.text("after"))).await?;
    let today = cx.now.day();
    let rows: Vec<Listed> = found.waiting.rows.iter().map(|one| &one.row).chain(&found.asked.rows).cloned().collect();
    let names = names::of_cases(cx, &rows).await?;
    let may = |act: Act| rules::anywhere(&cx.person, Action::Act(act)).is_some();
    let open = |waiting: &Waiting| {
        let row = &waiting.row;
        let to = |act: Act| format!("/cases/{}/acts/{}", row.id, act.code());
        Open {
            line: line(cx, row, &names),
            handed_back: waiting.handed_back.map(|at| text::moment(at, today.year())),
            assign: may(Act::Assign).then(|| to(Act::Assign)),
            report: (waiting.mass && may(Act::Report)).then(|| to(Act::Report)),
            proposals: waiting
                .candidates
                .iter()
                .take(PROPOSALS)
                .map(|one| proposal(row.id, row.office == one.organisation, one, may(Act::Assign)))
                .collect(),
        }
    };
    let asked_lines = found.asked.rows.iter().zip(lines(cx, &found.asked.rows, &names)).map(|(row, line)| AskedLine {
        organisation: names.organisation(row.asked).unwrap_or_default().to_owned(),
        clock: row.reply_by.map(|due| clock(state(due, today, 0), due, today, None)),
        line,
    });
    let offices: Vec<OrganisationId> = cx.person.grants.iter().map(|grant| grant.office).collect();
    let present = calendar::today(cx, &offices).await?.into_iter().map(|one| Today {
        until: (one.until > today).then(|| one.until.chinese()),
        name: one.name,
        what: one.what,
        away: one.away,
        href: format!("/records/{}", one.record),
    });
    let shown_now = found.waiting.rows.len();
    let last = found.waiting.rows.last().filter(|_| found.waiting.more);
    let next = last.map(|one| key_of(Sort::Due, &one.row));
    shown(&Page {
        frame: visitor.frame(heading("dispatch", "dispatch_none", found.all_waiting)),
        open: found.waiting.rows.iter().map(open).collect(),
        pager: pager("/dispatch", &asked, shown_of(shown_now, found.all_waiting), next),
        asked: asked_lines.collect(),
        organisations: found.organisations.iter().map(|load| loaded(load, "/organisations")).collect(),
        today: present.collect(),
        calendar: offices.first().map(|office| format!("/duty?organisation={office}")),
        mediators: found.mediators.iter().map(|load| loaded(load, "/mediators")).collect(),
    })
}

fn loaded<Id: std::fmt::Display>(load: &Load<Id>, path: &str) -> (String, i64, String) {
    (load.name.clone(), load.cases, format!("{path}/{}", load.id))
}

fn proposal(case: CaseId, here: bool, candidate: &Candidate, may: bool) -> Proposal {
    let case = format!("/cases/{case}/acts/{}", Act::Assign.code());
    let organisation = candidate.organisation.to_string();
    let best = candidate.mediators.iter().find(|mediator| !mediator.conflict).map(|mediator| mediator.account.to_string());
    let link = match (here, &best) {
        (true, Some(mediator)) => href(&case, [("mode", "here"), ("mediator", mediator.as_str())]),
        (true, None) => href(&case, [("mode", "here")]),
        (false, _) => href(&case, [("mode", "pass"), ("organisation", organisation.as_str())]),
    };
    Proposal {
        name: candidate.name.clone(),
        kind: text::code("organisation_kind", candidate.kind.code()),
        reasons: candidate.reasons.iter().map(ground).collect(),
        conflict: candidate.conflict,
        mediators: candidate
            .mediators
            .iter()
            .take(NAMED)
            .map(|mediator| Mediator {
                name: mediator.name.clone(),
                reasons: mediator.reasons.iter().map(ground).collect::<Vec<_>>().join(text::code("format", "list")),
            })
            .collect(),
        href: (may && !candidate.conflict).then_some(link),
    }
}

/// A reason in words.
fn ground(ground: &Ground) -> String {
    text::phrase("ground", ground.code, &ground.params)
}
