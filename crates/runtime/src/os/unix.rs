//! Linux and macOS.

use super::Ready;
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::{AsRawFd, RawFd};

/// Reserves `len` bytes of zeroed address space that costs nothing until touched (on Windows, until
/// [`commit`]ted). Null when there is none.
pub fn reserve(len: usize) -> *mut u8 {
    // SAFETY: an anonymous mapping at an address of the system's choice touches nothing of ours.
    let start = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            len,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if start == libc::MAP_FAILED {
        std::ptr::null_mut()
    } else {
        start.cast()
    }
}

pub fn commit(_start: *mut u8, _len: usize) -> bool {
    true
}

/// Gives the memory of a page-aligned range back; it reads as zeros afterwards.
///
/// # Safety
/// The range lies in what [`reserve`] gave, and nobody uses its content any more.
pub unsafe fn decommit(start: *mut u8, len: usize) {
    // A fresh mapping over the old one: unlike MADV_DONTNEED it means the same on every Unix.
    // SAFETY: the caller owns the range.
    let mapped = unsafe {
        libc::mmap(
            start.cast(),
            len,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE | libc::MAP_FIXED,
            -1,
            0,
        )
    };
    if mapped == libc::MAP_FAILED {
        // SAFETY: as above; the old mapping is still there.
        unsafe { std::ptr::write_bytes(start, 0, len) }
    }
}

/// Lowest and highest address of the current thread's stack.
#[cfg(target_os = "linux")]
pub fn stack_bounds() -> (usize, usize) {
    // SAFETY: the attributes are initialised by pthread_getattr_np before they are read.
    unsafe {
        let mut attr = std::mem::zeroed::<libc::pthread_attr_t>();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attr) != 0 {
            return (0, 0);
        }
        let (mut start, mut size) = (std::ptr::null_mut(), 0);
        libc::pthread_attr_getstack(&attr, &mut start, &mut size);
        libc::pthread_attr_destroy(&mut attr);
        (start as usize, start as usize + size)
    }
}

#[cfg(target_os = "macos")]
pub fn stack_bounds() -> (usize, usize) {
    // SAFETY: both calls only read the current thread's description.
    unsafe {
        let this = libc::pthread_self();
        let high = libc::pthread_get_stackaddr_np(this) as usize;
        (high - libc::pthread_get_stacksize_np(this), high)
    }
}

/// Processor seconds that the process has used.
pub fn cpu_time() -> Option<f64> {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: writes to a live local.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    (failed == 0).then(|| time.tv_sec as f64 + time.tv_nsec as f64 / 1e9)
}

pub type SocketHandle = RawFd;

pub fn stream_handle(stream: &TcpStream) -> SocketHandle {
    stream.as_raw_fd()
}

pub fn datagram_handle(socket: &UdpSocket) -> SocketHandle {
    socket.as_raw_fd()
}

pub fn listener_handle(listener: &TcpListener) -> SocketHandle {
    listener.as_raw_fd()
}

/// A pipe or a terminal as what `wait_for_input` takes.
pub type InputHandle = RawFd;

pub fn input_handle(input: &impl AsRawFd) -> InputHandle {
    input.as_raw_fd()
}

/// Waits until reading gives something, be it the end or a failure.
pub fn wait_for_input(input: InputHandle) {
    let _ = poll(&[(input, Ready::Read)], -1.0);
}

/// Waits until a socket is ready, at most `seconds` (forever if negative). Which of them are.
pub fn poll(sockets: &[(SocketHandle, Ready)], seconds: f64) -> io::Result<Vec<bool>> {
    let events = |ready: Ready| match ready {
        Ready::Read => libc::POLLIN,
        Ready::Write => libc::POLLOUT,
        Ready::Other => libc::POLLPRI,
    };
    let mut polls: Vec<_> = sockets
        .iter()
        .map(|&(fd, ready)| libc::pollfd {
            fd,
            events: events(ready),
            revents: 0,
        })
        .collect();
    // SAFETY: the row has as many elements as is said.
    let count = unsafe {
        let (row, len) = (polls.as_mut_ptr(), polls.len() as libc::nfds_t);
        libc::poll(row, len, super::millis(seconds))
    };
    if count < 0 {
        return Err(io::Error::last_os_error());
    }
    // The end of a connection can be read; an error meets whoever reads or writes next.
    let is_ready = |poll: &libc::pollfd| {
        let ended = if poll.events == libc::POLLPRI {
            0
        } else {
            libc::POLLERR
        };
        let hung_up = if poll.events == libc::POLLIN {
            libc::POLLHUP
        } else {
            0
        };
        poll.revents & (poll.events | ended | hung_up) != 0
    };
    Ok(polls.iter().map(is_ready).collect())
}

/// The name of this machine.
pub fn host_name() -> String {
    let mut buffer = [0u8; 256];
    // SAFETY: the buffer has this length; the name is cut off rather than too long for it.
    let failed = unsafe { libc::gethostname(buffer.as_mut_ptr().cast(), buffer.len() - 1) };
    if failed != 0 {
        return String::from("localhost");
    }
    let len = buffer.iter().position(|&byte| byte == 0).unwrap_or(0);
    String::from_utf8_lossy(&buffer[..len]).into_owned()
}
