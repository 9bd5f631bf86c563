//! The outside: so far an outbox that shows what would be sent. Implements [`app::port::Exchange`].
//!
//! A real carrier (SMS gateway, mail, court interface) is another implementation of the same port; it takes no decisions.

use app::port::{Exchange, Message};

/// Sends nothing: a message counts as shown in the outbox.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShowOnly;

impl Exchange for ShowOnly {
    fn send(&self, message: &Message) -> Result<(), String> {
        tracing::info!(message.means = message.means, "message shown in the outbox, not sent: no carrier is configured");
        Ok(())
    }
}
