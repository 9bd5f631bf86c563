//! A worker's or an employer's row: what is asked at once, and what stands behind "more".

use askama::Template;
use askama::filters::HtmlSafe;
use domain::kernel::form::is_blank;
use serde_json::{Map, Value};

use super::known::Known;
use crate::look::view::{Choice, Control, FieldView, FormView, Row, Width};

/// How the fields of one kind of row are laid out.
pub(super) struct Layout {
    /// The list's field.
    pub(super) list: &'static str,
    /// Asked at once, with their width.
    first: &'static [(&'static str, Width)],
    /// Behind "more".
    more: &'static [(&'static str, Width)],
    /// Asks the server for known parties while one types.
    asking: &'static [&'static str],
    /// The roles that fit this side.
    roles: &'static [&'static str],
}

use Width::{Full, Middle, Short};

/// The workers.
pub(super) const WORKERS: Layout = Layout {
    list: "applicants",
    first: &[("name", Short), ("id_number", Short), ("phone", Short), ("post", Short), ("wage", Short), ("help", Short)],
    more: &[
        ("other_document", Middle),
        ("address", Middle),
        ("hired", Short),
        ("left", Short),
        ("birth", Short),
        ("sex", Short),
        ("ethnicity", Short),
        ("role", Short),
        ("agent", Middle),
        ("kin_of", Middle),
        ("groups", Full),
    ],
    asking: &["id_number", "phone"],
    roles: &["worker", "next_of_kin"],
};

/// The employers.
pub(super) const EMPLOYERS: Layout = Layout {
    list: "respondents",
    first: &[("name", Middle), ("uscc", Middle), ("contact", Short), ("phone", Short), ("role", Short)],
    more: &[("legal_representative", Middle), ("address", Middle), ("employer_kind", Middle), ("industry", Middle)],
    asking: &["name", "uscc"],
    roles: &["employer", "dispatch_agency", "user_company"],
};

impl Layout {
    /// The form with this list's fields sized, asking and free of choices that do not fit.
    pub(super) fn shape(&self, form: FormView) -> FormView {
        form.with(self.list, |field| {
            if let Control::Rows { rows, blank, .. } = &mut field.control {
                for row in rows.iter_mut().chain([blank]) {
                    let into = panel(&row.place);
                    row.fields.iter_mut().for_each(|field| self.shape_field(field, &into));
                }
            }
        })
    }

    fn shape_field(&self, field: &mut FieldView, into: &str) {
        let name = last(&field.path).to_owned();
        if let Some((_, width)) = self.first.iter().chain(self.more).find(|(known, _)| *known == name) {
            field.width = *width;
        }
        field.autocomplete = "off";
        // Six narrow fields stand in two lines; what a label says is enough.
        if matches!(name.as_str(), "help" | "role") {
            field.hint = None;
        }
        if self.asking.contains(&name.as_str()) {
            *field = field.clone().asking("/parties/lookup", into);
        }
        if name == "role" {
            field.control = role(&field.control, self.roles);
        }
        if name == "sex" {
            field.control = listed(&field.control);
        }
    }

    /// The rows of the list and a blank one, ready to be drawn; `known` are the parties found for them.
    pub(super) fn rows<'a>(&self, form: &'a FormView, known: &'a [(String, Known)]) -> Vec<RowView<'a>> {
        match form.one(self.list).found.map(|field| &field.control) {
            Some(Control::Rows { rows, blank, .. }) => rows.iter().chain([blank]).map(|row| self.row(row, known)).collect(),
            _ => Vec::new(),
        }
    }

    fn row<'a>(&self, row: &'a Row, known: &'a [(String, Known)]) -> RowView<'a> {
        let pick = |names: &[(&str, Width)]| -> Vec<&'a FieldView> {
            let find = |name: &str| row.fields.iter().find(|field| last(&field.path) == name);
            names.iter().filter_map(|(name, _)| find(name)).collect()
        };
        let (first, more) = (pick(self.first), pick(self.more));
        RowView {
            index: last(&row.place),
            open: more.iter().any(|field| field.error.is_some() || (last(&field.path) != "role" && is_filled(field))),
            panel: panel(&row.place),
            known: known.iter().find(|(place, _)| *place == row.place).map(|(_, known)| known),
            employer: self.list == EMPLOYERS.list,
            row,
            first,
            more,
        }
    }
}

/// The last step of a dotted path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// The id of the element that shows the parties found for a row.
fn panel(place: &str) -> String {
    format!("known-{}", place.replace('.', "-"))
}

/// A list to open instead of buttons, with an empty choice first.
fn listed(control: &Control) -> Control {
    let (Control::Radios { options } | Control::Select { options }) = control else {
        return control.clone();
    };
    let mut options: Vec<Choice> = options.iter().filter(|choice| !choice.value.is_empty()).cloned().collect();
    let chosen = !options.iter().any(|choice| choice.chosen);
    let nothing = Choice { value: String::new(), label: String::new(), hint: None, chosen };
    options.insert(0, nothing);
    Control::Select { options }
}

/// The roles that fit this side, the usual one chosen when nothing is.
fn role(control: &Control, fitting: &[&str]) -> Control {
    let Control::Select { mut options } = listed(control) else {
        return control.clone();
    };
    options.retain(|choice| !choice.value.is_empty() && (choice.chosen || fitting.contains(&choice.value.as_str())));
    if !options.iter().any(|choice| choice.chosen)
        && let Some(usual) = options.first_mut()
    {
        usual.chosen = true;
    }
    Control::Select { options }
}

/// A row in which nothing but the role is chosen is an empty row.
pub(super) fn without_bare_roles(typed: &mut Value) {
    for list in [WORKERS.list, EMPLOYERS.list] {
        for row in typed.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            let bare = |fields: &Map<String, Value>| fields.iter().all(|(name, value)| name == "role" || is_blank(value));
            if let Some(fields) = row.as_object_mut().filter(|fields| bare(fields)) {
                fields.remove("role");
            }
        }
    }
}

fn is_filled(field: &FieldView) -> bool {
    match &field.control {
        Control::Input { value, .. } | Control::Area { value, .. } => !value.is_empty(),
        Control::Select { options } | Control::Radios { options } | Control::Checks { options } => {
            options.iter().any(|option| option.chosen && !option.value.is_empty())
        }
        Control::Tick { checked } => *checked,
        Control::Rows { .. } | Control::Part { .. } => false,
    }
}

/// A row: `{{ row }}`.
#[derive(Template)]
#[template(path = "intake/row.html")]
pub(super) struct RowView<'a> {
    row: &'a Row,
    index: &'a str,
    first: Vec<&'a FieldView>,
    more: Vec<&'a FieldView>,
    open: bool,
    panel: String,
    known: Option<&'a Known>,
    employer: bool,
}

impl HtmlSafe for RowView<'_> {}

impl RowView<'_> {
    /// The row that the script copies.
    pub(super) const fn is_blank(&self) -> bool {
        self.row.number == 0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::without_bare_roles;

    #[test]
    fn a_row_with_nothing_but_its_role_is_empty() {
        let mut typed =
            json!({"respondents": [{"role": "employer", "name": " "}, {"role": "user_company", "name": "A"}], "applicants": "x"});
        without_bare_roles(&mut typed);
        assert_eq!(typed, json!({"respondents": [{"name": " "}, {"role": "user_company", "name": "A"}], "applicants": "x"}));
    }
}
