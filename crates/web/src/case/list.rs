//! Lists of cases: narrowed by the address; what has stopped; what is overdue.

use app::case::list::{self, Filter};
use app::case::names;
use app::text;
use askama::Template;
use domain::access::rules::Deal;

use super::filter::{FilterView, Narrowed, Sort, day_key, key_of, moment_key};
use super::line::{Line, lines};
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

/// Days without an event after which a case has stopped.
const STILL: i64 = 7;

#[derive(Template)]
#[template(path = "case/list.html")]
struct Page {
    frame: Frame,
    filter: FilterView,
    lines: Vec<Line>,
    pager: Pager,
    export: Option<String>,
    register: bool,
}

/// A heading with a number, or the one for nothing.
pub(crate) fn heading(code: &str, none: &'static str, n: i64) -> String {
    if n == 0 { text::code("heading", none).to_owned() } else { text::phrase("heading", code, &[("n", n.to_string())]) }
}

/// The cases that the address asks for.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let narrowed = Narrowed::read(cx, &asked);
    let deal = narrowed.deal(Deal::ListCases);
    let found = list::page_for(cx, deal, &narrowed.filter, &narrowed.sort.order(asked.text("after"))).await?;
    let all = list::count_for(cx, deal, &narrowed.filter).await?;
    let names = names::of_cases(cx, &found.rows).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| key_of(narrowed.sort, row));
    shown(&Page {
        frame: visitor.frame(heading("cases", "cases_none", all)),
        filter: narrowed.view(cx, "/cases").await?,
        lines: lines(cx, &found.rows, &names),
        pager: pager("/cases", &asked, shown_of(found.rows.len(), all), next),
        export: visitor.may(Deal::ExportLedger).then(|| narrowed.href("/ledger", None)),
        register: visitor.may(Deal::Register),
    })
}

/// How many are shown out of how many, in words.
pub(crate) fn shown_of(shown: usize, all: i64) -> String {
    text::phrase("pager", "shown", &[("shown", shown.to_string()), ("all", all.to_string())])
}

#[derive(Template)]
#[template(path = "case/stuck.html")]
struct Stuck {
    frame: Frame,
    days: i64,
    lines: Vec<Line>,
    pager: Pager,
}

/// Cases that nobody has touched for a while: what they wait for, with whom, since when.
pub async fn stuck(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let days = asked.parsed("days").unwrap_or(STILL).clamp(1, 3650);
    let found = list::stuck(cx, days, moment_key(asked.text("after"))).await?;
    let narrow = Filter { stages: list::open_stages(), idle_since: Some(cx.now.plus_minutes(-days * 24 * 60)), ..Filter::default() };
    let all = list::count(cx, &narrow).await?;
    let names = names::of_cases(cx, &found.rows).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| key_of(Sort::Idle, row));
    shown(&Stuck {
        frame: visitor.frame(heading("stuck", "stuck_none", all)),
        days,
        lines: lines(cx, &found.rows, &names),
        pager: pager("/stuck", &asked, shown_of(found.rows.len(), all), next),
    })
}

#[derive(Template)]
#[template(path = "case/overdue.html")]
struct Overdue {
    frame: Frame,
    lines: Vec<Line>,
    pager: Pager,
}

/// Cases with something past its day.
pub async fn overdue(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let found = list::overdue(cx, day_key(asked.text("after"))).await?;
    let all = list::count(cx, &Filter { due_before: Some(cx.now.day()), ..Filter::default() }).await?;
    let names = names::of_cases(cx, &found.rows).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| key_of(Sort::Due, row));
    shown(&Overdue {
        frame: visitor.frame(heading("overdue", "overdue_none", all)),
        lines: lines(cx, &found.rows, &names),
        pager: pager("/overdue", &asked, shown_of(found.rows.len(), all), next),
    })
}
