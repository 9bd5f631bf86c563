//! Trials of reading what browsers send.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::decode::{Press, TooDeep, tree, typed};

fn pairs(sent: &[(&str, &str)]) -> Vec<(String, String)> {
    sent.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[track_caller]
fn check(sent: &[(&str, &str)], want: Value) {
    assert_eq!(tree(&pairs(sent)), Ok(want));
}

#[test]
fn names_with_brackets_become_a_tree() {
    check(
        &[
            ("channel", "visit"),
            ("claims[0][amount]", " 27,600 "),
            ("claims[0][kind]", "pay"),
            ("claims[1][amount]", ""),
            ("who[name]", "韦䶮"),
        ],
        json!({"channel": "visit", "claims": [{"amount": " 27,600 ", "kind": "pay"}, {"amount": ""}], "who": {"name": "韦䶮"}}),
    );
}

#[test]
fn rows_keep_their_order_and_move_together() {
    check(&[("a[10]", "x"), ("a[2]", "y"), ("a[900]", "z")], json!({"a": ["y", "x", "z"]}));
}

#[test]
fn a_name_sent_more_than_once_is_a_list() {
    check(
        &[("a", "1"), ("a", "2"), ("b[c]", "3"), ("b[c]", "4"), ("d[]", "5"), ("d[]", "6")],
        json!({"a": ["1", "2"], "b": {"c": ["3", "4"]}, "d": ["5", "6"]}),
    );
}

#[test]
fn crooked_names_stand_as_they_are() {
    for name in ["a[", "a]", "[0]", "a[b", "a[b]c", "a[b[c]]", "", "a[0]]"] {
        check(&[(name, "x")], json!({name: "x"}));
    }
    check(&[("a", "x"), ("a[b]", "y")], json!({"a": {"b": "y"}}));
    check(&[("a[0]", "x"), ("a[b]", "y")], json!({"a": {"0": "x", "b": "y"}}));
}

#[test]
fn nobody_types_a_form_beyond_the_bounds() {
    assert_eq!(tree(&pairs(&[("a[b][c][d][e][f]", "x")])), Err(TooDeep));
    assert!(tree(&pairs(&[("a[b][c][d][e]", "x")])).is_ok());
    assert_eq!(tree(&pairs(&[("a[1000]", "x")])), Err(TooDeep));
    assert_eq!(tree(&pairs(&[("a[99999999999999999999999]", "x")])), Err(TooDeep));
    let many: Vec<_> = (0..5001).map(|n| (format!("a{n}"), String::new())).collect();
    assert_eq!(tree(&many), Err(TooDeep));
}

#[track_caller]
fn check_press(sent: &[(&str, &str)], want: Value) {
    let typed = typed(&pairs(sent)).unwrap();
    assert_eq!((typed.tree, typed.press), (want, Press::Edit));
}

#[test]
fn rows_are_added_and_removed_without_script() {
    check_press(&[("a[0][b]", "x"), ("_add", "a")], json!({"a": [{"b": "x"}, null]}));
    check_press(&[("_add", "a")], json!({"a": [null, null]}));
    check_press(&[("_add", "p.0.phones"), ("p[0][n]", "x")], json!({"p": [{"n": "x", "phones": [null, null]}]}));
    check_press(&[("a[3]", "x"), ("a[5]", "y"), ("_remove", "a.3")], json!({"a": ["y"]}));
    check_press(&[("a", "x"), ("a", "y"), ("_remove", "a.0")], json!({"a": ["y"]}));
    check_press(&[("a[0]", "x"), ("_remove", "a.0")], json!({"a": null}));
    check_press(&[("a[0]", "x"), ("_remove", "nonsense")], json!({"a": ["x"]}));
    assert_eq!(typed(&pairs(&[("a", "x")])).unwrap().press, Press::Send);
}

#[test]
fn a_text_of_the_form_itself_is_at_hand() {
    let typed = typed(&pairs(&[("_csrf", "token"), ("a[b]", "x")])).unwrap();
    assert_eq!((typed.text("_csrf"), typed.text("a"), typed.text("none")), ("token", "", ""));
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Every text in the tree, wherever it stands.
fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, out)),
        Value::String(text) => out.push(text.clone()),
        _ => {}
    }
}

/// The tree as a browser would send it.
fn send(value: &Value, name: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| send(item, &format!("{name}[{n}]"), out)),
        Value::Object(fields) => {
            for (key, field) in fields {
                send(field, &if name.is_empty() { key.clone() } else { format!("{name}[{key}]") }, out);
            }
        }
        Value::String(text) => out.push((name.to_owned(), text.clone())),
        _ => {}
    }
}

fn a_form() -> impl Strategy<Value = Value> {
    let leaf = "\\PC{0,8}".prop_map(Value::String);
    let inner = leaf.prop_recursive(3, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..5).prop_map(Value::Array),
            prop::collection::btree_map("[a-z]{1,4}", inner, 1..5).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    prop::collection::btree_map("[a-z]{1,4}", inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect()))
}

proptest! {
    #[test]
    fn nothing_sent_makes_it_fall_over(sent in prop::collection::vec(("[ab0-9\\[\\]._]{0,14}|_add|_remove", "[a0-9.]{0,12}|\\PC{0,4}"), 0..40)) {
        if let Ok(typed) = typed(&sent) {
            prop_assert!(depth(&typed.tree) <= 6);
        }
    }

    #[test]
    fn what_a_form_sends_comes_back_as_it_was(form in a_form()) {
        let mut sent = Vec::new();
        send(&form, "", &mut sent);
        prop_assert_eq!(tree(&sent), Ok(form));
    }

    #[test]
    fn nothing_typed_in_a_list_is_lost(sent in prop::collection::vec(("a\\[[0-9]{1,2}\\]\\[[xy]\\]", "[a-z]{1,5}"), 0..30)) {
        let mut want: Vec<String> = sent.iter().map(|(_, text)| text.clone()).collect();
        let mut got = Vec::new();
        texts(&tree(&sent).unwrap(), &mut got);
        want.sort();
        got.sort();
        // `a[0]` and `a[00]` are two names; a list with both is an object, and still whole.
        prop_assert_eq!(got, want);
    }
}
