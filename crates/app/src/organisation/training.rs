//! Courses: whoever is there signs in for themselves and gets the hours of the course (S4-43).

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::Fault;
use domain::kernel::id::RecordId;
use serde_json::json;

use super::register::keep::{enter_as, read_form};
use super::register::{RecordRow, filled, list};
use crate::{Ctx, Error, Result};

/// The register of courses.
pub(crate) const COURSES: &str = "course";
/// The register of hours of training.
pub(crate) const ATTENDANCE: &str = "attendance";
/// A course that has not been closed yet.
pub(crate) const PLANNED: &str = "planned";

/// A course that took place.
pub(crate) const HELD: &str = "held";

/// A record is a course that still takes who signs in.
pub(super) fn takes_sign_in(row: &RecordRow) -> bool {
    row.register == COURSES && row.state == PLANNED
}

/// A course with the name under which whoever asks would sign in; nothing for an account that stands in no roster.
///
/// # Errors
/// [`Error::NotFound`] when there is no such course.
pub async fn course(cx: &Ctx, course: RecordId) -> Result<(RecordRow, Option<RecordRow>)> {
    let view = super::register::show(cx, course, None).await?;
    if view.row.register != COURSES {
        return Err(Error::NotFound);
    }
    Ok((view.row, list::own_person(cx).await?))
}

/// What hangs on the wall of a course: its QR code, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInCode {
    /// The address at which whoever is there signs in, whole.
    pub address: String,
    /// The QR code of it, as SVG.
    pub svg: String,
}

/// The code of a course that still takes who signs in.
///
/// # Errors
/// [`Error::NotFound`] for anything else.
pub fn code_of(cx: &Ctx, row: &RecordRow) -> Result<SignInCode> {
    if !takes_sign_in(row) {
        return Err(Error::NotFound);
    }
    let address = format!("{}/records/{}/attend", cx.app.issuing.public(), row.record);
    Ok(SignInCode { svg: cx.app.press.qr(&address)?, address })
}

/// Signs whoever asks in to a course, on a day of it: a record of the hours of that day. Nobody else's, and no other way into the book of hours,
/// is open to who does not keep it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such course, or for an account that stands in no roster; a fault on another day, when the course is
/// closed, and for who has signed in already.
pub async fn attend(cx: &Ctx, id: RecordId) -> Result<RecordId> {
    let (row, own) = course(cx, id).await?;
    let (own, values, today) = (own.ok_or(Error::NotFound)?, filled(&row), cx.now.day());
    let refused = |fault: &'static str| Err(Error::at("course", Fault::Wrong(fault)));
    if !takes_sign_in(&row) {
        return refused("course_closed");
    }
    let first = values.day("day").ok_or(Error::NotFound)?;
    let last = values.day("until").unwrap_or(first);
    if today < first {
        return refused("course_not_begun");
    }
    if today > last {
        return refused("course_over");
    }
    let hours = if last > first { values.number("hours_a_day") } else { values.number("hours") };
    let typed = json!({
        "person": own.record.to_string(), "course": id.to_string(), "day": today.to_string(), "hours": hours.unwrap_or(0).to_string(), "signed": "qr",
    });
    let read = read_form(cx, cx.app.lists.registers().find(ATTENDANCE).ok_or(Error::NotFound)?, &typed)?;
    let actor = cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    store.write(move |tx| Box::pin(async move { enter_as(&cx, tx, ATTENDANCE, &read, &actor).await })).await
}
