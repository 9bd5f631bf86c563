//! What a register promises: forms read, doubles known, states walked, points added up.

use serde_json::{Value, json};

use super::{Register, has_acted, has_brought, mean, read};
use crate::kernel::id::AccountId;

const BOOK: &str = r#"
code = "course"
name = "课程"
record = "课程"
purpose = "试验"
group = "people"
icon = "doc"
audience = "everybody"
entry = "keepers"
key = ["name", "day"]
title = "name"
field = [
  { name = "name", label = "名称", kind = { line = 10 }, required = true },
  { name = "day", label = "日期", kind = "day" },
  { name = "hours", label = "学时", kind = { number = [1, 8] } },
  { name = "sorts", label = "形式", kind = "several", items = [["lecture", "讲课"], ["case", "案例"]] },
  { name = "score", label = "得分", kind = { number = [0, 60] } },
  { name = "bonus", label = "加分", kind = { number = [0, 40] } },
]
state = [
  { code = "planned", name = "计划" },
  { code = "held", name = "已办", from = ["planned"], step = "登记办完", needs = ["hours"], over = true },
]
score = { fields = ["score", "bonus"], grades = [[90, "优秀"], [60, "合格"], [0, "不合格"]] }
"#;

fn book() -> Register {
    toml::from_str(BOOK).unwrap()
}

fn filled(typed: &Value) -> Result<super::Filled, Vec<String>> {
    read(&book(), typed, &|_, _| false)
        .map_err(|faults| faults.0.iter().map(|(path, fault)| format!("{} {}", path.as_str(), fault.code())).collect())
}

#[test]
fn a_filled_record_is_read_and_every_fault_stands_beside_its_field() {
    let good = filled(&json!({ "name": " 工资争议 ", "day": "2026-11-20", "hours": "4", "sorts": ["lecture", ""], "other": "x" })).unwrap();
    assert_eq!(good.text("name"), "工资争议");
    assert_eq!((good.number("hours"), good.codes("sorts")), (Some(4), vec!["lecture"]));
    assert_eq!(good.day("day").unwrap().to_string(), "2026-11-20");
    let marks = |name: &str| book().field(name).unwrap().marks(&good);
    assert_eq!((marks("hours"), marks("day"), marks("sorts")), (vec!["4".to_owned()], vec!["2026".to_owned()], vec!["lecture".to_owned()]));
    let bad = filled(&json!({ "day": "2026-02-30", "hours": "9", "sorts": "dance" })).unwrap_err();
    assert_eq!(bad, ["name missing", "day day_not_in_month", "hours not_a_number", "sorts.0 unknown_choice"]);
    assert_eq!(filled(&json!({ "name": "一二三四五六七八九十一" })).unwrap_err(), ["name too_long"]);
}

#[test]
fn the_same_written_differently_is_the_same_record() {
    let one = filled(&json!({ "name": "ＡＢ 课１", "day": "2026-11-20" })).unwrap();
    let two = filled(&json!({ "name": "ab课1", "day": "2026-11-20" })).unwrap();
    let other = filled(&json!({ "name": "ab课1" })).unwrap();
    assert_eq!(one.key(&book()), two.key(&book()));
    assert_ne!(one.key(&book()), other.key(&book()));
}

#[test]
fn two_of_the_same_name_are_told_apart_by_the_surest_that_both_have() {
    let of = |name: &str, day: Option<&str>, hours: Option<&str>| filled(&json!({ "name": name, "day": day, "hours": hours })).unwrap();
    let book: Register = toml::from_str(&BOOK.replace("title = ", "apart = [\"day\", \"hours\"]\ntitle = ")).unwrap();
    let (a, b) = (Some("2026-11-20"), Some("2026-11-21"));
    assert_eq!(book.same(&of("x", a, None), &of("x", b, None)), Some(false));
    assert_eq!(book.same(&of("x", a, Some("1")), &of("x", a, Some("2"))), Some(true), "the surest decides");
    assert_eq!(book.same(&of("x", a, Some("1")), &of("x", None, Some("2"))), Some(false), "the next one where one lacks the first");
    assert_eq!(book.same(&of("x", a, None), &of("x", None, Some("2"))), None);
    assert_eq!(of("ＡＢ x", a, None).key_start(&book), of("abx", b, None).key_start(&book));
    assert!(of("abx", a, None).key(&book).starts_with(&of("abx", b, None).key_start(&book)));
}

#[test]
fn a_record_walks_through_its_states_and_ends() {
    let book = book();
    assert_eq!(book.first_state(), "planned");
    let next: Vec<&str> = book.steps("planned").map(|state| state.code.as_str()).collect();
    assert_eq!(next, ["held"]);
    assert!(book.is_open("planned") && !book.is_open("held") && book.steps("held").next().is_none());
}

#[test]
fn points_are_added_up_and_graded() {
    let of = |score: i64, bonus: Option<i64>| {
        let typed = json!({ "name": "a", "score": score.to_string(), "bonus": bonus.map(|bonus| bonus.to_string()) });
        book().points(&filled(&typed).unwrap()).map(|(points, grade)| (points, grade.to_owned()))
    };
    assert_eq!(of(60, Some(30)), Some((90, "优秀".to_owned())));
    assert_eq!(of(60, Some(29)), Some((89, "合格".to_owned())));
    assert_eq!(of(0, Some(0)), Some((0, "不合格".to_owned())));
    assert_eq!(of(60, None), None, "an item is missing");
}

#[test]
fn a_register_that_names_what_is_not_there_is_told() {
    let wrong = BOOK.replace("key = [\"name\", \"day\"]", "key = [\"nam\"]").replace("from = [\"planned\"]", "from = [\"plan\"]");
    let wrong: Register = toml::from_str(&wrong).unwrap();
    assert_eq!(wrong.faults(), ["course: key names no field: nam", "course: no state plan"]);
    assert!(book().faults().is_empty());
}

#[test]
fn a_step_needs_what_is_filled_and_what_is_ticked() {
    let wanted = BOOK
        .replace("needs = [\"hours\"]", "needs = [\"hours\", \"paid\"]")
        .replace("kind = \"day\" }", "kind = \"day\" },\n  { name = \"paid\", label = \"已付\", kind = \"flag\" }");
    let book: Register = toml::from_str(&wanted).unwrap();
    assert!(book.faults().is_empty());
    let lacking = |typed: Value| {
        let filled = read(&book, &typed, &|_, _| false).unwrap();
        book.lacking(book.state("held").unwrap(), "planned", &filled).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lacking(json!({ "name": "a" })), ["hours", "paid"]);
    assert_eq!(lacking(json!({ "name": "a", "hours": "2", "paid": false })), ["paid"], "a box that stands there unticked");
    assert!(lacking(json!({ "name": "a", "hours": "2", "paid": "on" })).is_empty());
}

#[test]
fn who_entered_a_record_or_changed_it_last_takes_no_step_that_wants_other_eyes() {
    let [ann, bob, cat, own] = [1, 2, 3, 4].map(|number| AccountId(uuid::Uuid::from_u128(number)));
    let by = [Some(ann), Some(cat), None, Some(bob), Some(own)];
    assert!(has_acted(ann, &by, &[own]) && has_acted(bob, &by, &[own]));
    assert!(!has_acted(cat, &by, &[own]), "what came in between does not count");
    assert!(!has_acted(own, &by, &[own]), "nor what the person whom it is about did");
    assert!(!has_acted(ann, &[], &[]));
}

const TERM: &str = r#"
code = "term"
name = "聘书"
record = "聘书"
purpose = "试验"
group = "people"
icon = "doc"
audience = "everybody"
entry = "keepers"
key = ["from"]
title = "from"
field = [
  { name = "from", label = "从", kind = "day" },
  { name = "until", label = "到", kind = "day" },
  { name = "grade", label = "等次", kind = "one", items = [["good", "好"], ["bad", "差"]] },
  { name = "renews", label = "接续", kind = { record = "term" }, given = true },
]
state = [
  { code = "valid", name = "有效" },
  { code = "renewed", name = "已续", from = ["valid"], over = true },
]
follow = [{ state = "renewed", when = { grade = "good" }, enter = "term", set = { from = { days = 30 } } }]
way = [{ code = "renew", words = "续", states = ["valid"], when = { grade = "good" }, to = { enter = "term" }, then = "renewed", set = { renews = "this", from = { term_from = ["from", "until"] }, until = { term_until = ["from", "until"] } } }]
"#;

#[test]
fn what_follows_and_which_ways_are_open_is_said_by_state_and_codes() {
    let book: Register = toml::from_str(TERM).unwrap();
    assert!(book.faults().is_empty(), "{:?}", book.faults());
    let of = |grade: &str| read(&book, &json!({ "from": "2024-01-01", "until": "2026-12-31", "grade": grade }), &|_, _| false).unwrap();
    let (good, bad) = (of("good"), of("bad"));
    assert_eq!((book.following("renewed", &good).count(), book.following("valid", &good).count()), (1, 0));
    assert_eq!(book.following("renewed", &bad).count(), 0);
    let way = book.ways("valid", &good).next().unwrap();
    assert_eq!((book.ways("renewed", &good).count(), book.ways("valid", &bad).count()), (0, 0));
    let today = "2026-11-22".parse().unwrap();
    let put = |name: &str| way.set.get(name).unwrap().plain(&good, today);
    assert_eq!((put("from"), put("until"), put("renews")), (Some("2027-01-01".into()), Some("2029-12-31".into()), None));
}

#[test]
fn a_way_that_names_what_is_not_there_is_told() {
    let wrong =
        TERM.replace("then = \"renewed\"", "then = \"gone\"").replace("when = { grade = \"good\" }, to", "when = { mark = \"good\" }, to");
    let wrong: Register = toml::from_str(&wrong).unwrap();
    assert_eq!(wrong.faults(), ["term: a way names no field: mark", "term: no state gone"]);
}

const ASKED: &str = r#"
code = "help"
name = "支援"
record = "支援"
purpose = "试验"
group = "organisation"
icon = "doc"
audience = "everybody"
entry = "members"
reserved = { sort = ["regular"] }
key = ["name"]
title = "name"
field = [
  { name = "name", label = "名称", kind = { line = 10 } },
  { name = "sort", label = "类别", kind = "one", items = [["asked", "应邀"], ["regular", "定期"]] },
  { name = "sent_by", label = "谁派", kind = "organisation", given = true },
]
state = [
  { code = "asked", name = "待派" },
  { code = "sent", name = "已派", from = ["asked"], begins = ["sort", "regular"], step = "派人", by = "above", stamp = { sent_by = "office" } },
  { code = "closed", name = "已结束", from = ["sent"], step = "办结", by = { person = "name" }, other_than = ["sent"], over = true },
  { code = "lapsed", name = "已过期", from = ["sent"], house = true, over = true },
]
"#;

#[test]
fn a_record_begins_where_its_codes_say_and_the_house_alone_takes_some_steps() {
    let book: Register = toml::from_str(ASKED).unwrap();
    assert!(book.faults().is_empty(), "{:?}", book.faults());
    let of = |sort: &str| read(&book, &json!({ "name": "a", "sort": sort }), &|_, _| false).unwrap();
    assert_eq!((book.begins(&of("asked")), book.begins(&of("regular"))), ("asked", "sent"));
    assert!(book.is_reserved(&of("regular")) && !book.is_reserved(&of("asked")));
    let steps: Vec<&str> = book.steps("sent").map(|state| state.code.as_str()).collect();
    assert_eq!(steps, ["closed"], "what the house does is no step of anybody");
    let wrong = ASKED.replace("other_than = [\"sent\"]", "other_than = [\"send\"]").replace("sent_by = \"office\"", "sent_to = \"office\"");
    let wrong: Register = toml::from_str(&wrong).unwrap();
    assert_eq!(wrong.faults(), ["help: needs names no field: sent_to", "help: no state send"]);
}

#[test]
fn who_brought_a_record_to_a_state_is_told_from_who_changed_it_there() {
    let [ann, bob] = [1, 2].map(|number| AccountId(uuid::Uuid::from_u128(number)));
    let walked = [("found", Some(ann)), ("found", Some(bob)), ("fixed", Some(bob)), ("again", None), ("fixed", Some(ann))];
    let states = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    assert!(has_brought(ann, &states(&["found"]), &walked) && !has_brought(bob, &states(&["found"]), &walked));
    assert!(has_brought(ann, &states(&["fixed"]), &walked) && has_brought(bob, &states(&["fixed"]), &walked));
    assert!(!has_brought(ann, &[], &walked));
}

#[test]
fn the_mean_of_a_panels_marks_is_a_whole_number() {
    assert_eq!((mean(&[]), mean(&[20]), mean(&[20, 21]), mean(&[20, 20, 21])), (None, Some(20), Some(21), Some(20)));
}
