//! The samples of the two standards and of the telephone plan.

use proptest::prelude::*;
use serde_json::json;

use super::uscc::uscc_check;
use super::*;
use crate::kernel::Day;

const VALID_IDS: [&str; 7] = [
    "11010519491231002X",
    "440524188001010014",
    "110101199003071233",
    "440203198506150048",
    "120101198505201111",
    "210102199208150322",
    "500103200002290013",
];

const VALID_USCC: [&str; 8] = [
    "91350100M000100Y43",
    "91110000600037341L",
    "91440300708461136T",
    "91440203MA4W0K2G11",
    "124502064989123486",
    "52120101MJ05987691",
    "92500103MA5X7T3E7N",
    "5121010250082345XK",
];

#[test]
fn valid_resident_ids_read_back_as_written() {
    for number in VALID_IDS {
        assert_eq!(ResidentId::parse(number).unwrap().number(), number);
    }
}

#[test]
fn a_resident_id_tells_birth_sex_and_age() {
    let id = ResidentId::parse("11010519491231002x").unwrap();
    assert_eq!((id.number(), id.is_male(), id.division()), ("11010519491231002X", false, "110105"));
    assert_eq!(id.birth(), Day::of(1949, 12, 31).unwrap());
    assert_eq!(id.age_on(Day::of(2026, 12, 30).unwrap()), 76);
    assert_eq!(id.age_on(Day::of(2026, 12, 31).unwrap()), 77);
    let old = ResidentId::parse("440524188001010014").unwrap();
    assert_eq!((old.birth().year(), old.is_male()), (1880, true));
}

#[test]
fn the_old_form_of_fifteen_digits_is_brought_to_eighteen() {
    assert_eq!(ResidentId::parse("110105491231002").unwrap().number(), "11010519491231002X");
    assert_eq!(ResidentId::parse("11010549123100X"), Err(IdentityFault::IdLetter));
    assert_eq!(ResidentId::parse("110105490230002"), Err(IdentityFault::IdDate));
}

#[test]
fn a_division_that_did_not_exist_at_birth_is_no_fault() {
    assert!(ResidentId::parse("500103198802292412").is_ok());
}

#[test]
fn wrong_resident_ids_are_refused_with_their_reason() {
    for (wrong, why) in [
        ("110105194912310021", IdentityFault::IdCheckDigit),
        ("110101199003071234", IdentityFault::IdCheckDigit),
        ("11010119900230123X", IdentityFault::IdDate),
        ("110101184912311233", IdentityFault::IdDate),
        ("110101220001011233", IdentityFault::IdDate),
        ("11010119900307123", IdentityFault::IdLength),
        ("1101011990030712333", IdentityFault::IdLength),
        ("", IdentityFault::IdLength),
        ("11010A199003071233", IdentityFault::IdLetter),
        ("11010X199003071233", IdentityFault::IdLetter),
        ("11010119900307123Y", IdentityFault::IdLetter),
        ("一二三四五六七八九十一二三四五六七八", IdentityFault::IdLetter),
    ] {
        assert_eq!(ResidentId::parse(wrong), Err(why), "{wrong}");
    }
}

#[test]
fn full_width_digits_and_spaces_are_read() {
    assert_eq!(ResidentId::parse("　１１０１０５ 19491231 002ｘ ").unwrap().number(), "11010519491231002X");
    assert_eq!(Uscc::parse("９１３５０１００ m000 100y 43").unwrap().number(), "91350100M000100Y43");
    assert_eq!(Phone::parse("１３８ ００００ ４４１７").unwrap().number(), "13800004417");
}

#[test]
fn valid_credit_codes_read_back_without_a_warning() {
    for number in VALID_USCC {
        let code = Uscc::parse(number).unwrap();
        assert_eq!((code.number(), code.warnings()), (number, vec![]), "{number}");
        assert!(code.registered_as().is_some());
    }
    assert_eq!(Uscc::parse("124502064989123486").unwrap().registered_as(), Some(RegisteredAs::PublicInstitution));
    assert_eq!(Uscc::parse("91350100M000100Y43").unwrap().division(), "350100");
}

#[test]
fn wrong_credit_codes_are_refused_with_their_reason() {
    for (wrong, why) in [
        ("91350100M000100Y44", IdentityFault::UsccCheckDigit),
        ("9135O100M000100Y43", IdentityFault::UsccLetter),
        ("91350100M000100-43", IdentityFault::UsccLetter),
        ("91350100M000100Y4", IdentityFault::UsccLength),
        ("", IdentityFault::UsccLength),
    ] {
        assert_eq!(Uscc::parse(wrong), Err(why), "{wrong}");
    }
}

#[test]
fn an_odd_organisation_code_inside_only_warns() {
    let body = "91350100M000100Y5";
    let code = Uscc::parse(&format!("{body}{}", uscc_check(body).unwrap())).unwrap();
    assert_eq!(code.warnings(), [UsccWarning::OrganisationCode]);
}

#[test]
fn telephones_come_to_one_spelling() {
    for (typed, number) in [
        ("13800004417", "13800004417"),
        ("138-0000-4417", "13800004417"),
        ("+86 138 0000 4417", "13800004417"),
        ("0086-13800004417", "13800004417"),
        ("07723211234", "0772-3211234"),
        ("0772—3211234", "0772-3211234"),
        ("（0772）3211234", "0772-3211234"),
        ("01062512345", "010-62512345"),
        ("+86-010-62512345", "010-62512345"),
        ("0751-8771234-801", "0751-8771234-801"),
        ("07518771234转801", "0751-8771234-801"),
        ("4008208820", "400-820-8820"),
        ("400-820-8820", "400-820-8820"),
        ("12333", "12333"),
        ("12348", "12348"),
        ("12351", "12351"),
        ("12345", "12345"),
        ("12368", "12368"),
    ] {
        assert_eq!(Phone::parse(typed).map(|p| p.number().to_owned()).as_deref(), Ok(number), "{typed}");
    }
    assert!(Phone::parse("13800004417").unwrap().is_mobile());
    assert!(!Phone::parse("12333").unwrap().is_mobile());
}

#[test]
fn what_is_no_telephone_is_refused() {
    let wrong = [
        "",
        "12",
        "1234567",
        "3211234",
        "12800004417",
        "1380000441",
        "138000044170",
        "0772-321123",
        "0772-3211234-1234567",
        "abc",
        "0772-32112a4",
        "110",
        "+8612333",
        "-",
        "86",
        "十三八",
    ];
    for wrong in wrong {
        assert_eq!(Phone::parse(wrong), Err(IdentityFault::PhoneFormat), "{wrong}");
    }
}

#[test]
fn numbers_are_never_shown_in_logs() {
    let id = ResidentId::parse("440203198506150048").unwrap();
    assert_eq!(format!("{id:?}"), "ResidentId(***)");
    assert_eq!(id.masked(), "440***********0048");
    let phone = Phone::parse("13800004417").unwrap();
    assert_eq!((format!("{phone:?}"), phone.masked()), ("Phone(***)".into(), "138****4417".into()));
    assert_eq!(format!("{:?}", Uscc::parse("91350100M000100Y43").unwrap()), "Uscc(***)");
}

#[test]
fn a_form_names_the_fault_beside_the_field() {
    let mut faults = Faults::default();
    let path = Path::root().child("id_number");
    assert!(ResidentId::read(&json!("110105194912310021"), &path, &mut faults).is_none());
    assert!(Uscc::read(&json!("9135O100M000100Y43"), &path, &mut faults).is_none());
    assert!(Phone::read(&json!(["1"]), &path, &mut faults).is_none());
    assert!(Phone::read(&json!(13800004417_i64), &path, &mut faults).is_some());
    let codes: Vec<&str> = faults.0.iter().map(|(_, fault)| fault.code()).collect();
    assert_eq!(codes, ["id_check_digit", "uscc_letter", "not_text"]);
}

#[test]
fn numbers_are_stored_as_text() {
    let phone = Phone::parse("138 0000 4417").unwrap();
    assert_eq!(serde_json::to_value(&phone).unwrap(), json!("13800004417"));
    assert_eq!(serde_json::from_value::<Phone>(json!("13800004417")).unwrap(), phone);
    assert!(serde_json::from_value::<ResidentId>(json!("110105194912310021")).is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_reads_back(text in ".{0,24}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.number()).unwrap(), phone);
        }
        let _ = (ResidentId::parse(&text), Uscc::parse(&text));
    }

    #[test]
    fn digits_and_dashes_read_back(text in "[+]?[0-9]{0,5}-?[0-9]{3,9}-?[0-9]{0,5}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.number()).unwrap(), phone);
        }
    }

    #[test]
    fn one_wrong_character_is_always_found(which in 0usize..7, at in 0usize..18, other in 0u32..10) {
        let mut chars: Vec<char> = VALID_IDS[which].chars().collect();
        let digit = char::from_digit(other, 10).unwrap();
        prop_assume!(chars[at] != digit);
        chars[at] = digit;
        prop_assert!(ResidentId::parse(&chars.iter().collect::<String>()).is_err());
    }
}
