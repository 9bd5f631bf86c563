//! A year's plans of training against what was done; every number opens its records.

use app::organisation::training_plan::{PlanLine, plans};
use app::text;
use askama::Template;
use domain::kernel::id::RecordId;

use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

/// A number with what it is measured by, and the records behind it.
struct Number {
    told: String,
    href: Option<String>,
    short: bool,
}

struct Line {
    name: String,
    href: Option<String>,
    courses: Number,
    people: Number,
    hours: Number,
    to_come: Number,
}

#[derive(Template)]
#[template(path = "organisation/training.html")]
struct Page {
    frame: Frame,
    years: Vec<(i32, bool)>,
    lines: Vec<Line>,
}

fn number(done: i64, planned: Option<i64>, href: Option<String>) -> Number {
    let told = match planned {
        Some(planned) => text::phrase("page_training", "of", &[("done", done.to_string()), ("planned", planned.to_string())]),
        None => done.to_string(),
    };
    Number { told, href: href.filter(|_| done > 0), short: planned.is_some_and(|planned| done < planned) }
}

fn line(one: PlanLine) -> Line {
    let plan = one.plan.as_ref().map(|plan| plan.record.to_string());
    let held: Vec<String> = one.held.iter().map(RecordId::to_string).collect();
    let courses = |state: &str| plan.as_ref().map(|plan| href("/registers/course", [("f_plan", plan.as_str()), ("state", state)]));
    let came = href("/registers/attendance", [("f_course", held.join(",").as_str())]);
    let [planned_courses, planned_people, planned_hours] = one.planned;
    let [done_courses, done_people, done_hours] = one.done;
    Line {
        name: one.plan.as_ref().map_or_else(|| text::code("page_training", "loose").to_owned(), |plan| plan.title.clone()),
        href: plan.as_ref().map(|plan| format!("/records/{plan}")),
        courses: number(done_courses, planned_courses, courses("held")),
        people: number(done_people, planned_people, Some(came)),
        hours: number(done_hours, planned_hours, courses("held")),
        to_come: number(one.to_come, None, courses("planned")),
    }
}

/// The plans of the year in the address; this year's when it names none.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let this = cx.now.day().year();
    let year = asked.parsed::<i32>("year").filter(|year| (this - 5..=this + 1).contains(year)).unwrap_or(this);
    shown(&Page {
        lines: plans(cx, year).await?.into_iter().map(line).collect(),
        frame: visitor.frame(text::code("page_training", "title")),
        years: (this - 2..=this + 1).rev().map(|one| (one, one == year)).collect(),
    })
}
