//! Who is told that a record came to a state: an organisation, the one above it, or somebody of the roster, by a message of the outbox.

use domain::kernel::id::MessageId;
use domain::organisation::register::{Register, Tell};
use store::Tx;
use store::case::outbox::{self, Queued, To};
use store::organisation::record::RecordRow;

use super::super::above::above;
use super::filled;
use super::follow::linked;
use crate::text::phrase;
use crate::{Ctx, Result};

/// Tells those whom the state of a record concerns.
pub(super) async fn tell(cx: &Ctx, tx: &Tx, register: &Register, row: &RecordRow) -> Result<()> {
    let Some(state) = register.state(&row.state) else { return Ok(()) };
    let whose = match row.organisation {
        Some(own) => store::organisation::find(tx, own).await?,
        None => None,
    };
    for tell in &state.tell {
        let to = match tell {
            Tell::Own => whose.clone().map(|own| To::house(own.name, own.phone)),
            Tell::Above => match row.organisation {
                Some(own) => above(tx, own).await?.map(|above| To::house(above.name, above.phone)),
                None => None,
            },
            Tell::Person(field) => {
                let person = linked(tx, &filled(row), field).await?;
                person.map(|person| To::house(person.title.clone(), Some(filled(&person).text("phone").to_owned())))
            }
        };
        let Some(to) = to else { continue };
        let params = [
            ("name", register.name.clone()),
            ("title", row.title.clone()),
            ("state", state.name.clone()),
            ("organisation", whose.as_ref().map(|own| own.name.clone()).unwrap_or_default()),
        ];
        let word = if row.version == 1 { "record_came" } else { "record_moved" };
        let message = Queued::new(MessageId(cx.app.dice.id()), cx.now, &row.division, to, phrase("message", word, &params));
        outbox::queue(tx, &message, None).await?;
    }
    Ok(())
}
