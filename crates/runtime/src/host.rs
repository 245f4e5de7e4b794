//! The process around a running program, where it needs the operating system's own means: faults of
//! the machine, and standard streams that a worker keeps for itself.
//!
//! Written for Linux, macOS and Windows. Where a system offers less, the process dies of a fault and
//! whoever started it sees that.

use std::fs::File;
use std::io;

/// What the machine can object to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Below the stack of the thread that called [`watch_faults`].
    StackOverflow,
    Memory,
    Instruction,
    Arithmetic,
}

impl Fault {
    pub const ALL: [Fault; 4] = [
        Fault::StackOverflow,
        Fault::Memory,
        Fault::Instruction,
        Fault::Arithmetic,
    ];

    pub fn message(self) -> &'static str {
        match self {
            Fault::StackOverflow => "Stack overflow",
            Fault::Memory => "Invalid memory access",
            Fault::Instruction => "Illegal instruction",
            Fault::Arithmetic => "Arithmetic fault",
        }
    }
}

/// Streams that what the program reads and writes cannot touch.
#[derive(Debug)]
pub struct PrivateStreams {
    pub input: File,
    pub output: File,
}

pub use imp::{private_streams, watch_faults};

#[cfg(unix)]
mod imp {
    use super::{Fault, File, PrivateStreams, io};
    use std::os::fd::{AsRawFd, FromRawFd};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Report {
        file: File,
        /// In the order of [`Fault::ALL`].
        messages: [Vec<u8>; 4],
    }

    static REPORT: OnceLock<Report> = OnceLock::new();
    static STACK_LOW: AtomicUsize = AtomicUsize::new(0);

    /// How far below the stack an address still counts as overflow.
    const GUARD: usize = 1 << 20;

    /// From now on a fault writes its message (in the order of [`Fault::ALL`]) to `file` and ends the
    /// process with exit code 70. The calling thread's stack is the one whose overflow is told apart.
    pub fn watch_faults(file: File, messages: [Vec<u8>; 4]) {
        let (low, _) = crate::os::stack_bounds();
        STACK_LOW.store(low, Ordering::SeqCst);
        if REPORT.set(Report { file, messages }).is_err() {
            return;
        }
        // SAFETY: the handler is async-signal-safe: it reads memory that is set by now and never
        // changes, writes and exits. Threads made by std have an alternate signal stack.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = on_fault as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            for signal in [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE] {
                libc::sigaction(signal, &action, std::ptr::null_mut());
            }
        }
    }

    extern "C" fn on_fault(signal: i32, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
        // SAFETY: the system passes a valid `info`; only async-signal-safe functions are called.
        unsafe {
            let address = (*info).si_addr() as usize;
            let low = STACK_LOW.load(Ordering::SeqCst);
            let in_guard = address < low + GUARD / 16 && address + GUARD > low;
            let fault = match signal {
                libc::SIGILL => Fault::Instruction,
                libc::SIGFPE => Fault::Arithmetic,
                _ if in_guard => Fault::StackOverflow,
                _ => Fault::Memory,
            };
            if let Some(report) = REPORT.get() {
                let message = &report.messages[fault as usize];
                libc::write(
                    report.file.as_raw_fd(),
                    message.as_ptr().cast(),
                    message.len(),
                );
            }
            libc::_exit(70);
        }
    }

    /// Takes standard input and output away from the program: it reads from nothing, and what it
    /// writes without the runtime's knowledge goes to standard error.
    pub fn private_streams() -> io::Result<PrivateStreams> {
        let nothing = File::open("/dev/null")?;
        // SAFETY: plain system calls on descriptors that exist; the new ones belong to the files.
        unsafe {
            let (input, output) = (libc::dup(0), libc::dup(1));
            if input < 0
                || output < 0
                || libc::dup2(nothing.as_raw_fd(), 0) < 0
                || libc::dup2(2, 1) < 0
            {
                return Err(io::Error::last_os_error());
            }
            libc::fcntl(input, libc::F_SETFD, libc::FD_CLOEXEC);
            libc::fcntl(output, libc::F_SETFD, libc::FD_CLOEXEC);
            Ok(PrivateStreams {
                input: File::from_raw_fd(input),
                output: File::from_raw_fd(output),
            })
        }
    }
}

#[cfg(windows)]
mod imp {
    use super::{Fault, File, PrivateStreams, io};
    use std::os::windows::io::{AsHandle, AsRawHandle, IntoRawHandle};
    use std::sync::OnceLock;
    use windows_sys::Win32::Foundation::{
        EXCEPTION_ACCESS_VIOLATION, EXCEPTION_FLT_DIVIDE_BY_ZERO, EXCEPTION_ILLEGAL_INSTRUCTION,
        EXCEPTION_IN_PAGE_ERROR, EXCEPTION_INT_DIVIDE_BY_ZERO, EXCEPTION_INT_OVERFLOW,
        EXCEPTION_PRIV_INSTRUCTION, EXCEPTION_STACK_OVERFLOW, HANDLE,
    };
    use windows_sys::Win32::Storage::FileSystem::WriteFile;
    use windows_sys::Win32::System::Console::{
        GetStdHandle, STD_ERROR_HANDLE, STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, SetStdHandle,
    };
    use windows_sys::Win32::System::Diagnostics::Debug::{
        AddVectoredExceptionHandler, EXCEPTION_CONTINUE_SEARCH, EXCEPTION_POINTERS,
    };
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, TerminateProcess};

    struct Report {
        file: File,
        /// In the order of [`Fault::ALL`].
        messages: [Vec<u8>; 4],
    }

    static REPORT: OnceLock<Report> = OnceLock::new();

    /// As on Unix.
    pub fn watch_faults(file: File, messages: [Vec<u8>; 4]) {
        if REPORT.set(Report { file, messages }).is_ok() {
            // SAFETY: the handler reads memory that is set by now and never changes, writes and
            // ends the process.
            unsafe { AddVectoredExceptionHandler(1, Some(on_fault)) };
        }
    }

    extern "system" fn on_fault(info: *mut EXCEPTION_POINTERS) -> i32 {
        // SAFETY: the system passes valid pointers, and the file lives as long as the process.
        unsafe {
            let fault = match (*(*info).ExceptionRecord).ExceptionCode {
                EXCEPTION_STACK_OVERFLOW => Fault::StackOverflow,
                EXCEPTION_ACCESS_VIOLATION | EXCEPTION_IN_PAGE_ERROR => Fault::Memory,
                EXCEPTION_ILLEGAL_INSTRUCTION | EXCEPTION_PRIV_INSTRUCTION => Fault::Instruction,
                EXCEPTION_INT_DIVIDE_BY_ZERO
                | EXCEPTION_INT_OVERFLOW
                | EXCEPTION_FLT_DIVIDE_BY_ZERO => Fault::Arithmetic,
                _ => return EXCEPTION_CONTINUE_SEARCH,
            };
            if let Some(report) = REPORT.get() {
                let message = &report.messages[fault as usize];
                let mut written = 0;
                WriteFile(
                    report.file.as_raw_handle(),
                    message.as_ptr(),
                    message.len() as u32,
                    &mut written,
                    std::ptr::null_mut(),
                );
            }
            TerminateProcess(GetCurrentProcess(), 70);
        }
        EXCEPTION_CONTINUE_SEARCH
    }

    /// As on Unix.
    pub fn private_streams() -> io::Result<PrivateStreams> {
        let nothing = File::open("NUL")?;
        let input = io::stdin().as_handle().try_clone_to_owned()?;
        let output = io::stdout().as_handle().try_clone_to_owned()?;
        let set = |which, handle: HANDLE| {
            // SAFETY: the handle is valid and, from now on, nobody's to close.
            match unsafe { SetStdHandle(which, handle) } {
                0 => Err(io::Error::last_os_error()),
                _ => Ok(()),
            }
        };
        set(STD_INPUT_HANDLE, nothing.into_raw_handle())?;
        // SAFETY: only reads which handle is standard error.
        set(STD_OUTPUT_HANDLE, unsafe { GetStdHandle(STD_ERROR_HANDLE) })?;
        Ok(PrivateStreams {
            input: File::from(input),
            output: File::from(output),
        })
    }
}

#[cfg(not(any(unix, windows)))]
mod imp {
    use super::{File, PrivateStreams, io};

    pub fn watch_faults(_file: File, _messages: [Vec<u8>; 4]) {}

    pub fn private_streams() -> io::Result<PrivateStreams> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// A handle of its own to standard error.
pub fn stderr_copy() -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        Ok(File::from(io::stderr().as_fd().try_clone_to_owned()?))
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsHandle;
        Ok(File::from(io::stderr().as_handle().try_clone_to_owned()?))
    }
    #[cfg(not(any(unix, windows)))]
    Err(io::ErrorKind::Unsupported.into())
}
