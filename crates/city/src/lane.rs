//! Many tellings side by side, each in its own lane, all at one simulated clock.
//!
//! A lane is an async function that says [`Lane::until`] when nothing happens for a while. [`run`] always goes on with the lane that wakes
//! first, so what is told is in the order of time, one act after the other, the same on every machine.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;

use app::port::Clock as _;
use domain::kernel::Moment;

use crate::clock::SimClock;

/// Why a lane ends early.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The telling is over before the lane is.
    Over,
    /// A use case refused or failed.
    Failed(app::Error),
}

impl<E: Into<app::Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What a step of a lane gives.
pub(crate) type Step<T = ()> = Result<T, Halt>;

/// A lane's place in time.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    clock: SimClock,
    /// The end of the telling.
    end: Moment,
    /// When the lane wants to be woken; [`AWAKE`] while it is not asleep.
    wakes: Arc<AtomicI64>,
}

const AWAKE: i64 = i64::MIN;

impl Lane {
    /// Now.
    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Sleeps until then; a moment that is past is now.
    pub(crate) async fn until(&self, at: Moment) -> Step {
        if at > self.end {
            return Err(Halt::Over);
        }
        if at > self.now() {
            self.wakes.store(at.0, Ordering::SeqCst);
            // Woken by `run` alone, which asks again only when the time has come.
            poll_fn(|_| if self.wakes.load(Ordering::SeqCst) == AWAKE { Poll::Ready(()) } else { Poll::Pending }).await;
        }
        Ok(())
    }
}

/// A telling that sleeps and acts.
pub(crate) type Telling<'a> = Pin<Box<dyn Future<Output = Step> + Send + 'a>>;

/// Tells every lane to its end, or to the end of the telling.
pub(crate) async fn run<'a>(
    clock: &SimClock,
    end: Moment,
    begin: impl IntoIterator<Item = (Moment, Box<dyn FnOnce(Lane) -> Telling<'a> + Send + 'a>)>,
) -> app::Result<()> {
    let mut lanes: Vec<Option<(Telling<'a>, Arc<AtomicI64>)>> = Vec::new();
    let mut queue: BinaryHeap<Reverse<(Moment, usize)>> = BinaryHeap::new();
    for (number, (at, telling)) in begin.into_iter().enumerate() {
        let wakes = Arc::new(AtomicI64::new(AWAKE));
        lanes.push(Some((telling(Lane { clock: clock.clone(), end, wakes: wakes.clone() }), wakes)));
        queue.push(Reverse((at, number)));
    }
    while let Some(Reverse((at, number))) = queue.pop() {
        if at > end {
            break;
        }
        let Some(place) = lanes.get_mut(number) else { continue };
        let Some((telling, wakes)) = place else { continue };
        clock.set(clock.now().max(at));
        wakes.store(AWAKE, Ordering::SeqCst);
        let told = poll_fn(|cx| match telling.as_mut().poll(cx) {
            Poll::Ready(told) => Poll::Ready(Some(told)),
            Poll::Pending if wakes.load(Ordering::SeqCst) != AWAKE => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        });
        match told.await {
            None => queue.push(Reverse((Moment(wakes.load(Ordering::SeqCst)), number))),
            Some(Ok(()) | Err(Halt::Over)) => *place = None,
            Some(Err(Halt::Failed(error))) => return Err(error),
        }
    }
    Ok(())
}
