//! Registration on one screen: what is typed is kept, known parties are found, similar cases are shown first.

use axum::http::StatusCode;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site};

/// What a clerk types for 韦䶮 against 鼎禾建筑, without the fields named.
fn typed(without: &[&str]) -> Vec<(&'static str, &'static str)> {
    let all = [
        ("channel", "visit"),
        ("received", "2026-11-20"),
        ("applicants[0][name]", "韦䶮"),
        ("applicants[0][id_number]", "11010119900307123X"),
        ("applicants[0][phone]", "199 0000 0001"),
        ("applicants[0][role]", "worker"),
        ("applicants[0][groups]", "migrant_worker"),
        ("respondents[0][name]", "柳州鼎禾建筑工程有限公司"),
        ("respondents[0][role]", "employer"),
        ("claims[0][kind]", "wage_arrears"),
        ("claims[0][amount]", "27,600"),
        ("claims[0][from]", "2026-08-01"),
        ("claims[0][to]", "2026-10-31"),
        ("claims[1][kind]", "overtime_pay"),
        ("claims[1][basis]", "周六也干，没有补休"),
        ("facts", "三个月没有发工资。"),
        ("told", "rights"),
        ("oral", "on"),
    ];
    all.into_iter().filter(|(name, _)| !without.contains(name)).collect()
}

async fn register(client: &Client, fields: &[(&str, &str)]) -> Answer {
    client.post("/intake", fields).await
}

#[tokio::test]
async fn a_clerk_registers_on_one_screen_and_lands_on_the_case() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let empty = clerk.get("/intake").await;
        assert_eq!(empty.status, StatusCode::OK);
        for words in ["11月25日", "12月7日", "拖欠工资", "<optgroup label=\"劳动报酬\">", "value=\"2026-11-20\""] {
            assert!(empty.body.contains(words), "{words}");
        }
        let saved = register(&clerk, &typed(&["applicants[0][id_number]"])).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = saved.location.unwrap();
        assert!(page.starts_with("/cases/case_") && page.ends_with("?done=intake.register"), "{page}");
        let case = clerk.get(&page).await;
        assert!(case.body.contains("韦䶮") && case.body.contains("27,600.00"), "{}", case.body);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_number_is_told_beside_its_field_and_everything_typed_is_kept() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let mut fields = typed(&["applicants[0][id_number]", "claims[0][amount]"]);
        fields.extend([
            ("applicants[0][id_number]", "110101199003071234"),
            ("claims[0][amount]", "两万多"),
            ("applicants[0][birth]", "2026-02-30"),
        ]);
        let again = register(&clerk, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "最后一位校验不对",
            "id=\"f-applicants-0-id_number-e\"",
            "id=\"f-claims-0-amount-e\"",
            "110101199003071234",
            "两万多",
            "2026-02-30",
            "周六也干，没有补休",
            "三个月没有发工资。",
        ] {
            assert!(again.body.contains(words), "{words}");
        }
        assert!(again.body.contains("<details class=\"mt0\" open>"), "a fault behind \"more\" is not hidden");
    })
    .await;
}

#[tokio::test]
async fn a_missing_side_is_told_by_the_rule_and_nothing_is_saved() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let again = register(&clerk, &typed(&["applicants[0][id_number]", "respondents[0][name]"])).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("请至少填写一个用人单位"), "{}", again.body);
        let future: Vec<_> = typed(&["received", "applicants[0][id_number]"]).into_iter().chain([("received", "2026-11-21")]).collect();
        let again = register(&clerk, &future).await;
        assert!(again.body.contains("id=\"f-received-e\""), "{}", again.body);
        assert!(!clerk.get("/cases").await.body.contains("韦䶮"));
    })
    .await;
}

#[tokio::test]
async fn a_similar_open_case_is_shown_first_and_a_reason_lets_it_pass() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let number = "柳江劳人调〔2026〕1号";
        let mut fields = typed(&["applicants[0][id_number]", "respondents[0][name]"]);
        fields.extend([
            ("applicants[0][id_number]", "110101199003071233"),
            ("respondents[0][name]", "柳州鼎禾建筑工程有限公司"),
            ("respondents[0][uscc]", "91440203MA4W0K2G11"),
        ]);
        let shown = register(&clerk, &fields).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", shown.body);
        for words in
            [number, &format!("/cases/{case}"), "可能已经登记过", "待受理决定", "id=\"f-duplicate_reason-e\"", "三个月没有发工资。"]
        {
            assert!(shown.body.contains(words), "{words}");
        }
        fields.push(("duplicate_reason", "上次是工伤，这次是工资。"));
        assert_eq!(register(&clerk, &fields).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn rows_are_added_and_known_parties_filled_in_without_script() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let more: Vec<_> = typed(&[]).into_iter().chain([("_add", "applicants")]).collect();
        let more = register(&clerk, &more).await;
        assert_eq!(more.status, StatusCode::OK);
        assert!(more.body.contains("name=\"applicants[1][name]\"") && !more.body.contains("aria-invalid"));
        let filled =
            register(&clerk, &[("respondents[0][uscc]", "91440203MA4W0K2G11"), ("facts", "写了一半"), ("_fill", "respondents.0")]).await;
        assert_eq!(filled.status, StatusCode::OK);
        assert!(filled.body.contains("value=\"柳州鼎禾建筑工程有限公司\"") && filled.body.contains("写了一半"), "{}", filled.body);
        assert!(!filled.body.contains("aria-invalid"));
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_is_compared_with_known_parties_without_showing_their_numbers() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        site.registered().await;
        let clerk = site.client(Role::Clerk).await;
        let by = |field: &'static str, q: &'static str| {
            let path = format!("/parties/lookup?field={}&q={}", web::guard::percent(field), web::guard::percent(q));
            let clerk = clerk.clone();
            async move { clerk.get(&path).await }
        };
        let phone = by("applicants[0][phone]", "19900000001").await;
        assert!(phone.body.contains("韦䶮") && phone.body.contains("199****0001"), "{}", phone.body);
        assert!(!phone.body.contains("110101199003071233") && !phone.body.contains("19900000001"));
        let employer = by("respondents[2][name]", "鼎禾").await;
        assert!(employer.body.contains("respondents[2][uscc]") && employer.body.contains("91440203MA4W0K2G11"), "{}", employer.body);
        for (field, q) in [
            ("applicants[0][name]", "韦䶮"),
            ("applicants[0][phone]", "91440203MA4W0K2G11"),
            ("facts", "鼎禾"),
            ("applicants[0][phone]", ""),
        ] {
            assert_eq!(by(field, q).await.body.trim(), "", "{field} {q}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_contact_becomes_a_case_without_typing_it_again() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let contact = [
            ("channel", "phone"),
            ("received", "2026-11-20T08:50"),
            ("person_name", "韦䶮"),
            ("phone", "19900000001"),
            ("employer_name", "鼎禾建筑"),
            ("summary", "三个月没发工资"),
            ("_then", "intake"),
        ];
        let saved = clerk.post("/contacts/new", &contact).await;
        let intake = saved.location.unwrap();
        assert!(intake.starts_with("/intake?contact=contact_"), "{intake}");
        let form = clerk.get(&intake).await;
        for words in ["value=\"韦䶮\"", "value=\"19900000001\"", "value=\"鼎禾建筑\"", "三个月没发工资"] {
            assert!(form.body.contains(words), "{words}");
        }
        let id = intake.trim_start_matches("/intake?contact=").to_owned();
        let fields: Vec<_> = typed(&["applicants[0][id_number]"]).into_iter().chain([("contact", id.as_str())]).collect();
        let case = register(&clerk, &fields).await.location.unwrap();
        let page = clerk.get(&format!("/contacts/{id}")).await;
        assert!(page.body.contains(case.split('?').next().unwrap()) && page.body.contains("登记为案件"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn an_amount_is_worked_out_in_its_row_and_taken_over_while_everything_typed_stays() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let mut fields = typed(&["claims[0][kind]", "claims[0][amount]", "claims[0][from]", "claims[0][to]"]);
        fields.extend([
            ("claims[0][kind]", "economic_compensation"),
            ("claims[0][amount]", ""),
            ("applicants[0][hired]", "2018-03-15"),
            ("applicants[0][left]", "2024-09-20"),
            ("applicants[0][wage]", "8000"),
            ("claims[1][worth][_head]", "overtime"),
            ("claims[1][worth][wage]", "6000"),
        ]);
        // First press: what the form tells already is filled in, and nobody is blamed for what it does not tell.
        let opened = register(&clerk, &[&fields[..], &[("_worth", "claims.0")]].concat()).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        for said in [
            "name=\"claims[0][worth][start]\"",
            "name=\"claims[0][worth][avg_wage]\"",
            "value=\"2018-03-15\"",
            "value=\"8000.00\"",
            "value=\"severance\"",
            "周六也干，没有补休",
            "三个月没有发工资。",
            "name=\"claims[1][worth][wage]\"",
            "value=\"6000\"",
            "id=\"claims-0\"",
        ] {
            assert!(opened.body.contains(said), "{said}: {}", opened.body);
        }
        assert!(!opened.body.contains("还算不出来"), "{}", opened.body);
        let facts = [
            ("claims[0][worth][_head]", "severance"),
            ("claims[0][worth][start]", "2018-03-15"),
            ("claims[0][worth][last]", "2024-09-20"),
            ("claims[0][worth][avg_wage]", "8000"),
            ("claims[0][worth][area_avg]", "9000"),
            ("claims[0][worth][min_wage]", "2000"),
        ];
        fields.extend(facts);
        let worked = register(&clerk, &[&fields[..], &[("_worth", "claims.0")]].concat()).await.body;
        for said in ["应付 56,000.00 元", "7 个月 × 8,000.00 元", "劳动合同法第47条第1款", "采用这个金额", "value=\"9000\""]
        {
            assert!(worked.contains(said), "{said}: {worked}");
        }
        let mut wrong: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "claims[0][worth][avg_wage]").collect();
        wrong.push(("claims[0][worth][avg_wage]", "-1"));
        let wrong = register(&clerk, &[&wrong[..], &[("_worth", "claims.0")]].concat()).await.body;
        assert!(wrong.contains("还算不出来，有 1 处") && wrong.contains("金额不能是负数"), "{wrong}");
        let taken = register(&clerk, &[&fields[..], &[("_take", "claims.0")]].concat()).await.body;
        assert!(taken.contains("name=\"claims[0][amount]\" type=\"text\" value=\"56000.00\""), "{taken}");
        assert!(taken.contains("主张合计") && taken.contains("56,000.00 元"), "{taken}");
        // The facts are no part of the application, and don't stand in its way.
        fields.push(("claims[0][amount]", "56000.00"));
        fields.retain(|(name, value)| !(*name == "claims[0][amount]" && value.is_empty()) && *name != "applicants[0][id_number]");
        assert_eq!(register(&clerk, &fields).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_row_whose_type_has_no_formula_says_so_and_one_without_a_type_asks_for_it() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = site.client(Role::Clerk).await;
        let ask = async |kind: &str| register(&clerk, &[("claims[0][kind]", kind), ("_worth", "claims.0")]).await;
        assert!(ask("wage_arrears").await.body.contains("这一类请求没有固定的算法"));
        assert!(ask("").await.body.contains("请先选这一项请求的类型"));
        for place in ["claims.7", "claims", "", "applicants.0", "claims.x"] {
            assert_eq!(register(&clerk, &[("claims[0][kind]", "overtime_pay"), ("_take", place)]).await.status, StatusCode::OK, "{place}");
        }
    })
    .await;
}
