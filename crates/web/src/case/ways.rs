//! How the agreement of a case is made to hold: the cards of the case page, and the page of one package.

use app::case::ways::{Found, WayView, of};
use app::case::{CaseView, PaymentView};
use app::text;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Path;
use domain::case::Act;
use domain::kernel::Day;
use domain::kernel::id::CaseId;
use domain::periods::ClockState;
use domain::way::{Barrier, WayKind, WayState};

use super::due::{clock, state};
use crate::failure::{Answer, page};
use crate::guard::Visitor;
use crate::handed;
use crate::look::frame::{Frame, Tone};
use crate::look::part::{Chip, Clock};

/// A reason, with its article.
struct Why {
    says: String,
    by: String,
    heads: String,
}

/// What the body answered.
struct AnswerLine {
    day: String,
    what: &'static str,
    number: String,
    note: String,
}

/// A way as a card.
struct Card {
    kind: &'static str,
    name: &'static str,
    who: &'static str,
    gives: &'static str,
    by: &'static str,
    chip: Chip,
    clock: Option<Clock>,
    heads: String,
    amount: Option<String>,
    body: Option<String>,
    whys: Vec<Why>,
    cautions: Vec<&'static str>,
    answers: Vec<AnswerLine>,
    /// What remains after the way led to nothing.
    next: Option<&'static str>,
    package: Option<String>,
    acts: Vec<(String, &'static str)>,
}

/// A payment.
struct PaymentLine {
    day: String,
    amount: String,
    means: String,
    proof: String,
    shares: String,
    chip: Chip,
    answer: Option<String>,
}

/// Everything after the agreement: the notice, the ways, the payments.
#[derive(Template)]
#[template(path = "case/ways.html")]
pub(super) struct Ways {
    id: String,
    cards: Vec<Card>,
    notice: Option<String>,
    receipts: Vec<(String, Option<String>)>,
    receive: bool,
    payments: Vec<PaymentLine>,
    abilities: Vec<(String, String, &'static str, &'static str)>,
}

impl HtmlSafe for Ways {}

/// The cards of a case.
pub(super) fn cards(visitor: &Visitor, view: &CaseView, ways: &[WayView]) -> Ways {
    let today = visitor.cx.now.day();
    let near = visitor.cx.app.settings.near_days;
    let id = view.case.id.to_string();
    let agreement = view.case.agreement.as_ref();
    let party = |id| view.parties.iter().find(|party| party.id == id).map(|party| party.name.clone()).unwrap_or_default();
    let mut debtors: Vec<_> = agreement.into_iter().flat_map(|agreement| &agreement.obligations).map(|one| one.payer).collect();
    debtors.sort_unstable();
    debtors.dedup();
    let received = |id| agreement.and_then(|agreement| agreement.notice_received.iter().find(|(party, _)| *party == id));
    Ways {
        cards: ways.iter().map(|way| card(view, way, &id, today, near)).collect(),
        notice: agreement.and_then(|agreement| agreement.notice).map(Day::chinese),
        receipts: debtors.into_iter().map(|debtor| (party(debtor), received(debtor).map(|(_, day)| day.chinese()))).collect(),
        receive: view.can(Act::ReceiveNotice),
        payments: view.payments.iter().map(|payment| payment_line(view, payment, &id)).collect(),
        abilities: view.case.abilities.iter().map(|found| ability(party(found.debtor), found)).collect(),
        id,
    }
}

fn ability(name: String, found: &domain::agreement::Ability) -> (String, String, &'static str, &'static str) {
    let grade = text::code("ability_grade", found.grade.code());
    (name, found.score.to_string(), grade, text::code("performance_advice", found.advice.code()))
}

fn chip(state: WayState) -> Chip {
    let tone = match state {
        WayState::Open => Tone::Near,
        WayState::Granted => Tone::Ok,
        WayState::Refused => Tone::Over,
        WayState::Waiting | WayState::Filed | WayState::Renounced | WayState::Barred => Tone::Plain,
    };
    Chip::new(tone, text::code("way_state", state.code()))
}

fn card(view: &CaseView, shown: &WayView, id: &str, today: Day, near: i64) -> Card {
    let way = &shown.way;
    let code = way.kind.code();
    let names = |ids: &mut dyn Iterator<Item = domain::kernel::id::ClaimId>| {
        let names: Vec<&str> =
            ids.filter_map(|id| view.claims.iter().find(|claim| claim.id == id)).map(|claim| claim.kind.as_str()).collect();
        names.join(text::code("format", "list"))
    };
    let running = way.clock.and_then(|place| view.case.clocks.get(place)).filter(|clock| clock.is_running());
    let counted = running.filter(|_| matches!(way.state, WayState::Open | WayState::Waiting));
    let why = |barrier: &Barrier| Why {
        says: text::code("way_barrier", barrier.why.code()).to_owned(),
        by: text::code("way_barrier_by", barrier.why.code()).to_owned(),
        heads: names(&mut barrier.claims.iter().copied()),
    };
    let act = |act: Act| view.can(act).then(|| (format!("/cases/{id}/acts/{}?way={code}", act.code()), text::code("act", act.code())));
    let acts = match way.state {
        WayState::Open if way.needs_package() => vec![act(Act::PrepareWay), act(Act::FileWay)],
        WayState::Open => vec![act(Act::FileWay), act(Act::RenounceWay)],
        WayState::Filed => vec![act(Act::AnswerWay)],
        _ => Vec::new(),
    };
    let (ready, all) = shown.ready();
    let answers = way.track.iter().flat_map(|track| &track.answers);
    Card {
        kind: code,
        name: text::code("way", code),
        who: text::code("way_who", code),
        gives: text::code("way_gives", code),
        by: text::code("way_by", code),
        chip: chip(way.state),
        clock: counted.map(|running| {
            let state = match running.state(today, near) {
                ClockState::Stopped | ClockState::Paused => state(running.due(), today, near),
                other => other,
            };
            clock(state, running.due(), today, Some(format!("#why-{}", running.rule)))
        }),
        heads: names(&mut way.claims.iter().map(|(claim, _)| *claim)),
        amount: (!way.claims.is_empty()).then(|| way.amount().to_string()),
        body: shown.body.as_ref().map(|body| body.name.clone()),
        whys: way.barriers.iter().map(why).collect(),
        cautions: way.cautions.iter().map(|caution| text::code("way_caution", caution.code())).collect(),
        answers: answers
            .zip(&shown.notes)
            .map(|(answer, note)| AnswerLine {
                day: answer.day.chinese(),
                what: text::code("way_outcome", answer.outcome.code()),
                number: answer.number.clone().unwrap_or_default(),
                note: note.clone(),
            })
            .collect(),
        next: (way.state == WayState::Refused).then(|| text::code("way_refused", code)),
        package: matches!(way.state, WayState::Open | WayState::Filed)
            .then(|| text::phrase("package", "ready", &[("ready", ready.to_string()), ("all", all.to_string())])),
        acts: acts.into_iter().flatten().collect(),
    }
}

fn payment_line(view: &CaseView, payment: &PaymentView, id: &str) -> PaymentLine {
    let kind = |claim| view.claims.iter().find(|one| one.id == claim).map(|one| one.kind.clone()).unwrap_or_default();
    let shares = payment
        .payment
        .shares
        .iter()
        .map(|share| text::phrase("package", "share", &[("claim", kind(share.claim)), ("amount", share.amount.to_string())]));
    let tone = match payment.payment.state {
        domain::agreement::PaymentState::Claimed => Tone::Near,
        domain::agreement::PaymentState::Disputed => Tone::Over,
        domain::agreement::PaymentState::Confirmed | domain::agreement::PaymentState::Proven => Tone::Ok,
    };
    let open = !payment.payment.state.counts() && view.can(Act::AnswerPayment);
    let means = text::code("pay_means", payment.payment.means.code());
    PaymentLine {
        day: payment.payment.day.chinese(),
        amount: payment.payment.amount.to_string(),
        means: payment.third_party.as_ref().map_or_else(|| means.to_owned(), |who| format!("{means}（{who}）")),
        proof: payment.proof.clone(),
        shares: shares.collect::<Vec<_>>().join(text::code("format", "list")),
        chip: Chip::new(tone, text::code("payment_state", payment.payment.state.code())),
        answer: open.then(|| format!("/cases/{id}/acts/performance.answer_payment?payment={}", payment.payment.id)),
    }
}

/// A piece of a package.
struct PieceLine {
    name: String,
    ready: bool,
    links: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "case/package.html")]
struct Page {
    frame: Frame,
    id: String,
    card: Card,
    pieces: Vec<PieceLine>,
    missing: usize,
}

/// The package of a way as one PDF.
pub async fn package_pdf(visitor: Visitor, Path((case, way)): Path<(String, String)>) -> Answer {
    let kind: WayKind = way.parse().map_err(|_| app::Error::NotFound)?;
    let bound = app::document::package(&visitor.cx, case.parse::<CaseId>()?, kind).await?;
    Ok(handed::pdf(&handed::paper("dossier", bound.title, bound.case_number), bound.pdf))
}

/// The package of a way.
pub async fn package(visitor: Visitor, Path((case, way)): Path<(String, String)>) -> Answer {
    let kind: WayKind = way.parse().map_err(|_| app::Error::NotFound)?;
    let (view, ways) = of(&visitor.cx, case.parse::<CaseId>()?).await?;
    let shown = ways.iter().find(|shown| shown.way.kind == kind).ok_or(app::Error::NotFound)?;
    let id = view.case.id.to_string();
    let pieces: Vec<PieceLine> = shown
        .package
        .iter()
        .map(|piece| PieceLine {
            name: piece.name.clone(),
            ready: piece.found.is_ready(),
            links: match &piece.found {
                Found::Paper(paper) => vec![
                    (format!("/cases/{id}/papers/{}", paper.code()), text::code("package", "look")),
                    (format!("/cases/{id}/papers/{}/pdf", paper.code()), text::code("package", "pdf")),
                ],
                Found::File(file, _) => vec![(format!("/cases/{id}/files/{file}"), text::code("package", "look"))],
                Found::Missing(act) => vec![(format!("/cases/{id}/acts/{}", act.code()), text::code("package", "add"))],
                Found::Absent => Vec::new(),
            },
        })
        .collect();
    let today = visitor.cx.now.day();
    let title = text::phrase("package", "title", &[("way", text::code("way", kind.code()).to_owned())]);
    page(&Page {
        frame: Frame { kicker: view.case.number.clone(), ..visitor.frame(title) },
        card: card(&view, shown, &id, today, visitor.cx.app.settings.near_days),
        missing: pieces.iter().filter(|piece| !piece.ready).count(),
        pieces,
        id,
    })
}
