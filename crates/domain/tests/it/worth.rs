//! What claims are worth: every vector of the legal reference, the promises that hold for any facts, and what is not due.

use domain::claims::worth::{Ground, Head, Holidays, Named, NotDue, Parameters, Practice, Worth};
use domain::kernel::{Faults, Money};
use domain::periods::Calendar;
use proptest::prelude::*;
use serde_json::{Value, json};

const VECTORS: &str = include_str!("../claim-vectors.json");
const FIXTURE: &str = "region,what,from,to,value,source\n\
    4502,min_wage,2020-01-01,,1810,invented notice\n\
    4502,area_avg,2024-01-01,2024-12-31,7000,invented notice\n\
    4502,pooling_avg,2024-01-01,,7000,invented notice\n\
    000000000000,national_income,2024-01-01,,50000,invented notice\n";

struct World {
    calendar: Calendar,
    holidays: Holidays,
    parameters: Parameters,
}

thread_local! {
    static WORLD: World = World {
        calendar: Calendar::parse(include_str!("../../../../data/cn-workdays.csv"), "test").unwrap(),
        holidays: Holidays::parse(include_str!("../../../../data/cn-statutory-holidays.csv")).unwrap(),
        parameters: Parameters::parse(FIXTURE).unwrap(),
    };
}

fn try_out(head: &str, facts: &Value) -> Result<Worth, Faults> {
    let practice = Practice::default();
    WORLD.with(|world| {
        let ground = Ground { calendar: &world.calendar, holidays: &world.holidays, parameters: &world.parameters, practice };
        head.parse::<Head>().unwrap().work_out(facts, &ground)
    })
}

#[track_caller]
fn work_out(head: &str, facts: Value) -> Worth {
    try_out(head, &facts).unwrap_or_else(|faults| panic!("{head} {facts}: {faults:?}"))
}

#[track_caller]
fn fault(head: &str, facts: Value) -> (String, String) {
    let faults = try_out(head, &facts).expect_err("a fault");
    let (path, fault) = faults.0.first().unwrap();
    (path.as_str().to_owned(), fault.code().to_owned())
}

fn vectors(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(VECTORS).unwrap();
    all[name].as_array().unwrap().clone()
}

fn named(worth: &Worth, name: &str) -> String {
    let (_, value) = worth.named.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
    match value {
        Named::Amount(amount) => amount.plain(),
        Named::Number(number) | Named::Count(number) => number.text(),
        Named::Flag(flag) => flag.to_string(),
        Named::Day(day) => day.to_string(),
        Named::Judged(rows) => format!("{rows:?}"),
    }
}

/// What a vector says about the answer, beside the amount.
fn check(head: &str, vector: &Value) {
    let worth = work_out(head, vector.clone());
    for (name, expected) in vector.as_object().unwrap() {
        let expected = expected.as_str().map_or_else(|| expected.to_string(), str::to_owned);
        match name.as_str() {
            "amount" | "extra" => assert_eq!(worth.amount.plain(), expected, "{head} {vector}"),
            "n" | "total" | "pension" => assert_eq!(named(&worth, name), expected, "{head} {vector}"),
            "months" | "days" if matches!(head, "double_wage" | "annual_leave") => {
                assert_eq!(named(&worth, name), expected, "{head} {vector}");
            }
            _ => {}
        }
    }
    assert_eq!(worth.due, worth.amount > Money::ZERO || worth.range.is_some_and(|(_, high)| high > Money::ZERO), "{head} {vector}");
    assert_eq!(worth.due, worth.not_due.is_empty(), "{head} {vector}");
    assert!(!worth.steps.is_empty() || !worth.due);
}

#[test]
fn every_vector_of_the_legal_reference_holds() {
    let heads = [
        "severance",
        "pay_in_lieu",
        "double_wage",
        "overtime",
        "annual_leave",
        "sick_pay",
        "probation",
        "non_compete",
        "disability",
        "paid_suspension",
    ];
    for head in heads {
        for vector in vectors(head) {
            check(head, &vector);
        }
    }
    for (service, doubled) in vectors("severance").iter().zip(vectors("illegal_dismissal")) {
        assert_eq!(work_out("illegal_dismissal", service.clone()).amount.plain(), doubled.as_str().unwrap());
    }
    for vector in vectors("additional_comp") {
        let (low, high) = work_out("additional_comp", vector.clone()).range.unwrap();
        assert_eq!(json!([low.plain(), high.plain()]), vector["range"]);
    }
    for pair in vectors("payment_order_fee") {
        assert_eq!(work_out("payment_order_fee", json!({ "amount": pair[0] })).amount.plain(), pair[1].as_str().unwrap());
    }
    let all: Value = serde_json::from_str(VECTORS).unwrap();
    let award = &all["final_award"];
    for item in award["items"].as_array().unwrap() {
        let worth = work_out("final_award", json!({ "min_wage": award["min_wage"], "amount": item[0] }));
        assert_eq!(named(&worth, "final"), item[1].to_string());
        assert_eq!(named(&worth, "threshold"), "24000.00");
    }
    assert_eq!(named(&work_out("final_award", award.clone()), "final"), "false");
}

#[test]
fn years_of_service_count_as_the_edges_say() {
    for row in vectors("service_years") {
        let facts = json!({ "start": row[0], "last": row[1], "avg_wage": "5000", "area_avg": "9000", "min_wage": "2000" });
        assert_eq!(named(&work_out("severance", facts), "n"), row[2].as_str().unwrap(), "{row}");
    }
}

#[test]
fn the_other_vectors_of_the_text_hold_too() {
    assert_eq!(
        work_out("additional_comp", json!({ "paid": 1500, "min_wage": 2000, "months": 6, "ordered": true })).range,
        Some((Money(150_000), Money(300_000)))
    );
    assert_eq!(work_out("training_penalty", json!({ "cost": 30000, "months": 36, "months_left": 12 })).amount, Money(1_000_000));
    let limit = |facts| named(&work_out("limitation", facts), "end");
    assert_eq!(limit(json!({ "known": "2023-10-01", "events": [{ "kind": "complaint", "day": "2024-02-20" }] })), "2025-02-20");
    assert_eq!(limit(json!({ "wages": true, "ended": "2024-03-31" })), "2025-03-31");
    assert_eq!(limit(json!({ "known": "2024-10-01" })), "2025-10-09");
    assert_eq!(limit(json!({ "known": "2024-02-29" })), "2025-02-28");
    assert!(work_out("limitation", json!({ "wages": true })).due);
    assert!(!work_out("limitation", json!({ "known": "2023-10-02", "on": "2024-10-09" })).due);
    let leave = json!({ "wage": "6525", "cum_service_years": 12, "leave_date": "2024-09-30", "used": 2 });
    assert_eq!(work_out("annual_leave", leave).amount, Money(300_000));
    assert_eq!(named(&work_out("maternity_leave", json!({ "difficult": true, "children": 2 })), "days"), "128");
    assert_eq!(work_out("wage_deduction", json!({ "wage": 3000, "damage": 5000, "min_wage": 2600 })).amount, Money(40_000));
    assert_eq!(work_out("minimum_wage", json!({ "paid": 2300, "excluded": 500, "min_wage": 2000, "months": 3 })).amount, Money(60_000));
    assert!(
        work_out("layoff", json!({ "staff": 100, "affected": 10 })).due && !work_out("layoff", json!({ "staff": 300, "affected": 19 })).due
    );
}

#[test]
fn who_worked_before_2008_has_severance_from_then_but_double_severance_from_the_first_day() {
    let facts = json!({ "start": "2003-01-01", "last": "2012-12-31", "avg_wage": "5000", "area_avg": "9000", "min_wage": "2000" });
    let single = work_out("severance", facts.clone());
    assert_eq!((named(&single, "n").as_str(), single.warnings.len()), ("5", 1));
    assert_eq!(named(&work_out("illegal_dismissal", facts), "n"), "10");
}

#[test]
fn a_head_that_is_not_due_says_why() {
    let severance = |reason: &str| {
        let facts = json!({ "start": "2018-03-15", "last": "2024-09-20", "avg_wage": "8000", "area_avg": "9000", "min_wage": "2000", "reason": reason });
        work_out("severance", facts)
    };
    for (reason, why) in [("resigned", NotDue::Resigned), ("misconduct", NotDue::Misconduct), ("part_time", NotDue::PartTime)] {
        let worth = severance(reason);
        assert_eq!((worth.due, worth.amount, worth.not_due[0].code), (false, Money::ZERO, why));
    }
    assert!(severance("layoff").due);
    let hired = json!({ "hired": "2024-01-01", "signed": null, "as_of": "2025-03-31", "wage": "6000", "defence": "worker_fault" });
    assert_eq!(work_out("double_wage", hired).not_due[0].code, NotDue::WorkerFault);
    let lieu = json!({ "last_month": "7200", "notice": false, "reason": "layoff" });
    assert_eq!(work_out("pay_in_lieu", lieu).not_due[0].code, NotDue::NotArticle40);
    assert_eq!(work_out("annual_leave", json!({ "wage": 5000, "cum_service_years": 0.5 })).not_due[0].code, NotDue::LessThanAYear);
}

#[test]
fn a_missing_standard_names_itself_and_may_come_from_the_office_table() {
    let facts = |more: Value| {
        let mut facts = json!({ "start": "2018-03-15", "last": "2024-09-20", "avg_wage": "8000", "min_wage": "2000" });
        facts.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        facts
    };
    assert_eq!(fault("severance", facts(json!({}))), ("area_avg".to_owned(), "parameter_missing".to_owned()));
    assert_eq!(fault("severance", facts(json!({ "region": "440000" }))), ("area_avg".to_owned(), "parameter_missing".to_owned()));
    let worth = work_out("severance", facts(json!({ "region": "450206" })));
    assert_eq!(
        (worth.amount, worth.assumptions.iter().filter(|said| said.figures.iter().any(|(name, _)| *name == "source")).count()),
        (Money(5_600_000), 1)
    );
    assert_eq!(fault("disability", json!({ "grade": 9, "own": 5000 })).0, "area");
    assert_eq!(
        work_out("disability", json!({ "grade": 9, "own": 5000, "region": "450206", "day": "2024-06-01" })).amount,
        Money(4_500_000)
    );
    assert_eq!(
        work_out("death_benefit", json!({ "own": 5000, "region": "450206", "day": "2024-06-01", "spouse": true, "others": 3 })).amount,
        Money(104_200_000)
    );
}

#[test]
fn facts_that_cannot_be_are_turned_away_with_their_field() {
    let severance = |field: &str, value: Value| {
        let mut facts = json!({ "start": "2018-03-15", "last": "2024-09-20", "avg_wage": "8000", "area_avg": "9000", "min_wage": "2000" });
        facts[field] = value;
        fault("severance", facts)
    };
    let both = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(severance("last", json!("2018-03-14")), both("last", "end_before_start"));
    assert_eq!(severance("start", json!("1948-12-31")), both("start", "day_out_of_range"));
    assert_eq!(severance("last", json!("2101-01-01")), both("last", "day_out_of_range"));
    assert_eq!(severance("last", json!("2023-02-29")), both("last", "day_not_in_month"));
    assert_eq!(severance("last", json!("2024-09-20T08:00:00+08:00")), both("last", "day_with_time"));
    assert_eq!(severance("avg_wage", json!("-1")), both("avg_wage", "amount_negative"));
    assert_eq!(severance("avg_wage", json!("1e400")), both("avg_wage", "amount_too_large"));
    assert_eq!(severance("area_avg", json!(0)), both("area_avg", "amount_zero"));
    assert_eq!(severance("reason", json!("angry")), both("reason", "unknown_choice"));
    assert_eq!(fault("overtime", json!({ "wage": 5000, "weekday_h": -3 })).1, "number_negative");
    assert_eq!(fault("disability", json!({ "grade": 11, "own": 5000, "area": 7000 })).1, "not_a_number");
    assert_eq!(fault("double_wage", json!({ "hired": "2024-01-01", "wage": 5000 })), both("as_of", "one_of_them"));
    assert_eq!(fault("training_penalty", json!({ "cost": 1, "months": 12, "months_left": 13 })), both("months_left", "more_than_whole"));
    assert_eq!(fault("limitation", json!({})).0, "known");
}

#[test]
fn days_worked_are_sorted_by_the_calendar() {
    // National Day 2020: 10-01 to 10-04 are statutory holidays, 10-05 a rest day, 10-10 a make-up workday (人社厅函〔2020〕135号).
    let worked = |day: &str| json!({ "wage": 5220, "worked": [{ "day": day, "hours": 8 }] });
    assert_eq!(work_out("overtime", worked("2020-10-04")).amount, Money(72_000));
    assert_eq!(work_out("overtime", worked("2020-10-05")).amount, Money(48_000));
    assert_eq!(work_out("overtime", worked("2020-10-10")).amount, Money(36_000));
    assert_eq!(work_out("overtime", worked("2031-03-03")).warnings.len(), 1);
}

fn day(n: i64) -> String {
    "2008-01-01".parse::<domain::kernel::Day>().unwrap().plus(n).to_string()
}

fn severance(start: i64, length: i64, wage: i64, area: i64) -> Worth {
    work_out("severance", json!({ "start": day(start), "last": day(start + length), "avg_wage": wage, "area_avg": area, "min_wage": 2000 }))
}

fn pay(weekday: i64, restday: i64, holiday: i64, wage: i64) -> Money {
    work_out("overtime", json!({ "wage": wage, "weekday_h": weekday, "restday_h": restday, "holiday_h": holiday })).amount
}

fn near(a: Money, b: Money) -> bool {
    (a.0 - b.0).abs() <= 1
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[-0-9.eE,万T:/]{0,14}".prop_map(Value::String),
        "\\PC{0,12}".prop_map(Value::String),
        (1940i32..2110, 1u8..=13, 0u8..=32).prop_map(|(y, m, d)| Value::String(format!("{y}-{m:02}-{d:02}"))),
        (0i64..2_000_000_000_000).prop_map(|fen| Value::String(Money(fen).plain())),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec(("[a-z_]{1,8}", inner), 0..4).prop_map(|rows| Value::Object(rows.into_iter().collect()))
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn longer_service_never_brings_less(start in 0i64..6000, length in 0i64..6000, more in 0i64..800, wage in 0i64..60_000, area in 1i64..20_000) {
        let (short, long) = (severance(start, length, wage, area), severance(start, length + more, wage, area));
        prop_assert!(long.amount >= short.amount);
    }

    #[test]
    fn a_higher_wage_never_brings_less_for_the_same_capped_years(start in 0i64..3000, length in 0i64..4000, wage in 0i64..60_000, more in 0i64..9000, area in 1i64..20_000) {
        // Within twelve years the cap on years can't take away what a higher wage brings.
        let (less, much) = (severance(start, length, wage, area), severance(start, length, wage + more, area));
        prop_assert!(much.amount >= less.amount);
    }

    #[test]
    fn twice_is_twice(start in 0i64..6000, length in 0i64..6000, wage in 0i64..60_000, area in 1i64..20_000) {
        let facts = json!({ "start": day(start), "last": day(start + length), "avg_wage": wage, "area_avg": area, "min_wage": 2000 });
        prop_assert_eq!(work_out("illegal_dismissal", facts).amount.0, severance(start, length, wage, area).amount.0 * 2);
    }

    #[test]
    fn more_hours_never_bring_less_and_hours_may_be_split(a in 0i64..300, b in 0i64..300, c in 0i64..300, d in 0i64..300, wage in 1i64..60_000) {
        prop_assert!(pay(a + d, b, c, wage) >= pay(a, b, c, wage));
        prop_assert!(pay(a, b + d, c, wage) >= pay(a + d, b, c, wage));
        prop_assert!(near(pay(a + d, b, c, wage), pay(a, b, c, wage).plus(pay(d, 0, 0, wage))));
    }

    #[test]
    fn double_wages_never_fall_with_a_later_signature_and_stop_at_eleven_months(hired in 0i64..5000, until in 0i64..900, more in 0i64..200) {
        let extra = |until: i64| work_out("double_wage", json!({ "hired": day(hired), "as_of": day(hired + until), "wage": 5000 })).amount;
        prop_assert!(extra(until + more) >= extra(until));
        prop_assert!(extra(until) <= Money(5_500_000));
    }

    #[test]
    fn months_may_be_split_where_the_law_pays_by_month(a in 0i64..12, b in 0i64..12, wage in 0i64..30_000) {
        let compete = |months: i64| work_out("non_compete", json!({ "avg": wage, "min": 2300, "months": months })).amount;
        prop_assert!(near(compete(a + b), compete(a).plus(compete(b))));
        let short = |months: i64| work_out("minimum_wage", json!({ "paid": wage, "min_wage": 2300, "months": months })).amount;
        prop_assert_eq!(short(a + b), short(a).plus(short(b)));
    }

    #[test]
    fn leave_not_taken_never_falls_with_more_days(days in 0i64..15, wage in 1i64..30_000) {
        let extra = |days: i64| work_out("annual_leave", json!({ "wage": wage, "days": days })).amount;
        prop_assert!(extra(days + 1) > extra(days));
    }

    #[test]
    fn a_fee_never_falls_with_a_larger_amount(amount in 1i64..30_000_000, more in 0i64..5_000_000) {
        let fee = |amount: i64| work_out("payment_order_fee", json!({ "amount": amount })).amount;
        prop_assert!(fee(amount + more) >= fee(amount));
    }

    #[test]
    fn any_json_is_worked_out_or_turned_away(head in 0..Head::ALL.len(), base in any_json(), values in prop::collection::vec(any_json(), 12)) {
        let head = Head::ALL[head];
        let mut facts = base;
        if values[0].is_null() || !facts.is_object() {
            facts = json!({});
        }
        for (spec, value) in head.specs().into_iter().zip(values) {
            facts[spec.name] = value;
        }
        match try_out(head.code(), &facts) {
            Ok(worth) => prop_assert!(worth.amount >= Money::ZERO && worth.amount <= Money::MAX),
            Err(faults) => prop_assert!(!faults.0.is_empty()),
        }
    }

    #[test]
    fn facts_at_their_bounds_are_worked_out(wage in prop_oneof![Just("0"), Just("1000000000"), Just("0.01")], length in 0i64..33_000) {
        let last = "1949-01-01".parse::<domain::kernel::Day>().unwrap().plus(length).to_string();
        let facts = json!({ "start": "1949-01-01", "last": last, "avg_wage": wage, "area_avg": "1000000000", "min_wage": "0.01" });
        prop_assert!(try_out("severance", &facts).is_ok() && try_out("illegal_dismissal", &facts).is_ok());
    }
}
