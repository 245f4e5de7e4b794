//! Compares our verdict with the reference compiler's on mutated files.
//!
//! `cargo run --release -p syntax --example agree -- --port PORT --dir SCRATCH
//!  [--files N] [--mutations N] [--seed N] [-D name=value]… STD`
//!
//! PORT is that of a `haxe --wait PORT`. Of the files below STD some are chosen
//! and changed by one token each: deleted, doubled, swapped with the next, or
//! inserted from elsewhere in the file. A changed file is written below SCRATCH
//! where its package does not fit, so that the reference stops with a known
//! message right after parsing it. The defines must be those of `--interp`.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use syntax::{Defines, SyntaxKind, TextRange, parse};

fn main() {
    let mut defines: Vec<(String, String)> = vec![];
    let (mut port, mut dir, mut root) = (6000u16, PathBuf::new(), PathBuf::new());
    let (mut n_files, mut n_mutations, mut seed) = (300usize, 10usize, 1u64);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().unwrap_or_default();
        match arg.as_str() {
            "-D" => {
                let define = value();
                let (name, value) = define.split_once('=').unwrap_or((&define, "1"));
                defines.push((name.to_owned(), value.to_owned()));
            }
            "--port" => port = value().parse().expect("a port"),
            "--dir" => dir = value().into(),
            "--files" => n_files = value().parse().expect("a number"),
            "--mutations" => n_mutations = value().parse().expect("a number"),
            "--seed" => seed = value().parse().expect("a number"),
            _ => root = arg.into(),
        }
    }
    let defines = Defines::new(defines);
    let mut rng = Rng(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut files = vec![];
    collect(&root, &mut files);
    files.sort();
    let mut report = Report::default();
    let mut done = 0;
    while done < n_files && !files.is_empty() {
        let path = files.swap_remove(rng.below(files.len()));
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        // A file that is rejected as it is would be rejected for another reason.
        if !parse(&text, &defines).errors().is_empty() {
            continue;
        }
        done += 1;
        for _ in 0..n_mutations {
            if let Some((mutation, mutated)) = mutate(&text, &mut rng) {
                compare(
                    &path,
                    &mutation,
                    &mutated,
                    port,
                    &dir,
                    &defines,
                    &mut report,
                );
            }
        }
    }
    report.print();
}

#[derive(Default)]
struct Report {
    total: usize,
    agreed: usize,
    rejected_by_both: usize,
    same_line: usize,
    same_line_or_before: usize,
    same_message: usize,
}

impl Report {
    fn print(&self) {
        let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        println!(
            "{} mutations, {} agreed = {:.2} %",
            self.total,
            self.agreed,
            percent(self.agreed, self.total)
        );
        let rejected = self.rejected_by_both;
        println!(
            "{rejected} rejected by both: first error on the same line {:.2} %, same or where the line before ends {:.2} %, same message {:.2} %",
            percent(self.same_line, rejected),
            percent(self.same_line_or_before, rejected),
            percent(self.same_message, rejected),
        );
    }
}

fn compare(
    path: &Path,
    mutation: &str,
    text: &str,
    port: u16,
    dir: &Path,
    defines: &Defines,
    report: &mut Report,
) {
    report.total += 1;
    let name = format!("M{}", report.total);
    let package = dir.join("zzz");
    std::fs::create_dir_all(&package).expect("the scratch directory");
    let file = package.join(format!("{name}.hx"));
    std::fs::write(&file, text).expect("a scratch file");
    let dir_text = dir.display().to_string();
    let module = format!("zzz.{name}");
    let answer = ask(
        port,
        &[
            "--cwd",
            &dir_text,
            "-cp",
            &dir_text,
            "--no-output",
            "--interp",
            &module,
        ],
    );
    let first = answer.lines().next().unwrap_or_default();
    let theirs = parse_message(first);
    let parse = parse(text, defines);
    // The reference tells of these when it types, which it does not do here.
    let is_told_when_typing = |message: &str| message.contains(" access modifier ");
    let mut errors = parse.errors().iter();
    let ours = errors
        .find(|it| !is_told_when_typing(&it.message))
        .map(|error| {
            let line = text[..usize::from(error.range.start())]
                .matches('\n')
                .count()
                + 1;
            (line, error.message.clone())
        });
    let verdict = match (&theirs, &ours) {
        (None, None) => {
            report.agreed += 1;
            None
        }
        (Some((their_line, their_message)), Some((our_line, our_message))) => {
            report.agreed += 1;
            report.rejected_by_both += 1;
            let same_line = their_line == our_line;
            // We point to the end of what something is missing after.
            let before = text
                .lines()
                .take(their_line - 1)
                .skip(*our_line)
                .all(|line| {
                    let line = line.trim();
                    line.is_empty()
                        || line.starts_with("//")
                        || line.starts_with('*')
                        || line.starts_with("/*")
                })
                && our_line <= their_line;
            report.same_line += usize::from(same_line);
            report.same_line_or_before += usize::from(same_line || before);
            report.same_message += usize::from(our_message == their_message);
            if our_message != their_message && std::env::var_os("MESSAGES").is_some() {
                println!("message: {mutation}: {their_message} / {our_message}");
            }
            (!same_line).then_some(if before { "line before" } else { "other line" })
        }
        (Some(_), None) => Some("WE ACCEPT"),
        (None, Some(_)) => Some("WE REJECT"),
    };
    if let Some(verdict) = verdict {
        println!(
            "{verdict}: {name} {} {mutation}\n  haxe: {first}\n  ours: {ours:?}",
            path.display()
        );
    } else {
        let _ = std::fs::remove_file(&file);
    }
}

/// Line and text of the first error, unless it is the one that means that parsing went well.
fn parse_message(line: &str) -> Option<(usize, String)> {
    if line.starts_with("Invalid commandline class") || line.is_empty() {
        return None;
    }
    // `path.hx:LINE: characters A-B : message`
    let (_, rest) = line.split_once(".hx:")?;
    let (number, rest) = rest.split_once(": ")?;
    let (_, message) = rest.split_once(" : ")?;
    Some((number.parse().ok()?, message.to_owned()))
}

fn ask(port: u16, args: &[&str]) -> String {
    let mut socket = std::net::TcpStream::connect(("127.0.0.1", port)).expect("the haxe server");
    socket
        .write_all(format!("{}\n\0", args.join("\n")).as_bytes())
        .expect("a request");
    let mut answer = vec![];
    socket.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

/// One changed token. A string with interpolation counts as one.
fn mutate(text: &str, rng: &mut Rng) -> Option<(String, String)> {
    let mut tokens: Vec<TextRange> = vec![];
    let mut depth = 0;
    for (kind, range) in syntax::tokens(text) {
        if depth > 0 {
            let last = tokens.last_mut()?;
            *last = last.cover(range);
        } else if !kind.is_trivia() {
            tokens.push(range);
        }
        match kind {
            SyntaxKind::TEMPLATE_START => depth += 1,
            SyntaxKind::TEMPLATE_END => depth -= 1,
            _ => {}
        }
    }
    if tokens.len() < 4 {
        return None;
    }
    let idx = rng.below(tokens.len() - 1);
    let token = tokens[idx];
    let (start, end) = (usize::from(token.start()), usize::from(token.end()));
    let (before, this, after) = (&text[..start], &text[start..end], &text[end..]);
    Some(match rng.below(4) {
        0 => (
            format!("delete {this} at {start}"),
            format!("{before}{after}"),
        ),
        1 => (
            format!("duplicate {this} at {start}"),
            format!("{before}{this} {this}{after}"),
        ),
        2 => {
            let next = tokens[idx + 1];
            let between = &text[end..usize::from(next.start())];
            let other = &text[next];
            let rest = &text[usize::from(next.end())..];
            (
                format!("swap {this} and {other} at {start}"),
                format!("{before}{other}{between}{this}{rest}"),
            )
        }
        _ => {
            let other = &text[tokens[rng.below(tokens.len())]];
            (
                format!("insert {other} at {start}"),
                format!("{before}{other} {this}{after}"),
            )
        }
    })
}

/// A small generator, so that a seed gives the same mutations everywhere.
struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let Ok(entries) = std::fs::read_dir(path) else {
            return;
        };
        for entry in entries.flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|ext| ext == "hx") {
        files.push(path.to_owned());
    }
}
