//! The case page, the heart: who, what happened, what can be done now, which clocks run and why.

use app::case::{CaseView, ClaimView, ObligationView, PartyView, Told};
use app::text;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::{Action, Facts, rules::Deal};
use domain::case::{Act, Offer, Stage};
use domain::document::IssuedPaper;
use domain::kernel::id::{CaseId, PartyId};
use domain::kernel::{Day, Money};
use domain::periods::{Clock, ClockState};

use super::ways::{self, Ways};
use crate::failure::{Answer, page};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::Frame;
use crate::look::part::{self, Due, Step, Steps};

/// Which tab is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Events,
    Papers,
    Sessions,
    Agreement,
    Files,
}

struct ActLine {
    href: String,
    icon: &'static str,
    label: &'static str,
}

struct ClockLine {
    name: String,
    clock: part::Clock,
    steps: Vec<(String, String)>,
    statute: String,
    effect: String,
    calendar: String,
    warnings: Vec<String>,
    anchor: String,
}

struct Party {
    id: String,
    icon: &'static str,
    name: String,
    side: &'static str,
    facts: Vec<(String, String)>,
    consents: &'static str,
    masked: bool,
}

struct Claim {
    kind: String,
    period: String,
    claimed: String,
    verified: String,
    agreed: String,
    withdrawn: bool,
    /// Where its amount can be worked out.
    work_out: Option<String>,
}

struct Event {
    seq: i64,
    stamp: String,
    day: String,
    time: String,
    tone: &'static str,
    icon: &'static str,
    say: String,
    quote: Option<String>,
    by: String,
}

struct Session {
    number: i64,
    when: String,
    place: String,
    mediator: String,
    state: String,
    invitations: Vec<(String, &'static str)>,
    open: bool,
}

struct Obligation {
    number: usize,
    what: String,
    payer: String,
    payee: String,
    paid: String,
    state: part::Clock,
    /// The day on which somebody noted that it was not kept.
    breached: Option<String>,
}

struct Paper {
    name: String,
    number: String,
    href: String,
    tone: &'static str,
    icon: &'static str,
    state: &'static str,
    served: String,
}

struct Document {
    name: String,
    href: String,
    note: String,
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

fn money(amount: Option<Money>) -> String {
    amount.map_or_else(|| text::code("page", "unknown_amount").to_owned(), |amount| amount.to_string())
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
        parties: view.parties.iter().map(|party| party_line(&view, party)).collect(),
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

/// The files, and what was released from the vault to the reader.
fn files(visitor: &Visitor, view: &CaseView, id: &str) -> Vec<Document> {
    let file = view.files.iter().map(|file| Document {
        name: file.name.clone(),
        href: format!("/cases/{id}/files/{}", file.id),
        note: file.stored_at.chinese(),
    });
    let mine = view.case.vault.released.iter().filter(|one| app::vault::release::may_open(&visitor.cx, &view.case, one));
    let released = mine.map(|one| Document {
        name: text::code("page_title", "released").to_owned(),
        href: format!("/cases/{id}/releases/{}", one.id),
        note: one.day.chinese(),
    });
    file.chain(released).collect()
}

fn kicker(view: &CaseView) -> String {
    let kind = view.claims.first().map(|claim| claim.kind.clone()).unwrap_or_default();
    let stage = text::code("stage", view.case.stage.code());
    format!("{}　{kind}　{stage}", view.case.number)
}

/// Acts that end something or send it away: last, outlined, with a question before.
const GRAVE: &[Act] =
    &[Act::Decline, Act::Close, Act::HandBack, Act::Discard, Act::EndUnperformed, Act::CancelSession, Act::WithdrawClaim, Act::Withdraw];
/// What usually comes next, most urgent first; the first that can be done is the one button.
const NEXT: &[Act] = &[
    Act::Accept,
    Act::Consent,
    Act::Take,
    Act::Assign,
    Act::DecideRecusal,
    Act::Sign,
    Act::Minutes,
    Act::Schedule,
    Act::Draft,
    Act::Pay,
    Act::FollowUp,
    Act::Archive,
    Act::DecideDisposal,
    Act::Destroy,
    Act::ProposeDisposal,
];

const fn icon(act: Act) -> &'static str {
    match act {
        Act::Accept | Act::Take | Act::Fulfil => "check",
        Act::Consent | Act::Minutes | Act::Invitation | Act::Reply | Act::Invite => "talk",
        Act::Assign | Act::HandOver | Act::Reassign => "users",
        Act::Schedule | Act::Extend => "cal",
        Act::ConfirmAddress => "flag",
        Act::Serve | Act::Arrive => "check",
        Act::Draft | Act::Deliver | Act::Archive | Act::Attach => "doc",
        Act::PlanSigning => "users",
        Act::SignPaper | Act::Sign | Act::ConfirmFacts | Act::Issue | Act::Correct => "stamp",
        Act::Pay | Act::VerifyClaim | Act::AddClaim => "yuan",
        Act::AssessAbility => "flag",
        Act::AnswerPayment => "yuan",
        Act::ReceiveNotice | Act::PrepareWay => "doc",
        Act::FileWay => "next",
        Act::AnswerWay => "stamp",
        Act::RenounceWay => "close",
        Act::FollowUp | Act::Remind => "phone",
        Act::Breach | Act::Report => "flag",
        Act::Suspend | Act::Close | Act::Decline | Act::EndUnperformed => "pause",
        Act::HandBack | Act::Discard | Act::CancelSession | Act::WithdrawClaim | Act::Withdraw => "undo",
        Act::AskRecusal | Act::DecideRecusal => "shield",
        Act::Resume => "next",
        Act::StateLimitation | Act::Interrupt | Act::Explain => "clock",
        Act::KeepLonger => "save",
        Act::ProposeDisposal | Act::DecideDisposal | Act::Destroy => "bin",
        Act::Note => "pen",
    }
}

fn offered(view: &CaseView, id: &str) -> (Option<ActLine>, Vec<ActLine>, Vec<ActLine>) {
    let line = |act: Act| {
        // A paper is chosen and looked at before it is issued.
        let href = if act == Act::Issue { format!("/cases/{id}?tab=papers") } else { format!("/cases/{id}/acts/{}", act.code()) };
        ActLine { href, icon: icon(act), label: text::code("act", act.code()) }
    };
    let first = NEXT.iter().copied().find(|act| view.can(*act));
    let ready = || view.offers.iter().filter(|(_, offer)| *offer == Offer::Ready).map(|(act, _)| *act).filter(|act| Some(*act) != first);
    let acts = ready().filter(|act| !GRAVE.contains(act)).map(line).collect();
    let grave = ready().filter(|act| GRAVE.contains(act)).map(line).collect();
    (first.map(line), acts, grave)
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

fn party_line(view: &CaseView, party: &PartyView) -> Party {
    let worker = party.number.is_none() || party.number.as_deref().is_some_and(|number| number.contains('*'));
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push((text::code("party_fact", name).to_owned(), value));
        }
    };
    fact(if worker { "id_number" } else { "uscc" }, party.number.clone());
    fact("phone", party.phone.clone());
    for (name, value) in &party.details {
        fact(name, Some(value.clone()));
    }
    fact("address", party.address.clone());
    let role = text::code("party_role", party.role.code());
    fact("role", Some(role.to_owned()));
    let _ = view;
    Party {
        id: party.id.to_string(),
        icon: if worker { "user" } else { "firm" },
        name: party.name.clone(),
        side: text::code("side", party.side.code()),
        facts,
        consents: match party.consents {
            Some(true) => text::code("consent", "yes"),
            Some(false) => text::code("consent", "no"),
            None => text::code("consent", "open"),
        },
        masked: party.phone.is_some() || worker,
    }
}

/// Where the amount of a claim can be worked out from what the case tells.
fn worked_out_at(visitor: &Visitor, view: &CaseView, claim: &ClaimView) -> Option<String> {
    let head = app::claims::head_of(view, claim.id, &visitor.cx.app.lists).filter(|_| !claim.withdrawn)?;
    Some(format!("/claims/{head}?case={}&claim={}", view.case.id, claim.id))
}

fn claim_line(claim: &ClaimView, today: Day, work_out: Option<String>) -> Claim {
    let day = |day: Option<Day>| day.map(|day| text::day(day, today.year())).unwrap_or_default();
    let period = match (claim.from, claim.to) {
        (None, None) => String::new(),
        (from, to) => text::phrase("format", "period", &[("from", day(from)), ("to", day(to))]),
    };
    Claim {
        kind: claim.kind.clone(),
        period,
        claimed: money(claim.claimed),
        verified: money(claim.verified),
        agreed: money(claim.agreed),
        withdrawn: claim.withdrawn,
        work_out,
    }
}

/// A due day as the loud clock of the page.
pub(crate) fn clock(state: ClockState, due: Day, today: Day, why: Option<String>) -> part::Clock {
    part::Clock {
        due: match state {
            ClockState::Stopped | ClockState::Paused => Due::Met,
            ClockState::Overdue(_) => Due::Over,
            ClockState::Today => Due::Today,
            ClockState::Near(_) => Due::Near,
            ClockState::Later(_) => Due::Later,
        },
        left: text::clock_state(state),
        day: text::day(due, today.year()),
        date: due.to_string(),
        why,
    }
}

/// How a due day stands today.
pub(crate) fn state(due: Day, today: Day, near: i64) -> ClockState {
    ClockState::of(due, today, near)
}

fn clock_line(running: &Clock, today: Day, near: i64) -> ClockLine {
    let anchor = format!("why-{}", running.rule);
    let steps = running.deadline.steps.iter().map(|step| (text::day(step.day, today.year()), text::period_step(&step.why)));
    ClockLine {
        name: running.title.clone(),
        clock: clock(running.state(today, near), running.due(), today, Some(format!("#{anchor}"))),
        steps: steps.collect(),
        statute: running.statute.clone(),
        effect: running.effect.clone(),
        calendar: running.deadline.calendar.clone(),
        warnings: running.deadline.warnings.iter().map(text::period_warning).collect(),
        anchor,
    }
}

fn event_line(told: &Told, today: Day) -> Event {
    let at = told.recorded.at;
    let role = text::code("role", told.recorded.actor.role.code());
    let actor = told.actor.clone().unwrap_or_default();
    let rule = told.sentence.by.clone().map(|by| format!("　{by}")).unwrap_or_default();
    Event {
        seq: told.seq,
        stamp: at.to_string(),
        day: if at.day() == today { text::code("page", "today").to_owned() } else { text::day(at.day(), today.year()) },
        time: at.clock_text(),
        tone: if told.sentence.tone == "plain" { "" } else { told.sentence.tone },
        icon: told.sentence.icon,
        say: told.sentence.say.clone(),
        quote: told.sentence.quote.clone(),
        by: format!("{actor}　{role}{rule}"),
    }
}

fn papers(view: &CaseView, id: &str) -> Vec<Document> {
    let line = |kind: &app::document::PaperKind| Document {
        name: text::code("paper", kind.code()).to_owned(),
        href: format!("/cases/{id}/papers/{}", kind.code()),
        note: String::new(),
    };
    app::document::available(view).iter().chain(&app::document::for_party(view)).map(line).collect()
}

fn issued(view: &CaseView, paper: &IssuedPaper, today: Day) -> Paper {
    let (tone, icon) = crate::document::issued::look(paper.state);
    let unserved = view.parties.iter().filter(|party| !paper.is_served(party.id, today)).count();
    let served = if paper.services.is_empty() {
        text::code("page_paper", "unserved").to_owned()
    } else if unserved == 0 {
        text::code("page_paper", "served").to_owned()
    } else {
        text::phrase("page_paper", "unserved_left", &[("count", unserved.to_string())])
    };
    Paper {
        name: text::code("paper", &paper.kind).to_owned(),
        number: if paper.version > 1 {
            text::phrase("page_paper", "version", &[("number", paper.number.clone()), ("version", paper.version.to_string())])
        } else {
            paper.number.clone()
        },
        href: format!("/cases/{}/issued/{}", view.case.id, paper.id),
        tone: tone.code(),
        icon,
        state: text::code("paper_state", paper.state.code()),
        served,
    }
}

fn session_line(view: &CaseView, shown: &app::case::SessionView) -> Session {
    let session = &shown.session;
    let state = match (session.cancelled, session.result) {
        (true, _) => text::code("page", "session_cancelled").to_owned(),
        (false, Some(result)) => text::code("session_result", result.code()).to_owned(),
        (false, None) => text::code("page", "session_open").to_owned(),
    };
    let invitations = view.parties.iter().map(|party| {
        let state = session.invitation_of(party.id).map_or("open", domain::mediation::InvitationState::code);
        (party.name.clone(), text::code("invitation_state", state))
    });
    Session {
        number: session.number,
        when: text::phrase("format", "session_time", &[("starts", session.starts.chinese()), ("ends", session.ends.clock_text())]),
        place: if shown.place.is_empty() { text::code("session_means", session.means.code()).to_owned() } else { shown.place.clone() },
        mediator: shown.mediator.clone().unwrap_or_default(),
        state,
        invitations: invitations.collect(),
        open: session.is_open(),
    }
}

fn obligation_line(obligation: &ObligationView, today: Day, near: i64) -> Obligation {
    let state = if obligation.met.is_some() { ClockState::Stopped } else { state(obligation.due, today, near) };
    Obligation {
        number: obligation.number,
        what: obligation.amount.map_or_else(
            || text::code("obligation_kind", obligation.kind.code()).to_owned(),
            |amount| text::phrase("format", "yuan", &[("amount", amount.to_string())]),
        ),
        payer: obligation.payer.clone(),
        payee: obligation.payee.clone(),
        paid: obligation.paid.to_string(),
        state: clock(state, obligation.due, today, None),
        breached: obligation.breached.map(|day| text::day(day, today.year())),
    }
}

fn visit_line(visit: &domain::closing::Visit) -> (String, String, &'static str) {
    let kind = text::code("visit_kind", visit.kind.code()).to_owned();
    let state = if visit.is_open() { text::code("page", "visit_open") } else { text::code("page", "visit_made") };
    (kind, visit.made.unwrap_or(visit.due).chinese(), state)
}

fn signed(view: &CaseView, signature: &(domain::agreement::Signer, Option<PartyId>, Day)) -> (String, String) {
    let (signer, party, day) = signature;
    let who = party.and_then(|id| view.parties.iter().find(|party| party.id == id)).map(|party| party.name.clone());
    (who.unwrap_or_else(|| text::code("signer", signer.code()).to_owned()), day.chinese())
}
