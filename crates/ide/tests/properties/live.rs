//! A project from disk, or our own standard library, as a database that texts can be changed in.

use std::sync::Arc;

use base_db::{Config, ConfigData, Db, File, RootDatabase, apply_changes};
use vfs::{FileChange, VfsPath};

pub(crate) struct Project {
    pub(crate) db: RootDatabase,
    pub(crate) config: Config,
    data: ConfigData,
    libraries: Vec<VfsPath>,
}

impl Project {
    pub(crate) fn of(data: ConfigData, libraries: Vec<VfsPath>) -> Project {
        let db = RootDatabase::new(project::default_system());
        db.files().set_libraries(libraries.clone());
        let config = Config::from_data(&db, data.clone());
        Project {
            db,
            config,
            data,
            libraries,
        }
    }

    pub(crate) fn of_std() -> Project {
        let model = project::ProjectModel::default();
        Project::of(model.fallback.config, model.libraries)
    }

    /// One that has seen nothing yet.
    pub(crate) fn anew(&self) -> Project {
        Project::of(self.data.clone(), self.libraries.clone())
    }

    pub(crate) fn file(&self, path: &VfsPath) -> File {
        self.db.files().file(&self.db, path)
    }

    pub(crate) fn text(&self, path: &VfsPath) -> Arc<str> {
        base_db::file_text(&self.db, self.file(path)).clone()
    }

    pub(crate) fn set_text(&mut self, path: &VfsPath, text: &str) {
        let change = FileChange::Overlay(path.clone(), text.into());
        apply_changes(&mut self.db, [change]);
    }
}
