//! How many bytes of bodies and answers are held at once, all requests together.
//!
//! Nobody waits for room while holding some, so that requests cannot block each other: where there is none the request is refused.

use super::problem::{Problem, Reason};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes of one unit of room.
const UNIT: usize = 1024;

/// The room that all requests share.
#[derive(Clone, Debug)]
pub(super) struct Room(Arc<Semaphore>);

/// Room that is taken; it is free again when this is dropped.
#[derive(Debug, Default)]
pub(super) struct Taken {
    units: usize,
    permit: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// Room for so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Room(Arc::new(Semaphore::new((bytes / UNIT).clamp(1, Semaphore::MAX_PERMITS))))
    }

    /// Takes room for as many bytes more as `taken` lacks to hold `bytes` in all.
    ///
    /// # Errors
    /// [`Reason::Busy`] if there is not so much left.
    pub(super) fn take(&self, taken: &mut Taken, bytes: usize) -> Result<(), Problem> {
        let units = bytes.div_ceil(UNIT);
        let more = u32::try_from(units.saturating_sub(taken.units)).unwrap_or(u32::MAX);
        if more == 0 {
            return Ok(());
        }
        let Ok(permit) = Arc::clone(&self.0).try_acquire_many_owned(more) else {
            return Err(Problem::new(
                Reason::Busy,
                "the server holds as many bytes as it may (--max-bytes-at-once sets it); try again later",
            ));
        };
        taken.units = units;
        match &mut taken.permit {
            Some(held) => held.merge(permit),
            held => *held = Some(permit),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_taken_once_and_given_back() {
        let room = Room::new(10 * UNIT);
        let (mut one, mut two) = (Taken::default(), Taken::default());
        for bytes in [1, 3 * UNIT, 6 * UNIT, 5, 6 * UNIT] {
            room.take(&mut one, bytes).unwrap();
        }
        room.take(&mut two, 4 * UNIT).unwrap();
        assert_eq!(room.take(&mut two, 4 * UNIT + 1).unwrap_err().reason, Reason::Busy);
        drop(one);
        room.take(&mut two, 10 * UNIT).unwrap();
        assert!(room.take(&mut Taken::default(), 1).is_err());
        drop(two);
        room.take(&mut Taken::default(), 10 * UNIT).unwrap();
    }
}
