//! From what a browser sends to the tree that a form reads: `claims[0][amount]=1` becomes `{"claims":[{"amount":"1"}]}`.
//!
//! Never panics; bounded in depth, count and row numbers. Rows with numbers missing in between move together. Values stay
//! text, as typed. The two buttons that change a list without script, `_add` and `_remove`, are applied here too.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Deepest nesting: brackets after the name.
const MOST_DEPTH: usize = 4;
/// Most pairs in one form.
const MOST_PAIRS: usize = 5000;
/// Row numbers stay below this.
const MOST_ROWS: usize = 1000;
/// The name of the button that adds a row; its value is the list's place: `claims`.
const ADD: &str = "_add";
/// The name of the button that removes a row; its value is the row's place: `claims.0`.
const REMOVE: &str = "_remove";

/// The form is nested too deep, has too many pairs or a row number beyond the bound: nobody typed this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("form too deep or too large")]
pub struct TooDeep;

/// Which button sent the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// The form is to be read.
    Send,
    /// A row was added or removed: show the form again, judge nothing.
    Edit,
}

/// What a browser sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The values.
    pub tree: Value,
    /// Which button was pressed.
    pub press: Press,
}

impl Typed {
    /// The text of a field of the form itself, empty when there is none: for `_csrf` and the like.
    pub fn text(&self, name: &str) -> &str {
        self.tree.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// The pairs as a tree, and a pressed `_add` or `_remove` applied to it.
pub fn typed(pairs: &[(String, String)]) -> Result<Typed, TooDeep> {
    let mut root = grow(pairs)?;
    let pressed = |root: &mut Node, name: &str| root.below.remove(name).and_then(|node| node.texts.into_iter().last());
    let (add, remove) = (pressed(&mut root, ADD), pressed(&mut root, REMOVE));
    let press = if add.is_some() || remove.is_some() { Press::Edit } else { Press::Send };
    if let Some(list) = add.and_then(|place| root.at(&place)) {
        list.add_row();
    }
    if let Some((list, row)) = remove.as_deref().and_then(|place| place.rsplit_once('.'))
        && let Some(list) = root.at(list)
    {
        list.remove_row(row);
    }
    Ok(Typed { tree: root.into_object(), press })
}

/// The pairs as a tree of texts: objects by name, arrays by number and for names sent more than once.
pub fn tree(pairs: &[(String, String)]) -> Result<Value, TooDeep> {
    grow(pairs).map(Node::into_object)
}

/// A place in the form while it is read: texts sent under exactly this name, and what is nested below.
#[derive(Default)]
struct Node {
    texts: Vec<String>,
    below: BTreeMap<String, Node>,
}

fn grow(pairs: &[(String, String)]) -> Result<Node, TooDeep> {
    if pairs.len() > MOST_PAIRS {
        return Err(TooDeep);
    }
    let mut root = Node::default();
    for (name, text) in pairs {
        let steps = steps(name);
        if steps.len() > MOST_DEPTH + 1 {
            return Err(TooDeep);
        }
        let mut node = &mut root;
        for (at, step) in steps.iter().enumerate() {
            // `a[]=x` is another way of sending a name more than once.
            if step.is_empty() && at > 0 && at + 1 == steps.len() {
                break;
            }
            if at > 0 && row_number(step).is_some_and(|row| row >= MOST_ROWS) {
                return Err(TooDeep);
            }
            node = node.below.entry((*step).to_owned()).or_default();
        }
        node.texts.push(text.clone());
    }
    Ok(root)
}

/// `claims[0][amount]` in steps; a name that is not well formed is one step as it stands.
fn steps(name: &str) -> Vec<&str> {
    let Some((first, rest)) = name.split_once('[') else {
        return vec![name];
    };
    let Some(inside) = rest.strip_suffix(']') else {
        return vec![name];
    };
    let below: Vec<&str> = inside.split("][").collect();
    if first.is_empty() || first.contains(']') || below.iter().any(|step| step.contains(['[', ']'])) {
        return vec![name];
    }
    std::iter::once(first).chain(below).collect()
}

/// The row number a step means, if it means one: digits only, no leading zero. Numbers too large to hold are the largest.
fn row_number(step: &str) -> Option<usize> {
    let digits = !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit()) && (step == "0" || !step.starts_with('0'));
    digits.then(|| step.parse().unwrap_or(usize::MAX))
}

impl Node {
    /// The node at a dotted place; made when its parent exists, so that an empty list can grow.
    fn at(&mut self, place: &str) -> Option<&mut Self> {
        let steps: Vec<&str> = place.split('.').collect();
        if steps.len() > MOST_DEPTH || steps.iter().any(|step| step.is_empty()) {
            return None;
        }
        let mut node = self;
        for step in steps {
            if row_number(step).is_some_and(|row| row >= MOST_ROWS) {
                return None;
            }
            node = node.below.entry(step.to_owned()).or_default();
        }
        Some(node)
    }

    /// The texts of a list sent as one name become rows of their own.
    fn spread(&mut self) {
        if self.below.is_empty() {
            for (row, text) in std::mem::take(&mut self.texts).into_iter().enumerate() {
                self.below.insert(row.to_string(), Self { texts: vec![text], below: BTreeMap::new() });
            }
        }
    }

    fn add_row(&mut self) {
        self.spread();
        // A list that was empty showed one empty row, and the browser sent nothing of it when it had only boxes to tick.
        let next = self.below.keys().filter_map(|step| row_number(step)).max().map_or(1, |last| last + 1);
        if next < MOST_ROWS {
            self.below.entry("0".to_owned()).or_default();
            self.below.insert(next.to_string(), Self::default());
        }
    }

    fn remove_row(&mut self, row: &str) {
        self.spread();
        self.below.remove(row);
    }

    fn into_object(self) -> Value {
        Value::Object(self.below.into_iter().map(|(name, node)| (name, node.into_value())).collect::<Map<_, _>>())
    }

    fn into_value(self) -> Value {
        if self.below.is_empty() {
            let mut texts: Vec<Value> = self.texts.into_iter().map(Value::String).collect();
            return match texts.len() {
                0 => Value::Null,
                1 => texts.pop().unwrap_or_default(),
                _ => Value::Array(texts),
            };
        }
        // Every step a number: rows, in the order of their numbers, moved together.
        let numbers: Option<Vec<usize>> = self.below.keys().map(|step| row_number(step)).collect();
        if numbers.is_some() {
            let mut rows: Vec<(usize, Self)> =
                self.below.into_iter().map(|(step, node)| (row_number(&step).unwrap_or_default(), node)).collect();
            rows.sort_by_key(|(number, _)| *number);
            return Value::Array(rows.into_iter().map(|(_, node)| node.into_value()).collect());
        }
        self.into_object()
    }
}
