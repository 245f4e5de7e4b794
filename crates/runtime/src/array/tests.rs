#![cfg(test)]
use super::methods::*;
use super::sort::rayzor_array_sort;
use super::*;
use crate::exception::take_pending;
use crate::instance::{Config, Runtime};
use crate::string;
use crate::testing;

const END: i32 = i32::MAX;

fn ints(values: &[i32]) -> Ref {
    let array = new(ElemKind::I32);
    for &value in values {
        push(array, Word::int(value)).unwrap();
    }
    array
}

fn show(array: Ref) -> String {
    let mut text = String::new();
    crate::text::append(&mut text, Word::reference(array)).unwrap();
    text
}

fn kind(array: Ref) -> ElemKind {
    receiver(array).unwrap().kind()
}

#[test]
fn reading_outside_gives_the_default() {
    let _runtime = Runtime::start(Config::for_tests());
    let array = ints(&[1, 2]);
    assert_eq!(rayzor_array_get_i32(array, 1), 2);
    assert_eq!(rayzor_array_get_i32(array, 2), 0);
    assert_eq!(rayzor_array_get_i32(array, -1), 0);
    assert_eq!(rayzor_array_get(rayzor_array_new(), 0), Word::NULL);
    rayzor_array_get(Ref::NULL, 0);
    assert!(take_pending().is_some());
}

#[test]
fn writing_outside_grows() {
    let _runtime = Runtime::start(Config::for_tests());
    let array = ints(&[1]);
    rayzor_array_set_i32(array, 3, 5);
    assert_eq!(show(array), "[1,0,0,5]");
    let words = rayzor_array_new();
    rayzor_array_set(words, 2, Word::int(1));
    assert_eq!(show(words), "[null,null,1]");
    rayzor_array_set_i32(array, -1, 5);
    assert!(take_pending().is_some());
    rayzor_array_set_i32(array, i32::MAX, 5);
    assert!(take_pending().is_some());
    assert_eq!(show(array), "[1,0,0,5]");
}

#[test]
fn a_store_that_does_not_fit_makes_words() {
    let _runtime = Runtime::start(Config::for_tests());
    let array = ints(&[1, 2]);
    rayzor_array_push(array, Word::NULL);
    assert_eq!(
        (kind(array), show(array)),
        (ElemKind::Word, "[1,2,null]".into())
    );
    assert_eq!(rayzor_array_get_i32(array, 2), 0);
    assert_eq!(rayzor_array_get_i32(array, 1), 2);
    let floats = new(ElemKind::F64);
    rayzor_array_push_f64(floats, 0.5);
    rayzor_array_push_i32(floats, 3);
    assert_eq!(
        (kind(floats), show(floats)),
        (ElemKind::F64, "[0.5,3]".into())
    );
    rayzor_array_push(floats, Word::bool(true));
    assert_eq!(
        (kind(floats), show(floats)),
        (ElemKind::Word, "[0.5,3,true]".into())
    );
}

#[test]
fn methods_as_the_reference_answers() {
    let _runtime = Runtime::start(Config::for_tests());
    let splice = |pos, len| {
        let array = ints(&[1, 2, 3]);
        let removed = rayzor_array_splice(array, pos, len);
        format!("{} {}", show(removed), show(array))
    };
    assert_eq!(splice(-2, 1), "[2] [1,3]");
    assert_eq!(splice(5, 1), "[] [1,2,3]");
    assert_eq!(splice(1, -1), "[] [1,2,3]");
    assert_eq!(splice(1, 9), "[2,3] [1]");
    let slice = |from, to| show(rayzor_array_slice(ints(&[1, 2, 3]), from, to));
    assert_eq!(
        (slice(-2, END), slice(2, 1), slice(0, -1)),
        ("[2,3]".into(), "[]".into(), "[1,2]".into())
    );
    let array = ints(&[1, 2, 3]);
    assert_eq!(rayzor_array_index_of(array, Word::int(3), -1), 2);
    assert_eq!(rayzor_array_last_index_of(array, Word::int(1), -3), 0);
    assert_eq!(rayzor_array_last_index_of(array, Word::int(3), -2), -1);
    assert_eq!(rayzor_array_last_index_of(array, Word::int(3), END), 2);
    rayzor_array_insert(array, -1, Word::int(9));
    rayzor_array_insert(array, 10, Word::int(8));
    rayzor_array_insert(array, -10, Word::int(7));
    assert_eq!(show(array), "[7,1,2,9,3,8]");
    rayzor_array_reverse(array);
    assert_eq!(show(array), "[8,3,9,2,1,7]");
    assert!(rayzor_array_remove(array, Word::int(9)) && !rayzor_array_remove(array, Word::int(9)));
    assert_eq!(rayzor_array_shift(array), Word::int(8));
    assert_eq!(rayzor_array_pop(array), Word::int(7));
    rayzor_array_unshift(array, Word::int(0));
    assert_eq!(show(array), "[0,3,2,1]");
    assert_eq!(show(rayzor_array_concat(array, ints(&[5]))), "[0,3,2,1,5]");
    assert_eq!(rayzor_array_pop(ints(&[])), Word::NULL);
    assert_eq!(
        string::text_or_null(rayzor_array_join(array, string::new(", "))),
        "0, 3, 2, 1"
    );
    rayzor_array_resize(array, 1);
    rayzor_array_resize(array, 3);
    assert_eq!(show(array), "[0,0,0]");
}

#[test]
fn equal_values_of_different_kinds_are_found() {
    let _runtime = Runtime::start(Config::for_tests());
    let words = rayzor_array_new();
    for value in [
        Word::float(1.0),
        Word::reference(string::new("some text")),
        Word::float(f64::NAN),
    ] {
        rayzor_array_push(words, value);
    }
    assert!(rayzor_array_contains(words, Word::int(1)));
    assert!(rayzor_array_contains(
        words,
        Word::reference(string::new("some text"))
    ));
    assert!(!rayzor_array_contains(words, Word::float(f64::NAN)));
}

#[test]
fn sorting_is_stable_and_survives_exceptions() {
    let _runtime = Runtime::start(Config::for_tests());
    testing::install();
    let by_tens = testing::function(|args| {
        let tens = |word: Word| word.as_int() / 10;
        Ok(Word::int(tens(args[0]) - tens(args[1])))
    });
    let array = ints(&[
        31, 10, 32, 11, 20, 33, 12, 5, 21, 34, 1, 13, 22, 2, 35, 14, 23, 3, 36, 15,
    ]);
    rayzor_array_sort(array, by_tens);
    assert_eq!(
        show(array),
        "[5,1,2,3,10,11,12,13,14,15,20,21,22,23,31,32,33,34,35,36]"
    );
    let thrower = testing::function(|_| Err(exception::error("no order")));
    let array = ints(&[3, 1, 2]);
    rayzor_array_sort(array, thrower);
    assert!(take_pending().is_some());
    assert_eq!(show(array), "[3,1,2]");
    // A comparison that changes the array sees it whole.
    let array = ints(&[3, 1, 2]);
    testing::keep(array);
    let changer = testing::function(|args| {
        rayzor_array_resize(testing::kept(), 1);
        Ok(Word::int(args[0].as_int() - args[1].as_int()))
    });
    rayzor_array_sort(array, changer);
    assert_eq!(show(array), "[1]");
}
