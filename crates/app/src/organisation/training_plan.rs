//! A year's plans of training against what was done (S1-28, S1-29): courses, people, hours, each number with the records behind it.

use std::collections::BTreeSet;

use domain::kernel::id::RecordId;
use store::organisation::record;

use super::register::list::{all, scope};
use super::register::{Narrow, RecordRow, filled};
use super::training::{ATTENDANCE, COURSES, HELD, PLANNED};
use crate::{Ctx, Error, Result};

/// The register of plans.
pub const PLANS: &str = "training_plan";
/// Most plans and courses that are looked at.
const MOST: usize = 2_000;
/// Most records of hours of one course.
const CAME: i64 = 20_000;

/// A plan against what was done.
#[derive(Clone, Debug, Default)]
pub struct PlanLine {
    /// The plan; nothing for the courses of the year that no plan names.
    pub plan: Option<RecordRow>,
    /// Planned: courses, people, hours; nothing where the plan does not say.
    pub planned: [Option<i64>; 3],
    /// Done: courses held, people who came, hours taught.
    pub done: [i64; 3],
    /// Courses that are still to come.
    pub to_come: i64,
    /// The courses that were held.
    pub held: Vec<RecordId>,
}

impl PlanLine {
    fn add(&mut self, course: &RecordRow, came: i64) {
        if course.state == PLANNED {
            self.to_come += 1;
        } else if course.state == HELD {
            let [courses, people, hours] = &mut self.done;
            *courses += 1;
            *people += came;
            *hours += filled(course).number("hours").unwrap_or(0);
            self.held.push(course.record);
        }
    }
}

/// The plans of a year, and the courses of that year that no plan names.
///
/// # Errors
/// [`Error::NotFound`] for who sees no courses.
pub async fn plans(cx: &Ctx, year: i32) -> Result<Vec<PlanLine>> {
    let attendance = cx.app.lists.registers().find(ATTENDANCE).ok_or(Error::NotFound)?;
    let came_scope = scope(cx, attendance)?;
    let reader = cx.app.store.read();
    let plans = all(cx, PLANS, &Narrow::default(), MOST).await?;
    let mut lines: Vec<PlanLine> = plans
        .into_iter()
        .map(|plan| (filled(&plan), plan))
        .filter(|(values, _)| values.number("year") == Some(i64::from(year)))
        .map(|(values, plan)| PlanLine {
            planned: ["courses", "people", "hours"].map(|name| values.number(name)),
            plan: Some(plan),
            ..PlanLine::default()
        })
        .collect();
    let mut loose = PlanLine::default();
    for course in all(cx, COURSES, &Narrow::default(), MOST).await? {
        let line = lines.iter_mut().find(|line| line.plan.as_ref().is_some_and(|plan| Some(plan.record) == course.about));
        let of_year = filled(&course).day("day").is_some_and(|day| day.year() == year);
        let line = match (line, course.about) {
            (Some(line), _) => line,
            (None, None) if of_year => &mut loose,
            _ => continue,
        };
        let narrow = Narrow { marks: vec![("course".to_owned(), course.record.to_string())], ..Narrow::default() };
        // Who came on several days is one person.
        let came = record::page(&reader, ATTENDANCE, &came_scope, &narrow, None, CAME).await?;
        let came: BTreeSet<RecordId> = came.into_iter().filter_map(|row| row.about).collect();
        line.add(&course, i64::try_from(came.len()).unwrap_or(i64::MAX));
    }
    if loose.to_come > 0 || !loose.held.is_empty() {
        lines.push(loose);
    }
    Ok(lines)
}
