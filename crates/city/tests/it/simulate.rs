//! Twenty thousand agreements lived day by day; a million with `make simulate`.

use city::simulate::{House, Mutation, Tally};

fn lived(mutation: Mutation, agreements: u64) -> Tally {
    House::new(mutation).unwrap().live_all(20_260_302, agreements, 2)
}

#[test]
fn no_window_closes_without_its_package_and_its_reminders() {
    let tally = lived(Mutation::None, 20_000);
    assert_eq!(tally.violations, 0, "\n{tally}");
    assert_eq!((tally.agreements, tally.lapsed), (20_000, tally.reminded_before + tally.reminded_on + tally.told_only));
    assert!(tally.lapsed > 10_000 && tally.filed > 3_000 && tally.moved > 50 && tally.defaults > 3_000, "the lives are too alike\n{tally}");
    assert!(tally.told_only * 500 < tally.lapsed, "the machine stands still too often for the proof to mean something\n{tally}");
}

#[test]
fn a_house_that_does_not_look_over_days_off_is_found_out() {
    assert!(lived(Mutation::NoHorizon, 3000).violations > 0);
}

#[test]
fn a_house_that_drafts_no_packages_is_found_out() {
    assert!(lived(Mutation::NoPackage, 200).violations > 0);
}

#[test]
fn a_house_that_ignores_a_late_notice_is_found_out() {
    assert!(lived(Mutation::NoticeIgnored, 5000).violations > 0);
}

#[test]
fn a_house_that_reminds_at_night_is_found_out() {
    assert!(lived(Mutation::AnyHour, 200).violations > 0);
}
