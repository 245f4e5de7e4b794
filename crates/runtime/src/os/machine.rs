//! What differs between processors: the registers a collection must see, the jump into a handler, and
//! prefetching. For x86-64 and aarch64; elsewhere, and under Miri, no compiled code runs.

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
