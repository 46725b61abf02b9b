//! The process that sends: it plans, takes posts from the queue, and sees each to its end.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;
use tracing::{error, info, warn};

use super::deliver::{Then, deliver};
use super::desk::Desk;
use super::queue::Queue;
use super::round::Rounds;
use super::{crosspost, guilds};
use crate::clock::{Clock, Waiting};
use crate::state::{Open, SenderLock, State, StateError};

/// How many posts are on their way at once: at 50 a second and a second each, so many are.
const ON_THEIR_WAY: usize = 64;
/// How often what is too old is removed.
const TIDY: Duration = Duration::from_secs(3600);
/// How long one waits whose step panicked: what it stumbled over may still be there.
const AFTER_PANIC: Duration = Duration::from_secs(60);

/// Sends until it is stopped; then finishes what is on its way.
///
/// # Errors
/// Where the state cannot be used.
pub async fn send(desk: &Desk, lock: &mut SenderLock, stop: &mut watch::Receiver<bool>) -> Result<(), StateError> {
    let mut beside = JoinSet::new();
    for task in [Beside::HandOn, Beside::Confirm] {
        let desk = desk.clone();
        beside.spawn(async move { task.run(&desk).await });
    }
    let mut sender =
        Sender { desk, queue: Queue::default(), rounds: Rounds::default(), on_their_way: OnTheirWay::default() };
    let sent = sender.run(lock, &mut beside, stop).await;
    sender.finish().await;
    sent
}

/// What goes on beside the posts.
#[derive(Clone, Copy)]
enum Beside {
    HandOn,
    Confirm,
}

impl Beside {
    async fn run(self, desk: &Desk) -> Result<(), StateError> {
        match self {
            Beside::HandOn => crosspost::hand_on(desk).await,
            Beside::Confirm => guilds::confirm(desk).await,
        }
    }
}

#[derive(Default)]
struct OnTheirWay {
    tasks: JoinSet<Result<Then, StateError>>,
    posts: HashMap<Id, Open>,
}

struct Sender<'d> {
    desk: &'d Desk,
    queue: Queue,
    rounds: Rounds,
    on_their_way: OnTheirWay,
}

impl Sender<'_> {
    async fn run(
        &mut self,
        lock: &mut SenderLock,
        beside: &mut JoinSet<Result<(), StateError>>,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<(), StateError> {
        self.fill().await?;
        let mut tidied: Option<Instant> = None;
        let mut plan = true;
        let mut poll = Instant::now() + self.desk.timing.poll;
        let mut round = Wait::default();
        loop {
            if plan {
                poll = Instant::now() + self.desk.timing.poll;
                if let Some(writes) = self.rounds.go(self.desk).await? {
                    lock.note(writes);
                }
                // Also without a round: what was paused may go on, with posts that are in doubt.
                self.fill().await?;
                plan = false;
            }
            if tidied.is_none_or(|at| at.elapsed() > TIDY) {
                guilds::tidy(self.desk).await?;
                tidied = Some(Instant::now());
            }
            self.start();
            let wake = self.queue.wakes().map_or(poll, |again| again.min(poll));
            round.until(&self.desk.clock, self.rounds.next());
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return Ok(()),
                Some(done) = self.on_their_way.tasks.join_next_with_id() => plan = self.done(done)?,
                Some(done) = beside.join_next() => match done {
                    Ok(done) => done?,
                    Err(panic) => return Err(stumbled(self.desk, &panic)),
                },
                () = self.desk.changed.notified() => plan = true,
                () = round.over() => plan = true,
                () = tokio::time::sleep_until(wake) => plan = Instant::now() >= poll,
            }
        }
    }

    /// Adds what is still to be sent to the queue.
    async fn fill(&mut self) -> Result<(), StateError> {
        for open in self.desk.state.open_posts().await? {
            self.queue.add(open);
        }
        Ok(())
    }

    /// Starts as many posts as may be on their way.
    fn start(&mut self) {
        while self.on_their_way.tasks.len() < ON_THEIR_WAY {
            let Some(open) = self.queue.next(Instant::now()) else { return };
            let desk = self.desk.clone();
            let task = self.on_their_way.tasks.spawn(async move { deliver(&desk, open).await });
            self.on_their_way.posts.insert(task.id(), open);
        }
    }

    /// Notes what became of a post; gives whether to plan anew.
    fn done(&mut self, done: Result<(Id, Result<Then, StateError>), JoinError>) -> Result<bool, StateError> {
        let (id, then) = match done {
            Ok((id, then)) => (id, then?),
            Err(panic) => {
                error!("sending a post failed, and is tried again: {panic}");
                (panic.id(), Then::After(AFTER_PANIC))
            }
        };
        let Some(open) = self.on_their_way.posts.remove(&id) else { return Ok(false) };
        match then {
            Then::Over => self.queue.over(open),
            Then::After(pause) => self.queue.again(open, pause),
            Then::Failed => {
                let failures = self.queue.failed(open);
                self.queue.again(open, self.desk.timing.pause_after(failures));
            }
            Then::PlanAnew => {
                self.queue.over(open);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Waits for what is on its way: each attempt is bounded.
    async fn finish(&mut self) {
        let left = self.on_their_way.tasks.len();
        if left > 0 {
            info!(posts = left, "finishing what is on its way");
        }
        let all = async { while self.on_their_way.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(self.desk.timing.attempt, all).await.is_err() {
            warn!("some posts are left to the next start");
        }
    }
}

/// The wait for the next round. It is one wait as long as that stays the same: whoever turns the clock counts them.
#[derive(Default)]
struct Wait(Option<(Timestamp, Waiting)>);

impl Wait {
    fn until(&mut self, clock: &Clock, next: Option<Timestamp>) {
        if self.0.as_ref().map(|(at, _)| *at) != next {
            self.0 = next.map(|at| (at, clock.reached(at)));
        }
    }

    /// For ever where nothing is waited for.
    async fn over(&mut self) {
        match &mut self.0 {
            Some((_, waiting)) => waiting.await,
            None => std::future::pending().await,
        }
        self.0 = None;
    }
}

/// A panic beside the posts: as if the state had failed, so that all begins anew.
fn stumbled(desk: &Desk, panic: &JoinError) -> StateError {
    StateError::Unusable { path: desk.state.url().path().to_owned(), why: panic.to_string() }
}

/// Until when every post is looked for first: for a while after this state turned out to be a restored copy.
///
/// # Errors
/// Where the state cannot be used.
pub async fn look_until(state: &State, lock: &mut SenderLock, now: Timestamp) -> Result<Timestamp, StateError> {
    /// For so long after a copy was restored, what is due may have been posted before.
    const DOUBT_HOURS: i64 = 48;
    let writes = state.writes().await?;
    // A copy is behind what was noted, or has come to where nothing was. The note may be behind where a crash came between.
    let is_copy = lock.noted().map_or(writes > 0, |noted| writes < noted);
    if is_copy {
        warn!("this state is not as this machine left it: for two days every post is looked for before it is sent");
        state.restored(now + jiff::SignedDuration::from_hours(DOUBT_HOURS)).await?;
    }
    lock.note(writes);
    state.look_until().await
}
