//! The reader and the workers: raw batches go from one to the others and, emptied, back.

use super::Position;
use super::room::Room;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::io::{ArticleReader, RawBatch, ReadOptions};
use crate::pipeline::{Annotation, Pipeline, Worker};
use crate::record::RowCounts;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Mutex, PoisonError};

/// A batch with more raw bytes than this holds a huge article: an ordinary one ends at a quarter of it.
const LARGE_BYTES: usize = 1 << 20;
/// Such batches are in work side by side only up to so many bytes: the memory that an article takes is many times its size. The
/// others go on beside them.
const LARGE_IN_WORK_BYTES: usize = 16 << 20;
/// A worker that has read a longer text is replaced: its memory, many times the text, would stay for the rest of the run.
const KEEP_WORKER_BYTES: usize = 1 << 20;

/// Raw articles on their way to a worker.
pub(super) struct Raw {
    number: u64,
    position: Position,
    size: usize,
    batch: RawBatch,
}

/// What a worker made of them.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The batches' order.
    pub(super) number: u64,
    /// Where the batch ends.
    pub(super) position: Position,
    /// What was rendered.
    pub(super) records: Vec<u8>,
    pub(super) written: u64,
    pub(super) text_bytes: u64,
    pub(super) rows: RowCounts,
    pub(super) errors: Vec<Error>,
}

impl Done {
    /// How many bytes of it wait for the writer.
    pub(super) fn size(&self) -> usize {
        self.records.len() + self.errors.iter().map(Error::size).sum::<usize>()
    }
}

/// The reader.
pub(super) struct Reading<'a> {
    pub(super) reader: &'a mut ArticleReader,
    /// Where it stands.
    pub(super) position: Position,
}

impl Reading<'_> {
    /// Fills up to `count` batches until the inputs or the other ends of the channels are gone.
    pub(super) fn fill(mut self, count: usize, free: &Receiver<(RawBatch, usize)>, to_work: &Sender<Raw>) {
        let mut spare: Vec<RawBatch> = std::iter::repeat_with(RawBatch::default).take(count).collect();
        let mut large_in_work = 0;
        let large = |size| if size > LARGE_BYTES { size } else { 0 };
        for number in 0.. {
            while spare.is_empty() {
                let Ok((batch, size)) = free.recv() else { return };
                large_in_work -= large(size);
                spare.push(batch);
            }
            let Some(mut batch) = spare.pop() else { return };
            if !self.reader.fill(&mut batch) {
                return;
            }
            let size = batch.size();
            while large(size) > 0 && large_in_work > 0 && large_in_work + size > LARGE_IN_WORK_BYTES {
                let Ok((batch, size)) = free.recv() else { return };
                large_in_work -= large(size);
                spare.push(batch);
            }
            large_in_work += large(size);
            if to_work.send(Raw { number, position: self.pass(&batch), size, batch }).is_err() {
                return;
            }
        }
    }

    /// The position behind the batch.
    fn pass(&mut self, batch: &RawBatch) -> Position {
        self.position.pieces += batch.len() as u64;
        self.position.bytes = self.reader.bytes_read();
        if let Some(last) = batch.last_place() {
            self.position.last = last;
        }
        self.position.clone()
    }
}

/// What all workers share.
pub(super) struct Work<'a, R> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) options: &'a ReadOptions,
    /// Whether the rest of a batch is left behind its first error.
    pub(super) strict: bool,
    pub(super) render: &'a R,
    pub(super) raw: &'a Mutex<Receiver<Raw>>,
    pub(super) room: &'a Room,
}

impl<R: Fn(&Article, &Annotation, &mut Vec<u8>) -> Result<RowCounts>> Work<'_, R> {
    /// One worker: takes whichever batch is next until there are no more.
    pub(super) fn all(&self, to_write: &Sender<Done>, to_fill: &Sender<(RawBatch, usize)>) {
        let mut worker = self.pipeline.worker();
        while let Some(records) = self.room.enter() {
            let next = self.raw.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Raw { number, position, size, mut batch }) = next else { return };
            let mut done = Done { number, position, records, ..Done::default() };
            self.one(&mut batch, &mut worker, &mut done);
            // A reader at its end wants no more.
            let _ = to_fill.send((batch, size));
            self.room.add(done.size());
            if to_write.send(done).is_err() {
                return;
            }
        }
    }

    fn one(&self, batch: &mut RawBatch, worker: &mut Worker, done: &mut Done) {
        for article in batch.articles(self.options) {
            let before = done.records.len();
            let rendered = article.and_then(|article| {
                let rows = self.article(&article, worker, &mut done.records)?;
                Ok((rows, article.text().len()))
            });
            match rendered {
                Ok((rows, bytes)) => {
                    done.written += 1;
                    done.text_bytes += bytes as u64;
                    done.rows += rows;
                }
                Err(error) => {
                    done.records.truncate(before);
                    done.errors.push(error);
                    if self.strict {
                        return;
                    }
                }
            }
        }
    }

    fn article(&self, article: &Article, worker: &mut Worker, records: &mut Vec<u8>) -> Result<RowCounts> {
        // Should one article bring out a bug of ours, the others are not to pay for it.
        let made = catch_unwind(AssertUnwindSafe(|| (self.render)(article, self.pipeline.annotate(worker, article), records)));
        if made.is_err() || article.text().len() > KEEP_WORKER_BYTES {
            *worker = self.pipeline.worker();
        }
        made.unwrap_or_else(|_| Err(Error::bug(format!("article {}", article.id)).of_article(&article.id)))
    }
}
