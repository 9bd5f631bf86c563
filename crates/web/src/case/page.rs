//! The case page, the heart: who, what happened, what can be done now, which clocks run and why.

use app::case::CaseView;
use app::text;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::{Action, Facts, rules::Deal};
use domain::case::{Act, Offer, Stage};
use domain::kernel::Day;
use domain::kernel::id::{CaseId, PartyId};

use super::due::{ClockLine, clock_line};
use super::offered::{ActLine, offered};
use super::shown::{
    Claim, Document, Event, Obligation, Paper, Party, Session, claim_line, event_line, files, issued, money, obligation_line, papers,
    party_line, session_line, signed, visit_line, worked_out_at,
};
use super::ways::{self, Ways};
use crate::failure::{Answer, page};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::Frame;
use crate::look::part::{self, Step, Steps};

/// Which tab is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Events,
    Papers,
    Sessions,
    Agreement,
    Files,
}

#[derive(Template)]
#[template(path = "case/page.html")]
struct Page {
    frame: Frame,
    id: String,
    tab: Tab,
    steps: Steps,
    vault: bool,
    primary: Option<ActLine>,
    acts: Vec<ActLine>,
    grave: Vec<ActLine>,
    later: Vec<(&'static str, String)>,
    parties: Vec<Party>,
    reveal: bool,
    claims: Vec<Claim>,
    claimed: String,
    verified: String,
    agreed: String,
    paid: String,
    facts: String,
    owner: String,
    handler: String,
    mediator: String,
    clocks: Vec<ClockLine>,
    events: Vec<Event>,
    papers: Vec<Document>,
    issued: Vec<Paper>,
    sessions: Vec<Session>,
    obligations: Vec<Obligation>,
    visits: Vec<(String, String, &'static str)>,
    in_force: Option<String>,
    signatures: Vec<(String, String)>,
    ways: Option<Ways>,
    files: Vec<Document>,
    has_agreement: bool,
    can_draft: bool,
    can_attach: bool,
    /// The dossier was destroyed: when and by whom.
    destroyed: Option<String>,
    /// Who stands beside the case, for those who handle it.
    liaison: Option<super::liaison::Card>,
}

/// Shows a case.
pub async fn show(visitor: Visitor, Path(case): Path<String>, asked: Asked) -> Answer {
    let view = app::case::show(&visitor.cx, case.parse::<CaseId>()?).await?;
    let tab = match asked.text("tab") {
        "papers" => Tab::Papers,
        "sessions" => Tab::Sessions,
        "agreement" => Tab::Agreement,
        "files" => Tab::Files,
        _ => Tab::Events,
    };
    let ways = if tab == Tab::Agreement { app::case::ways::ways(&visitor.cx, &view).await? } else { Vec::new() };
    let liaison = super::liaison::card(&visitor, &view).await?;
    page(&Page { liaison, ..draw(&visitor, view, &ways, tab, asked.text("done")) })
}

/// Shows the numbers of a party in clear; written down in the audit log.
pub async fn reveal(visitor: Visitor, Path((case, party)): Path<(String, String)>, Posted(_): Posted) -> Answer {
    let (case, party) = (case.parse::<CaseId>()?, party.parse::<PartyId>()?);
    // The party's page shows them once and notes who looked.
    let href = format!("/parties/{party}?case={case}");
    app::case::show(&visitor.cx, case).await?;
    Ok(Redirect::to(&href).into_response())
}

fn draw(visitor: &Visitor, view: CaseView, ways: &[app::case::ways::WayView], tab: Tab, done: &str) -> Page {
    let today = visitor.cx.now.day();
    let near = visitor.cx.app.settings.near_days;
    let id = view.case.id.to_string();
    let (primary, acts, grave) = offered(&view, &id);
    let later = view.offers.iter().filter_map(|(act, offer)| match offer {
        Offer::NotYet(reason) => Some((text::code("act", act.code()), text::refusal(&domain::case::Refusal::because(*reason)))),
        _ => None,
    });
    let agreement = view.case.agreement.as_ref();
    let name = |id| view.person(id).unwrap_or_default().to_owned();
    Page {
        frame: Frame { kicker: kicker(&view), ..visitor.frame_done(view.title(), done) },
        tab,
        steps: steps(&view),
        later: later.collect(),
        parties: view.parties.iter().map(party_line).collect(),
        reveal: visitor.may(Deal::Reveal) && view.case.destroyed().is_none(),
        claims: view.claims.iter().map(|claim| claim_line(claim, today, worked_out_at(visitor, &view, claim))).collect(),
        claimed: money(view.amounts.claimed),
        verified: money(view.amounts.verified),
        agreed: money(view.amounts.agreed),
        paid: view.amounts.paid.to_string(),
        facts: view.facts.clone(),
        owner: name(view.case.intake.first_contact),
        handler: view.organisation(view.case.handler()).unwrap_or_default().to_owned(),
        mediator: name(view.case.dispatch.mediator),
        clocks: view.case.clocks.iter().map(|clock| clock_line(clock, today, near)).collect(),
        events: view.timeline.iter().map(|told| event_line(told, today)).collect(),
        papers: papers(&view, &id),
        issued: view.case.papers.iter().rev().map(|paper| issued(&view, paper, today)).collect(),
        sessions: view.sessions.iter().map(|session| session_line(&view, session)).collect(),
        obligations: view.obligations.iter().map(|obligation| obligation_line(obligation, today, near)).collect(),
        visits: view.case.visits.iter().map(visit_line).collect(),
        in_force: agreement.and_then(|agreement| agreement.in_force).map(Day::chinese),
        signatures: agreement.into_iter().flat_map(|agreement| &agreement.signatures).map(|signature| signed(&view, signature)).collect(),
        ways: (!ways.is_empty()).then(|| ways::cards(visitor, &view, ways)),
        files: files(visitor, &view, &id),
        vault: visitor.cx.may(Action::Deal(Deal::Vault), &Facts::from(&view.case)).is_ok(),
        has_agreement: agreement.is_some(),
        destroyed: destroyed(&view),
        liaison: None,
        can_draft: view.can(Act::Draft),
        can_attach: view.can(Act::Attach),
        primary,
        acts,
        grave,
        id,
    }
}

/// When the dossier was destroyed, and who recorded it.
fn destroyed(view: &CaseView) -> Option<String> {
    let day = view.case.destroyed()?;
    let recorded = view.timeline.iter().find(|told| matches!(told.recorded.event, domain::case::Event::Destroyed(_)))?;
    let params = [("day", day.chinese()), ("person", recorded.actor.clone().unwrap_or_default())];
    Some(text::phrase("disposal_page", "by_whom", &params))
}

fn kicker(view: &CaseView) -> String {
    let kind = view.claims.first().map(|claim| claim.kind.clone()).unwrap_or_default();
    let stage = text::code("stage", view.case.stage.code());
    format!("{}　{kind}　{stage}", view.case.number)
}

fn steps(view: &CaseView) -> Steps {
    let case = &view.case;
    let day = |day: Option<Day>| day.map(|day| text::day(day, day.year())).unwrap_or_default();
    let rank = match case.stage {
        Stage::Registered | Stage::Declined => 1,
        Stage::Accepted | Stage::Dispatched => 2,
        Stage::Mediating => 3,
        Stage::Signing => 4,
        Stage::Performing => 5,
        Stage::Closed => 6,
        Stage::Archived => 8,
    };
    let in_force = case.agreement.as_ref().and_then(|agreement| agreement.in_force);
    let session = case.mediation.sessions.iter().rev().find(|session| !session.cancelled);
    let notes = [
        day(case.intake.received),
        day(case.intake.accepted),
        view.person(case.dispatch.mediator).unwrap_or_default().to_owned(),
        session.map(|session| text::day(session.starts.day(), session.starts.day().year())).unwrap_or_default(),
        day(in_force),
        day(case.closing.as_ref().map(|closing| closing.day)),
        day(case.visits.iter().filter_map(|visit| visit.made).max()),
        day(case.archive.as_ref().map(|filed| filed.day)),
    ];
    let names = ["register", "accept", "dispatch", "mediate", "agree", "perform", "visit", "archive"];
    let steps = names.iter().zip(notes).enumerate().map(|(place, (name, note))| Step {
        label: text::code("step", name).to_owned(),
        note,
        stage: match place.cmp(&rank) {
            std::cmp::Ordering::Less => part::Stage::Done,
            std::cmp::Ordering::Equal => part::Stage::Now,
            std::cmp::Ordering::Greater => part::Stage::Ahead,
        },
    });
    Steps { steps: steps.collect() }
}
