//! The calculator for everybody: no login, no script, nothing kept and nothing logged. What is typed comes in the body of the form and goes
//! back on the page only.

use app::claims::{Answer, answer, form as form_name};
use app::lists::Lists;
use app::text;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::claims::worth::Head;
use domain::kernel::Faults;
use serde_json::{Value, json};

use super::answer::{Shown, only_facts};
use crate::Web;
use crate::access::origin::Here;
use crate::failure::{Answer as Page, page, page_with};
use crate::guard::{LARGE, cookie};
use crate::look::decode::Press;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

#[derive(Template)]
#[template(path = "claims/guest_list.html")]
struct List {
    frame: Frame,
    heads: Vec<(&'static str, &'static str)>,
    others: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "claims/guest.html")]
struct Calculator {
    frame: Frame,
    head: &'static str,
    form: FormView,
    shown: Option<Shown>,
}

fn frame(headers: &HeaderMap, title: &str) -> Frame {
    Frame {
        kicker: text::code("heading", "calculator_kicker").to_owned(),
        large: cookie(headers, LARGE) == Some("1"),
        ..Frame::new(title.to_owned())
    }
}

/// Every head that can be worked out.
pub async fn list(headers: HeaderMap) -> Page {
    let named = |head: &Head| (head.code(), text::code(Head::GROUP, head.code()));
    page(&List {
        frame: frame(&headers, text::code("heading", "calculator")),
        heads: Head::ALL.iter().filter(|head| head.is_amount()).map(named).collect(),
        others: Head::ALL.iter().filter(|head| !head.is_amount()).map(named).collect(),
    })
}

/// The facts of a head, empty.
pub async fn form(State(web): State<Web>, headers: HeaderMap, Path(head): Path<String>) -> Page {
    let head: Head = head.parse().map_err(|_| app::Error::NotFound)?;
    draw(&web.app.lists, &headers, head, StatusCode::OK, &json!({}), Faults::default(), None)
}

/// Works it out, or shows the form again with what is wrong.
pub async fn submit(State(web): State<Web>, headers: HeaderMap, Path(head): Path<String>, Here(sent): Here) -> Page {
    let head: Head = head.parse().map_err(|_| app::Error::NotFound)?;
    let (house, tree) = (&web.app, &sent.tree);
    if sent.press == Press::Edit {
        return draw(&house.lists, &headers, head, StatusCode::OK, tree, Faults::default(), None);
    }
    match answer(head, &only_facts(head, tree), &house.claims.ground(&house.calendar())) {
        Ok(answer) => draw(&house.lists, &headers, head, StatusCode::OK, tree, Faults::default(), Some(&answer)),
        Err(faults) => draw(&house.lists, &headers, head, StatusCode::UNPROCESSABLE_ENTITY, tree, faults, None),
    }
}

fn draw(lists: &Lists, headers: &HeaderMap, head: Head, status: StatusCode, typed: &Value, faults: Faults, found: Option<&Answer>) -> Page {
    let options = Choices { lists, found: Vec::new() };
    let (form, specs) = (form_name(head), head.specs());
    page_with(
        status,
        &Calculator {
            frame: frame(headers, text::code(Head::GROUP, head.code())),
            head: head.code(),
            form: view(&Drawing { form: &form, specs: &specs, typed, faults: &faults, labels: &Words, options: &options }),
            shown: found.map(|answer| Shown::of(answer, &form, &specs, typed)),
        },
    )
}
