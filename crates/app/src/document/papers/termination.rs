//! The notice that mediation ended without a kept agreement (no. 17; 令17号 art. 30): the ground, and where to go until when.

use domain::case::{Act, Event};
use domain::closing::CloseResult;
use domain::kernel::Day;
use domain::kernel::id::WordsId;

use super::missing::Place;
use super::pen::Pen;

/// What the last ending says, whichever event it was.
struct Ending {
    result: CloseResult,
    on: Day,
    reason: Option<WordsId>,
    body: Option<String>,
    address: Option<String>,
    phone: Option<String>,
    limitation: Option<Day>,
}

fn ending(event: &Event) -> Option<Ending> {
    match event {
        Event::EndedUnperformed(event) => Some(Ending {
            result: CloseResult::NotPerformed,
            on: event.day,
            reason: Some(event.reason),
            body: Some(event.body.clone()),
            address: Some(event.address.clone()),
            phone: event.phone.clone(),
            limitation: Some(event.limitation),
        }),
        Event::Closed(event) if event.body.is_some() || event.reason.is_some() => Some(Ending {
            result: event.result,
            on: event.day,
            reason: event.reason,
            body: event.body.clone(),
            address: event.address.clone(),
            phone: event.phone.clone(),
            limitation: event.limitation,
        }),
        _ => None,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.head_number();
    let Some(ending) = matter.view.timeline.iter().find_map(|told| ending(&told.recorded.event)) else {
        pen.lack("ending", &[], Place::Act(Act::Close));
        return;
    };
    pen.paper.title = pen.word(&format!("title_{}", ending.result.code()));
    pen.addressed_to(matter.people.iter().map(|person| person.name.clone()).collect());
    let params = pen.opening(Vec::new());
    pen.paragraph("opening", &params);
    pen.heading("h_reason", &[]);
    pen.paragraph(&format!("ground_{}", ending.result.code()), &[("day", ending.on.chinese())]);
    match ending.reason.and_then(|words| matter.view.words(words)) {
        Some(words) => pen.own_words(words),
        None => pen.miss("note", &[], Place::Paper),
    }
    way_on(pen, &ending);
    pen.paragraph("statute", &[]);
    pen.notice("concession", &[]);
    pen.receipts();
    pen.sealed(&matter.handler_name(), Some(ending.on));
}

fn way_on(pen: &mut Pen<'_>, ending: &Ending) {
    let matter = pen.matter;
    pen.heading("h_way", &[]);
    let nearest = matter.body("arbitration_commission");
    let body = ending.body.clone().or_else(|| nearest.map(|body| body.name.clone())).unwrap_or_default();
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    if ending.result == CloseResult::Withdrawn {
        pen.paragraph("way_withdrawn", &[("body", body)]);
    } else {
        if ending.address.is_none() {
            pen.miss("body_address", &[("body", body.clone())], Place::Paper);
        }
        if ending.phone.is_none() {
            pen.miss("phone_of_body", &[("body", body.clone())], Place::Paper);
        }
        pen.paragraph("way_arbitration", &[("body", body), ("address", given(&ending.address)), ("phone", given(&ending.phone))]);
        pen.paragraph("way_inspection", &[]);
    }
    if ending.result == CloseResult::NotPerformed {
        pen.paragraph("way_order", &[]);
    }
    pen.heading("h_limitation", &[]);
    match ending.limitation {
        Some(limitation) => pen.paragraph("limitation_day", &[("day", limitation.chinese())]),
        None if ending.result == CloseResult::Withdrawn => {}
        None => pen.miss("limitation", &[], Place::Paper),
    }
    pen.paragraph("limitation", &[]);
}
