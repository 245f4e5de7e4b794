//! The running runtime: its settings, and that there is only one of it.

use crate::heap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Settings of a run.
#[derive(Clone, Debug)]
pub struct Config {
    /// Bytes of heap and raw memory together.
    pub memory_limit: usize,
    /// Collect at every allocation, to find missing roots. The environment variable
    /// `RAYZOR_GC_STRESS` turns it on.
    pub gc_stress: bool,
    /// `Sys.args()`.
    pub args: Vec<String>,
    /// `Sys.programPath()`.
    pub program_path: String,
    /// What to leave of the stack for the runtime when compiled code overflows it.
    pub stack_reserve: usize,
}

impl Config {
    pub fn new(args: Vec<String>, program_path: String) -> Config {
        Config {
            memory_limit: 4 << 30,
            gc_stress: std::env::var_os("RAYZOR_GC_STRESS").is_some(),
            args,
            program_path,
            stack_reserve: 256 << 10,
        }
    }

    #[cfg(test)]
    pub(crate) fn for_tests() -> Config {
        Config {
            memory_limit: 64 << 20,
            ..Config::new(Vec::new(), "test".into())
        }
    }
}

static ALONE: Mutex<()> = Mutex::new(());

/// A started runtime, bound to the thread that started it: Haxe code runs there. A second one waits
/// until the first is dropped.
#[derive(Debug)]
pub struct Runtime {
    _alone: MutexGuard<'static, ()>,
}

impl Runtime {
    pub fn start(config: Config) -> Runtime {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let ctx = crate::ctx::ctx();
        let (low, _) = crate::os::stack_bounds();
        // SAFETY: nobody else runs Haxe code while we hold the lock.
        unsafe {
            (*ctx).exit_fp = 0;
            (*ctx).exit_pc = 0;
            (*ctx).entry_fp = 0;
            (*ctx).pending = 0;
            (*ctx).pending_value = 0;
            (*ctx).entry = None;
        }
        crate::thread::set_stack_limit(low + config.stack_reserve);
        crate::code::clear();
        crate::load::clear();
        crate::memory::set_limit(config.memory_limit);
        heap::start(config.memory_limit, config.gc_stress);
        crate::sys::start(config.args, config.program_path);
        Runtime { _alone: alone }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        crate::sys::flush();
    }
}
