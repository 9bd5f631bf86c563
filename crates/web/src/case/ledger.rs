//! The mediation ledger: narrowed like any list of cases, with what it adds up to, and as a spreadsheet.

use app::case::ledger::{MOST, page as ledger_page, xlsx};
use app::case::list::{Listed, Sums, sums_for};
use app::case::names;
use app::document::ledger::{in_time, onward, performance, visit};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::Day;

use super::filter::{FilterView, Narrowed, key_of};
use super::line::{Line, lines};
use super::list::shown_of;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

/// A line of the ledger: what every list shows, and the columns that only the ledger has.
struct Entry {
    line: Line,
    accepted: String,
    workers: i64,
    closed: String,
    in_time: &'static str,
    late: bool,
    performance: &'static str,
    onward: &'static str,
    visit: &'static str,
    satisfaction: String,
    archived: String,
}

#[derive(Template)]
#[template(path = "case/ledger.html")]
struct Page {
    frame: Frame,
    filter: FilterView,
    entries: Vec<Entry>,
    sums: Sums,
    pager: Pager,
    export: String,
    most: Option<usize>,
}

/// The ledger.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let narrowed = Narrowed::read(cx, &asked);
    let found = ledger_page(cx, &narrowed.filter, &narrowed.sort.order(asked.text("after"))).await?;
    let sums = sums_for(cx, Deal::ExportLedger, &narrowed.filter).await?;
    let names = names::of_cases(cx, &found.rows).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| key_of(narrowed.sort, row));
    let shown_lines = lines(cx, &found.rows, &names);
    let entries = found.rows.iter().zip(shown_lines).map(|(row, line)| entry(row, line, cx.now.day()));
    shown(&Page {
        frame: visitor.frame(text::phrase("heading", "ledger", &[("n", sums.cases.to_string())])),
        filter: narrowed.view(cx, "/ledger").await?,
        entries: entries.collect(),
        pager: pager("/ledger", &asked, shown_of(found.rows.len(), sums.cases), next),
        most: usize::try_from(sums.cases).is_ok_and(|cases| cases > MOST).then_some(MOST),
        sums,
        export: narrowed.href("/ledger.xlsx", None),
    })
}

fn entry(row: &Listed, line: Line, today: Day) -> Entry {
    let day = |day: Option<Day>| day.map(|day| text::day(day, today.year())).unwrap_or_default();
    Entry {
        accepted: day(row.accepted),
        workers: row.workers,
        closed: day(row.closed),
        in_time: text::code("ledger_in_time", in_time(row)),
        late: row.late,
        performance: text::code("ledger_performance", performance(row)),
        onward: text::code("ledger_onward", onward(row)),
        visit: text::code("ledger_visit", visit(row)),
        satisfaction: row.satisfaction.map(|score| score.to_string()).unwrap_or_default(),
        archived: day(row.archived),
        line,
    }
}

/// The ledger as a spreadsheet.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let narrowed = Narrowed::read(cx, &asked);
    let bytes = xlsx(cx, &narrowed.filter, &narrowed.told()).await?;
    let today = cx.now.day().to_string();
    let name = text::phrase("ledger", "file", &[("day", today.replace('-', ""))]);
    Ok(handed::xlsx(&name, &format!("ledger-{today}"), bytes))
}
