//! What the box promises: nothing opens with another key, in another place, or changed.

use std::sync::atomic::{AtomicU8, Ordering};

use uuid::Uuid;

use super::*;

#[derive(Default)]
struct Counting(AtomicU8);

impl Dice for Counting {
    fn id(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::SeqCst)))
    }
    fn secret(&self) -> [u8; 32] {
        [self.0.fetch_add(1, Ordering::SeqCst); 32]
    }
}

fn strongbox(master: u8, kind: CipherKind) -> Strongbox {
    Strongbox::new(MasterKey::from([master; 32]), kind, Arc::new(Counting::default()))
}

fn case(n: u128) -> CaseId {
    CaseId(Uuid::from_u128(n))
}

#[test]
fn what_was_sealed_opens_and_every_sealing_is_another() {
    for kind in CipherKind::ALL.iter().copied() {
        let house = strongbox(7, kind);
        let key = house.new_key(case(1)).unwrap();
        let first = house.seal(case(1), &key, b"label", b"said").unwrap();
        let second = house.seal(case(1), &key, b"label", b"said").unwrap();
        assert_ne!(first, second);
        assert_eq!(house.open(case(1), &key, b"label", &first).unwrap(), b"said");
        assert!(!first.bytes.windows(4).any(|part| part == b"said"));
    }
}

#[test]
fn nothing_opens_under_another_label_or_in_another_case_or_changed() {
    for kind in CipherKind::ALL.iter().copied() {
        let house = strongbox(7, kind);
        let key = house.new_key(case(1)).unwrap();
        let sealed = house.seal(case(1), &key, b"label", b"said").unwrap();
        assert_eq!(house.open(case(1), &key, b"other", &sealed), Err(CipherFault::Damaged));
        assert_eq!(house.open(case(2), &key, b"label", &sealed), Err(CipherFault::Damaged));
        let other = house.new_key(case(1)).unwrap();
        assert_eq!(house.open(case(1), &other, b"label", &sealed), Err(CipherFault::Damaged));
        for place in 0..sealed.bytes.len() {
            let mut changed = sealed.clone();
            changed.bytes[place] ^= 1;
            assert_eq!(house.open(case(1), &key, b"label", &changed), Err(CipherFault::Damaged));
        }
        assert_eq!(house.open(case(1), &key, b"label", &Sealed { nonce: vec![1], bytes: vec![] }), Err(CipherFault::Damaged));
    }
}

#[test]
fn another_master_key_is_told_by_name_and_a_lost_one_too() {
    let house = strongbox(7, CipherKind::Aes256Gcm);
    let key = house.new_key(case(1)).unwrap();
    let sealed = house.seal(case(1), &key, b"label", b"said").unwrap();
    let stranger = strongbox(8, CipherKind::Aes256Gcm);
    let told = stranger.open(case(1), &key, b"label", &sealed).unwrap_err();
    assert!(matches!(told, CipherFault::WrongMaster { .. }));
    let lost = Strongbox::lost(CipherKind::Aes256Gcm, Arc::new(Counting::default()));
    assert_eq!(lost.open(case(1), &key, b"label", &sealed), Err(CipherFault::NoMaster));
    assert_eq!(lost.new_key(case(1)), Err(CipherFault::NoMaster));
}

#[test]
fn a_case_sealed_under_one_cipher_still_opens_after_the_other_was_configured() {
    let aes = strongbox(7, CipherKind::Aes256Gcm);
    let key = aes.new_key(case(1)).unwrap();
    let sealed = aes.seal(case(1), &key, b"label", b"said").unwrap();
    assert_eq!(strongbox(7, CipherKind::Sm4Gcm).open(case(1), &key, b"label", &sealed).unwrap(), b"said");
}

#[test]
fn a_key_file_is_made_once_for_its_owner_alone_and_read_again() {
    let folder = std::env::temp_dir().join(format!("hetiao-key-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("vault.key");
    assert!(key_file::read(&path).unwrap().is_none());
    let dice = Counting::default();
    let made = key_file::create(&path, &dice).unwrap();
    let again = key_file::create(&path, &dice).unwrap();
    assert_eq!(made.fingerprint(), again.fingerprint(), "a second start takes the key that is there");
    assert_eq!(key_file::read(&path).unwrap().unwrap().fingerprint(), made.fingerprint());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&path, "not a key").unwrap();
    assert!(matches!(key_file::read(&path), Err(key_file::KeyFileFault::NotAKey(_))));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_key_shows_nothing_of_itself() {
    let key = MasterKey::from([0xab; 32]);
    assert_eq!(format!("{key:?}"), "MasterKey(***)");
    assert!(!key.fingerprint().contains("abab"));
    assert!(MasterKey::parse("ab").is_none());
    assert!(MasterKey::parse(&format!(" {} \n", "ab".repeat(32))).is_some());
}
