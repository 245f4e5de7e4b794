#![cfg(test)]
use super::*;
use crate::array;
use crate::desc::ElemKind;
use crate::exception::take_pending;
use crate::instance::{Config, Runtime};
use crate::testing;

fn float(value: f64) -> String {
    let mut text = String::new();
    append_float(&mut text, value);
    text
}

fn show(value: Word) -> String {
    let mut text = String::new();
    append(&mut text, value).unwrap();
    text
}

// Where the reference needs more than 15 digits it prints 18; ours are the shortest that read back.
#[test]
fn floats_as_the_reference_lays_them_out() {
    let cases = [
        (1.0, "1"),
        (2.5, "2.5"),
        (1e21, "1e+21"),
        (1e-7, "1e-07"),
        (0.1 + 0.2, "0.30000000000000004"),
        (123456789012345680.0, "123456789012345680"),
        (1e20, "1e+20"),
        (1e16, "1e+16"),
        (1e15, "1e+15"),
        (1e12, "1e+12"),
        (123456789012.0, "123456789012"),
        (-0.0, "-0"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (1.5e300, "1.5e+300"),
        (123e-10, "1.23e-08"),
        (1e10, "10000000000"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (4.35, "4.35"),
        (100000.1, "100000.1"),
        (2147483648.0, "2147483648"),
        (-1234.5, "-1234.5"),
        (f64::NAN, "NaN"),
        (f64::NEG_INFINITY, "-Infinity"),
    ];
    for (value, text) in cases {
        assert_eq!(float(value), text);
    }
}

#[test]
fn floats_read_back() {
    let mut bits = 1u64;
    for _ in 0..if cfg!(miri) { 50 } else { 5000 } {
        bits = bits
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let value = f64::from_bits(bits);
        if value.is_finite() {
            assert_eq!(float(value).parse::<f64>().unwrap().to_bits(), bits);
        }
    }
}

#[test]
fn containers_as_the_reference_prints_them() {
    let _runtime = Runtime::start(Config::for_tests());
    let inner = array::new(ElemKind::F64);
    array::push(inner, Word::float(1.0)).unwrap();
    array::push(inner, Word::float(2.5)).unwrap();
    let words = array::new_words(0);
    for value in [Word::reference(inner), Word::NULL, Word::bool(true)] {
        array::push(words, value).unwrap();
    }
    assert_eq!(show(Word::reference(words)), "[[1,2.5],null,true]");
    let object = anon::new(core().empty_shape);
    assert_eq!(show(Word::reference(object)), "{}");
    anon::set_named(object, "a", Word::int(1)).unwrap();
    anon::set_named(object, "b", Word::reference(string::new("x"))).unwrap();
    assert_eq!(show(Word::reference(object)), "{a: 1, b: x}");
    // Cycles end.
    array::push(words, Word::reference(words)).unwrap();
    assert!(show(Word::reference(words)).contains("<...>"));
    anon::set_named(object, "self", Word::reference(object)).unwrap();
    assert!(show(Word::reference(object)).contains("<...>"));
}

#[test]
fn a_structure_may_say_its_own_text() {
    let _runtime = Runtime::start(Config::for_tests());
    testing::install();
    let object = anon::new(core().empty_shape);
    let to_string = testing::function(|_| Ok(Word::reference(string::new("custom"))));
    anon::set_named(object, "toString", Word::reference(to_string)).unwrap();
    assert_eq!(show(Word::reference(object)), "custom");
    let failing = testing::function(|_| Err(crate::exception::error("no text")));
    anon::set_named(object, "toString", Word::reference(failing)).unwrap();
    rayzor_to_string(Word::reference(object));
    assert!(take_pending().is_some());
}

#[test]
fn scalars_and_types() {
    let _runtime = Runtime::start(Config::for_tests());
    for (repr, bits, text) in [
        (Repr::I64, -5i64 as u64, "-5"),
        (Repr::U64, u64::MAX, "18446744073709551615"),
        (Repr::U8, 200, "200"),
        (Repr::F32, u64::from(1.5f32.to_bits()), "1.5"),
    ] {
        assert_eq!(show(Word::reference(slot::box_scalar(repr, bits))), text);
    }
    let int = core().desc(Core::Int);
    // SAFETY: a core descriptor.
    let value = unsafe { (*int).type_object };
    assert_eq!(show(Word::reference(value)), "Class<Int>");
}
