//! Every sentence about what a claim is worth can be said, and each of its places is a figure that comes with it.

use std::collections::BTreeSet;

use domain::claims::worth::{Assumption, Change, NotDue, StepCode, WarningCode};
use domain::periods::Calendar;
use serde_json::Value;

use super::book::BOOK;
use super::template::Template;
use crate::claims::{Basis, Sentence, answer};

const TABLE: &str = "region,what,from,to,value,source\n45,min_wage,2000-01-01,,1810,n\n45,area_avg,2000-01-01,,7000,n\n";

/// Questions that together say everything that can be said.
const QUESTIONS: &str = r#"
{"head":"severance","start":"2001-03-15","last":"2024-09-20","avg_wage":"80000","region":"450206","other":1}
{"head":"severance","start":"2018-03-15","last":"2024-09-20","avg_wage":"0","area_avg":"500","min_wage":"2000"}
{"head":"severance","start":"2001-03-15","last":"2007-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000"}
{"head":"severance","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000","reason":"resigned"}
{"head":"severance","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000","reason":"worker_proposed"}
{"head":"severance","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000","reason":"misconduct"}
{"head":"severance","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000","reason":"part_time"}
{"head":"severance","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000","reason":"renewal_refused"}
{"head":"severance","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000","reason":"pension_or_death"}
{"head":"illegal_dismissal","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000"}
{"head":"illegal_dismissal","start":"2018-03-15","last":"2024-09-20","avg_wage":"8000","area_avg":"9000","min_wage":"2000","continues":true}
{"head":"pay_in_lieu","last_month":"72000","notice":false,"plus_severance":"56000","area_avg":"9000"}
{"head":"pay_in_lieu","last_month":"7200","notice":true}
{"head":"pay_in_lieu","last_month":"7200","reason":"layoff"}
{"head":"double_wage","hired":"2007-01-01","as_of":"2008-09-10","wage":"6000"}
{"head":"double_wage","hired":"2024-01-01","as_of":"2025-03-31","wage":"6000"}
{"head":"double_wage","hired":"2024-06-15","signed":"2024-07-14","wage":"6000"}
{"head":"double_wage","hired":"2024-06-15","as_of":"2024-07-01","wage":"6000"}
{"head":"double_wage","hired":"2023-06-01","as_of":"2023-08-30","wage":"6000"}
{"head":"double_wage","hired":"2031-03-01","as_of":"2031-08-30","wage":"6000"}
{"head":"double_wage","hired":"2024-01-01","as_of":"2025-03-31","wage":"6000","defence":"force_majeure"}
{"head":"double_wage","hired":"2024-01-01","as_of":"2025-03-31","wage":"6000","defence":"worker_fault"}
{"head":"double_wage","hired":"2024-01-01","as_of":"2025-03-31","wage":"6000","defence":"prolonged"}
{"head":"overtime","wage":"5220","weekday_h":10,"restday_h":8,"rest_given_h":3,"holiday_h":8}
{"head":"overtime","wage":"5220","worked":[{"day":"2024-10-01","hours":8},{"day":"2024-10-07","hours":20},{"day":"2024-10-09","hours":20},{"day":"2031-10-09","hours":2}]}
{"head":"overtime","wage":"5220","hour_system":"unfixed"}
{"head":"overtime","wage":"5220"}
{"head":"annual_leave","wage":"6525","cum_service_years":12,"leave_date":"2024-09-30","used":2}
{"head":"annual_leave","wage":"6525","cum_service_years":12,"leave_date":"2024-09-30","used":20}
{"head":"annual_leave","wage":"6525","cum_service_years":12}
{"head":"annual_leave","wage":"6525","cum_service_years":0.5}
{"head":"annual_leave","wage":"4350","entitled":5,"hired":"2025-08-01"}
{"head":"annual_leave","wage":"4350","days":5,"no_leave":"school_holidays"}
{"head":"annual_leave","wage":"4350","days":5,"waived":true}
{"head":"sick_pay","wage":"4350","years":3,"paid_days":11,"cum_service_years":12}
{"head":"sick_pay","wage":"4350","years":3,"min_wage":"2000","percent":70}
{"head":"sick_pay","wage":"4350","years":3,"paid_days":0}
{"head":"probation","contract_months":36,"probation_done":7,"second_probation":1,"wage":"7000","probation_wage":"5000"}
{"head":"probation","open_ended":true,"probation_done":6,"wage":"7000"}
{"head":"non_compete","avg":"6000","min":"2300","months":30,"employer_released":true}
{"head":"non_compete","avg":"6000","min":"2300","months":3,"agreed":"1000"}
{"head":"non_compete","avg":"6000","months":0}
{"head":"non_compete","avg":"6000","months":3,"bar":"broken"}
{"head":"non_compete","avg":"6000","months":3,"bar":"not_bound"}
{"head":"disability","grade":1,"own":"30000","area":"8000","care":"full"}
{"head":"disability","grade":5,"own":"3000","area":"8000"}
{"head":"disability","grade":9,"own":"5000","area":"7000"}
{"head":"death_benefit","own":"5000","area":"7000","income":"50000","spouse":true,"others":3,"alone":1}
{"head":"paid_suspension","wage":"8000","months":14}
{"head":"paid_suspension","wage":"8000","months":0,"approved":true}
{"head":"additional_comp","paid":"1500","min_wage":"2000","months":6,"ordered":true}
{"head":"additional_comp","owed":"20000"}
{"head":"additional_comp","owed":"20000","ordered":true,"settled":true}
{"head":"additional_comp","owed":"0"}
{"head":"limitation","known":"2023-10-01","events":[{"kind":"complaint","day":"2024-02-20"},{"day":"2026-02-20"}],"on":"2026-11-20"}
{"head":"limitation","known":"2030-10-01","events":[{"day":"2031-02-20"},{"kind":"claimed","day":"2033-02-20"}]}
{"head":"limitation","wages":true,"ended":"2024-03-31"}
{"head":"limitation","wages":true}
{"head":"payment_order_fee","amount":"56000"}
{"head":"final_award","min_wage":"2000","items":["20000","30000"]}
{"head":"training_penalty","cost":"30000","months":36,"months_left":12}
{"head":"training_penalty","cost":"30000","months":36,"months_left":0}
{"head":"wage_deduction","wage":"3000","damage":"5000","min_wage":"2600"}
{"head":"minimum_wage","paid":"1500","min_wage":"2000","months":3}
{"head":"stoppage","wage":"5000","months":3,"local_monthly":"1500"}
{"head":"layoff","staff":100,"affected":10}
{"head":"layoff","staff":300,"affected":10}
{"head":"maternity_leave","children":2,"local_days":50}
{"head":"maternity_leave"}
"#;

fn check(group: &str, said: &[Sentence], seen: &mut BTreeSet<(String, &'static str)>) {
    for one in said {
        seen.insert((group.to_owned(), one.code));
        assert!(one.text.ends_with('。'), "{group}.{}: {}", one.code, one.text);
        for gap in ["  ", " 元元", "（）", "“”", "，，", "，。", "：。", "{", "[[", "null"] {
            assert!(!one.text.contains(gap), "{group}.{}: {}", one.code, one.text);
        }
        let template = Template::read(&BOOK.codes[group][one.code]).unwrap();
        for (place, choice) in template.places() {
            assert!(one.figures.iter().any(|(name, _)| *name == place), "{group}.{}: {{{place}}}", one.code);
            if let Some(choice) = choice {
                let value = one.figures.iter().find(|(name, _)| *name == place).map(|(_, value)| value.as_str()).unwrap();
                let known = BOOK.codes[&choice].contains_key(value);
                assert!(known || value == "other" || value == "local_leave", "{group}.{}: {choice} {value}", one.code);
            }
        }
    }
}

#[test]
fn everything_that_can_be_said_about_a_claim_is_said_with_its_figures() {
    let calendar = Calendar::parse(include_str!("../../../../data/cn-workdays.csv"), "test").unwrap();
    let mut basis = Basis::with_parameters(TABLE).unwrap();
    basis.practice.cap_month_in_lieu = true;
    let mut seen = BTreeSet::new();
    for line in QUESTIONS.lines().filter(|line| !line.is_empty()) {
        let question: Value = serde_json::from_str(line).unwrap();
        let head = question["head"].as_str().unwrap().parse().unwrap();
        let answer = answer(head, &question, &basis.ground(&calendar)).unwrap_or_else(|faults| panic!("{line}: {faults:?}"));
        assert!(!answer.result.is_empty() && !answer.result.contains('{'), "{line}");
        assert!(answer.paragraph().ends_with('。'), "{}", answer.paragraph());
        check(StepCode::GROUP, &answer.steps, &mut seen);
        check(NotDue::GROUP, &answer.not_due, &mut seen);
        check(Assumption::GROUP, &answer.assumptions, &mut seen);
        check(WarningCode::GROUP, &answer.warnings, &mut seen);
        check(Change::GROUP, &answer.changes, &mut seen);
    }
    for (group, codes) in [
        (StepCode::GROUP, StepCode::CODES),
        (NotDue::GROUP, NotDue::CODES),
        (Assumption::GROUP, Assumption::CODES),
        (WarningCode::GROUP, WarningCode::CODES),
        (Change::GROUP, Change::CODES),
    ] {
        let silent: Vec<&&str> = codes.iter().filter(|code| !seen.contains(&(group.to_owned(), **code))).collect();
        assert!(silent.is_empty(), "{group}: never said {silent:?}");
    }
}
