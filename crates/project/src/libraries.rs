//! haxelib and lix, read from their directories.
//!
//! - haxelib: a repository (`.haxelib` of the project, `HAXELIB_PATH`, `~/.haxelib`, the system's) holds `name/.dev` with
//!   a path, or `name/.current` with a version and `name/1,2,3/` with the library; dots are written as commas.
//! - lix: `haxe_libraries/name.hxml` beside `.haxerc` has the arguments, over `${HAXE_LIBCACHE}`.
//!
//! A library brings its class path, its dependencies, `-D name=version` and perhaps an `extraParams.hxml`.

use rustc_hash::FxHashSet;
use serde_json::Value;
use vfs::{EntryKind, System, VfsPath};

use crate::env;
use crate::hxml::{self, HxmlBuild, Place, Problem};

/// Adds the libraries of `build` to it. The directories that are theirs, and what is missing.
pub(crate) fn resolve(system: &dyn System, build: &mut HxmlBuild) -> (Vec<VfsPath>, Vec<Problem>) {
    let mut cx = Resolve {
        system,
        lix: LixScope::find(system, &build.cwd),
        repositories: repositories(system, &build.cwd),
        seen: FxHashSet::default(),
        roots: Vec::new(),
        problems: Vec::new(),
    };
    // Haxe puts the class paths of libraries where `-L` stood; the project's own come later and so win.
    let wanted = std::mem::take(&mut build.libraries);
    for (name, place) in &wanted {
        cx.add(build, name, place);
    }
    build.libraries = wanted;
    (cx.roots, cx.problems)
}

struct Resolve<'a> {
    system: &'a dyn System,
    lix: Option<LixScope>,
    repositories: Vec<VfsPath>,
    seen: FxHashSet<String>,
    roots: Vec<VfsPath>,
    problems: Vec<Problem>,
}

impl Resolve<'_> {
    fn add(&mut self, build: &mut HxmlBuild, library: &str, place: &Place) {
        let (name, version) = match library.split_once(':') {
            Some((name, version)) => (name, Some(version)),
            None => (library, None),
        };
        if !self.seen.insert(name.to_lowercase()) {
            return;
        }
        if self.add_from_lix(build, name) {
            return;
        }
        let Some((dir, version)) = self.find(name, version) else {
            let what = match version {
                Some(version) => format!("Library {name} version {version} is not installed"),
                None => format!("Library {name} is not installed"),
            };
            self.problems.push(Problem {
                place: place.clone(),
                code: "library-not-installed",
                message: what,
            });
            return;
        };
        self.add_directory(build, name, version, &dir, place);
    }

    fn add_directory(
        &mut self,
        build: &mut HxmlBuild,
        name: &str,
        version: Option<String>,
        dir: &VfsPath,
        place: &Place,
    ) {
        let manifest = self
            .system
            .read(&dir.join("haxelib.json"))
            .ok()
            .and_then(|text| serde_json::from_str::<Value>(&text).ok())
            .unwrap_or_default();
        // Dependencies first: their class paths are searched after the library's own.
        if let Some(dependencies) = manifest.get("dependencies").and_then(Value::as_object) {
            for (dependency, version) in dependencies {
                let version = version.as_str().unwrap_or_default();
                let library = match version {
                    "" | "*" => dependency.clone(),
                    _ if version.starts_with("git") || version.starts_with("hg") => {
                        dependency.clone()
                    }
                    _ => format!("{dependency}:{version}"),
                };
                self.add_dependency(build, &library, place);
            }
        }
        let class_path = manifest
            .get("classPath")
            .and_then(Value::as_str)
            .unwrap_or_default();
        build
            .class_paths
            .push((dir.join(class_path), place.clone()));
        self.roots.push(dir.clone());
        let version = version
            .or_else(|| {
                manifest
                    .get("version")
                    .and_then(Value::as_str)
                    .map(str::to_owned)
            })
            .unwrap_or_else(|| "1".to_owned());
        build.defines.push((name.to_owned(), version));
        let extra = dir.join("extraParams.hxml");
        if let Ok(text) = self.system.read(&extra) {
            self.add_hxml(build, &text, &extra, &env::var, dir);
        }
    }

    /// A dependency that asks for a version that is not there takes the current one, as a dev directory would.
    fn add_dependency(&mut self, build: &mut HxmlBuild, library: &str, place: &Place) {
        let n_problems = self.problems.len();
        self.add(build, library, place);
        if self.problems.len() > n_problems
            && let Some((name, _)) = library.split_once(':')
        {
            self.problems.truncate(n_problems);
            self.seen.remove(&name.to_lowercase());
            self.add(build, name, place);
        }
    }

    fn add_hxml(
        &mut self,
        build: &mut HxmlBuild,
        text: &str,
        file: &VfsPath,
        variables: &dyn Fn(&str) -> Option<String>,
        cwd: &VfsPath,
    ) {
        let outer_cwd = std::mem::replace(&mut build.cwd, cwd.clone());
        let n_libraries = build.libraries.len();
        let n_class_paths = build.class_paths.len();
        let (mut next, problems) =
            hxml::parse_into(self.system, build.clone(), text, file, variables);
        next.cwd = outer_cwd;
        let more = next.libraries.split_off(n_libraries);
        *build = next;
        self.roots.extend(
            build.class_paths[n_class_paths..]
                .iter()
                .map(|(path, _)| path.clone()),
        );
        // Options of a library that we do not know are not the user's mistake.
        drop(problems);
        for (library, place) in more {
            self.add_dependency(build, &library, &place);
        }
    }

    fn add_from_lix(&mut self, build: &mut HxmlBuild, name: &str) -> bool {
        let Some(lix) = self.lix.clone() else {
            return false;
        };
        let file = lix.dir.join("haxe_libraries").join(&format!("{name}.hxml"));
        let Ok(text) = self.system.read(&file) else {
            return false;
        };
        let variables = |variable: &str| lix.variable(variable);
        self.add_hxml(build, &text, &file, &variables, &lix.dir);
        true
    }

    /// The directory of a library and its version.
    fn find(&self, name: &str, version: Option<&str>) -> Option<(VfsPath, Option<String>)> {
        let is_dir = |path: &VfsPath| self.system.kind(path) == Some(EntryKind::Dir);
        let commas = |text: &str| text.replace('.', ",");
        for repository in &self.repositories {
            let mut home = repository.join(&commas(name));
            if !is_dir(&home) {
                // haxelib looks names up without regard to case.
                let entries = self.system.read_dir(repository);
                let found = entries
                    .iter()
                    .find(|it| it.name.eq_ignore_ascii_case(&commas(name)));
                let Some(found) = found else { continue };
                home = repository.join(&found.name);
            }
            if version.is_none_or(|it| it == "dev")
                && let Ok(dev) = self.system.read(&home.join(".dev"))
            {
                let dir = home.join(dev.trim());
                if is_dir(&dir) {
                    return Some((dir, None));
                }
            }
            let version = match version {
                Some(version) => version.to_owned(),
                None => match self.system.read(&home.join(".current")) {
                    Ok(current) => current.trim().to_owned(),
                    Err(_) => continue,
                },
            };
            let dir = home.join(&commas(&version));
            if is_dir(&dir) {
                let is_number = version.starts_with(|it: char| it.is_ascii_digit());
                return Some((dir, is_number.then_some(version)));
            }
        }
        None
    }
}

/// A library that `-L` would find.
pub(crate) struct Installed {
    pub(crate) name: String,
    /// `None` for a directory under development and for lix.
    pub(crate) version: Option<String>,
    pub(crate) dir: VfsPath,
}

/// Every library that can be used below `cwd`, by name.
pub(crate) fn installed(system: &dyn System, cwd: &VfsPath) -> Vec<Installed> {
    let cx = Resolve {
        system,
        lix: LixScope::find(system, cwd),
        repositories: repositories(system, cwd),
        seen: FxHashSet::default(),
        roots: Vec::new(),
        problems: Vec::new(),
    };
    let mut res: Vec<Installed> = Vec::new();
    if let Some(lix) = &cx.lix {
        let dir = lix.dir.join("haxe_libraries");
        for entry in system.read_dir(&dir) {
            if let Some(name) = entry.name.strip_suffix(".hxml") {
                res.push(Installed {
                    name: name.to_owned(),
                    version: None,
                    dir: dir.join(&entry.name),
                });
            }
        }
    }
    for repository in &cx.repositories {
        for entry in system.read_dir(repository) {
            let name = entry.name.replace(',', ".");
            if entry.kind == EntryKind::Dir
                && let Some((dir, version)) = cx.find(&name, None)
            {
                res.push(Installed { name, version, dir });
            }
        }
    }
    // The first that is found is the one that is used.
    let mut seen = FxHashSet::default();
    res.retain(|it| seen.insert(it.name.to_lowercase()));
    res.sort_by(|a, b| a.name.cmp(&b.name));
    res
}

/// The directory of a `.haxerc`.
#[derive(Clone)]
pub(crate) struct LixScope {
    pub(crate) dir: VfsPath,
    /// As `.haxerc` names it: the directory below `~/haxe/versions`.
    pub(crate) version: Option<String>,
}

impl LixScope {
    pub(crate) fn find(system: &dyn System, from: &VfsPath) -> Option<LixScope> {
        let mut next = Some(from.clone());
        while let Some(dir) = next {
            if let Ok(text) = system.read(&dir.join(".haxerc")) {
                let value = serde_json::from_str::<Value>(&text).unwrap_or_default();
                let version = value
                    .get("version")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                return Some(LixScope { dir, version });
            }
            next = dir.parent();
        }
        None
    }

    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "HAXE_LIBCACHE" => env::var(name)
                .or_else(|| env::var("HAXESHIM_LIBCACHE"))
                .or_else(|| Some(lix_root()?.join("haxe_libraries").to_string())),
            "SCOPE_DIR" => Some(self.dir.to_string()),
            _ => env::var(name),
        }
    }
}

/// Where lix keeps versions of Haxe and of libraries.
pub(crate) fn lix_root() -> Option<VfsPath> {
    match env::var("HAXE_ROOT").or_else(|| env::var("HAXESHIM_ROOT")) {
        Some(dir) => Some(VfsPath::new(&dir)),
        None => Some(env::home()?.join("haxe")),
    }
}

/// haxelib's repositories, the one to be asked first first.
fn repositories(system: &dyn System, cwd: &VfsPath) -> Vec<VfsPath> {
    let mut res = Vec::new();
    let mut next = Some(cwd.clone());
    while let Some(dir) = next {
        let local = dir.join(".haxelib");
        // In the home directory `.haxelib` is a file that names the global repository.
        if system.kind(&local) == Some(EntryKind::Dir) {
            res.push(local);
            break;
        }
        next = dir.parent();
    }
    if let Some(dir) = env::var("HAXELIB_PATH") {
        res.push(VfsPath::new(&dir));
    }
    if let Some(home) = env::home()
        && let Ok(text) = system.read(&home.join(".haxelib"))
    {
        res.push(home.join(text.trim()));
    }
    let usual = [
        "/usr/share/haxe/lib",
        "/usr/local/share/haxe/lib",
        "/usr/local/lib/haxe/lib",
        "/usr/lib/haxe/lib",
    ];
    res.extend(usual.into_iter().map(VfsPath::new));
    if cfg!(windows) {
        res.push(VfsPath::new("/C:/HaxeToolkit/haxe/lib"));
    }
    res.retain(|it| system.kind(it) == Some(EntryKind::Dir));
    res
}

#[cfg(test)]
mod tests;
