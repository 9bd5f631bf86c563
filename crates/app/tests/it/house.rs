//! A house for tests: a clock that is set by hand, dice that always fall alike, a press and a carrier that do nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::document::model::{Binder, Paper, Press, PressError, Sheet};
use app::lists::Lists;
use app::port::{Cipher, CipherFault, Clock, Dice, Exchange, LockedKey, Message, Sealed, TableFault, Tables};
use app::{App, Ctx};
use domain::access::{Grant, Person, Role};
use domain::case::Settings;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, OrganisationId};
use domain::periods::Calendar;
use store::{Store, values};
use uuid::Uuid;

/// When a test begins: 2026-11-20 09:00 in Shanghai.
pub(crate) const NOW: Moment = Moment(1_795_136_400_000);

/// A clock that stands still until it is set.
pub(crate) struct SetClock(AtomicI64);

impl SetClock {
    pub(crate) fn later(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

/// Counts instead of throwing.
struct Counting(AtomicU64);

impl Dice for Counting {
    fn id(&self) -> Uuid {
        Uuid::from_u128(0x0193_0000 + u128::from(self.0.fetch_add(1, Ordering::SeqCst)))
    }
    fn secret(&self) -> [u8; 32] {
        let mut n = self.0.fetch_add(1, Ordering::SeqCst).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        std::array::from_fn(|_| {
            n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            n.to_be_bytes()[0]
        })
    }
}

struct Nothing;

impl Press for Nothing {
    fn pdf(&self, _: &Paper) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
    fn docx(&self, _: &Paper) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
    fn binder(&self, _: &Binder) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
    fn xlsx(&self, _: &Sheet) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
    fn qr(&self, _: &str) -> Result<String, PressError> {
        Ok(String::new())
    }
    fn folder(&self, _: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PressError> {
        Ok(Vec::new())
    }
}

impl Tables for Nothing {
    fn read(&self, _: &[u8], _: usize) -> Result<Vec<Vec<String>>, TableFault> {
        Ok(Vec::new())
    }
}

impl Exchange for Nothing {
    fn send(&self, _: &Message) -> Result<(), String> {
        Ok(())
    }

    fn reaches_telephones(&self) -> bool {
        false
    }
}

impl Cipher for Nothing {
    fn ready(&self) -> Result<(), CipherFault> {
        Err(CipherFault::NoMaster)
    }
    fn new_key(&self, _: CaseId) -> Result<LockedKey, CipherFault> {
        Err(CipherFault::NoMaster)
    }
    fn seal(&self, _: CaseId, _: &LockedKey, _: &[u8], _: &[u8]) -> Result<Sealed, CipherFault> {
        Err(CipherFault::NoMaster)
    }
    fn open(&self, _: CaseId, _: &LockedKey, _: &[u8], _: &Sealed) -> Result<Vec<u8>, CipherFault> {
        Err(CipherFault::NoMaster)
    }
}

/// The house around a store, and its clock.
pub(crate) fn house(store: Store) -> (App, Arc<SetClock>) {
    let clock = Arc::new(SetClock(AtomicI64::new(NOW.0)));
    let app = App {
        store,
        clock: clock.clone(),
        dice: Arc::new(Counting(AtomicU64::new(1))),
        press: Arc::new(Nothing),
        exchange: Arc::new(Nothing),
        cipher: Arc::new(Nothing),
        tables: Arc::new(Nothing),
        claims: Arc::new(app::claims::Basis::shipped().unwrap()),
        almanac: Arc::new(app::Almanac::new(Calendar::parse(include_str!("../../../../data/cn-workdays.csv"), "test").unwrap())),
        rules: Arc::new(app::periods::shipped().unwrap()),
        lists: Arc::new(Lists::shipped().unwrap()),
        settings: Arc::new(Settings::default()),
        issuing: Arc::default(),
        upload_limit: 1 << 20,
        quick_passwords: true,
    };
    (app, clock)
}

/// A role in an office; its number is also the middle of its division: `4502<nn>000000`.
pub(crate) fn grant(role: Role, office: u8) -> Grant {
    Grant { role, office: office_id(office), division: format!("4502{office:02}000000") }
}

pub(crate) fn office_id(office: u8) -> OrganisationId {
    OrganisationId(Uuid::from_u128(office.into()))
}

/// Somebody who needs no account.
pub(crate) fn as_role(app: &App, role: Role, office: u8) -> Ctx {
    app.by(Person { account: AccountId(Uuid::from_u128(u128::from(office) + 0xffff)), grants: vec![grant(role, office)] })
}

/// Puts offices into the directory.
pub(crate) async fn offices(app: &App, offices: &'static [u8]) {
    let write = app.store.write::<_, store::Error, _>(move |tx| {
        Box::pin(async move {
            for office in offices {
                let insert = "insert into organisation (id, kind, name, number_prefix, division, takes_cases, handles, active, version, updated_at) \
                     values ($1, 'centre', $2, 'X', $3, 1, '[]', 1, 1, 0)";
                let grant = grant(Role::Clerk, *office);
                tx.execute(insert, values![grant.office, format!("office {office}"), grant.division]).await?;
            }
            Ok(())
        })
    });
    write.await.unwrap();
}
