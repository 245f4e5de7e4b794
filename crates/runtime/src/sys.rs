//! The process a program runs in: its standard streams, arguments, environment, time.

use crate::abi::entries;
use crate::array;
use crate::desc::Ref;
use crate::exception;
use crate::os;
use crate::string;
use crate::word::Word;
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where output goes instead of the standard output.
pub type OutputFn = fn(&[u8]);

struct Output {
    buffer: Vec<u8>,
    flushed: Instant,
    sink: Option<OutputFn>,
    line_buffered: bool,
}

/// Output is written when this much has gathered, …
const BUFFER: usize = 64 << 10;
/// … or a line ends this long after the last was written, or the program waits or ends.
const FLUSH_EVERY: Duration = Duration::from_millis(10);

struct State {
    output: Output,
    args: Vec<String>,
    program_path: String,
    started: Instant,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);

fn with<R>(body: impl FnOnce(&mut State) -> R) -> R {
    let mut state = STATE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    body(state.get_or_insert_with(|| State {
        output: Output {
            buffer: Vec::new(),
            flushed: Instant::now(),
            sink: None,
            line_buffered: std::io::stdout().is_terminal(),
        },
        args: Vec::new(),
        program_path: String::new(),
        started: Instant::now(),
    }))
}

pub(crate) fn start(args: Vec<String>, program_path: String) {
    with(|state| {
        state.args = args;
        state.program_path = program_path;
        state.started = Instant::now();
    });
}

/// Sends output to a function instead of the standard output.
pub fn set_output(sink: OutputFn) {
    with(|state| state.output.sink = Some(sink));
}

/// Whether output goes to a function.
pub(crate) fn has_sink() -> bool {
    with(|state| state.output.sink.is_some())
}

impl Output {
    fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER
            || bytes.last() == Some(&b'\n')
                && (self.line_buffered || self.flushed.elapsed() >= FLUSH_EVERY)
        {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.buffer.is_empty() {
            match self.sink {
                Some(sink) => sink(&self.buffer),
                None => {
                    let mut stdout = std::io::stdout().lock();
                    // Nobody listening is no error of the program's.
                    let _ = stdout.write_all(&self.buffer).and_then(|()| stdout.flush());
                }
            }
            self.buffer.clear();
        }
        self.flushed = Instant::now();
    }
}

/// Writes to the program's standard output.
pub fn write(bytes: &[u8]) {
    with(|state| state.output.write(bytes));
}

/// Writes out what is buffered.
pub fn flush() {
    with(|state| state.output.flush());
}

entries! {
    /// `Sys.print` of a string.
    leaf fn rayzor_sys_print(text: Ref) {
        write(string::text_or_null(text).as_bytes());
    }

    /// `Sys.println` of a string.
    leaf fn rayzor_sys_println(text: Ref) {
        with(|state| {
            state.output.buffer.extend_from_slice(string::text_or_null(text).as_bytes());
            state.output.write(b"\n");
        });
    }

    leaf fn rayzor_sys_flush() {
        flush();
    }

    throws fn rayzor_sys_args() -> Ref {
        let array = array::new_words(0);
        for arg in with(|state| state.args.clone()) {
            array::push(array, Word::reference(string::new(&arg)))?;
        }
        Ok(array)
    }

    alloc fn rayzor_sys_program_path() -> Ref {
        string::new(&with(|state| state.program_path.clone()))
    }

    /// Seconds since 1970.
    leaf fn rayzor_sys_time() -> f64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
    }

    /// Seconds since the program started.
    leaf fn rayzor_sys_stamp() -> f64 {
        with(|state| state.started).elapsed().as_secs_f64()
    }

    /// Names and values in turn.
    throws fn rayzor_sys_environment() -> Ref {
        let array = array::new_words(0);
        for (name, value) in std::env::vars_os() {
            for text in [name, value] {
                array::push(array, Word::reference(string::new(&text.to_string_lossy())))?;
            }
        }
        Ok(array)
    }

    leaf fn rayzor_sys_sleep(seconds: f64) {
        flush();
        if let Ok(duration) = Duration::try_from_secs_f64(seconds) {
            crate::thread::without_lock(|| std::thread::sleep(duration));
        }
    }

    throws fn rayzor_sys_get_cwd() -> Ref {
        match std::env::current_dir() {
            // With a separator at the end, as Haxe has it.
            Ok(dir) => Ok(string::new(&format!("{}/", dir.to_string_lossy().trim_end_matches('/')))),
            Err(error) => Err(exception::error(&error.to_string())),
        }
    }

    throws fn rayzor_sys_set_cwd(path: Ref) {
        let path = string::receiver(path)?.text();
        std::env::set_current_dir(path).map_err(|error| exception::error(&format!("{path}: {error}")))
    }

    alloc fn rayzor_sys_system_name() -> Ref {
        string::new(if cfg!(target_os = "linux") {
            "Linux"
        } else if cfg!(target_os = "macos") {
            "Mac"
        } else if cfg!(windows) {
            "Windows"
        } else {
            "BSD"
        })
    }

    /// Processor seconds used so far.
    leaf fn rayzor_sys_cpu_time() -> f64 {
        os::cpu_time().unwrap_or_else(|| rayzor_sys_stamp())
    }

    /// Ends the process.
    leaf fn rayzor_sys_exit(code: i32) {
        flush();
        std::process::exit(code)
    }
}
