//! The vectors of the legal reference, and what holds for every day and every length.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use time::Date;

use super::*;
use crate::kernel::Day;

pub(super) const WORKDAYS: &str = include_str!("../../../../data/cn-workdays.csv");

pub(super) fn calendar() -> Calendar {
    Calendar::parse(WORKDAYS, "cn-2026").unwrap()
}

pub(super) static BOOK: LazyLock<Rulebook> =
    LazyLock::new(|| toml::from_str::<Rulebook>(include_str!("../../../../data/periods.toml")).unwrap().check().unwrap());

fn due(rule: &str, from: &str) -> Deadline {
    BOOK.due(&calendar(), rule.parse().unwrap(), day(from), None, None, 0).unwrap()
}

fn started(rule: &str, from: &str) -> Clock {
    Clock::start(&BOOK, &calendar(), rule.parse().unwrap(), day(from), "110101000000").unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[track_caller]
fn check(deadline: Deadline, raw_end: &str, due: &str) {
    assert_eq!((deadline.raw_end, deadline.due), (day(raw_end), day(due)), "{deadline:#?}");
    assert_eq!(deadline.warnings, []);
}

#[test]
fn natural_periods_end_as_the_legal_reference_computed() {
    let c = calendar();
    check(natural(&c, day("2024-09-20"), 15), "2024-10-05", "2024-10-08"); // D1
    check(natural(&c, day("2025-09-20"), 15), "2025-10-05", "2025-10-09"); // D4
    check(natural(&c, day("2026-01-20"), 30), "2026-02-19", "2026-02-24"); // D5
    check(natural(&c, day("2026-04-30"), 5), "2026-05-05", "2026-05-06"); // D6
    check(natural(&c, day("2025-01-24"), 15), "2025-02-08", "2025-02-08"); // D11: a make-up Saturday
    check(natural(&c, day("2026-08-20"), 45), "2026-10-04", "2026-10-08"); // D12
    check(natural(&c, day("2026-08-20"), 60), "2026-10-19", "2026-10-19"); // D12 with its extension
}

#[test]
fn working_periods_end_as_the_legal_reference_computed() {
    let c = calendar();
    check(working(&c, day("2024-09-27"), 3), "2024-10-08", "2024-10-08"); // D2
    check(working(&c, day("2025-09-26"), 5), "2025-10-10", "2025-10-10"); // D3
    check(working(&c, day("2025-09-26"), 10), "2025-10-16", "2025-10-16"); // D3 with its extension
    check(working(&c, day("2026-02-10"), 10), "2026-03-02", "2026-03-02"); // D10
}

#[test]
fn a_year_has_as_many_workdays_as_its_notice_says() {
    let c = calendar();
    let worked = |year| {
        let days = (0..366).map(|n| Day::of(year, 1, 1).unwrap().plus(n)).filter(|d| d.year() == year);
        days.filter(|d| c.is_workday(*d)).count()
    };
    let by_year: Vec<usize> = (2020..=2026).map(worked).collect();
    assert_eq!(by_year, [249, 250, 249, 249, 251, 248, 248]);
    assert_eq!(c.published_years(), [2020, 2021, 2022, 2023, 2024, 2025, 2026]);
}

#[test]
fn a_day_has_its_kind_and_name() {
    let c = calendar();
    assert_eq!(c.kind_of(day("2024-10-01")), DayKind::Holiday("国庆节".into()));
    assert_eq!(c.kind_of(day("2024-09-29")), DayKind::MakeUp("国庆节".into()));
    assert_eq!(c.kind_of(day("2020-02-01")), DayKind::Holiday("春节".into()));
    assert_eq!(c.kind_of(day("2026-11-21")), DayKind::Weekend);
    assert_eq!(c.kind_of(day("2026-11-20")), DayKind::Workday);
    assert_eq!(c.version(), "cn-2026");
}

#[test]
fn the_steps_tell_why_this_date() {
    let told = |deadline: Deadline| {
        let line = |s: &Step| format!("{} {} {:?} {:?}", s.day, s.why.code(), s.why.number(), s.why.holiday());
        deadline.steps.iter().map(line).collect::<Vec<_>>().join("\n").replace("None", "-")
    };
    insta::assert_snapshot!(told(due("TL-03", "2024-09-27")), @r#"
    2024-09-27 start - -
    2024-09-28 skipped_weekend - -
    2024-09-29 make_up_workday Some(1) Some("国庆节")
    2024-09-30 counted Some(2) -
    2024-10-01 skipped_holiday - Some("国庆节")
    2024-10-02 skipped_holiday - Some("国庆节")
    2024-10-03 skipped_holiday - Some("国庆节")
    2024-10-04 skipped_holiday - Some("国庆节")
    2024-10-05 skipped_holiday - Some("国庆节")
    2024-10-06 skipped_holiday - Some("国庆节")
    2024-10-07 skipped_holiday - Some("国庆节")
    2024-10-08 counted Some(3) -
    2024-10-08 due - -
    "#);
    insta::assert_snapshot!(told(due("TL-04", "2026-04-20")), @r#"
    2026-04-20 start - -
    2026-04-21 counted Some(1) -
    2026-05-04 passed Some(13) -
    2026-05-05 counted Some(15) -
    2026-05-05 rolled_over_holiday - Some("劳动节")
    2026-05-06 due - -
    "#);
}

#[test]
fn an_unpublished_year_follows_the_week_and_warns() {
    let c = calendar();
    let unpublished = [Warning { kind: WarningKind::UnpublishedYear, year: 2027 }];
    let found = natural(&c, day("2027-01-15"), 15);
    assert_eq!((found.due, found.warnings.as_slice()), (day("2027-02-01"), unpublished.as_slice()));
    assert_eq!(working(&c, day("2026-12-30"), 3).warnings, unpublished);
    assert_eq!(natural(&c, day("2026-12-20"), 15).warnings, unpublished);
    assert_eq!(natural(&c, day("2026-12-10"), 15).warnings, []);
    assert_eq!(working(&c, day("2019-12-31"), 3).warnings, []);
    assert!(!c.is_published(2027) && !c.is_published(2019));
}

#[test]
fn a_count_back_is_never_too_late() {
    let c = calendar();
    assert_eq!(working(&c, day("2024-10-10"), -4).due, day("2024-09-29"));
    assert_eq!(working(&c, day("2024-10-10"), -5).due, day("2024-09-27"));
    assert_eq!(natural(&c, day("2024-10-10"), -5).due, day("2024-09-30"));
    assert_eq!(natural(&c, day("2026-11-21"), 0).due, day("2026-11-23"));
}

#[test]
fn a_wrong_calendar_is_refused_with_its_line() {
    for (text, fault) in [
        ("", CalendarFault::Header),
        ("day,kind,name\n", CalendarFault::Header),
        ("date,kind,name\n2026-01-01,holiday\n", CalendarFault::Columns(2)),
        ("date,kind,name\n2026-01-01,holiday,元旦,x\n", CalendarFault::Columns(2)),
        ("date,kind,name\n2026-01-01,holiday,\n", CalendarFault::Columns(2)),
        ("date,kind,name\n\n2026-02-30,holiday,元旦\n", CalendarFault::Date(3)),
        ("date,kind,name\n2026-01-01,off,元旦\n", CalendarFault::Kind(2)),
        ("date,kind,name\n2026-01-05,makeup_workday,元旦\n", CalendarFault::MakeUpInTheWeek(2)),
        ("date,kind,name\n2026-01-01,holiday,元旦\n2026-01-01,holiday,元旦\n", CalendarFault::Twice(3)),
    ] {
        assert_eq!(Calendar::parse(text, "x"), Err(fault), "{text}");
    }
    let with_comments = "\u{FEFF}# notice of 2025-11-04\r\ndate,kind,name\r\n2026-10-01,holiday,国庆节\r\n";
    assert!(Calendar::parse(with_comments, "x").unwrap().is_published(2026));
}

#[test]
fn a_clock_tells_how_it_stands() {
    let mut clock = started("TL-05", "2026-11-05");
    assert_eq!(clock.due(), day("2026-11-20"));
    let state = |clock: &Clock, today: &str| clock.state(day(today), NEAR);
    assert_eq!(state(&clock, "2026-11-12"), ClockState::Later(8));
    assert_eq!(state(&clock, "2026-11-13"), ClockState::Near(7));
    assert_eq!(state(&clock, "2026-11-20"), ClockState::Today);
    assert_eq!(state(&clock, "2026-11-21"), ClockState::Overdue(1));
    assert_eq!((clock.kept(day("2026-11-20")), clock.kept(day("2026-11-21"))), (None, Some(false)));
    clock.extended_to = Some(day("2026-12-05"));
    assert_eq!(state(&clock, "2026-11-21"), ClockState::Later(14));
    clock.stopped = Some(day("2026-12-06"));
    assert_eq!(state(&clock, "2027-01-01"), ClockState::Stopped);
    let window = started("TL-10", "2026-11-05");
    assert_eq!(state(&window, "2026-11-20"), ClockState::Today);
    assert_eq!(state(&window, "2026-11-21"), ClockState::Lapsed(1), "a right that ended is nobody's delay");
    assert_eq!(clock.kept(day("2027-01-01")), Some(false));
}

#[test]
fn a_clock_is_stored_and_read_back_with_the_codes_that_texts_are_named_by() {
    let clock = started("TL-03", "2024-09-27");
    let json = serde_json::to_value(&clock).unwrap();
    assert_eq!((&json["rule"], &json["deadline"]["unit"]), (&"TL-03".into(), &"working_day".into()));
    for (step, written) in clock.deadline.steps.iter().zip(json["deadline"]["steps"].as_array().unwrap()) {
        assert_eq!(written["why"]["kind"], step.why.code());
        assert!(StepKind::CODES.contains(&step.why.code()));
    }
    assert_eq!(serde_json::from_value::<Clock>(json).unwrap(), clock);
}

/// Counts by brute force over a list of worked days that is read from the file in another way.
fn oracle(from: Day, length: usize) -> Day {
    let of_kind = |kind: &str| -> BTreeSet<&str> { WORKDAYS.lines().filter(|line| line.contains(kind)).map(|line| &line[..10]).collect() };
    let (off, made_up) = (of_kind(",holiday,"), of_kind(",makeup_workday,"));
    let worked = |d: &Day| {
        let text = d.to_string();
        made_up.contains(text.as_str()) || (d.weekday() < 6 && !off.contains(text.as_str()))
    };
    (1..).map(|n| from.plus(n)).filter(worked).nth(length - 1).unwrap()
}

#[test]
fn working_periods_agree_with_a_plain_walk_for_every_day_since_2020() {
    let c = calendar();
    let mut from = day("2020-01-01");
    while from < day("2026-12-01") {
        for length in [1, 3, 5, 10] {
            let found = working(&c, from, length);
            assert_eq!(found.due, oracle(from, usize::try_from(length).unwrap()), "{from} + {length}");
            assert_eq!(found.raw_end, found.due);
        }
        from = from.plus(1);
    }
}

fn any_day() -> impl Strategy<Value = Day> {
    (Date::MIN.to_julian_day()..=Date::MAX.to_julian_day()).prop_map(|n| Day(Date::from_julian_day(n).unwrap()))
}

fn known_day() -> impl Strategy<Value = Day> {
    (0i64..365 * 8).prop_map(|n| Day::of(2019, 6, 1).unwrap().plus(n))
}

proptest! {
    #[test]
    fn a_due_day_is_never_a_day_off(from in known_day(), length in -400i64..400) {
        let c = calendar();
        for found in [natural(&c, from, length), working(&c, from, length)] {
            prop_assert!(c.is_workday(found.due), "{:?}", found);
            prop_assert_eq!(found.steps.last().map(|s| (s.day, s.why.code())), Some((found.due, "due")));
            let rolled = found.raw_end.days_until(found.due);
            prop_assert!(rolled == 0 || (rolled < 0) == (length < 0));
        }
        prop_assert_eq!(natural(&c, from, length).raw_end, from.plus(length));
    }

    #[test]
    fn a_later_start_is_never_due_earlier(from in known_day(), later in 0i64..60, length in -400i64..400) {
        let c = calendar();
        for unit in [natural, working] {
            prop_assert!(unit(&c, from, length).due <= unit(&c, from.plus(later), length).due);
        }
    }

    #[test]
    fn a_longer_period_is_never_due_earlier(from in known_day(), length in -400i64..400, more in 0i64..60) {
        let c = calendar();
        for unit in [natural, working] {
            prop_assert!(unit(&c, from, length).due <= unit(&c, from, length + more).due);
        }
    }

    #[test]
    fn a_natural_period_is_the_first_workday_from_its_raw_end(from in known_day(), length in 1i64..400) {
        let c = calendar();
        let found = natural(&c, from, length);
        let first = (0..40).map(|n| found.raw_end.plus(n)).find(|d| c.is_workday(*d));
        prop_assert_eq!(Some(found.due), first);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_day_and_no_length_breaks_the_count(from in any_day(), length in prop_oneof![-10_000i64..=100_000, any::<i64>()]) {
        let c = calendar();
        for found in [natural(&c, from, length), working(&c, from, length)] {
            let text = serde_json::to_string(&found).unwrap();
            prop_assert_eq!(serde_json::from_str::<Deadline>(&text).unwrap(), found);
        }
    }

    #[test]
    fn no_text_breaks_the_calendar(text in "(date,kind,name\n)?([0-9]{4}-[0-9]{2}-[0-9]{2},(holiday|makeup_workday),.{0,3}\n){0,4}.{0,20}") {
        let _ = Calendar::parse(&text, "x");
    }
}

#[test]
fn months_and_years_end_on_the_corresponding_day() {
    let c = calendar();
    check(months(&c, day("2024-03-31"), 12), "2025-03-31", "2025-03-31"); // D7
    check(months(&c, day("2024-10-01"), 12), "2025-10-01", "2025-10-09"); // D8
    check(months(&c, day("2024-02-29"), 12), "2025-02-28", "2025-02-28"); // D9
    check(months(&c, day("2025-01-31"), 1), "2025-02-28", "2025-02-28");
    check(months(&c, day("2025-03-31"), -1), "2025-02-28", "2025-02-28");
    assert_eq!(workdays_between(&c, day("2022-08-08"), day("2022-11-25")), 75);
    assert_eq!(workdays_between(&c, day("2022-11-25"), day("2022-08-08")), -75);
}

#[test]
fn a_duty_that_comes_again_is_due_on_its_day() {
    assert_eq!(due("TL-51", "2026-02-03").due, day("2026-02-28"));
    assert_eq!(due("TL-52", "2026-11-20").due, day("2026-11-20"));
    assert_eq!(due("TL-52", "2026-11-21").due, day("2027-11-20"));
    assert_eq!(due("TL-48", "2026-05-01").due, day("2026-12-31"));
}

#[test]
fn a_newer_version_applies_from_its_first_day_and_an_event_before_the_first_is_warned_of() {
    let rule = |id: &str| BOOK.applying(id.parse().unwrap(), day("2026-03-02"), None).unwrap().clone();
    let mut newer = rule("TL-10");
    (newer.version, newer.length, newer.since) = (2, Some(20), Some(day("2027-01-01")));
    let own = serde_json::from_value(serde_json::json!({ "version": "own", "rule": [newer] })).unwrap();
    let book = BOOK.clone().with(own).unwrap();
    let length = |from: &str| book.due(&calendar(), RuleId::REVIEW, day(from), None, None, 0).unwrap().length;
    assert_eq!((length("2026-12-31"), length("2027-01-01")), (15, 20));
    let early = book.due(&calendar(), RuleId::REVIEW, day("2010-01-04"), None, None, 0).unwrap();
    assert!(early.warnings.iter().any(|warning| warning.kind == WarningKind::NotInForce), "{early:?}");
}

#[test]
fn a_weekend_rolls_unless_the_office_says_otherwise() {
    let c = calendar();
    assert_eq!(natural(&c, day("2026-03-06"), 15).due, day("2026-03-23"));
    let strict = c.clone().without_weekend_roll();
    assert_eq!(natural(&strict, day("2026-03-06"), 15).due, day("2026-03-21"));
    assert_eq!(natural(&strict, day("2024-09-20"), 15).due, day("2024-10-08"), "a holiday rolls all the same");
}

#[test]
fn a_newer_notice_replaces_its_year_and_keeps_the_others() {
    let notice = Calendar::parse("date,kind,name\n2027-01-01,holiday,元旦\n2027-10-01,holiday,国庆节\n", "cn-2027").unwrap();
    let both = calendar().with(&notice);
    assert_eq!((both.published_years().last(), both.version()), (Some(&2027), "cn-2027"));
    assert!(!both.is_workday(day("2024-10-01")) && !both.is_workday(day("2027-01-01")));
    assert_eq!(Calendar::parse(&both.lines(), "again").unwrap().lines(), both.lines());
}
