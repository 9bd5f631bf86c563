//! Accounts and their grants.

use domain::access::{Role, Scope};
use domain::kernel::id::{AccountId, OrganisationId};
use store::Error;
use store::access::{account, grant, serves};
use testkit::engines::each_engine;
use uuid::Uuid;

use super::{NOW, account as new, grant as role, office, people};

const LIUJIANG: &str = "450206000000";
const STREET: &str = "450206100000";
const ELSEWHERE: &str = "450221000000";

fn area(division: &str) -> Scope {
    Scope { areas: vec![domain::access::subtree(division)], ..Scope::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_reads_back_and_a_taken_login_is_a_conflict() {
    each_engine(|store| async move {
        people(&store, vec![(new(1, "zhou.min"), vec![])]).await;
        let read = store.read();
        let found = account::by_login(&read, "zhou.min").await.unwrap().unwrap();
        assert_eq!((found.id, found.must_change, found.phone.as_deref()), (AccountId(Uuid::from_u128(1)), true, Some("13800004417")));
        assert!(account::by_login(&read, "Zhou.Min").await.unwrap().is_none());
        assert_eq!(account::count(&read).await.unwrap(), 1);
        let again = new(2, "zhou.min");
        let taken = change!(store, |tx| { account::insert(tx, &again).await });
        assert!(matches!(taken, Err(Error::Conflict { what }) if what == "account(login)"));
        assert!(matches!(account::get(&read, AccountId(Uuid::from_u128(2))).await, Err(Error::NotFound)));

        let id = found.id;
        change!(store, |tx| { account::set_failures(tx, id, 5, Some(NOW)).await }).unwrap();
        let locked = account::get(&read, id).await.unwrap();
        assert_eq!((locked.failures, locked.locked_until), (5, Some(NOW)));
        change!(store, |tx| {
            account::signed_in(tx, id, NOW).await?;
            account::set_person(tx, id, "周敏", None).await?;
            account::set_disabled(tx, id, true).await
        })
        .unwrap();
        let after = change!(store, |tx| { account::lock(tx, id).await }).unwrap();
        assert_eq!((after.failures, after.locked_until, after.signed_in_at), (0, None, Some(NOW)));
        assert_eq!((after.name.as_str(), after.phone, after.disabled), ("周敏", None, true));
        change!(store, |tx| { account::set_password(tx, id, "other", false).await }).unwrap();
        let after = account::get(&read, id).await.unwrap();
        assert_eq!((after.password_hash.as_deref(), after.must_change), (Some("other"), false));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_shows_its_scope_page_by_page_and_finds_names() {
    each_engine(|store| async move {
        office(&store, 9, "柳江区中心", LIUJIANG).await;
        let mut all = vec![
            (new(100, "other"), vec![role(Role::Clerk, 8, ELSEWHERE)]),
            (new(101, "none"), vec![]),
            (new(102, "both_of"), vec![role(Role::Clerk, 8, ELSEWHERE), role(Role::Mediator, 7, STREET)]),
        ];
        all.extend((1..=5).map(|n| (new(n, &format!("clerk{n}")), vec![role(Role::Clerk, 9, LIUJIANG)])));
        people(&store, all).await;
        let read = store.read();
        let logins = async |scope: Scope, words: Option<&str>, after: Option<&str>, limit| -> Vec<String> {
            let found = account::list(&read, &scope, words, after, limit).await.unwrap();
            found.into_iter().map(|account| account.login).collect()
        };
        assert_eq!(logins(area(LIUJIANG), None, None, 3).await, ["both_of", "clerk1", "clerk2"]);
        assert_eq!(logins(area(LIUJIANG), None, Some("clerk2"), 3).await, ["clerk3", "clerk4", "clerk5"]);
        assert_eq!(logins(area(LIUJIANG), Some("h_o"), None, 9).await, ["both_of"]);
        assert_eq!(logins(area(LIUJIANG), Some("CLERK5"), None, 9).await, ["clerk5"]);
        assert_eq!(logins(area(LIUJIANG), Some("人3"), None, 9).await, ["clerk3"]);
        assert!(logins(area(LIUJIANG), Some("%"), None, 9).await.is_empty());
        assert!(logins(Scope::default(), None, None, 9).await.is_empty());
        assert_eq!(logins(Scope::everything(), None, None, 99).await.len(), 7);
        let ids = [1, 102, 999].map(|n| AccountId(Uuid::from_u128(n)));
        let names = account::names(&read, &ids).await.unwrap();
        assert_eq!((names.len(), names[&ids[1]].as_str()), (2, "人102"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn grants_carry_their_office_and_are_replaced_as_a_whole() {
    each_engine(|store| async move {
        office(&store, 9, "柳江区中心", LIUJIANG).await;
        let grants = vec![role(Role::Mediator, 9, LIUJIANG), role(Role::Administrator, 9, LIUJIANG)];
        people(&store, vec![(new(1, "one"), grants), (new(2, "two"), vec![role(Role::Mediator, 9, LIUJIANG)])]).await;
        let (one, two, centre) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)), OrganisationId(Uuid::from_u128(9)));
        let read = store.read();
        let rows = grant::of(&read, &[one]).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.role).collect::<Vec<_>>(), [Role::Administrator, Role::Mediator]);
        assert_eq!(rows[0].office_name.as_deref(), Some("柳江区中心"));
        assert_eq!(grant::office(&read, centre).await.unwrap().unwrap().division, LIUJIANG);
        assert_eq!(grant::office_names(&read, &[centre]).await.unwrap()[&centre], "柳江区中心");
        assert!(grant::office(&read, OrganisationId(Uuid::from_u128(8))).await.unwrap().is_none());

        let elsewhere = async |office: u128| {
            let office = OrganisationId(Uuid::from_u128(office));
            grant::held_elsewhere(&read, &[Role::Administrator, Role::Director], office).await.unwrap()
        };
        assert_eq!((elsewhere(8).await, elsewhere(9).await), (vec![LIUJIANG.to_owned()], Vec::new()));
        let held = async |role: Role| grant::is_held(&read, &[role], centre).await.unwrap();
        assert!(held(Role::Mediator).await && !held(Role::Clerk).await);
        let mediators = grant::mediators(&read, centre).await.unwrap();
        assert_eq!(mediators.iter().map(|found| found.account).collect::<Vec<_>>(), [one, two]);
        assert!(serves(&read, two, centre).await.unwrap());
        assert_eq!(change!(store, |tx| { grant::lock_administrators(tx).await }).unwrap(), [one]);
        change!(store, |tx| {
            account::set_disabled(tx, two, true).await?;
            grant::set(tx, one, &[role(Role::Clerk, 8, STREET), role(Role::Clerk, 8, STREET)]).await
        })
        .unwrap();
        assert!(grant::mediators(&read, centre).await.unwrap().is_empty());
        assert!(!serves(&read, two, centre).await.unwrap());
        assert!(change!(store, |tx| { grant::lock_administrators(tx).await }).unwrap().is_empty());
        let rows = grant::of(&read, &[one, two]).await.unwrap();
        assert_eq!((rows.len(), rows[0].office_name.as_deref(), rows[0].division.as_str()), (2, None, STREET));
    })
    .await;
}
