//! A complete house for tests: a clock that is set by hand, dice from a seed, the real press, and a carrier that keeps what it is given.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a harness: what goes wrong here is a failed test")]

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use app::App;
use app::lists::Lists;
use app::port::{Clock, Dice, Exchange, Message};
use domain::case::Settings;
use domain::kernel::Moment;
use domain::periods::Calendar;
use domain::vault::CipherKind;
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::Store;
use strongbox::{MasterKey, Strongbox};
use uuid::Uuid;

pub use crate::engines::OPENED;

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that shows `at`.
    pub fn at(at: Moment) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(at.0)))
    }

    /// Sets it.
    pub fn set(&self, at: Moment) {
        self.0.store(at.0, Ordering::SeqCst);
    }

    /// Lets minutes pass.
    pub fn later(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

/// Dice that always fall alike; ids rise.
#[derive(Debug)]
pub struct FixedDice {
    count: AtomicU64,
    rng: Mutex<ChaCha8Rng>,
}

impl FixedDice {
    /// Dice of a seed.
    pub fn of(seed: u64) -> Arc<Self> {
        Arc::new(Self { count: AtomicU64::new(1), rng: Mutex::new(ChaCha8Rng::seed_from_u64(seed)) })
    }

    fn rng(&self) -> std::sync::MutexGuard<'_, ChaCha8Rng> {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Dice for FixedDice {
    fn id(&self) -> Uuid {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        let low = self.rng().next_u64() >> 2 | 0x8000_0000_0000_0000;
        Uuid::from_u128(u128::from(count) << 80 | 0x7 << 76 | u128::from(low))
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = [0; 32];
        self.rng().fill_bytes(&mut secret);
        secret
    }
}

/// A carrier that keeps what it is given.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Vec<Message>>);

impl Kept {
    /// Everything sent so far.
    pub fn messages(&self) -> Vec<Message> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Exchange for Kept {
    fn send(&self, message: &Message) -> Result<(), String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
        Ok(())
    }

    fn reaches_telephones(&self) -> bool {
        true
    }
}

/// The house with what a test turns by hand.
#[derive(Clone)]
pub struct House {
    /// The house itself.
    pub app: App,
    /// Its clock, at [`OPENED`].
    pub clock: Arc<SetClock>,
    /// What it sent.
    pub sent: Arc<Kept>,
}

/// A house around an open store.
pub fn house(store: Store) -> House {
    let (clock, sent) = (SetClock::at(OPENED), Arc::new(Kept::default()));
    let days = include_str!("../../../data/cn-workdays.csv");
    let app = App {
        store,
        clock: clock.clone(),
        dice: FixedDice::of(1),
        press: Arc::new(documents::OfficePress::default()),
        exchange: sent.clone(),
        cipher: Arc::new(Strongbox::new(MasterKey::from([7; 32]), CipherKind::Aes256Gcm, FixedDice::of(2))),
        tables: Arc::new(documents::OfficeTables),
        claims: Arc::new(app::claims::Basis::shipped().expect("the shipped tables read")),
        almanac: Arc::new(app::Almanac::new(Calendar::parse(days, "test").expect("the shipped calendar reads"))),
        rules: Arc::new(app::periods::shipped().expect("the shipped book of periods reads")),
        lists: Arc::new(Lists::shipped().expect("the shipped lists read")),
        settings: Arc::new(Settings::default()),
        issuing: Arc::default(),
        upload_limit: 1 << 20,
        quick_passwords: true,
    };
    House { app, clock, sent }
}
