//! Finding: cases and parties in reach, by words, by a number exactly. A case number opens its case.

use app::case::list::{PAGE, search};
use app::case::names;
use app::party::{self, ListFilter, PartyKind};
use app::text;
use askama::Template;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;

use crate::case::filter::href;
use crate::case::line::{Line, lines};
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

/// Fewest characters of a search: the index is cut in pairs of characters.
const FEWEST: usize = 2;
/// Most characters that are looked at.
const MOST: usize = 60;

/// A party found.
struct Party {
    href: String,
    icon: &'static str,
    name: String,
    numbers: String,
    open_cases: i64,
}

#[derive(Template)]
#[template(path = "desk/search.html")]
struct Page {
    frame: Frame,
    state: State,
    cases: Vec<Line>,
    all_cases: Option<String>,
    parties: Vec<Party>,
    all_parties: Option<String>,
    register: bool,
}

/// How the search went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing was typed.
    Blank,
    /// Too little was typed.
    Short,
    /// Nothing was found.
    Nothing,
    /// Something was found.
    Found,
}

/// What the words of the address find.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let words: String = asked.text("q").chars().take(MOST).collect();
    let enough = words.chars().filter(|c| !c.is_whitespace()).count() >= FEWEST;
    let mut page = Page {
        frame: visitor.frame(String::new()),
        state: if words.is_empty() { State::Blank } else { State::Short },
        cases: Vec::new(),
        all_cases: None,
        parties: Vec::new(),
        all_parties: None,
        register: visitor.may(Deal::Register),
    };
    if enough && visitor.may(Deal::ListCases) {
        let found = search(cx, &words).await?;
        if let [only] = found.rows.as_slice()
            && only.number == words
            && visitor.may(Deal::ReadCase)
        {
            return Ok(Redirect::to(&format!("/cases/{}", only.id)).into_response());
        }
        let names = names::of_cases(cx, &found.rows).await?;
        page.cases = lines(cx, &found.rows, &names);
        page.all_cases = found.more.then(|| href("/cases", [("q", words.as_str())]));
    }
    if enough && visitor.may(Deal::Parties) {
        let found = party::list(cx, &ListFilter { kind: None, query: Some(words.clone()) }, None).await?;
        page.parties = found.rows.iter().map(party_line).collect();
        page.all_parties = found.more.then(|| href("/parties", [("q", words.as_str())]));
    }
    let hits = page.cases.len() + page.parties.len();
    if enough {
        page.state = if hits == 0 { State::Nothing } else { State::Found };
    }
    page.frame.title = title(page.state, &words, hits, page.all_cases.is_some() || page.all_parties.is_some());
    page.frame.q = words;
    shown(&page)
}

fn title(state: State, words: &str, hits: usize, more: bool) -> String {
    let shown = if more { format!("{PAGE}+") } else { hits.to_string() };
    let params = [("words", words.to_owned()), ("n", shown)];
    match state {
        State::Blank => text::code("heading", "search").to_owned(),
        State::Short => text::code("heading", "search_short").to_owned(),
        State::Nothing => text::phrase("heading", "search_nothing", &params),
        State::Found => text::phrase("heading", "search_found", &params),
    }
}

fn party_line(line: &party::PartyLine) -> Party {
    let numbers: Vec<&str> = [line.number.as_deref(), line.phone.as_deref()].into_iter().flatten().collect();
    Party {
        href: format!("/parties/{}", line.id),
        icon: if line.kind == PartyKind::Employer { "firm" } else { "user" },
        name: line.name.clone(),
        numbers: numbers.join("　"),
        open_cases: line.open_cases,
    }
}
