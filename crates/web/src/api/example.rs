//! Examples of requests, made from the same specs as their schemas. The words come from the language file, group `example`.

use app::text;
use domain::kernel::{Kind, Spec};
use serde_json::{Map, Value, json};

use super::schema::{Asking, below};

/// The group of made-up words in the language file.
const GROUP: &str = "example";

/// Fields that an ordinary request leaves out.
const LEFT_OUT: &[&str] = &[
    "intake.register.applicants.agent",
    "intake.register.applicants.help",
    "intake.register.applicants.kin_of",
    "intake.register.applicants.other_document",
    "intake.register.applicants.role",
    "intake.register.duplicate_reason",
    "intake.register.respondents.role",
    "agreement.sign.late_reason",
    "closing.close.late_reason",
];

/// Optional things chosen by their id that an ordinary request has.
const CHOSEN: &[&str] =
    &["dispatch.assign.mediator", "agreement.sign.party", "closing.follow_up.visit", "mediation.minutes.statements.speaker"];

/// Values of fields by their path or last name; a choice takes one only when it is among its codes.
const VALUES: &[(&str, &str)] = &[
    ("intake.register.respondents.phone", "0772-7210001"),
    ("document.issue.kind", "acceptance_notice"),
    ("document.issue.answers", "{}"),
    ("document.correct.answers", "{}"),
    ("birth", "1990-03-07"),
    ("by", "2027-03-31"),
    ("content", "5bel6LWE5rWB5rC0"),
    ("due", "2026-06-30"),
    ("ended", "2026-04-20T10:30"),
    ("from", "2026-01-01"),
    ("hired", "2024-05-06"),
    ("id_number", "450221199003070029"),
    ("industry", "E"),
    ("kind", "wage_arrears"),
    ("left", "2026-03-31"),
    ("limitation", "2027-03-31"),
    ("division", "450206000000"),
    ("phone", "13800004417"),
    ("result", "failed"),
    ("satisfaction", "5"),
    ("sex", "female"),
    ("starts", "2026-04-20T09:00"),
    ("to", "2026-03-31"),
    ("until", "2026-05-31"),
    ("uscc", "91450206MA5KTE5T0W"),
    ("wage", "4800.00"),
];

impl Asking<'_> {
    /// An ordinary request.
    pub fn example(&self, specs: &[Spec]) -> Value {
        self.example_rows("", specs)
    }

    fn example_rows(&self, above: &str, specs: &[Spec]) -> Value {
        let filled = specs.iter().filter(|spec| self.is_filled(&below(above, spec.name), spec));
        Value::Object(filled.map(|spec| (spec.name.to_owned(), self.example_field(&below(above, spec.name), spec))).collect::<Map<_, _>>())
    }

    fn is_filled(&self, path: &str, spec: &Spec) -> bool {
        let full = format!("{}.{path}", self.form);
        let is_pick = matches!(spec.kind, Kind::Pick(_));
        let may_stay_empty = matches!(spec.kind, Kind::Pick(_) | Kind::Choice { .. } | Kind::Line { .. } | Kind::Prose { .. });
        let chosen = spec.required || CHOSEN.contains(&full.as_str()) || !is_pick;
        chosen && !(may_stay_empty && LEFT_OUT.contains(&full.as_str()))
    }

    fn example_field(&self, path: &str, spec: &Spec) -> Value {
        match &spec.kind {
            Kind::Rows(specs) => json!([self.example_rows(path, specs)]),
            Kind::Part(specs) => self.example_rows(path, specs),
            Kind::Many(inner) => json!([self.example_of(path, spec.name, inner)]),
            // Boxes that must be ticked are; everything else stays as it is by default, but for consent.
            Kind::Flag => Value::Bool(spec.required || matches!(spec.name, "agrees" | "joins" | "reached" | "confirmed")),
            kind => self.example_of(path, spec.name, kind),
        }
    }

    fn example_of(&self, path: &str, name: &str, kind: &Kind) -> Value {
        let full = format!("{}.{path}", self.form);
        let fixed = [full.as_str(), name].iter().find_map(|key| VALUES.iter().find(|(known, _)| known == key)).map(|(_, value)| *value);
        let listed = self.listed(path);
        if let Some((first, _)) = listed.first() {
            let usual = fixed.filter(|value| listed.iter().any(|(code, _)| code == value));
            return Value::from(usual.unwrap_or(first));
        }
        match kind {
            Kind::Line { .. } | Kind::Prose { .. } => fixed.map_or_else(|| self.word(path, name), Value::from),
            Kind::Day => Value::from(fixed.unwrap_or("2026-04-13")),
            Kind::Moment => Value::from(fixed.unwrap_or("2026-04-20T09:00")),
            Kind::Money => Value::from(fixed.unwrap_or("14400.00")),
            Kind::Number { min, max } => Value::from(fixed.and_then(|text| text.parse().ok()).unwrap_or(5).clamp(*min, *max)),
            Kind::Choice { codes, .. } => {
                let usual = fixed.filter(|value| codes.contains(value));
                Value::from(usual.or_else(|| codes.first().copied()).unwrap_or_default())
            }
            Kind::Pick(prefix) => Value::from(format!("{prefix}_0193f2a4c0de70008000000000000001")),
            Kind::Flag => Value::Bool(true),
            Kind::Listed(_) | Kind::Many(_) | Kind::Rows(_) | Kind::Part(_) => Value::Null,
        }
    }

    /// The made-up word for a field.
    fn word(&self, path: &str, name: &str) -> Value {
        let full = format!("{}.{path}", self.form);
        let word = |key: &str| Some(text::code(GROUP, key)).filter(|word| *word != key).map(str::to_owned);
        Value::from(word(&full).or_else(|| word(name)).unwrap_or_else(|| text::code(GROUP, "text").to_owned()))
    }
}
