//! `accepted`: errors that we report on whole projects, and of these the false ones: in modules that the reference
//! compiles, alone and without a word.
//!
//! A module that the reference rejects too is judged by its first error there: the same line is agreement; that
//! something is missing (a library, a define, another target) means that nothing can be said about the module; what is
//! left is printed for a reader to judge.

use std::collections::BTreeMap;

use anyhow::Result;
use base_db::Severity;

use crate::arguments::Arguments;
use crate::corpus::{Corpus, dotted};
use crate::reference::Message;

pub fn run(arguments: &Arguments) -> Result<()> {
    let nothing = std::env::temp_dir().join("agreement-none");
    std::fs::create_dir_all(&nothing)?;
    for corpus in arguments.open_corpora()? {
        let mut n_lines = 0;
        let mut counts = Counts::default();
        for module in &corpus.modules {
            n_lines += corpus.text(module).map_or(0, |text| text.lines().count());
            let mut found = corpus.ours.check(&corpus.path(module));
            found.retain(|it| it.severity == Severity::Error);
            if found.is_empty() {
                continue;
            }
            let name = dotted(module);
            let theirs = corpus.reference.check(&nothing, &[&name])?;
            let errors: Vec<&Message> = theirs.iter().filter(|it| !it.is_warning).collect();
            for it in found {
                let verdict = verdict(&corpus, module, it.line, &errors);
                counts.add(&verdict, it.code);
                let why = match verdict {
                    Verdict::False => String::new(),
                    Verdict::Open(message) => format!(" (reference: {message})"),
                    Verdict::Agreed | Verdict::Invalid => continue,
                };
                let place = module.display();
                println!("{place}:{}: [{}] {}{why}", it.line, it.code, it.text);
            }
        }
        counts.print(&corpus, n_lines);
    }
    Ok(())
}

enum Verdict {
    /// The reference compiles the module.
    False,
    Agreed,
    /// The module cannot be compiled here.
    Invalid,
    /// The reference has another error first.
    Open(String),
}

fn verdict(corpus: &Corpus, module: &std::path::Path, line: u32, errors: &[&Message]) -> Verdict {
    /// What it says about code for another target, or of a library that is not there.
    const MISSING: &[&str] = &[
        "You cannot access the",
        "Type not found : ",
        "is required",
        "File not found",
        "Invalid commandline class",
        "Please compile",
        "Requires -",
        "requires -",
    ];
    let Some(first) = errors.first() else {
        return Verdict::False;
    };
    let path = corpus.root.join(module).display().to_string();
    if errors.iter().any(|it| it.line == line && it.file == path) {
        Verdict::Agreed
    } else if MISSING.iter().any(|it| first.text.contains(it)) {
        Verdict::Invalid
    } else {
        Verdict::Open(format!("{}:{}: {}", first.file, first.line, first.text))
    }
}

#[derive(Default)]
struct Counts {
    n_agreed: usize,
    n_invalid: usize,
    n_open: usize,
    false_by_code: BTreeMap<&'static str, usize>,
}

impl Counts {
    fn add(&mut self, verdict: &Verdict, code: &'static str) {
        match verdict {
            Verdict::False => *self.false_by_code.entry(code).or_default() += 1,
            Verdict::Agreed => self.n_agreed += 1,
            Verdict::Invalid => self.n_invalid += 1,
            Verdict::Open(_) => self.n_open += 1,
        }
    }

    fn print(&self, corpus: &Corpus, n_lines: usize) {
        let n_false: usize = self.false_by_code.values().sum();
        let causes: Vec<String> = self
            .false_by_code
            .iter()
            .map(|(code, n)| format!("{code} {n}"))
            .collect();
        println!(
            "{}: {} modules, {n_lines} lines; false {n_false} ({:.2} per 10,000 lines) [{}]; agreed {}, not compilable here {}, to judge {}",
            corpus.root.display(),
            corpus.modules.len(),
            n_false as f64 * 10_000.0 / n_lines.max(1) as f64,
            causes.join(", "),
            self.n_agreed,
            self.n_invalid,
            self.n_open,
        );
    }
}
