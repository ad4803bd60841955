//! Rows over HTTP: read from the body as they arrive, answered as fast as the client reads.
//!
//! The next chunk is read only after all earlier rows are answered, and rows are answered only after the client took
//! the last piece. So a slow reader slows the sender down, and a client that disconnects cancels the work.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::error::ErrorInternalServerError;
use actix_web::web::{Bytes, Data, block};
use futures_core::Stream;
use tokio::sync::OwnedSemaphorePermit;

use super::body::Pace;
use super::problems::Refusal;
use super::service::{Served, Service};
use crate::advisor::Options;
use crate::batch::{
    AnswerKind, Answered, Block, Builder, Format, Rows, Said, Setup, Splitter, Stream as RowStream, Tally, answer_some,
};
use crate::wire::{Problem, ProblemKind};
use crate::words::fill_text;

/// Answers are sent in pieces of about this size.
const PIECE_BYTES: usize = 128 << 10;

/// The pause between the final error line and closing the connection, when the body cannot be read to its end.
const PARTING: Duration = Duration::from_millis(200);

/// How often the time of a request a reader may take nothing.
const PATIENCE: u32 = 6;

/// Settings for all rows of a request.
#[derive(Clone, Debug)]
pub(super) struct RowSettings {
    pub input: &'static RowStream,
    pub output: &'static Format,
    pub media: &'static str,
    pub kind: AnswerKind,
    /// The names of columns to leave out.
    pub ignored: Vec<String>,
    pub options: Options,
}

/// A streaming request: the body and the state needed to answer its rows.
pub(super) struct Rowing {
    service: Data<Service>,
    /// The catalog served when the request arrived; one answer uses one catalog throughout.
    served: Arc<Served>,
    settings: RowSettings,
    body: Payload,
    splitter: Box<dyn Splitter>,
    ready: VecDeque<Box<dyn Rows>>,
    /// The text before the first answer.
    head: Option<Vec<u8>>,
    builder: Option<Box<dyn Builder>>,
    at_end: bool,
    /// Whether reading the body failed.
    broken: bool,
    counted: RowCounts,
    pace: Pace,
    /// When the reader last took something, and the place that is lost if it takes nothing for long.
    reader: Rc<Reader>,
}

/// A reader that takes nothing loses its place, so that others can have it; its connection may stay.
#[derive(Debug)]
struct Reader {
    place: RefCell<Option<OwnedSemaphorePermit>>,
    last: Cell<Instant>,
}

impl Reader {
    /// Looks after the reader until it is done, or has taken nothing for this time.
    fn watched(place: OwnedSemaphorePermit, patience: Duration) -> Rc<Self> {
        let reader = Rc::new(Self { place: RefCell::new(Some(place)), last: Cell::new(Instant::now()) });
        let watched = Rc::downgrade(&reader);
        actix_web::rt::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                let Some(reader) = watched.upgrade() else { return };
                if reader.last.get().elapsed() > patience {
                    reader.place.take();
                    return;
                }
            }
        });
        reader
    }

    fn is_given_up(&self) -> bool {
        self.place.borrow().is_none()
    }
}

/// Counts of rows, logged when the answer ends or the client disconnects.
#[derive(Debug, Default)]
struct RowCounts {
    rows: u64,
    refused: usize,
    whole: bool,
}

impl Drop for RowCounts {
    fn drop(&mut self) {
        let Self { rows, refused, whole } = *self;
        tracing::info!(rows, refused, whole, "rows answered");
    }
}

/// One unit of blocking work: its inputs and results.
struct Work {
    rows: Box<dyn Rows>,
    builder: Box<dyn Builder>,
    tally: Tally,
    more: bool,
}

impl Rowing {
    /// Reads until there are rows to answer, so that a body invalid as a whole still gets an error status.
    pub(super) async fn begin(
        service: Data<Service>,
        settings: RowSettings,
        body: Payload,
        place: OwnedSemaphorePermit,
    ) -> Result<Self, Refusal> {
        let served = service.served_whole();
        let splitter = (settings.input.splitter)();
        let mut rowing = Self {
            body,
            splitter,
            ready: VecDeque::new(),
            head: None,
            builder: None,
            at_end: false,
            broken: false,
            counted: RowCounts::default(),
            pace: Pace::new(service.limits.request_time),
            reader: Reader::watched(place, service.limits.request_time * PATIENCE),
            service,
            served,
            settings,
        };
        rowing.head = Some((rowing.settings.output.head)(&setup(&rowing.served, &rowing.settings, &rowing.service)));
        while rowing.ready.is_empty() && !rowing.at_end {
            rowing.read().await.map_err(Refusal)?;
        }
        Ok(rowing)
    }

    /// Returns the answers as a stream, produced on demand.
    pub(super) fn stream(self) -> impl Stream<Item = Result<Bytes, actix_web::Error>> {
        futures_util::stream::unfold(Some(self), |rowing| async move {
            let mut rowing = rowing?;
            if rowing.reader.is_given_up() {
                return Some((Err(ErrorInternalServerError("the reader took nothing for too long")), None));
            }
            rowing.pace.pause(rowing.reader.last.get().elapsed());
            let piece = rowing.piece().await;
            rowing.reader.last.set(Instant::now());
            match piece {
                Ok(Some(bytes)) => Some((Ok(bytes), Some(rowing))),
                Ok(None) => {
                    rowing.counted.whole = true;
                    None
                }
                // Break the connection, so that no client mistakes the answer for complete.
                Err(error) => Some((Err(error), None)),
            }
        })
    }

    /// Returns the next answers; `None` at the end.
    async fn piece(&mut self) -> Result<Option<Bytes>, actix_web::Error> {
        if let Some(head) = self.head.take().filter(|head| !head.is_empty()) {
            return Ok(Some(head.into()));
        }
        loop {
            if let Some(rows) = self.ready.pop_front() {
                let bytes = self.answer(rows).await?;
                if !bytes.is_empty() {
                    return Ok(Some(bytes.into()));
                }
            } else if self.broken {
                // An error discards bytes not sent yet, so wait until the final line has gone out.
                tokio::time::sleep(PARTING).await;
                return Err(ErrorInternalServerError("reading the body failed"));
            } else if self.at_end {
                return Ok(None);
            } else if let Err(problem) = self.read().await {
                // The status is already sent, so the problem becomes the last line.
                self.broken = true;
                return Ok(Some(self.last_word(&problem).into()));
            }
        }
    }

    /// Reads one chunk of the body, or its end.
    async fn read(&mut self) -> Result<(), Problem> {
        let body = &mut self.body;
        let chunk = poll_fn(|context| Pin::new(&mut *body).poll_next(context));
        let chunk = tokio::time::timeout(self.service.limits.request_time, chunk).await.map_err(|_| {
            let seconds = self.service.limits.request_time.as_secs().to_string();
            Problem::new(ProblemKind::Timeout, fill_text("wire.body.stopped", &[("seconds", &seconds)]))
        })?;
        let setup = setup(&self.served, &self.settings, &self.service);
        let rows = match chunk {
            Some(Ok(bytes)) => {
                self.pace.count(bytes.len())?;
                self.splitter.push(&setup, &bytes)?
            }
            Some(Err(error)) => {
                let detail = fill_text("wire.body.cut_off", &[("error", &error.to_string())]);
                return Err(Problem::new(ProblemKind::Malformed, detail));
            }
            None => {
                self.at_end = true;
                self.splitter.end(&setup)?
            }
        };
        self.ready.extend(rows);
        Ok(())
    }

    /// Answers some rows on a blocking thread, at most one per core, and keeps the rest for later.
    async fn answer(&mut self, rows: Box<dyn Rows>) -> Result<Vec<u8>, actix_web::Error> {
        let begun = Instant::now();
        let turn = self.service.turns.wait().await.map_err(|refusal| ErrorInternalServerError(refusal.to_string()))?;
        let (served, settings, service) = (Arc::clone(&self.served), self.settings.clone(), self.service.clone());
        let builder = self.builder.take();
        let work = block(move || {
            let _turn = turn;
            let setup = setup(&served, &settings, &service);
            let builder = builder.unwrap_or_else(|| (settings.output.builder)(&setup));
            let mut work = Work { rows, builder, tally: Tally::default(), more: false };
            work.more = answer_some(&setup, &mut *work.rows, &mut *work.builder, &mut work.tally, PIECE_BYTES);
            work
        });
        let mut work = work.await?;
        self.pace.pause(begun.elapsed());
        let bytes = bytes(&mut *work.builder);
        self.counted.rows += work.tally.rows;
        self.counted.refused += work.tally.faults.len();
        self.builder = Some(work.builder);
        if work.more {
            self.ready.push_front(work.rows);
        }
        Ok(bytes)
    }

    fn last_word(&mut self, problem: &Problem) -> Vec<u8> {
        let setup = setup(&self.served, &self.settings, &self.service);
        let mut builder = (self.settings.output.builder)(&setup);
        builder.push(&setup, &Answered { id: None, said: Said::Refused(problem) });
        bytes(&mut *builder)
    }
}

fn setup<'a>(served: &'a Served, settings: &RowSettings, service: &Service) -> Setup<'a> {
    let mut setup = Setup::new(&served.advisor, &served.rendered, settings.kind, &settings.options)
        .expect("the catalog's own weights are not all zero");
    setup.line_bytes = service.limits.body_bytes;
    setup.ignored.clone_from(&settings.ignored);
    setup
}

/// Takes the bytes from a builder.
pub(super) fn bytes(builder: &mut dyn Builder) -> Vec<u8> {
    match builder.take() {
        Block::Bytes(bytes) => bytes,
        Block::Columns(_) => unreachable!("every media type's format builds bytes"),
    }
}
