//! Forms at the edge: nonsense is turned away field by field, and what was read reads back.

use domain::case::{Act, Command};
use domain::intake::Application;
use domain::kernel::{Form, Kind, Moment, Money, Spec};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::dice::{Dice, fill, form};
use crate::story::Story;
use crate::usual::{application, performing, signing};

/// The form inside a command as JSON.
fn stored(command: &Command) -> Value {
    macro_rules! each {
        ($($act:ident)*) => { match command { $(Command::$act(form) => serde_json::to_value(form),)* } };
    }
    each!(HandOver Consent Accept Decline AddClaim VerifyClaim WithdrawClaim Assign Take HandBack Reassign Transfer Invite Reply Report Schedule
        CancelSession Invitation Minutes ConfirmFacts Extend AskRecusal DecideRecusal Suspend Resume Draft Sign Discard Deliver Pay Fulfil Remind Breach
        AssessAbility AnswerPayment ReceiveNotice PrepareWay FileWay AnswerWay RenounceWay
        EndUnperformed Close FollowUp Archive KeepLonger ProposeDisposal DecideDisposal Destroy StateLimitation Interrupt Explain Issue Correct Withdraw
        PlanSigning SignPaper ConfirmAddress Serve Arrive Attach Note)
    .unwrap()
}

/// The stored form as somebody would type it: amounts in yuan, times on the wall clock, ticks as yes.
fn typed(specs: &[Spec], stored: &Value) -> Value {
    let fields = specs.iter().map(|spec| (spec.name.to_owned(), typed_as(&spec.kind, &stored[spec.name])));
    Value::Object(fields.collect())
}

fn typed_as(kind: &Kind, stored: &Value) -> Value {
    match (kind, stored) {
        (Kind::Flag, Value::Null) => json!(true),
        (_, Value::Null) => Value::Null,
        (Kind::Money, amount) => json!(Money(amount.as_i64().unwrap()).plain()),
        (Kind::Moment, at) => json!(Moment(at.as_i64().unwrap()).to_string()),
        (Kind::Part(specs), part) => typed(specs, part),
        (Kind::Rows(specs), rows) => rows.as_array().unwrap().iter().map(|row| typed(specs, row)).collect(),
        (Kind::Many(kind), items) => items.as_array().unwrap().iter().map(|item| typed_as(kind, item)).collect(),
        (_, plain) => plain.clone(),
    }
}

fn check(act: Act, filled: &Value) {
    if let Ok(command) = act.read(filled) {
        let again = typed(&act.specs(), &stored(&command));
        assert_eq!(act.read(&again).as_ref(), Ok(&command), "{act} does not read back {again:#}");
    }
}

/// Any JSON at all.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        "[0-9T:.-]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{0,8}", inner, 0..5).prop_map(|fields| json!(fields)),
        ]
    })
}

/// Any JSON in every field of any form.
fn nonsense() -> impl Strategy<Value = (Act, Value)> {
    (prop::sample::select(Act::ALL), prop::collection::vec(json_value(), 12)).prop_map(|(act, values)| {
        let fields = act.specs().into_iter().zip(values).map(|(spec, value)| (spec.name.to_owned(), value));
        (act, Value::Object(fields.collect()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read_or_turned_away(value in json_value()) {
        for act in Act::ALL {
            let _ = act.read(&value);
        }
        let _ = Application::read(&value);
    }

    #[test]
    fn nonsense_in_a_field_is_read_or_turned_away((act, value) in nonsense()) {
        check(act, &value);
    }

    #[test]
    fn what_was_read_reads_back(act in prop::sample::select(Act::ALL), seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let mut filled = form(act, &signing(), &mut dice);
        crate::story::resolve(&signing().case, &mut filled);
        check(act, &filled);
    }

    #[test]
    fn an_application_reads_back(seed in any::<u64>()) {
        let filled = fill(&Application::specs(), &Story::new(), &mut Dice(seed));
        if let Ok(read) = Application::read(&filled) {
            prop_assert_eq!(Application::read(&typed(&Application::specs(), &json!(read))), Ok(read));
        }
    }
}

#[test]
fn every_usual_form_reads_back() {
    let story = performing();
    for act in Act::ALL {
        let mut filled = crate::usual::usual(*act, &story);
        crate::story::resolve(&story.case, &mut filled);
        assert!(act.read(&filled).is_ok(), "{act}");
        check(*act, &filled);
    }
    let read = Application::read(&application()).unwrap();
    assert_eq!(Application::read(&typed(&Application::specs(), &json!(read))), Ok(read));
}

#[test]
fn every_field_that_must_be_filled_says_so() {
    for act in Act::ALL {
        let faults = act.read(&json!({})).err().map(|faults| faults.0).unwrap_or_default();
        let missing: Vec<_> = faults.iter().map(|(path, fault)| (path.as_str(), fault.code())).collect();
        let wanted: Vec<_> = act.specs().iter().filter(|spec| spec.required).map(|spec| (spec.name, "missing")).collect();
        assert_eq!(missing, wanted, "{act}");
    }
}
