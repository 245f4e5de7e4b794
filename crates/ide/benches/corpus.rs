//! Real projects under abuse: what the unit tests do to a few lines, done to whole code bases for as long as wanted.
//!
//! ```sh
//! cargo bench -p ide --bench corpus -- prefixes --files 10 --cuts 2000 -- -cp src -lib lib --js out.js
//! cargo bench -p ide --bench corpus -- edits --files 10 --steps 200 -- build.hxml
//! cargo bench -p ide --bench corpus -- actions --files 10 --steps 200 -- build.hxml
//! ```
//!
//! - `prefixes`: the largest files, each cut off at random places, every feature asked at the cut. Nothing may panic, and
//!   nothing may take a second (of processor time, on Linux). Says what was slowest, per feature.
//! - `edits`: random edits in the largest files; what is said after them must be what a database says that saw the last
//!   texts only.
//! - `actions`: every code action at random places, carets and selections, taken one at a time; none may bring an error
//!   that was not there before.
//!
//! Behind the second `--` stand Haxe's own arguments, paths from the present directory. `--in DIR` takes files below that
//! directory only, `--seed N` other places. The status is 1 when something was found.

#[path = "corpus/actions.rs"]
mod actions;
#[path = "../tests/properties/ask.rs"]
mod ask;
#[path = "../tests/properties/edits.rs"]
mod edits;
#[path = "../tests/properties/live.rs"]
mod live;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ask::{Random, ask_everything, report};
use base_db::{ClassPathKind, FilePosition};
use hir_def::module::modules_of_class_paths;
use live::Project;
use salsa::Database as _;
use vfs::VfsPath;

/// A request that takes longer has failed.
const LIMIT: Duration = Duration::from_secs(1);

struct Arguments {
    command: String,
    n_files: usize,
    n_cuts: usize,
    n_steps: usize,
    seed: u64,
    dir: Option<VfsPath>,
    haxe: Vec<String>,
}

fn main() -> ExitCode {
    // Deeply nested code recurses deeply.
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        _ => ExitCode::FAILURE,
    }
}

fn run() -> ExitCode {
    let Some(arguments) = Arguments::parse(std::env::args().skip(1)) else {
        // `cargo bench` and `cargo test` start every bench; this one needs to be told what to do.
        eprintln!("nothing to do: see the head of crates/ide/benches/corpus.rs");
        return ExitCode::SUCCESS;
    };
    let n_faults = match &*arguments.command {
        "prefixes" => prefixes(&arguments),
        "actions" => {
            let mut project = project(&arguments);
            let files = largest_files(&project, &arguments);
            let mut random = arguments.random();
            actions::actions(&mut project, &files, arguments.n_steps, &mut random)
        }
        _ => edits(&arguments),
    };
    println!("{n_faults} faults");
    match n_faults {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

impl Arguments {
    fn parse(arguments: impl Iterator<Item = String>) -> Option<Arguments> {
        let mut arguments = arguments.filter(|it| it != "--bench");
        let command = arguments.next()?;
        if !["prefixes", "edits", "actions"].contains(&&*command) {
            return None;
        }
        let mut res = Arguments {
            command,
            n_files: 10,
            n_cuts: 20,
            n_steps: 20,
            seed: 1,
            dir: None,
            haxe: vec![],
        };
        while let Some(name) = arguments.next() {
            if name == "--" {
                break;
            }
            let value = arguments.next()?;
            match &*name {
                "--files" => res.n_files = value.parse().ok()?,
                "--cuts" => res.n_cuts = value.parse().ok()?,
                "--steps" => res.n_steps = value.parse().ok()?,
                "--seed" => res.seed = value.parse().ok()?,
                "--in" => res.dir = Some(cwd().join(&value)),
                _ => return None,
            }
        }
        res.haxe = arguments.collect();
        Some(res)
    }

    fn random(&self) -> Random {
        Random(self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491)
    }
}

fn cwd() -> VfsPath {
    VfsPath::from_os(std::path::Path::new("."))
}

fn project(arguments: &Arguments) -> Project {
    let system = project::default_system();
    let (builds, problems, libraries) = project::command_line_build(
        &*system,
        &cwd(),
        &arguments.haxe,
        &project::Options::default(),
    );
    for problem in problems {
        eprintln!("{}", problem.message);
    }
    match builds.first() {
        Some(build) => Project::of(build.config.clone(), libraries),
        None => Project::of_std(),
    }
}

fn largest_files(project: &Project, arguments: &Arguments) -> Vec<VfsPath> {
    let db = &project.db;
    let is_wanted = |path: &VfsPath| arguments.dir.as_ref().is_none_or(|it| path.starts_with(it));
    let mut files: Vec<(usize, VfsPath)> =
        modules_of_class_paths(db, project.config, ClassPathKind::Project)
            .iter()
            .map(|it| it.file(db))
            .filter(|it| is_wanted(it.path(db)))
            .map(|it| (base_db::file_text(db, it).len(), it.path(db).clone()))
            .collect();
    files.sort_by_key(|it| std::cmp::Reverse(it.0));
    files.truncate(arguments.n_files);
    files.into_iter().map(|it| it.1).collect()
}

#[derive(Default)]
struct Timing {
    n: u32,
    total: Duration,
    worst: Duration,
    place: String,
}

fn prefixes(arguments: &Arguments) -> usize {
    let mut project = project(arguments);
    let mut random = arguments.random();
    let mut timings: BTreeMap<&'static str, Timing> = BTreeMap::new();
    let mut n_faults = 0;
    for path in largest_files(&project, arguments) {
        let text = project.text(&path);
        let start = Instant::now();
        for _ in 0..arguments.n_cuts {
            let mut cut = random.below(text.len() + 1);
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            // Half of the time something was just typed and the rest of the file stays.
            let (kind, edited) = match random.below(2) {
                0 => ("cut", text[..cut].to_owned()),
                _ => (".", [&text[..cut], ".", &text[cut..]].concat()),
            };
            project.set_text(&path, &edited);
            let mut offset = cut + usize::from(kind == ".") - random.below(3).min(cut);
            while !edited.is_char_boundary(offset) {
                offset -= 1;
            }
            let position = FilePosition {
                file: project.file(&path),
                offset: (offset as u32).into(),
            };
            let place = format!("{path} {kind} at {cut}, asked at {offset}");
            n_faults += ask_at(&project, position, &place, &mut timings);
        }
        println!(
            "{path}: {} bytes, {} cuts in {:.1?}",
            text.len(),
            arguments.n_cuts,
            start.elapsed()
        );
        project.set_text(&path, &text);
    }
    for (name, it) in timings {
        let mean = it.total / it.n.max(1);
        println!(
            "{name:16} mean {mean:>9.1?}  worst {:>9.1?}  {}",
            it.worst, it.place
        );
    }
    n_faults
}

fn ask_at(
    project: &Project,
    position: FilePosition,
    place: &str,
    timings: &mut BTreeMap<&'static str, Timing>,
) -> usize {
    let mut n_faults = 0;
    let begun = Instant::now();
    project.db.attach(|db| {
        ask_everything(db, project.config, position, |name, question| {
            let start = worked(begun);
            let answer = catch_unwind(AssertUnwindSafe(question));
            let took = worked(begun).saturating_sub(start);
            if answer.is_err() {
                println!("PANIC in {name}: {place}");
            }
            if took > LIMIT {
                println!("SLOW {name}, {took:.1?}: {place}");
            }
            n_faults += usize::from(answer.is_err() || took > LIMIT);
            let timing = timings.entry(name).or_default();
            timing.n += 1;
            timing.total += took;
            if took > timing.worst {
                timing.worst = took;
                timing.place = place.to_owned();
            }
        });
    });
    n_faults
}

/// The processor time of this thread where the system tells it, so that other load on the machine does not count; else
/// the time since `begun`.
fn worked(begun: Instant) -> Duration {
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|it| it.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

fn edits(arguments: &Arguments) -> usize {
    let mut live = project(arguments);
    let mut random = arguments.random();
    let paths = largest_files(&live, arguments);
    let originals: Vec<Arc<str>> = paths.iter().map(|it| live.text(it)).collect();
    let mut texts: Vec<String> = originals.iter().map(|it| it.to_string()).collect();
    let mut n_faults = 0;
    for step in 0..arguments.n_steps {
        let file = random.below(paths.len());
        // Damage is mended now and then, so that most of the project stays whole.
        texts[file] = match random.below(4) {
            0 => originals[file].to_string(),
            _ => edits::random_edit(&mut random, &texts[file]),
        };
        live.set_text(&paths[file], &texts[file]);
        // Some steps ask about nothing, so that memos of different ages meet.
        if random.below(3) == 0 {
            continue;
        }
        let mut scratch = live.anew();
        for (path, text) in paths.iter().zip(&texts) {
            scratch.set_text(path, text);
        }
        for index in [file, random.below(paths.len())] {
            let mut offset = random.below(texts[index].len() + 1);
            while !texts[index].is_char_boundary(offset) {
                offset -= 1;
            }
            let report_of = |project: &Project| {
                let position = FilePosition {
                    file: project.file(&paths[index]),
                    offset: (offset as u32).into(),
                };
                report(&project.db, project.config, position)
            };
            let (was, wanted) = (report_of(&live), report_of(&scratch));
            if was != wanted {
                n_faults += 1;
                println!(
                    "DIFFERENT after step {step}, {} asked at {offset}",
                    paths[index]
                );
                show_difference(&was, &wanted);
            }
        }
    }
    println!("{} steps in {} files", arguments.n_steps, paths.len());
    n_faults
}

/// The lines that only one of the two has.
fn show_difference(was: &str, wanted: &str) {
    let count = |text: &str, line: &str| text.lines().filter(|it| *it == line).count();
    for (sign, text, other) in [("-", wanted, was), ("+", was, wanted)] {
        for line in text
            .lines()
            .filter(|it| count(text, it) != count(other, it))
        {
            println!("{sign} {line}");
        }
    }
}
