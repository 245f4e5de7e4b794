//! The [`Db`] trait every query takes, and [`RootDatabase`], its implementation for server, shell and tests alike.

use std::sync::{Arc, Mutex};

use vfs::System;

use crate::{Files, reparse::Reparsers};

/// What queries see of the database. All crates above use this one trait; they add queries, not state.
#[salsa::db]
pub trait Db: salsa::Database {
    fn files(&self) -> &Files;
    fn system(&self) -> &dyn System;
    fn reparsers(&self) -> &Reparsers;
    /// A snapshot for another thread.
    fn fork(&self) -> RootDatabase;
}

#[salsa::db]
#[derive(Clone)]
pub struct RootDatabase {
    storage: salsa::Storage<RootDatabase>,
    files: Files,
    reparsers: Reparsers,
    system: Arc<dyn System>,
    log: Option<ExecutionLog>,
}

type ExecutionLog = Arc<Mutex<Vec<salsa::DatabaseKeyIndex>>>;

#[salsa::db]
impl salsa::Database for RootDatabase {}

#[salsa::db]
impl Db for RootDatabase {
    fn files(&self) -> &Files {
        &self.files
    }

    fn system(&self) -> &dyn System {
        &*self.system
    }

    fn reparsers(&self) -> &Reparsers {
        &self.reparsers
    }

    fn fork(&self) -> RootDatabase {
        self.clone()
    }
}

impl RootDatabase {
    pub fn new(system: Arc<dyn System>) -> RootDatabase {
        RootDatabase {
            storage: salsa::Storage::new(None),
            files: Files::default(),
            reparsers: Reparsers::default(),
            system,
            log: None,
        }
    }

    /// Remembers which queries execute; see [`RootDatabase::executed`]. For tests: it costs at every query.
    pub fn with_execution_log(system: Arc<dyn System>) -> RootDatabase {
        let log = ExecutionLog::default();
        let sink = log.clone();
        let storage = salsa::Storage::new(Some(Box::new(move |event: salsa::Event| {
            if let salsa::EventKind::WillExecute { database_key } = event.kind {
                sink.lock()
                    .unwrap_or_else(|e| e.into_inner())
                    .push(database_key);
            }
        })));
        RootDatabase {
            storage,
            files: Files::default(),
            reparsers: Reparsers::default(),
            system,
            log: Some(log),
        }
    }

    /// Runs `f`; the names of the queries that executed meanwhile, in order, without their ids.
    pub fn executed<R>(&self, f: impl FnOnce(&RootDatabase) -> R) -> (R, Vec<String>) {
        let log = self
            .log
            .as_ref()
            .expect("a database made by `with_execution_log`");
        log.lock().unwrap_or_else(|e| e.into_inner()).clear();
        let res = f(self);
        let keys = std::mem::take(&mut *log.lock().unwrap_or_else(|e| e.into_inner()));
        // A key prints through the database, so only now.
        let names = salsa::Database::attach(self, |_| {
            let name = |key| {
                let text = format!("{key:?}");
                text.split('(').next().unwrap_or_default().to_owned()
            };
            keys.into_iter().map(name).collect()
        });
        (res, names)
    }
}

impl std::fmt::Debug for RootDatabase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RootDatabase")
    }
}
