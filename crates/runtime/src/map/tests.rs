#![cfg(test)]
use super::*;
use crate::instance::{Config, Runtime};

fn s(text: &str) -> Word {
    Word::reference(string::new(text))
}

fn keys(map: Ref) -> Vec<Word> {
    let mut keys = Vec::new();
    let mut cursor = 0;
    loop {
        cursor = rayzor_map_next(map, cursor);
        if cursor < 0 {
            return keys;
        }
        keys.push(rayzor_map_key_at(map, cursor));
        cursor += 1;
    }
}

#[test]
fn entries_keep_their_order() {
    let _runtime = Runtime::start(Config::for_tests());
    let map = rayzor_map_new(0);
    let n = if cfg!(miri) { 100 } else { 10_000 };
    let key = |i: i32| i.wrapping_mul(7919) - 5000;
    for i in 0..n {
        rayzor_map_set_int(map, key(i), Word::int(i));
    }
    crate::testing::collect();
    assert_eq!(rayzor_map_len(map), n);
    for i in 0..n {
        assert_eq!(rayzor_map_get_int(map, key(i)), Word::int(i));
    }
    assert!(!rayzor_map_exists_int(map, i32::MAX));
    for i in (0..n).filter(|i| i % 3 != 0) {
        assert!(rayzor_map_remove(map, Word::int(key(i))));
        assert!(!rayzor_map_remove(map, Word::int(key(i))));
    }
    rayzor_map_set_int(map, key(1), Word::NULL);
    let mut expected: Vec<Word> = (0..n)
        .filter(|i| i % 3 == 0)
        .map(|i| Word::int(key(i)))
        .collect();
    expected.push(Word::int(key(1)));
    assert_eq!(keys(map), expected);
    assert!(rayzor_map_exists_int(map, key(1)));
    let copy = rayzor_map_copy(map);
    rayzor_map_clear(map);
    assert_eq!((rayzor_map_len(map), keys(map).len()), (0, 0));
    assert_eq!(keys(copy), expected);
}

#[test]
fn strings_are_found_by_content() {
    let _runtime = Runtime::start(Config::for_tests());
    let map = rayzor_map_new(1);
    for i in 0..100 {
        rayzor_map_set(map, s(&format!("key {i}")), Word::int(i));
    }
    assert_eq!(rayzor_map_get(map, s("key 42")), Word::int(42));
    assert_eq!(rayzor_map_get(map, s("key 100")), Word::NULL);
    rayzor_map_set_string(map, Ref::NULL, Word::int(-1));
    assert_eq!(rayzor_map_get_string(map, Ref::NULL), Word::int(-1));
}

#[test]
fn objects_are_found_by_identity() {
    let _runtime = Runtime::start(Config::for_tests());
    let map = rayzor_map_new(2);
    let (a, b) = (s("same text here"), s("same text here"));
    rayzor_map_set(map, a, Word::int(1));
    assert!(rayzor_map_exists(map, a) && !rayzor_map_exists(map, b));
}

#[test]
fn entries_may_go_while_a_cursor_runs() {
    let _runtime = Runtime::start(Config::for_tests());
    let map = rayzor_map_new(0);
    for i in 0..50 {
        rayzor_map_set_int(map, i, Word::int(i));
    }
    let mut seen = Vec::new();
    let mut cursor = 0;
    loop {
        cursor = rayzor_map_next(map, cursor);
        if cursor < 0 {
            break;
        }
        let key = rayzor_map_key_at(map, cursor);
        seen.push(key.as_int());
        rayzor_map_remove(map, key);
        cursor += 1;
    }
    assert_eq!(seen, (0..50).collect::<Vec<_>>());
}

#[test]
fn a_map_that_turns_over_does_not_grow() {
    let _runtime = Runtime::start(Config::for_tests());
    let map = rayzor_map_new(0);
    for i in 0..if cfg!(miri) { 200 } else { 100_000 } {
        rayzor_map_set_int(map, i, Word::int(i));
        if i >= 20 {
            rayzor_map_remove(map, Word::int(i - 20));
        }
    }
    assert_eq!(rayzor_map_len(map), 20);
    assert!(receiver(map).unwrap().obj().cap.get() <= 128);
}
