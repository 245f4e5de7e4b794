#![cfg(test)]
use super::*;
use crate::core::core;
use crate::desc::Repr;
use crate::exception::take_pending;
use crate::instance::{Config, Runtime};

fn s(text: &str) -> Word {
    Word::reference(string::new(text))
}

fn long(value: i64) -> Word {
    Word::reference(slot::box_scalar(Repr::I64, value as u64))
}

fn message() -> String {
    let thrown = take_pending().expect("an exception");
    string::text_or_null(thrown.0.as_ref()).to_owned()
}

#[test]
fn addition_decides_at_run_time() {
    let _runtime = Runtime::start(Config::for_tests());
    let show = |word: Word| {
        let mut out = String::new();
        text::append(&mut out, word).unwrap();
        out
    };
    let sum = |a, b| show(rayzor_dyn_add(a, b));
    assert_eq!(sum(Word::int(i32::MAX), Word::int(1)), "-2147483648");
    assert_eq!(sum(Word::int(1), Word::float(0.5)), "1.5");
    assert_eq!(sum(Word::int(1), s("a")), "1a");
    assert_eq!(sum(s("a"), Word::NULL), "anull");
    assert_eq!(sum(long(1 << 40), Word::int(1)), "1099511627777");
    assert_eq!(sum(Word::NULL, Word::int(1)), "1");
    rayzor_dyn_add(Word::int(1), Word::bool(true));
    assert_eq!(message(), "Invalid operation: 1 + true");
    rayzor_dyn_sub(Word::int(1), s("a"));
    assert_eq!(message(), "Invalid operation: 1 - a");
}

#[test]
fn equality_is_by_value_for_numbers_and_text() {
    let _runtime = Runtime::start(Config::for_tests());
    assert!(equals(Word::int(1), Word::float(1.0)));
    assert!(!equals(Word::int(1), s("1")));
    assert!(equals(
        s("long text with content"),
        s("long text with content")
    ));
    assert!(!equals(Word::float(f64::NAN), Word::float(f64::NAN)));
    assert!(equals(Word::float(0.0), Word::float(-0.0)));
    assert!(!equals(Word::NULL, Word::int(0)) && equals(Word::NULL, Word::NULL));
    assert!(equals(long(5), long(5)) && equals(long(5), Word::int(5)) && !equals(long(5), s("5")));
    assert!(!equals(long(1 << 53), long((1 << 53) + 1)));
    let object = Word::reference(anon::new(core().empty_shape));
    assert!(equals(object, object));
    assert!(!equals(
        object,
        Word::reference(anon::new(core().empty_shape))
    ));
}

#[test]
fn null_has_no_order() {
    let _runtime = Runtime::start(Config::for_tests());
    let null = Word::NULL;
    let zero = Word::int(0);
    assert!(!rayzor_dyn_lt(null, zero) && !rayzor_dyn_gt(null, zero) && !rayzor_dyn_le(null, zero));
    assert!(rayzor_dyn_le(null, null) && rayzor_dyn_ge(null, null) && !rayzor_dyn_lt(null, null));
    assert!(rayzor_dyn_lt(s("a"), s("b")) && rayzor_dyn_lt(Word::int(1), Word::float(1.5)));
    let nan = Word::float(f64::NAN);
    assert!(!rayzor_dyn_lt(nan, zero) && !rayzor_dyn_ge(nan, zero));
    assert!(!rayzor_dyn_lt(Word::int(1), s("a")));
    assert!(rayzor_dyn_lt(long(1 << 53), long((1 << 53) + 1)));
}

#[test]
fn fields_of_structures_come_and_go() {
    let _runtime = Runtime::start(Config::for_tests());
    let object = anon::new(core().empty_shape);
    let word = Word::reference(object);
    let all: Vec<Name> = (0..20)
        .map(|i| names::intern(&format!("field{i}")))
        .collect();
    for (i, &name) in all.iter().enumerate() {
        set(word, name, Word::int(i as i32)).unwrap();
    }
    crate::testing::collect();
    for (i, &name) in all.iter().enumerate() {
        assert_eq!(get(word, name), Ok(Word::int(i as i32)));
    }
    assert!(anon::remove(object, all[3]) && !anon::remove(object, all[3]));
    assert_eq!(get(word, all[3]), Ok(Word::NULL));
    assert_eq!(get(word, all[19]), Ok(Word::int(19)));
    let copy = anon::copy(object);
    set(word, all[0], s("changed")).unwrap();
    assert_eq!(anon::get(copy, all[0]), Some(Word::int(0)));
    // Objects built alike share their shape.
    let (a, b) = (anon::new(core().empty_shape), anon::new(core().empty_shape));
    for object in [a, b] {
        anon::set(object, all[0], Word::NULL);
        anon::set(object, all[1], Word::NULL);
    }
    assert!(std::ptr::eq(a.desc(), b.desc()));
}
