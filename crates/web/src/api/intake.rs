//! Reception and registration by JSON.

use app::Error;
use app::contact::ContactForm;
use app::idempotency::{Work, once};
use domain::access::Action;
use domain::access::rules::Deal;
use domain::form;
use domain::intake::Application;
use domain::kernel::id::OrganisationId;

use super::body::{Query, Sent, Token};
use super::case::{Answered, answer, say};
use super::read;

form! {
    /// What the address of an application may say.
    pub struct RegisterAsked {
        /// The office at which it is filed.
        pub office: Option<OrganisationId>,
    }
}

/// Files an application.
pub async fn register(Token(cx): Token, Query(asked): Query, sent: Sent) -> Answered {
    let asked: RegisterAsked = read::form(asked)?;
    let own = cx.may_somewhere(Action::Deal(Deal::Register))?.office;
    let office = asked.office.or(own).ok_or(Error::NotFound)?;
    let application: Application = read::form(sent.value)?;
    let given = once(&cx, sent.key, Work::Register { office, application: Box::new(application) }, say).await?;
    Ok(answer(given, Some("/api/v1/cases")))
}

/// Takes a contact down.
pub async fn receive(Token(cx): Token, sent: Sent) -> Answered {
    let form: ContactForm = read::form(sent.value)?;
    Ok(answer(once(&cx, sent.key, Work::Receive(form), say).await?, None))
}
