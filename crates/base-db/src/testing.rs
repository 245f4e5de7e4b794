//! A database over files in memory, for the tests of this crate and of those above.

use std::sync::Arc;

use vfs::{FileChange, MemorySystem, VfsPath};

use crate::{
    ClassPath, ClassPathKind, Config, ConfigData, Db, File, RootDatabase, Target, apply_changes,
};

/// A database with an execution log, one [`Config`] whose class path is `/` and then `/std`, and our own target.
pub struct TestDb {
    pub db: RootDatabase,
    pub config: Config,
}

impl TestDb {
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> TestDb {
        TestDb::with_defines(files, syntax::Defines::empty())
    }

    pub fn with_defines<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        defines: syntax::Defines,
    ) -> TestDb {
        let files = files
            .into_iter()
            .map(|(path, text)| (VfsPath::new(path), text.into()));
        let db = RootDatabase::with_execution_log(Arc::new(MemorySystem::new(files)));
        db.files().set_libraries(vec![VfsPath::new("/std")]);
        let class_path = |path, kind| ClassPath {
            path: VfsPath::new(path),
            kind,
        };
        let data = ConfigData {
            name: "test".to_owned(),
            class_paths: vec![
                class_path("/", ClassPathKind::Project),
                class_path("/std", ClassPathKind::Std),
            ],
            defines,
            target: Target::Rayzor,
            macros: Vec::new(),
        };
        let config = Config::from_data(&db, data);
        TestDb { db, config }
    }

    pub fn file(&self, path: &str) -> File {
        let file = self.db.files().file(&self.db, &VfsPath::new(path));
        assert!(file.exists(&self.db), "no file {path} in the fixture");
        file
    }

    /// What an editor does: `path` now reads `text`. The file may be new.
    pub fn edit(&mut self, path: &str, text: &str) {
        apply_changes(
            &mut self.db,
            [FileChange::Overlay(VfsPath::new(path), text.into())],
        );
    }

    /// The names of the queries that `f` made execute.
    pub fn executed<R>(&self, f: impl FnOnce(&RootDatabase) -> R) -> Vec<String> {
        self.db.executed(f).1
    }
}
