//! An answer as pages show it: steps with their articles, reasons, assumptions, what would change it, the facts it rests on.

use app::claims::{Answer, Sentence};
use app::text;
use askama::Template;
use askama::filters::HtmlSafe;
use domain::claims::worth::{Head, Named};
use domain::kernel::{Kind, Spec};
use serde_json::{Map, Value};

struct Line {
    text: String,
    articles: String,
}

/// An answer: `{{ shown }}` draws all but the result and whether it is due, which the page heads it with.
#[derive(Template)]
#[template(path = "claims/answer.html")]
pub(crate) struct Shown {
    /// The result in a few words.
    pub(crate) result: String,
    /// Something is due.
    pub(crate) due: bool,
    named: Vec<(&'static str, String)>,
    facts: Vec<(String, String)>,
    steps: Vec<Line>,
    not_due: Vec<Line>,
    assumptions: Vec<Line>,
    warnings: Vec<Line>,
    changes: Vec<Line>,
    /// What is taken for granted and what would change it are folded away.
    brief: bool,
}

impl HtmlSafe for Shown {}

impl Shown {
    /// The answer to facts as they were typed in the form with this name.
    pub(crate) fn of(answer: &Answer, form: &str, specs: &[Spec], typed: &Value) -> Self {
        Self {
            result: answer.result.clone(),
            due: answer.due,
            named: answer.named.iter().filter_map(|(name, value)| Some((text::code("worth_named", name), plain(value)?))).collect(),
            facts: specs.iter().filter_map(|spec| fact(form, spec, typed)).collect(),
            steps: lines(&answer.steps),
            not_due: lines(&answer.not_due),
            assumptions: lines(&answer.assumptions),
            warnings: lines(&answer.warnings),
            changes: lines(&answer.changes),
            brief: false,
        }
    }

    /// With the main things only; the others are folded away.
    #[must_use]
    pub(crate) fn brief(mut self) -> Self {
        self.brief = true;
        self
    }
}

/// What was typed without what belongs to the page.
pub(crate) fn only_facts(head: Head, tree: &Value) -> Value {
    let fields = head.specs().into_iter().filter_map(|spec| Some((spec.name.to_owned(), tree.get(spec.name)?.clone())));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn lines(sentences: &[Sentence]) -> Vec<Line> {
    sentences.iter().map(|said| Line { text: said.text.clone(), articles: said.articles.join("、") }).collect()
}

/// A value as people read it; the items of a list stand in the steps.
fn plain(value: &Named) -> Option<String> {
    match value {
        Named::Amount(amount) => Some(text::phrase("format", "yuan", &[("amount", amount.to_string())])),
        Named::Number(number) | Named::Count(number) => Some(number.text()),
        Named::Flag(flag) => Some(text::code("format", if *flag { "yes" } else { "no" }).to_owned()),
        Named::Day(day) => Some(day.chinese()),
        Named::Judged(_) => None,
    }
}

/// A fact as it was typed, for paper: the boxes of the form are not printed.
fn fact(form: &str, spec: &Spec, typed: &Value) -> Option<(String, String)> {
    let typed = typed.get(spec.name)?.as_str().filter(|typed| !typed.trim().is_empty())?;
    let value = match &spec.kind {
        Kind::Flag => text::code("format", "yes").to_owned(),
        Kind::Choice { group, .. } => text::code(group, typed).to_owned(),
        _ => typed.to_owned(),
    };
    Some((text::field(form, spec.name).to_owned(), value))
}
