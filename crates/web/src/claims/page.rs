//! The calculator: a head is chosen, facts are entered, the answer stands beside them with steps, articles and assumptions.

use app::case::CaseView;
use app::claims::{Answer, Told, answer, form as form_name};
use app::text;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::case::Act;
use domain::claims::worth::Head;
use domain::kernel::Faults;
use domain::kernel::id::{CaseId, ClaimId};
use serde_json::Value;

use super::answer::{Shown, only_facts};
use crate::failure::{Answer as Page, page, page_with};
use crate::guard::{Asked, Posted, Visitor, percent};
use crate::look::decode::Press;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

/// Most characters of the reasons that go along to a verified amount.
const MOST_BASIS: usize = 1000;

#[derive(Template)]
#[template(path = "claims/list.html")]
struct List {
    frame: Frame,
    heads: Vec<(&'static str, &'static str)>,
    others: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "claims/page.html")]
struct Calculator {
    frame: Frame,
    head: &'static str,
    case: String,
    claim: String,
    form: FormView,
    shown: Option<Shown>,
    /// Where the amount can be recorded as verified.
    verify: Option<String>,
}

/// Every head that can be worked out.
pub async fn list(visitor: Visitor) -> Page {
    let named = |head: &Head| (head.code(), text::code(Head::GROUP, head.code()));
    page(&List {
        frame: visitor.frame(text::code("heading", "claims")),
        heads: Head::ALL.iter().filter(|head| head.is_amount()).map(named).collect(),
        others: Head::ALL.iter().filter(|head| !head.is_amount()).map(named).collect(),
    })
}

/// The case and claim that the calculation is for.
#[derive(Default)]
struct For {
    view: Option<CaseView>,
    claim: Option<ClaimId>,
}

impl For {
    async fn read(visitor: &Visitor, case: &str, claim: &str) -> Result<Self, crate::failure::Failure> {
        if case.is_empty() {
            return Ok(Self::default());
        }
        let view = app::case::show(&visitor.cx, case.parse::<CaseId>()?).await?;
        let claim = claim.parse::<ClaimId>().ok().filter(|claim| view.claims.iter().any(|known| known.id == *claim));
        Ok(Self { view: Some(view), claim })
    }

    /// Where the amount can be recorded, when this person can do so now.
    fn verify(&self, answer: &Answer) -> Option<String> {
        let view = self.view.as_ref().filter(|view| view.can(Act::VerifyClaim) && answer.head.is_amount())?;
        let claim = self.claim?;
        let basis: String = answer.paragraph().chars().take(MOST_BASIS).collect();
        let act = Act::VerifyClaim.code();
        Some(format!("/cases/{}/acts/{act}?claim={claim}&amount={}&basis={}", view.case.id, answer.amount.plain(), percent(&basis)))
    }
}

/// The facts of a head, as far as a case tells them; without one, the place and today.
pub async fn form(visitor: Visitor, Path(head): Path<String>, asked: Asked) -> Page {
    let about = For::read(&visitor, asked.text("case"), asked.text("claim")).await?;
    let head: Head = head.parse().map_err(|_| app::Error::NotFound)?;
    let today = visitor.cx.now.day();
    let told = about.view.as_ref().map_or_else(Told::default, |view| Told::of_case(view, about.claim));
    let region = visitor.cx.person.grants.first().map(|grant| grant.division.clone()).unwrap_or_default();
    let told = if about.view.is_some() { told } else { Told { region, ..told } };
    let typed = told.facts(head, today);
    draw(&visitor, head, StatusCode::OK, &typed, Faults::default(), &about, None)
}

/// Works it out, or shows the form again with what is wrong.
pub async fn submit(visitor: Visitor, Path(head): Path<String>, Posted(sent): Posted) -> Page {
    let head: Head = head.parse().map_err(|_| app::Error::NotFound)?;
    let about = For::read(&visitor, sent.text("_case"), sent.text("_claim")).await?;
    if sent.press == Press::Edit {
        return draw(&visitor, head, StatusCode::OK, &sent.tree, Faults::default(), &about, None);
    }
    let house = &visitor.cx.app;
    let facts = only_facts(head, &sent.tree);
    match answer(head, &facts, &house.claims.ground(&visitor.cx.calendar)) {
        Ok(answer) => draw(&visitor, head, StatusCode::OK, &sent.tree, Faults::default(), &about, Some(&answer)),
        Err(faults) => draw(&visitor, head, StatusCode::UNPROCESSABLE_ENTITY, &sent.tree, faults, &about, None),
    }
}

fn draw(visitor: &Visitor, head: Head, status: StatusCode, typed: &Value, faults: Faults, about: &For, found: Option<&Answer>) -> Page {
    let options = Choices { lists: &visitor.cx.app.lists, found: Vec::new() };
    let (form, specs) = (form_name(head), head.specs());
    let kicker = about.view.as_ref().map(|view| format!("{}　{}", view.case.number, view.title()));
    page_with(
        status,
        &Calculator {
            frame: Frame { kicker: kicker.unwrap_or_default(), ..visitor.frame(text::code(Head::GROUP, head.code())) },
            head: head.code(),
            case: about.view.as_ref().map(|view| view.case.id.to_string()).unwrap_or_default(),
            claim: about.claim.map(|claim| claim.to_string()).unwrap_or_default(),
            form: view(&Drawing { form: &form, specs: &specs, typed, faults: &faults, labels: &Words, options: &options }),
            shown: found.map(|answer| Shown::of(answer, &form, &specs, typed)),
            verify: found.and_then(|answer| about.verify(answer)),
        },
    )
}
