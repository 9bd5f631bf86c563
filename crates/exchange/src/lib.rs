//! The outside: so far an outbox that shows what would be sent ([`ShowOnly`]), and a stream that says one-time codes ([`SayCodes`], for the demo). Implements [`app::port::Exchange`].
//!
//! A real carrier (SMS gateway, mail, court interface) is another implementation of the same port; it takes no decisions.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use app::port::{Exchange, Message};

/// Sends nothing: a message counts as shown in the outbox.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShowOnly;

impl Exchange for ShowOnly {
    fn send(&self, message: &Message) -> Result<(), String> {
        tracing::info!(message.means = message.means, "message shown in the outbox, not sent: no carrier is configured");
        Ok(())
    }

    fn reaches_telephones(&self) -> bool {
        false
    }
}

/// Says one-time codes on a stream, a line each, and shows everything else in the outbox: for trying things out beside the machine that
/// runs the program.
#[derive(Debug)]
pub struct SayCodes<W: Write + Send>(Mutex<W>);

impl<W: Write + Send> SayCodes<W> {
    /// Says them there.
    pub const fn new(stream: W) -> Self {
        Self(Mutex::new(stream))
    }
}

impl<W: Write + Send> Exchange for SayCodes<W> {
    fn send(&self, message: &Message) -> Result<(), String> {
        if !message.secret {
            return ShowOnly.send(message);
        }
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(stream, "HETIAO_SMS {} {}", message.address, message.text.replace('\n', " ")).map_err(|error| error.to_string())
    }

    fn reaches_telephones(&self) -> bool {
        true
    }
}
