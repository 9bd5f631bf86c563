//! The notice of rights and duties (no. 5; 人民调解法 arts 23–24): given to both sides, signed by both.

use domain::kernel::Day;
use domain::periods::Role;

use super::pen::{Pen, day};
use crate::document::model::Block;

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    pen.head_number();
    pen.addressed_to(matter.people.iter().map(|person| person.name.clone()).collect());
    pen.paragraph("opening", &[]);
    pen.heading("h_rights", &[]);
    pen.numbered("rights", &[]);
    pen.heading("h_duties", &[]);
    pen.numbered("duties", &[]);
    pen.heading("h_effect", &[]);
    pen.paragraph("effect", &[]);
    routes(pen, None);
    pen.heading("h_privacy", &[]);
    pen.paragraph("concession", &[]);
    pen.heading("h_period", &[]);
    let due = view.case.clock_of(Role::Mediation).filter(|_| view.case.intake.declined.is_none()).map(|clock| clock.deadline.due);
    pen.paragraph("term", &[("due", day(due))]);
    pen.paragraph("limitation", &[]);
    pen.notice("confirm", &[]);
    for person in &matter.people {
        let place = pen.party_place(person, false);
        pen.paper.signatures.push(place);
    }
    let on = view.case.intake.received;
    pen.sealed(&matter.office_name(), on);
}

/// The four routes after an agreement (law.md §1.4), with their last days when the agreement is in force.
pub(super) fn routes(pen: &mut Pen<'_>, in_force: Option<Day>) {
    let matter = pen.matter;
    let until = |days| day(in_force.map(|from| matter.natural(from, days)));
    let body = |code: &str| matter.body(code).map(|body| body.name.clone()).unwrap_or_default();
    let items = vec![
        pen.say("route_review", &[("until", until(15)), ("body", body("arbitration_commission"))]),
        pen.say("route_confirm", &[("until", until(30)), ("body", body("court"))]),
        pen.say("route_order", &[]),
        pen.say("route_arbitration", &[]),
    ];
    pen.paper.body.push(Block::Numbered(items));
}
