//! Papers of a period: the mediation ledger (no. 26), monthly and yearly figures, the report of progress (no. 33; law.md §7). Every rate
//! shows what it was made of.

use domain::form;
use domain::kernel::{Day, Line, Money, Prose, Rate};

use super::bureau::Bureau;
use super::pen::Pen;
use crate::case::list::Listed;
use crate::case::overview::{Counted, Overview};
use crate::document::ledger;
use crate::document::model::{Align, Block, SignaturePlace};
use crate::text::code;

form! {
    /// What is said beside the figures.
    pub struct ReportForm {
        /// Remarks on the figures.
        pub remarks: Option<Prose<2000>>,
        /// What was learned; good cases.
        pub experience: Option<Prose<3000>>,
        /// Who filled it in.
        pub filler: Option<Line<50>>,
        /// Who checked it.
        pub checker: Option<Line<50>>,
        /// Who heads the unit.
        pub head: Option<Line<50>>,
    }
}

form! {
    /// A report of progress.
    pub struct ProgressForm {
        /// To whom.
        pub target: Option<Line<100>>,
        /// What was done.
        pub work: Option<Prose<6000>>,
        /// What was learned; good cases.
        pub experience: Option<Prose<4000>>,
        /// What is difficult.
        pub problems: Option<Prose<3000>>,
        /// What comes next.
        pub plans: Option<Prose<3000>>,
        /// Who answers questions.
        pub contact: Option<Line<50>>,
        /// At which telephone.
        pub phone: Option<Line<30>>,
    }
}

form! {
    /// Nothing but who keeps it.
    pub struct LedgerForm {
        /// Who keeps it.
        pub keeper: Option<Line<50>>,
    }
}

/// 调解台账: one line for each case of the period.
pub(super) fn mediation_ledger(pen: &mut Pen<'_, Bureau>) {
    pen.paper.wide = true;
    pen.head_period();
    let bureau = pen.matter;
    let keeper = pen.may("keeper", None);
    pen.head("keeper", keeper);
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let money = |amount: Option<Money>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let line = |row: &Listed| {
        vec![
            row.number.clone(),
            [row.received.to_string(), day(row.accepted)].join("\n"),
            [row.worker_name.clone(), row.employer_name.clone()].join("\n"),
            bureau.lists.name("claim_type", &row.claim_kind).to_owned(),
            row.workers.to_string(),
            money(row.claimed),
            bureau.names.account(row.mediator).unwrap_or_default().to_owned(),
            row.result.map_or_else(|| code("stage", row.stage.code()).to_owned(), |result| code("close_result", result.code()).to_owned()),
            [money(row.agreed), row.paid.to_string()].join("\n"),
            code("ledger_performance", ledger::performance(row)).to_owned(),
            code("ledger_onward", ledger::onward(row)).to_owned(),
            code("ledger_visit", ledger::visit(row)).to_owned(),
            day(row.archived),
        ]
    };
    let rows: Vec<Vec<String>> = bureau.cases.iter().map(line).collect();
    pen.notice("count", &[("n", rows.len().to_string())]);
    let columns = [
        ("case_number", Align::Left, 14),
        ("days", Align::Centre, 10),
        ("sides", Align::Left, 16),
        ("kind", Align::Left, 9),
        ("people", Align::Right, 5),
        ("claimed", Align::Right, 10),
        ("mediator", Align::Left, 7),
        ("result", Align::Left, 8),
        ("agreed", Align::Right, 10),
        ("performance", Align::Left, 7),
        ("onward", Align::Left, 9),
        ("visit", Align::Left, 6),
        ("archived", Align::Centre, 10),
    ];
    pen.table(&columns, rows);
    pen.sealed(&bureau.organisation.name, Some(bureau.today));
}

/// 统计月报、统计年报
pub(super) fn figures(pen: &mut Pen<'_, Bureau>) {
    pen.head_period();
    let bureau = pen.matter;
    if let Some(overview) = &bureau.overview {
        whole(pen, overview);
        rates(pen, overview);
        grouped(
            pen,
            "h_results",
            &overview.results,
            |key| if key.is_empty() { String::new() } else { code("close_result", key).to_owned() },
        );
        let lists = bureau.lists.clone();
        grouped(pen, "h_claims", &overview.claims, |key| lists.name("claim_type", key).to_owned());
        grouped(pen, "h_channels", &overview.channels, |key| code("channel", key).to_owned());
        grouped(pen, "h_industries", &overview.industries, |key| lists.name("industry", key).to_owned());
    }
    pen.section("remarks", Some(pen.word("none")), false);
    pen.section("experience", Some(pen.word("none")), false);
    for field in ["head", "checker", "filler"] {
        let known = if field == "head" { bureau.organisation.head.clone() } else { None };
        let name = pen.given(field).or(known);
        if name.is_none() {
            pen.may(field, None);
        }
        let label = pen.word(field);
        pen.paper.signatures.push(SignaturePlace { label, name, day: None });
    }
    pen.sealed(&bureau.organisation.name, Some(bureau.today));
}

/// The sum of a column.
fn sum(rows: &[Counted], pick: fn(&Counted) -> i64) -> i64 {
    rows.iter().map(pick).sum()
}

fn whole(pen: &mut Pen<'_, Bureau>, overview: &Overview) {
    let stages = &overview.stages;
    let ended: i64 = overview.results.iter().filter(|row| !row.key.is_empty()).map(|row| row.cases).sum();
    let cases = sum(stages, |row| row.cases);
    let closed: i64 = overview.closed.iter().map(|month| month.cases).sum();
    let rows = vec![
        ("cases", cases.to_string()),
        ("workers", sum(stages, |row| row.workers).to_string()),
        ("mass", overview.mass.to_string()),
        ("ended", ended.to_string()),
        ("closed_here", closed.to_string()),
        ("open", (cases - ended).to_string()),
        ("claimed", Money(sum(stages, |row| row.claimed)).to_string()),
        ("agreed", Money(sum(stages, |row| row.agreed)).to_string()),
        ("paid", Money(sum(stages, |row| row.paid)).to_string()),
        ("late_now", overview.late_now.to_string()),
    ];
    pen.heading("h_whole", &[]);
    let rows = rows.into_iter().map(|(place, value)| vec![pen.word(place), value]).collect();
    pen.table(&[("indicator", Align::Left, 60), ("figure", Align::Right, 40)], rows);
}

/// 指标: numerator, denominator, rate; official formulas were not found, so the formula stands beside it (law.md §7.2).
fn rates(pen: &mut Pen<'_, Bureau>, overview: &Overview) {
    let line = |pen: &Pen<'_, Bureau>, place: &str, rate: Rate| {
        let percent = rate.permille().map_or_else(|| pen.word("no_rate"), |permille| format!("{}.{}%", permille / 10, permille % 10));
        vec![pen.word(place), rate.part.to_string(), rate.whole.to_string(), percent]
    };
    let rows = vec![line(pen, "rate_agreed", overview.agreed), line(pen, "rate_in_time", overview.in_time)];
    pen.heading("h_rates", &[]);
    let columns = [("indicator", Align::Left, 46), ("part", Align::Right, 18), ("whole", Align::Right, 18), ("rate", Align::Right, 18)];
    pen.table(&columns, rows);
}

fn grouped(pen: &mut Pen<'_, Bureau>, heading: &str, rows: &[Counted], name: impl Fn(&str) -> String) {
    let unknown = pen.word("unknown");
    let cells = |row: &Counted| {
        let name = name(&row.key);
        vec![
            if row.key.is_empty() || name.is_empty() { unknown.clone() } else { name },
            row.cases.to_string(),
            row.workers.to_string(),
            Money(row.claimed).to_string(),
            Money(row.agreed).to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
    pen.heading(heading, &[]);
    if rows.is_empty() {
        let none = pen.word("none");
        pen.paper.body.push(Block::Paragraph(none));
        return;
    }
    let columns = [
        ("sort", Align::Left, 34),
        ("cases", Align::Right, 12),
        ("workers", Align::Right, 14),
        ("claimed", Align::Right, 20),
        ("agreed", Align::Right, 20),
    ];
    pen.table(&columns, rows);
}

/// 工作进展报告
pub(super) fn progress(pen: &mut Pen<'_, Bureau>) {
    let bureau = pen.matter;
    let target = pen.must("target", None);
    pen.addressed_to(vec![target]);
    let period = pen.period(bureau.period.map(|(from, _)| from), bureau.period.map(|(_, to)| to));
    pen.paragraph("opening", &[("organisation", bureau.organisation.name.clone()), ("period", period)]);
    pen.section("work", None, true);
    if let Some(overview) = &bureau.overview {
        whole(pen, overview);
        rates(pen, overview);
    }
    pen.section("experience", None, true);
    pen.section("problems", None, true);
    pen.section("plans", None, true);
    let name = pen.may("contact", bureau.organisation.head.clone());
    let phone = pen.may("phone", bureau.organisation.phone.clone());
    pen.notice("reach", &[("name", name), ("phone", phone)]);
    pen.sealed(&bureau.organisation.name, Some(bureau.today));
}
