//! Noticing changes on disk for clients that cannot watch files themselves: every two seconds, the time stamps of those
//! files of the project that anybody asked for, absent ones included.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use base_db::Files;
use rustc_hash::FxHashMap;
use vfs::{System, VfsPath};

use crate::main_loop::Event;

const INTERVAL: Duration = Duration::from_secs(2);

/// Runs until the main loop is gone.
pub(crate) fn spawn(system: Arc<dyn System>, files: Files, events: mpsc::Sender<Event>) {
    let run = move || {
        let mut stamps: FxHashMap<VfsPath, Option<u64>> = FxHashMap::default();
        loop {
            std::thread::sleep(INTERVAL);
            let mut changed = Vec::new();
            for path in files.project_paths() {
                let stamp = system.stamp(&path);
                if stamps
                    .insert(path.clone(), stamp)
                    .is_some_and(|before| before != stamp)
                {
                    changed.push(path);
                }
            }
            if !changed.is_empty() && events.send(Event::DiskChanged(changed)).is_err() {
                return;
            }
        }
    };
    if let Err(e) = std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(run)
    {
        eprintln!("rayzor-lsp: changes on disk will not be noticed: {e}");
    }
}
