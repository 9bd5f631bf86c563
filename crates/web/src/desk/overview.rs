//! The overview: how a period stands in figures. Each figure opens the cases behind it, each rate says what was divided by what.

use std::collections::BTreeMap;

use app::Ctx;
use app::case::list::{Filter, Sums, sums_for};
use app::case::names;
use app::case::overview::{Counted, Monthly, Overview, overview};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::{Day, Rate};

use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::chart::{Bars, Figure, Lines, Month};
use crate::look::frame::Frame;
use crate::look::part::{Ladder, Rung};

/// A rate with what it was made of.
struct RateLine {
    rate: String,
    part: i64,
    part_href: String,
    whole: i64,
    whole_href: String,
}

/// A count with its cases.
struct Count {
    value: i64,
    href: String,
}

#[derive(Template)]
#[template(path = "desk/overview.html")]
struct Page {
    frame: Frame,
    from: String,
    to: String,
    choices: Vec<(&'static str, &'static str, bool)>,
    empty: bool,
    agreed: RateLine,
    in_time: RateLine,
    late_now: Count,
    mass: Count,
    ladder: Ladder,
    all: String,
    months: Option<Lines>,
    bars: Vec<(&'static str, Bars)>,
}

/// The periods that can be chosen.
const PERIODS: [&str; 4] = ["month", "quarter", "year", "last_year"];

/// First and last day of a period.
fn span(period: &str, today: Day) -> (Day, Day) {
    let first = |year: i32, month: u8| Day::of(year, month, 1).unwrap_or(today);
    let year = today.year();
    match period {
        "month" => (first(year, today.month()), today),
        "quarter" => (first(year, (today.month() - 1) / 3 * 3 + 1), today),
        "last_year" => (first(year - 1, 1), first(year, 1).plus(-1)),
        _ => (first(year, 1), today),
    }
}

/// The figures of the period in the address; this year when it names none.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let today = cx.now.day();
    let period = PERIODS.into_iter().find(|code| *code == asked.text("period")).unwrap_or("year");
    let (from, to) = span(period, today);
    let found = overview(cx, from, to).await?;
    let sums = sums_for(cx, Deal::ReadFigures, &Filter { received_from: Some(from), received_to: Some(to), ..Filter::default() }).await?;
    let months = months_of(&found, today.year());
    let closed: i64 = found.closed.iter().map(|month| month.cases).sum();
    let title =
        [("period", text::code("period_choice", period).to_owned()), ("received", sums.cases.to_string()), ("closed", closed.to_string())];
    let behind = Behind { from: from.to_string(), to: to.to_string() };
    shown(&Page {
        frame: visitor.frame(text::phrase("heading", "overview", &title)),
        from: text::day(from, today.year()),
        to: text::day(to, today.year()),
        choices: PERIODS.iter().map(|code| (*code, text::code("period_choice", code), *code == period)).collect(),
        empty: sums.cases == 0 && closed == 0,
        agreed: rate_line(found.agreed, behind.cases("outcome", "agreed"), behind.cases("outcome", "ended")),
        in_time: rate_line(found.in_time, behind.cases("outcome", "in_time"), behind.cases("outcome", "ended")),
        late_now: Count { value: found.late_now, href: behind.cases("outcome", "late_now") },
        mass: Count { value: found.mass, href: behind.cases("mass", "1") },
        ladder: ladder(&sums),
        all: behind.all(),
        months: (months.len() > 1).then(|| lines(months)),
        bars: bars(cx, &found, &behind).await?,
    })
}

/// The lists behind the figures of a period.
struct Behind {
    from: String,
    to: String,
}

impl Behind {
    fn all(&self) -> String {
        href("/cases", [("from", self.from.as_str()), ("to", self.to.as_str()), ("behind", "figure")])
    }

    fn cases(&self, name: &str, value: &str) -> String {
        href("/cases", [("from", self.from.as_str()), ("to", self.to.as_str()), ("behind", "figure"), (name, value)])
    }
}

/// `68.6`; a dash when nothing can be divided.
fn percent(rate: Rate) -> String {
    rate.permille().map_or_else(|| "—".to_owned(), |permille| format!("{}.{}", permille / 10, permille % 10))
}

fn rate_line(rate: Rate, part_href: String, whole_href: String) -> RateLine {
    RateLine { rate: percent(rate), part: rate.part, part_href, whole: rate.whole, whole_href }
}

fn ladder(sums: &Sums) -> Ladder {
    let most = [sums.claimed, sums.verified, sums.agreed, sums.paid].into_iter().map(|amount| amount.0).max().unwrap_or(0);
    let of_agreed = Rate { part: sums.paid.0, whole: sums.agreed.0 };
    let phrase = |code, name: &str, value: String| text::phrase("figure", code, &[(name, value)]);
    let rung = |class, code: &'static str, amount: domain::kernel::Money, note| Rung {
        class,
        label: text::code("amount", code).to_owned(),
        amount: amount.to_string(),
        length: Rung::scaled(amount.0, most),
        note,
    };
    let paid = of_agreed.permille().map(|_| phrase("of_agreed", "rate", format!("{}%", percent(of_agreed)))).unwrap_or_default();
    Ladder {
        rungs: vec![
            rung("", "claimed", sums.claimed, phrase("claimed", "n", sums.cases.to_string())),
            rung("", "verified", sums.verified, phrase("verified", "n", sums.verified_cases.to_string())),
            rung("agree", "agreed", sums.agreed, phrase("agreed", "n", sums.agreed_cases.to_string())),
            rung("paid", "paid", sums.paid, paid),
        ],
    }
}

/// Every month of the period, also those without cases.
fn months_of(found: &Overview, this_year: i32) -> Vec<Month> {
    let by_key = |rows: &[Monthly]| -> BTreeMap<String, i64> { rows.iter().map(|row| (row.key.clone(), row.cases)).collect() };
    let (received, closed) = (by_key(&found.received), by_key(&found.closed));
    let mut months = Vec::new();
    let mut first = found.from;
    while first <= found.to {
        let next = Day::of(first.year(), first.month(), 1).unwrap_or(first).plus(32);
        let next = Day::of(next.year(), next.month(), 1).unwrap_or(next);
        let last = next.plus(-1).min(found.to);
        let key = format!("{:04}-{:02}", first.year(), first.month());
        let pattern = if first.year() == this_year || first.month() != 1 { "month" } else { "month_with_year" };
        let name = text::phrase("figure", pattern, &[("month", first.month().to_string()), ("year", first.year().to_string())]);
        let (begin, end) = (first.to_string(), last.to_string());
        let figure = |values: &BTreeMap<String, i64>, from: &str, to: &str| Figure {
            name: name.clone(),
            value: values.get(&key).copied().unwrap_or(0),
            href: href("/cases", [(from, begin.as_str()), (to, end.as_str()), ("behind", "figure")]),
        };
        months.push(Month {
            first: figure(&received, "from", "to"),
            second: figure(&closed, "closed_from", "closed_to"),
            name: name.clone(),
        });
        first = next;
    }
    months
}

fn lines(months: Vec<Month>) -> Lines {
    let last = |pick: fn(&Month) -> i64| months.last().map(pick).unwrap_or_default().to_string();
    let told =
        text::phrase("figure", "lines", &[("received", last(|month| month.first.value)), ("closed", last(|month| month.second.value))]);
    let names = (text::code("figure", "received").to_owned(), text::code("figure", "closed").to_owned());
    Lines::new(told, text::code("figure", "by_month"), names, months)
}

/// The rankings: heading and drawing.
async fn bars(cx: &Ctx, found: &Overview, behind: &Behind) -> app::Result<Vec<(&'static str, Bars)>> {
    let places = names::division_names(cx, found.divisions.iter().map(|row| row.key.clone())).await?;
    let unknown = || text::code("narrowed", "unknown").to_owned();
    let listed = |list: &str, key: &str| if key.is_empty() { unknown() } else { cx.app.lists.name(list, key).to_owned() };
    let or_none = |key: &str| if key.is_empty() { "-".to_owned() } else { key.to_owned() };
    let draw = |code: &'static str, rows: &[Counted], name: &dyn Fn(&str) -> String, href: &dyn Fn(&str) -> String| {
        let figures: Vec<Figure> = rows.iter().map(|row| Figure { name: name(&row.key), value: row.cases, href: href(&row.key) }).collect();
        let title = text::code("figure", code);
        (title, Bars::new(told(title, &figures), title, text::code("figure", "cases"), figures))
    };
    Ok(vec![
        draw("by_stage", &found.stages, &|key| text::code("stage", key).to_owned(), &|key| behind.cases("stage", key)),
        draw(
            "by_result",
            &found.results,
            &|key| if key.is_empty() { text::code("outcome", "open").to_owned() } else { text::code("close_result", key).to_owned() },
            &|key| if key.is_empty() { behind.cases("outcome", "open") } else { behind.cases("result", key) },
        ),
        draw("by_claim", &found.claims, &|key| listed("claim_type", key), &|key| behind.cases("main", &or_none(key))),
        draw("by_division", &found.divisions, &|key| places.get(key).cloned().unwrap_or_else(|| key.to_owned()), &|key| {
            behind.cases("place", key)
        }),
        draw("by_channel", &found.channels, &|key| text::code("channel", key).to_owned(), &|key| behind.cases("channel", key)),
        draw("by_industry", &found.industries, &|key| listed("industry", key), &|key| behind.cases("industry", &or_none(key))),
    ])
}

/// What a drawing shows, in one sentence.
fn told(title: &str, figures: &[Figure]) -> String {
    let Some(first) = figures.first() else { return text::phrase("figure", "bars_none", &[("title", title.to_owned())]) };
    let params =
        [("title", title.to_owned()), ("first", first.name.clone()), ("n", first.value.to_string()), ("all", figures.len().to_string())];
    text::phrase("figure", "bars", &params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_on_their_first_day_and_end_today() {
        let today: Day = "2026-11-20".parse().unwrap();
        let said = |period| {
            let (from, to) = span(period, today);
            format!("{from} {to}")
        };
        assert_eq!(said("month"), "2026-11-01 2026-11-20");
        assert_eq!(said("quarter"), "2026-10-01 2026-11-20");
        assert_eq!(said("year"), "2026-01-01 2026-11-20");
        assert_eq!(said("last_year"), "2025-01-01 2025-12-31");
    }

    #[test]
    fn a_rate_without_a_denominator_is_a_dash() {
        assert_eq!(percent(Rate { part: 0, whole: 0 }), "—");
        assert_eq!(percent(Rate { part: 431, whole: 628 }), "68.6");
    }
}
