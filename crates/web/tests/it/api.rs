//! The JSON API: the chain through it, every shape of error, keys that take effect once, and its description.

use app::access::{NewToken, create_token};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use domain::access::Role;
use domain::case::Act;
use domain::intake::Application;
use domain::kernel::Form as _;
use domain::kernel::id::OrganisationId;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use testkit::engines::each_engine;
use testkit::site::{Site, application};
use tower::ServiceExt as _;
use web::guard::Guard;

/// A machine with its token.
#[derive(Clone)]
pub(crate) struct Machine {
    site: Site,
    bearer: String,
}

/// What it got back.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    headers: HeaderMap,
    text: String,
    pub(crate) body: Value,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Is a problem with this status and code, in a Chinese sentence.
    fn is(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.body["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!((&self.body["status"], &self.body["type"]), (&json!(status), &json!(format!("urn:hetiao:problem:{code}"))));
        let detail = self.body["detail"].as_str().unwrap();
        assert!(detail.ends_with(['。', '）', '：']) && !detail.contains(['{', '[']), "{detail}");
    }

    /// Has an error at this field.
    fn at(&self, field: &str, code: &str) {
        let errors = self.body["errors"].as_array().unwrap();
        assert!(errors.iter().any(|error| error["field"] == field && error["code"] == code), "{field} {code}: {}", self.text);
    }
}

impl Machine {
    pub(crate) async fn of(site: &Site, role: Role, office: OrganisationId) -> Self {
        let chief = site.house.app.by(site.person(Role::Administrator));
        let form = NewToken::read(&json!({ "name": role.code(), "role": role.code(), "office": office.to_string(), "days": 30 })).unwrap();
        let bearer = create_token(&chief, form).await.unwrap().secret;
        Self { site: site.clone(), bearer }
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Got {
        let mut request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {}", self.bearer));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.site.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let body = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{method} {path} answered no JSON: {text}"));
        Got { status, headers, text, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Got {
        self.send("GET", path, &[], Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Got {
        self.post_with(path, &[], body).await
    }

    async fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Got {
        let headers: Vec<(&str, &str)> = headers.iter().copied().chain([("content-type", "application/json")]).collect();
        self.send("POST", path, &headers, body.to_string()).await
    }

    async fn register(&self) -> String {
        let got = self.post("/api/v1/applications", &application()).await;
        assert_eq!(got.status, StatusCode::CREATED, "{}", got.text);
        got.body["id"].as_str().unwrap().to_owned()
    }

    async fn act(&self, case: &str, act: Act, body: &Value) -> Got {
        self.post(&format!("/api/v1/cases/{case}/acts/{act}"), body).await
    }
}

fn ready(case: &Value, act: Act) -> bool {
    case["offers"].as_array().unwrap().iter().any(|offer| offer["act"] == act.code() && offer["ready"] == true)
}

#[tokio::test]
async fn the_place_of_a_session_is_shown_wherever_the_session_is_and_stands_in_no_event() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let case = site.mediating().await;
        let machine = Machine::of(&site, Role::Director, site.centre).await;
        let home = "拉堡镇榕荫里8栋2单元";
        let form = json!({ "starts": "2026-11-24T15:00", "minutes": 60, "means": "at_party", "place": home });
        let done = machine.act(&case.to_string(), Act::Schedule, &form).await;
        assert!(done.status == StatusCode::OK && !done.text.contains(home), "{}", done.text);
        let known = machine.get(&format!("/api/v1/cases/{case}")).await.body;
        assert_eq!(known["places"], json!([{ "session": known["sessions"][0]["id"], "place": home }]));
        let events = machine.get(&format!("/api/v1/cases/{case}/events")).await.body;
        let scheduled = events["items"].as_array().unwrap().iter().find(|event| event["name"] == "mediation.session_scheduled").unwrap();
        assert!(scheduled["sentence"].as_str().unwrap().contains(home), "{scheduled}");
        assert!(!scheduled["payload"].to_string().contains(home), "{scheduled}");
        let mediator = site.client(Role::Mediator).await;
        for page in ["/calendar?week=2026-11-24".to_owned(), format!("/cases/{case}?tab=sessions"), format!("/cases/{case}")] {
            assert!(mediator.get(&page).await.body.contains(home), "{page}");
        }
        assert!(site.client(Role::Director).await.get("/outbox").await.body.contains(home), "the parties are told where");
    })
    .await;
}

#[tokio::test]
async fn the_chain_goes_through_the_api() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = Machine::of(&site, Role::Clerk, site.centre).await;
        let sent =
            json!({ "channel": "hotline_12333", "received": "2026-11-20T00:59:30Z", "person_name": "韦䶮", "summary": "两个月没有发工资" });
        let contact = clerk.post("/api/v1/contacts", &sent).await;
        assert_eq!(contact.status, StatusCode::CREATED, "{}", contact.text);

        let mut sent = application();
        sent["contact"] = contact.body["id"].clone();
        sent["claims"][0]["amount"] = json!(27600);
        let registered = clerk.post("/api/v1/applications", &sent).await;
        assert_eq!(registered.status, StatusCode::CREATED, "{}", registered.text);
        let case = registered.body["id"].as_str().unwrap().to_owned();
        assert_eq!(registered.header("location"), format!("/api/v1/cases/{case}"));

        let found = clerk.get(registered.header("location")).await;
        assert_eq!(
            (found.status, &found.body["stage"], &found.body["claims"][0]["claimed"]),
            (StatusCode::OK, &json!("registered"), &json!("27600.00"))
        );
        assert!(!ready(&found.body, Act::Accept) && ready(&found.body, Act::Consent));
        assert_eq!(found.header("etag"), format!("\"{}\"", found.body["version"]));
        assert!(!found.text.contains("110101199003071233") && !found.text.contains("19900000001"), "masked: {}", found.text);

        clerk.act(&case, Act::Accept, &json!({ "scope": "sc1", "complexity": "simple" })).await.is(422, "applicant_consent_missing");
        for party in found.body["people"].as_array().unwrap() {
            let consent = json!({ "party": party["id"], "agrees": true, "day": "2026-11-20", "means": "in_person" });
            assert_eq!(clerk.act(&case, Act::Consent, &consent).await.status, StatusCode::OK);
        }
        let accepted = clerk.act(&case, Act::Accept, &json!({ "scope": "sc1", "complexity": "simple" })).await;
        assert_eq!((accepted.status, &accepted.body["stage"]), (StatusCode::OK, &json!("accepted")), "{}", accepted.text);
        let mediator = site.person(Role::Mediator).account.to_string();
        let assigned = clerk.act(&case, Act::Assign, &json!({ "mode": "here", "mediator": mediator })).await;
        assert_eq!(
            (assigned.status, &assigned.body["stage"], &assigned.body["mediator"]),
            (StatusCode::OK, &json!("mediating"), &json!(mediator))
        );

        let file = json!({ "kind": "evidence", "title": "工资流水", "name": "gongzi.txt", "content": "5bel6LWE5rWB5rC0" });
        let attached = clerk.act(&case, Act::Attach, &file).await;
        assert_eq!(attached.status, StatusCode::OK, "{}", attached.text);
        assert_eq!(clerk.get(&format!("/api/v1/cases/{case}")).await.body["attachments"][0]["title"], "工资流水");

        let events = clerk.get(&format!("/api/v1/cases/{case}/events")).await.body["items"].clone();
        let first = &events[0];
        assert_eq!(
            (&first["seq"], &first["name"], &first["at"]),
            (&json!(1), &json!("case.registered"), &json!("2026-11-20T09:00:00.000+08:00"))
        );
        assert_eq!((&first["actor"]["role"], &first["actor"]["office"]), (&json!("clerk"), &json!(site.centre.to_string())));
        assert!(first["sentence"].as_str().unwrap().chars().count() > 4);
        let names: Vec<&str> = events.as_array().unwrap().iter().filter_map(|event| event["name"].as_str()).collect();
        assert!(names.contains(&"dispatch.assigned") && names.last() == Some(&"case.attached"), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn lists_are_filtered_and_go_on_by_key() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = Machine::of(&site, Role::Clerk, site.centre).await;
        let mut cases = vec![clerk.register().await];
        for n in 1..5 {
            let mut another = application();
            another["applicants"][0] = json!({ "name": format!("覃示例{n}") });
            let got = clerk.post("/api/v1/applications", &another).await;
            cases.push(got.body["id"].as_str().unwrap_or_else(|| panic!("{}", got.text)).to_owned());
        }
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = clerk.get(&format!("/api/v1/cases?limit=2&after={after}")).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            assert!(!page.text.contains("110101199003071233"));
            seen.extend(page.body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()));
            match page.body["next"].as_str() {
                Some(next) => next.clone_into(&mut after),
                None => break,
            }
        }
        seen.sort_unstable();
        cases.sort_unstable();
        assert_eq!(seen, cases, "each once");

        let count = async |query: &str| {
            let got = clerk.get(&format!("/api/v1/cases?{query}")).await;
            got.body["items"].as_array().unwrap_or_else(|| panic!("{query}: {}", got.text)).len()
        };
        assert_eq!(count("q=%E9%9F%A6").await, 1);
        assert_eq!(count("stage=registered&stage=accepted").await, 5);
        assert_eq!(count("stage=archived").await, 0);
        assert_eq!(count("channel=visit&claim_type=wage_arrears&received_from=2026-11-20&received_to=2026-11-20").await, 5);
        assert_eq!(count("received_to=2026-11-19").await, 0);
        assert_eq!(count("result=agreement").await, 0);
        assert_eq!(count(&format!("mediator={}", site.person(Role::Mediator).account)).await, 0);
        assert_eq!(count(&format!("organisation={}", site.centre)).await, 0);
        site.mediating_another().await;
        assert_eq!(count(&format!("organisation={}", site.centre)).await, 1);
        assert_eq!(count(&format!("mediator={}", site.person(Role::Mediator).account)).await, 1);

        let wrong = clerk.get("/api/v1/cases?limit=101&stage=gone&received_from=2026-02-30&colour=red&after=x&q=%00").await;
        wrong.is(422, "faults");
        for (field, code) in [
            ("limit", "not_a_number"),
            ("stage.0", "unknown_choice"),
            ("received_from", "day_not_in_month"),
            ("colour", "unknown_field"),
            ("q", "not_text"),
        ] {
            wrong.at(field, code);
        }
        let key = clerk.get("/api/v1/cases?after=2026-11-20").await;
        key.is(422, "faults");
        key.at("after", "unknown_choice");
        clerk.get("/api/v1/cases?q=%ff").await.is(400, "bad_query");
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_mistake_has_its_code() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = Machine::of(&site, Role::Clerk, site.centre).await;
        let case = clerk.register().await;
        let path = format!("/api/v1/cases/{case}/acts/case.note");
        let json_type = ("content-type", "application/json");
        let raw = async |body: Vec<u8>| clerk.send("POST", &path, &[json_type], body).await;
        raw(b"{\"text\":\"\xff\"}".to_vec()).await.is(400, "not_utf8");
        raw(b"{\"text\":".to_vec()).await.is(400, "not_json");
        raw(b"{\"text\":\"\\ud800\"}".to_vec()).await.is(400, "not_json");
        raw(b"{\"text\":1e999}".to_vec()).await.is(400, "not_json");
        raw(Vec::new()).await.is(400, "not_json");
        raw(b"[]".to_vec()).await.is(400, "not_an_object");
        raw(["[".repeat(100_000), "]".repeat(100_000)].concat().into_bytes()).await.is(400, "too_deep");
        raw(vec![b' '; (1 << 20) + 1]).await.is(413, "too_large");
        raw(vec![b' '; 3 << 20]).await.is(413, "too_large");
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""] {
            clerk.send("POST", &path, &[("content-type", kind)], "{}").await.is(415, "media_type");
        }
        clerk.send("POST", &path, &[], "{}").await.is(415, "media_type");
        clerk.send("POST", &path, &[json_type, ("content-encoding", "gzip")], "{}").await.is(415, "media_type");

        let faults = clerk.post(&path, &json!({ "txt": "x" })).await;
        faults.is(422, "faults");
        faults.at("text", "missing");
        faults.at("txt", "unknown_field");
        let mut wrong = application();
        wrong["claims"][0]["amount"] = json!("-5");
        wrong["applicants"][0]["id_number"] = json!("110101199003071234");
        wrong["applicants"][0]["nickname"] = json!("x");
        wrong["received"] = json!("2026-02-30");
        let faults = clerk.post("/api/v1/applications", &wrong).await;
        faults.is(422, "faults");
        for (field, code) in [
            ("claims.0.amount", "not_money"),
            ("applicants.0.id_number", "id_check_digit"),
            ("applicants.0.nickname", "unknown_field"),
            ("received", "day_not_in_month"),
        ] {
            faults.at(field, code);
        }
        assert!(!faults.text.contains("110101199003071234"));

        let mut twice = application();
        twice["claims"] = json!([]);
        let refused = clerk.post("/api/v1/applications", &twice).await;
        refused.is(422, "claim_needed");
        refused.at("claims", "claim_needed");
        clerk.post("/api/v1/applications", &application()).await.is(422, "duplicate_needs_reason");
        clerk
            .act(&case, Act::Archive, &json!({ "volume": "1", "place": "1", "keep_years": 5, "items": [] }))
            .await
            .is(409, "not_in_this_stage");

        let note = json!({ "text": "已电话联系双方" });
        let version = clerk.get(&format!("/api/v1/cases/{case}")).await.header("etag").to_owned();
        let done = clerk.post_with(&path, &[("if-match", &version)], &note).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert_ne!(done.header("etag"), version);
        clerk.post_with(&path, &[("if-match", &version)], &note).await.is(409, "stale");
        clerk.post_with(&path, &[("if-match", "yesterday")], &note).await.is(400, "bad_if_match");
        clerk.post_with(&path, &[("idempotency-key", "a b")], &note).await.is(400, "bad_key");
        clerk.post_with(&path, &[("idempotency-key", "")], &note).await.is(400, "bad_key");
        let file = json!({ "kind": "evidence", "title": "流水", "name": "a.png", "content": "5bel6LWE5rWB5rC0" });
        let lies = clerk.act(&case, Act::Attach, &file).await;
        lies.is(422, "faults");
        lies.at("file", "file_lies");
        let file = json!({ "kind": "evidence", "title": "流水", "name": "a.txt", "content": "???" });
        clerk.act(&case, Act::Attach, &file).await.at("content", "bad_content");

        for path in
            ["/api/v1/cases/case_00000000000000000000000000000001", "/api/v1/cases/x", "/api/v1/cases/%ff", "/api/v1/nothing", "/api/"]
        {
            clerk.get(path).await.is(404, "not_found");
        }
        clerk.post(&format!("/api/v1/cases/{case}/acts/case.delete"), &json!({})).await.is(404, "not_found");
        clerk.send("DELETE", &format!("/api/v1/cases/{case}"), &[], Body::empty()).await.is(405, "method_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn a_token_reaches_as_far_as_its_role_and_office() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = Machine::of(&site, Role::Clerk, site.centre).await;
        let case = clerk.register().await;
        let elsewhere = Machine::of(&site, Role::Clerk, site.station).await;
        elsewhere.get(&format!("/api/v1/cases/{case}")).await.is(404, "not_found");
        elsewhere.get(&format!("/api/v1/cases/{case}/events")).await.is(404, "not_found");
        elsewhere.act(&case, Act::Note, &json!({ "text": "x" })).await.is(404, "not_found");
        assert_eq!(elsewhere.get("/api/v1/cases").await.body["items"], json!([]));
        elsewhere.post(&format!("/api/v1/applications?office={}", site.centre), &application()).await.is(404, "not_found");

        let figures = Machine::of(&site, Role::Statistician, site.centre).await;
        assert_eq!(figures.get("/api/v1/cases").await.body["items"].as_array().unwrap().len(), 1);
        figures.get(&format!("/api/v1/cases/{case}")).await.is(404, "not_found");
        figures.post("/api/v1/applications", &application()).await.is(404, "not_found");

        for bearer in ["", "hetiao_nonsense", "x"] {
            let nobody = Machine { bearer: bearer.to_owned(), ..clerk.clone() };
            let got = nobody.get("/api/v1/cases").await;
            got.is(401, "signed_out");
            assert!(got.header("www-authenticate").starts_with("Bearer"));
        }
        site.house.clock.later(31 * 24 * 60);
        clerk.get("/api/v1/cases").await.is(401, "signed_out");
    })
    .await;
}

#[tokio::test]
async fn a_key_takes_effect_once() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = Machine::of(&site, Role::Clerk, site.centre).await;
        let key = [("idempotency-key", "import-7/0001")];
        let (one, two) = (clerk.clone(), clerk.clone());
        let sent = application();
        let (first, second) =
            tokio::join!(one.post_with("/api/v1/applications", &key, &sent), two.post_with("/api/v1/applications", &key, &sent));
        let third = clerk.post_with("/api/v1/applications", &key, &sent).await;
        for got in [&first, &second, &third] {
            assert_eq!((got.status, &got.text), (StatusCode::CREATED, &first.text));
            assert_eq!(got.header("location"), first.header("location"));
        }
        assert_eq!(third.header("idempotency-replayed"), "true");
        let replayed = [&first, &second].iter().filter(|got| got.header("idempotency-replayed") == "true").count();
        assert_eq!(replayed, 1, "one of two at once did it");
        assert_eq!(clerk.get("/api/v1/cases").await.body["items"].as_array().unwrap().len(), 1);

        let mut other = sent.clone();
        other["facts"] = json!("别的内容");
        clerk.post_with("/api/v1/applications", &key, &other).await.is(409, "key_reused");
        let case = first.body["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/cases/{case}/acts/case.note");
        clerk.post_with(&path, &key, &json!({ "text": "x" })).await.is(409, "key_reused");
        Machine::of(&site, Role::Director, site.centre).await.post_with("/api/v1/applications", &key, &sent).await.is(409, "key_reused");

        // What was refused left nothing behind: the same key may try again.
        let key = [("idempotency-key", "accept")];
        let accept = format!("/api/v1/cases/{case}/acts/intake.accept");
        let form = json!({ "scope": "sc1", "complexity": "simple" });
        clerk.post_with(&accept, &key, &form).await.is(422, "applicant_consent_missing");
        for party in clerk.get(&format!("/api/v1/cases/{case}")).await.body["parties"].as_array().unwrap() {
            clerk.act(&case, Act::Consent, &json!({ "party": party["id"], "agrees": true, "day": "2026-11-20", "means": "phone" })).await;
        }
        let done = clerk.post_with(&accept, &key, &form).await;
        assert_eq!((done.status, done.header("idempotency-replayed")), (StatusCode::OK, ""), "{}", done.text);
        let again = clerk.post_with(&accept, &key, &form).await;
        assert_eq!((&again.text, again.header("idempotency-replayed"), again.header("etag")), (&done.text, "true", done.header("etag")));

        let app = &site.house.app;
        assert_eq!(app::idempotency::forget(app).await.unwrap(), 0);
        site.house.clock.later(8 * 24 * 60);
        assert_eq!(app::idempotency::forget(app).await.unwrap(), 2);
        clerk.post_with(&accept, &key, &form).await.is(409, "not_in_this_stage");
    })
    .await;
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec![
            "2026-11-20",
            "2199-12-31",
            "1900-01-01",
            "2026-11-20T09:00",
            "999999999999.99",
            "wage_arrears",
            "visit",
            "here"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let name = prop::sample::select(vec!["name", "kind", "role", "amount", "party", "text", "starts", "claims", "x"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

#[tokio::test]
async fn no_body_makes_the_server_fail() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = Machine::of(&site, Role::Director, site.centre).await;
        let case = site.mediating().await.to_string();
        let document = web::api::document::document(&site.house.app.lists);
        let paths = document["paths"].as_object().unwrap();
        let posts: Vec<(&String, &Value)> = paths.iter().filter_map(|(path, methods)| Some((path, methods.get("post")?))).collect();
        let mut runner = TestRunner::deterministic();
        for (path, operation) in posts {
            let path = path.replace("{case}", &case);
            let example = &operation["requestBody"]["content"]["application/json"]["example"];
            let fields: Vec<String> = example.as_object().unwrap().keys().cloned().collect();
            for _ in 0..12 {
                // The example with some of its fields replaced by anything.
                let mut body = example.clone();
                for field in &fields {
                    if prop::bool::weighted(0.3).new_tree(&mut runner).unwrap().current() {
                        body[field] = any_json().new_tree(&mut runner).unwrap().current();
                    }
                }
                let got = director.post(&path, &body).await;
                assert!(!got.status.is_server_error(), "{path} {body}: {}", got.text);
                let anything = any_json().new_tree(&mut runner).unwrap().current();
                let got = director.post(&path, &anything).await;
                assert!(!got.status.is_server_error(), "{path} {anything}: {}", got.text);
            }
        }
    })
    .await;
}

fn document() -> Value {
    web::api::document::document(&app::lists::Lists::shipped().unwrap())
}

#[test]
fn every_route_of_the_api_is_described_and_every_example_reads() {
    let document = document();
    let mut examples = 0;
    for route in web::route::TABLE.iter().filter(|route| matches!(route.guard, Guard::Token(_))) {
        for act in Act::ALL {
            let path = route.path.replace("{act}", act.code());
            let operation = &document["paths"][&path][route.method];
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_ascii()), "{} {path} is not described", route.method);
            assert!(!operation["x-roles"].as_array().unwrap().is_empty(), "{path}");
            if !route.path.contains("{act}") {
                break;
            }
            let example = operation["requestBody"]["content"]["application/json"]["example"].clone();
            web::api::case::check(*act, example.clone()).unwrap_or_else(|problem| panic!("{act} {example}: {problem:?}"));
            examples += 1;
        }
    }
    assert_eq!(examples, Act::ALL.len());
    let example = |path: &str| document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"].clone();
    Application::read(&example("/api/v1/applications")).unwrap();
    app::contact::ContactForm::read(&example("/api/v1/contacts")).unwrap();
}

#[tokio::test]
async fn the_examples_of_intake_work_as_they_stand() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let clerk = Machine::of(&site, Role::Clerk, site.centre).await;
        let served = clerk.get("/api/openapi.json").await.body;
        assert_eq!(served, document(), "what is served is what is reviewed");
        for path in ["/api/v1/applications", "/api/v1/contacts"] {
            let example = &served["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"];
            let got = clerk.post(path, example).await;
            assert_eq!(got.status, StatusCode::CREATED, "{path}: {}", got.text);
        }
    })
    .await;
}

/// Every reference of the document leads somewhere, and every schema names a type or other schemas.
#[test]
fn no_reference_of_the_description_is_broken() {
    fn walk(whole: &Value, value: &Value) {
        match value {
            Value::Object(fields) => {
                if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
                    assert!(whole.pointer(target.trim_start_matches('#')).is_some(), "{target}");
                }
                fields.values().for_each(|value| walk(whole, value));
            }
            Value::Array(items) => items.iter().for_each(|value| walk(whole, value)),
            _ => {}
        }
    }
    let document = document();
    walk(&document, &document);
}

#[test]
fn the_description_is_the_reviewed_one() {
    let text = format!("{:#}\n", document());
    let stored = include_str!("../../../../docs/openapi.json");
    if text != stored {
        let beside = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi.json");
        std::fs::write(&beside, &text).unwrap();
        panic!("the API has changed: look at {} and put it into docs/openapi.json when it is meant", beside.display());
    }
}
