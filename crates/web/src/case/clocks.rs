//! The clocks that run in the cases of an office: by rule and by due day, each with the proof of its day.

use app::case::running::{self, Filter, Key, Running};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::Day;

use super::due::{clock, state};
use super::list::{heading, shown_of};
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;
use crate::look::part::{Clock, Pager};
use crate::paging::pager;

struct Line {
    clock: Clock,
    rule: String,
    title: String,
    brief: String,
    effect: String,
    /// Its case; nothing for somebody who may see lists only.
    href: Option<String>,
    worker: String,
    employer: String,
    number: String,
}

/// A span of due days in one press.
struct Span {
    words: &'static str,
    href: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "case/clocks.html")]
struct Page {
    frame: Frame,
    rules: Vec<(String, String, bool)>,
    from: String,
    to: String,
    spans: Vec<Span>,
    lines: Vec<Line>,
    pager: Pager,
    narrowed: bool,
}

/// The clocks that the address asks for.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let today = cx.now.day();
    let rule = Some(asked.text("rule").to_owned()).filter(|rule| !rule.is_empty());
    let filter = Filter { rule, from: asked.parsed("from"), to: asked.parsed("to"), ..Filter::on(today) };
    let found = running::page(cx, &filter, key(asked.text("after"))).await?;
    let all = running::count(cx, &filter).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| format!("{}_{}_{}", row.due, row.case_id, row.place));
    let rules = running::rules(cx).await?;
    let written = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    shown(&Page {
        frame: visitor.frame(heading("clocks", "clocks_none", all)),
        rules: rules
            .into_iter()
            .map(|(code, title)| (filter.rule.as_ref() == Some(&code), code, title))
            .map(|(chosen, code, title)| (code, title, chosen))
            .collect(),
        spans: spans(&filter, today),
        narrowed: filter != Filter::on(today),
        from: written(filter.from),
        to: written(filter.to),
        lines: found.rows.iter().map(|row| line(&visitor, row)).collect(),
        pager: pager("/clocks", &asked, shown_of(found.rows.len(), all), next),
    })
}

/// `2026-12-07_case_…_3`
fn key(text: &str) -> Option<Key> {
    let (due, rest) = text.split_once('_')?;
    let (case, place) = rest.rsplit_once('_')?;
    Some((due.parse().ok()?, case.parse().ok()?, place.parse().ok()?))
}

fn spans(filter: &Filter, today: Day) -> Vec<Span> {
    let spans = [
        ("span_all", None, None),
        ("span_overdue", None, Some(today.plus(-1))),
        ("span_today", Some(today), Some(today)),
        ("span_week", Some(today), Some(today.plus(7))),
        ("span_month", Some(today), Some(today.plus(30))),
    ];
    let span = |(code, from, to): (&'static str, Option<Day>, Option<Day>)| {
        let day = |name: &str, day: Option<Day>| day.map(|day| format!("{name}={day}"));
        let rule = filter.rule.as_ref().map(|rule| format!("rule={rule}"));
        let asked: Vec<String> = [rule, day("from", from), day("to", to)].into_iter().flatten().collect();
        let href = if asked.is_empty() { "/clocks".to_owned() } else { format!("/clocks?{}", asked.join("&")) };
        Span { words: text::code("clock_list", code), href, chosen: filter.from == from && filter.to == to }
    };
    spans.into_iter().map(span).collect()
}

fn line(visitor: &Visitor, row: &Running) -> Line {
    let cx = &visitor.cx;
    let today = cx.now.day();
    let known = running::in_the_book(cx, &row.rule);
    let href = visitor.may(Deal::ReadCase).then(|| format!("/cases/{}", row.case_id));
    let why = href.as_ref().map(|href| format!("{href}#why-{}", row.rule));
    Line {
        clock: clock(state(row.due, today, cx.app.settings.near_days), row.due, today, why),
        title: known.map_or_else(|| row.rule.clone(), |rule| rule.title.clone()),
        brief: known.map(|rule| rule.brief.clone()).unwrap_or_default(),
        effect: known.map(|rule| rule.effect.clone()).unwrap_or_default(),
        rule: row.rule.clone(),
        href,
        worker: row.worker_name.clone(),
        employer: row.employer_name.clone(),
        number: row.number.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn a_key_reads_back_and_nonsense_is_the_first_page() {
        let text = "2026-12-07_case_00000000000000000000000000000001_3";
        let (due, case, place) = key(text).unwrap();
        assert_eq!(format!("{due}_{case}_{place}"), text);
        for wrong in ["", "2026-12-07", "x_case_1_2", "2026-12-07_case_x_2", "2026-12-07_3"] {
            assert!(key(wrong).is_none(), "{wrong}");
        }
    }
}
