//! The register form (受理登记表, law.md §3.7 no. 2): what came in, from whom, what was examined and decided.

use domain::case::{Act, Event};
use domain::form;
use domain::intake::Side;
use domain::intake::event::Registered;
use domain::kernel::Money;
use domain::periods::Role;

use super::matter::Person;
use super::missing::Place;
use super::pen::{Pen, day};
use super::risk::RiskLevel;
use crate::document::model::{Align, SignaturePlace};
use crate::text;

form! {
    /// What the register says beyond the case.
    pub struct RegisterForm {
        /// How grave the risk is.
        pub risk: Option<RiskLevel>,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let registered = matter.latest(|event| if let Event::Registered(event) = event { Some(&**event) } else { None });
    pen.head_parties();
    pen.miss_of_parties(false);
    let rows = examined(pen, registered.map(|(_, event)| event));
    pen.form(rows);
    claims(pen);
    for person in matter.people.iter().filter(|person| person.side == Side::Applicant) {
        let place = pen.party_place(person, false);
        pen.paper.signatures.push(place);
    }
    let registrar = registered.and_then(|(recorded, _)| matter.view.person(recorded.actor.account)).map(str::to_owned);
    let label = pen.word("sign_registrar");
    pen.paper.signatures.push(SignaturePlace { label, name: registrar, day: registered.map(|(recorded, _)| recorded.at.day().chinese()) });
    pen.sealed(&matter.office_name(), registered.map(|(recorded, _)| recorded.at.day()));
}

/// What was taken down and what the examination says.
fn examined(pen: &mut Pen<'_>, registered: Option<&Registered>) -> Vec<(&'static str, String)> {
    let matter = pen.matter;
    let (view, intake) = (&matter.view, &matter.view.case.intake);
    let risk = pen.given("risk").unwrap_or_default();
    if risk.is_empty() {
        pen.miss("risk", &[], Place::Form("risk".to_owned()));
    }
    let label = |group: &str, code: Option<&'static str>| code.map(|code| text::code(group, code).to_owned()).unwrap_or_default();
    let list = pen.word("list");
    let received = day(intake.received);
    let received = if intake.oral { pen.say("received_oral", &[("day", received)]) } else { received };
    let workers = matter.people.iter().filter(|person| person.worker).count();
    let people = pen.say("people_count", &[("workers", workers.to_string()), ("employers", (matter.people.len() - workers).to_string())]);
    let told: Vec<&str> = registered.iter().flat_map(|event| &event.told).map(|told| text::code("told", told.code())).collect();
    if told.is_empty() {
        pen.miss("told", &[], Place::Paper);
    }
    if view.facts.is_empty() {
        pen.miss("facts", &[], Place::Paper);
    }
    let duplicate = registered.and_then(|event| event.duplicate).and_then(|words| view.words(words)).unwrap_or_default().to_owned();
    let due = |role| view.case.clock_of(role).map(|clock| clock.due().chinese()).unwrap_or_default();
    let amount = view.amounts.claimed.map_or_else(|| pen.word("amount_unknown"), |amount| pen.amount(amount));
    vec![
        ("registered", view.case.number.clone()),
        ("channel", label("channel", intake.channel.map(|channel| channel.code()))),
        ("received", received),
        ("owner", view.person(intake.first_contact).unwrap_or_default().to_owned()),
        ("office", matter.office_name()),
        ("people", people),
        ("cause", matter.cause()),
        ("sum", amount),
        ("facts", view.facts.clone()),
        ("risk", risk),
        ("party_details", details(pen)),
        ("told", told.join(&list)),
        ("duplicate", duplicate),
        ("consent", consents(pen)),
        ("jurisdiction", pen.say("jurisdiction_value", &[("office", matter.office_name())])),
        ("accept_by", due(Role::Acceptance)),
        ("scope", label("scope", intake.scope.map(|scope| scope.code()))),
        ("complexity", label("complexity", intake.complexity.map(|complexity| complexity.code()))),
        ("result", result(pen)),
        ("handler", if intake.accepted.is_some() { matter.handler_name() } else { String::new() }),
        ("mediator", matter.mediator()),
        ("mediate_by", view.case.mediation_due().filter(|_| intake.declined.is_none()).map(|due| due.chinese()).unwrap_or_default()),
    ]
}

fn result(pen: &Pen<'_>) -> String {
    let matter = pen.matter;
    let intake = &matter.view.case.intake;
    if let Some(reason) = &intake.declined {
        let declined = matter.latest(|event| if let Event::Declined(event) = event { Some(&**event) } else { None });
        let on = declined.map(|(_, event)| event.day);
        let reason = matter.lists.name("decline_reason", reason).to_owned();
        return pen.say("result_declined", &[("day", day(on)), ("reason", reason)]);
    }
    intake.accepted.map_or_else(|| pen.word("result_open"), |on| pen.say("result_accepted", &[("day", on.chinese())]))
}

fn consents(pen: &Pen<'_>) -> String {
    let intake = &pen.matter.view.case.intake;
    let one = |person: &Person| {
        let given = intake.consents.iter().rev().find(|consent| consent.party == person.id);
        let consent = match given.map(|consent| consent.agrees) {
            Some(true) => "consent_yes",
            Some(false) => "consent_no",
            None => "consent_open",
        };
        let on = given.map(|consent| consent.day.chinese()).unwrap_or_default();
        let means = given.map(|consent| text::code("means", consent.means.code()).to_owned()).unwrap_or_default();
        pen.say("consent_one", &[("name", person.name.clone()), ("consent", pen.word(consent)), ("day", on), ("means", means)])
    };
    let lines: Vec<String> = pen.matter.people.iter().map(one).collect();
    lines.join("\n")
}

/// Post, days of work, wage of each worker.
pub(super) fn details(pen: &Pen<'_>) -> String {
    const SHOWN: [&str; 6] = ["detail_post", "detail_hired", "detail_left", "detail_wage", "detail_groups", "detail_help"];
    let list = pen.word("list");
    let one = |person: &Person| {
        let told = SHOWN.iter().filter_map(|place| {
            let value = person.details.get(place.strip_prefix("detail_").unwrap_or(place))?;
            Some(pen.say(place, &[("value", value.clone())]))
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| pen.say("pair", &[("label", person.name.clone()), ("value", told.join(&list))]))
    };
    let lines: Vec<String> = pen.matter.people.iter().filter(|person| person.worker).filter_map(one).collect();
    lines.join("\n")
}

fn claims(pen: &mut Pen<'_>) {
    let view = &pen.matter.view;
    let amount = |amount: Option<Money>| amount.map_or_else(|| pen.word("amount_unknown"), |amount| amount.to_string());
    let live = || view.claims.iter().filter(|claim| !claim.withdrawn);
    let mut rows: Vec<Vec<String>> =
        live().map(|claim| vec![claim.kind.clone(), pen.period(claim.from, claim.to), amount(claim.claimed)]).collect();
    rows.push(vec![pen.word("total"), String::new(), amount(view.amounts.claimed)]);
    for claim in live().filter(|claim| claim.claimed.is_none()) {
        pen.miss("claim_amount", &[("kind", claim.kind.clone())], Place::Act(Act::VerifyClaim));
    }
    pen.heading("claims", &[]);
    pen.table(&[("claim_kind", Align::Left, 34), ("claim_period", Align::Left, 42), ("claim_amount", Align::Right, 24)], rows);
}
