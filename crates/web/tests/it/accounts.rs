//! The door, the own account, keeping accounts and tokens, and the page of the first administrator.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::house::house;
use testkit::site::{COUNTY, PASSWORD, Site};
use tower::ServiceExt as _;
use web::guard::percent;
use web::{Web, router};

fn form(path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Request<Body> {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect();
    let request = Request::builder().method("POST").uri(path).header(header::HOST, "localhost");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body.join("&"))).unwrap()
}

fn told(response: &Response, name: header::HeaderName) -> String {
    let values: Vec<&str> = response.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
    values.join("\n")
}

async fn body(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 24).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What stands in `<code … id="secret">`.
fn secret(page: &str) -> String {
    let rest = page.split_once("id=\"secret\">").map(|(_, rest)| rest).expect("a secret is shown");
    rest.split('<').next().unwrap().to_owned()
}

async fn begin(site: &Site, login: &str, password: &str) -> (String, String) {
    let app = &site.house.app;
    let password = app::access::Password::new(password).unwrap();
    let begun = app::access::login(app, login, &password, "127.0.0.1", "test").await.unwrap();
    let csrf = app::access::person_of_session(app, &begun.token).await.unwrap().unwrap().csrf;
    (begun.token, csrf)
}

async fn as_session(site: &Site, method: &str, path: &str, token: &str, fields: &[(&str, String)]) -> Response {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let cookie = format!("hetiao_session={token}");
    let mut request = form(path, &pairs, &[("cookie", &cookie)]);
    *request.method_mut() = method.parse().unwrap();
    site.router.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn the_door_opens_with_the_right_password_only() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let page = site.guest().get("/login?next=/cases").await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["autocomplete=\"username\"", "autocomplete=\"current-password\"", "name=\"next\" value=\"/cases\""] {
            assert!(page.body.contains(part), "{part}");
        }
        let try_it = async |password: &str, next: &str, headers: &[(&str, &str)]| {
            let request = form("/login", &[("login", "clerk"), ("password", password), ("next", next)], headers);
            site.router.clone().oneshot(request).await.unwrap()
        };
        let wrong = try_it("not this one", "/cases", &[]).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = body(wrong).await;
        assert!(wrong.contains("role=\"alert\"") && wrong.contains("value=\"clerk\"") && wrong.contains("登录名或密码不对"));
        assert!(!wrong.contains("not this one"));
        assert!(body(try_it("", "", &[]).await).await.contains("请填写登录名和密码"));

        let right = try_it(PASSWORD, "/cases?stage=mediating", &[]).await;
        assert_eq!((right.status(), told(&right, header::LOCATION).as_str()), (StatusCode::SEE_OTHER, "/cases?stage=mediating"));
        let cookie = told(&right, header::SET_COOKIE);
        assert!(cookie.starts_with("hetiao_session=") && !cookie.contains("Secure"));
        assert!(["HttpOnly", "SameSite=Lax", "Path=/"].iter().all(|part| cookie.contains(part)), "{cookie}");
        for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
            assert_eq!(told(&try_it(PASSWORD, next, &[]).await, header::LOCATION), "/desk", "{next}");
        }
        for headers in [[("sec-fetch-site", "cross-site")], [("origin", "https://evil.example")]] {
            assert_eq!(try_it(PASSWORD, "", &headers).await.status(), StatusCode::FORBIDDEN);
        }
        let tls = router(Web { app: site.house.app.clone(), behind_tls: true, trust_proxy: false });
        let request = form("/login", &[("login", "clerk"), ("password", PASSWORD)], &[]);
        assert!(told(&tls.oneshot(request).await.unwrap(), header::SET_COOKIE).contains("; Secure"));
    })
    .await;
}

#[tokio::test]
async fn too_many_tries_are_told_with_the_time() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let mut last = site.guest().get("/login").await;
        for _ in 0..6 {
            last = site.guest().post("/login", &[("login", "clerk"), ("password", "guess")]).await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        let until = site.house.app.clock.now().plus_minutes(15).chinese();
        assert!(last.body.contains(&format!("请在 {until} 以后再试")) && last.body.contains("value=\"clerk\""), "{}", last.body);
    })
    .await;
}

#[tokio::test]
async fn a_new_colleague_gets_a_password_once_and_must_change_it() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let admin = site.client(Role::Administrator).await;
        let (office, other) = (site.centre.to_string(), site.station.to_string());
        let new = [
            ("login", "lu.zhiyao"),
            ("name", "陆知遥"),
            ("phone", "13800004417"),
            ("grants[0][role]", "mediator"),
            ("grants[0][office]", office.as_str()),
        ];
        // Without script a second row comes from the server, with everything typed kept.
        let more = admin.post("/accounts/new", &[&new[..], &[("_add", "grants")]].concat()).await;
        assert_eq!(more.status, StatusCode::OK);
        assert!(more.body.contains("grants[1][role]") && more.body.contains("value=\"陆知遥\"") && !more.body.contains("value=\"system\""));
        let bad = admin.post("/accounts/new", &[("login", "x"), ("name", "陆知遥")]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.body.contains("role=\"alert\"") && bad.body.contains("value=\"陆知遥\""));
        let made = admin.post("/accounts/new", &new).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let first = secret(&made.body);
        let list = admin.get("/accounts?q=%E9%99%86").await;
        assert!(list.body.contains("陆知遥") && list.body.contains("还没有改初始密码") && !list.body.contains("13800004417"));
        let href = list.body.split("href=\"/accounts/account_").nth(1).unwrap().split('"').next().unwrap();
        let href = format!("/accounts/account_{href}");

        let door = site.guest().post("/login", &[("login", "lu.zhiyao"), ("password", &first)]).await;
        assert_eq!(door.location.as_deref(), Some("/account?must=1"), "{}", door.body);
        let (token, csrf) = begin(&site, "lu.zhiyao", &first).await;
        let desk = as_session(&site, "GET", "/desk", &token, &[]).await;
        assert_eq!(told(&desk, header::LOCATION), "/account?must=1");
        let own = body(as_session(&site, "GET", "/account?must=1", &token, &[]).await).await;
        assert!(own.contains("初始密码") && own.matches("type=\"password\"").count() == 3);
        let change =
            |new: &'static str| [("_csrf", csrf.clone()), ("current", first.clone()), ("new", new.to_owned()), ("repeat", new.to_owned())];
        let short = as_session(&site, "POST", "/account/password", &token, &change("kurz")).await;
        assert_eq!(short.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!body(short).await.contains("value=\"kurz\""));
        let changed = as_session(&site, "POST", "/account/password", &token, &change("柳江边上走一走看一看")).await;
        assert_eq!(told(&changed, header::LOCATION), "/account?done=password_changed");
        assert_eq!(as_session(&site, "GET", "/desk", &token, &[]).await.status(), StatusCode::OK);

        // Roles, a new password, and out.
        let roles = [
            ("grants[0][role]", "mediator"),
            ("grants[0][office]", office.as_str()),
            ("grants[1][role]", "clerk"),
            ("grants[1][office]", other.as_str()),
        ];
        assert_eq!(admin.post(&format!("{href}/grants"), &roles).await.status, StatusCode::SEE_OTHER);
        let page = admin.get(&href).await;
        assert!(page.body.contains("13800004417") && page.body.contains("grants[1][role]"));
        let reset = admin.post(&format!("{href}/reset"), &[]).await;
        assert_ne!(secret(&reset.body), first);
        assert_eq!(as_session(&site, "GET", "/desk", &token, &[]).await.status(), StatusCode::SEE_OTHER);
        assert_eq!(admin.post(&format!("{href}/disable"), &[]).await.location, Some(format!("{href}?done=account_disabled")));
        assert!(admin.get(&href).await.body.contains("恢复使用"));
        assert_eq!(admin.post(&format!("{href}/nonsense"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.client(Role::Clerk).await.get(&href).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn sessions_end_and_large_type_is_remembered() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (here, csrf) = begin(&site, "clerk", PASSWORD).await;
        let (there, _) = begin(&site, "clerk", PASSWORD).await;
        let page = body(as_session(&site, "GET", "/account", &here, &[]).await).await;
        let key = page.split("/account/sessions/").nth(1).unwrap().split('/').next().unwrap();
        let csrf = [("_csrf", csrf)];
        let forged = as_session(&site, "POST", &format!("/account/sessions/{key}/end"), &here, &[("_csrf", "x".to_owned())]).await;
        assert_eq!(forged.status(), StatusCode::FORBIDDEN);
        let ended = as_session(&site, "POST", &format!("/account/sessions/{key}/end"), &here, &csrf).await;
        assert_eq!(told(&ended, header::LOCATION), "/account?done=session_ended");
        assert!(told(&as_session(&site, "GET", "/account", &there, &[]).await, header::LOCATION).starts_with("/login"));
        let large = as_session(&site, "POST", "/account/large", &here, &[csrf[0].clone(), ("large", "1".to_owned())]).await;
        assert!(told(&large, header::SET_COOKIE).starts_with("hetiao_large=1;"));
        let out = as_session(&site, "POST", "/logout", &here, &csrf).await;
        assert!(told(&out, header::SET_COOKIE).contains("Max-Age=0"));
        assert!(told(&as_session(&site, "GET", "/account", &here, &[]).await, header::LOCATION).starts_with("/login"));
        assert_eq!(site.guest().get("/").await.location.as_deref(), Some("/login"));
        assert_eq!(site.guest().get("/healthz").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn large_type_is_switched_at_the_foot_of_every_page_and_the_page_opens_again() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let (token, csrf) = begin(&site, "clerk", PASSWORD).await;
        for path in ["/desk", "/cases?stage=open&q=%E9%9F%A6", "/intake", "/contacts/new", "/account"] {
            let page = body(as_session(&site, "GET", path, &token, &[]).await).await;
            let foot = page.split("<footer class=\"foot\"").nth(1).unwrap();
            let next = format!("name=\"next\" value=\"{}\"", path.replace('&', "&#38;"));
            assert!(foot.contains("action=\"/account/large\"") && foot.contains(&next) && foot.contains("使用大字"), "{path}: {foot}");
        }
        let post = async |next: &str| {
            let fields = [("_csrf", csrf.clone()), ("large", "1".to_owned()), ("next", next.to_owned())];
            as_session(&site, "POST", "/account/large", &token, &fields).await
        };
        let on = post("/cases?stage=open").await;
        assert_eq!(told(&on, header::LOCATION), "/cases?stage=open");
        assert!(told(&on, header::SET_COOKIE).starts_with("hetiao_large=1;"));
        assert_eq!(told(&post("https://elsewhere.example/").await, header::LOCATION), "/desk");
        // A refused form knows the page it came from.
        let refused = body(as_session(&site, "POST", "/contacts/new", &token, &[("_csrf", csrf.clone())]).await).await;
        assert!(refused.contains("name=\"next\" value=\"/contacts/new\""), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn every_page_names_its_picture_and_whoever_guesses_finds_it_too() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let guessed = site.guest().get("/favicon.ico").await;
        let picture = guessed.location.unwrap();
        assert_eq!(guessed.status, StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(site.guest().get(&picture).await.content_type, "image/svg+xml");
        for page in [site.guest().get("/login").await, site.client(Role::Clerk).await.get("/desk").await] {
            assert!(page.body.contains(&format!("<link rel=\"icon\" type=\"image/svg+xml\" href=\"{picture}\">")), "{}", page.body);
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_is_shown_once_and_taken_back() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let admin = site.client(Role::Administrator).await;
        let office = site.centre.to_string();
        let made = admin.post("/tokens", &[("name", "仲裁系统"), ("role", "clerk"), ("office", office.as_str()), ("days", "30")]).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let token = secret(&made.body);
        assert!(app::access::person_of_token(&site.house.app, &token).await.unwrap().is_some());
        let list = admin.get("/tokens").await;
        assert!(list.body.contains("仲裁系统") && !list.body.contains(&token));
        let id = list.body.split("action=\"/tokens/").nth(1).unwrap().split('/').next().unwrap();
        assert_eq!(admin.post(&format!("/tokens/{id}/revoke"), &[]).await.status, StatusCode::SEE_OTHER);
        assert!(app::access::person_of_token(&site.house.app, &token).await.unwrap().is_none());
        assert_eq!(admin.post("/tokens", &[("name", "x"), ("days", "9999")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    each_engine(|store| async move {
        let house = house(store);
        let site = router(Web { app: house.app.clone(), behind_tls: false, trust_proxy: false });
        let get = async |path: &str| {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            site.clone().oneshot(request).await.unwrap()
        };
        assert_eq!(get("/setup").await.status(), StatusCode::NOT_FOUND);
        let token = app::access::setup_token(&house.app).await.unwrap().unwrap();
        assert_eq!(get("/setup?token=wrong").await.status(), StatusCode::NOT_FOUND);
        let path = format!("/setup?token={token}");
        assert_eq!(get(&path).await.status(), StatusCode::OK);
        let mut fields = vec![
            ("token", token.as_str()),
            ("office_name", "柳江区劳动人事争议多元调解中心"),
            ("division", COUNTY),
            ("number_prefix", "柳江劳人调"),
            ("login", "wei"),
            ("name", "韦主任"),
            ("password", "一起把话说开把账算清"),
            ("repeat", "不一样的另外一句话"),
        ];
        let wrong = site.clone().oneshot(form("/setup", &fields, &[])).await.unwrap();
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = body(wrong).await;
        assert!(wrong.contains("value=\"韦主任\"") && !wrong.contains("一起把话说开"));
        fields[7].1 = fields[6].1;
        let made = site.clone().oneshot(form("/setup", &fields, &[])).await.unwrap();
        assert_eq!(told(&made, header::LOCATION), "/login?done=setup", "{}", body(made).await);
        assert_eq!(get(&path).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(site.clone().oneshot(form("/setup", &fields, &[])).await.unwrap().status(), StatusCode::NOT_FOUND);
    })
    .await;
}
