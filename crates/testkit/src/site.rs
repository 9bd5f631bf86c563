//! A small site for HTTP tests: a centre and a street station in 柳江区, one person for each role, and clients that speak as them.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a harness: what goes wrong here is a failed test"
)]

use std::collections::BTreeMap;

use app::access::{FirstOffice, NewPerson, Password};
use app::organisation::{MediatorForm, OrganisationForm, RoomForm};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use domain::access::{Grant, Person, Role};
use domain::kernel::Form as _;
use domain::kernel::id::{AccountId, CaseId, OrganisationId, RoomId};
use serde_json::{Value, json};
use store::Store;
use tower::ServiceExt as _;
use web::Web;

use crate::house::{House, house};

/// The password of everybody on the site.
pub const PASSWORD: &str = "liu-jiang-2026";
/// 柳江区.
pub const COUNTY: &str = "450206000000";
/// 拉堡镇.
pub const TOWN: &str = "450206100000";

/// A site with its people.
#[derive(Clone)]
pub struct Site {
    /// The house behind it.
    pub house: House,
    /// The pages.
    pub router: Router,
    /// The centre with the window.
    pub centre: OrganisationId,
    /// A street organisation to which cases are passed.
    pub station: OrganisationId,
    /// A room of the centre.
    pub room: RoomId,
    /// One person for each role, at the centre; `mediator` serves it.
    pub people: BTreeMap<Role, Person>,
    /// The mediator of the street organisation.
    pub other_mediator: Person,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Where to go next.
    pub location: Option<String>,
    /// Content type.
    pub content_type: String,
    /// The body as text.
    pub body: String,
}

/// Somebody with a browser, or without a session.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookie: Option<String>,
    csrf: String,
}

impl Site {
    /// Builds the site in an empty store.
    pub async fn open(store: Store) -> Self {
        let house = house(store);
        let app = &house.app;
        let few: String = include_str!("../../../data/divisions.csv")
            .lines()
            .filter(|line| line.starts_with("code") || line.starts_with("45"))
            .fold(String::new(), |text, line| text + line + "\n");
        app::organisation::import_divisions(app, &few).await.expect("divisions");
        let office =
            FirstOffice::New {
                name: "柳江区劳动人事争议多元调解中心".into(), division: COUNTY.into(), number_prefix: "柳江劳人调".into()
            };
        let first = app::access::create_first_administrator(app, "admin", "韦管理", PASSWORD, office).await.expect("administrator");
        let centre = *app::organisation::offices_named(app, None).await.expect("offices").first().expect("the centre");
        let chief = app.by(Person { account: first, grants: vec![grant(Role::Director, centre), grant(Role::Administrator, centre)] });
        let station = OrganisationForm::read(&json!({
            "kind": "street", "name": "拉堡镇劳动人事争议调解中心", "division": TOWN, "address": "拉堡镇柳东路1号", "phone": "0772-7210001",
            "takes_cases": true, "active": true, "parent": centre.to_string(),
        }));
        let station = app::organisation::create(&chief, station.expect("form")).await.expect("station");
        let room = RoomForm::read(&json!({ "name": "一号调解室", "active": true })).expect("form");
        let room = app::organisation::put_room(&chief, centre, None, room).await.expect("room");
        let mut people = BTreeMap::new();
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::System) {
            let person = somebody(&house, role.code(), vec![grant(role, centre)]).await;
            people.insert(role, person);
        }
        let street = Grant { division: TOWN.into(), ..grant(Role::Mediator, station) };
        let other_mediator = somebody(&house, "street_mediator", vec![street]).await;
        for (account, office) in [(people[&Role::Mediator].account, centre), (other_mediator.account, station)] {
            let form =
                MediatorForm::read(&json!({ "organisations": [office.to_string()], "full_time": true, "active": true })).expect("form");
            app::organisation::put_mediator(&chief, account, None, form).await.expect("mediator");
        }
        let router = web::router(Web { app: house.app.clone(), behind_tls: false, trust_proxy: false });
        Self { house, router, centre, station, room, people, other_mediator }
    }

    /// The person with this role.
    pub fn person(&self, role: Role) -> Person {
        self.people.get(&role).expect("a person for each role").clone()
    }

    /// Nobody in particular.
    pub fn guest(&self) -> Client {
        Client { router: self.router.clone(), cookie: None, csrf: String::new() }
    }

    /// Somebody signed in by the login name (a role's code, `street_mediator`, or `admin`).
    pub async fn login(&self, login: &str) -> Client {
        Client::signed_in(&self.router, &self.house.app, login, PASSWORD).await
    }

    /// A mediator of yet another body, who signs in with this name.
    pub async fn mediator_elsewhere(&self, login: &str) -> Person {
        let chief = self.house.app.by(self.person(Role::Administrator));
        let body = OrganisationForm::read(&json!({
            "kind": "industry", "name": format!("{login}行业调解委员会"), "division": COUNTY, "takes_cases": true, "active": true,
            "number_prefix": login,
        }));
        let body = app::organisation::create(&chief, body.expect("form")).await.expect("a body");
        somebody(&self.house, login, vec![grant(Role::Mediator, body)]).await
    }

    /// The client of a role.
    pub async fn client(&self, role: Role) -> Client {
        self.login(role.code()).await
    }

    /// A registered application of 韦䶮 against 鼎禾建筑.
    pub async fn registered(&self) -> CaseId {
        self.registered_as(&application()).await
    }

    /// Registers an application as the clerk.
    pub async fn registered_as(&self, application: &Value) -> CaseId {
        let form = domain::intake::Application::read(application).expect("application");
        let cx = self.house.app.by(self.person(Role::Clerk));
        app::intake::register(&cx, self.centre, form).await.expect("registered").id
    }

    /// Does an act as somebody.
    pub async fn act(&self, person: &Person, case: CaseId, act: domain::case::Act, form: Value) {
        let command = act.read(&form).unwrap_or_else(|faults| panic!("{act}: {faults:?}"));
        let cx = self.house.app.by(person.clone());
        app::case::act(&cx, case, None, command).await.unwrap_or_else(|error| panic!("{act}: {error:?}"));
    }

    /// A case that is being mediated at the centre.
    pub async fn mediating(&self) -> CaseId {
        self.mediating_as(&application()).await
    }

    /// A second one, of another worker.
    pub async fn mediating_another(&self) -> CaseId {
        let mut application = application();
        if let Some(worker) = application.pointer_mut("/applicants/0") {
            *worker = json!({ "name": "吾买尔·艾合买提", "id_number": "440203198506150048", "phone": "19900000003" });
        }
        self.mediating_as(&application).await
    }

    /// A case of this application that is being mediated at the centre.
    pub async fn mediating_as(&self, application: &Value) -> CaseId {
        use domain::case::Act;
        let case = self.registered_as(application).await;
        let clerk = self.person(Role::Clerk);
        let view = app::case::show(&self.house.app.by(clerk.clone()), case).await.expect("case");
        for party in &view.parties {
            let consent = json!({ "party": party.id.to_string(), "agrees": true, "day": self.house.app.clock.now().day().to_string(), "means": "in_person" });
            self.act(&clerk, case, Act::Consent, consent).await;
        }
        self.act(&clerk, case, Act::Accept, json!({ "scope": "sc1", "complexity": "simple" })).await;
        let mediator = self.person(Role::Mediator).account;
        self.act(&clerk, case, Act::Assign, json!({ "mode": "here", "mediator": mediator.to_string() })).await;
        case
    }
}

/// An ordinary application, as JSON.
pub fn application() -> Value {
    json!({
        "channel": "visit", "received": crate::house::OPENED.day().to_string(), "oral": true,
        "applicants": [{ "name": "韦䶮", "id_number": "110101199003071233", "phone": "19900000001", "post": "钢筋工", "groups": ["migrant_worker"] }],
        "respondents": [{ "name": "柳州鼎禾建筑工程有限公司", "uscc": "91440203MA4W0K2G11", "phone": "19900000002" }],
        "claims": [{ "kind": "wage_arrears", "amount": "27600.00", "from": "2026-01-01", "to": "2026-02-01" }],
        "facts": "2026年1月起在望江安置房工地做钢筋工，两个月没有发工资。", "told": ["rights"],
    })
}

fn grant(role: Role, office: OrganisationId) -> Grant {
    Grant { role, office, division: COUNTY.to_owned() }
}

async fn somebody(house: &House, login: &str, grants: Vec<Grant>) -> Person {
    let person = NewPerson {
        login: login.parse().expect("login"),
        name: domain::kernel::Line::new(login).expect("name"),
        phone: None,
        password: Password::new(PASSWORD).expect("password"),
        grants: grants.clone(),
    };
    let account: AccountId = app::access::establish(&house.app, person).await.expect("account");
    Person { account, grants }
}

impl Client {
    /// Somebody who signs in on these pages.
    pub async fn signed_in(router: &Router, app: &app::App, login: &str, password: &str) -> Self {
        let password = Password::new(password).expect("password");
        let signed_in = app::access::login(app, login, &password, "127.0.0.1", "test").await.expect("login");
        let view = app::access::person_of_session(app, &signed_in.token).await.expect("session").expect("live session");
        Self { router: router.clone(), cookie: Some(signed_in.token), csrf: view.csrf }
    }

    /// The token that forms of this session carry.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("request")).await
    }

    /// Sends a form; the token is added.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = ("_csrf", self.csrf.as_str());
        let pair = |(name, value): &(&str, &str)| format!("{}={}", web::guard::percent(name), web::guard::percent(value));
        let body = std::iter::once(&csrf).chain(fields).map(pair).collect::<Vec<_>>().join("&");
        self.post_raw(path, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends any body.
    pub async fn post_raw(&self, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let request = self.request("POST", path).header(header::CONTENT_TYPE, content_type).header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).expect("request")).await
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let builder = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        match &self.cookie {
            Some(cookie) => builder.header(header::COOKIE, format!("{}={cookie}", web::guard::COOKIE)),
            None => builder,
        }
    }

    /// Sends a request as it is.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let peer = std::net::SocketAddr::from(([127, 0, 0, 1], 4000));
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        let response: Response = self.router.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = axum::body::to_bytes(response.into_body(), 64 << 20).await.expect("a body");
        Answer {
            status,
            location: text(header::LOCATION),
            content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}
