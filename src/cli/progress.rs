//! Progress of a long run on standard error: a bar while it runs (terminals only) and a summary.

use std::io::{self, IsTerminal, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::plain;
use crate::batch::{Fault, Progress, Tally};

/// The maximum number of errors shown in full.
const TOLD: usize = 10;

/// The maximum number of ranges of rejected lines listed.
const LISTED: usize = 100;

/// A stream that counts the bytes read.
pub struct Counted<R> {
    pub stream: R,
    pub bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
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
        if self.first.len() < TOLD {
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
        let mut text = format!(
            "{} rows: {} answered, {} rejected; {seconds:.1} s, {} rows per second\n",
            grouped(self.rows),
            grouped(self.rows - self.refused),
            grouped(self.refused),
            grouped(rate as u64)
        );
        if self.refused > 0 {
            let lines = self.lines.iter().map(|(first, last)| match last - first {
                0 => first.to_string(),
                _ => format!("{first}-{last}"),
            });
            let more = if self.unlisted > 0 { format!(" and {} more", grouped(self.unlisted)) } else { String::new() };
            text.push_str(&format!("rejected lines: {}{more}\n", lines.collect::<Vec<_>>().join(", ")));
        }
        for fault in &self.first {
            text.push_str(&format!("  line {}: {}\n", fault.line, plain(&fault.detail)));
        }
        let untold = self.refused - self.first.len() as u64;
        if untold > 0 {
            text.push_str(&format!("  and {} more; see the error of each row in the output\n", grouped(untold)));
        }
        text
    }
}

impl Progress for Report {
    fn went_on(&mut self, tally: &Tally) {
        self.rows += tally.rows;
        tally.faults.iter().for_each(|fault| self.note(fault));
        if let Some(bar) = &self.bar {
            bar.set_position(self.bytes.load(Ordering::Relaxed));
            let rate = self.rows as f64 / self.begun.elapsed().as_secs_f64().max(1e-9);
            bar.set_message(format!("{} rows, {} per second", grouped(self.rows), grouped(rate as u64)));
        }
    }
}

/// Returns a bar over bytes, or a spinner when their number is unknown.
fn bar(size: Option<u64>) -> ProgressBar {
    let bar = size.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let form = if size.is_some() { "{bar:30} {percent:>3} %  {msg}  {eta} left" } else { "{spinner} {msg}" };
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
