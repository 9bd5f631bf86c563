//! Signing in, keeping accounts, tokens, the first administrator, the audit log.

use app::access::*;
use app::audit::{self, AuditFilter};
use app::{App, Ctx, Error};
use domain::access::{Grant, Role};
use domain::kernel::Line;
use domain::kernel::form::Form as _;
use domain::kernel::id::AccountId;
use serde_json::json;
use testkit::engines::each_engine;

use crate::house::{NOW, as_role, grant, house, office_id, offices};

const GOOD: &str = "along the river at dusk";

async fn person(app: &App, login: &str, grants: Vec<Grant>) -> AccountId {
    let person = NewPerson {
        login: login.parse().unwrap(),
        name: Line::new(login).unwrap(),
        phone: Some("13800004417".to_owned()),
        password: Password::new(GOOD).unwrap(),
        grants,
    };
    establish(app, person).await.unwrap()
}

async fn enter(app: &App, name: &str, password: &str) -> Result<SignedIn, Error> {
    login(app, name, &Password::new(password).unwrap(), "10.0.0.7", "Firefox").await
}

/// The session's person as a request.
async fn inside(app: &App, signed: &SignedIn) -> (Ctx, SessionView) {
    let view = person_of_session(app, &signed.token).await.unwrap().unwrap();
    (app.by(view.person.clone()), view)
}

/// `field: code` of every fault, or the kind of the error.
fn told<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(Error::Faults(faults)) => {
            faults.0.iter().map(|(path, fault)| format!("{}: {}", path.as_str(), fault.code())).collect::<Vec<_>>().join(", ")
        }
        Err(Error::NotFound) => "not found".to_owned(),
        Err(Error::Throttled(until)) => format!("throttled {}", (until.0 - NOW.0) / 60_000),
        Err(other) => format!("{other:?}"),
    }
}

async fn deeds(app: &App) -> Vec<String> {
    let reader = as_role(app, Role::Auditor, 6);
    let filter = AuditFilter::read(&json!({})).unwrap();
    let lines = audit::list(&reader, &filter, None).await.unwrap().lines;
    lines.into_iter().map(|line| line.deed).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_signs_in_is_known_until_the_session_ends() {
    each_engine(|store| async move {
        let (app, clock) = house(store);
        offices(&app, &[6]).await;
        let id = person(&app, "zhou.min", vec![grant(Role::Clerk, 6)]).await;
        let signed = enter(&app, " Zhou.Min ", GOOD).await.unwrap();
        assert_eq!((signed.account, signed.must_change, signed.token.len()), (id, false, 64));
        let (cx, view) = inside(&app, &signed).await;
        assert_eq!(cx.person.grants, [grant(Role::Clerk, 6)]);
        assert_eq!((view.login.as_str(), view.grants[0].office_name.as_str()), ("zhou.min", "office 6"));
        assert!(view.csrf.len() == 64 && view.csrf != signed.token && view.csrf != view.key);
        assert!(person_of_session(&app, "x").await.unwrap().is_none());

        // Requests keep it open, but not beyond a day.
        for _ in 0..3 {
            clock.later(7 * 60);
            assert!(person_of_session(&app, &signed.token).await.unwrap().is_some());
        }
        clock.later(3 * 60);
        assert!(person_of_session(&app, &signed.token).await.unwrap().is_none());

        let signed = enter(&app, "zhou.min", GOOD).await.unwrap();
        clock.later(8 * 60);
        assert!(person_of_session(&app, &signed.token).await.unwrap().is_none(), "eight hours without a request");

        let (one, two) = (enter(&app, "zhou.min", GOOD).await.unwrap(), enter(&app, "zhou.min", GOOD).await.unwrap());
        let (cx, view) = inside(&app, &one).await;
        let sessions = sessions_of(&cx).await.unwrap();
        assert_eq!((sessions.len(), sessions[0].user_agent.as_str(), sessions[0].address.as_str()), (2, "Firefox", "10.0.0.7"));
        let other = sessions.into_iter().find(|line| line.key != view.key).unwrap();
        revoke_session(&cx, &other.key).await.unwrap();
        assert_eq!(told(revoke_session(&cx, &other.key).await), "not found");
        assert_eq!(told(revoke_session(&cx, "zz").await), "not found");
        assert!(person_of_session(&app, &two.token).await.unwrap().is_none());
        logout(&app, &one.token).await.unwrap();
        logout(&app, &one.token).await.unwrap();
        assert!(person_of_session(&app, &one.token).await.unwrap().is_none());
        assert_eq!(
            deeds(&app).await,
            ["signed_out", "session_revoked", "signed_in", "signed_in", "signed_in", "signed_in", "account_created"]
        );
        assert!(audit::verify(&app).await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_locks_a_login_whether_or_not_somebody_has_it() {
    each_engine(|store| async move {
        let (app, clock) = house(store);
        person(&app, "zhou.min", vec![grant(Role::Clerk, 6)]).await;
        for login in ["zhou.min", "nobody"] {
            let begun = (app.clock.now().0 - NOW.0) / 60_000;
            for _ in 0..4 {
                assert_eq!(told(enter(&app, login, "wrong").await), "password: login_wrong", "{login}");
            }
            let locked = format!("throttled {}", begun + 15);
            assert_eq!(told(enter(&app, login, "wrong").await), locked, "{login}");
            clock.later(10);
            assert_eq!(told(enter(&app, login, GOOD).await), locked, "{login}: even the right one has to wait");
            clock.later(5);
            assert_eq!(told(enter(&app, login, "wrong").await), "password: login_wrong", "{login}: counts anew");
        }
        assert_eq!(told(enter(&app, "zhou.min", GOOD).await), "done");
        for _ in 0..4 {
            assert_eq!(told(enter(&app, "zhou.min", "wrong").await), "password: login_wrong");
        }
        assert_eq!(told(enter(&app, "zhou.min", GOOD).await), "done", "a success sets the count back");
        let deeds = deeds(&app).await;
        assert_eq!(deeds.iter().filter(|deed| *deed == "account_locked").count(), 1);
        assert_eq!(deeds.iter().filter(|deed| *deed == "sign_in_failed").count(), 9);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_can_not_go_through_many_logins() {
    each_engine(|store| async move {
        let (app, clock) = house(store);
        person(&app, "zhou.min", vec![grant(Role::Clerk, 6)]).await;
        for _ in 0..40 {
            assert_eq!(told(enter(&app, "zhou.min", GOOD).await), "done", "who knows the password is not counted");
        }
        for n in 0..30 {
            assert_eq!(told(enter(&app, &format!("guess{n}"), "wrong").await), "password: login_wrong");
        }
        clock.later(1);
        assert_eq!(told(enter(&app, "zhou.min", GOOD).await), "throttled 10");
        let elsewhere = login(&app, "zhou.min", &Password::new(GOOD).unwrap(), "10.0.0.8", "").await;
        assert_eq!(told(elsewhere), "done");
        clock.later(9);
        assert_eq!(told(enter(&app, "zhou.min", GOOD).await), "done");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tries_at_once_don_t_outrun_the_lock() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        person(&app, "zhou.min", vec![grant(Role::Clerk, 6)]).await;
        let tries = (0..12).map(|_| {
            let app = app.clone();
            tokio::spawn(async move { told(enter(&app, "zhou.min", "wrong").await) })
        });
        let mut wrong = 0;
        for tried in tries.collect::<Vec<_>>() {
            wrong += usize::from(tried.await.unwrap() == "password: login_wrong");
        }
        assert_eq!(wrong, 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_own_password_is_changed_with_the_old_one_and_ends_other_sessions() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        person(&app, "zhou.min", vec![grant(Role::Clerk, 6)]).await;
        let (here, there) = (enter(&app, "zhou.min", GOOD).await.unwrap(), enter(&app, "zhou.min", GOOD).await.unwrap());
        let (cx, view) = inside(&app, &here).await;
        let change = async |current: &str, new: &str, repeat: &str| {
            let form = ChangePassword::read(&json!({ "current": current, "new": new, "repeat": repeat })).unwrap();
            told(change_password(&cx, form, &view.key).await)
        };
        assert_eq!(change(GOOD, "short", "short").await, "new: password_short");
        assert_eq!(change(GOOD, "my zhou.min password", "my zhou.min password").await, "new: password_like_login");
        assert_eq!(change(GOOD, GOOD, "else").await, "new: password_same, repeat: password_mismatch");
        assert_eq!(change("wrong", "up the hill at dawn", "up the hill at dawn").await, "current: password_wrong");
        assert_eq!(change(GOOD, "up the hill at dawn", "up the hill at dawn").await, "done");
        assert!(person_of_session(&app, &here.token).await.unwrap().is_some());
        assert!(person_of_session(&app, &there.token).await.unwrap().is_none());
        assert_eq!(told(enter(&app, "zhou.min", GOOD).await), "password: login_wrong");
        assert_eq!(told(enter(&app, "zhou.min", "up the hill at dawn").await), "done");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_are_kept_within_reach() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        offices(&app, &[6, 21]).await;
        let admin = person(&app, "admin", vec![grant(Role::Administrator, 6)]).await;
        let (cx, _) = inside(&app, &enter(&app, "admin", GOOD).await.unwrap()).await;
        let clerk = as_role(&app, Role::Clerk, 6);
        let neighbour = as_role(&app, Role::Administrator, 21);
        let form = |login: &str, role: &str, office: u8| {
            let grants = json!([{ "role": role, "office": office_id(office).to_string() }]);
            NewAccount::read(&json!({ "login": login, "name": "周敏", "phone": "13800004417", "grants": grants })).unwrap()
        };
        assert_eq!(told(create_account(&clerk, form("zhou.min", "clerk", 6)).await), "grants.0.office: out_of_reach");
        assert_eq!(told(create_account(&cx, form("zhou.min", "clerk", 21)).await), "grants.0.office: out_of_reach");
        assert_eq!(told(create_account(&cx, form("zhou.min", "clerk", 99)).await), "grants.0.office: unknown_choice");
        assert_eq!(told(create_account(&cx, form("zhou.min", "system", 6)).await), "grants.0.role: unknown_choice");
        assert_eq!(told(create_account(&cx, form("admin", "clerk", 6)).await), "login: login_taken");
        let empty = NewAccount { grants: vec![], ..form("zhou.min", "clerk", 6) };
        assert_eq!(told(create_account(&cx, empty).await), "grants: role_needed");
        let (id, initial) = create_account(&cx, form("zhou.min", "clerk", 6)).await.unwrap();
        assert_eq!(initial.len(), 14);
        let signed = enter(&app, "zhou.min", &initial).await.unwrap();
        assert!(signed.must_change && inside(&app, &signed).await.1.must_change);

        // Lists: masked, in scope, by words.
        let page = list_accounts(&cx, None, None).await.unwrap();
        let lines: Vec<_> = page.lines.iter().map(|line| (line.login.as_str(), line.phone.as_deref())).collect();
        assert_eq!((lines, page.next), (vec![("admin", Some("138****4417")), ("zhou.min", Some("138****4417"))], None));
        assert_eq!(list_accounts(&cx, Some(" 周敏 "), None).await.unwrap().lines.len(), 1);
        assert!(list_accounts(&neighbour, None, None).await.unwrap().lines.is_empty());
        assert_eq!(told(list_accounts(&clerk, None, None).await), "not found");
        let view = account(&cx, id).await.unwrap();
        assert_eq!((view.phone.as_deref(), view.sessions, view.within_reach), (Some("13800004417"), 1, true));
        for outsider in [&clerk, &neighbour] {
            assert_eq!(told(account(outsider, id).await), "not found");
            assert_eq!(told(disable(outsider, id).await), "not found");
            assert_eq!(told(enable(outsider, id).await), "not found");
            assert_eq!(told(reset_password(outsider, id).await), "not found");
            assert_eq!(told(end_sessions(outsider, id).await), "not found");
            let grants = SetGrants { grants: vec![] };
            assert_eq!(told(set_grants(outsider, id, grants).await), "not found");
            let changed = PersonForm::read(&json!({ "name": "x" })).unwrap();
            assert_eq!(told(change_account(outsider, id, changed).await), "not found");
        }

        // A new password and a disabled account end what was open.
        let again = reset_password(&cx, id).await.unwrap();
        assert!(person_of_session(&app, &signed.token).await.unwrap().is_none());
        let signed = enter(&app, "zhou.min", &again).await.unwrap();
        disable(&cx, id).await.unwrap();
        assert!(person_of_session(&app, &signed.token).await.unwrap().is_none());
        assert_eq!(told(enter(&app, "zhou.min", &again).await), "login: login_disabled");
        assert_eq!(told(enter(&app, "zhou.min", "wrong").await), "password: login_wrong");
        enable(&cx, id).await.unwrap();
        let signed = enter(&app, "zhou.min", &again).await.unwrap();
        end_sessions(&cx, id).await.unwrap();
        assert!(person_of_session(&app, &signed.token).await.unwrap().is_none());
        change_account(&cx, id, PersonForm::read(&json!({ "name": "周 敏" })).unwrap()).await.unwrap();
        let view = account(&cx, id).await.unwrap();
        assert_eq!((view.line.name.as_str(), view.phone), ("周 敏", None));

        assert_eq!(told(disable(&cx, admin).await), "account: account_own");
        let names = names(&app.store.read(), &[admin, id]).await.unwrap();
        assert_eq!(names[&id], "周 敏");
        assert!(audit::verify(&app).await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_always_an_administrator_and_nobody_rises_beyond_the_own_reach() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        offices(&app, &[6, 21]).await;
        let admin = person(&app, "admin", vec![grant(Role::Administrator, 6)]).await;
        let (cx, _) = inside(&app, &enter(&app, "admin", GOOD).await.unwrap()).await;
        let set = |roles: &[(&str, u8)]| {
            let grants: Vec<_> =
                roles.iter().map(|(role, office)| json!({ "role": role, "office": office_id(*office).to_string() })).collect();
            SetGrants::read(&json!({ "grants": grants })).unwrap()
        };
        assert_eq!(told(set_grants(&cx, admin, set(&[("clerk", 6)])).await), "account: last_administrator");
        assert_eq!(told(set_grants(&cx, admin, set(&[("administrator", 6), ("clerk", 6), ("clerk", 6)])).await), "done");
        assert_eq!(account(&cx, admin).await.unwrap().line.grants.len(), 2);
        let keeper = as_role(&app, Role::Administrator, 6);
        assert_eq!(told(disable(&keeper, admin).await), "account: last_administrator");

        // Somebody with a role elsewhere is seen, but not taken over; the role elsewhere stays.
        let both = person(&app, "both", vec![grant(Role::Administrator, 21), grant(Role::Mediator, 6)]).await;
        assert!(!account(&cx, both).await.unwrap().within_reach);
        assert_eq!(told(reset_password(&cx, both).await), "account: out_of_reach");
        assert_eq!(told(disable(&cx, both).await), "account: out_of_reach");
        assert_eq!(told(set_grants(&cx, both, set(&[("administrator", 21)])).await), "grants.0.office: out_of_reach");
        assert_eq!(told(set_grants(&cx, both, set(&[("clerk", 6)])).await), "done");
        let roles: Vec<_> = account(&cx, both).await.unwrap().line.grants.iter().map(|grant| (grant.role, grant.office)).collect();
        assert_eq!(roles, [(Role::Administrator, office_id(21)), (Role::Clerk, office_id(6))]);
        assert_eq!(told(disable(&keeper, admin).await), "done", "there is another one");
        assert!(mediator_accounts(&app.store.read(), office_id(6)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_has_one_role_in_one_office_for_a_time() {
    each_engine(|store| async move {
        let (app, clock) = house(store);
        offices(&app, &[6, 21]).await;
        person(&app, "admin", vec![grant(Role::Administrator, 6)]).await;
        let (cx, _) = inside(&app, &enter(&app, "admin", GOOD).await.unwrap()).await;
        let form = |role: &str, office: u8| {
            NewToken::read(&json!({ "name": "12333", "role": role, "office": office_id(office).to_string(), "days": 30 })).unwrap()
        };
        assert_eq!(told(create_token(&cx, form("clerk", 21)).await), "office: out_of_reach");
        assert_eq!(told(create_token(&cx, form("system", 6)).await), "role: unknown_choice");
        assert_eq!(told(create_token(&as_role(&app, Role::Clerk, 6), form("clerk", 6)).await), "not found");
        let made = create_token(&cx, form("clerk", 6)).await.unwrap();
        assert!(made.secret.starts_with("hetiao_") && made.secret.len() == 71);
        let behind = person_of_token(&app, &made.secret).await.unwrap().unwrap();
        assert_eq!((behind.account, behind.grants), (cx.person.account, vec![grant(Role::Clerk, 6)]));
        assert!(person_of_token(&app, "hetiao_x").await.unwrap().is_none());
        assert!(person_of_token(&app, "").await.unwrap().is_none());
        let lines = list_tokens(&cx).await.unwrap();
        assert_eq!((lines.len(), lines[0].live, lines[0].office_name.as_str(), lines[0].seen_at), (1, true, "office 6", Some(NOW)));
        assert!(list_tokens(&as_role(&app, Role::Administrator, 21)).await.unwrap().is_empty());
        assert_eq!(told(revoke_token(&as_role(&app, Role::Administrator, 21), made.id).await), "not found");
        revoke_token(&cx, made.id).await.unwrap();
        revoke_token(&cx, made.id).await.unwrap();
        assert!(person_of_token(&app, &made.secret).await.unwrap().is_none());
        let other = create_token(&cx, form("clerk", 6)).await.unwrap();
        clock.later(30 * 24 * 60);
        assert!(person_of_token(&app, &other.secret).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_administrator_comes_from_the_console() {
    each_engine(|store| async move {
        let (app, clock) = house(store);
        let form = |password: &str| {
            Setup::read(&json!({
                "office_name": "柳江区中心", "division": "450206000000", "number_prefix": "柳江劳调", "login": "admin", "name": "管理员",
                "password": password, "repeat": GOOD,
            }))
            .unwrap()
        };
        let old = setup_token(&app).await.unwrap().unwrap();
        let token = setup_token(&app).await.unwrap().unwrap();
        assert!(!setup_is_open(&app, &old).await.unwrap() && setup_is_open(&app, &token).await.unwrap());
        assert_eq!(told(setup(&app, &old, form(GOOD)).await), "not found");
        assert_eq!(told(setup(&app, &token, form("else")).await), "repeat: password_mismatch");
        let id = setup(&app, &token, form(GOOD)).await.unwrap();
        assert_eq!(told(setup(&app, &token, form(GOOD)).await), "not found");
        assert!(setup_token(&app).await.unwrap().is_none());
        let (cx, view) = inside(&app, &enter(&app, "admin", GOOD).await.unwrap()).await;
        assert_eq!((cx.person.account, view.grants[0].role, view.grants[0].office_name.as_str()), (id, Role::Administrator, "柳江区中心"));

        // Whoever can start the program can always make another one.
        let there = FirstOffice::There(view.grants[0].office);
        let second = |login: &'static str, password: &'static str, office: FirstOffice| {
            create_first_administrator(&app, login, "second", password, office)
        };
        assert_eq!(told(second("9", GOOD, there.clone()).await), "login: login_format");
        assert_eq!(told(second("second", "1234567890", there.clone()).await), "password: password_common");
        assert_eq!(told(second("second", GOOD, FirstOffice::There(office_id(9))).await), "office: not_found");
        let new = FirstOffice::New { name: "n".to_owned(), division: "4502".to_owned(), number_prefix: String::new() };
        assert_eq!(told(second("second", GOOD, new).await), "division: not_found, number_prefix: missing");
        assert_eq!(told(second("admin", GOOD, there.clone()).await), "login: login_taken");
        assert_eq!(told(second("second", GOOD, there).await), "done");
        clock.later(1);
        assert_eq!(told(enter(&app, "second", GOOD).await), "done");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_audit_log_is_read_within_reach() {
    each_engine(|store| async move {
        let (app, _) = house(store);
        offices(&app, &[6, 21]).await;
        person(&app, "here", vec![grant(Role::Clerk, 6)]).await;
        person(&app, "there", vec![grant(Role::Clerk, 21)]).await;
        enter(&app, "here", GOOD).await.unwrap();
        enter(&app, "there", GOOD).await.unwrap();
        let lines = async |role: Role, office: u8, filter: serde_json::Value| {
            let filter = AuditFilter::read(&filter).unwrap();
            match audit::list(&as_role(&app, role, office), &filter, None).await {
                Ok(page) => page.lines.into_iter().map(|line| (line.deed, line.name.unwrap_or_default())).collect::<Vec<_>>(),
                Err(error) => vec![(told::<()>(Err(error)), String::new())],
            }
        };
        let signed = ("signed_in".to_owned(), "here".to_owned());
        assert_eq!(lines(Role::Director, 6, json!({})).await, std::slice::from_ref(&signed));
        assert_eq!(lines(Role::Auditor, 6, json!({ "deed": "signed_in" })).await, std::slice::from_ref(&signed));
        assert_eq!(lines(Role::Auditor, 6, json!({})).await.len(), 3, "and what belongs to no office");
        assert_eq!(lines(Role::Director, 6, json!({ "from": "2026-11-21" })).await, []);
        assert_eq!(lines(Role::Director, 6, json!({ "from": "2026-11-20", "until": "2026-11-20" })).await, [signed]);
        assert_eq!(lines(Role::Clerk, 6, json!({})).await[0].0, "not found");
        assert!(audit::check(&as_role(&app, Role::Auditor, 6)).await.unwrap().is_sound());
        assert_eq!(told(audit::check(&as_role(&app, Role::Clerk, 6)).await), "not found");
    })
    .await;
}
