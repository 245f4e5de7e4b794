//! The comparison of verdicts on mistakes, by kind.

use std::collections::BTreeMap;
use std::path::PathBuf;

use base_db::Severity;
use serde::{Deserialize, Serialize};

use crate::mistakes::Edit;
use crate::ours::Found;
use crate::reference::Message;

/// One mistake and what the reference says about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Case {
    pub corpus: usize,
    pub module: PathBuf,
    pub kind: String,
    pub edit: Edit,
    /// Errors only, further lines of a message left out; empty when it accepts.
    pub errors: Vec<Message>,
}

#[derive(Clone, Copy, Default)]
pub struct Count {
    /// Rejected by the reference.
    pub rejected: u32,
    /// … and by us, at the line of the reference's first error.
    pub at_line: u32,
    /// … and by us, elsewhere.
    pub elsewhere: u32,
    pub accepted: u32,
    /// Accepted by the reference and rejected by us.
    pub false_alarms: u32,
}

#[derive(Default)]
pub struct Score {
    pub by_kind: BTreeMap<String, Count>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Agreed,
    Elsewhere,
    Missed,
    FalseAlarm,
}

/// `ours` are the diagnostics of the file that the reference's first error is in, or of the changed file.
pub fn judge(case: &Case, ours: &[Found]) -> Verdict {
    let mut errors = ours.iter().filter(|it| it.severity == Severity::Error);
    match case.errors.first() {
        None if errors.next().is_some() => Verdict::FalseAlarm,
        None => Verdict::Agreed,
        Some(first) => {
            let mut lines = errors.map(|it| it.line).peekable();
            if lines.peek().is_none() {
                Verdict::Missed
            } else if lines.any(|it| it == first.line) {
                Verdict::Agreed
            } else {
                Verdict::Elsewhere
            }
        }
    }
}

impl Score {
    pub fn add(&mut self, case: &Case, verdict: Verdict) {
        let count = self.by_kind.entry(case.kind.clone()).or_default();
        if case.errors.is_empty() {
            count.accepted += 1;
            count.false_alarms += u32::from(verdict == Verdict::FalseAlarm);
        } else {
            count.rejected += 1;
            count.at_line += u32::from(verdict == Verdict::Agreed);
            count.elsewhere += u32::from(verdict == Verdict::Elsewhere);
        }
    }

    pub fn total(&self) -> Count {
        let mut res = Count::default();
        for it in self.by_kind.values() {
            res.rejected += it.rejected;
            res.at_line += it.at_line;
            res.elsewhere += it.elsewhere;
            res.accepted += it.accepted;
            res.false_alarms += it.false_alarms;
        }
        res
    }

    pub fn print(&self) {
        println!(
            "{:34} {:>8} {:>8} {:>9} {:>7} {:>8} {:>12}",
            "kind", "rejected", "at line", "elsewhere", "missed", "accepted", "false alarms"
        );
        let row = |name: &str, it: &Count| {
            println!(
                "{name:34} {:>8} {:>8} {:>9} {:>7} {:>8} {:>12}",
                it.rejected,
                it.at_line,
                it.elsewhere,
                it.rejected - it.at_line - it.elsewhere,
                it.accepted,
                it.false_alarms
            );
        };
        for (kind, count) in &self.by_kind {
            row(kind, count);
        }
        let total = self.total();
        row("all", &total);
        let reported = total.at_line + total.elsewhere + total.false_alarms;
        println!(
            "recall at the line {:.1} %, in the file {:.1} %; precision {:.1} % (reports on what the reference rejects)",
            percent(total.at_line, total.rejected),
            percent(total.at_line + total.elsewhere, total.rejected),
            percent(total.at_line + total.elsewhere, reported),
        );
    }
}

pub fn percent(part: u32, of: u32) -> f64 {
    100.0 * f64::from(part) / f64::from(of.max(1))
}
