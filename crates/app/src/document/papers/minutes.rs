//! The minutes (调解笔录, no. 6): every session that was kept, who was there, who said what, what came out.

use domain::case::{Act, Event, Recorded};
use domain::form;
use domain::kernel::Prose;
use domain::kernel::id::PartyId;
use domain::mediation::FactSheet;
use domain::mediation::event::{MinutesKept, StatementKept};

use super::missing::Place;
use super::pen::Pen;
use crate::document::model::SignaturePlace;
use crate::text;

form! {
    /// What minutes say beyond what was kept.
    pub struct MinutesForm {
        /// Evidence that was shown.
        pub evidence: Option<Prose<2000>>,
        /// What was corrected after reading.
        pub corrections: Option<Prose<1000>>,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    pen.head_number();
    let cause = matter.cause();
    pen.head("cause", cause);
    pen.head_parties();
    let kept = matter.every(|event| if let Event::MinutesKept(event) = event { Some(&**event) } else { None });
    if kept.is_empty() && view.case.mediation.fact_sheets.is_empty() {
        pen.lack("minutes", &[], Place::Act(Act::Minutes));
    }
    for (recorded, minutes) in &kept {
        session(pen, recorded, minutes);
    }
    for sheet in &view.case.mediation.fact_sheets {
        confirmed(pen, sheet);
    }
    for (field, usual) in [("evidence", "evidence_none"), ("corrections", "corrections_none")] {
        let words = pen.given(field).unwrap_or_else(|| pen.word(usual));
        pen.heading(field, &[]);
        pen.own_words(words);
    }
    pen.paragraph("apart", &[]);
    pen.notice("read", &[]);
    for person in &matter.people {
        let place = pen.party_place(person, false);
        pen.paper.signatures.push(place);
    }
    pen.place("sign_mediator");
    let recorder = kept.last().and_then(|(recorded, _)| view.person(recorded.actor.account)).map(str::to_owned);
    let label = pen.word("sign_recorder");
    pen.paper.signatures.push(SignaturePlace { label, name: recorder, day: None });
    pen.sealed(&matter.handler_name(), kept.last().map(|(_, minutes)| minutes.ended.day()));
}

/// What both sides confirmed together goes along (在线调解规则 arts 18, 22), unlike what was said to settle.
fn confirmed(pen: &mut Pen<'_>, sheet: &FactSheet) {
    let matter = pen.matter;
    pen.heading("h_fact_sheet", &[("number", sheet.number.to_string())]);
    for words in &sheet.facts {
        pen.own_words(matter.view.words(*words).unwrap_or_default());
    }
    let signed = sheet.signed.iter().map(|one| pen.say("fact_signature", &[("name", matter.name(one.party)), ("day", one.day.chinese())]));
    let signed = signed.collect::<Vec<_>>().join(&pen.word("list"));
    pen.paragraph("fact_signatures", &[("signed", signed)]);
}

fn session(pen: &mut Pen<'_>, recorded: &Recorded, minutes: &MinutesKept) {
    let view = &pen.matter.view;
    let shown = view.sessions.iter().find(|shown| shown.session.id == minutes.session);
    let number = shown.map(|shown| shown.session.number.to_string()).unwrap_or_default();
    pen.heading("h_session", &[("number", number.clone())]);
    let ended = if minutes.ended.day() == minutes.began.day() { minutes.ended.clock_text() } else { minutes.ended.chinese() };
    let when = pen.say("when_value", &[("began", minutes.began.chinese()), ("ended", ended)]);
    let means = shown.map(|shown| text::code("session_means", shown.session.means.code()).to_owned()).unwrap_or_default();
    let place = pen.say("place_value", &[("place", shown.map(|shown| shown.place.clone()).unwrap_or_default()), ("means", means)]);
    let mediator = shown.and_then(|shown| shown.mediator.clone()).unwrap_or_default();
    let rows = vec![
        ("when", when),
        ("place", place),
        ("mediator", mediator.clone()),
        ("recorder", view.person(recorded.actor.account).unwrap_or_default().to_owned()),
        ("present", people(pen, |id| minutes.present.contains(&id))),
        ("absent", people(pen, |id| !minutes.present.contains(&id))),
    ];
    pen.form(rows);
    pen.heading("h_told", &[]);
    pen.paragraph("told", &[]);
    recusals(pen);
    pen.heading("h_statements", &[]);
    for statement in &minutes.statements {
        said(pen, statement, &mediator);
    }
    for (what, words) in [("disputed", minutes.disputed), ("agreed_facts", minutes.agreed_facts)] {
        match words.and_then(|words| view.words(words)) {
            Some(words) => {
                pen.heading(if what == "disputed" { "h_disputed" } else { "h_agreed_facts" }, &[]);
                pen.own_words(words);
            }
            None => pen.miss(what, &[("n", number.clone())], Place::Paper),
        }
    }
    pen.heading("h_result", &[]);
    pen.paragraph("result", &[("result", text::code("session_result", minutes.result.code()).to_owned())]);
}

fn people(pen: &Pen<'_>, is: impl Fn(PartyId) -> bool) -> String {
    let names: Vec<&str> = pen.matter.people.iter().filter(|person| is(person.id)).map(|person| person.name.as_str()).collect();
    if names.is_empty() { pen.word("nobody") } else { names.join(&pen.word("list")) }
}

fn recusals(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let asked = &matter.view.case.mediation.recusals;
    if asked.is_empty() {
        pen.paragraph("no_recusal", &[]);
    }
    for recusal in asked {
        let decision = recusal.decision.map(|decision| text::code("recusal_decision", decision.code()).to_owned()).unwrap_or_default();
        pen.paragraph("recusal", &[("party", matter.name(recusal.party)), ("decision", decision)]);
    }
}

fn said(pen: &mut Pen<'_>, statement: &StatementKept, mediator: &str) {
    let matter = pen.matter;
    let name = match statement.speaker {
        Some(party) => matter.name(party),
        None if mediator.is_empty() => pen.word("mediator"),
        None => mediator.to_owned(),
    };
    let text = matter.view.words(statement.words).unwrap_or_default().to_owned();
    pen.paragraph("said", &[("name", name), ("text", text)]);
}
