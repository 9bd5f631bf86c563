//! What the parties were told of their windows besides the reminders by rule: the notice at effect names each window with its last day, and a
//! last day that a calendar moves is told anew. A message goes out when the machine runs next, at any hour.

use domain::kernel::Day;

/// The last message about a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Message {
    /// Of which window: its place among the clocks.
    place: usize,
    /// The last day that it names.
    names: Day,
    /// The day on which the machine sent it.
    sent: Option<Day>,
}

/// What was told so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    messages: Vec<Message>,
}

impl Told {
    /// A message that names this last day waits to be sent; it takes the place of one before.
    pub(super) fn name(&mut self, place: usize, names: Day) {
        self.messages.retain(|message| message.place != place);
        self.messages.push(Message { place, names, sent: None });
    }

    /// The machine ran on this day: what waited is out.
    pub(super) fn send(&mut self, today: Day) {
        for message in &mut self.messages {
            message.sent.get_or_insert(today);
        }
    }

    /// Somebody was told of a window.
    pub(super) fn knows(&self, place: usize) -> bool {
        self.messages.iter().any(|message| message.place == place)
    }

    /// A message that named the true last day was out before that day.
    pub(super) fn in_time(&self, place: usize, last: Day) -> bool {
        let right = |message: &Message| message.place == place && message.names == last && message.sent.is_some_and(|day| day < last);
        self.messages.iter().any(right)
    }
}

#[cfg(test)]
mod tests {
    use super::Told;
    use domain::kernel::Day;

    #[test]
    fn only_a_message_that_names_the_true_last_day_and_went_out_before_it_counts() {
        let (last, moved) = ("2026-03-16".parse::<Day>().unwrap(), "2026-03-18".parse().unwrap());
        let mut told = Told::default();
        told.name(3, last);
        assert!(!told.in_time(3, last), "it waits for the machine");
        told.send(last.plus(-14));
        assert!(told.in_time(3, last) && !told.in_time(3, moved) && !told.in_time(4, last));
        told.name(3, moved);
        assert!(!told.in_time(3, last) && !told.in_time(3, moved), "the new day is not told yet");
        told.send(moved);
        assert!(!told.in_time(3, moved), "on the last day itself it is too late");
    }
}
