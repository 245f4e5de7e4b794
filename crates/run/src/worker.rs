//! The other process.

use std::fs::File;
use std::io::{BufReader, Read};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use runtime::host::{self, Fault, PrivateStreams};

use crate::here::{self, Settings};
use crate::protocol::{Event, Outcome, Request, encode, read_frame, write_frame};

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
    // The server may go away without ever needing us.
    let Ok(request) = read_frame::<Request>(&mut input) else {
        return ExitCode::SUCCESS;
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
    let outcome = here::execute(request.program, settings, move || {
        runtime::sys::set_output(send_output);
        let frame = |fault: Fault| {
            encode(&Event::Done(Outcome::Crashed(fault.message().to_owned()))).unwrap_or_default()
        };
        host::watch_faults(fault_output, Fault::ALL.map(frame));
    });
    runtime::sys::flush();
    send(&Event::Done(outcome));
    // One program per process: nothing to clean up.
    std::process::exit(0)
}
