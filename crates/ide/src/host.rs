//! [`AnalysisHost`] and [`Analysis`]: the state and its snapshots.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use base_db::{ClassPathKind, Config, ConfigData, Db, File, RootDatabase, apply_changes};
use salsa::{Cancelled, Database as _};
use vfs::{FileChange, System, VfsPath};

/// The state of one client: files and the builds they belong to.
pub struct AnalysisHost {
    db: RootDatabase,
    builds: Arc<[Build]>,
    /// For files that belong to no build.
    fallback: Build,
}

/// One build: as the project means it, and the same sources under our own target and standard library. Where the project
/// has no other target the two are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build {
    pub config: Config,
    pub run_config: Config,
}

/// A snapshot. While one lives, changes wait; so it is made for one job and dropped before the answer is sent.
#[derive(Clone)]
pub struct Analysis {
    db: RootDatabase,
    builds: Arc<[Build]>,
    fallback: Build,
}

impl AnalysisHost {
    /// `fallback` is the build of files that no other build has on its class paths.
    pub fn new(system: Arc<dyn System>, fallback: ConfigData) -> AnalysisHost {
        let db = RootDatabase::new(system);
        let config = Config::from_data(&db, fallback);
        let fallback = Build {
            config,
            run_config: config,
        };
        AnalysisHost {
            db,
            builds: Arc::new([]),
            fallback,
        }
    }

    /// Takes changes of files; cancels the work under way and waits until its snapshots are gone.
    pub fn apply(&mut self, changes: Vec<FileChange>) {
        apply_changes(&mut self.db, changes);
    }

    /// Lets go of what was made in passing, as trees of files that were searched. Waits until all snapshots are gone, so
    /// it is for when nothing runs.
    pub fn tidy_up(&mut self) {
        self.db.trigger_lru_eviction();
    }

    /// The builds of the project, the one the user chose first; each as it is meant and as it runs. Builds known before
    /// keep what was computed for them.
    pub fn set_builds(&mut self, builds: Vec<(ConfigData, ConfigData)>, libraries: Vec<VfsPath>) {
        self.db.files().set_libraries(libraries);
        let known = self.builds.clone();
        let mut res = Vec::with_capacity(builds.len());
        for (n, (data, run_data)) in builds.into_iter().enumerate() {
            let is_one = data == run_data;
            let known = known.get(n).copied();
            let config = self.update_config(known.map(|it| it.config), data);
            let known_run = known
                .map(|it| it.run_config)
                .filter(|it| Some(*it) != known.map(|it| it.config));
            let run_config = if is_one {
                config
            } else {
                self.update_config(known_run, run_data)
            };
            res.push(Build { config, run_config });
        }
        self.builds = res.into();
    }

    fn update_config(&mut self, known: Option<Config>, data: ConfigData) -> Config {
        match known {
            Some(config) => {
                config.update(&mut self.db, data);
                config
            }
            None => Config::from_data(&self.db, data),
        }
    }

    pub fn set_fallback(&mut self, data: ConfigData) {
        self.fallback.config.update(&mut self.db, data);
    }

    pub fn analysis(&self) -> Analysis {
        Analysis {
            db: self.db.clone(),
            builds: self.builds.clone(),
            fallback: self.fallback,
        }
    }

    pub fn db(&self) -> &RootDatabase {
        &self.db
    }
}

impl Analysis {
    /// Runs one whole job. `Err` when a change or the token came between; any other panic passes through.
    pub fn run<R>(&self, job: impl FnOnce(&Analysis) -> R) -> Result<R, Cancelled> {
        // One attachment around it all: a cancellation between two queries would be lost otherwise.
        Cancelled::catch(AssertUnwindSafe(|| self.db.attach(|_| job(self))))
    }

    pub fn cancellation_token(&self) -> salsa::CancellationToken {
        self.db.cancellation_token()
    }

    pub fn db(&self) -> &RootDatabase {
        &self.db
    }

    pub fn file(&self, path: &VfsPath) -> File {
        self.db.files().file(&self.db, path)
    }

    pub fn builds(&self) -> &[Build] {
        &self.builds
    }

    /// What `path` is looked at under.
    pub fn config_of(&self, path: &VfsPath) -> Config {
        self.build_of(path).config
    }

    /// The build that `path` belongs to: the first that has it below a class path of the project, then any that has it at
    /// all.
    pub fn build_of(&self, path: &VfsPath) -> Build {
        let has = |build: &&Build, wanted: fn(ClassPathKind) -> bool| {
            build
                .config
                .class_paths(&self.db)
                .iter()
                .any(|it| wanted(it.kind) && path.starts_with(&it.path))
        };
        let of_project = self
            .builds
            .iter()
            .find(|it| has(it, |kind| kind == ClassPathKind::Project));
        let of_any = || self.builds.iter().find(|it| has(it, |_| true));
        of_project.or_else(of_any).copied().unwrap_or(self.fallback)
    }
}
