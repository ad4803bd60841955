//! Rows over HTTP: taken from the body as they arrive and answered as fast as the reader takes the answers.
//!
//! Nothing is read before what was read is answered, and nothing is answered before the last piece was taken. So a slow
//! reader slows the sender down, and a reader that goes away drops all of it.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::ErrorInternalServerError;
use actix_web::web::{Bytes, Data, block};
use futures_core::Stream;

use super::problems::Refusal;
use super::service::{InFlight, Served, Service};
use crate::advisor::Options;
use crate::batch::{AnswerKind, Answered, Block, Builder, Format, Rows, Said, Setup, Splitter, Tally, answer_some};
use crate::wire::{Problem, ProblemKind};

/// Answers of about this size are sent together.
const PIECE_BYTES: usize = 128 << 10;

/// From the last word on a body that cannot be read on to the end of the connection.
const PARTING: Duration = Duration::from_millis(200);

/// What is asked of all rows.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub input: &'static Format,
    pub output: &'static Format,
    pub media: &'static str,
    pub kind: AnswerKind,
    pub options: Options,
}

/// A body on its way to its answers.
pub(super) struct Rowing {
    service: Data<Service>,
    /// The catalogue that was served when the request came; one answer keeps to it.
    served: Arc<Served>,
    asked: Asked,
    body: Payload,
    splitter: Box<dyn Splitter>,
    ready: VecDeque<Box<dyn Rows>>,
    /// What stands before the first answer.
    head: Option<Vec<u8>>,
    builder: Option<Box<dyn Builder>>,
    at_end: bool,
    /// Whether the body cannot be read on.
    broken: bool,
    counted: Counted,
    _place: InFlight,
}

/// How many rows were answered; written to the log when the answer is at its end, or nobody takes it any more.
#[derive(Debug, Default)]
struct Counted {
    rows: u64,
    refused: usize,
    whole: bool,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let Self { rows, refused, whole } = *self;
        tracing::info!(rows, refused, whole, "rows answered");
    }
}

/// What a piece of work needs and gives back.
struct Work {
    rows: Box<dyn Rows>,
    builder: Box<dyn Builder>,
    tally: Tally,
    more: bool,
}

impl Rowing {
    /// Reads until there are rows to answer, so that a body that is wrong as a whole is refused with its status.
    pub(super) async fn begin(
        service: Data<Service>,
        asked: Asked,
        body: Payload,
        place: InFlight,
    ) -> Result<Self, Refusal> {
        let served = service.served_whole();
        let splitter = asked.input.splitter.expect("a medium's format is cut from a stream")();
        let mut rowing = Self {
            body,
            splitter,
            ready: VecDeque::new(),
            head: None,
            builder: None,
            at_end: false,
            broken: false,
            counted: Counted::default(),
            _place: place,
            service,
            served,
            asked,
        };
        rowing.head = Some((rowing.asked.output.head)(&setup(&rowing.served, &rowing.asked, &rowing.service)));
        while rowing.ready.is_empty() && !rowing.at_end {
            rowing.read().await.map_err(Refusal)?;
        }
        Ok(rowing)
    }

    /// The answers, piece by piece, as they are asked for.
    pub(super) fn stream(self) -> impl Stream<Item = Result<Bytes, actix_web::Error>> {
        futures_util::stream::unfold(Some(self), |rowing| async move {
            let mut rowing = rowing?;
            match rowing.piece().await {
                Ok(Some(bytes)) => Some((Ok(bytes), Some(rowing))),
                Ok(None) => {
                    rowing.counted.whole = true;
                    None
                }
                // The connection breaks off, so that nobody takes the answer for whole.
                Err(error) => Some((Err(error), None)),
            }
        })
    }

    /// The next answers; none at the end.
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
                // An error drops what has not been sent, so the last word is given time to go out.
                tokio::time::sleep(PARTING).await;
                return Err(ErrorInternalServerError("the body could not be read to its end"));
            } else if self.at_end {
                return Ok(None);
            } else if let Err(problem) = self.read().await {
                // The status has been sent; what stands in the way is the last thing that is said.
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
            let seconds = self.service.limits.request_time.as_secs();
            Problem::new(ProblemKind::Timeout, format!("nothing more of the body arrived within {seconds} seconds"))
        })?;
        let setup = setup(&self.served, &self.asked, &self.service);
        let rows = match chunk {
            Some(Ok(bytes)) => self.splitter.push(&setup, &bytes)?,
            Some(Err(error)) => {
                return Err(Problem::new(ProblemKind::Malformed, format!("the body broke off: {error}")));
            }
            None => {
                self.at_end = true;
                self.splitter.end(&setup)?
            }
        };
        self.ready.extend(rows);
        Ok(())
    }

    /// Answers some rows beside the worker, no more of them at once than there are cores, and keeps the rest.
    async fn answer(&mut self, rows: Box<dyn Rows>) -> Result<Vec<u8>, actix_web::Error> {
        let turn = Arc::clone(&self.service.turns).acquire_owned().await.map_err(ErrorInternalServerError)?;
        let (served, asked, service) = (Arc::clone(&self.served), self.asked.clone(), self.service.clone());
        let builder = self.builder.take();
        let work = block(move || {
            let _turn = turn;
            let setup = setup(&served, &asked, &service);
            let builder = builder.unwrap_or_else(|| (asked.output.builder)(&setup));
            let mut work = Work { rows, builder, tally: Tally::default(), more: false };
            work.more = answer_some(&setup, &mut *work.rows, &mut *work.builder, &mut work.tally, PIECE_BYTES);
            work
        });
        let mut work = work.await?;
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
        let setup = setup(&self.served, &self.asked, &self.service);
        let mut builder = (self.asked.output.builder)(&setup);
        builder.push(&setup, &Answered { id: None, said: Said::Refused(problem) });
        bytes(&mut *builder)
    }
}

fn setup<'a>(served: &'a Served, asked: &Asked, service: &Service) -> Setup<'a> {
    let mut setup = Setup::new(&served.advisor, &served.rendered, asked.kind, &asked.options)
        .expect("the catalogue's own weights weigh something");
    setup.line_bytes = service.limits.body_bytes;
    setup
}

/// What a builder of bytes holds.
pub(super) fn bytes(builder: &mut dyn Builder) -> Vec<u8> {
    match builder.take() {
        Block::Bytes(bytes) => bytes,
        Block::Columns(_) => unreachable!("media are formats of bytes"),
    }
}
