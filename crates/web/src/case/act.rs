//! The form of any act on a case: drawn from its specs, read by the domain, done by `app`; everything typed is kept when it is refused.

use app::Error;
use app::case::CaseView;
use app::text;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;
use domain::access::{Action, Facts};
use domain::agreement;
use domain::case::{Act, Command, Offer, Refusal};
use domain::kernel::id::{AccountId, CaseId, OrganisationId, RoomId};
use domain::kernel::{Fault, Faults};
use serde_json::Value;

use super::guidance::{self, Guided};
use super::instead;
use super::liaison;
use super::prefill;
use crate::Web;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::decode::Press;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

#[derive(Template)]
#[template(path = "case/act.html")]
struct Page {
    frame: Frame,
    case: String,
    sides: String,
    act: &'static str,
    version: i64,
    intro: Option<&'static str>,
    submit: &'static str,
    confirm: Option<&'static str>,
    trouble: Option<String>,
    changes: Vec<(String, String)>,
    /// What the check of a draft found.
    findings: Vec<FindingLine>,
    /// One of them blocks.
    blocked: bool,
    form: FormView,
    upload: bool,
    /// The form takes down what was said, and the reader sits in the vault: what is said to settle belongs there.
    vault: bool,
    guided: Vec<Guided>,
    /// Who stands beside the case, where it is dispatched.
    liaison: Option<liaison::Card>,
    /// What could be held instead of a session that can't be held as wished.
    instead: Option<instead::Offers>,
}

/// Acts of dispatch: whoever decides who takes the case sees who could be asked.
const DISPATCH: [Act; 4] = [Act::Assign, Act::Take, Act::Reassign, Act::Invite];

/// Something that the check of a draft found: what blocks, or what both sides must be told.
struct FindingLine {
    blocks: bool,
    name: String,
    tell: String,
    excerpt: Option<String>,
    ground: &'static str,
    article: String,
}

/// What the check finds in a draft, when what is typed can be read as one.
async fn findings(visitor: &Visitor, view: &CaseView, act: Act, typed: &Value) -> app::Result<Vec<FindingLine>> {
    let Ok(Command::Draft(draft)) = act.read(typed) else { return Ok(Vec::new()) };
    let found = app::case::findings(&visitor.cx, view, &draft).await?;
    let line = |finding: agreement::Finding| FindingLine {
        blocks: finding.severity == agreement::Severity::Block,
        name: finding.name,
        tell: finding.tell,
        excerpt: finding.excerpt,
        ground: text::code("check_ground", finding.ground.code()),
        article: finding.article,
    };
    Ok(found.into_iter().map(line).collect())
}

/// Everything that a form of an act is drawn from.
struct Drawn<'a> {
    view: &'a CaseView,
    act: Act,
    typed: &'a Value,
    faults: Faults,
    trouble: Option<String>,
    /// The version that the page was first drawn from, when somebody was faster.
    since: Option<i64>,
}

/// Shows the form of an act.
pub async fn form(visitor: Visitor, Path((case, act)): Path<(String, String)>, asked: Asked) -> Answer {
    let (view, act) = ready(&visitor, &case, &act).await?;
    let mut typed = prefill::of(&visitor.cx, &view, act, asked.text("way")).await;
    // The address may name a value already: the session, the party, the organisation …
    if let (Value::Object(fields), Value::Object(asked)) = (&mut typed, asked.0) {
        fields.extend(asked);
    }
    let drawn = Drawn { view: &view, act, typed: &typed, faults: Faults::default(), trouble: None, since: None };
    draw(&visitor, StatusCode::OK, drawn).await
}

/// Does the act, or shows the form again.
pub async fn submit(visitor: Visitor, State(_): State<Web>, Path((case, act)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    let (view, act) = match ready(&visitor, &case, &act).await {
        // The stage moved on while the form was open: say so with the case page's present state.
        Err(Failure::App(Error::Refused(refusal))) => return Err(Failure::App(Error::Refused(refusal))),
        other => other?,
    };
    let version = sent.text("_version").parse::<i64>().ok();
    let again = |status, faults, trouble, since| {
        let drawn = Drawn { view: &view, act, typed: &sent.tree, faults, trouble, since };
        draw(&visitor, status, drawn)
    };
    if sent.press == Press::Edit {
        return again(StatusCode::OK, Faults::default(), None, None).await;
    }
    let command = match act.read(&sent.tree) {
        Ok(command) => command,
        Err(faults) => return again(StatusCode::UNPROCESSABLE_ENTITY, faults, None, None).await,
    };
    match app::case::act(&visitor.cx, view.case.id, version, command).await {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{}?done={}", view.case.id, act.code())).into_response()),
        Err(Error::Faults(faults)) => again(StatusCode::UNPROCESSABLE_ENTITY, faults, None, None).await,
        Err(Error::Refused(refusal)) => {
            // The warnings stand in a block of their own.
            let refusal = Refusal { detail: refusal.detail.into_iter().filter(|(name, _)| *name != "warnings").collect(), ..refusal };
            let (faults, trouble) = refused(&refusal);
            again(StatusCode::UNPROCESSABLE_ENTITY, faults, trouble, None).await
        }
        Err(Error::Stale) => {
            let view = app::case::show(&visitor.cx, view.case.id).await?;
            let who = view.timeline.first().and_then(|told| told.actor.clone()).unwrap_or_default();
            let trouble = Some(text::error("stale", &[("who", who)]).text);
            let drawn = Drawn { view: &view, act, typed: &sent.tree, faults: Faults::default(), trouble, since: version };
            draw(&visitor, StatusCode::CONFLICT, drawn).await
        }
        Err(other) => Err(other.into()),
    }
}

/// A refusal as a fault beside its field, or as a sentence above the form.
pub(crate) fn refused(refusal: &Refusal) -> (Faults, Option<String>) {
    match refusal.field {
        // A field's refusal mentions values that a fault has no room for, so the sentence stands above and the field is marked.
        Some(field) if refusal.detail.is_empty() => (Faults::at(field, Fault::Wrong(refusal.reason.code())), None),
        Some(field) => (Faults::at(field, Fault::Wrong(refusal.reason.code())), Some(text::refusal(refusal))),
        None => (Faults::default(), Some(text::refusal(refusal))),
    }
}

/// Shows the form of an act again after something else than its own address refused it (an upload).
pub(crate) async fn again(visitor: &Visitor, case: CaseId, act: Act, typed: &Value, faults: Faults) -> Answer {
    let view = app::case::show(&visitor.cx, case).await?;
    let drawn = Drawn { view: &view, act, typed, faults, trouble: None, since: None };
    draw(visitor, StatusCode::UNPROCESSABLE_ENTITY, drawn).await
}

/// The case and the act, when this person can do it now.
async fn ready(visitor: &Visitor, case: &str, act: &str) -> Result<(CaseView, Act), Failure> {
    let act: Act = act.parse().map_err(|_| Error::NotFound)?;
    let view = app::case::show(&visitor.cx, case.parse::<CaseId>()?).await?;
    match view.offers.iter().find(|(offered, _)| *offered == act) {
        Some((_, Offer::Ready)) => Ok((view, act)),
        Some((_, Offer::NotYet(reason))) => Err(Error::Refused(Refusal::because(*reason)).into()),
        // In reach, but the case has moved on; who may not do it at all learns nothing.
        _ if view.may.contains(&act) => {
            Err(Error::Refused(Refusal::because(domain::case::Reason::NotInThisStage).with("stage", view.case.stage)).into())
        }
        _ => Err(Error::NotFound.into()),
    }
}

async fn draw(visitor: &Visitor, status: StatusCode, drawn: Drawn<'_>) -> Answer {
    let Drawn { view: case, act, typed, faults, trouble, since } = drawn;
    let mut choices = Choices { lists: &visitor.cx.app.lists, found: Vec::new() };
    for list in ["party", "claim", "session", "obligation", "followup", "payment", "paper", "service", "file"] {
        choices.found.extend(case.choices(list).map(|found| (list.to_owned(), found)));
    }
    let found = app::case::choices(&visitor.cx, case, act).await?;
    for (list, name) in [(AccountId::PREFIX, found.accounts), (OrganisationId::PREFIX, found.organisations), (RoomId::PREFIX, found.rooms)]
    {
        choices.found.push((list.to_owned(), name));
    }
    let mut specs = act.specs();
    // What is filled in on a paper is filled in on its own page.
    specs.retain(|spec| !matches!(act, Act::Issue | Act::Correct) || spec.name != "answers");
    let form = view(&Drawing { form: act.code(), specs: &specs, typed, faults: &faults, labels: &Words, options: &choices });
    let changes = match since {
        Some(since) => {
            let newer = case.timeline.iter().filter(|told| told.seq > since);
            newer.map(|told| (told.actor.clone().unwrap_or_default(), told.sentence.say.clone())).collect()
        }
        None => Vec::new(),
    };
    let findings = if act == Act::Draft { findings(visitor, case, act, typed).await? } else { Vec::new() };
    let instead = instead::offers(visitor, case, act, typed, &faults).await?;
    let liaison = if DISPATCH.contains(&act) { liaison::card(visitor, case).await? } else { None };
    let page = Page {
        liaison,
        instead,
        frame: Frame { kicker: case.case.number.clone(), ..visitor.frame(text::code("act", act.code())) },
        case: case.case.id.to_string(),
        sides: case.title(),
        act: act.code(),
        version: case.case.version,
        intro: text::intro(act.code()),
        submit: text::submit(act.code()),
        confirm: text::confirm(act.code()),
        trouble,
        changes,
        blocked: findings.iter().any(|one| one.blocks),
        findings,
        form,
        upload: act == Act::Attach,
        vault: matches!(act, Act::Minutes | Act::Note) && visitor.cx.may(Action::Deal(Deal::Vault), &Facts::from(&case.case)).is_ok(),
        guided: if act == Act::Decline { guidance::all(&visitor.cx, case).await? } else { Vec::new() },
    };
    page_with(status, &page)
}
