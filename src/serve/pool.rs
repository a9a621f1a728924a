//! The threads that annotate, apart from those that talk to clients.
//!
//! A fixed number of threads, each with a [`Worker`], takes work from one queue that holds only so much: who finds it full
//! waits, first come first served. Work that nobody waits for any more is not begun.

use super::problem::{Problem, Reason};
use crate::error::{Error, Result};
use crate::pipeline::Worker;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

type Work = Box<dyn FnOnce(&mut Worker) + Send>;

/// The way to the threads. They end when the last one is gone and all its work is done.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    queue: mpsc::Sender<Work>,
    /// The longest that anyone waits for an answer.
    longest: Duration,
}

/// Work that was handed in.
#[derive(Debug)]
pub(super) struct Pending<T> {
    answer: oneshot::Receiver<T>,
    longest: Duration,
}

impl Pool {
    /// Starts `threads` threads.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the system has none left.
    pub(super) fn start(threads: usize, longest: Duration) -> Result<Self> {
        let (queue, work) = mpsc::channel(2 * threads);
        let work = Arc::new(Mutex::new(work));
        for i in 0..threads {
            let work = Arc::clone(&work);
            thread::Builder::new()
                .name(format!("annotate-{i}"))
                .spawn(move || work_on(&work))
                .map_err(|error| Error::io(format!("{threads} threads cannot be had"), error))?;
        }
        Ok(Pool { queue, longest })
    }

    /// Hands in work as soon as there is room.
    ///
    /// # Errors
    /// [`Reason::Late`] if there is none in time.
    pub(super) async fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Worker) -> T + Send + 'static,
    ) -> Result<Pending<T>, Problem> {
        let (reply, answer) = oneshot::channel();
        let work: Work = Box::new(move |worker| {
            if !reply.is_closed() {
                // Whoever waited may have left meanwhile.
                let _ = reply.send(work(worker));
            }
        });
        match timeout_at(Instant::now() + self.longest, self.queue.send(work)).await {
            Ok(Ok(())) => Ok(Pending { answer, longest: self.longest }),
            // The threads end after the queue does, so that it is never found closed.
            Ok(Err(_)) => Err(bug()),
            Err(_) => Err(late(self.longest)),
        }
    }

    /// Hands in work and waits for what comes of it.
    ///
    /// # Errors
    /// [`Reason::Late`] if it is not there in time, [`Reason::Bug`] if the work failed.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Worker) -> T + Send + 'static) -> Result<T, Problem> {
        let end = Instant::now() + self.longest;
        match timeout_at(end, async { self.submit(work).await?.answer.await.map_err(|_| bug()) }).await {
            Ok(answer) => answer,
            Err(_) => Err(late(self.longest)),
        }
    }
}

impl<T> Pending<T> {
    /// What came of it.
    ///
    /// # Errors
    /// As those of [`Pool::run`].
    pub(super) async fn wait(self) -> Result<T, Problem> {
        match timeout_at(Instant::now() + self.longest, self.answer).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(bug()),
            Err(_) => Err(late(self.longest)),
        }
    }
}

fn bug() -> Problem {
    Problem::new(Reason::Bug, "whosaid failed on this article; please report it with the text")
}

fn late(longest: Duration) -> Problem {
    let limit = longest.as_secs_f64();
    Problem::new(Reason::Late, format!("no answer within {limit} s (--timeout sets it); send less at once, or try again later"))
}

/// One thread's life.
fn work_on(queue: &Mutex<mpsc::Receiver<Work>>) {
    let mut worker = Worker::default();
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some(work) = next else { return };
        // Should one article bring out a bug of ours, the others are not to pay for it; its client hears by the lost reply.
        if catch_unwind(AssertUnwindSafe(|| work(&mut worker))).is_err() {
            worker = Worker::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::time::sleep;

    const LONG: Duration = Duration::from_secs(20);

    fn in_runtime(test: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(test);
    }

    #[test]
    fn a_panic_costs_its_own_work_only() {
        in_runtime(async {
            let pool = Pool::start(1, LONG).unwrap();
            let failed = pool.run(|_| -> u32 { panic!("a bug") }).await;
            assert_eq!(failed.unwrap_err().reason, Reason::Bug);
            assert_eq!(pool.run(|_| 7).await.unwrap(), 7);
        });
    }

    #[test]
    fn what_takes_too_long_is_given_up_and_never_begun() {
        in_runtime(async {
            let pool = Pool::start(1, Duration::from_millis(100)).unwrap();
            let (release, hold) = std::sync::mpsc::channel::<()>();
            let first = pool.submit(move |_| hold.recv().is_ok()).await.unwrap();
            static BEGUN: AtomicUsize = AtomicUsize::new(0);
            for _ in 0..6 {
                // Some wait in the queue, some before it: none is answered.
                let given_up = pool.run(|_| BEGUN.fetch_add(1, Ordering::SeqCst)).await;
                assert_eq!(given_up.unwrap_err().reason, Reason::Late);
            }
            release.send(()).unwrap();
            drop(first);
            while pool.run(|_| ()).await.is_err() {
                sleep(Duration::from_millis(5)).await;
            }
            assert_eq!(BEGUN.load(Ordering::SeqCst), 0);
        });
    }

    #[test]
    fn work_handed_in_is_done_though_the_pool_is_let_go() {
        in_runtime(async {
            let pool = Pool::start(2, LONG).unwrap();
            let mut pending = Vec::new();
            for i in 0..4 {
                let work = move |_: &mut Worker| {
                    thread::sleep(Duration::from_millis(20));
                    i
                };
                pending.push(pool.submit(work).await.unwrap());
            }
            drop(pool);
            for (i, pending) in pending.into_iter().enumerate() {
                assert_eq!(pending.wait().await.unwrap(), i);
            }
        });
    }
}
