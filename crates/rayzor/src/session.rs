//! The database of one command: the builds its arguments mean, and the files they have.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};
use ide::{Analysis, AnalysisHost};
use project::{Build, Options, Problem};
use vfs::{EntryKind, System, VfsPath};

use crate::arguments::Arguments;

pub(crate) struct Session {
    pub(crate) system: Arc<dyn System>,
    pub(crate) host: AnalysisHost,
    pub(crate) builds: Vec<Build>,
    pub(crate) problems: Vec<Problem>,
    /// The `.hx` files named on the command line.
    pub(crate) files: Vec<VfsPath>,
}

impl Session {
    pub(crate) fn new(arguments: &Arguments) -> Result<Session> {
        let system = project::default_system();
        let cwd = VfsPath::from_os(Path::new("."));
        let options = Options {
            std: arguments.std.clone(),
            ..Options::default()
        };
        let mut files = Vec::new();
        let mut roots = Vec::new();
        for path in &arguments.paths {
            let path = cwd.join(path);
            match system.kind(&path) {
                Some(EntryKind::File) => files.push(path),
                Some(EntryKind::Dir) => roots.push(path),
                None => bail!("{path}: no such file or directory"),
            }
        }
        let mut model = project::ProjectModel::default();
        if !arguments.haxe.is_empty() {
            // Directories beside options of a build are its class paths.
            let mut haxe = arguments.haxe.clone();
            for root in roots.drain(..) {
                haxe.extend(["-cp".to_owned(), root.to_string()]);
            }
            let (builds, problems, libraries) =
                project::command_line_build(&*system, &cwd, &haxe, &options);
            model.builds = builds;
            model.problems = problems;
            model.libraries = libraries;
        }
        if arguments.haxe.is_empty() && roots.is_empty() && files.is_empty() {
            roots.push(cwd.clone());
        }
        if !roots.is_empty() {
            let more = project::load(&*system, &roots, &options);
            model.builds.extend(more.builds);
            model.problems.extend(more.problems);
            model.libraries.extend(more.libraries);
        }
        // A file that nothing else speaks for is its own project.
        for file in &files {
            let is_covered = model.builds.iter().any(|build| {
                build
                    .config
                    .class_paths
                    .iter()
                    .any(|it| file.starts_with(&it.path))
            });
            if !is_covered && let Some(dir) = class_path_of(&*system, file) {
                let mut haxe = arguments.haxe.clone();
                haxe.extend(["-cp".to_owned(), dir.to_string()]);
                let (builds, _, _) = project::command_line_build(&*system, &cwd, &haxe, &options);
                model.builds.extend(builds);
            }
        }
        let mut host = AnalysisHost::new(system.clone(), model.fallback.config.clone());
        host.set_builds(
            model
                .builds
                .iter()
                .map(|it| (it.config.clone(), it.run_config.clone()))
                .collect(),
            model.libraries,
        );
        Ok(Session {
            system,
            host,
            builds: model.builds,
            problems: model.problems,
            files,
        })
    }

    /// Every build under our own target and standard library.
    pub(crate) fn for_running(arguments: &Arguments) -> Result<Session> {
        let mut session = Session::new(arguments)?;
        let builds = session
            .builds
            .iter()
            .map(|it| (it.run_config.clone(), it.run_config.clone()));
        session
            .host
            .set_builds(builds.collect(), vec![project::embedded_std()]);
        Ok(session)
    }

    pub(crate) fn analysis(&self) -> Analysis {
        self.host.analysis()
    }

    /// Every module below the class paths of the builds, each file once.
    pub(crate) fn modules(&self) -> Vec<VfsPath> {
        let mut res = Vec::new();
        for build in &self.builds {
            for class_path in &build.config.class_paths {
                if class_path.kind == base_db::ClassPathKind::Project {
                    collect(
                        &*self.system,
                        &class_path.path,
                        build.config.target.name(),
                        &mut res,
                    );
                }
            }
        }
        res.sort();
        res.dedup();
        res
    }
}

/// The directory that `file`'s package line makes its class path.
fn class_path_of(system: &dyn System, file: &VfsPath) -> Option<VfsPath> {
    let text = system.read(file).ok()?;
    let mut dir = file.parent()?;
    let package = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("package"))
        .unwrap_or_default();
    let package = package.trim_matches(|it: char| it.is_whitespace() || it == ';');
    for part in package.rsplit('.').filter(|it| !it.is_empty()) {
        if dir.file_name() != part {
            break;
        }
        dir = dir.parent()?;
    }
    Some(dir)
}

fn collect(system: &dyn System, dir: &VfsPath, target: &str, files: &mut Vec<VfsPath>) {
    for entry in system.read_dir(dir) {
        let path = dir.join(&entry.name);
        match entry.kind {
            EntryKind::Dir if !entry.name.starts_with('.') => collect(system, &path, target, files),
            EntryKind::Dir => {}
            // `Foo.js.hx` stands for `Foo` on one target.
            EntryKind::File => match entry.name.strip_suffix(".hx").map(|it| it.split_once('.')) {
                Some(Some((_, platform))) if platform != target => {}
                Some(_) => files.push(path),
                None => {}
            },
        }
    }
}
