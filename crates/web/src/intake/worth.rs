//! What a claim is worth, beside its row: a few facts, the amount with its steps, and a button that takes the amount over.
//!
//! The facts travel with the form under `claims[0][worth][…]`, so that nothing is lost when it is drawn again; the registration itself does not
//! read them. Facts that need rows of their own are left to the calculator's own page.

use app::claims::{Answer, Told, answer, form as form_name, in_a_cell};
use app::lists::Lists;
use app::text;
use askama::Template;
use askama::filters::HtmlSafe;
use domain::claims::worth::{Ground, Head};
use domain::kernel::{Day, Faults, Spec};
use serde_json::{Value, json};

use crate::claims::answer::{Shown, only_facts};
use crate::look::form::{Drawing, view};
use crate::look::view::{Control, FieldView, Width};
use crate::visit::{Choices, Words};

/// The list's field.
const LIST: &str = "claims";
/// The facts of a row.
const WORTH: &str = "worth";
/// Says for which head the facts were typed; what was only filled in by the house does not have it.
const HEAD: &str = "_head";

/// The button that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Work it out.
    Work,
    /// Take the amount over.
    Take,
}

/// A button of a row, and the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pressed {
    /// Which button.
    press: Press,
    /// `claims.0`
    place: String,
}

/// What the amounts are worked out with.
#[derive(Clone, Copy)]
pub(super) struct House<'a> {
    /// Types of claims with their formulas.
    pub(super) lists: &'a Lists,
    /// Standards, holidays, local practice.
    pub(super) ground: Ground<'a>,
    /// Today.
    pub(super) today: Day,
    /// The division of the office.
    pub(super) division: &'a str,
}

/// The facts and the answer of a row: `{{ worth }}`.
#[derive(Template)]
#[template(path = "intake/worth.html")]
pub(super) struct Worth {
    /// `claims.0`
    pub(super) place: String,
    /// `claims-0`
    anchor: String,
    /// `claims[0][worth]`
    name: String,
    /// The head, when the type of claim has a formula.
    head: Option<Head>,
    label: &'static str,
    fields: Vec<FieldView>,
    shown: Option<Shown>,
    /// There is an amount to be taken over.
    amount: bool,
    wrong: usize,
    open: bool,
    /// Some facts need the page of their own.
    more: bool,
    chosen: bool,
}

impl HtmlSafe for Worth {}

impl Worth {
    /// It has facts, with a button of their own.
    pub(super) const fn has_facts(&self) -> bool {
        self.head.is_some()
    }
}

/// Takes the press of one of these buttons out of what was sent.
pub(super) fn pressed(typed: &mut Value) -> Option<Pressed> {
    let fields = typed.as_object_mut()?;
    let found = [("_worth", Press::Work), ("_take", Press::Take)].map(|(name, press)| Some((press, fields.remove(name)?)));
    let (press, place) = found.into_iter().flatten().next()?;
    Some(Pressed { press, place: place.as_str()?.to_owned() })
}

/// Does what the button asks: fills in the facts that the form tells already, or takes the amount over.
pub(super) fn press(house: &House<'_>, pressed: &Pressed, typed: &mut Value) {
    let told = told(house, typed, &pressed.place);
    let Some(row) = row_mut(typed, &pressed.place) else { return };
    let Some(head) = head_of(house.lists, row) else { return };
    let known = row.get(WORTH).filter(|facts| facts.get(HEAD).and_then(Value::as_str) == Some(head.code())).cloned();
    if pressed.press == Press::Take {
        if let Some(found) = known.and_then(|facts| answer(head, &only_facts(head, &facts), &house.ground).ok()).filter(takes) {
            put(row, "amount", json!(found.amount.plain()));
        }
    } else if known.is_none() {
        put(row, WORTH, told.facts(head, house.today));
    }
}

/// What registration reads: the rows without the facts.
pub(super) fn without_facts(typed: &mut Value) {
    for row in typed.get_mut(LIST).and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(fields) = row.as_object_mut() {
            fields.remove(WORTH);
        }
    }
}

/// The panels of the rows that have facts, and of the row whose button was pressed.
pub(super) fn panels(house: &House<'_>, typed: &Value, pressed: Option<&Pressed>) -> Vec<Worth> {
    let rows = typed.get(LIST).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let panel = |(place, row): (usize, &Value)| {
        let here = pressed.filter(|pressed| pressed.place == format!("{LIST}.{place}"));
        let facts = row.get(WORTH).filter(|facts| facts.is_object());
        match (head_of(house.lists, row), facts) {
            (Some(head), Some(facts)) => Some(of_row(house, head, place, facts, here)),
            (None, _) if here.is_some() => Some(none(place, !code(row, "kind").is_empty())),
            _ => None,
        }
    };
    rows.iter().enumerate().filter_map(panel).collect()
}

fn of_row(house: &House<'_>, head: Head, place: usize, facts: &Value, here: Option<&Pressed>) -> Worth {
    let (form, all) = (form_name(head), head.specs());
    let specs: Vec<Spec> = all.iter().filter(|spec| in_a_cell(spec)).cloned().collect();
    let found = answer(head, &only_facts(head, facts), &house.ground);
    // What was filled in by the house alone is not blamed on anybody.
    let typed = facts.get(HEAD).is_some();
    let faults = found.as_ref().err().filter(|_| typed && here.is_some()).map(|faults| Faults(faults.0.clone())).unwrap_or_default();
    let options = Choices { lists: house.lists, found: Vec::new() };
    let drawn = view(&Drawing { form: &form, specs: &specs, typed: facts, faults: &faults, labels: &Words, options: &options });
    let found = found.ok();
    Worth {
        fields: drawn.fields.into_iter().map(|field| nested(field, place)).collect(),
        amount: found.as_ref().is_some_and(takes),
        // The facts stand above.
        shown: found.map(|found| Shown::of(&found, &form, &[], facts).brief()),
        wrong: faults.0.len(),
        open: here.is_some_and(|here| here.press == Press::Work) || !faults.0.is_empty(),
        more: specs.len() < all.len(),
        label: text::code(Head::GROUP, head.code()),
        ..blank(place, Some(head))
    }
}

/// A row whose type has no formula, or none was chosen yet.
fn none(place: usize, chosen: bool) -> Worth {
    Worth { open: true, chosen, ..blank(place, None) }
}

fn blank(place: usize, head: Option<Head>) -> Worth {
    Worth {
        place: format!("{LIST}.{place}"),
        anchor: format!("{LIST}-{place}"),
        name: format!("{LIST}[{place}][{WORTH}]"),
        head,
        label: "",
        fields: Vec::new(),
        shown: None,
        amount: false,
        wrong: 0,
        open: false,
        more: false,
        chosen: true,
    }
}

/// A field of the head in the place of its row.
fn nested(mut field: FieldView, place: usize) -> FieldView {
    let name = field.path.clone();
    field.id = format!("f-{LIST}-{place}-{WORTH}-{name}");
    field.name = format!("{LIST}[{place}][{WORTH}][{name}]");
    field.path = format!("{LIST}.{place}.{WORTH}.{name}");
    field.width = if matches!(field.control, Control::Input { .. }) { Width::Short } else { Width::Middle };
    field.autocomplete = "off";
    field
}

fn head_of(lists: &Lists, row: &Value) -> Option<Head> {
    lists.find("claim_type", code(row, "kind"))?.formula.as_deref()?.parse().ok()
}

fn code<'a>(row: &'a Value, name: &str) -> &'a str {
    row.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default()
}

fn row_mut<'a>(typed: &'a mut Value, place: &str) -> Option<&'a mut Value> {
    let row: usize = place.strip_prefix(LIST)?.strip_prefix('.')?.parse().ok()?;
    typed.get_mut(LIST)?.get_mut(row)
}

fn put(row: &mut Value, name: &str, value: Value) {
    if let Some(fields) = row.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

fn takes(found: &Answer) -> bool {
    found.due && found.head.is_amount()
}

/// What the form tells of the first worker and of the claim.
fn told(house: &House<'_>, typed: &Value, place: &str) -> Told {
    let worker = typed.get("applicants").and_then(|rows| rows.get(0)).unwrap_or(&Value::Null);
    let row: Option<usize> = place.rsplit('.').next().and_then(|row| row.parse().ok());
    let claim = row.and_then(|row| typed.get(LIST)?.get(row)).unwrap_or(&Value::Null);
    let division = code(typed, "division");
    Told {
        hired: code(worker, "hired").parse().ok(),
        left: code(worker, "left").parse().ok(),
        wage: code(worker, "wage").parse().ok(),
        from: code(claim, "from").parse().ok(),
        to: code(claim, "to").parse().ok(),
        region: if division.is_empty() { house.division } else { division }.to_owned(),
    }
}
