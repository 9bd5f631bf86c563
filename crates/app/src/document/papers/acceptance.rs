//! The acceptance notice (no. 3) and the notice of non-acceptance with the way on (no. 4; 令17号 art. 22; policy 004 §五(一)).

use domain::case::{Act, Event};
use domain::intake::Side;
use domain::periods::Role;

use super::missing::Place;
use super::pen::{Pen, day};
use crate::document::model::Align;
use crate::lists::Guidance;
use crate::organisation::Body;
use crate::text;

/// The acceptance notice.
pub(super) fn accepted(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let (view, intake) = (&matter.view, &matter.view.case.intake);
    pen.head_number();
    pen.addressed_to(matter.people.iter().map(|person| person.name.clone()).collect());
    if intake.accepted.is_none() {
        pen.lack("not_accepted", &[], Place::Act(Act::Accept));
    }
    let scope = intake.scope.map(|scope| text::code("scope", scope.code()).to_owned()).unwrap_or_default();
    let params = pen.opening(vec![("scope", scope), ("accepted", day(intake.accepted))]);
    pen.paragraph("opening", &params);
    pen.heading("h_mediator", &[]);
    let mediator = matter.mediator();
    if mediator.is_empty() {
        pen.miss("mediator", &[], Place::Act(Act::Assign));
    }
    let place = if mediator.is_empty() { "mediator_later" } else { "mediator" };
    pen.paragraph(place, &[("organisation", matter.handler_name()), ("mediator", mediator)]);
    sessions(pen);
    pen.heading("h_period", &[]);
    let due = view.case.clock_of(Role::Mediation).map(|clock| clock.deadline.due);
    pen.paragraph("term", &[("due", day(due))]);
    pen.heading("h_rights", &[]);
    pen.numbered("rights", &[]);
    pen.heading("h_evidence", &[]);
    pen.paragraph("evidence", &[]);
    pen.heading("h_limitation", &[]);
    pen.paragraph("limitation", &[]);
    contact(pen);
    pen.receipts();
    pen.sealed(&matter.office_name(), intake.accepted);
}

fn sessions(pen: &mut Pen<'_>) {
    pen.heading("h_session", &[]);
    let view = &pen.matter.view;
    let mut told = false;
    for shown in view.sessions.iter().rev().filter(|shown| !shown.session.cancelled).take(1) {
        let session = &shown.session;
        let when = text::phrase("format", "session_time", &[("starts", session.starts.chinese()), ("ends", session.ends.clock_text())]);
        let means = text::code("session_means", session.means.code()).to_owned();
        pen.paragraph("session", &[("when", when), ("place", shown.place.clone()), ("means", means)]);
        told = true;
    }
    if !told {
        pen.miss("session", &[], Place::Act(Act::Schedule));
        pen.paragraph("session_later", &[]);
    }
}

/// Where the registering office is reached.
fn contact(pen: &mut Pen<'_>) {
    let Some(office) = pen.matter.office() else { return };
    if office.phone.is_none() {
        pen.miss("organisation_phone", &[("name", office.name.clone())], Place::Organisation(office.id));
    }
    if office.address.is_none() {
        pen.miss("organisation_address", &[("name", office.name.clone())], Place::Organisation(office.id));
    }
    let place = if office.address.is_some() { "contact" } else { "contact_phone" };
    if let Some(phone) = &office.phone {
        pen.notice(place, &[("address", office.address.clone().unwrap_or_default()), ("phone", phone.clone())]);
    }
}

/// The notice of non-acceptance.
pub(super) fn declined(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    let declined = matter.latest(|event| if let Event::Declined(event) = event { Some(&**event) } else { None });
    let entry = view.case.intake.declined.as_deref().and_then(|reason| matter.lists.find("decline_reason", reason));
    pen.head_number();
    let applicants = matter.people.iter().filter(|person| person.side == Side::Applicant);
    pen.addressed_to(applicants.map(|person| person.name.clone()).collect());
    let worker = matter.people.iter().any(|person| person.side == Side::Applicant && person.worker);
    let you = pen.word(if worker { "you_worker" } else { "you_employer" });
    let params = pen.opening(vec![("you", you)]);
    pen.paragraph("opening", &params);
    pen.heading("h_reason", &[]);
    if declined.is_none() {
        pen.lack("not_declined", &[], Place::Act(Act::Decline));
    }
    if let Some(entry) = entry {
        pen.own_words(entry.statement.clone().unwrap_or_else(|| entry.name.clone()));
    }
    let note = declined.and_then(|(_, event)| event.note).and_then(|words| view.words(words));
    match note {
        Some(note) => pen.paragraph("note", &[("note", note.to_owned())]),
        None => pen.miss("note", &[], Place::Act(Act::Decline)),
    }
    if let Some(statute) = entry.and_then(|entry| entry.statute.clone()) {
        pen.heading("h_statute", &[]);
        pen.paragraph("statute", &[("statute", statute)]);
    }
    pen.heading("h_way", &[]);
    if let Some((_, event)) = declined {
        let by = day(event.by);
        let params = [("body", event.body.clone()), ("address", event.address.clone()), ("phone", event.phone.clone()), ("by", by)];
        pen.paragraph("body", &params);
    }
    ways(pen, entry.map(|entry| entry.guidance.as_slice()).unwrap_or_default());
    pen.heading("h_limitation", &[]);
    match declined.and_then(|(_, event)| event.by) {
        Some(by) => pen.paragraph("limitation_day", &[("by", by.chinese())]),
        None => pen.miss("limitation", &[], Place::Act(Act::Decline)),
    }
    pen.paragraph("limitation", &[]);
    pen.notice("free", &[]);
    let places = matter.people.iter().filter(|person| person.side == Side::Applicant);
    let places: Vec<_> = places.map(|person| pen.party_place(person, true)).collect();
    pen.paper.signatures.extend(places);
    pen.sealed(&matter.office_name(), declined.map(|(_, event)| event.day));
}

/// Every way on for this reason, with the local body where the directory has one.
fn ways(pen: &mut Pen<'_>, guidance: &[Guidance]) {
    if guidance.is_empty() {
        return;
    }
    let matter = pen.matter;
    let row = |way: &Guidance| {
        let local: Option<&Body> = matter.body(&way.body);
        let name = local.map_or_else(|| matter.lists.name("body", &way.body).to_owned(), |body| body.name.clone());
        let address = local.and_then(|body| body.address.clone()).unwrap_or_default();
        let phone = local.and_then(|body| body.phone.clone()).unwrap_or_default();
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let does = pen.say("way", &[("tell", way.tell.clone()), ("by_when", given(&way.by_when)), ("statute", given(&way.statute))]);
        let contact = pen.say("contact", &[("address", address), ("phone", phone)]);
        vec![name, contact, does]
    };
    let rows: Vec<Vec<String>> = guidance.iter().map(row).collect();
    let columns = [("body_column", Align::Left, 24), ("contact_column", Align::Left, 24), ("do_column", Align::Left, 52)];
    pen.table(&columns, rows);
}
