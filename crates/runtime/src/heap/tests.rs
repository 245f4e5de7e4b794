#![cfg(test)]
use super::*;
use crate::array;
use crate::instance::{Config, Runtime};
use crate::string;
use std::cell::Cell;
use std::rc::Rc;

/// A chain of `n` arrays, each holding the next.
fn chain(n: usize) -> Ref {
    let mut head = array::new_words(1);
    for _ in 1..n {
        let next = array::new_words(1);
        array::push(next, Word::reference(head)).unwrap();
        head = next;
    }
    head
}

fn chain_len(mut head: Ref) -> usize {
    let mut len = 1;
    while let Some(next) = array::Arr::from_ref(head).unwrap().iter().next() {
        head = next.as_ref();
        len += 1;
    }
    len
}

#[test]
fn what_a_handle_reaches_survives() {
    let _runtime = Runtime::start(Config::for_tests());
    let handle = Handle::new(Word::reference(chain(1000)));
    for _ in 0..3 {
        heap().collect();
        assert_eq!(chain_len(handle.get().as_ref()), 1000);
    }
    handle.free();
    assert_eq!(heap().stats.collections, 3);
}

#[test]
#[cfg_attr(miri, ignore = "there is no stack to scan")]
fn what_only_the_stack_reaches_survives() {
    let _runtime = Runtime::start(Config::for_tests());
    let head = chain(100);
    heap().collect();
    // New objects would overwrite freed ones.
    std::hint::black_box(chain(10_000));
    assert_eq!(chain_len(head), 100);
}

#[test]
fn garbage_is_used_again() {
    let _runtime = Runtime::start(Config::for_tests());
    let used = || heap().used_bytes();
    for round in 0..20 {
        for i in 0..if cfg!(miri) { 50 } else { 20_000 } {
            let text = string::new(&format!("garbage {round} {i}"));
            std::hint::black_box(text);
        }
        // A large one, too.
        std::hint::black_box(alloc_bytes(300_000));
        heap().collect();
    }
    assert!(used() < 4 << 20, "{}", used());
}

#[test]
fn large_objects_come_zeroed_again() {
    let _runtime = Runtime::start(Config::for_tests());
    for size in [100_000, 3_000_000, 70_000] {
        for _ in 0..4 {
            let bytes = alloc_bytes(size);
            // SAFETY: just allocated with this size.
            let slice = unsafe { std::slice::from_raw_parts_mut(bytes, size) };
            assert!(slice.iter().all(|&byte| byte == 0));
            slice.fill(0xAA);
            if cfg!(miri) {
                return;
            }
        }
        heap().collect();
    }
}

#[test]
fn small_objects_come_zeroed_again() {
    let _runtime = Runtime::start(Config::for_tests());
    for _ in 0..5 {
        for len in [8, 40, 100, 500, 3000, 20_000] {
            for _ in 0..if cfg!(miri) { 2 } else { 200 } {
                let bytes = alloc_bytes(len);
                // SAFETY: just allocated with this size.
                let slice = unsafe { std::slice::from_raw_parts_mut(bytes, len) };
                assert!(slice.iter().all(|&byte| byte == 0), "{len}");
                slice.fill(0xAA);
            }
        }
        heap().collect();
    }
}

struct Counted(Rc<Cell<u32>>);
impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn natives_are_dropped_once() {
    let drops = Rc::new(Cell::new(0));
    let runtime = Runtime::start(Config::for_tests());
    let kept = Handle::new(Word::reference(alloc_native(Counted(drops.clone()))));
    let closed = alloc_native(Counted(drops.clone()));
    assert!(native::<Counted>(closed).is_some() && native::<String>(closed).is_none());
    close_native(closed);
    close_native(closed);
    assert!(native::<Counted>(closed).is_none());
    assert_eq!(drops.get(), 1);
    heap().collect();
    assert!(native::<Counted>(kept.get().as_ref()).is_some());
    drop(runtime);
    // The next start ends what the last run left.
    let _runtime = Runtime::start(Config::for_tests());
    assert_eq!(drops.get(), 2);
}

#[test]
fn over_the_limit_an_exception_is_pending() {
    let config = Config {
        memory_limit: 8 << 20,
        ..Config::for_tests()
    };
    let _runtime = Runtime::start(config);
    if cfg!(miri) {
        return;
    }
    assert!(!heap().may_allocate(9 << 20));
    assert!(array::with_len(crate::desc::ElemKind::F64, 2 << 20).is_err());
    let array = array::new_words(0);
    let result = (0..10_000_000).try_for_each(|i| {
        array::push(array, Word::int(i))?;
        Ok::<(), Thrown>(())
    });
    assert_eq!(result, Err(crate::exception::out_of_memory()));
    assert_eq!(crate::exception::take_pending(), None);
    // Small objects have no way to fail: the exception waits for the entry point to return.
    let mut n = 0;
    while crate::exception::take_pending().is_none() {
        let link = array::new_words(1);
        array::push(link, array::Arr::from_ref(array).unwrap().get(0)).unwrap();
        array::Arr::from_ref(array)
            .unwrap()
            .put(0, Word::reference(link))
            .unwrap();
        n += 1;
        assert!(n < 1_000_000);
    }
}

#[test]
#[cfg_attr(miri, ignore = "there is no stack to scan")]
fn stress_collects_at_every_allocation() {
    let config = Config {
        gc_stress: true,
        ..Config::for_tests()
    };
    let _runtime = Runtime::start(config);
    let head = chain(50);
    assert!(heap().stats.collections >= 100);
    assert_eq!(chain_len(head), 50);
}

#[test]
fn interior_pointers_keep_an_object() {
    let _runtime = Runtime::start(Config::for_tests());
    let bytes = alloc_bytes(100_000);
    let handle = Handle::new(Word(bytes as u64 + 70_000));
    assert!(heap().is_live(bytes as usize + 99_000));
    let small = alloc_bytes(40);
    assert!(heap().is_live(small as usize + 39));
    assert!(!heap().is_live(0) && !heap().is_live(8));
    heap().collect();
    assert!(heap().is_live(bytes as usize));
    handle.free();
}
