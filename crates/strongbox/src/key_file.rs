//! The key file: one line of 64 hexadecimal digits that only its owner may read. Made once, never overwritten.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use app::port::Dice;

use crate::MasterKey;

/// Why a key file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileFault {
    /// It can't be read or made.
    #[error("the vault's key file {0} can't be used")]
    Io(String, #[source] std::io::Error),
    /// It is not 64 hexadecimal digits.
    #[error("the vault's key file {0} is not 64 hexadecimal digits")]
    NotAKey(String),
}

/// The key in the file; nothing when there is no such file.
pub fn read(path: &Path) -> Result<Option<MasterKey>, KeyFileFault> {
    let name = || path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => {
            let text = zeroize::Zeroizing::new(text);
            MasterKey::parse(&text).map(Some).ok_or_else(|| KeyFileFault::NotAKey(name()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(KeyFileFault::Io(name(), error)),
    }
}

/// Makes the file with a fresh key. When another process was faster, its key is taken.
pub fn create(path: &Path, dice: &dyn Dice) -> Result<MasterKey, KeyFileFault> {
    let fault = |error| KeyFileFault::Io(path.display().to_string(), error);
    let fresh = MasterKey::from(dice.secret());
    // Written aside and linked into its place, so that nobody ever reads half a key.
    let aside = path.with_extension(format!("new-{}", dice.id().simple()));
    let written = write(&aside, &fresh);
    let placed = written.and_then(|()| fs::hard_link(&aside, path));
    let removed = fs::remove_file(&aside);
    match placed {
        Ok(()) => removed.map(|()| fresh).map_err(fault),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            read(path)?.ok_or_else(|| KeyFileFault::NotAKey(path.display().to_string()))
        }
        Err(error) => Err(fault(error)),
    }
}

fn write(path: &Path, key: &MasterKey) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(key.text().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}
