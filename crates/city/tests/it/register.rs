//! The registers of the city: everything that the books are for is there, with its history.

use app::access::{self, Password};
use app::organisation::register::{self, Narrow, list};
use app::{App, Ctx};
use city::{Plan, SimClock, tell};
use domain::access::Role;
use testkit::engines::each_engine;
use testkit::house::{OPENED, house};

pub(super) async fn city(store: store::Store) -> (App, Ctx) {
    let house = house(store);
    let told = tell(&house.app, &SimClock::at(OPENED), 7, &Plan { contacts: 2, cases: 40, ..Plan::small(OPENED) }).await.unwrap();
    let director = told.logins.iter().find(|login| login.role == Role::Director).unwrap();
    let signed = access::login(&house.app, &director.login, &Password::new(&director.password).unwrap(), "10.0.0.7", "test").await.unwrap();
    let view = access::person_of_session(&house.app, &signed.token).await.unwrap().unwrap();
    let cx = house.app.by(view.person);
    (house.app, cx)
}

async fn count(cx: &Ctx, code: &str, state: &str) -> usize {
    let narrow = Narrow { state: Some(state.to_owned()).filter(|state| !state.is_empty()), ..Narrow::default() };
    usize::try_from(register::page(cx, code, &narrow, None).await.unwrap().count).unwrap()
}

#[tokio::test]
async fn the_city_has_organisations_and_people_with_gaps_a_medal_and_terms_that_run_out() {
    each_engine(|store| async move {
        let (app, cx) = city(store).await;
        for code in app.lists.registers().iter().map(|book| book.register.code.clone()) {
            assert!(count(&cx, &code, "").await > 0, "nothing in {code}");
        }
        let mut told = Vec::new();
        for (code, state) in [
            ("profile", "planned"),
            ("profile", "founded"),
            ("profile", "suspended"),
            ("standard", "gap"),
            ("standard", "passed"),
            ("honour", "awarded"),
            ("person", "warned"),
            ("person", "resigned"),
            ("candidacy", "trial"),
            ("peer_review", "scored"),
            ("appraisal", "decided"),
            ("follow_up", "open"),
            ("proof", "valid"),
            ("practice", "submitted"),
        ] {
            told.push(count(&cx, code, state).await);
        }
        assert_eq!(told, [1, 2, 1, 2, 1, 1, 1, 1, 1, 7, 2, 5, 1, 1]);
        assert!(count(&cx, "profile", "filed").await >= 30);
        assert!(count(&cx, "person", "serving").await >= 50);
        let today = cx.now.day();
        let ending = list::running_out(&cx, today.plus(60)).await.unwrap();
        assert_eq!(ending.iter().filter(|(_, row)| row.register == "certificate").count(), 2, "two certificates run out within 60 days");
        let without = |size: &str| Narrow {
            marks: [("size", size), ("committee", "no")].map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
            ..Narrow::default()
        };
        assert!(register::page(&cx, "enterprise", &without("medium"), None).await.unwrap().count > 0, "a medium one has no committee");

        // The centre's members sit there, a seat is empty since the union left; a rectification has lapsed.
        let centre = app::organisation::list(&cx, &app::organisation::ListFilter::default(), None).await.unwrap();
        let centre = centre.rows.iter().find(|line| line.row.kind == domain::organisation::OrganisationKind::Centre).unwrap().row.id;
        let members = app::organisation::member::members(&cx, centre).await.unwrap();
        assert_eq!((members.members.len(), members.missing.len()), (7, 1), "{members:?}");
        assert!(members.members.iter().all(|member| member.phone.contains('*')), "telephones are masked");
        assert!(ending.iter().any(|(_, row)| row.register == "inspection" && row.ends.is_some_and(|day| day < today)));

        // Half a year ago the one that is suspended now was not.
        let past = Narrow { at: Some(cx.now.plus_minutes(-180 * 24 * 60)), state: Some("suspended".to_owned()), ..Narrow::default() };
        assert_eq!(register::page(&cx, "profile", &past, None).await.unwrap().count, 0);
        assert!(app::audit::verify(&app).await.is_ok());
    })
    .await;
}
