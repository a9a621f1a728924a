//! What all requests of a server share.

use super::Log;
use super::hosts::Hosts;
use super::metrics::Metrics;
use super::pool::Pool;
use super::problem::{Problem, Reason};
use super::room::{Room, Taken};
use super::settings::Limits;
use crate::article::Article;
use crate::io::{ReadOptions, write_record};
use crate::pipeline::{Annotation, Pipeline, Worker};
use crate::record::{Record, RecordOptions};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::sync::Semaphore;

/// What handlers get as their state.
pub(super) type Shared = Arc<Context>;

/// What all requests of a server share.
pub(super) struct Context {
    pub(super) limits: Limits,
    pub(super) engine: Engine,
    /// Where a JSON object has its id and its text.
    pub(super) reading: ReadOptions,
    pub(super) pool: Pool,
    /// How many articles of one request are in work at once.
    pub(super) window: usize,
    pub(super) room: Room,
    /// One place a request that wants articles read.
    pub(super) places: Arc<Semaphore>,
    pub(super) metrics: Metrics,
    pub(super) hosts: Hosts,
    /// Whether the server has been told to stop.
    pub(super) is_stopping: AtomicBool,
    pub(super) log: Option<Log>,
}

/// The pipeline as it was given, and the same without reported speech, which is quicker.
pub(super) struct Engine {
    full: Pipeline,
    quoted: Pipeline,
}

/// Bytes of an answer with the room they take.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    pub(super) room: Taken,
}

impl Engine {
    pub(super) fn new(pipeline: Pipeline) -> Self {
        Engine { quoted: pipeline.clone().relations(None), full: pipeline }
    }

    /// Has word lists and models read, which happens at first need: no client is to wait for that.
    pub(super) fn warm_up(&self) -> crate::Result<()> {
        let article = Article::new("", "“We waited,” said Ann Lee.")?;
        for pipeline in [&self.full, &self.quoted] {
            pipeline.annotate(&mut Worker::default(), &article);
        }
        Ok(())
    }

    /// The one that finds what `options` ask for.
    pub(super) fn pipeline(&self, options: RecordOptions) -> &Pipeline {
        if options.kinds.indirect { &self.full } else { &self.quoted }
    }
}

impl Context {
    /// Reads an article and gives its record in one line: the very bytes of `whosaid annotate`.
    ///
    /// # Errors
    /// Those of [`Context::render`].
    pub(super) fn annotate(&self, worker: &mut Worker, article: &Article, options: RecordOptions) -> Result<Answer, Problem> {
        self.render(worker, article, options, |article, annotation, out| {
            let record = Record::new(article, annotation, options);
            self.metrics.article(article.text().len(), record.quotations.iter().map(|row| row.kind));
            write_record(&record, out)
        })
    }

    /// Reads an article and gives what `render` makes of it; `render` also counts what it was.
    ///
    /// # Errors
    /// [`Reason::Article`] if the text is too long, [`Reason::Busy`] if there is no room for the answer.
    pub(super) fn render(
        &self,
        worker: &mut Worker,
        article: &Article,
        options: RecordOptions,
        render: impl FnOnce(&Article, &Annotation, &mut Vec<u8>) -> crate::Result<()>,
    ) -> Result<Answer, Problem> {
        let (bytes, limit) = (article.text().len(), self.limits.article_bytes);
        if bytes > limit {
            let detail = format!("the text has {bytes} bytes, the limit is {limit} (--max-article-bytes sets it)");
            return Err(Problem::new(Reason::Article, detail).with("limit", limit as u64));
        }
        let annotation = self.engine.pipeline(options).annotate(worker, article);
        let mut answer = Answer::default();
        render(article, annotation, &mut answer.bytes).map_err(|error| Problem::new(Reason::Bug, error.to_string()))?;
        self.room.take(&mut answer.room, answer.bytes.capacity())?;
        Ok(answer)
    }

    /// What stands in the place of an article's record: the record, or a line that says why there is none.
    pub(super) fn in_place(&self, answer: Result<Answer, Problem>) -> Answer {
        answer.unwrap_or_else(|problem| {
            self.metrics.reject(problem.reason);
            Answer { bytes: problem.line(), room: Taken::default() }
        })
    }
}
