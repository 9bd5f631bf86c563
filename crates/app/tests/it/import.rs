//! Bulk import: lines become cases once, wrong lines are told and change nothing.

use app::case::list;
use app::import::{LineFault, LineOutcome, LineReport, Tally, import_lines, parse_line};
use domain::access::Role;
use domain::intake::PartyRole;
use domain::kernel::Money;
use testkit::engines::each_engine;

use crate::house::{as_role, house, office_id, offices};

const GOOD: &str = r#"{"id":"a-1","received":"2026-11-02","channel":"visit","applicant":{"kind":"next_of_kin","of":"某甲","name":"农䶮","gender":"male","nation":"壮族","language":"壮语","surprise":1},"co_applicants":[{"kind":"worker","name":"韦翀"}],"respondents":[{"kind":"dispatch_agency","name":"某派遣公司","size":"small"},{"kind":"user_company","name":"某工厂"}],"groups":["dispatched"],"claims":[{"type":"wage_arrears","amount":"27,600.00","from":"2026-09-01","to":null}],"facts":"拖欠工资。","oral":true,"story":{"path":"failed"}}"#;

fn with(id: &str, from: &str, to: &str) -> String {
    GOOD.replace("a-1", id).replace(from, to)
}

#[test]
fn a_line_is_read_under_the_names_of_the_form() {
    let (key, application) = parse_line(GOOD).unwrap();
    assert_eq!(key, "a-1");
    let first = &application.applicants[0];
    assert_eq!((first.role, first.kin_of.as_deref(), first.help.as_deref()), (Some(PartyRole::NextOfKin), Some("某甲"), Some("壮语")));
    assert_eq!((application.applicants.len(), application.respondents[1].role), (2, Some(PartyRole::UserCompany)));
    assert_eq!((&*application.claims[0].kind, application.claims[0].amount), ("wage_arrears", Some(Money(2_760_000))));
    assert!(application.oral);
}

#[test]
fn what_is_wrong_with_a_line_is_told_in_a_sentence() {
    let fault = |line: &str| parse_line(line).unwrap_err();
    assert!(matches!(fault(r#"{"id":"x","#), LineFault::NotJson(_)));
    assert_eq!(fault("[]"), LineFault::NotAnObject);
    assert_eq!(fault("{}"), LineFault::NoId);
    assert_eq!(fault(&" ".repeat(300_000)), LineFault::TooLong);
    let said = fault(&with("x", "2026-11-02", "2026-02-30")).sentence();
    assert_eq!(said, "收到申请的日期：这个月没有这一天（平年的 2 月只有 28 天），请核对。");
    for fault in [LineFault::TooLong, LineFault::NotUtf8, LineFault::NotJson(3), LineFault::NotAnObject, LineFault::NoId] {
        let said = fault.sentence();
        assert!(said.ends_with('。') && !said.contains('{'), "{said}");
    }
}

#[tokio::test]
async fn lines_are_filed_once_however_often_the_import_runs() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        offices(&app, &[6]).await;
        app::organisation::ensure_divisions(&app).await.unwrap();
        let clerk = as_role(&app, Role::Clerk, 6);
        let employer = r#""uscc":"91450206MAFAKE0193","name":"某工厂""#;
        let known = |id: &str| {
            with(id, r#""name":"韦翀""#, r#""name":"韦翀","id_number":"450206198406219037""#).replace(r#""name":"某工厂""#, employer)
        };
        let file = [
            known("a-1").into_bytes(),
            Vec::new(),
            b"{".to_vec(),
            vec![0xff, 0xfe],
            with("a-2", "wage_arrears", "no_such_type").into_bytes(),
            with("a-3", "2026-11-02", "2027-11-02").into_bytes(),
            known("a-4").into_bytes(),
        ];
        let mut reports: Vec<LineReport> = Vec::new();
        let tally = import_lines(&clerk, office_id(6), "file", &file, |report| reports.push(report.clone())).await.unwrap();
        assert_eq!(tally, Tally { filed: 2, there: 0, refused: 4 });
        let lines: Vec<usize> = reports.iter().map(|report| report.line).collect();
        assert_eq!(lines, [1, 3, 4, 5, 6, 7]);
        assert!(matches!(&reports[0].outcome, LineOutcome::Filed { alike: false, .. }));
        assert!(matches!(&reports[5].outcome, LineOutcome::Filed { alike: true, .. }), "{:?}", reports[5]);
        assert!(reports.iter().all(|report| !report.sentence().contains('{')));
        assert!(reports[3].sentence().contains("第 1 行的类型："), "{}", reports[3].sentence());

        let again = import_lines(&clerk, office_id(6), "file", &file, |_| ()).await.unwrap();
        assert_eq!(again, Tally { filed: 0, there: 2, refused: 4 });
        assert_eq!(list::count(&clerk, &list::Filter::default()).await.unwrap(), 2);
        let elsewhere = as_role(&app, Role::Clerk, 7);
        assert!(import_lines(&elsewhere, office_id(6), "file", &[known("a-9")], |_| ()).await.is_err());
    })
    .await;
}
