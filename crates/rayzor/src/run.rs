//! `rayzor run`: compiles what a function reaches and runs it in this process. Streams and exit status are the program's.

use anyhow::{Context, Result, bail};
use vfs::VfsPath;

use crate::arguments::{self, Arguments};
use crate::session::Session;

/// What a program may have before it is told that there is no more.
const MEMORY: u64 = 8 << 30;
const STACK: u64 = 256 << 20;

pub(crate) fn run(arguments: &[String]) -> Result<u8> {
    let arguments = arguments::parse(arguments)?;
    let (entry, mut program_arguments) = prepare(&arguments)?;
    let memory = arguments.memory.map_or(MEMORY, |it| it << 20);
    program_arguments.extend(arguments.program);
    let Entry { program, path } = entry;
    let settings = ::run::Settings {
        args: program_arguments,
        program_path: path.to_string(),
        memory,
        stack: STACK,
        has_value: false,
        optimize: true,
    };
    Ok(::run::run_here(program, settings))
}

pub(crate) struct Entry {
    pub(crate) program: mir::Program,
    /// The file the entry is in.
    pub(crate) path: VfsPath,
}

/// The program that the arguments mean, and the arguments that an hxml's `--run` has for it.
pub(crate) fn prepare(arguments: &Arguments) -> Result<(Entry, Vec<String>)> {
    let session = Session::for_running(arguments)?;
    let analysis = session.analysis();
    let build = session.builds.first();
    let (path, type_name) = match session.files.first() {
        Some(file) => (file.clone(), file.file_stem().to_owned()),
        None => {
            let main = build
                .and_then(|it| it.main.clone())
                .context("what to run? FILE.hx or --main Type")?;
            let config = analysis
                .builds()
                .first()
                .context("no class path")?
                .run_config;
            let file = ide::file_of_type(analysis.db(), config, &main)
                .with_context(|| format!("Type not found : {main}"))?;
            let type_name = main.rsplit('.').next().unwrap_or(&main).to_owned();
            (file.path(analysis.db()).clone(), type_name)
        }
    };
    let wanted = arguments.field.as_deref().unwrap_or("main");
    let cwd = VfsPath::from_os(std::path::Path::new("."));
    let result = analysis.run(|analysis| {
        let (db, file) = (analysis.db(), analysis.file(&path));
        let config = analysis.build_of(&path).run_config;
        let field = ide::entry_named(db, config, file, &type_name, wanted);
        ide::runnable(db, config, file, &field, Some(&cwd)).map_err(|why| (field, why))
    });
    match result.context("interrupted")? {
        Ok(runnable) => {
            let given = build
                .and_then(|it| it.run_arguments.clone())
                .unwrap_or_default();
            Ok((
                Entry {
                    program: runnable.program,
                    path,
                },
                given,
            ))
        }
        Err((field, why)) => bail!("{field} cannot run:\n{why}"),
    }
}
