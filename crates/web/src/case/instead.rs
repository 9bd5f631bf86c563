//! What is offered when a session can't be held as wished because the room or the mediator is taken: other rooms, other times, one press each.

use app::case::CaseView;
use app::organisation::room::instead;
use app::text;
use domain::case::{Act, Command, Reason};
use domain::kernel::{Fault, Faults};
use domain::mediation::Schedule;
use serde_json::Value;

use super::filter::href;
use crate::guard::Visitor;

/// Links that fill the form in with what is free: words and address.
pub(super) struct Offers {
    /// Rooms at the same time.
    pub(super) rooms: Vec<(String, String)>,
    /// Times in the same room.
    pub(super) times: Vec<(String, String)>,
}

fn is_taken(faults: &Faults) -> bool {
    let taken = [Reason::RoomTaken.code(), Reason::MediatorTaken.code()];
    faults.0.iter().any(|(_, fault)| matches!(fault, Fault::Wrong(code) if taken.contains(code)))
}

/// The offers of a refused session; nothing for anything else.
pub(super) async fn offers(visitor: &Visitor, view: &CaseView, act: Act, typed: &Value, faults: &Faults) -> app::Result<Option<Offers>> {
    if act != Act::Schedule || !is_taken(faults) {
        return Ok(None);
    }
    let Ok(Command::Schedule(form)) = act.read(typed) else { return Ok(None) };
    let found = instead(&visitor.cx, &view.case, &form).await?;
    let year = visitor.cx.now.day().year();
    let to = |room: Option<String>, starts: String| address(view, &form, room, &starts);
    let own = || form.room.map(|room| room.to_string());
    Ok(Some(Offers {
        rooms: found.rooms.into_iter().map(|(id, name)| (name, to(Some(id.to_string()), form.starts.to_string()))).collect(),
        times: found.times.into_iter().map(|starts| (text::moment(starts, year), to(own(), starts.to_string()))).collect(),
    }))
}

/// The form of the act with these values filled in.
fn address(view: &CaseView, form: &Schedule, room: Option<String>, starts: &str) -> String {
    let (minutes, place) = (form.minutes.get().to_string(), form.place.as_deref().unwrap_or_default());
    let room = room.unwrap_or_default();
    let fields = [("starts", starts), ("minutes", &minutes), ("means", form.means.code()), ("room", &room), ("place", place)];
    let path = format!("/cases/{}/acts/{}", view.case.id, Act::Schedule.code());
    href(&path, fields.into_iter().filter(|(_, value)| !value.is_empty()))
}
