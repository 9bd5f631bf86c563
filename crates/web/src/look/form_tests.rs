//! Trials of drawing forms.

use domain::codes;
use domain::form;
use domain::kernel::form::{Confirmed, Whole};
use domain::kernel::{Day, Fault, Faults, Form, Line, Moment, Money, Prose};
use serde_json::{Value, json};

use super::form::{Drawing, Labels, Options, view};
use super::view::{Control, FormView};

codes! {
    /// A few.
    pub enum Few as "few" {
        /// One.
        One = "one",
        /// Two.
        Two = "two",
    }
}

codes! {
    /// Many.
    pub enum Lots as "lots" {
        /// A.
        A = "a",
        /// B.
        B = "b",
        /// C.
        C = "c",
        /// D.
        D = "d",
        /// E.
        E = "e",
        /// F.
        F = "f",
    }
}

form! {
    /// A row.
    pub struct Claim {
        /// What.
        pub kind: Lots,
        /// How much.
        pub amount: Option<Money>,
        /// Until.
        pub until: Option<Day>,
    }
}

form! {
    /// A part.
    pub struct Person {
        /// Name.
        pub name: Line<30>,
        /// Numbers.
        pub phones: Vec<Line<20>>,
    }
}

form! {
    /// A form with every kind.
    pub struct Sample {
        /// Choice.
        pub few: Few,
        /// Choice that may stay open.
        pub perhaps: Option<Few>,
        /// Many codes.
        pub lots: Lots,
        /// Several.
        pub several: Vec<Few>,
        /// Day.
        pub on: Day,
        /// Moment.
        pub at: Option<Moment>,
        /// Number.
        pub people: Whole<1, 9999>,
        /// Text.
        pub story: Prose<2000>,
        /// Box.
        pub told: Confirmed,
        /// Part.
        pub person: Person,
        /// Rows.
        pub claims: Vec<Claim>,
    }
}

/// Labels that show where they come from.
pub(super) struct Plain;

impl Labels for Plain {
    fn label(&self, form: &str, field: &str) -> String {
        format!("{form}/{field}")
    }
    fn hint(&self, _form: &str, field: &str) -> Option<String> {
        (field == "claims.amount").then(|| "<yuan>".to_owned())
    }
    fn choice(&self, group: &str, code: &str) -> String {
        format!("{group}:{code}")
    }
    fn fault(&self, fault: &Fault) -> String {
        fault.code().to_owned()
    }
}

impl Options for Plain {
    fn options(&self, list: &str) -> Vec<(String, String, Option<String>)> {
        vec![(format!("{list}_1"), "One".to_owned(), None)]
    }
}

fn draw(typed: &Value) -> FormView {
    let faults = Sample::read(typed).err().unwrap_or_default();
    view(&Drawing { form: "sample", specs: &Sample::specs(), typed, faults: &faults, labels: &Plain, options: &Plain })
}

#[test]
fn what_was_typed_is_shown_again_even_when_it_is_wrong() {
    let html = draw(&json!({
        "few": "three", "lots": "\"><script>", "several": ["two"], "on": "2026-11-31", "people": " 12x", "story": "a\n<b>", "told": "on",
        "person": {"name": "吾买尔·艾合买提", "phones": ["1", "2"]},
        "claims": [{"kind": "c", "amount": "27,600元"}],
    }))
    .to_string();
    for part in [
        r#"type="text" value="2026-11-31""#,
        r#"value=" 12x" inputmode="numeric""#,
        r#"name="claims[0][amount]" type="text" value="27,600元" inputmode="decimal""#,
        r#"<option value="c" selected>lots:c</option>"#,
        r#"name="several" value="two" checked"#,
        r#"name="person[phones][1]" type="text" value="2""#,
        r#"name="told" value="on" checked"#,
        "a\n&#60;b&#62;</textarea>",
        "&#60;yuan&#62;",
    ] {
        assert!(html.contains(part), "{part} in\n{html}");
    }
    assert!(!html.contains("<script>") && !html.contains("style="), "{html}");
}

#[test]
fn every_fault_stands_beside_its_field_and_in_the_summary_in_the_order_of_the_page() {
    let form = draw(
        &json!({"few": "one", "lots": "a", "on": "2026-11-20", "people": "1", "story": "x", "person": {"name": "A", "phones": ["", "x".repeat(21)]}, "claims": [{}, {"kind": "zz", "amount": "abc"}]}),
    );
    let told: Vec<_> = form.summary.lines.iter().map(|line| (line.id.clone().unwrap_or_default(), line.text.as_str())).collect();
    let want = [
        ("f-told", "missing"),
        ("f-person-phones-1", "too_long"),
        ("f-claims-1-kind", "unknown_choice"),
        ("f-claims-1-amount", "not_money"),
    ];
    assert_eq!(told, want.map(|(id, text)| (id.to_owned(), text)));
    let html = form.to_string();
    for (id, _) in want {
        assert!(
            html.contains(&format!("href=\"#{id}\"")) && html.contains(&format!("id=\"{id}\"")) && html.contains(&format!("id=\"{id}-e\"")),
            "{id}"
        );
    }
    assert!(html.contains(r#"aria-describedby="f-claims-1-amount-h f-claims-1-amount-e" aria-invalid="true""#), "{html}");
    assert!(html.contains("第 2 项 sample/claims.amount：not_money"), "{html}");
}

#[test]
fn a_fault_without_a_field_is_told_too() {
    let typed = json!({});
    let faults = Faults::at("elsewhere", Fault::Wrong("odd"));
    let form = view(&Drawing { form: "sample", specs: &Few2::specs(), typed: &typed, faults: &faults, labels: &Plain, options: &Plain });
    assert!(form.to_string().contains("<li>sample/elsewhere：odd</li>"), "{form}");
}

form! {
    /// One field.
    pub struct Few2 {
        /// Choice.
        pub few: Few,
    }
}

#[test]
fn an_empty_form_offers_an_empty_row_and_a_blank_one_to_copy() {
    let form = draw(&Value::Null);
    let Some(Control::Rows { rows, blank, compact, add_name }) = form.one("claims").found.map(|field| &field.control) else {
        panic!("no rows")
    };
    assert_eq!((rows.len(), *compact, add_name.as_str()), (1, true, "claims"));
    assert_eq!(blank.fields[0].name, "claims[__0__][kind]");
    assert_eq!(blank.fields[0].id, "f-claims-__0__-kind");
    assert_eq!(rows[0].fields[1].id, "f-claims-0-amount");
    assert!(matches!(rows[0].fields[0].control, Control::Select { .. }));
}

#[test]
fn few_choices_stand_side_by_side_and_an_optional_one_can_stay_open() {
    let form = draw(&Value::Null);
    let count = |name: &str| match &form.one(name).found.unwrap().control {
        Control::Radios { options } => options.len(),
        Control::Select { options } => options.len() + 100,
        _ => 0,
    };
    assert_eq!((count("few"), count("perhaps"), count("lots")), (2, 3, 107));
}

#[test]
fn a_page_can_place_fields_itself() {
    let form = draw(&json!({"person": {"name": "A"}})).with("person.name", |field| field.readonly = true);
    let alone = form.one("person.name").to_string();
    assert!(alone.contains(r#"name="person[name]""#) && alone.contains(" readonly"), "{alone}");
    assert_eq!(form.one("person.none").to_string(), "");
    assert_eq!(form.sections(&["on", "few"]).iter().map(|field| field.path.as_str()).collect::<Vec<_>>(), ["on", "few"]);
    assert_eq!(form.except(&["on", "few"]).len(), form.fields.len() - 2);
}
