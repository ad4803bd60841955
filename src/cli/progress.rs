//! Progress of a long run on standard error: a bar while it runs (terminals only) and a summary.

use std::io::{self, IsTerminal, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::plain;
use crate::batch::{Fault, Progress, Tally};
use crate::scoring::{Stage, Watch};
use crate::words::{self, fill, fill_text, text};

/// The maximum number of errors shown in full.
const SHOWN: usize = 10;

/// The maximum number of ranges of rejected lines listed.
const LISTED: usize = 100;

/// A stream that counts the bytes read.
pub struct CountedStream<R> {
    pub stream: R,
    pub bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for CountedStream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.stream.read(buffer)?;
        self.bytes.fetch_add(size as u64, Ordering::Relaxed);
        Ok(size)
    }
}

/// The progress of a run.
pub struct Report {
    begun: Instant,
    bar: Option<ProgressBar>,
    bytes: Arc<AtomicU64>,
    rows: u64,
    refused: u64,
    first: Vec<Fault>,
    /// Rejected lines, as the first and last line of each consecutive range.
    lines: Vec<(u64, u64)>,
    /// The number of rejected lines not listed.
    unlisted: u64,
}

impl Report {
    /// `size` is the final value of `bytes`, if known.
    pub fn new(size: Option<u64>, bytes: Arc<AtomicU64>) -> Self {
        let bar = io::stderr().is_terminal().then(|| bar(size));
        let (first, lines) = (Vec::new(), Vec::new());
        Self { begun: Instant::now(), bar, bytes, rows: 0, refused: 0, first, lines, unlisted: 0 }
    }

    pub fn refused(&self) -> u64 {
        self.refused
    }

    fn note(&mut self, fault: &Fault) {
        self.refused += 1;
        if self.first.len() < SHOWN {
            self.first.push(fault.clone());
        }
        let room = self.lines.len() < LISTED;
        match self.lines.last_mut() {
            Some((_, last)) if *last + 1 == fault.line && self.unlisted == 0 => *last = fault.line,
            _ if room => self.lines.push((fault.line, fault.line)),
            _ => self.unlisted += 1,
        }
    }

    /// Clears the bar and returns the summary.
    pub fn summary(self) -> String {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        let seconds = self.begun.elapsed().as_secs_f64();
        let rate = self.rows as f64 / seconds.max(1e-9);
        let slots = [
            ("rows", &*grouped(self.rows)),
            ("answered", &grouped(self.rows - self.refused)),
            ("rejected", &grouped(self.refused)),
            ("seconds", &format!("{seconds:.1}")),
            ("rate", &grouped(rate as u64)),
        ];
        let mut text = fill_text("cli.batch.summary", &slots) + "\n";
        if self.refused > 0 {
            let lines = self.lines.iter().map(|(first, last)| match last - first {
                0 => first.to_string(),
                _ => format!("{first}-{last}"),
            });
            let template = match self.unlisted {
                0 => words::text("cli.batch.lines.all"),
                _ => words::text("cli.batch.lines.more"),
            };
            let lines = lines.collect::<Vec<_>>().join(", ");
            text.push_str(&(fill(template, &[("lines", &lines), ("more", &grouped(self.unlisted))]) + "\n"));
        }
        for fault in &self.first {
            let slots = [("line", &*fault.line.to_string()), ("problem", &plain(&fault.detail))];
            text.push_str(&format!("  {}\n", fill_text("cli.batch.line", &slots)));
        }
        let more = self.refused - self.first.len() as u64;
        if more > 0 {
            text.push_str(&format!("  {}\n", fill_text("cli.batch.more", &[("more", &grouped(more))])));
        }
        text
    }
}

impl Progress for Report {
    fn on_progress(&mut self, tally: &Tally) {
        self.rows += tally.rows;
        tally.faults.iter().for_each(|fault| self.note(fault));
        if let Some(bar) = &self.bar {
            bar.set_position(self.bytes.load(Ordering::Relaxed));
            let rate = self.rows as f64 / self.begun.elapsed().as_secs_f64().max(1e-9);
            let slots = [("rows", &*grouped(self.rows)), ("rate", &grouped(rate as u64))];
            bar.set_message(fill_text("cli.batch.bar.message", &slots));
        }
    }
}

/// The stages of work on all teams, as a bar (terminals only).
pub struct Stages(Option<ProgressBar>);

impl Stages {
    pub fn new() -> Self {
        let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}").expect("the template is valid");
        Self(io::stderr().is_terminal().then(|| ProgressBar::new(0).with_style(style)))
    }
}

impl Watch for Stages {
    fn reached(&self, stage: Stage, done: usize, of: usize) -> bool {
        if let Some(bar) = &self.0 {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
            bar.set_message(text(&format!("cli.district.stage.{}", stage.id())).to_owned());
        }
        true
    }
}

impl Drop for Stages {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Returns a bar over bytes, or a spinner when their number is unknown.
fn bar(size: Option<u64>) -> ProgressBar {
    let bar = size.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let left = fill_text("cli.batch.bar.left", &[("time", "{eta}")]);
    let known = format!("{{bar:30}} {{percent:>3}} %  {{msg}}  {left}");
    let form = if size.is_some() { known.as_str() } else { "{spinner} {msg}" };
    bar.set_style(ProgressStyle::with_template(form).expect("the template is valid"));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Formats a number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits are text")).collect();
    groups.join(",")
}
