//! Other processes: `sys.io.Process`, `Sys.command`.

use crate::abi::{Res, entries};
use crate::array::Arr;
use crate::desc::Ref;
use crate::exception;
use crate::file::{OpenFile, Stream};
use crate::heap;
use crate::string::{self, Str};
use crate::sys;
use crate::thread;
use crate::word::Word;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// The command, through the shell when there is no array of arguments.
fn command(name: &str, args: Ref) -> Command {
    let Some(args) = Arr::from_ref(args) else {
        let (shell, flag) = if cfg!(windows) {
            ("cmd", "/C")
        } else {
            ("/bin/sh", "-c")
        };
        let mut command = Command::new(shell);
        command.arg(flag).arg(name);
        return command;
    };
    let mut command = Command::new(name);
    command.args(
        args.iter()
            .map(|arg| string::text_or_null(arg.as_ref()).to_owned()),
    );
    command
}

/// The exit code; what a signal ended is 128 and its number, as shells have it.
fn exit_code(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return 128 + signal;
        }
    }
    status.code().unwrap_or(-1)
}

fn child<'a>(process: Ref) -> Res<&'a mut Child> {
    heap::native(process).ok_or_else(|| exception::error("Process is closed"))
}

/// Waits until the process has ended.
fn wait_for(process: Ref) -> Res<()> {
    // Nothing more will be written: what waits for its input shall end.
    drop(child(process)?.stdin.take());
    let mut pause = Duration::from_micros(100);
    while thread::has_others() {
        // Another thread may stop the process, or close it: only this one knows of it meanwhile.
        if !matches!(child(process)?.try_wait(), Ok(None)) {
            return Ok(());
        }
        thread::without_lock(|| std::thread::sleep(pause));
        pause = (pause * 2).min(Duration::from_millis(5));
    }
    // Whether it worked the next question tells.
    let _ = child(process)?.wait();
    Ok(())
}

fn run(name: &str, args: Ref) -> std::io::Result<i32> {
    sys::flush();
    let mut command = command(name, args);
    if !sys::has_sink() {
        return Ok(exit_code(thread::waiting(|| command.status())?));
    }
    // Our output does not go to the standard output, so neither may the command's.
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    if let Some(mut pipe) = child.stdout.take() {
        let mut buffer = [0; 8192];
        loop {
            let n = thread::waiting(|| pipe.read(&mut buffer))?;
            if n == 0 {
                break;
            }
            sys::write(&buffer[..n]);
            sys::flush();
        }
    }
    Ok(exit_code(thread::waiting(|| child.wait())?))
}

entries! {
    /// `Sys.command(cmd, args)`: waits; args may be null.
    throws fn rayzor_sys_command(cmd: Ref, args: Ref) -> i32 {
        let name = string::receiver(cmd)?.text();
        run(name, args).map_err(|error| exception::error(&format!("{name}: {error}")))
    }

    /// Starts a process with pipes to its standard streams.
    throws fn rayzor_process_start(cmd: Ref, args: Ref, _detached: bool) -> Ref {
        let name = string::receiver(cmd)?.text();
        let mut command = command(name, args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        match command.spawn() {
            Ok(child) => Ok(heap::alloc_native(child)),
            Err(error) => Err(exception::error(&format!("Process creation failure : {name}: {error}"))),
        }
    }

    throws fn rayzor_process_pid(process: Ref) -> i32 {
        Ok(child(process)?.id() as i32)
    }

    /// The pipe to 0 its input, from 1 its output, 2 its errors, as a file; each once.
    throws fn rayzor_process_pipe(process: Ref, which: i32) -> Ref {
        let child = child(process)?;
        let stream = match which {
            0 => child.stdin.take().map(Stream::ToChild),
            1 => child.stdout.take().map(Stream::FromChild),
            _ => child.stderr.take().map(Stream::ErrorsFromChild),
        };
        match stream {
            Some(stream) => Ok(heap::alloc_native(OpenFile::new(stream))),
            None => Err(exception::error("The pipe was taken before")),
        }
    }

    /// The exit code; null while the process runs, unless `block`.
    throws fn rayzor_process_exit_code(process: Ref, block: bool) -> Word {
        if block {
            wait_for(process)?;
        }
        let status = child(process)?.try_wait();
        match status {
            Ok(status) => Ok(status.map_or(Word::NULL, |status| Word::int(exit_code(status)))),
            Err(error) => Err(exception::system_error("", &error)),
        }
    }

    throws fn rayzor_process_kill(process: Ref) {
        child(process)?.kill().map_err(|error| exception::system_error("", &error))
    }

    leaf fn rayzor_process_close(process: Ref) {
        heap::close_native(process);
    }

    /// The environment variable, or null.
    throws fn rayzor_sys_get_env(name: Ref) -> Ref {
        let name = string::receiver(name)?.text();
        if name.is_empty() || name.contains(['=', '\0']) {
            return Ok(Ref::NULL);
        }
        Ok(std::env::var_os(name).map_or(Ref::NULL, |value| string::new(&value.to_string_lossy())))
    }

    /// Sets it, or removes it for null.
    throws fn rayzor_sys_put_env(name: Ref, value: Ref) {
        let name = string::receiver(name)?.text();
        if name.is_empty() || name.contains(['=', '\0']) {
            return Err(exception::error("Invalid name of an environment variable"));
        }
        let value = Str::from_ref(value).map(Str::text);
        if value.is_some_and(|value| value.contains('\0')) {
            return Err(exception::error("Invalid value of an environment variable"));
        }
        // SAFETY: the process has one thread that reads or writes the environment, this one.
        unsafe {
            match value {
                Some(value) => std::env::set_var(name, value),
                None => std::env::remove_var(name),
            }
        }
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::bytes;
    use crate::exception::take_pending;
    use crate::file::{rayzor_file_close, rayzor_file_read, rayzor_file_write};
    use crate::instance::{Config, Runtime};

    #[test]
    #[cfg_attr(miri, ignore = "starts processes")]
    fn a_process_is_written_to_and_read_from() {
        let _runtime = Runtime::start(Config::for_tests());
        let process = rayzor_process_start(string::new("cat; exit 3"), Ref::NULL, false);
        let (input, output) = (
            rayzor_process_pipe(process, 0),
            rayzor_process_pipe(process, 1),
        );
        assert_eq!(rayzor_process_exit_code(process, false), Word::NULL);
        let text = bytes::new(b"echo").unwrap();
        rayzor_file_write(input, text, 0, 4);
        rayzor_file_close(input);
        let answer = bytes::with_len(10).unwrap();
        assert_eq!(rayzor_file_read(output, answer, 0, 10), 4);
        assert_eq!(&bytes::receiver(answer).unwrap().as_slice()[..4], b"echo");
        assert_eq!(rayzor_process_exit_code(process, true), Word::int(3));
        rayzor_process_close(process);
        rayzor_process_pid(process);
        assert!(take_pending().is_some());
        rayzor_process_start(
            string::new("/no/such/program"),
            crate::array::new_words(0),
            false,
        );
        assert!(take_pending().is_some());
    }

    #[test]
    #[cfg_attr(miri, ignore = "starts processes")]
    fn a_killed_child_has_an_exit_code() {
        let _runtime = Runtime::start(Config::for_tests());
        let process = rayzor_process_start(string::new("sleep 100"), Ref::NULL, false);
        rayzor_process_kill(process);
        assert_eq!(rayzor_process_exit_code(process, true), Word::int(137));
        assert_eq!(rayzor_sys_command(string::new("exit 7"), Ref::NULL), 7);
    }
}
