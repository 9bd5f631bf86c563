//! F13 until when arbitration may be asked for (TL-22, TL-23).

use super::answer::{Named, Worth};
use super::ground::{Found, Ground, wrong};
use super::input::LegalDay;
use super::said::{Assumption, Change, NotDue, StepCode, WarningCode};
use crate::form;
use crate::kernel::Day;
use crate::limitation::Interruption;
use crate::periods;

/// 调解仲裁法 27: one year.
const MONTHS: i64 = 12;

form! {
    /// Something that interrupted the period.
    pub struct Interrupted {
        /// What.
        pub kind: Option<Interruption>,
        /// On which day.
        pub day: LegalDay,
    }
}

form! {
    /// Until when arbitration may be asked for.
    pub struct Limitation {
        /// The day on which the worker knew or should have known.
        pub known: Option<LegalDay>,
        /// It is about pay for work: no period runs while the relation lasts.
        pub wages: bool,
        /// The day on which the relation ended.
        pub ended: Option<LegalDay>,
        /// What interrupted it.
        pub events: Vec<Interrupted>,
        /// The day on which it is judged.
        pub on: Option<LegalDay>,
    }
}

impl Limitation {
    /// F13. `due` says that the claim can still be brought.
    pub fn work_out(&self, ground: &Ground<'_>) -> Found {
        let mut worth = Worth::begin();
        let Some(begin) = self.begin(&mut worth)? else {
            worth.due = true;
            return Ok(worth);
        };
        let mut end = last_day(begin, ground);
        let mut events = self.events.clone();
        events.sort_by_key(|event| event.day);
        for event in &events {
            let kind = event.kind.map_or("other", Interruption::code);
            let figures = [("day", event.day.0.to_string()), ("kind", kind.to_owned()), ("end", end.to_string())];
            if event.day.0 < begin || event.day.0 > end {
                worth.step(StepCode::LimitOver, &figures);
                continue;
            }
            worth.step(StepCode::LimitInterrupted, &figures);
            end = last_day(event.day.0, ground);
        }
        worth.step(StepCode::LimitEnds, &[("end", end.to_string())]);
        if !ground.calendar.is_published(end.year()) {
            worth.warn(WarningCode::UnpublishedYear, &[("year", end.year().to_string())]);
        }
        worth.name("end", Named::Day(end));
        worth.assume(Assumption::LimitRaised);
        worth.change(Change::Interruption, &[]);
        if self.on.is_some_and(|on| on.0 > end) {
            return Ok(worth.nothing(NotDue::LimitPassed, &[("end", end.to_string())]));
        }
        worth.due = true;
        Ok(worth)
    }

    /// The day from which the year runs; none while a relation lasts and it is about wages.
    fn begin(&self, worth: &mut Worth) -> Found<Option<Day>> {
        let begin = match (self.wages, self.known, self.ended) {
            (true, _, None) => {
                worth.step(StepCode::LimitOpen, &[]);
                return Ok(None);
            }
            (true, _, Some(ended)) => {
                worth.step(StepCode::LimitFromEnd, &[("day", ended.0.to_string())]);
                ended.0
            }
            (false, Some(known), _) => {
                worth.step(StepCode::LimitBegins, &[("day", known.0.to_string())]);
                known.0
            }
            (false, None, _) => return Err(wrong("known", "missing")),
        };
        Ok(Some(begin))
    }
}

/// One year on, and on to the next workday when that is a day off (民法典 202, 203).
fn last_day(from: Day, ground: &Ground<'_>) -> Day {
    periods::months(ground.calendar, from, MONTHS).due
}
