//! What `Reflect` does.

use crate::abi::{Res, entries};
use crate::anon;
use crate::array::{self, Arr};
use crate::call;
use crate::core::core;
use crate::ctx::ctx;
use crate::desc::{Kind, Ref};
use crate::dynamic;
use crate::exception::{self, Thrown};
use crate::info::{Accessors, Code, Name};
use crate::names;
use crate::string::{self, Str};
use crate::word::Word;
use std::cmp::Ordering;

/// Calls a function with the elements of an array, or with nothing for null.
pub fn call_with_array(function: Ref, args: Ref) -> Res<Word> {
    let Some(args) = Arr::from_ref(args) else {
        return call::closure(function, &[]);
    };
    // A copy, so that the callee may change the array; as a Haxe array, so that the collector sees it.
    let row = array::new_words(args.len());
    for arg in args.iter() {
        array::push(row, arg)?;
    }
    let row = array::receiver(row)?;
    // SAFETY: the row has that many words.
    call::closure(function, unsafe {
        call::words(row.data(), row.len() as i64)
    })
}

/// Calls a uniform entry that needs no closure.
pub fn call_code(code: Code) -> Res<Word> {
    let ctx = ctx();
    let mut result = Word::NULL;
    // SAFETY: the code has a uniform entry's signature.
    let threw = unsafe {
        let Some(entry) = (*ctx).entry else {
            return Err(exception::error("No code to call"));
        };
        entry(code, Ref::NULL, std::ptr::null(), 0, ctx, &mut result)
    };
    if threw == 0 {
        Ok(result)
    } else {
        Err(Thrown(result))
    }
}

/// `object.name`, null where there is none.
fn field(object: Word, name: Ref) -> Word {
    let Some(name) = Str::from_ref(name).and_then(|name| names::find(name.text())) else {
        return Word::NULL;
    };
    if object.is_ref() {
        dynamic::find(object.as_ref(), name).unwrap_or(Word::NULL)
    } else {
        Word::NULL
    }
}

/// The accessor `get_name` or `set_name` of an object or class, as a function value: what the
/// property names, or else what is called so.
fn accessor(
    object: Word,
    name: Ref,
    prefix: &str,
    named: fn(Accessors) -> Option<Name>,
) -> Option<Ref> {
    if !object.is_ref() {
        return None;
    }
    let text = Str::from_ref(name)?.text();
    let info = match dynamic::type_of_object(object.as_ref()) {
        Some(desc) => &desc.info().static_properties,
        None => &object.as_ref().desc().info().properties,
    };
    let listed = names::find(text)
        .and_then(|name| info.get(&name))
        .and_then(|&it| named(it));
    let accessor = listed.or_else(|| names::find(&format!("{prefix}{text}")))?;
    let function = dynamic::find(object.as_ref(), accessor)?;
    (function.is_ref() && function.as_ref().is(Kind::Closure)).then(|| function.as_ref())
}

/// `Reflect.compare`.
pub fn compare(a: Word, b: Word) -> i32 {
    if dynamic::equals(a, b) {
        return 0;
    }
    match dynamic::order(a, b) {
        Some(Ordering::Less) => -1,
        Some(Ordering::Equal) => 0,
        Some(Ordering::Greater) => 1,
        // Values without an order: any, as long as it is the same each time.
        None => {
            if a.0 < b.0 {
                -1
            } else {
                1
            }
        }
    }
}

fn is_object(value: Word) -> bool {
    value.is_ref()
        && matches!(
            value.as_ref().kind(),
            Kind::Anon | Kind::Instance | Kind::String | Kind::TypeObject | Kind::Array
        )
}

entries! {
    throws fn rayzor_reflect_field(object: Word, name: Ref) -> Word {
        Ok(field(object, name))
    }

    throws fn rayzor_reflect_set_field(object: Word, name: Ref, value: Word) {
        dynamic::set(object, names::intern(string::text_or_null(name)), value)
    }

    leaf fn rayzor_reflect_has_field(object: Word, name: Ref) -> bool {
        let Some(name) = Str::from_ref(name).and_then(|name| names::find(name.text())) else { return false };
        if !object.is_ref() {
            return false;
        }
        let object = object.as_ref();
        let info = object.desc().info();
        match dynamic::type_of_object(object) {
            Some(desc) => desc.info().statics.contains_key(&name),
            None => info.fields.contains_key(&name) || info.methods.contains_key(&name),
        }
    }

    /// `Reflect.fields`: of a structure in order of insertion, of an instance its variables, of a
    /// class its statics.
    throws fn rayzor_reflect_fields(object: Word) -> Ref {
        let array = array::new_words(0);
        if object.is_ref() {
            let object = object.as_ref();
            let info = object.desc().info();
            let order = match (dynamic::type_of_object(object), object.kind()) {
                (Some(desc), _) => &desc.info().static_order,
                (None, Kind::Anon) => &info.shape,
                (None, _) => &info.field_order,
            };
            for &name in order {
                array::push(array, Word::reference(string::new(names::text(name))))?;
            }
        }
        Ok(array)
    }

    throws fn rayzor_reflect_delete_field(object: Word, name: Ref) -> bool {
        if !object.is_ref() || !object.as_ref().is(Kind::Anon) {
            return Ok(false);
        }
        let name = Str::from_ref(name).and_then(|name| names::find(name.text()));
        Ok(name.is_some_and(|name| anon::remove(object.as_ref(), name)))
    }

    /// `Reflect.getProperty`: runs the getter if there is one.
    throws fn rayzor_reflect_get_property(object: Word, name: Ref) -> Word {
        match accessor(object, name, "get_", |accessors| accessors.getter) {
            Some(getter) => call::closure(getter, &[]),
            None => Ok(field(object, name)),
        }
    }

    throws fn rayzor_reflect_set_property(object: Word, name: Ref, value: Word) {
        match accessor(object, name, "set_", |accessors| accessors.setter) {
            Some(setter) => call::closure(setter, &[value]).map(|_| ()),
            None => dynamic::set(object, names::intern(string::text_or_null(name)), value),
        }
    }

    /// `Reflect.callMethod(object, function, args)`.
    throws fn rayzor_reflect_call_method(_object: Word, function: Word, args: Ref) -> Word {
        if !function.is_ref() {
            return Err(call::not_callable(function));
        }
        call_with_array(function.as_ref(), args)
    }

    leaf fn rayzor_reflect_is_function(value: Word) -> bool {
        value.is_ref() && value.as_ref().is(Kind::Closure)
    }

    leaf fn rayzor_reflect_compare(a: Word, b: Word) -> i32 {
        compare(a, b)
    }

    leaf fn rayzor_reflect_compare_methods(a: Word, b: Word) -> bool {
        a == b || a.is_ref() && b.is_ref() && call::same_method(a.as_ref(), b.as_ref())
    }

    leaf fn rayzor_reflect_is_object(value: Word) -> bool {
        is_object(value)
    }

    leaf fn rayzor_reflect_is_enum_value(value: Word) -> bool {
        value.is_ref() && value.as_ref().is(Kind::EnumValue)
    }

    /// `Reflect.copy`: of a structure; of an instance, a structure with its variables.
    throws fn rayzor_reflect_copy(value: Word) -> Word {
        if !value.is_ref() {
            return Ok(Word::NULL);
        }
        let object = value.as_ref();
        match object.kind() {
            Kind::Anon => Ok(Word::reference(anon::copy(object))),
            Kind::Instance => {
                let copy = anon::new(core().empty_shape);
                for &name in &object.desc().info().field_order {
                    anon::set(copy, name, dynamic::find(object, name).unwrap_or(Word::NULL));
                }
                Ok(Word::reference(copy))
            }
            Kind::Array => array::copy(object).map(Word::reference),
            Kind::String
            | Kind::Blob
            | Kind::EnumValue
            | Kind::Closure
            | Kind::Cell
            | Kind::Boxed
            | Kind::TypeObject
            | Kind::Native
            | Kind::Map
            | Kind::Bytes
            | Kind::Interface
            | Kind::Enum
            | Kind::Core => Ok(value),
        }
    }
}
