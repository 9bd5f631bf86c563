//! Taking a contact down: whoever does so answers for it from then on.

use app::contact::ContactForm;
use app::{Error, text};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::access::rules::{self, Deal};
use domain::case::Refusal;
use domain::intake::Channel;
use domain::kernel::id::OrganisationId;
use domain::kernel::{Faults, Form};
use serde_json::{Value, json};

use crate::failure::{Answer, page_with};
use crate::guard::{Posted, Visitor};
use crate::intake::refused;
use crate::look::decode::Press;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::{FormView, Width};
use crate::visit::{Choices, Words};

/// The form's name in the language file.
const FORM: &str = "contact.receive";

#[derive(Template)]
#[template(path = "contact/new.html")]
struct Page {
    frame: Frame,
    owner: String,
    form: FormView,
    several_offices: bool,
    register: bool,
}

/// Shows the empty form.
pub async fn form(visitor: Visitor) -> Answer {
    let typed = json!({ "channel": Channel::Visit.code(), "received": visitor.cx.now.to_string() });
    draw(&visitor, StatusCode::OK, &typed, Faults::default(), None)
}

/// Takes the contact down; then its page, or straight on to registration.
pub async fn submit(visitor: Visitor, Posted(sent): Posted) -> Answer {
    if sent.press == Press::Edit {
        return draw(&visitor, StatusCode::OK, &sent.tree, Faults::default(), None);
    }
    let again = |faults, refusal| draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &sent.tree, faults, refusal);
    let form = match ContactForm::read(&sent.tree) {
        Ok(form) => form,
        Err(faults) => return again(faults, None),
    };
    match app::contact::receive(&visitor.cx, form).await {
        Ok(received) if sent.text("_then") == "intake" => Ok(Redirect::to(&format!("/intake?contact={}", received.id)).into_response()),
        Ok(received) => Ok(Redirect::to(&format!("/contacts/{}?done=received", received.id)).into_response()),
        Err(Error::Faults(faults)) => again(faults, None),
        Err(Error::Refused(refusal)) => again(Faults::default(), Some(refusal)),
        Err(other) => Err(other.into()),
    }
}

fn draw(visitor: &Visitor, status: StatusCode, typed: &Value, faults: Faults, refusal: Option<Refusal>) -> Answer {
    let mut offices: Vec<(String, String, Option<String>)> = Vec::new();
    for grant in &visitor.session.grants {
        let receives = rules::reach(grant.role, Action::Deal(Deal::Receive)).is_some();
        if receives && offices.iter().all(|(id, _, _)| *id != grant.office.to_string()) {
            offices.push((grant.office.to_string(), grant.office_name.clone(), None));
        }
    }
    let several_offices = offices.len() > 1;
    let choices = Choices { lists: &visitor.cx.app.lists, found: vec![(OrganisationId::PREFIX.to_owned(), offices)] };
    let specs = ContactForm::specs();
    let mut form = view(&Drawing { form: FORM, specs: &specs, typed, faults: &faults, labels: &Words, options: &choices });
    for (field, width) in [
        ("received", Width::Middle),
        ("channel", Width::Middle),
        ("person_name", Width::Middle),
        ("phone", Width::Middle),
        ("employer_name", Width::Full),
    ] {
        form = form.with(field, |field| {
            field.width = width;
            field.autocomplete = "off";
        });
    }
    if let Some(refusal) = &refusal {
        form = refused::shown(form, refusal);
    }
    let page = Page {
        frame: visitor.frame(text::code("page.contact", "new")),
        owner: visitor.session.name.clone(),
        form,
        several_offices,
        register: visitor.may(Deal::Register),
    };
    page_with(status, &page)
}
