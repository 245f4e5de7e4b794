//! `rayzor check`: every diagnostic of every module.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use base_db::{Diagnostic, Severity};
use project::{Place, Problem};
use vfs::VfsPath;

use crate::arguments;
use crate::report::Report;
use crate::session::Session;

/// Deeply nested code recurses deeply.
const STACK_SIZE: usize = 256 << 20;

pub(crate) fn run(arguments: &[String]) -> Result<u8> {
    let arguments = arguments::parse(arguments)?;
    let session = Session::new(&arguments)?;
    let files = if session.files.is_empty() {
        session.modules()
    } else {
        session.files.clone()
    };
    let found = diagnose(&session, &files)?;
    let analysis = session.analysis();
    let mut report = Report::new(analysis.db(), arguments.format);
    for problem in &session.problems {
        report.problem(problem);
    }
    let missing = missing_modules(&session);
    for problem in &missing {
        report.problem(problem);
    }
    let mut n_errors = session.problems.len() + missing.len();
    for diagnostic in found.iter().flatten() {
        n_errors += usize::from(diagnostic.severity == Severity::Error);
        if diagnostic.severity != Severity::Hint {
            report.diagnostic(diagnostic);
        }
    }
    report.finish(files.len())?;
    Ok(u8::from(n_errors > 0))
}

/// Modules that the command line or an hxml names and no class path has.
fn missing_modules(session: &Session) -> Vec<Problem> {
    let analysis = session.analysis();
    let mut res = Vec::new();
    for (build, configs) in session.builds.iter().zip(analysis.builds()) {
        for module in build.modules.iter().chain(&build.main) {
            if ide::file_of_type(analysis.db(), configs.config, module).is_none() {
                let problem = Problem {
                    place: Place {
                        file: None,
                        line: 0,
                    },
                    code: "unresolved-type",
                    message: format!("Type not found : {module}"),
                };
                if !res.contains(&problem) {
                    res.push(problem);
                }
            }
        }
    }
    res
}

/// The diagnostics of each file, in the order of `files`.
fn diagnose(session: &Session, files: &[VfsPath]) -> Result<Vec<Vec<Diagnostic>>> {
    let n_threads = std::thread::available_parallelism()
        .map_or(1, |it| it.get())
        .min(files.len().max(1));
    let next = AtomicUsize::new(0);
    let results = Mutex::new(vec![Vec::new(); files.len()]);
    std::thread::scope(|scope| -> Result<()> {
        for _ in 0..n_threads {
            let analysis = session.analysis();
            let (next, results) = (&next, &results);
            let work = move || {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = files.get(n) else { return };
                    let found = analysis.run(|analysis| {
                        ide::diagnostics(
                            analysis.db(),
                            analysis.config_of(path),
                            analysis.file(path),
                        )
                    });
                    // Nothing changes the database meanwhile, so nothing interrupts.
                    if let Ok(found) = found {
                        results.lock().unwrap_or_else(|e| e.into_inner())[n] = found;
                    }
                }
            };
            std::thread::Builder::new()
                .stack_size(STACK_SIZE)
                .spawn_scoped(scope, work)?;
        }
        Ok(())
    })?;
    Ok(results.into_inner().unwrap_or_else(|e| e.into_inner()))
}
