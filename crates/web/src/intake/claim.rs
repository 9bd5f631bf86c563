//! The rows of claims: types in their four groups, and the sum of what is asked.

use app::lists::Lists;
use app::text;
use askama::Template;
use askama::filters::HtmlSafe;
use domain::kernel::Money;
use serde_json::Value;

use super::row::last;
use super::worth::Worth;
use crate::look::view::{Choice, Control, FieldView, FormView, Row, Width};

/// The list's field.
const LIST: &str = "claims";
/// The groups of claim types, in the order of the form.
const GROUPS: [&str; 4] = ["remuneration", "social_insurance", "contract", "other"];

/// A group of types.
pub(super) struct Group<'a> {
    label: &'static str,
    options: Vec<&'a Choice>,
}

/// A row: `{{ row }}`.
#[derive(Template)]
#[template(path = "intake/claim.html")]
pub(super) struct ClaimView<'a> {
    row: &'a Row,
    index: &'a str,
    kind: &'a FieldView,
    groups: Vec<Group<'a>>,
    others: Vec<&'a Choice>,
    rest: Vec<&'a FieldView>,
    /// Its facts and what it is worth by them.
    worth: Option<&'a Worth>,
}

impl HtmlSafe for ClaimView<'_> {}

impl ClaimView<'_> {
    /// The row that the script copies.
    pub(super) const fn is_blank(&self) -> bool {
        self.row.number == 0
    }

    /// The button that works it out stands with its facts.
    fn is_worked(&self) -> bool {
        self.worth.is_some_and(Worth::has_facts)
    }
}

/// What is asked altogether.
pub(super) struct Sum {
    pub(super) amount: String,
    /// How many claims have no amount yet.
    pub(super) open: usize,
}

/// The form with the claims' fields sized; what the person said stands on one line.
pub(super) fn shape(form: FormView) -> FormView {
    form.with(LIST, |field| {
        if let Control::Rows { rows, blank, .. } = &mut field.control {
            rows.iter_mut().chain([blank]).flat_map(|row| &mut row.fields).for_each(shape_field);
        }
    })
}

fn shape_field(field: &mut FieldView) {
    field.autocomplete = "off";
    field.hint = None;
    field.width = if matches!(last(&field.path), "kind" | "basis") { Width::Middle } else { Width::Short };
    let line = match &field.control {
        // Several lines, as an import brings them, keep their room.
        Control::Area { value, maxlength } if !value.contains('\n') => (value.clone(), *maxlength),
        _ => return,
    };
    field.control = Control::Input { kind: "text", value: line.0, inputmode: "", maxlength: line.1, list: None };
}

/// The rows and a blank one, ready to be drawn.
pub(super) fn rows<'a>(form: &'a FormView, lists: &Lists, worth: &'a [Worth]) -> Vec<ClaimView<'a>> {
    match form.one(LIST).found.map(|field| &field.control) {
        Some(Control::Rows { rows, blank, .. }) => rows.iter().chain([blank]).filter_map(|row| claim(row, lists, worth)).collect(),
        _ => Vec::new(),
    }
}

fn claim<'a>(row: &'a Row, lists: &Lists, worth: &'a [Worth]) -> Option<ClaimView<'a>> {
    let find = |name: &str| row.fields.iter().find(|field| last(&field.path) == name);
    let kind = find("kind")?;
    let Control::Select { options } = &kind.control else { return None };
    let group_of = |choice: &Choice| lists.find("claim_type", &choice.value).and_then(|entry| entry.group.as_deref());
    let within = |group: &str| options.iter().filter(|choice| group_of(choice) == Some(group)).collect();
    Some(ClaimView {
        row,
        index: last(&row.place),
        groups: GROUPS.iter().map(|group| Group { label: text::code("claim_group", group), options: within(group) }).collect(),
        others: options.iter().filter(|choice| !group_of(choice).is_some_and(|group| GROUPS.contains(&group))).collect(),
        rest: ["basis", "from", "to", "amount"].iter().filter_map(|name| find(name)).collect(),
        worth: worth.iter().find(|worth| worth.place == row.place),
        kind,
    })
}

/// What is typed, added up; nothing while nothing is typed.
pub(super) fn sum(typed: &Value) -> Option<Sum> {
    let claims = typed.get(LIST)?.as_array()?;
    let text = |claim: &Value, name: &str| claim.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let named: Vec<&Value> = claims.iter().filter(|claim| !text(claim, "kind").is_empty()).collect();
    if named.is_empty() {
        return None;
    }
    let amount = named.iter().filter_map(|claim| text(claim, "amount").parse::<Money>().ok()).sum::<Money>();
    let open = named.iter().filter(|claim| text(claim, "amount").is_empty()).count();
    Some(Sum { amount: amount.to_string(), open })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::sum;

    #[test]
    fn amounts_are_added_and_those_still_open_counted() {
        let typed =
            json!({"claims": [{"kind": "wage_arrears", "amount": "25,500"}, {"kind": "overtime_pay", "amount": ""}, {"amount": "3"}]});
        let sum = sum(&typed).unwrap();
        assert_eq!((sum.amount.as_str(), sum.open), ("25,500.00", 1));
        assert!(super::sum(&json!({"claims": [{"kind": ""}]})).is_none());
        assert!(super::sum(&json!({})).is_none());
    }
}
