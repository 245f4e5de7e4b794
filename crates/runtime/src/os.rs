//! What differs between operating systems and processors: address space, the stack's bounds, the
//! registers a collection must see. Written for Linux, macOS and Windows on x86-64 and aarch64; under
//! Miri there is no stack to scan and address space is ordinary memory.

/// Reserves `len` bytes of zeroed address space that costs nothing until touched (on Windows, until
/// [`commit`]ted). Null when there is none.
#[cfg(all(unix, not(miri)))]
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

#[cfg(all(unix, not(miri)))]
pub fn commit(_start: *mut u8, _len: usize) -> bool {
    true
}

/// Gives the memory of a page-aligned range back; it reads as zeros afterwards.
///
/// # Safety
/// The range lies in what [`reserve`] gave, and nobody uses its content any more.
#[cfg(all(unix, not(miri)))]
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

#[cfg(all(windows, not(miri)))]
mod win {
    use std::ffi::c_void;

    pub const MEM_COMMIT: u32 = 0x1000;
    pub const MEM_RESERVE: u32 = 0x2000;
    pub const MEM_DECOMMIT: u32 = 0x4000;
    pub const PAGE_READWRITE: u32 = 4;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        pub fn VirtualAlloc(start: *mut c_void, len: usize, kind: u32, protect: u32)
        -> *mut c_void;
        pub fn VirtualFree(start: *mut c_void, len: usize, kind: u32) -> i32;
        pub fn GetCurrentThreadStackLimits(low: *mut usize, high: *mut usize);
    }
}

#[cfg(all(windows, not(miri)))]
pub fn reserve(len: usize) -> *mut u8 {
    // SAFETY: reserving address space touches nothing of ours.
    unsafe {
        win::VirtualAlloc(
            std::ptr::null_mut(),
            len,
            win::MEM_RESERVE,
            win::PAGE_READWRITE,
        )
        .cast()
    }
}

#[cfg(all(windows, not(miri)))]
pub fn commit(start: *mut u8, len: usize) -> bool {
    // SAFETY: the range lies in reserved space; committing twice is allowed.
    unsafe { !win::VirtualAlloc(start.cast(), len, win::MEM_COMMIT, win::PAGE_READWRITE).is_null() }
}

/// # Safety
/// As on Unix.
#[cfg(all(windows, not(miri)))]
pub unsafe fn decommit(start: *mut u8, len: usize) {
    // SAFETY: the caller owns the range.
    unsafe {
        win::VirtualFree(start.cast(), len, win::MEM_DECOMMIT);
    }
    commit(start, len);
}

#[cfg(miri)]
pub fn reserve(len: usize) -> *mut u8 {
    let layout = std::alloc::Layout::from_size_align(len, 64 << 10).unwrap();
    // SAFETY: the size is not zero.
    unsafe { std::alloc::alloc_zeroed(layout) }
}

#[cfg(miri)]
pub fn commit(_start: *mut u8, _len: usize) -> bool {
    true
}

/// # Safety
/// As on Unix.
#[cfg(miri)]
pub unsafe fn decommit(start: *mut u8, len: usize) {
    // SAFETY: the caller owns the range.
    unsafe { std::ptr::write_bytes(start, 0, len) }
}

/// Lowest and highest address of the current thread's stack.
#[cfg(all(target_os = "linux", not(miri)))]
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

#[cfg(all(target_os = "macos", not(miri)))]
pub fn stack_bounds() -> (usize, usize) {
    // SAFETY: both calls only read the current thread's description.
    unsafe {
        let this = libc::pthread_self();
        let high = libc::pthread_get_stackaddr_np(this) as usize;
        (high - libc::pthread_get_stacksize_np(this), high)
    }
}

#[cfg(all(windows, not(miri)))]
pub fn stack_bounds() -> (usize, usize) {
    let (mut low, mut high) = (0, 0);
    // SAFETY: both pointers are to live locals.
    unsafe { win::GetCurrentThreadStackLimits(&mut low, &mut high) };
    (low, high)
}

#[cfg(miri)]
pub fn stack_bounds() -> (usize, usize) {
    (0, 0)
}

/// Calls `scan` with the current stack pointer after the registers that callees preserve were put on
/// the stack above it, so that a reference a caller keeps in one is seen.
#[inline(never)]
pub fn with_registers_on_stack(scan: &mut dyn FnMut(usize)) {
    let mut registers = [0usize; 16];
    spill(&mut registers);
    let stack_pointer = std::hint::black_box(&mut registers).as_ptr() as usize;
    scan(stack_pointer);
    std::hint::black_box(&registers);
}

#[cfg(all(target_arch = "x86_64", not(miri)))]
fn spill(registers: &mut [usize; 16]) {
    // SAFETY: writes eight words of the array, changes no register.
    unsafe {
        std::arch::asm!(
            "mov [{0}], rbx",
            "mov [{0} + 8], rbp",
            "mov [{0} + 16], r12",
            "mov [{0} + 24], r13",
            "mov [{0} + 32], r14",
            "mov [{0} + 40], r15",
            "mov [{0} + 48], rdi",
            "mov [{0} + 56], rsi",
            in(reg) registers.as_mut_ptr(),
            options(nostack, preserves_flags),
        );
    }
}

#[cfg(all(target_arch = "aarch64", not(miri)))]
fn spill(registers: &mut [usize; 16]) {
    // SAFETY: writes ten words of the array, changes no register.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{0}]",
            "stp x21, x22, [{0}, #16]",
            "stp x23, x24, [{0}, #32]",
            "stp x25, x26, [{0}, #48]",
            "stp x27, x28, [{0}, #64]",
            in(reg) registers.as_mut_ptr(),
            options(nostack, preserves_flags),
        );
    }
}

#[cfg(any(miri, not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn spill(_registers: &mut [usize; 16]) {}

/// Continues at a handler: sets stack and frame pointer as they were in its frame and jumps, with the
/// payload where Cranelift's exception ABI expects it and the context in its pinned register.
///
/// # Safety
/// `handler`, `stack_pointer` and `frame_pointer` belong to a live frame of compiled code further up
/// this thread's stack, and no frame below it has anything left to do.
#[cfg(all(target_arch = "x86_64", not(miri)))]
pub unsafe fn resume_at(
    handler: usize,
    stack_pointer: usize,
    frame_pointer: usize,
    payload: u64,
    ctx: usize,
) -> ! {
    // SAFETY: what the caller vouches for.
    unsafe {
        std::arch::asm!(
            "mov r15, r8",
            "mov rsp, rcx",
            "mov rbp, rsi",
            "jmp rdi",
            in("rax") payload,
            in("rdx") 0usize,
            in("rcx") stack_pointer,
            in("rsi") frame_pointer,
            in("rdi") handler,
            in("r8") ctx,
            options(noreturn),
        );
    }
}

/// # Safety
/// As on x86-64.
#[cfg(all(target_arch = "aarch64", not(miri)))]
pub unsafe fn resume_at(
    handler: usize,
    stack_pointer: usize,
    frame_pointer: usize,
    payload: u64,
    ctx: usize,
) -> ! {
    // SAFETY: what the caller vouches for.
    unsafe {
        std::arch::asm!(
            "mov x21, x5",
            "mov sp, x2",
            "mov x29, x3",
            "br x4",
            in("x0") payload,
            in("x1") 0usize,
            in("x2") stack_pointer,
            in("x3") frame_pointer,
            in("x4") handler,
            in("x5") ctx,
            options(noreturn),
        );
    }
}

/// # Safety
/// Never called: there is no compiled code to return to.
#[cfg(any(miri, not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub unsafe fn resume_at(_handler: usize, _sp: usize, _fp: usize, _payload: u64, _ctx: usize) -> ! {
    panic!("no compiled code on this platform")
}

/// Processor seconds that the process has used.
#[cfg(all(unix, not(miri)))]
pub fn cpu_time() -> Option<f64> {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: writes to a live local.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    (failed == 0).then(|| time.tv_sec as f64 + time.tv_nsec as f64 / 1e9)
}

#[cfg(not(all(unix, not(miri))))]
pub fn cpu_time() -> Option<f64> {
    None
}

/// Asks the processor to fetch what `address` points to.
#[inline]
pub fn prefetch(address: *const u8) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: fetching has no effect but on time, whatever the address.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address.cast());
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = address;
}

/// What to wait for on a socket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ready {
    Read,
    Write,
    /// Urgent data.
    Other,
}

#[cfg(unix)]
pub type SocketHandle = std::os::fd::RawFd;
#[cfg(windows)]
pub type SocketHandle = std::os::windows::io::RawSocket;

#[cfg(unix)]
pub fn stream_handle(stream: &std::net::TcpStream) -> SocketHandle {
    std::os::fd::AsRawFd::as_raw_fd(stream)
}

#[cfg(unix)]
pub fn listener_handle(listener: &std::net::TcpListener) -> SocketHandle {
    std::os::fd::AsRawFd::as_raw_fd(listener)
}

#[cfg(windows)]
pub fn stream_handle(stream: &std::net::TcpStream) -> SocketHandle {
    std::os::windows::io::AsRawSocket::as_raw_socket(stream)
}

#[cfg(windows)]
pub fn listener_handle(listener: &std::net::TcpListener) -> SocketHandle {
    std::os::windows::io::AsRawSocket::as_raw_socket(listener)
}

/// Waits until a socket is ready, at most `seconds` (forever if negative). Which of them are.
#[cfg(unix)]
pub fn poll(sockets: &[(SocketHandle, Ready)], seconds: f64) -> std::io::Result<Vec<bool>> {
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
    let millis = if seconds < 0.0 {
        -1
    } else {
        (seconds * 1000.0).ceil() as i32
    };
    // SAFETY: the row has as many elements as is said.
    if unsafe { libc::poll(polls.as_mut_ptr(), polls.len() as libc::nfds_t, millis) } < 0 {
        return Err(std::io::Error::last_os_error());
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

#[cfg(not(unix))]
pub fn poll(_sockets: &[(SocketHandle, Ready)], _seconds: f64) -> std::io::Result<Vec<bool>> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// The name of this machine.
#[cfg(unix)]
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

#[cfg(not(unix))]
pub fn host_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_else(|_| String::from("localhost"))
}
