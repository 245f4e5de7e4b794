//! The reference compiler as a process: what it says about one module.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// One line of the compiler's output that has a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// As the compiler prints it: relative to its directory, or absolute.
    pub file: String,
    pub line: u32,
    /// 1-based, in code points; 0 where the message spans lines.
    pub columns: (u32, u32),
    pub is_warning: bool,
    pub text: String,
}

/// How to ask: where the compiler is, and the class paths and options of a corpus.
#[derive(Clone, Debug)]
pub struct Reference {
    pub haxe: PathBuf,
    /// Where the process runs; must hold no `std` directory.
    pub directory: PathBuf,
    pub arguments: Vec<String>,
}

impl Reference {
    /// What the compiler reports for these modules with `overlay` as the nearest class path.
    pub fn check(&self, overlay: &Path, modules: &[&str]) -> Result<Vec<Message>> {
        let output = Command::new(&self.haxe)
            .current_dir(&self.directory)
            .args(&self.arguments)
            .arg("-cp")
            .arg(overlay)
            .arg("--no-output")
            .args(modules)
            .output()
            .with_context(|| self.haxe.display().to_string())?;
        let text = String::from_utf8_lossy(&output.stderr);
        let mut res: Vec<Message> = text.lines().filter_map(parse).collect();
        let has_error = res.iter().any(|it| !it.is_warning);
        if !output.status.success() && !has_error {
            // An error without a place.
            res.push(Message {
                file: String::new(),
                line: 0,
                columns: (0, 0),
                is_warning: false,
                text: text.lines().next().unwrap_or_default().to_owned(),
            });
        }
        Ok(res)
    }
}

/// `a/B.hx:3: characters 4-8 : Warning : text`, also `lines 3-5`.
pub fn parse(line: &str) -> Option<Message> {
    let (file, rest) = line.split_once(".hx:")?;
    let (number, rest) = rest.split_once(": ")?;
    let (place, text) = rest.split_once(" : ")?;
    let columns = match place.split_once(' ')? {
        ("characters", it) => {
            let (from, to) = it.split_once('-')?;
            (from.parse().ok()?, to.parse().ok()?)
        }
        ("character", it) => (it.parse().ok()?, it.parse().ok()?),
        _ => (0, 0),
    };
    let (is_warning, text) = match text.strip_prefix("Warning : ") {
        Some(text) => (true, text),
        None => (text.starts_with("Info : "), text),
    };
    Some(Message {
        file: format!("{file}.hx"),
        line: number.parse().ok()?,
        columns,
        is_warning,
        text: text.to_owned(),
    })
}

impl Message {
    /// Further lines of a message repeat its place and start with dots.
    pub fn is_continuation(&self) -> bool {
        self.text.starts_with("...")
    }
}
