//! The performance notice (履行告知书, no. 9): who owes what by when, how far it is met, what follows if not.

use domain::kernel::Money;

use super::agreement::{owed, way_of};
use super::missing::Place;
use super::pen::Pen;
use crate::case::ObligationView;
use crate::document::model::Align;

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    let mut payers: Vec<&str> = Vec::new();
    for obligation in &view.obligations {
        if !payers.contains(&obligation.payer.as_str()) {
            payers.push(&obligation.payer);
        }
    }
    pen.head_number();
    pen.addressed_to(payers.iter().map(|payer| (*payer).to_owned()).collect());
    let in_force = view.case.agreement.as_ref().and_then(|agreement| agreement.in_force);
    let agreement = super::after::agreement_number(pen);
    if in_force.is_none() {
        pen.lack("not_in_force", &[], Place::Act(domain::case::Act::Sign));
    }
    let params = pen.opening(vec![("day", super::pen::day(in_force)), ("agreement", agreement)]);
    pen.paragraph("opening", &params);
    for payer in payers {
        pen.heading("h_list", &[("payer", payer.to_owned())]);
        let rows = view.obligations.iter().filter(|obligation| obligation.payer == payer).map(|obligation| row(pen, obligation)).collect();
        let columns = [
            ("number", Align::Centre, 8),
            ("content_column", Align::Left, 33),
            ("due_column", Align::Centre, 25),
            ("way_column", Align::Left, 18),
            ("state_column", Align::Left, 16),
        ];
        pen.table(&columns, rows);
    }
    pen.heading("h_after", &[]);
    pen.numbered("after", &[]);
    pen.heading("h_how", &[]);
    pen.paragraph("how", &[]);
    contact(pen);
    pen.receipts();
    pen.sealed(&matter.handler_name(), in_force);
}

fn row(pen: &Pen<'_>, obligation: &ObligationView) -> Vec<String> {
    let way = way_of(pen.matter, obligation.id);
    vec![obligation.number.to_string(), owed(pen, obligation), obligation.due.chinese(), way, state(pen, obligation)]
}

fn state(pen: &Pen<'_>, obligation: &ObligationView) -> String {
    if let Some(met) = obligation.met {
        return pen.say("state_met", &[("day", met.chinese())]);
    }
    if let Some(breached) = obligation.breached {
        return pen.say("state_breached", &[("day", breached.chinese())]);
    }
    match obligation.amount {
        Some(amount) if obligation.paid > Money::ZERO => {
            pen.say("state_part", &[("paid", obligation.paid.to_string()), ("left", amount.minus(obligation.paid).to_string())])
        }
        _ => pen.word("state_open"),
    }
}

/// Who answers questions and may be told of a payment.
fn contact(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let mediator = matter.mediator();
    let handler = matter.handler();
    let given = |value: Option<&String>| value.cloned().unwrap_or_default();
    let phone = given(handler.and_then(|row| row.phone.as_ref()));
    if phone.is_empty() {
        let place = handler.map_or(Place::Paper, |row| Place::Organisation(row.id));
        pen.miss("organisation_phone", &[("name", matter.handler_name())], place);
    }
    let mediator = if mediator.is_empty() { matter.handler_name() } else { mediator };
    let address = given(handler.and_then(|row| row.address.as_ref()));
    pen.notice("contact", &[("mediator", mediator), ("phone", phone), ("address", address)]);
}
