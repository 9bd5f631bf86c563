//! Work at a glance: what each mediator and each organisation did in a year; every number opens its cases.

use app::organisation::liaison::SERVICE_LOG;
use app::organisation::work::{Served, WorkLine, of_mediators, of_organisations, services, year};
use app::text;
use askama::Template;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::{Day, Rate};

use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

struct Line {
    name: String,
    handled: (i64, String),
    settled: (i64, String),
    on_time: (i64, String),
    /// Rates with the address of the cases behind.
    performed: (String, String),
    satisfied: (String, String),
    few: bool,
}

#[derive(Template)]
#[template(path = "organisation/work.html")]
struct Page {
    frame: Frame,
    years: Vec<(i32, bool)>,
    tables: Vec<(&'static str, Vec<Line>)>,
    sorts: Vec<String>,
    served: Vec<ServedLine>,
}

/// The consultations of an organisation: each number with its label and the entries behind it.
struct ServedLine {
    name: String,
    counts: Vec<(String, i64, String)>,
    all: (i64, String),
}

fn served(one: Served, sorts: &[(String, String)], year: i32) -> ServedLine {
    let (organisation, year) = (one.organisation.to_string(), year.to_string());
    let to = |sort: &str| {
        let asked = [("organisation", organisation.as_str()), ("f_day", year.as_str()), ("f_sort", sort)];
        href(&format!("/registers/{SERVICE_LOG}"), asked.into_iter().filter(|(_, value)| !value.is_empty()))
    };
    ServedLine {
        name: one.name,
        all: (one.counts.iter().sum(), to("")),
        counts: sorts.iter().zip(one.counts).map(|((code, name), count)| (name.clone(), count, to(code))).collect(),
    }
}

/// `12/15（80%）`: a rate with its numerator and denominator.
fn rate(part: i64, whole: i64) -> String {
    if whole == 0 {
        String::new()
    } else {
        text::phrase(
            "page_work",
            "rate",
            &[("part", part.to_string()), ("whole", whole.to_string()), ("percent", (part * 100 / whole).to_string())],
        )
    }
}

/// Whose figures: the parameter of a list of cases, and its value.
fn line(one: WorkLine, from: Day, to: Day, (by, who): (&'static str, String)) -> Line {
    let work = one.work;
    let (from, to) = (from.to_string(), to.to_string());
    let address = |outcome: &str| {
        href("/cases", [(by, who.as_str()), ("outcome", outcome), ("closed_from", &from), ("closed_to", &to), ("behind", "figure")])
    };
    Line {
        name: one.name,
        handled: (work.handled, address("ended")),
        settled: (work.settled, address("settled")),
        on_time: (work.on_time, address("in_time")),
        performed: (rate(work.performed, work.settled), address("performed")),
        satisfied: (rate(work.satisfied, work.followed), address("satisfied")),
        few: Rate { part: work.settled, whole: work.handled }.is_small(),
    }
}

/// The figures of the year in the address; this year when it names none.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let this = cx.now.day().year();
    let wanted = asked.parsed::<i32>("year").filter(|year| (this - 5..=this).contains(year)).unwrap_or(this);
    let (from, to) = year(wanted).ok_or(app::Error::NotFound)?;
    let people = of_mediators(cx, from, to).await?.into_iter().map(|one| {
        let who = AccountId(one.work.who).to_string();
        line(one, from, to, ("mediator", who))
    });
    let people = people.collect();
    let organisations = of_organisations(cx, from, to).await?.into_iter().map(|one| {
        let who = OrganisationId(one.work.who).to_string();
        line(one, from, to, ("handler", who))
    });
    let organisations = organisations.collect();
    let (sorts, log) = services(cx, wanted).await?;
    shown(&Page {
        served: log.into_iter().map(|one| served(one, &sorts, wanted)).collect(),
        sorts: sorts.into_iter().map(|(_, name)| name).collect(),
        frame: visitor.frame(text::code("page_work", "title")),
        years: (this - 3..=this).rev().map(|year| (year, year == wanted)).collect(),
        tables: vec![(text::code("page_work", "mediator"), people), (text::code("page_work", "organisation"), organisations)],
    })
}
