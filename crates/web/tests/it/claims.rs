//! The calculator: pages with and without a case, a spreadsheet with a line for each worker, and the same by JSON.

use axum::http::StatusCode;
use domain::access::Role;
use serde_json::{Value, json};
use testkit::engines::each_engine;
use testkit::site::{Client, Site, application};

use crate::api::Machine;

const VECTORS: &str = include_str!("../../../domain/tests/claim-vectors.json");

const SEVERANCE: &[(&str, &str)] =
    &[("start", "2018-03-15"), ("last", "2024-09-20"), ("avg_wage", "8000"), ("area_avg", "9,000"), ("min_wage", "2000")];

#[tokio::test]
async fn every_role_works_out_what_a_claim_is_worth() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        for role in [Role::Clerk, Role::Mediator, Role::Statistician] {
            let client = site.client(role).await;
            assert_eq!(client.get("/claims").await.status, StatusCode::OK);
            assert_eq!(client.get("/claims/severance").await.status, StatusCode::OK);
            let got = client.post("/claims/severance", SEVERANCE).await;
            assert_eq!(got.status, StatusCode::OK);
            for said in ["应付 56,000.00 元", "7 个月 × 8,000.00 元", "劳动合同法第47条第1款", "当地上年度职工月平均工资"]
            {
                assert!(got.body.contains(said), "{said}: {}", got.body);
            }
        }
        let clerk = site.client(Role::Clerk).await;
        let wrong = clerk.post("/claims/severance", &[("start", "2018-03-15"), ("last", "2017-01-01"), ("avg_wage", "-1")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("金额不能是负数") && wrong.body.contains("value=\"2018-03-15\""), "{}", wrong.body);
        assert_eq!(clerk.get("/claims/nothing").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn every_vector_holds_by_json_alone_and_in_a_list() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let machine = Machine::of(&site, Role::Statistician, site.centre).await;
        let all: Value = serde_json::from_str(VECTORS).unwrap();
        let mut questions = Vec::new();
        for head in ["severance", "double_wage", "overtime", "annual_leave", "sick_pay", "probation", "non_compete", "disability"] {
            for vector in all[head].as_array().unwrap() {
                let mut question = vector.clone();
                question["head"] = json!(head);
                questions.push(question);
            }
        }
        let one = machine.post("/api/v1/claims/worth", &questions[0]).await;
        assert_eq!((one.status, one.body["amount"].as_str()), (StatusCode::OK, Some("56000.00")));
        questions.push(json!({ "head": "severance", "avg_wage": "-1" }));
        let list = machine.post("/api/v1/claims/worth", &json!(questions)).await;
        let answers = list.body.as_array().unwrap();
        for (question, answer) in questions.iter().zip(answers) {
            for name in ["amount", "extra", "n", "pension"] {
                if let Some(expected) = question.get(name) {
                    assert_eq!(&answer[name], expected, "{question}");
                }
            }
        }
        assert_eq!(answers.last().unwrap()["error"]["code"], "missing");
        let wrong = machine.post("/api/v1/claims/worth", questions.last().unwrap()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.body["errors"].as_array().unwrap().iter().any(|error| error["field"] == "avg_wage" && error["code"] == "amount_negative")
        );
        let unknown = machine.post("/api/v1/claims/worth", &json!({ "head": "rent" })).await;
        assert_eq!(unknown.body["errors"][0]["field"], "head");
    })
    .await;
}

#[tokio::test]
async fn what_a_case_tells_is_carried_to_the_calculation_and_its_answer_to_the_verified_amount() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let mut told = application();
        told["claims"] = json!([{ "kind": "economic_compensation" }, { "kind": "social_insurance" }]);
        for (name, value) in [("hired", "2018-03-15"), ("left", "2024-09-20"), ("wage", "8000")] {
            told["applicants"][0][name] = json!(value);
        }
        let case = site.mediating_as(&told).await;
        let mediator = site.client(Role::Mediator).await;
        let page = mediator.get(&format!("/cases/{case}")).await.body;
        let link = page
            .split('"')
            .find(|piece| piece.starts_with("/claims/severance?case="))
            .expect("a link")
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        assert_eq!(page.matches("/claims/").count(), 1 + page.matches("href=\"/claims/\"").count(), "only heads with a formula");
        let form = mediator.get(&link).await.body;
        for known in ["value=\"2018-03-15\"", "value=\"2024-09-20\"", "value=\"8000.00\"", "value=\"450206000000\""] {
            assert!(form.contains(known), "{known}");
        }
        let claim = link.rsplit("claim=").next().unwrap();
        let case = case.to_string();
        let fields: Vec<(&str, &str)> = SEVERANCE.iter().copied().chain([("_case", case.as_str()), ("_claim", claim)]).collect();
        let answer = mediator.post("/claims/severance", &fields).await.body;
        let verify =
            answer.split('"').find(|piece| piece.contains("claims.verify?")).expect("a link").replace("&#38;", "&").replace("&amp;", "&");
        let act = mediator.get(&verify).await;
        assert!(act.body.contains("value=\"56000.00\"") && act.body.contains("7 个月 × 8,000.00 元"), "{}", act.body);
        // Whoever can't see the case can't take its facts along either.
        assert_eq!(site.client(Role::Statistician).await.get(&link).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

fn brought(client: &Client, table: &str) -> Vec<u8> {
    let part =
        |name: &str, more: &str, text: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{text}\r\n");
    let parts = [part("_csrf", "", client.csrf()), part("head", "", "severance"), part("file", "; filename=\"a.csv\"", table)];
    format!("{}--x--\r\n", parts.concat()).into_bytes()
}

const FORM: &str = "multipart/form-data; boundary=x";

#[tokio::test]
async fn a_spreadsheet_has_an_answer_or_a_fault_for_each_worker() {
    const TABLE: &str = "姓名,证件号码,项目,入职日期,最后工作日,前十二个月平均工资（应得）,area_avg,当地月最低工资标准,月工资,工作日延时小时数\n\
        韦䶮,110101199003071233,经济补偿,2018-03-15,2024-09-20,8000,9000,2000,,\n\
        吾买尔,,overtime,,,,,,8000,20\n\
        张三,,,2018-03-15,2017-01-01,8000,9000,2000,,\n\
        李四,,不知道,,,,,,,\n";
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let got = clerk.post_raw("/claims/sheet", FORM, brought(&clerk, TABLE)).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.body);
        for said in [
            "4 行，应付合计 57,379.31 元，有 2 行要改",
            "应付 56,000.00 元",
            "应付 1,379.31 元",
            "结束不能早于开始",
            "不知道要算哪一项（不知道）",
        ] {
            assert!(got.body.contains(said), "{said}: {}", got.body);
        }
        assert!(got.body.contains("110***********1233") && !got.body.contains("110101199003071233"), "numbers are masked");
        let grid = json!([["姓名", "项目", "申请支付的金额"], ["韦䶮", "支付令申请费", "8000"]]).to_string();
        let file = clerk.post("/claims/sheet/xlsx", &[("head", ""), ("grid", &grid)]).await;
        assert!(file.status == StatusCode::OK && file.content_type.contains("spreadsheetml") && file.body.starts_with("PK"));
        assert!(clerk.get("/claims/sheet?template=severance").await.content_type.contains("spreadsheetml"));
        for (table, said) in [("a,b\n1,2\n", "没有找到表头"), ("姓名\n", "表头下面没有内容"), ("", "请选择要上传的文件")]
        {
            let got = clerk.post_raw("/claims/sheet", FORM, brought(&clerk, table)).await;
            assert!(got.status == StatusCode::UNPROCESSABLE_ENTITY && got.body.contains(said), "{said}: {}", got.body);
        }
        assert_eq!(clerk.post("/claims/sheet/xlsx", &[("head", ""), ("grid", "[[1]]")]).await.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn everybody_may_calculate_without_signing_in_and_nothing_is_kept() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let guest = site.guest();
        let list = guest.get("/calculator").await;
        assert!(list.status == StatusCode::OK && list.body.contains("href=\"/calculator/severance\""), "{}", list.body);
        let empty = guest.get("/calculator/severance").await.body;
        assert!(!empty.contains("<script") && empty.contains("action=\"/calculator/severance\""), "{empty}");
        let got = guest.post("/calculator/severance", SEVERANCE).await;
        for said in ["应付 56,000.00 元", "7 个月 × 8,000.00 元", "劳动合同法第47条第1款", "value=\"8000\""] {
            assert!(got.body.contains(said), "{said}: {}", got.body);
        }
        let wrong = guest.post("/calculator/severance", &[("start", "2018-03-15"), ("last", "2017-01-01"), ("avg_wage", "-1")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("金额不能是负数"), "{}", wrong.body);
        assert_eq!(guest.get("/calculator/nothing").await.status, StatusCode::NOT_FOUND);
        // A row more, without script: nothing typed is lost.
        let row = guest.post("/calculator/overtime", &[("wage", "8000"), ("worked[0][day]", "2026-10-01"), ("_add", "worked")]).await.body;
        assert!(row.contains("name=\"worked[1][day]\"") && row.contains("value=\"2026-10-01\""), "{row}");
        assert!(guest.get("/login").await.body.contains("href=\"/calculator\""));
        let audit = site.client(Role::Auditor).await.get("/audit").await.body;
        assert!(!audit.contains("56,000") && !audit.contains("calculator"), "{audit}");
    })
    .await;
}
