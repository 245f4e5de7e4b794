#![cfg(test)]

use super::*;
use crate::core::core;
use crate::exception::take_pending;
use crate::instance::{Config, Runtime};
use crate::{names, string};

fn s(text: &str) -> Word {
    Word::reference(string::new(text))
}

fn message() -> String {
    let thrown = take_pending().expect("an exception");
    string::text_or_null(thrown.0.as_ref()).to_owned()
}

#[test]
fn an_access_site_remembers_the_shape() {
    let _runtime = Runtime::start(Config::for_tests());
    let object = anon::new(core().empty_shape);
    let (x, y) = (names::intern("x"), names::intern("y"));
    anon::set(object, x, Word::int(1));
    anon::set(object, y, Word::int(2));
    let mut cache = SiteCache {
        shape: std::ptr::null(),
        index: 0,
        _pad: 0,
        class: std::ptr::null(),
        offset: 0,
        repr: 0,
    };
    let place = (&raw mut cache).cast();
    let value = rayzor_dyn_get(Word::reference(object), y as i32, place);
    assert_eq!(value, Word::int(2));
    assert!(std::ptr::eq(cache.shape, object.desc()));
    assert_eq!(cache.index, 1);
    rayzor_dyn_get(Word::NULL, y as i32, place);
    assert_eq!(message(), "Null Access");
    rayzor_dyn_set(s("text"), y as i32, Word::NULL, place);
    assert_eq!(message(), "text has no field y");
    assert_eq!(
        rayzor_dyn_get(s("text"), names::length() as i32, place),
        Word::int(4)
    );
}
