//! Sessions, tries to sign in, tokens.

use domain::access::{Role, Scope, subtree};
use domain::kernel::id::{AccountId, ApiTokenId, OrganisationId};
use store::access::session::Session;
use store::access::token::Token;
use store::access::{account, attempt, session, token};
use testkit::engines::each_engine;
use uuid::Uuid;

use super::{NOW, account as new, people};

const ONE: AccountId = AccountId(Uuid::from_u128(1));
const TWO: AccountId = AccountId(Uuid::from_u128(2));

fn begun(account: AccountId, mark: u8) -> Session {
    Session {
        token_hash: vec![mark; 32],
        account,
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW.plus_minutes(60),
        user_agent: "Firefox".to_owned(),
        address: "10.0.0.7".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_are_noted_ended_and_swept() {
    each_engine(|store| async move {
        change!(store, |tx| {
            for (account, mark) in [(ONE, 1), (ONE, 2), (ONE, 3), (TWO, 4)] {
                session::insert(tx, &begun(account, mark)).await?;
            }
            session::touch(tx, &[2; 32], NOW.plus_minutes(5)).await?;
            // An older request that comes late changes nothing.
            session::touch(tx, &[2; 32], NOW.plus_minutes(4)).await
        })
        .unwrap();
        let read = store.read();
        let marks = async |account| -> Vec<u8> { session::of(&read, account).await.unwrap().iter().map(|one| one.token_hash[0]).collect() };
        assert_eq!(marks(ONE).await, [2, 1, 3]);
        assert_eq!(session::get(&read, &[2; 32]).await.unwrap().unwrap().seen_at, NOW.plus_minutes(5));
        assert!(session::get(&read, &[9; 32]).await.unwrap().is_none());
        assert!(!change!(store, |tx| { session::end(tx, TWO, &[1; 32]).await }).unwrap(), "somebody else's session");
        assert!(change!(store, |tx| { session::end(tx, ONE, &[1; 32]).await }).unwrap());
        assert_eq!(change!(store, |tx| { session::end_others(tx, ONE, &[2; 32]).await }).unwrap(), 1);
        assert_eq!(marks(ONE).await, [2]);
        assert_eq!(change!(store, |tx| { session::sweep(tx, NOW.plus_minutes(9), NOW).await }).unwrap(), 1);
        assert_eq!((marks(ONE).await, marks(TWO).await), (vec![2], vec![]));
        assert_eq!(change!(store, |tx| { session::sweep(tx, NOW.plus_minutes(60), NOW).await }).unwrap(), 1);
        assert_eq!(change!(store, |tx| { session::end_all(tx, ONE).await }).unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tries_count_by_key_within_their_time() {
    each_engine(|store| async move {
        change!(store, |tx| {
            for (n, key) in [(0_u8, "a"), (1, "a"), (2, "b"), (3, "a")] {
                attempt::note(tx, Uuid::from_u128(n.into()), key, NOW.plus_minutes(n.into())).await?;
            }
            Ok(())
        })
        .unwrap();
        let read = store.read();
        assert_eq!(attempt::since(&read, "a", NOW).await.unwrap(), [NOW.plus_minutes(1), NOW.plus_minutes(3)]);
        change!(store, |tx| { attempt::forget(tx, Uuid::from_u128(3)).await }).unwrap();
        assert_eq!(change!(store, |tx| { attempt::sweep(tx, NOW).await }).unwrap(), 1);
        assert_eq!(attempt::since(&read, "a", NOW.plus_minutes(-9)).await.unwrap(), [NOW.plus_minutes(1)]);
    })
    .await;
}

fn made(n: u8, division: &str) -> Token {
    Token {
        id: ApiTokenId(Uuid::from_u128(u128::from(n))),
        name: format!("{n}"),
        token_hash: vec![n; 32],
        account: ONE,
        role: Role::Clerk,
        office: OrganisationId(Uuid::from_u128(9)),
        division: division.to_owned(),
        created_at: NOW,
        expires_at: NOW.plus_minutes(10),
        revoked_at: None,
        seen_at: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_works_until_it_ends_is_taken_back_or_its_account_is_disabled() {
    each_engine(|store| async move {
        people(&store, vec![(new(1, "one"), vec![])]).await;
        change!(store, |tx| {
            token::insert(tx, &made(1, "450206000000")).await?;
            token::insert(tx, &made(2, "450221000000")).await?;
            token::touch(tx, made(1, "").id, NOW).await
        })
        .unwrap();
        let read = store.read();
        let live = async |n: u8, now| token::live(&read, &[n; 32], now).await.unwrap().map(|found| found.name);
        assert_eq!(live(1, NOW).await.as_deref(), Some("1"));
        assert_eq!(live(1, NOW.plus_minutes(10)).await, None);
        assert_eq!(live(3, NOW).await, None);
        let scope = Scope { areas: vec![subtree("450206000000")], ..Scope::default() };
        let listed = token::list(&read, &scope).await.unwrap();
        assert_eq!((listed.len(), listed[0].seen_at, listed[0].role), (1, Some(NOW), Role::Clerk));
        assert!(token::list(&read, &Scope::default()).await.unwrap().is_empty());
        let id = made(1, "").id;
        assert!(change!(store, |tx| { token::revoke(tx, id, NOW).await }).unwrap());
        assert!(!change!(store, |tx| { token::revoke(tx, id, NOW).await }).unwrap());
        assert_eq!(token::get(&read, id).await.unwrap().revoked_at, Some(NOW));
        assert_eq!(live(1, NOW).await, None);
        assert!(live(2, NOW).await.is_some());
        change!(store, |tx| { account::set_disabled(tx, ONE, true).await }).unwrap();
        assert_eq!(live(2, NOW).await, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_setup_token_is_one_and_is_used_up() {
    each_engine(|store| async move {
        change!(store, |tx| {
            token::set_setup(tx, &[1; 32], NOW).await?;
            token::set_setup(tx, &[2; 32], NOW).await
        })
        .unwrap();
        let before = NOW.plus_minutes(-1);
        assert!(!token::is_setup(&store.read(), &[1; 32], before).await.unwrap());
        assert!(!token::is_setup(&store.read(), &[2; 32], NOW).await.unwrap());
        assert!(token::is_setup(&store.read(), &[2; 32], before).await.unwrap());
        assert!(!change!(store, |tx| { token::take_setup(tx, &[2; 32], NOW).await }).unwrap());
        assert!(change!(store, |tx| { token::take_setup(tx, &[2; 32], before).await }).unwrap());
        assert!(!change!(store, |tx| { token::take_setup(tx, &[2; 32], before).await }).unwrap());
    })
    .await;
}
