//! What makes an agreement hold: the joint applications for arbitration review (no. 11; 令33号 art. 74) and judicial confirmation (no. 12; 民诉法 art. 205),
//! and the worker's application for a payment order (no. 13; 调解仲裁法 art. 16). All three are complete from the case.

use domain::agreement::ObligationKind;
use domain::case::Act;
use domain::form;
use domain::intake::Side;
use domain::kernel::{Day, Line, Money, Prose};
use domain::periods::{Clock, Role};

use super::PaperKind;
use super::agreement::{owed, way_of};
use super::matter::Person;
use super::missing::Place;
use super::pen::{Pen, day, numbered};
use crate::document::model::Align;

/// Days after the agreement took effect within which both may apply for review (令33号 art. 74: 15 natural days) …
const REVIEW_DAYS: i64 = 15;
/// … and for confirmation (民诉法 art. 205: 30 days).
const CONFIRM_DAYS: i64 = 30;

form! {
    /// What an application for review says beyond the case.
    pub struct ReviewForm {
        /// The commission.
        pub body: Option<Line<80>>,
        /// Further papers handed in.
        pub attachments: Vec<Line<80>>,
        /// The day of the application.
        pub day: Option<Day>,
    }
}

form! {
    /// What an application for confirmation says beyond the case.
    pub struct ConfirmationForm {
        /// The court.
        pub body: Option<Line<80>>,
        /// Further papers handed in.
        pub attachments: Vec<Line<80>>,
        /// Rights in things that the agreement touches, with their proof.
        pub property: Option<Line<200>>,
        /// The day of the application.
        pub day: Option<Day>,
    }
}

form! {
    /// What an application for a payment order says beyond the case.
    pub struct OrderForm {
        /// The court.
        pub body: Option<Line<80>>,
        /// The amount, when it is not everything that is overdue.
        pub amount: Option<Money>,
        /// How the amount comes about.
        pub reckoning: Option<Prose<1000>>,
        /// Further evidence.
        pub attachments: Vec<Line<80>>,
        /// Where the debtor can be served, when not at its address.
        pub service: Option<Line<120>>,
        /// The worker says that there is no debt the other way (民诉法 art. 225).
        pub no_counterclaim: bool,
        /// The worker says that no preservation before the suit was asked for (民诉法解释 art. 427).
        pub no_preservation: bool,
        /// The day of the application.
        pub day: Option<Day>,
    }
}

/// 仲裁审查申请书
pub(super) fn review(pen: &mut Pen<'_>) {
    joint(pen, "arbitration_commission", Role::ReviewWindow, REVIEW_DAYS);
}

/// 司法确认申请书
pub(super) fn confirmation(pen: &mut Pen<'_>) {
    joint(pen, "court", Role::ConfirmationWindow, CONFIRM_DAYS);
}

fn joint(pen: &mut Pen<'_>, body: &str, window: Role, days: i64) {
    let matter = pen.matter;
    let applicants: Vec<&Person> = matter.people.iter().collect();
    for person in &applicants {
        head_party(pen, person);
    }
    pen.miss_of_parties(true);
    let in_force = effective(pen);
    // The clock of the case says until when; cases from before it ran are counted here.
    let clock = matter.view.case.clock_of(window).map(Clock::due);
    let until = in_force.map(|from| clock.unwrap_or_else(|| matter.natural(from, days)));
    let on = pen.answers.day("day").unwrap_or(matter.today);
    if until.is_some_and(|until| on > until) {
        pen.lack("window_closed", &[("until", day(until))], Place::Paper);
    }
    let shut = |kind: &str| {
        let heads = matter.lists.heads(std::iter::once(kind));
        heads.values().any(|head| if window == Role::ReviewWindow { !head.reviewable } else { !head.confirmable })
    };
    if matter.view.case.claims.iter().any(|claim| claim.agreed.is_some() && shut(&claim.kind)) {
        pen.lack("status_claim", &[], Place::Paper);
    }
    let number = agreement_number(pen);
    let organisation = matter.handler_name();
    let params = pen.opening(vec![("agreement", number), ("organisation", organisation), ("day", day(in_force)), ("until", day(until))]);
    pen.heading("h_request", &[]);
    pen.numbered("request", &params);
    pen.heading("h_facts", &[]);
    pen.paragraph("facts_told", &params);
    result(pen);
    pen.heading("h_promise", &[]);
    pen.numbered("promise", &params);
    if pen.has("property") {
        pen.section("property", Some(pen.word("property_none")), false);
    }
    attachments(pen, &params);
    let body = pen.must("body", matter.body(body).map(|body| body.name.clone()));
    pen.paragraph("to", &[("organisation", body)]);
    let places: Vec<_> = applicants.iter().map(|person| pen.party_place(person, false)).collect();
    pen.paper.signatures.extend(places);
    pen.notice("note", &params);
    pen.dated(Some(on));
}

/// The day on which the agreement took effect; blocks when it has not.
fn effective(pen: &mut Pen<'_>) -> Option<Day> {
    let in_force = pen.matter.view.case.agreement.as_ref().and_then(|agreement| agreement.in_force);
    if in_force.is_none() {
        pen.lack("not_in_force", &[], Place::Act(Act::Sign));
    }
    in_force
}

/// A party in full, with the address and telephone at which papers reach it.
fn head_party(pen: &mut Pen<'_>, person: &Person) {
    let told = pen.say(if person.worker { "worker" } else { "employer" }, &person.params());
    let label = pen.word(if person.worker { "label_worker" } else { "label_employer" });
    pen.paper.head.push((label, told));
}

/// The number under which the agreement was issued.
pub(super) fn agreement_number(pen: &Pen<'_>) -> String {
    let word = PaperKind::Agreement.word().unwrap_or_default();
    pen.matter.issued.get(&PaperKind::Agreement).cloned().unwrap_or_else(|| numbered(&pen.matter.view.case.number, &word))
}

/// What was agreed, obligation by obligation.
fn result(pen: &mut Pen<'_>) {
    let view = &pen.matter.view;
    if view.obligations.is_empty() {
        return;
    }
    let mut rows = Vec::new();
    for obligation in &view.obligations {
        let due = pen.say("due", &[("due", obligation.due.chinese())]);
        rows.push(vec![obligation.number.to_string(), owed(pen, obligation), due, way_of(pen.matter, obligation.id)]);
    }
    let columns = [
        ("number", Align::Centre, 8),
        ("performance_column", Align::Left, 42),
        ("due_column", Align::Centre, 26),
        ("way_column", Align::Left, 24),
    ];
    pen.table(&columns, rows);
    if let Some(total) = view.amounts.agreed.filter(|total| *total > Money::ZERO) {
        let amount = pen.amount(total);
        pen.paragraph("total_words", &[("amount", amount)]);
    }
}

fn attachments(pen: &mut Pen<'_>, params: &[(&str, String)]) {
    pen.heading("h_attachments", &[]);
    let mut items: Vec<String> = pen.say("attachments_usual", params).lines().map(str::to_owned).collect();
    items.extend(pen.answers.list("attachments"));
    pen.items(items);
}

/// 支付令申请书
pub(super) fn order(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    let (workers, employers): (Vec<&Person>, Vec<&Person>) = matter.people.iter().partition(|person| person.worker);
    for person in workers.iter().chain(&employers) {
        head_party(pen, person);
    }
    pen.miss_of_parties(true);
    let in_force = effective(pen);
    let on = pen.answers.day("day").unwrap_or(matter.today);
    let overdue: Vec<_> = view
        .obligations
        .iter()
        .filter(|obligation| obligation.kind == ObligationKind::Pay && obligation.met.is_none() && obligation.due < on)
        .collect();
    let left = |obligation: &crate::case::ObligationView| obligation.amount.unwrap_or(Money::ZERO).minus(obligation.paid);
    let sum: Money = overdue.iter().map(|obligation| left(obligation)).sum();
    if overdue.is_empty() {
        pen.lack("nothing_overdue", &[], Place::Paper);
    }
    // Only what falls under the four heads of art. 16 may be asked for; when others are mixed in, the amount is said by hand.
    let settled = || view.case.agreement.iter().flat_map(|agreement| &agreement.agreed).filter(|(_, amount)| *amount > Money::ZERO);
    let kind = |id| view.case.claims.iter().find(|claim| claim.id == id).map_or("", |claim| claim.kind.as_str());
    let order_head = |id| matter.lists.find("claim_type", kind(id)).and_then(|entry| entry.payment_order);
    let heads: Vec<_> = settled().filter_map(|(id, _)| order_head(*id)).collect();
    let mixed = settled().any(|(id, _)| order_head(*id).is_none());
    if heads.is_empty() {
        pen.lack("no_order_head", &[], Place::Paper);
    }
    let given = pen.answers.money("amount");
    if mixed && given.is_none() {
        pen.lack("mixed_heads", &[], Place::Form("amount".to_owned()));
    }
    let asked = given.unwrap_or(sum);
    let mut named: Vec<&str> = Vec::new();
    for head in &heads {
        let label = crate::text::code("order_head", head.code());
        if !named.contains(&label) {
            named.push(label);
        }
    }
    let (amount, heads) = (pen.amount(asked), named.join(&pen.word("list")));
    let params = pen.opening(vec![
        ("worker", workers.iter().map(|person| person.name.clone()).collect::<Vec<_>>().join(&pen.word("list"))),
        ("employer", employers.iter().map(|person| person.name.clone()).collect::<Vec<_>>().join(&pen.word("list"))),
        ("amount", amount),
        ("heads", heads),
        ("agreement", agreement_number(pen)),
        ("organisation", matter.handler_name()),
        ("day", day(in_force)),
    ]);
    pen.heading("h_request", &[]);
    pen.numbered("request", &params);
    pen.heading("h_facts", &[]);
    pen.paragraph("facts_told", &params);
    let mut rows = Vec::new();
    for obligation in &overdue {
        let amount = obligation.amount.unwrap_or(Money::ZERO);
        rows.push(vec![
            obligation.number.to_string(),
            obligation.due.chinese(),
            amount.to_string(),
            obligation.paid.to_string(),
            left(obligation).to_string(),
        ]);
    }
    let columns = [
        ("number", Align::Centre, 10),
        ("due_column", Align::Centre, 27),
        ("agreed_column", Align::Right, 21),
        ("paid_column", Align::Right, 21),
        ("left_column", Align::Right, 21),
    ];
    pen.table(&columns, rows);
    if let Some(reckoning) = pen.given("reckoning") {
        pen.own_words(reckoning);
    }
    pen.heading("h_grounds", &[]);
    pen.numbered("grounds", &params);
    for field in ["no_counterclaim", "no_preservation"] {
        if pen.answers.ticked(field) {
            pen.paragraph(&format!("{field}_yes"), &[]);
        } else {
            pen.must(field, None);
            pen.paragraph(&format!("{field}_open"), &[]);
        }
    }
    let address = employers.first().and_then(|person| person.address.clone());
    let service = pen.must("service", address);
    pen.paragraph("deliverable", &[("address", service)]);
    attachments(pen, &params);
    let body = pen.must("body", matter.body("court").map(|body| body.name.clone()));
    pen.paragraph("to", &[("organisation", body)]);
    for person in workers {
        let place = pen.party_place(person, false);
        pen.paper.signatures.push(place);
    }
    if matter.people.iter().all(|person| person.side != Side::Applicant) {
        pen.place("sign_applicant");
    }
    pen.dated(Some(on));
}
