//! The writer: puts what the workers made in order and hands it over.

use super::ring::Done;
use super::room::{Closing, Room};
use super::{Portion, Summary};
use crate::error::{ErrorKind, Result};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::Receiver;

/// Hands all of `done` to `take`, adding up from `so_far`, until it breaks off, or if `strict` until the first error of an input.
pub(super) fn write(
    done: Receiver<Done>,
    room: &Room,
    strict: bool,
    mut so_far: Summary,
    mut take: impl FnMut(Portion<'_>) -> Result<ControlFlow<()>>,
) -> Result<Summary> {
    let _closing = Closing(room);
    let mut early = BTreeMap::new();
    let mut next = 0;
    for batch in done {
        early.insert(batch.number, batch);
        while let Some(batch) = early.remove(&next) {
            next += 1;
            so_far.add(&batch);
            let size = batch.size();
            let Done { records, errors, .. } = batch;
            let ends = take(Portion { records: &records, errors: &errors, so_far: &so_far })?.is_break();
            room.leave(records, size);
            if ends || strict && !errors.is_empty() {
                return Ok(so_far);
            }
        }
    }
    Ok(so_far)
}

impl Summary {
    fn add(&mut self, batch: &Done) {
        self.written += batch.written;
        self.text_bytes += batch.text_bytes;
        self.rows += batch.rows;
        for error in &batch.errors {
            match error.kind() {
                ErrorKind::Io | ErrorKind::Columns => self.unreadable += 1,
                _ => self.left_out += 1,
            }
        }
        self.position.clone_from(&batch.position);
    }
}
