//! The small grammar of sentences in the language file: text with places to fill. It knows values, not what they mean.
//!
//! - `{path}` a value; `{path:group}` the label of a code; `{path|words}` words instead of nothing
//! - `{path?yes:no}` by presence, `{path=code?yes:no}` by value; both branches may hold places again
//! - `{list#}` how many, `{list.field+}` the sum
//! - `[[ … ]]` is left out when a place directly in it is empty
//!
//! A path is dotted; through a list it gathers the field of every row. Inside a row, `it` is the row itself.

use serde_json::Value;

/// How values become words; the caller knows names, calendars and lists.
pub(super) trait Voice {
    /// A single value; `name` is the last step of its path, or the list in which it stands.
    fn show(&self, name: &str, value: &Value) -> String;
    /// The label of a code.
    fn label(&self, group: &str, value: &Value) -> String;
    /// A sum of amounts.
    fn sum(&self, total: i64) -> String;
    /// How a row of this list is told.
    fn row(&self, _list: &str) -> Option<&Template> {
        None
    }
    /// What stands between the rows of a list.
    fn between(&self) -> &str;
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    Value { path: String, group: Option<String>, otherwise: String },
    Count(String),
    Sum(String),
    Choice { path: String, is: Option<String>, yes: Template, no: Template },
    Optional(Template),
}

/// A sentence with places to fill.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Template(Vec<Piece>);

/// The sentence is not well formed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sentence not well formed near `{0}`")]
pub(super) struct Malformed(String);

/// Deepest nesting of choices and optional parts.
const MOST_DEPTH: usize = 8;

impl Template {
    /// Reads a sentence.
    pub(super) fn read(text: &str) -> Result<Self, Malformed> {
        let mut reader = Reader { rest: text, depth: 0 };
        let template = reader.sequence(&[])?;
        if reader.rest.is_empty() { Ok(template) } else { Err(reader.malformed()) }
    }

    /// The sentence with its places filled from `root`.
    pub(super) fn fill(&self, root: &Value, voice: &dyn Voice) -> String {
        self.write(&Place { root, row: None }, voice).0
    }

    /// The first plain text: for sentences that only choose between words.
    pub(super) fn pick(&self, root: &Value) -> &str {
        match self.0.first() {
            Some(Piece::Text(text)) => text,
            Some(Piece::Choice { path, is, yes, no }) => {
                let place = Place { root, row: None };
                if place.holds(path, is.as_deref()) { yes.pick(root) } else { no.pick(root) }
            }
            _ => "",
        }
    }

    /// Every path in the sentence, with the groups of codes it asks for.
    #[cfg(test)]
    pub(super) fn places(&self) -> Vec<(String, Option<String>)> {
        self.0
            .iter()
            .flat_map(|piece| match piece {
                Piece::Text(_) => Vec::new(),
                Piece::Value { path, group, .. } => vec![(path.clone(), group.clone())],
                Piece::Count(path) | Piece::Sum(path) => vec![(path.clone(), None)],
                Piece::Choice { path, yes, no, .. } => [vec![(path.clone(), None)], yes.places(), no.places()].concat(),
                Piece::Optional(inner) => inner.places(),
            })
            .collect()
    }

    /// The text, and whether a place directly in it was empty.
    fn write(&self, place: &Place<'_>, voice: &dyn Voice) -> (String, bool) {
        let mut out = String::new();
        let mut gap = false;
        for piece in &self.0 {
            let filled = match piece {
                Piece::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Piece::Value { path, group, otherwise } => {
                    let said = place.say(path, group.as_deref(), voice);
                    if said.is_empty() { otherwise.clone() } else { said }
                }
                Piece::Count(path) => place.all(path).len().to_string(),
                Piece::Sum(path) => {
                    let amounts: Vec<i64> = place.all(path).into_iter().filter_map(Value::as_i64).collect();
                    let total = amounts.iter().fold(0, |sum: i64, amount| sum.saturating_add(*amount));
                    if amounts.is_empty() { String::new() } else { voice.sum(total) }
                }
                Piece::Choice { path, is, yes, no } => {
                    let branch = if place.holds(path, is.as_deref()) { yes } else { no };
                    out.push_str(&branch.write(place, voice).0);
                    continue;
                }
                Piece::Optional(inner) => {
                    let (text, gap) = inner.write(place, voice);
                    if !gap {
                        out.push_str(&text);
                    }
                    continue;
                }
            };
            gap |= filled.is_empty();
            out.push_str(&filled);
        }
        (out, gap)
    }
}

/// Where paths start: in the row of a list, then at the root.
struct Place<'a> {
    root: &'a Value,
    row: Option<(&'a str, &'a Value)>,
}

impl<'a> Place<'a> {
    /// The value at a path; a list gives its rows.
    fn all(&self, path: &str) -> Vec<&'a Value> {
        let from_row = match self.row {
            Some((_, row)) if path == "it" => Some(vec![row]),
            Some((_, row)) => gather(row, path),
            None => None,
        };
        from_row.or_else(|| gather(self.root, path)).unwrap_or_else(|| {
            tracing::debug!(text.path = path, "a sentence asks for a value that is not there");
            Vec::new()
        })
    }

    /// What a value is called: the last step of its path, or its list when the step says nothing.
    fn name<'p>(&'p self, path: &'p str) -> &'p str {
        match (path.rsplit('.').next().unwrap_or(path), self.row) {
            ("id" | "it", Some((list, _))) => list,
            (last, _) => last,
        }
    }

    fn say(&self, path: &str, group: Option<&str>, voice: &dyn Voice) -> String {
        let name = self.name(path);
        let say_one = |value: &Value| match (group, voice.row(name)) {
            (Some(group), _) => voice.label(group, value),
            (None, Some(row)) if self.row.is_none() => row.write(&Place { root: self.root, row: Some((name, value)) }, voice).0,
            (None, _) => voice.show(name, value),
        };
        let said: Vec<String> = self.all(path).into_iter().map(say_one).filter(|text| !text.is_empty()).collect();
        said.join(voice.between())
    }

    fn holds(&self, path: &str, is: Option<&str>) -> bool {
        let found = self.all(path);
        match is {
            Some(is) => found.iter().any(|value| value.as_str() == Some(is)),
            None => found.iter().any(|value| !matches!(value, Value::Bool(false)) && value.as_str() != Some("")),
        }
    }
}

/// The values at a path that are not null; `None` when there is no such place.
fn gather<'a>(value: &'a Value, path: &str) -> Option<Vec<&'a Value>> {
    let mut found = vec![value];
    for step in path.split('.') {
        let rows = found.into_iter().flat_map(|value| match value {
            Value::Array(rows) => rows.iter().collect(),
            other => vec![other],
        });
        let rows: Vec<&Value> = rows.collect();
        if rows.iter().all(|row| row.get(step).is_none()) && !rows.is_empty() {
            return None;
        }
        found = rows.into_iter().filter_map(|row| row.get(step)).filter(|value| !value.is_null()).collect();
    }
    let flat = found.into_iter().flat_map(|value| match value {
        Value::Array(rows) => rows.iter().collect(),
        other => vec![other],
    });
    Some(flat.collect())
}

/// What is still to be read.
struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn malformed(&self) -> Malformed {
        Malformed(self.rest.chars().take(12).collect())
    }

    fn take(&mut self, sign: &str) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect_sign(&mut self, sign: &str) -> Result<(), Malformed> {
        if self.take(sign) { Ok(()) } else { Err(self.malformed()) }
    }

    /// Everything up to one of the signs, which stays.
    fn until(&mut self, signs: &[char]) -> &'t str {
        let at = self.rest.find(signs).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Pieces up to one of the closing signs, which stays.
    fn sequence(&mut self, ends: &[&str]) -> Result<Template, Malformed> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(self.malformed());
        }
        let mut pieces: Vec<Piece> = Vec::new();
        while !self.rest.is_empty() && !ends.iter().any(|end| self.rest.starts_with(end)) {
            if self.take("[[") {
                pieces.push(Piece::Optional(self.sequence(&["]]"])?));
                self.expect_sign("]]")?;
            } else if self.take("{") {
                pieces.push(self.place()?);
                self.expect_sign("}")?;
            } else if self.rest.starts_with(['}', ']']) {
                return Err(self.malformed());
            } else {
                let mut chars = self.rest.chars();
                let next = chars.next().unwrap_or_default();
                self.rest = chars.as_str();
                match pieces.last_mut() {
                    Some(Piece::Text(text)) => text.push(next),
                    _ => pieces.push(Piece::Text(next.to_string())),
                }
            }
        }
        self.depth -= 1;
        Ok(Template(pieces))
    }

    /// What stands between the braces.
    fn place(&mut self) -> Result<Piece, Malformed> {
        let path = self.until(&['}', '?', '=', ':', '|', '#', '+']).to_owned();
        if path.is_empty() || !path.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.')) {
            return Err(self.malformed());
        }
        if self.take("#") {
            return Ok(Piece::Count(path));
        }
        if self.take("+") {
            return Ok(Piece::Sum(path));
        }
        if self.rest.starts_with(['?', '=']) {
            let is = self.take("=").then(|| self.until(&['?', '}']).to_owned());
            self.expect_sign("?")?;
            let yes = self.sequence(&[":", "}"])?;
            let no = if self.take(":") { self.sequence(&["}"])? } else { Template::default() };
            return Ok(Piece::Choice { path, is, yes, no });
        }
        let group = self.take(":").then(|| self.until(&['|', '}']).to_owned());
        let otherwise = if self.take("|") { self.until(&['}']).to_owned() } else { String::new() };
        Ok(Piece::Value { path, group, otherwise })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Template, Voice};

    struct Plain;

    impl Voice for Plain {
        fn show(&self, name: &str, value: &Value) -> String {
            value.as_str().map_or_else(|| format!("{name}:{value}"), str::to_owned)
        }
        fn label(&self, group: &str, value: &Value) -> String {
            format!("{group}/{}", value.as_str().unwrap_or_default())
        }
        fn sum(&self, total: i64) -> String {
            total.to_string()
        }
        fn between(&self) -> &'static str {
            "、"
        }
    }

    #[track_caller]
    fn check(template: &str, root: Value, expected: &str) {
        assert_eq!(Template::read(template).unwrap().fill(&root, &Plain), expected);
    }

    #[test]
    fn places_are_filled_by_value_choice_and_label() {
        check("{a}和{b|无}", json!({"a": "甲", "b": null}), "甲和无");
        check("{a?有{b}:无}", json!({"a": true, "b": "乙"}), "有乙");
        check("{a?有:无}", json!({"a": []}), "无");
        check("{a=x?是:{a=y?也是:不是}}", json!({"a": "y"}), "也是");
        check("{a:stage}", json!({"a": "closed"}), "stage/closed");
    }

    #[test]
    fn an_optional_part_goes_when_its_place_is_empty() {
        check("一[[，二 {a}]][[，三 {b}[[（{c}）]]]]", json!({"a": null, "b": "丙", "c": null}), "一，三 丙");
    }

    #[test]
    fn lists_are_counted_summed_and_joined() {
        let root = json!({"l": [{"n": 1, "t": "甲"}, {"n": 2, "t": "乙"}, {"n": null, "t": "丙"}], "e": []});
        check("{l#}件，{l.n+}，{l.t}[[，{e.n+}]]", root, "3件，3，甲、乙、丙");
    }

    #[test]
    fn what_is_not_well_formed_is_told() {
        for wrong in ["{", "{a", "a}", "[[a", "{a?b", "{}", "{A}", "{a b}"] {
            assert!(Template::read(wrong).is_err(), "{wrong}");
        }
        check("{nothing.there}。", json!({}), "。");
    }
}
