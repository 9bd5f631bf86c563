//! A worker's or an employer's row: what is asked at once, and what stands behind "more".

use askama::Template;
use askama::filters::HtmlSafe;

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
    first: &[("name", Middle), ("uscc", Middle), ("contact", Middle), ("phone", Middle)],
    more: &[("role", Middle), ("legal_representative", Middle), ("employer_kind", Middle), ("industry", Middle), ("address", Full)],
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
        if self.asking.contains(&name.as_str()) {
            *field = field.clone().asking("/parties/lookup", into);
        }
        if name == "role" {
            field.control = one_of(&field.control, self.roles);
        }
        if name == "sex" {
            field.control = one_of(&field.control, &[]);
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
            open: more.iter().any(|field| field.error.is_some() || is_filled(field)),
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

/// A list to open instead of buttons, with the choices that fit (all of them when none are named).
fn one_of(control: &Control, fitting: &[&str]) -> Control {
    let (Control::Radios { options } | Control::Select { options }) = control else { return control.clone() };
    let fits = |choice: &&Choice| fitting.is_empty() || choice.chosen || fitting.contains(&choice.value.as_str());
    let mut options: Vec<Choice> = options.iter().filter(fits).filter(|choice| !choice.value.is_empty()).cloned().collect();
    let chosen = !options.iter().any(|choice| choice.chosen);
    options.insert(0, Choice { value: String::new(), label: String::new(), hint: None, chosen });
    Control::Select { options }
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
