//! The agreement (调解协议书, no. 7): every item of 令17号 art. 26, and what can be done with it afterwards.

use domain::agreement::event::AgreementDrafted;
use domain::agreement::{Agreement, ObligationKind, RelationAfter, Signer, TaxBearer};
use domain::case::{Act, Event};
use domain::kernel::Money;
use domain::kernel::id::{ClaimId, ObligationId, PartyId};

use super::PaperKind;
use super::matter::Matter;
use super::missing::Place;
use super::pen::Pen;
use super::rights::routes;
use crate::case::ObligationView;
use crate::document::model::{Align, SignaturePlace};

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.head_parties();
    pen.miss_of_parties(true);
    let (organisation, mediator) = (matter.handler_name(), matter.mediator());
    pen.head("organisation", organisation);
    if mediator.is_empty() {
        pen.miss("mediator", &[], Place::Act(Act::Reassign));
    } else {
        pen.head("mediator", mediator);
    }
    if matter.view.case.agreement.is_none() {
        pen.lack("agreement", &[], Place::Act(Act::Draft));
    }
    if let Some(agreement) = &matter.view.case.agreement {
        claims(pen);
        facts(pen, agreement);
        result(pen, agreement);
        performance(pen);
        terms(pen, agreement);
        effect(pen, agreement);
        signatures(pen, agreement);
        copies(pen, agreement);
        pen.sealed(&matter.handler_name(), agreement.in_force);
    }
}

/// 调解请求事项
fn claims(pen: &mut Pen<'_>) {
    pen.heading("h_claims", &[]);
    let items = claim_items(pen);
    pen.items(items);
}

/// Each claim with its type, period and amount.
pub(super) fn claim_items(pen: &Pen<'_>) -> Vec<String> {
    let live = pen.matter.view.claims.iter().filter(|claim| !claim.withdrawn);
    let item = |claim: &crate::case::ClaimView| {
        let period = pen.period(claim.from, claim.to);
        let amount = claim.claimed.map_or_else(|| pen.word("amount_unknown"), |amount| pen.amount(amount));
        pen.say("claim", &[("kind", claim.kind.clone()), ("period", period), ("amount", amount)])
    };
    live.map(item).collect()
}

fn facts(pen: &mut Pen<'_>, agreement: &Agreement) {
    pen.heading("h_facts", &[]);
    match pen.matter.view.words(agreement.facts) {
        Some(words) => pen.own_words(words),
        None => pen.miss("facts", &[], Place::Act(Act::Draft)),
    }
}

/// 调解结果: each claim with its amount in figures and in capitals.
fn result(pen: &mut Pen<'_>, agreement: &Agreement) {
    let matter = pen.matter;
    pen.heading("h_result", &[]);
    pen.paragraph("result", &[("organisation", matter.handler_name())]);
    let kind = |id: ClaimId| matter.view.claims.iter().find(|claim| claim.id == id).map(|claim| claim.kind.clone()).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (claim, amount) in &agreement.agreed {
        let capitals = if *amount == Money::ZERO { pen.word("no_money") } else { amount.capitals() };
        rows.push(vec![kind(*claim), amount.to_string(), capitals]);
    }
    let total = agreement.total();
    if agreement.agreed.len() > 1 {
        rows.push(vec![pen.word("total"), total.to_string(), total.capitals()]);
    }
    pen.table(&[("claim_kind", Align::Left, 34), ("claim_amount", Align::Right, 24), ("claim_capitals", Align::Left, 42)], rows);
    if total > Money::ZERO {
        let amount = pen.amount(total);
        pen.paragraph("total_words", &[("amount", amount)]);
    }
    if agreement.partial {
        let open = matter.view.claims.iter().filter(|claim| !claim.withdrawn && agreement.agreed.iter().all(|(id, _)| *id != claim.id));
        let rest: Vec<String> = open.map(|claim| claim.kind.clone()).collect();
        let rest = rest.join(&pen.word("list"));
        pen.paragraph("partial", &[("rest", rest)]);
    } else {
        pen.paragraph("rest_settled", &[]);
    }
}

/// 履行期限、履行方式: one row for each obligation, instalments in the order of the agreement.
fn performance(pen: &mut Pen<'_>) {
    pen.heading("h_performance", &[]);
    let view = &pen.matter.view;
    let mut rows = Vec::new();
    for obligation in &view.obligations {
        let way = way_of(pen.matter, obligation.id);
        if way.is_empty() {
            pen.lack("way", &[("n", obligation.number.to_string())], Place::Act(Act::Draft));
        }
        let due = pen.say("due", &[("due", obligation.due.chinese())]);
        rows.push(vec![obligation.number.to_string(), owed(pen, obligation), due, way]);
    }
    let columns = [
        ("number", Align::Centre, 8),
        ("performance_column", Align::Left, 40),
        ("due_column", Align::Centre, 28),
        ("way_column", Align::Left, 24),
    ];
    pen.table(&columns, rows);
}

/// What is owed, by whom to whom: a sentence of the kind of paper that is being written.
pub(super) fn owed(pen: &Pen<'_>, obligation: &ObligationView) -> String {
    let amount = obligation.amount.map(|amount| pen.amount(amount)).unwrap_or_default();
    let place = match obligation.kind {
        ObligationKind::Pay => "pay",
        ObligationKind::Document => "document",
        ObligationKind::Reinstate => "reinstate",
        ObligationKind::Insurance => "insurance",
        ObligationKind::Other => "other",
    };
    pen.say(place, &[("payer", obligation.payer.clone()), ("payee", obligation.payee.clone()), ("amount", amount)])
}

/// In what way an obligation is to be met.
pub(super) fn way_of(matter: &Matter, id: ObligationId) -> String {
    let drafted = matter.latest(drafted);
    let laid = drafted.and_then(|(_, event)| event.obligations.iter().find(|laid| laid.id == id));
    laid.and_then(|laid| matter.view.words(laid.way)).unwrap_or_default().to_owned()
}

fn drafted(event: &Event) -> Option<&AgreementDrafted> {
    if let Event::AgreementDrafted(event) = event { Some(event) } else { None }
}

fn terms(pen: &mut Pen<'_>, agreement: &Agreement) {
    let view = &pen.matter.view;
    pen.heading("h_breach", &[]);
    if let Some(words) = agreement.breach_terms.and_then(|words| view.words(words)) {
        pen.own_words(words);
    } else {
        pen.miss("breach_terms", &[], Place::Act(Act::Draft));
        pen.paragraph("no_breach", &[]);
    }
    pen.heading("h_terms", &[]);
    let drafted = pen.matter.latest(drafted).map(|(_, event)| event);
    let mut told = Vec::new();
    if let Some(event) = drafted {
        match event.relation {
            Some(RelationAfter::Ended) => told.push(pen.say("relation_ended", &[("day", super::pen::day(event.relation_ended))])),
            Some(RelationAfter::Continues) => told.push(pen.word("relation_continues")),
            Some(RelationAfter::Untouched) | None => {}
        }
        match event.tax {
            Some(TaxBearer::Withheld) => told.push(pen.word("tax_withheld")),
            Some(TaxBearer::AfterTax) => told.push(pen.word("tax_after")),
            Some(TaxBearer::Untouched) | None => {}
        }
        if event.once_for_all {
            told.push(pen.word("once_for_all"));
        }
        if event.confidential {
            told.push(pen.word("confidential"));
        }
    }
    told.extend(agreement.terms.and_then(|words| view.words(words)).map(str::to_owned));
    if told.is_empty() {
        pen.paragraph("no_terms", &[]);
    } else {
        pen.items(told);
    }
}

fn effect(pen: &mut Pen<'_>, agreement: &Agreement) {
    pen.heading("h_effect", &[]);
    pen.paragraph("effect", &[("day", super::pen::day(agreement.in_force))]);
    routes(pen, agreement.in_force);
    pen.notice("concession", &[]);
}

/// Every party, the mediator; what has been recorded stands there already.
fn signatures(pen: &mut Pen<'_>, agreement: &Agreement) {
    let signed = |signer: Signer, party: Option<PartyId>| {
        let found = agreement.signatures.iter().find(|(who, of, _)| *who == signer && *of == party);
        found.map(|(.., day)| day.chinese())
    };
    let matter = pen.matter;
    for person in &matter.people {
        let place = pen.party_place(person, false);
        let day = signed(Signer::Party, Some(person.id));
        if day.is_none() {
            pen.miss("signature", &[("name", person.name.clone())], Place::Act(Act::Sign));
        }
        pen.paper.signatures.push(SignaturePlace { name: day.is_some().then(|| person.name.clone()), day, ..place });
    }
    let day = signed(Signer::Mediator, None);
    if day.is_none() {
        pen.miss("signature_mediator", &[], Place::Act(Act::Sign));
    }
    let label = pen.word("sign_mediator");
    pen.paper.signatures.push(SignaturePlace { label, name: day.is_some().then(|| matter.mediator()), day });
    if signed(Signer::Organisation, None).is_none() {
        pen.miss("signature_seal", &[], Place::Act(Act::Sign));
    }
}

fn copies(pen: &mut Pen<'_>, agreement: &Agreement) {
    let parties = i64::try_from(pen.matter.people.len()).unwrap_or(i64::MAX);
    let place = match agreement.copies.cmp(&parties.saturating_add(1)) {
        std::cmp::Ordering::Less => "copies_few",
        std::cmp::Ordering::Equal => "copies",
        std::cmp::Ordering::Greater => "copies_more",
    };
    let count = agreement.copies.to_string();
    pen.paper.copies = Some(pen.say(place, &[("count", counted(&count))]));
}

/// A number of copies as it is written: 三.
pub(super) fn counted(count: &str) -> String {
    crate::text::paper_if(PaperKind::Agreement.code(), &format!("count_{count}"), &[]).unwrap_or_else(|| count.to_owned())
}
