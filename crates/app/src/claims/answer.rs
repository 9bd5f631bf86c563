//! An answer as people read it: the result, steps with their articles, assumptions, warnings, what would change it.

use domain::claims::worth::{Assumption, Change, Ground, Head, Named, NotDue, Said, StepCode, WarningCode, Worth};
use domain::kernel::{Faults, Money};
use serde_json::Value;

use crate::text;

/// Something said, in words, with the articles it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The stable code.
    pub code: &'static str,
    /// The words.
    pub text: String,
    /// The articles.
    pub articles: &'static [&'static str],
    /// The figures in it by name.
    pub figures: Vec<(&'static str, String)>,
}

/// What a head is worth, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which head.
    pub head: Head,
    /// Something is due.
    pub due: bool,
    /// How much.
    pub amount: Money,
    /// From how much to how much, where the law leaves a range.
    pub range: Option<(Money, Money)>,
    /// The result in a few words.
    pub result: String,
    /// Other values by their names.
    pub named: Vec<(&'static str, Named)>,
    /// How it was found.
    pub steps: Vec<Sentence>,
    /// Why nothing is due.
    pub not_due: Vec<Sentence>,
    /// What was taken for granted.
    pub assumptions: Vec<Sentence>,
    /// What makes it less than certain.
    pub warnings: Vec<Sentence>,
    /// What would change it.
    pub changes: Vec<Sentence>,
}

/// A code that can be said.
trait Speak: Copy {
    const GROUP: &'static str;
    fn stored(self) -> &'static str;
    fn rests_on(self) -> &'static [&'static str];
}

macro_rules! speak {
    ($($name:ident),*) => {
        $(impl Speak for $name {
            const GROUP: &'static str = $name::GROUP;
            fn stored(self) -> &'static str { self.code() }
            fn rests_on(self) -> &'static [&'static str] { self.articles() }
        })*
    };
}

speak!(StepCode, NotDue, Assumption, WarningCode, Change);

fn sentences<C: Speak>(said: Vec<Said<C>>) -> Vec<Sentence> {
    let tell = |said: Said<C>| Sentence {
        code: said.code.stored(),
        text: text::phrase(C::GROUP, said.code.stored(), &said.figures),
        articles: said.code.rests_on(),
        figures: said.figures,
    };
    said.into_iter().map(tell).collect()
}

/// Works out a head from its facts.
///
/// # Errors
/// Every fault with its field.
pub fn answer(head: Head, facts: &Value, ground: &Ground<'_>) -> Result<Answer, Faults> {
    let mut worth = head.work_out(facts, ground)?;
    for field in ignored(head, facts) {
        worth.warnings.push(Said { code: WarningCode::IgnoredField, figures: vec![("field", field)] });
    }
    Ok(Answer {
        head,
        due: worth.due,
        amount: worth.amount,
        range: worth.range,
        result: result(head, &worth),
        named: worth.named,
        steps: sentences(worth.steps),
        not_due: sentences(worth.not_due),
        assumptions: sentences(worth.assumptions),
        warnings: sentences(worth.warnings),
        changes: sentences(worth.changes),
    })
}

/// Names that answers bear: whoever sends them back with the question means nothing by it.
const OF_ANSWERS: &[&str] =
    &["head", "id", "region", "due", "amount", "extra", "n", "months", "days", "total", "range", "pension", "threshold", "fee", "items"];

/// Names that no field of the head has.
fn ignored(head: Head, facts: &Value) -> Vec<String> {
    let specs = head.specs();
    let known = |name: &str| {
        specs.iter().any(|spec| spec.name == name) || OF_ANSWERS.contains(&name) || head.aliases().iter().any(|(alias, _)| *alias == name)
    };
    let names = facts.as_object().into_iter().flat_map(|facts| facts.keys());
    names.filter(|name| !known(name)).map(|name| name.chars().take(40).collect()).collect()
}

/// The result in a few words.
fn result(head: Head, worth: &Worth) -> String {
    let say = |code: &str, params: &[(&str, String)]| text::phrase("worth_page", code, params);
    let day = || worth.named.iter().find_map(|(_, named)| if let Named::Day(day) = named { Some(day.to_string()) } else { None });
    let count = || worth.named.iter().find_map(|(_, named)| if let Named::Count(count) = named { Some(count.text()) } else { None });
    match head {
        Head::Limitation => match day() {
            None => say("limit_open", &[]),
            Some(_) if !worth.due => say("limit_passed", &[]),
            Some(end) => say("limit_until", &[("end", end)]),
        },
        Head::FinalAward => say(if worth.due { "final" } else { "not_final" }, &[]),
        Head::Layoff => say(if worth.due { "layoff" } else { "no_layoff" }, &[]),
        Head::MaternityLeave => say("days", &[("days", count().unwrap_or_default())]),
        _ => match worth.range {
            _ if !worth.due => say("not_due", &[]),
            Some((low, high)) => say("due_range", &[("low", low.to_string()), ("high", high.to_string())]),
            None => say("due", &[("amount", worth.amount.to_string())]),
        },
    }
}

impl Answer {
    /// Everything it rests on, each article once, in the order of the steps.
    pub fn articles(&self) -> Vec<&'static str> {
        let mut all: Vec<&'static str> = Vec::new();
        for article in self.steps.iter().chain(&self.not_due).flat_map(|sentence| sentence.articles) {
            if !all.contains(article) {
                all.push(article);
            }
        }
        all
    }

    /// The answer as one paragraph: for the reasons of a verified amount.
    pub fn paragraph(&self) -> String {
        let steps: String = self.steps.iter().chain(&self.not_due).map(|sentence| sentence.text.as_str()).collect();
        let params = [
            ("head", text::code(Head::GROUP, self.head.code()).to_owned()),
            ("result", self.result.clone()),
            ("steps", steps),
            ("articles", self.articles().join("、")),
        ];
        text::phrase("worth_page", "basis", &params)
    }
}
