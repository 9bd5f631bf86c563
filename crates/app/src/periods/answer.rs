//! Questions of machines and scripts about periods and numbers, one JSON object each; the command line and the API ask here.

use domain::kernel::identity::{ResidentId, Uscc};
use domain::kernel::{Day, YEARS};
use domain::periods::{Calendar, Deadline, NoDay, Rule, RuleId, Rulebook};
use domain::periods::{months, natural, workdays_between, working};
use serde_json::{Map, Value, json};

use crate::text;

/// The longest period that can be asked for, in units.
const LONGEST: i64 = 100_000;

/// What a question is answered from.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The periods of the law.
    pub rules: &'a Rulebook,
    /// The working-day calendar.
    pub calendar: &'a Calendar,
    /// Today: a day of birth after it is wrong.
    pub today: Day,
}

/// Why there is no answer; the language file has a sentence for each (list `question_fault`).
struct Fault {
    code: &'static str,
    field: &'static str,
}

impl Fault {
    const fn at(field: &'static str, code: &'static str) -> Self {
        Self { code, field }
    }

    fn told(&self) -> Value {
        json!({ "error": { "code": self.code, "field": self.field, "detail": text::code("question_fault", self.code) } })
    }
}

/// Answers one question: `{"op":"due","rule":"TL-10","from":"2025-09-20","region":"450206"}` and the like. What can't be answered
/// gives `{"error":{"code":…,"field":…,"detail":…}}`, and so does anything that is no question.
pub fn answer(house: Question<'_>, question: &Value) -> Value {
    let Value::Object(asked) = question else { return Fault::at("op", "not_an_object").told() };
    let answered = match asked.get("op").and_then(Value::as_str) {
        Some("due") => due(house, asked),
        Some("workdays") => counted(house, asked, "add", working),
        Some("natural") => counted(house, asked, "days", natural),
        Some("months") => counted(house, asked, "months", months),
        Some("count") => count(house, asked),
        _ => Err(Fault::at("op", "unknown_op")),
    };
    answered.unwrap_or_else(|fault| fault.told())
}

fn due(house: Question<'_>, asked: &Map<String, Value>) -> Result<Value, Fault> {
    let name = asked.get("rule").and_then(Value::as_str).ok_or(Fault::at("rule", "rule_needed"))?;
    let id: RuleId = name.parse().map_err(|_| Fault::at("rule", "rule_form"))?;
    let from = day(asked, "from")?;
    let region = region(asked)?;
    let agreed = number(asked, "days")?;
    let rule = house.rules.applying(id, from, region).ok_or(Fault::at("rule", "rule_unknown"))?;
    let deadline = house.rules.due(house.calendar, id, from, region, agreed, extended(asked, rule)?).map_err(|why| match why {
        NoDay::Unknown => Fault::at("rule", "rule_unknown"),
        NoDay::LengthNeeded => Fault::at("days", "length_needed"),
        NoDay::Open => Fault::at("rule", "rule_open"),
    })?;
    let mut told = told(&deadline, rule.units(agreed));
    if let Value::Object(told) = &mut told {
        told.insert("rule".to_owned(), described(rule));
        let others: Vec<String> =
            house.rules.parts(id).map(|part| part.id).filter(|part| *part != rule.id && id.is_row()).map(|part| part.to_string()).collect();
        if !others.is_empty() && rule.id.row() == id {
            let detail = text::phrase("question_warning", "several_figures", &[("others", others.join("、"))]);
            if let Some(Value::Array(warnings)) = told.get_mut("warnings") {
                warnings.push(json!({ "code": "several_figures", "detail": detail }));
            }
        }
    }
    Ok(told)
}

/// How many units an extension adds: `true` for as many as the law allows, or a number within that.
fn extended(asked: &Map<String, Value>, rule: &Rule) -> Result<i64, Fault> {
    let most = rule.extension.as_ref().map(|extension| extension.most.unwrap_or(LONGEST));
    match asked.get("extended") {
        None | Some(Value::Null | Value::Bool(false)) => Ok(0),
        Some(Value::Bool(true)) => {
            rule.extension.as_ref().and_then(|extension| extension.most).ok_or(Fault::at("extended", "extension_length_needed"))
        }
        Some(_) => {
            let units = number(asked, "extended")?.unwrap_or_default();
            let most = most.ok_or(Fault::at("extended", "not_extendable"))?;
            if (1..=most).contains(&units) { Ok(units) } else { Err(Fault::at("extended", "extension_too_long")) }
        }
    }
}

fn counted(
    house: Question<'_>,
    asked: &Map<String, Value>,
    field: &'static str,
    count: fn(&Calendar, Day, i64) -> Deadline,
) -> Result<Value, Fault> {
    let from = day(asked, "from")?;
    let units = number(asked, field)?.ok_or(Fault::at(field, "length_needed"))?;
    Ok(told(&count(house.calendar, from, units), Some(units)))
}

fn count(house: Question<'_>, asked: &Map<String, Value>) -> Result<Value, Fault> {
    let (from, to) = (day(asked, "from")?, day(asked, "to")?);
    let years = from.min(to).year()..=from.max(to).year();
    let unpublished = years.filter(|year| !house.calendar.is_published(*year)).take(3);
    let warning = |year: i32| {
        let warning = domain::periods::Warning { kind: domain::periods::WarningKind::UnpublishedYear, year };
        json!({ "code": warning.kind.code(), "year": year, "detail": text::period_warning(&warning) })
    };
    Ok(json!({ "workdays": workdays_between(house.calendar, from, to), "warnings": unpublished.map(warning).collect::<Vec<_>>() }))
}

fn told(deadline: &Deadline, length: Option<i64>) -> Value {
    let step = |step: &domain::periods::Step| json!({ "day": step.day, "what": step.why.code(), "words": text::period_step(&step.why) });
    let warning = |warning: &domain::periods::Warning| json!({ "code": warning.kind.code(), "year": warning.year, "detail": text::period_warning(warning) });
    json!({
        "day": deadline.due,
        "raw_end": deadline.raw_end,
        "from": deadline.from,
        "length": length,
        "unit": deadline.unit,
        "calendar": deadline.calendar,
        "warnings": deadline.warnings.iter().map(warning).collect::<Vec<_>>(),
        "derivation": deadline.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

/// A rule as machines read it.
pub(crate) fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "version": rule.version,
        "title": rule.title,
        "starts": rule.starts,
        "length": rule.length,
        "unit": rule.unit,
        "effect": rule.effect,
        "statute": rule.statute,
        "flag": rule.flag,
        "since": rule.since,
        "until": rule.until,
        "region": rule.region,
        "replaces": rule.replaces,
        "extension": rule.extension,
        "note": rule.note,
    })
}

fn day(asked: &Map<String, Value>, field: &'static str) -> Result<Day, Fault> {
    let written = asked.get(field).and_then(Value::as_str).ok_or(Fault::at(field, "day_needed"))?;
    let day: Day = written.parse().map_err(|_| Fault::at(field, "not_a_day"))?;
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(Fault::at(field, "day_out_of_range")) }
}

fn number(asked: &Map<String, Value>, field: &'static str) -> Result<Option<i64>, Fault> {
    let units = match asked.get(field) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(value) => value.as_i64(),
    };
    let units = units.filter(|units: &i64| units.abs() <= LONGEST).ok_or(Fault::at(field, "not_a_length"))?;
    Ok(Some(units))
}

fn region(asked: &Map<String, Value>) -> Result<Option<&str>, Fault> {
    match asked.get("region") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(code)) if (2..=12).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(code)),
        Some(_) => Err(Fault::at("region", "not_a_division")),
    }
}

/// Checks a number: `{"kind":"resident_id","value":"…"}` or `{"kind":"uscc","value":"…"}` gives `{"valid":true,"warnings":[…]}`,
/// and for a wrong one the reason.
pub fn check_number(today: Day, question: &Value) -> Value {
    let Some(value) = question.get("value").and_then(Value::as_str) else { return Fault::at("value", "value_needed").told() };
    let warned = |codes: Vec<(&str, &'static str)>| {
        let warning = |(group, code): (&str, &str)| json!({ "code": code, "detail": text::code(group, code) });
        json!({ "valid": true, "warnings": codes.into_iter().map(warning).collect::<Vec<_>>() })
    };
    let wrong =
        |code: &str| json!({ "valid": false, "warnings": [], "reason": { "code": code, "detail": text::code("identity_fault", code) } });
    match question.get("kind").and_then(Value::as_str) {
        Some("resident_id") => match ResidentId::parse(value) {
            Ok(id) if id.birth() > today => wrong("id_date"),
            Ok(id) => {
                let mut told = warned(id.warnings().into_iter().map(|warning| ("id_warning", warning.code())).collect());
                if let Value::Object(told) = &mut told {
                    told.insert("normal".to_owned(), json!(id.number()));
                }
                told
            }
            Err(fault) => wrong(fault.code()),
        },
        Some("uscc") => match Uscc::parse(value) {
            Ok(code) => warned(code.warnings().into_iter().map(|warning| ("uscc_warning", warning.code())).collect()),
            Err(fault) => wrong(fault.code()),
        },
        _ => Fault::at("kind", "unknown_kind").told(),
    }
}

/// Every fault that [`answer`] and [`check_number`] may tell.
#[cfg(test)]
pub(crate) const FAULTS: &[&str] = &[
    "not_an_object",
    "unknown_op",
    "rule_needed",
    "rule_form",
    "rule_unknown",
    "length_needed",
    "rule_open",
    "extension_length_needed",
    "not_extendable",
    "extension_too_long",
    "day_needed",
    "not_a_day",
    "day_out_of_range",
    "not_a_length",
    "not_a_division",
    "value_needed",
    "unknown_kind",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(question: &str) -> Value {
        let calendar = Calendar::parse(include_str!("../../../../data/cn-workdays.csv"), "test").unwrap();
        let rules = crate::periods::shipped().unwrap();
        let house = Question { rules: &rules, calendar: &calendar, today: "2026-11-22".parse().unwrap() };
        answer(house, &serde_json::from_str(question).unwrap())
    }

    #[test]
    fn a_question_is_answered_with_the_day_and_its_derivation() {
        let told = ask(r#"{"op":"due","rule":"TL-10","from":"2025-09-20","region":"450206"}"#);
        assert_eq!((&told["day"], &told["warnings"]), (&json!("2025-10-09"), &json!([])), "{told}");
        assert!(told["derivation"].as_array().unwrap().len() > 4, "{told}");
        assert_eq!(ask(r#"{"op":"workdays","from":"2024-09-27","add":3}"#)["day"], "2024-10-08");
        assert_eq!(ask(r#"{"op":"natural","from":"2024-09-20","days":15}"#)["day"], "2024-10-08");
        assert_eq!(ask(r#"{"op":"count","from":"2022-08-08","to":"2022-11-25"}"#)["workdays"], 75);
        assert_eq!(ask(r#"{"op":"due","rule":"TL-11","from":"2025-09-26","extended":true}"#)["day"], "2025-10-16");
        assert_eq!(ask(r#"{"op":"due","rule":"TL-02","from":"2025-09-26","days":10}"#)["day"], "2025-10-09");
    }

    #[test]
    fn the_place_chooses_the_regional_rule() {
        let rule =
            |region: &str| ask(&format!(r#"{{"op":"due","rule":"TL-04","from":"2026-03-02","region":{region}}}"#))["rule"]["id"].clone();
        assert_eq!(rule("null"), "TL-04");
        assert_eq!(rule("\"450206\""), "TL-07");
        assert_eq!(rule("\"210102\""), "TL-08.4");
        assert_eq!(rule("\"330106000000\""), "TL-09");
        assert_eq!(rule("\"440203\""), "TL-04");
    }

    #[test]
    fn what_cannot_be_answered_names_the_field_and_helps() {
        for (question, field, code) in [
            ("[]", "op", "not_an_object"),
            (r#"{"op":"guess"}"#, "op", "unknown_op"),
            (r#"{"op":"due","rule":"TL-99","from":"2026-01-01"}"#, "rule", "rule_unknown"),
            (r#"{"op":"due","rule":"十日","from":"2026-01-01"}"#, "rule", "rule_form"),
            (r#"{"op":"due","rule":"TL-21","from":"2026-01-01"}"#, "rule", "rule_open"),
            (r#"{"op":"due","rule":"TL-02","from":"2026-01-01"}"#, "days", "length_needed"),
            (r#"{"op":"due","rule":"TL-10","from":"2026-02-30"}"#, "from", "not_a_day"),
            (r#"{"op":"due","rule":"TL-10","from":"1930-01-01"}"#, "from", "day_out_of_range"),
            (r#"{"op":"due","rule":"TL-10","from":"2026-01-01T08:00:00Z"}"#, "from", "not_a_day"),
            (r#"{"op":"due","rule":"TL-10","from":"2026-01-01","region":"柳江"}"#, "region", "not_a_division"),
            (r#"{"op":"due","rule":"TL-10","from":"2026-01-01","extended":5}"#, "extended", "not_extendable"),
            (r#"{"op":"due","rule":"TL-11","from":"2026-01-01","extended":6}"#, "extended", "extension_too_long"),
            (r#"{"op":"natural","from":"2026-01-01","days":1e99}"#, "days", "not_a_length"),
            (r#"{"op":"natural","from":"2026-01-01"}"#, "days", "length_needed"),
        ] {
            let told = ask(question);
            assert_eq!((&told["error"]["field"], &told["error"]["code"]), (&json!(field), &json!(code)), "{question}: {told}");
        }
    }

    #[test]
    fn every_fault_has_its_sentence() {
        for code in FAULTS {
            assert!(text::code("question_fault", code).chars().count() > 5, "{code}");
        }
    }

    #[test]
    fn numbers_are_checked_by_their_check_digit_and_date_never_by_the_division() {
        let check = |kind: &str, value: &str| check_number("2026-11-22".parse().unwrap(), &json!({ "kind": kind, "value": value }));
        for valid in ["11010519491231002X", "440524188001010014", "500103198802292412", "11010519491231002x"] {
            assert_eq!(check("resident_id", valid)["valid"], true, "{valid}");
        }
        for wrong in ["110105194912310021", "11010119900230123X", "1101051949123100", ""] {
            assert_eq!(check("resident_id", wrong)["valid"], false, "{wrong}");
        }
        assert_eq!(check("resident_id", "110105491231002")["normal"], "11010519491231002X");
        assert_eq!(check("uscc", "91350100M000100Y43"), json!({ "valid": true, "warnings": [] }));
        assert_eq!(check("uscc", "9135O100M000100Y43")["reason"]["code"], "uscc_letter");
        assert_eq!(check("passport", "x")["error"]["code"], "unknown_kind");
    }
}
