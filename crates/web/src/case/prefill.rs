//! What a form knows before anything is typed: today, the only choice, the amounts and the way on that the case already tells.

use app::Ctx;
use app::case::CaseView;
use domain::case::Act;
use domain::closing::retention_years;
use domain::intake::Side;
use domain::organisation::OrganisationKind;
use domain::way::WayState;
use serde_json::{Value, json};

/// The tree of an act's form with what is known.
/// `asked` is the way that the address names already.
pub(super) async fn of(cx: &Ctx, view: &CaseView, act: Act, asked: &str) -> Value {
    let today = cx.now.day().to_string();
    let first_open = || view.sessions.iter().rev().find(|session| session.session.is_open());
    match act {
        Act::Destroy => json!({ "day": today }),
        Act::Consent => {
            let silent = view.parties.iter().find(|party| party.consents.is_none());
            json!({ "day": today, "agrees": "on", "party": silent.map(|party| party.id.to_string()) })
        }
        Act::Sign => json!({ "day": today, "signer": "party" }),
        Act::Deliver | Act::Pay | Act::Fulfil | Act::FollowUp => {
            let unmet = view.obligations.iter().find(|obligation| obligation.met.is_none());
            let visit = view.case.visits.iter().filter(|visit| visit.is_open()).min_by_key(|visit| visit.due);
            json!({
                "day": today, "reached": "on",
                "obligation": unmet.map(|obligation| obligation.id.to_string()),
                "amount": unmet.and_then(|o| o.amount.map(|amount| amount.minus(o.paid).plain())),
                "visit": visit.map(|visit| visit.id.to_string()),
            })
        }
        Act::Schedule => json!({ "starts": format!("{}T09:30", cx.now.day().plus(1)), "minutes": "60", "means": "on_site" }),
        Act::Minutes => {
            let Some(session) = first_open() else { return json!({}) };
            let present: Vec<String> = view.parties.iter().map(|party| party.id.to_string()).collect();
            let statements: Vec<Value> = view.parties.iter().map(|party| json!({ "speaker": party.id.to_string(), "text": "" })).collect();
            json!({
                "session": session.session.id.to_string(), "began": session.session.starts.to_string(), "ended": session.session.ends.to_string(),
                "present": present, "statements": statements,
            })
        }
        Act::Invitation | Act::CancelSession => json!({ "session": first_open().map(|session| session.session.id.to_string()) }),
        Act::AnswerPayment => {
            let open = view.payments.iter().find(|view| !view.payment.state.counts());
            json!({ "day": today, "answer": "arrived", "payment": open.map(|view| view.payment.id.to_string()) })
        }
        Act::ReceiveNotice => {
            let agreement = view.case.agreement.as_ref();
            let signed = |id| agreement.is_some_and(|one| one.notice_received.iter().any(|(party, _)| *party == id));
            let debtor = agreement.into_iter().flat_map(|one| &one.obligations).map(|one| one.payer).find(|id| !signed(*id));
            json!({ "day": today, "means": "in_person", "party": debtor.map(|id| id.to_string()) })
        }
        Act::AssessAbility => {
            let items = cx.app.lists.entries("performance_item");
            let answers: Vec<Value> = items.iter().map(|item| json!({ "item": item.code, "level": "unknown" })).collect();
            let debtor = view.parties.iter().find(|party| party.side == Side::Respondent);
            json!({ "debtor": debtor.map(|party| party.id.to_string()), "answers": answers })
        }
        Act::FileWay | Act::AnswerWay | Act::PrepareWay | Act::RenounceWay => way(cx, view, act, &today, asked).await,
        Act::Draft => draft(view, &today),
        Act::Extend => json!({ "until": view.case.mediation_due().map(|due| due.plus(15).to_string()) }),
        Act::Close | Act::EndUnperformed | Act::Decline => way_on(cx, view).await,
        Act::Archive => archive(cx, view),
        _ => json!({}),
    }
}

/// The body by the directory, and who is owed; the way itself comes with the address when its card was pressed.
async fn way(cx: &Ctx, view: &CaseView, act: Act, today: &str, asked: &str) -> Value {
    let ways = app::case::ways::ways(cx, view).await.unwrap_or_default();
    let wanted = if act == Act::AnswerWay { WayState::Filed } else { WayState::Open };
    let Some(shown) = ways.iter().find(|shown| if asked.is_empty() { shown.way.state == wanted } else { shown.way.kind.code() == asked })
    else {
        return json!({});
    };
    let owed = view.case.agreement.iter().flat_map(|one| &one.obligations).find(|one| shown.way.obligations.contains(&one.id));
    json!({
        "way": shown.way.kind.code(), "day": today, "body": shown.body.as_ref().map(|body| body.name.clone()),
        "applicant": owed.map(|one| one.payee.to_string()),
    })
}

/// Amounts come over from what was verified, otherwise from what was claimed; one obligation of the first employer to the first worker.
fn draft(view: &CaseView, today: &str) -> Value {
    let live: Vec<_> = view.claims.iter().filter(|claim| !claim.withdrawn).collect();
    let amount = |claim: &&app::case::ClaimView| claim.verified.or(claim.claimed).map(domain::kernel::Money::plain);
    let agreed: Vec<Value> = live.iter().map(|claim| json!({ "claim": claim.id.to_string(), "amount": amount(claim) })).collect();
    let total = live.iter().filter_map(|claim| claim.verified.or(claim.claimed)).sum::<domain::kernel::Money>();
    let party = |side| view.parties.iter().find(|party| party.side == side).map(|party| party.id.to_string());
    json!({
        "facts": view.facts, "agreed": agreed, "copies": "3",
        "obligations": [{ "kind": "pay", "payer": party(Side::Respondent), "payee": party(Side::Applicant), "amount": total.plain(), "due": today }],
    })
}

/// Where to turn and until when: the arbitration commission of the place; a year from today (调解仲裁法 art. 27, 令17号 art. 31).
async fn way_on(cx: &Ctx, view: &CaseView) -> Value {
    let bodies =
        app::organisation::bodies_of_kind(cx, OrganisationKind::ArbitrationCommission, &view.case.division).await.unwrap_or_default();
    let Some(body) = bodies.first() else { return json!({}) };
    let today = cx.now.day();
    let limitation = domain::kernel::Day::of(today.year() + 1, today.month(), today.day()).unwrap_or(today.plus(365));
    json!({ "body": body.name, "address": body.address, "phone": body.phone, "limitation": limitation.to_string() })
}

/// The catalogue of law.md §3.7 no. 19 with what this case has.
fn archive(cx: &Ctx, view: &CaseView) -> Value {
    let items: Vec<Value> = app::document::catalogue(view).into_iter().map(|title| json!({ "title": title, "pages": "1" })).collect();
    json!({ "volume": view.case.number, "keep_years": retention_years(&view.case, &cx.app.settings, &cx.app.rules, cx.now.day()).to_string(), "items": items })
}
