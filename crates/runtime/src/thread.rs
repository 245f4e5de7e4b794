//! Threads. Haxe code runs under one lock: a thread keeps it until it waits (sleeps, waits for another
//! thread, a process, a socket or a pipe), so nothing else in the runtime need know of threads. While a thread waits, its part of
//! the context is kept on its stack, and the collector scans that stack as it was.
//!
//! A thread that computes gives way when another has waited for [`SLICE`]: the one that waits raises the stack limit
//! above every stack, which compiled functions compare with on entry and, in programs with threads, loops do each time.
//!
//! There are two primitives, waiting until something happens and saying that something did; the
//! classes of `sys.thread` are written in Haxe over them.

use crate::abi::entries;
use crate::call;
use crate::ctx::ctx;
use crate::desc::{Kind, Ref};
use crate::exception;
use crate::heap::{Handle, heap};
use crate::os;
use crate::text;
use crate::word::Word;
use std::cell::Cell;
use std::io;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What the lock protects beside everything else.
struct Shared {
    /// A thread runs Haxe code.
    is_held: bool,
    /// Counts how often the lock was taken.
    turns: u64,
    /// Counts what happened.
    events: u64,
}

static SHARED: Mutex<Shared> = Mutex::new(Shared {
    is_held: false,
    turns: 0,
    events: 0,
});
static FREE: Condvar = Condvar::new();
static TAKEN: Condvar = Condvar::new();
static EVENT: Condvar = Condvar::new();
/// Threads beside the first one.
static OTHERS: AtomicI32 = AtomicI32::new(0);
static NEXT_ID: AtomicI32 = AtomicI32::new(1);

/// Stack of a new thread; untouched pages cost nothing.
const STACK: usize = 64 << 20;
const STACK_RESERVE: usize = 256 << 10;

/// How long a thread computes before it lets another run that wants to.
const SLICE: Duration = Duration::from_millis(10);

thread_local! {
    static ID: Cell<i32> = const { Cell::new(0) };
    /// What `ctx.stack_limit` is for this thread when nobody asks.
    static STACK_LIMIT: Cell<usize> = const { Cell::new(0) };
}

/// `ctx.stack_limit`, which a thread without the lock may raise.
fn limit() -> &'static AtomicUsize {
    // SAFETY: the context lives as long as the process and the field is aligned; compiled code reads it in one load.
    unsafe { AtomicUsize::from_ptr(&raw mut (*ctx()).stack_limit) }
}

/// How far down this thread's stack reaches.
pub(crate) fn set_stack_limit(lowest: usize) {
    STACK_LIMIT.set(lowest);
    limit().store(lowest, Ordering::Relaxed);
}

/// Whether the limit was raised by another thread, which had its turn now; otherwise the stack is used up.
pub(crate) fn gave_way() -> bool {
    let was_asked = limit().swap(STACK_LIMIT.get(), Ordering::Relaxed) == usize::MAX;
    if was_asked {
        let turns = shared().turns;
        without_lock(|| wait_for_turn(turns));
    }
    was_asked
}

/// Until another thread has taken the lock, which would otherwise come straight back.
fn wait_for_turn(seen: u64) {
    let until = Instant::now() + SLICE;
    let mut shared = shared();
    while shared.turns == seen {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        shared = TAKEN
            .wait_timeout(shared, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
}

fn shared() -> MutexGuard<'static, Shared> {
    SHARED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the lock. The first thread has it without taking until it first waits.
fn acquire(mut shared: MutexGuard<'_, Shared>) {
    while shared.is_held {
        let (guard, waited) = FREE
            .wait_timeout(shared, SLICE)
            .unwrap_or_else(PoisonError::into_inner);
        shared = guard;
        if waited.timed_out() && shared.is_held {
            limit().store(usize::MAX, Ordering::Relaxed);
        }
    }
    shared.is_held = true;
    shared.turns += 1;
    TAKEN.notify_all();
}

/// Whether there are threads beside the first one.
pub fn has_others() -> bool {
    OTHERS.load(Ordering::Relaxed) != 0
}

/// Runs `wait`, which must not touch anything of Haxe's, while other threads may run Haxe code.
pub fn without_lock(wait: impl FnOnce()) {
    if !has_others() {
        wait();
        return;
    }
    let mut wait = Some(wait);
    os::with_registers_on_stack(&mut |stack_pointer| {
        let context = ctx();
        // SAFETY: the context is ours as long as we hold the lock.
        let (kept, base) = unsafe {
            let fields = ((*context).exit_fp, (*context).exit_pc, (*context).entry_fp);
            (fields, heap().park_stack(stack_pointer))
        };
        shared().is_held = false;
        FREE.notify_one();
        if let Some(wait) = wait.take() {
            wait();
        }
        acquire(shared());
        heap().unpark_stack(base);
        limit().store(STACK_LIMIT.get(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe {
            ((*context).exit_fp, (*context).exit_pc, (*context).entry_fp) = kept;
        }
    });
}

/// [`without_lock`] with a result.
pub fn waiting<T>(wait: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let mut result = Err(io::ErrorKind::Interrupted.into());
    without_lock(|| result = wait());
    result
}

/// Waits for an event after the `seen`th, at most until `until`.
fn wait_for_event(seen: u64, until: Option<Instant>) {
    let mut shared = shared();
    while shared.events == seen {
        let Some(until) = until else {
            shared = EVENT.wait(shared).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        shared = EVENT
            .wait_timeout(shared, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
}

fn notify() {
    shared().events += 1;
    EVENT.notify_all();
}

/// The body of a thread.
fn run(id: i32, job: Handle) {
    acquire(shared());
    ID.set(id);
    let (low, high) = os::stack_bounds();
    let context = ctx();
    // SAFETY: the context is ours now.
    unsafe {
        (*context).exit_fp = 0;
        (*context).exit_pc = 0;
        (*context).entry_fp = 0;
    }
    set_stack_limit(low + STACK_RESERVE);
    heap().set_stack_base(high);
    let function = job.get().as_ref();
    if let Err(thrown) = call::closure(function, &[]) {
        let mut message = String::new();
        let _ = text::append(&mut message, thrown.0);
        crate::sys::flush();
        eprintln!("Uncaught exception in a thread: {message}");
    }
    job.free();
    OTHERS.fetch_sub(1, Ordering::Relaxed);
    let mut shared = shared();
    shared.is_held = false;
    shared.events += 1;
    FREE.notify_one();
    EVENT.notify_all();
}

fn deadline(seconds: f64) -> Option<Instant> {
    Instant::now().checked_add(Duration::try_from_secs_f64(seconds).ok()?)
}

entries! {
    /// Starts a thread that calls `job`; its number. It runs when this one waits.
    throws fn rayzor_thread_start(job: Ref) -> i32 {
        if !job.is(Kind::Closure) {
            return Err(exception::null_access());
        }
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        let job = Handle::new(Word::reference(job));
        shared().is_held = true;
        OTHERS.fetch_add(1, Ordering::Relaxed);
        match std::thread::Builder::new().stack_size(STACK).spawn(move || run(id, job)) {
            Ok(_) => Ok(id),
            Err(error) => {
                OTHERS.fetch_sub(1, Ordering::Relaxed);
                Err(exception::error(&format!("Cannot start a thread: {error}")))
            }
        }
    }

    /// The number of this thread; the first is 0.
    leaf fn rayzor_thread_current() -> i32 {
        ID.get()
    }

    /// Events so far, for `rayzor_thread_wait`.
    leaf fn rayzor_thread_events() -> f64 {
        shared().events as f64
    }

    /// Lets other threads run until there is an event after the `seen`th, or for `seconds` (without
    /// end if negative).
    leaf fn rayzor_thread_wait(seen: f64, seconds: f64) {
        crate::sys::flush();
        let until = if seconds < 0.0 { None } else { deadline(seconds) };
        without_lock(|| wait_for_event(seen as u64, until));
    }

    /// Lets another thread run if one asked for its turn.
    alloc fn rayzor_thread_poll() {
        if limit().load(Ordering::Relaxed) == usize::MAX {
            gave_way();
        }
    }

    /// Tells all waiting threads to look again.
    leaf fn rayzor_thread_notify() {
        notify();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::array;
    use crate::instance::{Config, Runtime};
    use crate::testing;

    fn count() -> i32 {
        array::Arr::from_ref(testing::shared()).map_or(0, |array| array.len() as i32)
    }

    #[test]
    #[cfg_attr(miri, ignore = "there is no stack to scan")]
    fn threads_take_turns() {
        let _runtime = Runtime::start(Config::for_tests());
        testing::install();
        testing::share(array::new_words(0));
        let job = testing::function(|_| {
            for _ in 0..50 {
                // Garbage and a collection while others wait with references on their stacks.
                let text = crate::string::new("something to keep for a while");
                heap().collect();
                array::push(testing::shared(), Word::reference(text))?;
                let seen = rayzor_thread_events();
                rayzor_thread_notify();
                rayzor_thread_wait(seen, 0.001);
            }
            Ok(Word::NULL)
        });
        let kept = crate::string::new("what only the first thread's stack holds");
        let ids = [rayzor_thread_start(job), rayzor_thread_start(job)];
        assert_ne!(ids[0], ids[1]);
        while OTHERS.load(Ordering::Relaxed) > 0 {
            rayzor_thread_wait(rayzor_thread_events(), 0.01);
        }
        assert_eq!(count(), 100);
        assert_eq!(
            crate::string::text_or_null(kept),
            "what only the first thread's stack holds"
        );
        assert_eq!(rayzor_thread_current(), 0);
    }
}
