//! [`load`]: folders → [`ProjectModel`].

use base_db::{ClassPath, ClassPathKind, ConfigData, Target};
use vfs::{EntryKind, System, VfsPath};

use crate::hxml::{self, HxmlBuild, Parsed, Place, Problem};
use crate::std_library::{embedded_std, installed_std, version_of};
use crate::{libraries, targets};

/// What the user may choose. All empty is the usual case.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Argument lists to use instead of the hxml files found, and what each is called.
    pub configurations: Vec<(String, Vec<String>)>,
    /// The name of the build to put first.
    pub preferred: Option<String>,
    /// A directory to use as the standard library.
    pub std: Option<String>,
    /// `name` or `name=value`, for every build.
    pub defines: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// As the project means it.
    pub config: ConfigData,
    /// The same sources under our own target and standard library: what runs.
    pub run_config: ConfigData,
    pub main: Option<String>,
    /// Modules named on the command line.
    pub modules: Vec<String>,
    pub run_arguments: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectModel {
    /// The preferred one first.
    pub builds: Vec<Build>,
    /// For files that are in no build.
    pub fallback: Build,
    /// Where libraries and standard libraries lie.
    pub libraries: Vec<VfsPath>,
    /// The standard library of the first build.
    pub std: VfsPath,
    pub problems: Vec<Problem>,
    /// Sentences for the user about what was found.
    pub notices: Vec<String>,
}

impl Default for ProjectModel {
    fn default() -> ProjectModel {
        let system = vfs::MemorySystem::default();
        let fallback = assemble(
            &system,
            "default",
            HxmlBuild::new(VfsPath::new("/")),
            &Options::default(),
        )
        .build;
        ProjectModel {
            builds: Vec::new(),
            fallback,
            libraries: vec![embedded_std()],
            std: embedded_std(),
            problems: Vec::new(),
            notices: Vec::new(),
        }
    }
}

/// More than these are samples and tests; they still can be chosen.
const MAX_BUILDS: usize = 32;

pub fn load(system: &dyn System, roots: &[VfsPath], options: &Options) -> ProjectModel {
    let mut model = ProjectModel::default();
    let mut found: Vec<(String, HxmlBuild)> = Vec::new();
    for root in roots {
        if options.configurations.is_empty() {
            discover(system, root, &mut found, &mut model.problems);
        }
        for (name, arguments) in &options.configurations {
            let parsed = hxml::parse_arguments(system, root, arguments);
            take(parsed, name, &mut found, &mut model.problems);
        }
        if !found.iter().any(|(_, build)| {
            build
                .class_paths
                .iter()
                .any(|(path, _)| path.starts_with(root))
        }) {
            found.push((root.file_name().to_owned(), guess(system, root)));
        }
    }
    if let Some(preferred) = &options.preferred
        && let Some(n) = found.iter().position(|(name, _)| name == preferred)
    {
        let first = found.remove(n);
        found.insert(0, first);
    }
    found.truncate(MAX_BUILDS);
    let mut std = None;
    for (name, build) in found {
        let mut assembled = assemble(system, &name, build, options);
        model.problems.append(&mut assembled.problems);
        model.libraries.append(&mut assembled.libraries);
        if let Some(notice) = assembled.notice
            && !model.notices.contains(&notice)
        {
            model.notices.push(notice);
        }
        std.get_or_insert(assembled.std);
        model.builds.push(assembled.build);
    }
    model.libraries.sort();
    model.libraries.dedup();
    dedup_problems(&mut model.problems);
    model.std = std.unwrap_or_else(embedded_std);
    model
}

/// The one build that a shell command's arguments mean, started in `cwd`.
pub fn command_line_build(
    system: &dyn System,
    cwd: &VfsPath,
    arguments: &[String],
    options: &Options,
) -> (Vec<Build>, Vec<Problem>, Vec<VfsPath>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    take(
        hxml::parse_arguments(system, cwd, arguments),
        "command line",
        &mut found,
        &mut problems,
    );
    let mut roots = vec![embedded_std()];
    let mut builds = Vec::new();
    for (name, build) in found {
        let mut assembled = assemble(system, &name, build, options);
        problems.append(&mut assembled.problems);
        roots.append(&mut assembled.libraries);
        builds.push(assembled.build);
    }
    (builds, problems, roots)
}

/// The builds of the hxml files in `root` and the directories right below it.
fn discover(
    system: &dyn System,
    root: &VfsPath,
    found: &mut Vec<(String, HxmlBuild)>,
    problems: &mut Vec<Problem>,
) {
    let mut files: Vec<VfsPath> = Vec::new();
    let hxml_in = |dir: &VfsPath, files: &mut Vec<VfsPath>| {
        for entry in system.read_dir(dir) {
            if entry.kind == EntryKind::File
                && entry.name.ends_with(".hxml")
                && &*entry.name != "extraParams.hxml"
            {
                files.push(dir.join(&entry.name));
            }
        }
    };
    hxml_in(root, &mut files);
    // `build.hxml` is what people mean by "the" build.
    files.sort_by_key(|it| (it.file_name() != "build.hxml", it.clone()));
    let skipped = [
        "haxe_libraries",
        "node_modules",
        "bin",
        "out",
        "export",
        "build",
        "dump",
        "target",
    ];
    for entry in system.read_dir(root) {
        if entry.kind == EntryKind::Dir
            && !entry.name.starts_with('.')
            && !skipped.contains(&&*entry.name)
        {
            hxml_in(&root.join(&entry.name), &mut files);
        }
    }
    let mut parsed: Vec<(VfsPath, Parsed)> = Vec::new();
    for file in files {
        // A nested file's paths are relative to the directory Haxe is started in, mostly where the file is.
        let dir = file.parent().unwrap_or_else(|| root.clone());
        let result = hxml::parse_file(system, &dir, &file);
        parsed.push((file, result));
    }
    // What others include is a part, not a build. Of those that include each other the first is the build.
    let is_part = |n: usize| {
        let (file, own) = &parsed[n];
        parsed.iter().enumerate().any(|(other, (other_file, it))| {
            let comes_first = n < other && own.included.contains(other_file);
            other != n && it.included.contains(file) && !comes_first
        })
    };
    let parts: Vec<bool> = (0..parsed.len()).map(is_part).collect();
    for ((file, parsed), is_part) in parsed.into_iter().zip(parts) {
        if !is_part {
            let name = file.strip_prefix(root).unwrap_or(file.as_str()).to_owned();
            take(parsed, &name, found, problems);
        }
    }
}

fn take(
    parsed: Parsed,
    name: &str,
    found: &mut Vec<(String, HxmlBuild)>,
    problems: &mut Vec<Problem>,
) {
    problems.extend(parsed.problems);
    let is_single = parsed.builds.len() == 1;
    for (n, build) in parsed.builds.into_iter().enumerate() {
        if found.iter().any(|(_, it)| *it == build) {
            continue;
        }
        let name = if is_single {
            name.to_owned()
        } else {
            format!("{name} ({})", n + 1)
        };
        found.push((name, build));
    }
}

/// A folder that says nothing about itself: its usual source directories, and the folder.
fn guess(system: &dyn System, root: &VfsPath) -> HxmlBuild {
    let mut build = HxmlBuild::new(root.clone());
    let place = Place {
        file: None,
        line: 0,
    };
    let library = system.read(&root.join("haxelib.json")).ok();
    let manifest = library
        .and_then(|it| serde_json::from_str::<serde_json::Value>(&it).ok())
        .unwrap_or_default();
    if let Some(dependencies) = manifest.get("dependencies").and_then(|it| it.as_object()) {
        build
            .libraries
            .extend(dependencies.keys().map(|it| (it.clone(), place.clone())));
    }
    // The last is searched first. The folder itself is where Haxe would be started.
    for dir in ["test", "tests", "source", "Source", "src"] {
        let dir = root.join(dir);
        if system.kind(&dir) == Some(EntryKind::Dir) {
            build.class_paths.push((dir, place.clone()));
        }
    }
    match manifest.get("classPath").and_then(|it| it.as_str()) {
        Some(class_path) => build.class_paths.push((root.join(class_path), place)),
        None if build.class_paths.is_empty() => build.class_paths.push((root.clone(), place)),
        None => {}
    }
    build
}

struct Assembled {
    build: Build,
    std: VfsPath,
    libraries: Vec<VfsPath>,
    problems: Vec<Problem>,
    notice: Option<String>,
}

fn assemble(system: &dyn System, name: &str, mut build: HxmlBuild, options: &Options) -> Assembled {
    // Without any `-cp` the directory Haxe is started in is all there is.
    if build.class_paths.is_empty() && !build.is_empty() {
        let place = Place {
            file: None,
            line: 0,
        };
        build.class_paths.push((build.cwd.clone(), place));
    }
    let own_paths: Vec<VfsPath> = build
        .class_paths
        .iter()
        .map(|(path, _)| path.clone())
        .collect();
    let (mut library_roots, mut problems) = libraries::resolve(system, &mut build);
    for (path, place) in &build.class_paths {
        let is_own = own_paths.contains(path) && place.file.is_some();
        if is_own && system.kind(path) != Some(EntryKind::Dir) {
            let message = format!("classpath {path} is not a directory or cannot be read from");
            problems.push(Problem {
                place: place.clone(),
                code: "hxml-missing-class-path",
                message,
            });
        }
    }
    let mut notice = None;
    let wanted_std = options.std.as_ref().map(|it| build.cwd.join(it));
    // Without a target, or with none that we could tell, it is ours that the code is written for.
    let std = match (wanted_std, build.target) {
        (Some(std), _) => std,
        (None, None | Some(Target::Rayzor)) => embedded_std(),
        (None, Some(target)) => installed_std(system, &build.cwd).unwrap_or_else(|| {
            notice = Some(format!(
                "No Haxe standard library found on this machine: code for {} is analysed against Rayzor's own.",
                target.name()
            ));
            embedded_std()
        }),
    };
    let target = match build.target {
        // Our own library knows our own target alone.
        _ if std.is_embedded() && build.target.is_none_or(|it| it == Target::Eval) => {
            Target::Rayzor
        }
        Some(target) => target,
        None => Target::Rayzor,
    };
    let config = config(system, name, &build, &own_paths, target, &std, options);
    let run_config = config_with_our_std(system, name, &build, &own_paths, options);
    library_roots.push(std.clone());
    Assembled {
        build: Build {
            config,
            run_config,
            main: build.main,
            modules: build.modules,
            run_arguments: build.run_arguments,
        },
        std,
        libraries: library_roots,
        problems,
        notice,
    }
}

fn config_with_our_std(
    system: &dyn System,
    name: &str,
    build: &HxmlBuild,
    own_paths: &[VfsPath],
    options: &Options,
) -> ConfigData {
    config(
        system,
        name,
        build,
        own_paths,
        Target::Rayzor,
        &embedded_std(),
        options,
    )
}

fn config(
    system: &dyn System,
    name: &str,
    build: &HxmlBuild,
    own_paths: &[VfsPath],
    target: Target,
    std: &VfsPath,
    options: &Options,
) -> ConfigData {
    let mut class_paths: Vec<ClassPath> = Vec::new();
    let mut push = |path: VfsPath, kind: ClassPathKind| {
        if !class_paths.iter().any(|it| it.path == path) {
            class_paths.push(ClassPath { path, kind });
        }
    };
    // The last `-cp` is searched first; the directory Haxe is started in comes after them all.
    for (path, _) in build.class_paths.iter().rev() {
        let kind = if own_paths.contains(path) {
            ClassPathKind::Project
        } else {
            ClassPathKind::Library
        };
        push(path.clone(), kind);
    }
    if !own_paths.is_empty() || !build.modules.is_empty() || build.main.is_some() {
        push(build.cwd.clone(), ClassPathKind::WorkingDirectory);
    }
    let below_std: &[&str] = match target {
        Target::Rayzor => &[],
        Target::Cppia => &["cpp/_std"],
        Target::Jvm => &["jvm/_std", "java/_std"],
        Target::Js
        | Target::Lua
        | Target::Neko
        | Target::Flash
        | Target::Php
        | Target::Cpp
        | Target::Cs
        | Target::Java
        | Target::Python
        | Target::Hl
        | Target::Eval => &[""],
    };
    for dir in below_std {
        let dir = if dir.is_empty() {
            format!("{}/_std", target.name())
        } else {
            (*dir).to_owned()
        };
        push(std.join(&dir), ClassPathKind::Std);
    }
    push(std.clone(), ClassPathKind::Std);

    let base = targets::defines_of(Some(target), version_of(system, std));
    let split = |text: &String| match text.split_once('=') {
        Some((name, value)) => (name.to_owned(), value.to_owned()),
        None => (text.clone(), "1".to_owned()),
    };
    let given = build
        .defines
        .iter()
        .cloned()
        .chain(options.defines.iter().map(split));
    let all = base
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .chain(given);
    let defines = base_db::Defines::new(all.filter(|(name, _)| !build.undefines.contains(name)));
    ConfigData {
        name: name.to_owned(),
        class_paths,
        defines,
        target,
        macros: build.macros.clone(),
    }
}

fn dedup_problems(problems: &mut Vec<Problem>) {
    let mut seen: Vec<Problem> = Vec::new();
    for problem in problems.drain(..) {
        if !seen.contains(&problem) {
            seen.push(problem);
        }
    }
    *problems = seen;
}

#[cfg(test)]
mod tests;
