//! What a form looks like, as plain values: built by [`super::form`], drawn by `parts/field.html`.
//!
//! Every view is a template of its own: write `{{ field }}` or `{{ form.summary }}` in a page, without a filter.

use askama::Template;
use askama::filters::HtmlSafe;

/// A list to tick that is longer than this is folded away.
const MANY: usize = 20;

/// How much room a field wants in the grid of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Width {
    /// A day, an amount, a number.
    Short,
    /// A name, a choice.
    #[default]
    Middle,
    /// A text, rows, a part.
    Full,
}

impl Width {
    /// The class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Short => "w-s",
            Self::Middle => "w-m",
            Self::Full => "w-l",
        }
    }
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent; empty for "nothing chosen".
    pub value: String,
    /// The words.
    pub label: String,
    /// A few more words.
    pub hint: Option<String>,
    /// Chosen now.
    pub chosen: bool,
}

/// Where a field asks the server while one types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The address; `q` and the field's name are added.
    pub url: String,
    /// The id of the element that receives the answer.
    pub into: String,
}

/// One row of a list field.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The row's place, as the remove button sends it: `claims.0`.
    pub place: String,
    /// Its number for people, from 1.
    pub number: usize,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// How a field is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// One line.
    Input {
        /// The `type` attribute.
        kind: &'static str,
        /// What is typed now.
        value: String,
        /// The keyboard a phone shows; empty for the ordinary one.
        inputmode: &'static str,
        /// A guard in UTF-16 units, twice the bound in characters: the exact bound is the server's to tell.
        maxlength: Option<usize>,
        /// The id of a `<datalist>` on the page.
        list: Option<String>,
    },
    /// Several lines.
    Area {
        /// What is typed now.
        value: String,
        /// The guard, as for a line.
        maxlength: Option<usize>,
    },
    /// One of many.
    Select {
        /// The choices.
        options: Vec<Choice>,
    },
    /// One of a few.
    Radios {
        /// The choices.
        options: Vec<Choice>,
    },
    /// Several of a list.
    Checks {
        /// The choices.
        options: Vec<Choice>,
    },
    /// A box to tick.
    Tick {
        /// Ticked now.
        checked: bool,
    },
    /// Rows that can be added and removed.
    Rows {
        /// The rows.
        rows: Vec<Row>,
        /// A row for the script to copy; `__0__` (the depth in between) stands for its index.
        blank: Row,
        /// Short fields only: one line per row on a wide screen.
        compact: bool,
        /// The value the add button sends: `claims`.
        add_name: String,
    },
    /// Fields under one heading.
    Part {
        /// The fields.
        fields: Vec<FieldView>,
    },
}

/// A field ready to be drawn: `{{ field }}`.
#[derive(Clone, Debug, PartialEq, Template)]
#[template(path = "parts/field.html")]
pub struct FieldView {
    /// The id: `f-claims-0-amount`.
    pub id: String,
    /// The name sent: `claims[0][amount]`.
    pub name: String,
    /// The place as faults name it: `claims.0.amount`.
    pub path: String,
    /// The label.
    pub label: String,
    /// A word of help.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Must be filled.
    pub required: bool,
    /// Shown but not to be changed.
    pub readonly: bool,
    /// How much room it wants.
    pub width: Width,
    /// The `autocomplete` attribute; empty for none.
    pub autocomplete: &'static str,
    /// Asks the server while one types.
    pub lookup: Option<Lookup>,
    /// How it is asked.
    pub control: Control,
}

impl HtmlSafe for FieldView {}

impl FieldView {
    /// The ids of hint and error, for `aria-describedby`; empty when there are none.
    pub fn described(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-h", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-e", self.id));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }

    /// The field with this width.
    #[must_use]
    pub fn sized(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// The field asking `url` while one types, the answer shown in the element `into`.
    #[must_use]
    pub fn asking(mut self, url: impl Into<String>, into: impl Into<String>) -> Self {
        self.lookup = Some(Lookup { url: url.into(), into: into.into() });
        self
    }

    /// A long list to tick is folded away; whether it begins open: something in it is ticked, or wrong.
    pub fn folded(&self) -> Option<bool> {
        match &self.control {
            Control::Checks { options } if options.len() > MANY => Some(self.error.is_some() || options.iter().any(|option| option.chosen)),
            _ => None,
        }
    }

    /// How many lists this field stands in: the number in the mark `__0__` of its blank row.
    pub fn lists_above(&self) -> usize {
        self.path.split('.').filter(|step| step.starts_with("__") || step.parse::<usize>().is_ok()).count()
    }

    /// The fields directly below: of a part, or of every row.
    pub fn below(&self) -> Vec<&Self> {
        match &self.control {
            Control::Part { fields } => fields.iter().collect(),
            Control::Rows { rows, .. } => rows.iter().flat_map(|row| &row.fields).collect(),
            _ => Vec::new(),
        }
    }

    fn below_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.control {
            Control::Part { fields } => fields.iter_mut().collect(),
            Control::Rows { rows, .. } => rows.iter_mut().flat_map(|row| &mut row.fields).collect(),
            _ => Vec::new(),
        }
    }
}

/// One step on the way to a faulty field: its label and, in a list, the number of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// The label.
    pub label: String,
    /// The row's number, from 1.
    pub row: Option<usize>,
}

/// One line of the error summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorLine {
    /// The id of the field; `None` when the fault belongs to none that is shown.
    pub id: Option<String>,
    /// The labels that lead to it.
    pub trail: Vec<Crumb>,
    /// What is wrong.
    pub text: String,
}

/// The error summary: `{{ form.summary }}` draws nothing when all is well.
#[derive(Clone, Debug, PartialEq, Eq, Default, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    /// What is wrong, in the order of the page.
    pub lines: Vec<ErrorLine>,
}

impl HtmlSafe for Summary {}

/// A whole form: `{{ form }}` draws the summary and every field; or draw some with [`FormView::one`] and [`FormView::sections`].
#[derive(Clone, Debug, PartialEq, Template)]
#[template(path = "parts/form.html")]
pub struct FormView {
    /// What is wrong.
    pub summary: Summary,
    /// The fields in order.
    pub fields: Vec<FieldView>,
}

impl HtmlSafe for FormView {}

/// A field that may not exist: draws nothing then.
#[derive(Clone, Copy, Debug, PartialEq, Template)]
#[template(source = "{% match found %}{% when Some(field) %}{{ field }}{% when None %}{% endmatch %}", ext = "html")]
pub struct Found<'a> {
    /// The field.
    pub found: Option<&'a FieldView>,
}

impl HtmlSafe for Found<'_> {}

impl FormView {
    /// The field at `path` (`applicant.name`, `claims.0.amount`), for hand-made pages: `{{ form.one("applicant.name") }}`.
    pub fn one(&self, path: &str) -> Found<'_> {
        fn seek<'a>(fields: impl IntoIterator<Item = &'a FieldView>, path: &str) -> Option<&'a FieldView> {
            fields.into_iter().find_map(|field| if field.path == path { Some(field) } else { seek(field.below(), path) })
        }
        Found { found: seek(&self.fields, path) }
    }

    /// The fields with these names, in this order: one section of a hand-made page.
    pub fn sections(&self, names: &[&str]) -> Vec<&FieldView> {
        names.iter().filter_map(|name| self.one(name).found).collect()
    }

    /// The fields of the form itself without these names: what a hand-made page has not placed.
    pub fn except(&self, names: &[&str]) -> Vec<&FieldView> {
        self.fields.iter().filter(|field| !names.contains(&field.path.as_str())).collect()
    }

    /// Changes the field at `path`, if there is one.
    #[must_use]
    pub fn with(mut self, path: &str, change: impl FnOnce(&mut FieldView)) -> Self {
        fn seek<'a>(fields: Vec<&'a mut FieldView>, path: &str) -> Option<&'a mut FieldView> {
            for field in fields {
                if field.path == path {
                    return Some(field);
                }
                if let Some(found) = seek(field.below_mut(), path) {
                    return Some(found);
                }
            }
            None
        }
        if let Some(field) = seek(self.fields.iter_mut().collect(), path) {
            change(field);
        }
        self
    }
}
