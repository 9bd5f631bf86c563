//! What agreements owe: obligations past their day and coming, and return visits due; each leads to its act.

use app::Ctx;
use app::case::desk::{Owed, VisitDue, owed, visits};
use app::text;
use askama::Template;
use domain::access::{Action, rules};
use domain::agreement::ObligationKind;
use domain::case::Act;
use domain::kernel::Day;

use super::due::{clock, state};
use super::filter::day_key;
use super::list::heading;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;
use crate::look::part::{Clock, Pager};
use crate::paging::pager_of;

/// Days ahead that the page looks.
const AHEAD: i64 = 30;

/// A link to an act on a case.
struct Way {
    href: String,
    words: &'static str,
}

/// An obligation.
struct Obligation {
    clock: Clock,
    what: &'static str,
    amount: String,
    paid: String,
    left: String,
    breached: Option<String>,
    href: Option<String>,
    worker: String,
    employer: String,
    number: String,
    ways: Vec<Way>,
}

/// A return visit.
struct Visit {
    clock: Clock,
    kind: &'static str,
    href: Option<String>,
    worker: String,
    employer: String,
    number: String,
    way: Option<Way>,
}

#[derive(Template)]
#[template(path = "case/performance.html")]
struct Page {
    frame: Frame,
    ahead: i64,
    obligations: Vec<Obligation>,
    owed_pager: Pager,
    visits: Vec<Visit>,
    visits_pager: Pager,
}

/// What is owed and who is to be visited.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let today = cx.now.day();
    let before = today.plus(AHEAD);
    let due = owed(cx, before, day_key(asked.text("after"))).await?;
    let calls = visits(cx, before, day_key(asked.text("visits_after"))).await?;
    let late = app::case::desk::owed_before(cx, today).await?;
    let next_owed = due.rows.last().filter(|_| due.more).map(|row| format!("{}_{}", row.due, row.id));
    let next_visits = calls.rows.last().filter(|_| calls.more).map(|row| format!("{}_{}", row.due, row.id));
    let pager = |list, shown: usize, next| {
        let told = text::phrase("pager", "rows", &[("shown", shown.to_string())]);
        pager_of(list, "/performance", &asked, told, next)
    };
    shown(&Page {
        frame: visitor.frame(heading("performance", "performance_none", late)),
        ahead: AHEAD,
        owed_pager: pager("", due.rows.len(), next_owed),
        obligations: due.rows.iter().map(|row| obligation(cx, row, today)).collect(),
        visits_pager: pager("visits_", calls.rows.len(), next_visits),
        visits: calls.rows.iter().map(|row| visit(cx, row, today)).collect(),
    })
}

fn may(cx: &Ctx, action: Action) -> bool {
    rules::anywhere(&cx.person, action).is_some()
}

fn case_href(cx: &Ctx, case: impl std::fmt::Display) -> Option<String> {
    may(cx, Action::Deal(rules::Deal::ReadCase)).then(|| format!("/cases/{case}"))
}

fn obligation(cx: &Ctx, row: &Owed, today: Day) -> Obligation {
    let settle = if row.kind == ObligationKind::Pay { Act::Pay } else { Act::Fulfil };
    let mut acts = vec![settle];
    if row.due < today {
        acts.push(Act::Remind);
    }
    if row.due < today && row.breached.is_none() {
        acts.push(Act::Breach);
    }
    let way = |act: Act| Way {
        href: format!("/cases/{}/acts/{}?obligation={}", row.case_id, act.code(), row.id),
        words: text::code("act", act.code()),
    };
    Obligation {
        clock: clock(state(row.due, today, cx.app.settings.near_days), row.due, today, None),
        what: text::code("obligation_kind", row.kind.code()),
        amount: row.amount.map(|amount| amount.to_string()).unwrap_or_default(),
        paid: row.amount.map(|_| row.paid.to_string()).unwrap_or_default(),
        left: row.amount.map(|amount| amount.minus(row.paid).to_string()).unwrap_or_default(),
        breached: row.breached.map(|day| text::day(day, today.year())),
        href: case_href(cx, row.case_id),
        worker: row.worker_name.clone(),
        employer: row.employer_name.clone(),
        number: row.number.clone(),
        ways: acts.into_iter().filter(|act| may(cx, Action::Act(*act))).map(way).collect(),
    }
}

fn visit(cx: &Ctx, row: &VisitDue, today: Day) -> Visit {
    let act = Act::FollowUp;
    Visit {
        clock: clock(state(row.due, today, cx.app.settings.near_days), row.due, today, None),
        kind: text::code("visit_kind", row.kind.code()),
        href: case_href(cx, row.case_id),
        worker: row.worker_name.clone(),
        employer: row.employer_name.clone(),
        number: row.number.clone(),
        way: may(cx, Action::Act(act)).then(|| Way {
            href: format!("/cases/{}/acts/{}?visit={}", row.case_id, act.code(), row.id),
            words: text::code("act", act.code()),
        }),
    }
}
