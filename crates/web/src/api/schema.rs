//! JSON Schemas of forms, made from their [`Spec`]s: bounds, choices with their Chinese labels, what must be filled.

use app::lists::Lists;
use app::text;
use domain::kernel::{Kind, Spec};
use serde_json::{Map, Value, json};

use crate::look::form::Options as _;
use crate::visit::Choices;

/// An amount as text.
pub const MONEY: &str = r"^\d{1,12}(\.\d{1,2})?$";
/// A day of the house's calendar.
const DAY: &str = r"^(19|20|21)\d{2}-\d{2}-\d{2}$";
/// A wall-clock time in Shanghai, or a time with its zone.
const MOMENT: &str = r"^(19|20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$";
/// Marks a list of codes by its name until it is gathered.
const CODES: &str = "x-codes";
/// Most rows of a list.
const MOST_ROWS: usize = 1000;

/// The schema of a kind of value.
pub fn plain(kind: &Kind) -> Value {
    match kind {
        Kind::Line { max } | Kind::Prose { max } => json!({ "type": "string", "minLength": 1, "maxLength": max }),
        Kind::Day => json!({ "type": "string", "format": "date", "pattern": DAY }),
        Kind::Moment => json!({ "type": "string", "pattern": MOMENT }),
        Kind::Money => json!({ "type": ["string", "number"], "pattern": MONEY, "minimum": 0, "maximum": 999_999_999_999.99 }),
        Kind::Number { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Choice { group, codes } => {
            let labels: Map<String, Value> = codes.iter().map(|code| ((*code).to_owned(), Value::from(text::code(group, code)))).collect();
            json!({ "type": "string", "enum": codes, "x-labels": labels, (CODES): group })
        }
        Kind::Listed(list) => json!({ "type": "string", "x-list": list }),
        Kind::Pick(prefix) => json!({ "type": "string", "pattern": format!("^{prefix}_[0-9a-f]{{32}}$") }),
        Kind::Many(inner) => json!({ "type": "array", "items": plain(inner), "maxItems": MOST_ROWS }),
        Kind::Rows(_) | Kind::Part(_) => json!({ "type": "object" }),
    }
}

/// The schema, or nothing instead.
pub fn or_null(mut schema: Value) -> Value {
    let fields = schema.as_object_mut().filter(|fields| !fields.contains_key(CODES));
    match fields.and_then(|fields| fields.get_mut("type")) {
        Some(Value::Array(types)) => types.push(Value::from("null")),
        Some(one) => *one = json!([one.clone(), "null"]),
        None => return json!({ "anyOf": [schema, { "type": "null" }] }),
    }
    schema
}

/// Moves every list of codes to one place of its own; where it stood, a reference is left.
pub fn gather(value: &mut Value, lists: &mut Map<String, Value>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(name)) = fields.remove(CODES) {
                let name = format!("code.{name}");
                let list: Map<String, Value> =
                    ["type", "enum", "x-labels"].into_iter().filter_map(|key| fields.remove_entry(key)).collect();
                fields.insert("$ref".to_owned(), Value::from(format!("#/components/schemas/{name}")));
                lists.insert(name, Value::Object(list));
            }
            fields.values_mut().for_each(|value| gather(value, lists));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| gather(value, lists)),
        _ => {}
    }
}

/// A form, for its schema or an example.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// Its name in the language file.
    pub form: &'a str,
    /// The dated lists.
    pub lists: &'a Lists,
}

impl Asking<'_> {
    /// The schema of the form with these fields.
    pub fn object(&self, specs: &[Spec]) -> Value {
        self.rows("", specs)
    }

    /// The codes and names of the dated list behind a field.
    pub fn listed(&self, path: &str) -> Vec<(String, String)> {
        let entries = self.list_of(path).map(|list| self.lists.entries(&list)).unwrap_or_default();
        entries.iter().map(|entry| (entry.code.clone(), entry.name.clone())).collect()
    }

    fn list_of(&self, path: &str) -> Option<String> {
        let choices = Choices { lists: self.lists, found: Vec::new() };
        if path == "claim_type" { Some(path.to_owned()) } else { choices.list_of(self.form, path) }
    }

    fn rows(&self, above: &str, specs: &[Spec]) -> Value {
        let properties: Map<String, Value> = specs.iter().map(|spec| (spec.name.to_owned(), self.field(above, spec))).collect();
        let required: Vec<&str> = specs.iter().filter(|spec| spec.required).map(|spec| spec.name).collect();
        let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if let (false, Some(fields)) = (required.is_empty(), schema.as_object_mut()) {
            fields.insert("required".to_owned(), json!(required));
        }
        schema
    }

    fn field(&self, above: &str, spec: &Spec) -> Value {
        let path = below(above, spec.name);
        let mut schema = match &spec.kind {
            Kind::Rows(specs) => json!({ "type": "array", "items": self.rows(&path, specs), "maxItems": MOST_ROWS }),
            Kind::Part(specs) => self.rows(&path, specs),
            // A box that must be ticked.
            Kind::Flag if spec.required => json!({ "type": "boolean", "const": true }),
            kind => plain(kind),
        };
        schema = self.coded(&path, schema);
        if !spec.required && !matches!(spec.kind, Kind::Rows(_) | Kind::Many(_) | Kind::Flag) {
            schema = or_null(schema);
        }
        if let Some(fields) = schema.as_object_mut() {
            fields.insert("title".to_owned(), Value::from(text::field(self.form, &path)));
            if let Some(hint) = text::hint(self.form, &path) {
                fields.insert("description".to_owned(), Value::from(hint));
            }
        }
        schema
    }
}

impl Asking<'_> {
    /// The schema, narrowed to the codes of the dated list behind the field.
    pub fn coded(&self, path: &str, mut schema: Value) -> Value {
        let listed = self.listed(path);
        if listed.is_empty() {
            return schema;
        }
        let codes: Vec<&str> = listed.iter().map(|(code, _)| code.as_str()).collect();
        let labels: Map<String, Value> = listed.iter().map(|(code, name)| (code.clone(), Value::from(name.as_str()))).collect();
        let one = json!({ "type": "string", "enum": codes, "x-labels": labels, (CODES): self.list_of(path) });
        match schema.get_mut("items") {
            Some(items) => {
                *items = one;
                schema
            }
            None => one,
        }
    }
}

/// The path of a field without row numbers.
pub fn below(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}
