//! One question asked of many items at once, on as many threads as there are processors.
//!
//! Every thread has a snapshot of its own, so what one computes the others find. What `'db` values the question needs, a
//! thread makes itself, once: a worker is called with the numbers of the items it is to look at, one after the other.
//!
//! For features of the editor, not for queries: what another thread reads, no query here would be known to depend on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use salsa::Database as _;

use crate::{Db, RootDatabase};

/// Fewer items than this for each thread are not worth one.
const MIN_SHARE: usize = 8;
/// Deeply nested code recurses deeply. Untouched stack costs nothing.
const STACK_SIZE: usize = 256 << 20;

/// The numbers below `n_items`, of which each is given to one worker.
pub struct Items<'a> {
    next: &'a AtomicUsize,
    is_stopped: &'a AtomicBool,
    n_items: usize,
}

impl Iterator for Items<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.is_stopped.load(Ordering::Relaxed) {
            return None;
        }
        let item = self.next.fetch_add(1, Ordering::Relaxed);
        (item < self.n_items).then_some(item)
    }
}

/// Calls `worker` on several threads, the present one among them, and puts together what they return, in no order. A
/// cancellation or panic in one ends all, and passes on when all snapshots but the caller's are gone.
pub fn in_parallel<R: Send>(
    db: &dyn Db,
    n_items: usize,
    worker: impl Fn(&dyn Db, Items<'_>) -> Vec<R> + Sync,
) -> Vec<R> {
    let n_threads = std::thread::available_parallelism()
        .map_or(1, |it| it.get())
        .min(n_items / MIN_SHARE)
        .clamp(1, 8);
    let (next, is_stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let items = || Items {
        next: &next,
        is_stopped: &is_stopped,
        n_items,
    };
    let found = Mutex::new(Vec::new());
    let panic: Mutex<Option<Box<dyn Any + Send>>> = Mutex::new(None);
    let work = |db: &dyn Db| {
        match catch_unwind(AssertUnwindSafe(|| worker(db, items()))) {
            Ok(mut part) => lock(&found).append(&mut part),
            Err(e) => {
                is_stopped.store(true, Ordering::Relaxed);
                lock(&panic).get_or_insert(e);
            }
        };
    };
    std::thread::scope(|scope| {
        for n in 1..n_threads {
            let fork = db.fork();
            let run = {
                let work = &work;
                move || fork.attach(|fork: &RootDatabase| work(fork))
            };
            let builder = std::thread::Builder::new()
                .name(format!("search-{n}"))
                .stack_size(STACK_SIZE);
            // Without the thread the others do its share.
            let _ = builder.spawn_scoped(scope, run);
        }
        work(db);
    });
    if let Some(e) = lock(&panic).take() {
        resume_unwind(e);
    }
    found.into_inner().unwrap_or_else(|e| e.into_inner())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::in_parallel;
    use crate::testing::TestDb;

    #[test]
    fn every_item_once() {
        let test = TestDb::new([("/A.hx", "class A {}")]);
        for n in [0, 1, 7, 1000] {
            let mut found = in_parallel(&test.db, n, |_, items| items.collect());
            found.sort_unstable();
            assert_eq!(found, (0..n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_one_thread_computes_the_others_find() {
        let test = TestDb::new([("/A.hx", "class A {}")]);
        let file = test.file("/A.hx");
        let executed = test.executed(|db| {
            in_parallel(db, 1000, |db, items| {
                items
                    .map(|_| crate::parse(db, file, test.config).errors().len())
                    .collect()
            });
        });
        let parsed = executed.iter().filter(|it| *it == "parse").count();
        assert_eq!(parsed, 1);
    }

    #[test]
    fn a_panic_ends_all_and_passes_on() {
        let test = TestDb::new([("/A.hx", "class A {}")]);
        let res = catch_unwind(AssertUnwindSafe(|| {
            in_parallel(&test.db, 1000, |_, items| {
                items
                    .map(|it| assert_ne!(it, 30, "the thirtieth"))
                    .collect()
            })
        }));
        let message = res.unwrap_err();
        let message = message.downcast_ref::<String>().map_or("", |it| it);
        assert!(message.contains("the thirtieth"), "{message}");
    }
}
