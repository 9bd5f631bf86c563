//! Who stands beside a case, as its page and its forms of dispatch show it: the contact arbitrator, the lawyers on duty today, and a link that
//! enters a consultation about it.

use app::case::CaseView;
use app::organisation::liaison::{self, Lawyer, SERVICE_LOG};
use askama::Template;
use askama::filters::HtmlSafe;
use domain::kernel::id::OrganisationId;

use super::filter::href;
use crate::guard::Visitor;

/// Somebody to ask: the name, of which body with its address, the telephone.
struct Contact {
    name: String,
    body: String,
    body_href: String,
    phone: String,
    /// Where a consultation with this person is entered.
    consult: Option<String>,
}

/// The card.
#[derive(Template)]
#[template(path = "case/liaison.html")]
pub(super) struct Card {
    arbitrator: Option<Contact>,
    lawyers: Vec<Contact>,
    /// Where a consultation with somebody else is entered.
    consult: Option<String>,
    log: String,
}

impl HtmlSafe for Card {}

/// The card of a case; nothing for who does not handle it, or when there is nobody to name and nothing to enter.
pub(super) async fn card(visitor: &Visitor, view: &CaseView) -> app::Result<Option<Card>> {
    let Some(found) = liaison::liaison(&visitor.cx, &view.case).await? else { return Ok(None) };
    let number = view.case.number.as_str();
    let today = visitor.cx.now.day().to_string();
    let consult = |office: OrganisationId, by: Option<&Lawyer>| {
        let (office, person) = (office.to_string(), by.and_then(|one| one.person).map(|id| id.to_string()).unwrap_or_default());
        let fields = [("organisation", office.as_str()), ("case_number", number), ("day", &today), ("sort", "advice"), ("by", &person)];
        href(&format!("/registers/{SERVICE_LOG}/new"), fields.into_iter().filter(|(_, value)| !value.is_empty()))
    };
    let lawyers = found.lawyers.iter().map(|one| Contact {
        name: one.name.clone(),
        body: one.body_name.clone(),
        body_href: format!("/organisations/{}", one.body),
        phone: one.phone.clone(),
        consult: found.enters_for.map(|office| consult(office, Some(one))),
    });
    let lawyers: Vec<Contact> = lawyers.collect();
    Ok(Some(Card {
        arbitrator: found.arbitrator.map(|one| Contact {
            name: one.name,
            body: one.body_name,
            body_href: format!("/organisations/{}", one.body),
            phone: one.phone,
            consult: None,
        }),
        consult: found.enters_for.filter(|_| lawyers.is_empty()).map(|office| consult(office, None)),
        lawyers,
        log: href(&format!("/registers/{SERVICE_LOG}"), [("q", number)]),
    }))
}
