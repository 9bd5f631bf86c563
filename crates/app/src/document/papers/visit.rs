//! The record of return visits (回访记录, no. 18): each visit with what was said about performance, and how satisfied.

use domain::case::{Act, Event, Recorded};
use domain::closing::event::VisitMade;
use domain::form;
use domain::kernel::Prose;

use super::missing::Place;
use super::pen::Pen;
use crate::document::model::SignaturePlace;
use crate::text;

form! {
    /// What the record of visits says beyond what was kept.
    pub struct VisitForm {
        /// Why it was not performed.
        pub unmet_because: Option<Prose<500>>,
        /// What is done about it.
        pub measures: Option<Prose<500>>,
        /// Signs of a new dispute.
        pub signs: Option<Prose<500>>,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    let (number, title) = (view.case.number.clone(), view.title());
    pen.head("case_number", number);
    if view.case.agreement.is_some() {
        let agreement = super::after::agreement_number(pen);
        pen.head("agreement", agreement);
    }
    pen.paper.head.push((text::paper("catalogue", "case_title", &[]), title));
    if let Some(agreed) = view.amounts.agreed {
        let (agreed, paid) = (pen.amount(agreed), pen.amount(view.amounts.paid));
        pen.head("agreed", agreed);
        pen.head("paid", paid);
    }
    let made = matter.every(|event| if let Event::VisitMade(event) = event { Some(&**event) } else { None });
    if made.is_empty() {
        pen.lack("visits", &[], Place::Act(Act::FollowUp));
    }
    for (n, (recorded, visit)) in (1_usize..).zip(&made) {
        one(pen, n, recorded, visit);
    }
    pen.heading("h_sum", &[]);
    let unmet = view.obligations.iter().any(|obligation| obligation.met.is_none());
    let nothing = (!unmet).then(|| pen.word("nothing"));
    let none = Some(pen.word("nothing"));
    pen.sheet(vec![("unmet_because", nothing.clone(), false), ("measures", nothing, false), ("signs", none, false)]);
    let last = made.last();
    let label = pen.word("visitor");
    let name = last.and_then(|(recorded, _)| view.person(recorded.actor.account)).map(str::to_owned);
    pen.paper.signatures.push(SignaturePlace { label, name, day: last.map(|(_, visit)| visit.day.chinese()) });
    pen.sealed(&matter.handler_name(), last.map(|(_, visit)| visit.day));
}

fn one(pen: &mut Pen<'_>, n: usize, recorded: &Recorded, visit: &VisitMade) {
    let view = &pen.matter.view;
    let planned = view.case.visits.iter().find(|planned| planned.id == visit.visit);
    let label = |group: &str, code: &'static str| text::code(group, code).to_owned();
    let score = visit.satisfaction.map(|n| pen.say("satisfaction_value", &[("n", n.to_string())])).unwrap_or_default();
    if visit.reached && visit.satisfaction.is_none() {
        pen.miss("satisfaction", &[("n", n.to_string())], Place::Act(Act::FollowUp));
    }
    let opinion = visit.opinion.and_then(|words| view.words(words)).unwrap_or_default().to_owned();
    let rows = vec![
        ("day", visit.day.chinese()),
        ("kind", planned.map(|planned| label("visit_kind", planned.kind.code())).unwrap_or_default()),
        ("visitor", view.person(recorded.actor.account).unwrap_or_default().to_owned()),
        ("party", pen.matter.name(visit.party)),
        ("means", label("means", visit.means.code())),
        ("reached", pen.word(if visit.reached { "reached_yes" } else { "reached_no" })),
        ("performance", visit.performance.map(|seen| label("performance_seen", seen.code())).unwrap_or_default()),
        ("satisfaction", score),
        ("opinion", opinion),
    ];
    pen.heading("h_visit", &[("number", n.to_string())]);
    pen.form(rows);
}
