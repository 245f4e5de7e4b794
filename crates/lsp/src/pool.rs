//! Threads that run jobs. The main loop gives one a job only when it is idle, so jobs wait there, by priority, and a
//! waiting job holds no snapshot.

use std::sync::{Arc, Mutex, mpsc};

pub(crate) type Job = Box<dyn FnOnce() + Send>;

pub(crate) struct Pool {
    jobs: mpsc::Sender<Job>,
    n_threads: usize,
}

impl Pool {
    pub(crate) fn new() -> Pool {
        let n_threads = std::thread::available_parallelism()
            .map_or(2, |it| it.get())
            .clamp(2, 8);
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for n in 0..n_threads {
            let queue = queue.clone();
            let run = move || {
                loop {
                    let next = queue.lock().unwrap_or_else(|e| e.into_inner()).recv();
                    match next {
                        Ok(job) => job(),
                        Err(_) => return,
                    }
                }
            };
            // Deeply nested code recurses deeply. Untouched stack costs nothing.
            let builder = std::thread::Builder::new()
                .name(format!("worker-{n}"))
                .stack_size(256 << 20);
            if let Err(e) = builder.spawn(run) {
                eprintln!("rayzor-lsp: no worker thread: {e}");
            }
        }
        Pool { jobs, n_threads }
    }

    pub(crate) fn n_threads(&self) -> usize {
        self.n_threads
    }

    pub(crate) fn run(&self, job: Job) {
        let _ = self.jobs.send(job);
    }
}
