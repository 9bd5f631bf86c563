//! Draws a form from its specs: kinds become controls, what was typed is shown again, faults stand beside their fields.
//!
//! Texts come from [`Labels`], choices from data come from [`Options`]. The way back, from what the browser sends to the
//! tree that is read, is [`super::decode`]. What the views look like is `parts/field.html`.

use std::fmt::Display;

use domain::kernel::{Day, Fault, Faults, Kind, Moment, Spec};
use serde_json::Value;

use super::view::{Choice, Control, Crumb, ErrorLine, FieldView, FormView, Row, Summary, Width};

/// The words of a form. `field` is a dotted name without row numbers: `claims.amount`.
pub trait Labels {
    /// The label of a field.
    fn label(&self, form: &str, field: &str) -> String;
    /// A word of help below the label.
    fn hint(&self, form: &str, field: &str) -> Option<String>;
    /// The words of a code.
    fn choice(&self, group: &str, code: &str) -> String;
    /// The sentence of a fault.
    fn fault(&self, fault: &Fault) -> String;
}

/// The choices of `Kind::Pick` and `Kind::Listed` fields: value, label, a few more words.
pub trait Options {
    /// The choices of the list (or id prefix) with this name.
    fn options(&self, list: &str) -> Vec<(String, String, Option<String>)>;

    /// The list whose codes a line of text holds, where the domain only says "a line": `claims.kind` → `claim_type`.
    fn list_of(&self, form: &str, field: &str) -> Option<String> {
        let _ = (form, field);
        None
    }
}

/// No choices from data: for forms without such fields.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoOptions;

impl Options for NoOptions {
    fn options(&self, _list: &str) -> Vec<(String, String, Option<String>)> {
        Vec::new()
    }
}

/// What a form is drawn from.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// The form's name in the language file.
    pub form: &'a str,
    /// Its fields.
    pub specs: &'a [Spec],
    /// What is typed now, as [`super::decode`] gives it; `Value::Null` for an empty form.
    pub typed: &'a Value,
    /// What is wrong with it.
    pub faults: &'a Faults,
    /// The words.
    pub labels: &'a dyn Labels,
    /// The choices.
    pub options: &'a dyn Options,
}

/// More choices than this become a list to open instead of buttons side by side.
const MOST_RADIOS: usize = 5;
/// Rows whose fields need more room than this (in rem) do not stand in one line.
const LINE_ROOM: usize = 40;
/// Rows beyond this are not shown again (reading refuses them anyway).
const MOST_ROWS: usize = 1000;

/// The form as a view.
pub fn view(drawing: &Drawing<'_>) -> FormView {
    let fields = drawing.fields(drawing.specs, &Place::default(), drawing.typed, false);
    let mut lines = Vec::new();
    let mut told = Vec::new();
    for field in &fields {
        drawing.tell(field, &[], &mut lines, &mut told);
    }
    for (path, fault) in &drawing.faults.0 {
        if !told.iter().any(|known| known == path.as_str()) {
            let names: Vec<&str> = path.as_str().split('.').filter(|step| !step.is_empty() && step.parse::<usize>().is_err()).collect();
            let trail = if names.is_empty() {
                Vec::new()
            } else {
                vec![Crumb { label: drawing.labels.label(drawing.form, &names.join(".")), row: None }]
            };
            lines.push(ErrorLine { id: None, trail, text: drawing.labels.fault(fault) });
        }
    }
    FormView { summary: Summary { lines }, fields }
}

/// Where a field stands, in the four ways of writing it.
#[derive(Clone, Default)]
struct Place {
    /// `claims.0.amount`
    dotted: String,
    /// `claims.amount`
    bare: String,
    /// `claims[0][amount]`
    name: String,
    /// `claims-0-amount`
    id: String,
    /// Lists above.
    depth: usize,
}

impl Place {
    fn step(&self, step: &dyn Display) -> Self {
        let join = |text: &str, mark: char| {
            if text.is_empty() { step.to_string() } else { format!("{text}{mark}{step}") }
        };
        Self {
            dotted: join(&self.dotted, '.'),
            bare: self.bare.clone(),
            name: if self.name.is_empty() { step.to_string() } else { format!("{}[{step}]", self.name) },
            id: join(&self.id, '-'),
            depth: self.depth,
        }
    }

    fn field(&self, name: &str) -> Self {
        let bare = if self.bare.is_empty() { name.to_owned() } else { format!("{}.{name}", self.bare) };
        Self { bare, ..self.step(&name) }
    }

    fn row(&self, index: &dyn Display) -> Self {
        Self { depth: self.depth + 1, ..self.step(index) }
    }
}

/// What is typed, as text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(items) => items.last().map(text).unwrap_or_default(),
        Value::Null | Value::Object(_) => String::new(),
    }
}

/// What is ticked in a list.
fn texts(value: &Value) -> Vec<String> {
    value.as_array().map_or_else(|| vec![text(value)], |items| items.iter().map(text).collect())
}

/// The room a field needs in a line of fields, in rem; `None` when it never stands in one.
fn room(spec: &Spec) -> Option<usize> {
    match spec.kind {
        Kind::Line { max } if max <= 20 => Some(8),
        Kind::Line { max } if max <= 100 => Some(11),
        Kind::Number { .. } => Some(6),
        Kind::Money | Kind::Flag => Some(8),
        Kind::Day | Kind::Choice { .. } | Kind::Listed(_) => Some(9),
        Kind::Pick(_) => Some(12),
        Kind::Line { .. } | Kind::Prose { .. } | Kind::Moment | Kind::Many(_) | Kind::Rows(_) | Kind::Part(_) => None,
    }
}

fn line(kind: &'static str, inputmode: &'static str, value: String, max: Option<usize>) -> Control {
    Control::Input { kind, value, inputmode, maxlength: max.map(|max| max.saturating_mul(2)), list: None }
}

impl Drawing<'_> {
    fn fields(&self, specs: &[Spec], place: &Place, value: &Value, in_line: bool) -> Vec<FieldView> {
        let field = |spec: &Spec| {
            let typed = value.get(spec.name).unwrap_or(&Value::Null);
            self.field(&spec.kind, spec.required, &place.field(spec.name), typed, in_line)
        };
        specs.iter().map(field).collect()
    }

    fn error(&self, place: &Place, with_items: bool) -> Option<String> {
        let mine =
            |path: &str| path == place.dotted || (with_items && path.strip_prefix(&place.dotted).is_some_and(|rest| rest.starts_with('.')));
        self.faults.0.iter().find(|(path, _)| mine(path.as_str())).map(|(_, fault)| self.labels.fault(fault))
    }

    fn field(&self, kind: &Kind, required: bool, place: &Place, typed: &Value, in_line: bool) -> FieldView {
        let (width, control) = self.control(kind, required, place, typed, in_line);
        let error = self.error(place, matches!(control, Control::Checks { .. }));
        FieldView {
            id: format!("f-{}", place.id),
            name: place.name.clone(),
            path: place.dotted.clone(),
            label: self.labels.label(self.form, &place.bare),
            hint: self.labels.hint(self.form, &place.bare),
            error,
            required,
            readonly: false,
            width,
            autocomplete: "",
            lookup: None,
            control,
        }
    }

    fn control(&self, kind: &Kind, required: bool, place: &Place, typed: &Value, in_line: bool) -> (Width, Control) {
        if let (Kind::Line { .. }, Some(list)) = (kind, self.options.list_of(self.form, &place.bare)) {
            return one_of(self.options.options(&list), required, typed, false);
        }
        match kind {
            Kind::Line { max } => {
                let width = if *max <= 20 {
                    Width::Short
                } else if *max <= 100 {
                    Width::Middle
                } else {
                    Width::Full
                };
                (width, line("text", "", text(typed), Some(*max)))
            }
            Kind::Prose { max } => (Width::Full, Control::Area { value: text(typed), maxlength: Some(max.saturating_mul(2)) }),
            Kind::Day => {
                let value = text(typed);
                // A date box shows nothing for a day that does not exist; what was typed must stay in sight.
                let control = match value.parse::<Day>() {
                    Ok(day) => line("date", "", day.to_string(), None),
                    Err(_) if value.is_empty() => line("date", "", value, None),
                    Err(_) => line("text", "", value, None),
                };
                (Width::Short, control)
            }
            Kind::Moment => {
                let value = text(typed);
                let control = match value.parse::<Moment>() {
                    Ok(moment) => line("datetime-local", "", moment.to_string(), None),
                    Err(_) if value.is_empty() => line("datetime-local", "", value, None),
                    Err(_) => line("text", "", value, None),
                };
                (Width::Middle, control)
            }
            Kind::Money => (Width::Short, line("text", "decimal", text(typed), None)),
            Kind::Number { .. } => (Width::Short, line("text", "numeric", text(typed), None)),
            Kind::Flag => (Width::Full, Control::Tick { checked: matches!(text(typed).as_str(), "on" | "true" | "1" | "yes") }),
            Kind::Choice { group, codes } => {
                let choices = codes.iter().map(|code| ((*code).to_owned(), self.labels.choice(group, code), None)).collect();
                one_of(choices, required, typed, codes.len() <= MOST_RADIOS && !in_line)
            }
            Kind::Listed(list) | Kind::Pick(list) => one_of(self.options.options(list), required, typed, false),
            Kind::Many(inner) => self.many(inner, place, typed),
            Kind::Rows(specs) => {
                let compact = specs.iter().map(room).sum::<Option<usize>>().is_some_and(|room| room <= LINE_ROOM);
                let fields = |place: &Place, value: &Value| self.fields(specs, place, value, compact);
                (Width::Full, rows(place, typed, compact, &fields))
            }
            Kind::Part(specs) => (Width::Full, Control::Part { fields: self.fields(specs, place, typed, false) }),
        }
    }

    fn many(&self, inner: &Kind, place: &Place, typed: &Value) -> (Width, Control) {
        let choices = match inner {
            Kind::Choice { group, codes } => codes.iter().map(|code| ((*code).to_owned(), self.labels.choice(group, code), None)).collect(),
            Kind::Listed(list) | Kind::Pick(list) => self.options.options(list),
            inner => {
                if let (Kind::Line { .. }, Some(list)) = (inner, self.options.list_of(self.form, &place.bare)) {
                    return checks(self.options.options(&list), typed);
                }
                let fields = |place: &Place, value: &Value| vec![self.field(inner, false, place, value, true)];
                return (Width::Full, rows(place, typed, true, &fields));
            }
        };
        checks(choices, typed)
    }

    /// Adds the faults of `field` and below to the summary; `told` are the paths that have found their field.
    fn tell(&self, field: &FieldView, above: &[Crumb], lines: &mut Vec<ErrorLine>, told: &mut Vec<String>) {
        let mut trail = above.to_vec();
        trail.push(Crumb { label: field.label.clone(), row: None });
        told.push(field.path.clone());
        if let Some(error) = &field.error {
            lines.push(ErrorLine { id: Some(field.id.clone()), trail: trail.clone(), text: error.clone() });
        }
        match &field.control {
            Control::Checks { .. } => {
                let items = format!("{}.", field.path);
                let mine = self.faults.0.iter().filter(|(path, _)| path.as_str().starts_with(&items));
                told.extend(mine.map(|(path, _)| path.as_str().to_owned()));
            }
            Control::Part { fields } => fields.iter().for_each(|inner| self.tell(inner, &trail, lines, told)),
            Control::Rows { rows, .. } => {
                for row in rows {
                    let mut trail = trail.clone();
                    if let Some(last) = trail.last_mut() {
                        last.row = Some(row.number);
                    }
                    // A row of one plain value carries the list's own label: say it once.
                    let above = trail.split_last().map_or(&[][..], |(_, above)| above);
                    for inner in &row.fields {
                        if inner.path == row.place {
                            let from = lines.len();
                            self.tell(inner, above, lines, told);
                            let row_crumb =
                                |line: &mut ErrorLine| line.trail.iter_mut().last().map_or((), |crumb| crumb.row = Some(row.number));
                            lines.iter_mut().skip(from).for_each(row_crumb);
                        } else {
                            self.tell(inner, &trail, lines, told);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

fn one_of(choices: Vec<(String, String, Option<String>)>, required: bool, typed: &Value, radios: bool) -> (Width, Control) {
    let typed = text(typed);
    let typed = typed.trim();
    let choice = |(value, label, hint): (String, String, Option<String>)| Choice { chosen: value == typed, value, label, hint };
    let mut options: Vec<Choice> = choices.into_iter().map(choice).collect();
    let known = options.iter().any(|option| option.chosen);
    let nothing = Choice { value: String::new(), label: String::new(), hint: None, chosen: typed.is_empty() };
    if radios {
        if !required {
            options.push(nothing);
        }
        return (Width::Full, Control::Radios { options });
    }
    options.insert(0, nothing);
    if !known && !typed.is_empty() {
        options.push(Choice { value: typed.to_owned(), label: typed.to_owned(), hint: None, chosen: true });
    }
    (Width::Middle, Control::Select { options })
}

fn checks(choices: Vec<(String, String, Option<String>)>, typed: &Value) -> (Width, Control) {
    let ticked = texts(typed);
    let known = |code: &String| choices.iter().any(|(value, _, _)| value == code);
    // What is ticked but no longer on the list stays in sight.
    let strange: Vec<String> = ticked.iter().filter(|code| !code.is_empty() && !known(code)).cloned().collect();
    let choice = |(value, label, hint): (String, String, Option<String>)| Choice { chosen: ticked.contains(&value), value, label, hint };
    let mut options: Vec<Choice> = choices.into_iter().map(choice).collect();
    options.extend(strange.into_iter().map(|code| Choice { value: code.clone(), label: code, hint: None, chosen: true }));
    (Width::Full, Control::Checks { options })
}

fn rows(place: &Place, typed: &Value, compact: bool, fields: &dyn Fn(&Place, &Value) -> Vec<FieldView>) -> Control {
    let single = [typed.clone()];
    let items: &[Value] = typed.as_array().map_or(&single, Vec::as_slice);
    // An empty list shows one empty row: there is always somewhere to type.
    let items = if items.is_empty() { &[Value::Null] } else { items };
    let row = |(index, value): (usize, &Value)| {
        let place = place.row(&index);
        Row { number: index + 1, fields: fields(&place, value), place: place.dotted }
    };
    let blank = place.row(&format_args!("__{}__", place.depth));
    Control::Rows {
        rows: items.iter().take(MOST_ROWS).enumerate().map(row).collect(),
        blank: Row { number: 0, fields: fields(&blank, &Value::Null), place: blank.dotted },
        compact,
        add_name: place.dotted.clone(),
    }
}
