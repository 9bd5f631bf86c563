//! One party with its cases. Numbers are masked; in clear they are shown once, with a line in the audit log.

use app::party::{Clear, PartyKind, PartyView};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use domain::access::rules::Deal;
use domain::intake::{PartyRole, Side};
use domain::kernel::id::PartyId;

use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::Frame;

pub use super::correct::{form as correct_form, submit as correct};

struct CaseLine {
    href: String,
    number: String,
    sides: String,
    role: String,
    stage: &'static str,
    received: String,
}

#[derive(Template)]
#[template(path = "party/page.html")]
struct Page {
    frame: Frame,
    id: PartyId,
    kind: &'static str,
    facts: Vec<(&'static str, String)>,
    cases: Vec<CaseLine>,
    /// There is something masked that this person may see.
    reveals: bool,
    clear: bool,
}

/// Shows a party.
pub async fn show(visitor: Visitor, Path(party): Path<String>, asked: Asked) -> Answer {
    let view = app::party::show(&visitor.cx, party.parse()?).await?;
    let frame = visitor.frame_done(view.row.name.clone(), asked.text("done"));
    draw(&visitor, frame, view, None)
}

/// Shows the numbers of a party in clear, this once; written down in the audit log before they are shown.
pub async fn reveal(visitor: Visitor, Path(party): Path<String>, _: Posted) -> Answer {
    let view = app::party::show(&visitor.cx, party.parse()?).await?;
    // Numbers are seen for a case: the newest in reach is the one named in the audit log.
    let case = view.cases.first().map(|case| case.case_id).ok_or(Error::NotFound)?;
    let clear = app::party::reveal(&visitor.cx, view.row.id, case).await?;
    let frame = visitor.frame(view.row.name.clone());
    draw(&visitor, frame, view, Some(clear))
}

fn draw(visitor: &Visitor, frame: Frame, view: PartyView, clear: Option<Clear>) -> Answer {
    let year = visitor.cx.now.day().year();
    let lists = &visitor.cx.app.lists;
    let masked = [&view.id_number, &view.other_document, &view.phone].into_iter().any(Option::is_some);
    let (id_number, other_document, phone) = match &clear {
        Some(clear) => (in_clear(clear.id_number.as_ref()), in_clear(clear.other_document.as_ref()), in_clear(clear.phone.as_ref())),
        None => (view.id_number, view.other_document, view.phone),
    };
    let row = view.row;
    let named = |list: &str, code: Option<String>| code.map(|code| lists.name(list, &code).to_owned());
    let facts = [
        ("id_number", id_number),
        ("uscc", row.uscc),
        ("other_document", other_document),
        ("phone", phone),
        ("sex", row.sex.map(|sex| text::code("sex", &sex).to_owned())),
        ("birth", row.birth.map(|birth| birth.chinese())),
        ("ethnicity", row.ethnicity),
        ("address", row.address),
        ("employer_kind", named("employer_kind", row.employer_kind)),
        ("industry", named("industry", row.industry)),
        ("legal_representative", row.legal_representative),
        ("contact", row.contact),
    ];
    let cases = view.cases.into_iter().map(|case| CaseLine {
        href: format!("/cases/{}", case.case_id),
        number: case.number,
        sides: text::phrase("page.intake", "sides", &[("worker", case.worker_name), ("employer", case.employer_name)]),
        role: format!("{}\u{3000}{}", text::code(Side::GROUP, case.side.code()), text::code(PartyRole::GROUP, case.role.code())),
        stage: text::code("stage", case.stage.code()),
        received: text::day(case.received, year),
    });
    shown(&Page {
        frame: Frame { kicker: text::code(PartyKind::GROUP, row.kind.code()).to_owned(), ..frame },
        id: row.id,
        kind: row.kind.code(),
        facts: facts.into_iter().filter_map(|(field, value)| Some((text::field("party.correct", field), value?))).collect(),
        cases: cases.collect(),
        reveals: masked && clear.is_none() && visitor.may(Deal::Reveal),
        clear: clear.is_some(),
    })
}

fn in_clear(number: Option<&domain::kernel::Masked<String>>) -> Option<String> {
    number.map(|number| number.reveal().clone())
}
