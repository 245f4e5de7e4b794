//! The other process.

use std::fs::File;
use std::io::{BufReader, Read};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use codegen::CodeCache;
use runtime::host::{self, Fault, PrivateStreams};

use crate::here::{self, Place, Settings};
use crate::protocol::{Command, Event, Outcome, encode, read_frame, write_frame};

/// The server's end; the runtime's output function has no place of its own to keep it.
static OUTPUT: Mutex<Option<File>> = Mutex::new(None);

/// How long output may wait in the runtime's buffer.
const FLUSH_EVERY: Duration = Duration::from_millis(15);

fn send(event: &Event) {
    let mut output = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = &mut *output
        && write_frame(file, event).is_err()
    {
        // Nobody listens any more.
        std::process::exit(1);
    }
}

fn send_output(bytes: &[u8]) {
    send(&Event::Output(bytes.to_vec()));
}

/// What a binary does when it was started with [`crate::WORKER_FLAG`]: waits for one program, runs
/// it, reports, ends.
pub fn worker_main() -> ExitCode {
    let Ok(PrivateStreams { input, output }) = host::private_streams() else {
        return ExitCode::FAILURE;
    };
    let Ok(fault_output) = output.try_clone() else {
        return ExitCode::FAILURE;
    };
    *OUTPUT.lock().unwrap_or_else(PoisonError::into_inner) = Some(output);
    codegen::warm_up();
    let mut input = BufReader::new(input);
    let mut cache = CodeCache::default();
    let request = loop {
        match read_frame(&mut input) {
            Ok(Command::Code(pieces)) => {
                for (key, piece) in pieces {
                    cache.add(key, piece);
                }
            }
            Ok(Command::Run(request)) => break *request,
            // The server may go away without ever needing us.
            Err(_) => return ExitCode::SUCCESS,
        }
    };
    // From here on the server says nothing more: an end of input means that it is gone.
    std::thread::spawn(move || {
        let mut rest = [0; 1];
        let _ = input.read(&mut rest);
        std::process::exit(1);
    });
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(FLUSH_EVERY);
            runtime::sys::flush();
        }
    });
    let settings = Settings {
        args: request.args,
        program_path: request.program_path,
        memory: request.limits.memory,
        stack: request.limits.stack,
        has_value: request.has_value,
        optimize: true,
    };
    let mut place = InWorker {
        fault_output: Some(fault_output),
        cache,
    };
    let outcome = here::execute(request.program, settings, &mut place);
    runtime::sys::flush();
    send(&Event::Done(outcome));
    // One program per process: nothing to clean up.
    std::process::exit(0)
}

struct InWorker {
    fault_output: Option<File>,
    cache: CodeCache,
}

impl Place for InWorker {
    fn started(&mut self) {
        runtime::sys::set_output(send_output);
        let frame = |fault: Fault| {
            encode(&Event::Done(Outcome::Crashed(fault.message().to_owned()))).unwrap_or_default()
        };
        if let Some(output) = self.fault_output.take() {
            host::watch_faults(output, Fault::ALL.map(frame));
        }
    }

    fn cache(&mut self) -> Option<&mut CodeCache> {
        Some(&mut self.cache)
    }

    /// Before the program runs: afterwards it may die in the middle of a frame, or never end.
    fn compiled(&mut self) {
        let cache = std::mem::take(&mut self.cache);
        send(&Event::Used(cache.used));
        if !cache.made.is_empty() {
            send(&Event::Made {
                pieces: cache.made,
                names: cache.compiled,
            });
        }
    }
}
