//! Types at run time: tests, checked casts, and what `Type` asks.

use crate::abi::{Res, entries};
use crate::array::{self, Arr};
use crate::call;
use crate::core::core;
use crate::desc::{EnumObj, Kind, Ref, Repr, TypeDesc};
use crate::dynamic;
use crate::exception;
use crate::heap;
use crate::load;
use crate::names;
use crate::reflect;
use crate::slot;
use crate::string::{self, Str};
use crate::table::Core;
use crate::word::{Value, Word};

/// Whether an object is of a class, interface, enum, constructor or built-in type.
pub fn is_instance(object: Ref, target: *const TypeDesc) -> bool {
    // SAFETY: descriptors live as long as the process.
    let to = unsafe { &*target };
    let desc = object.desc();
    match to.kind {
        Kind::Interface => desc.info().interfaces.contains(&target),
        Kind::Core => {
            if std::ptr::eq(target, core().desc(Core::Dynamic)) {
                true
            } else if std::ptr::eq(target, core().desc(Core::Enum)) {
                dynamic::type_of_object(object).is_some_and(|desc| desc.kind == Kind::Enum)
            } else {
                false
            }
        }
        Kind::TypeObject => {
            dynamic::type_of_object(object).is_some_and(|desc| desc.kind != Kind::Enum)
        }
        Kind::String
        | Kind::Array
        | Kind::Blob
        | Kind::Anon
        | Kind::Instance
        | Kind::EnumValue
        | Kind::Closure
        | Kind::Cell
        | Kind::Boxed
        | Kind::Native
        | Kind::Map
        | Kind::Bytes
        | Kind::Enum => desc.is_subclass(target),
    }
}

/// `Std.isOfType(value, type)`.
pub fn is_of_type(value: Word, target: *const TypeDesc) -> bool {
    let is = |core_type: Core| std::ptr::eq(target, core().desc(core_type));
    match value.value() {
        Value::Null => false,
        Value::Int(_) => is(Core::Int) || is(Core::Float) || is(Core::Dynamic),
        // A Float that is a whole number in the range of Int counts as an Int, as on all targets
        // whose dynamic numbers are one kind.
        Value::Float(value) => {
            is(Core::Float)
                || is(Core::Dynamic)
                || is(Core::Int) && f64::from(value as i32) == value
        }
        Value::Bool(_) => is(Core::Bool) || is(Core::Dynamic),
        Value::Ref(object) => is_instance(object, target),
    }
}

fn target_of(type_object: Ref) -> Option<&'static TypeDesc> {
    if type_object.is_null() {
        None
    } else {
        dynamic::type_of_object(type_object)
    }
}

fn type_value(desc: *const TypeDesc) -> Ref {
    // SAFETY: as above.
    unsafe { (*desc).type_object }
}

/// The class of a value, for `Type.getClass`.
pub fn class_of(value: Word) -> Option<&'static TypeDesc> {
    if !value.is_ref() {
        return None;
    }
    let desc = value.as_ref().desc();
    matches!(desc.kind, Kind::Instance | Kind::String | Kind::Array).then_some(desc)
}

/// The parent of a constructor's descriptor.
pub fn enum_of(desc: &TypeDesc) -> &'static TypeDesc {
    // SAFETY: a constructor's display is its enum and itself.
    unsafe { &**desc.display }
}

/// Arguments of an enum value.
fn enum_args(object: Ref) -> impl Iterator<Item = Word> {
    object
        .desc()
        .info()
        .args
        .iter()
        .map(move |&arg| slot::read_field(object, arg))
}

/// `Type.enumEq`: same constructor and equal arguments, enums among them likewise.
pub fn enum_equals(a: Word, b: Word) -> bool {
    if dynamic::equals(a, b) {
        return true;
    }
    if !a.is_ref() || !b.is_ref() {
        return false;
    }
    let (x, y) = (a.as_ref(), b.as_ref());
    if !x.is(Kind::EnumValue) || !std::ptr::eq(x.desc(), y.desc()) {
        return false;
    }
    enum_args(x)
        .zip(enum_args(y))
        .all(|(x, y)| enum_equals(x, y))
}

/// Whether two keys of an `EnumValueMap` are the same: like [`enum_equals`], arrays among the
/// arguments by their elements.
pub fn compare_enum_keys(a: Word, b: Word) -> bool {
    if dynamic::equals(a, b) {
        return true;
    }
    if !a.is_ref() || !b.is_ref() {
        return false;
    }
    let (x, y) = (a.as_ref(), b.as_ref());
    if x.is(Kind::EnumValue) {
        return std::ptr::eq(x.desc(), y.desc())
            && enum_args(x)
                .zip(enum_args(y))
                .all(|(x, y)| compare_enum_keys(x, y));
    }
    match (Arr::from_ref(x), Arr::from_ref(y)) {
        (Some(x), Some(y)) => {
            x.len() == y.len() && x.iter().zip(y.iter()).all(|(x, y)| compare_enum_keys(x, y))
        }
        _ => false,
    }
}

/// A value of constructor `desc` with these arguments.
fn make_enum(desc: &'static TypeDesc, args: Ref) -> Res<Word> {
    let info = desc.info();
    let given = Arr::from_ref(args);
    let n_given = given.map_or(0, Arr::len);
    if n_given < info.args.len() && n_given > 0 || n_given == 0 && !info.args.is_empty() {
        let message = format!(
            "Constructor {} needs {} arguments",
            info.name,
            info.args.len()
        );
        return Err(exception::error(&message));
    }
    if n_given > 0 && info.args.is_empty() {
        let message = format!("Constructor {} does not need parameters", info.name);
        return Err(exception::error(&message));
    }
    if let Some(value) = info.singleton {
        return Ok(Word::reference(value));
    }
    let object = heap::alloc(desc, desc.size as usize);
    // SAFETY: just allocated with the constructor's size.
    unsafe { (*object.0.cast::<EnumObj>()).tag = info.tag };
    if let Some(given) = given {
        for (i, &arg) in info.args.iter().enumerate() {
            slot::write_field(object, arg, given.get(i))?;
        }
    }
    Ok(Word::reference(object))
}

fn ctor_desc(desc: *const TypeDesc) -> &'static TypeDesc {
    // SAFETY: descriptors live as long as the process.
    unsafe { &*desc }
}

/// Names as an array of strings.
fn name_array<'a>(texts: impl IntoIterator<Item = &'a str>) -> Res<Ref> {
    let array = array::new_words(0);
    for text in texts {
        array::push(array, Word::reference(string::new(text)))?;
    }
    Ok(array)
}

fn empty_instance(type_object: Ref) -> Res<(Ref, &'static TypeDesc)> {
    let desc = target_of(type_object).ok_or_else(exception::null_access)?;
    if desc.kind == Kind::Array {
        return Ok((array::new_words(0), desc));
    }
    if desc.kind != Kind::Instance {
        let message = format!("Cannot create an instance of {}", desc.info().name);
        return Err(exception::error(&message));
    }
    Ok((heap::alloc(desc, desc.size as usize), desc))
}

/// Number in `Type.ValueType`.
fn value_type(value: Word) -> i32 {
    match value.value() {
        Value::Null => 0,
        Value::Int(_) => 1,
        Value::Float(_) => 2,
        Value::Bool(_) => 3,
        Value::Ref(object) => match object.kind() {
            Kind::Anon | Kind::TypeObject => 4,
            Kind::Closure => 5,
            Kind::Instance | Kind::String | Kind::Array => 6,
            Kind::EnumValue => 7,
            Kind::Boxed => match object.desc().repr {
                Repr::F32 => 2,
                Repr::I64 | Repr::U64 | Repr::U32 => 8,
                _ => 1,
            },
            Kind::Blob
            | Kind::Cell
            | Kind::Native
            | Kind::Map
            | Kind::Bytes
            | Kind::Interface
            | Kind::Enum
            | Kind::Core => 8,
        },
    }
}

entries! {
    /// Whether a value is of the type with this descriptor; null is of none.
    leaf fn rayzor_is_type(value: Word, desc: *const u8) -> bool {
        is_of_type(value, desc.cast())
    }

    /// `Std.isOfType(value, type)`; null as type is Dynamic's absence: false.
    leaf fn rayzor_std_is_of_type(value: Word, type_object: Ref) -> bool {
        target_of(type_object).is_some_and(|desc| is_of_type(value, desc))
    }

    /// `Std.downcast`: the value, or null if it is not of the type.
    leaf fn rayzor_std_downcast(value: Word, type_object: Ref) -> Word {
        match target_of(type_object) {
            Some(desc) if is_of_type(value, desc) => value,
            _ => Word::NULL,
        }
    }

    /// `cast(value, Type)`: the value, null included, or an exception.
    throws fn rayzor_cast_type(value: Word, desc: *const u8) -> Word {
        if value.is_null() || is_of_type(value, desc.cast()) {
            Ok(value)
        } else {
            Err(exception::cast_error())
        }
    }

    /// A method of an interface: the code for `selector` in a descriptor, or an exception when the
    /// type does not have it.
    throws fn rayzor_lookup_interface(desc: *const u8, selector: i32) -> *const u8 {
        // SAFETY: compiled code passes the descriptor of a live object.
        let desc = unsafe { &*desc.cast::<TypeDesc>() };
        // SAFETY: the table has `itable_mask + 1` entries.
        let entry = unsafe { &*desc.itable.add((selector as u64 & desc.itable_mask) as usize) };
        if entry.selector == selector as u64 + 1 {
            Ok(entry.code)
        } else {
            Err(exception::cast_error())
        }
    }

    leaf fn rayzor_type_get_class(value: Word) -> Ref {
        class_of(value).map_or(Ref::NULL, |desc| desc.type_object)
    }

    leaf fn rayzor_type_get_enum(value: Word) -> Ref {
        if value.is_ref() && value.as_ref().is(Kind::EnumValue) {
            enum_of(value.as_ref().desc()).type_object
        } else {
            Ref::NULL
        }
    }

    leaf fn rayzor_type_get_super_class(class: Ref) -> Ref {
        match target_of(class) {
            // SAFETY: the display has `depth + 1` entries.
            Some(desc) if desc.depth > 0 => unsafe { type_value(*desc.display.add(desc.depth as usize - 1)) },
            _ => Ref::NULL,
        }
    }

    alloc fn rayzor_type_class_name(class: Ref) -> Ref {
        match target_of(class) {
            Some(desc) => string::new(&desc.info().name),
            None => Ref::NULL,
        }
    }

    alloc fn rayzor_type_enum_name(enum_: Ref) -> Ref {
        match target_of(enum_) {
            Some(desc) => string::new(&desc.info().name),
            None => Ref::NULL,
        }
    }

    leaf fn rayzor_type_resolve_class(name: Ref) -> Ref {
        match Str::from_ref(name).and_then(|name| load::find_type(name.text())) {
            Some(desc) if ctor_desc(desc).kind != Kind::Enum => type_value(desc),
            _ => Ref::NULL,
        }
    }

    leaf fn rayzor_type_resolve_enum(name: Ref) -> Ref {
        match Str::from_ref(name).and_then(|name| load::find_type(name.text())) {
            Some(desc) if ctor_desc(desc).kind == Kind::Enum => type_value(desc),
            _ => Ref::NULL,
        }
    }

    /// `Type.createInstance(class, args)`.
    throws fn rayzor_type_create_instance(class: Ref, args: Ref) -> Word {
        let (object, desc) = empty_instance(class)?;
        if let Some(construct) = &desc.info().construct {
            let constructor = call::bind(object, construct);
            reflect::call_with_array(constructor, args)?;
        }
        Ok(Word::reference(object))
    }

    throws fn rayzor_type_create_empty_instance(class: Ref) -> Word {
        Ok(Word::reference(empty_instance(class)?.0))
    }

    /// `Type.createEnum(enum, name, args)`.
    throws fn rayzor_type_create_enum(enum_: Ref, name: Ref, args: Ref) -> Word {
        let desc = target_of(enum_).ok_or_else(exception::null_access)?;
        let name = string::text_or_null(name);
        let ctors = desc.info().ctors.iter().map(|&ctor| ctor_desc(ctor));
        match ctors.into_iter().find(|ctor| ctor.info().name == name) {
            Some(ctor) => make_enum(ctor, args),
            None => Err(exception::error(&format!("No such constructor {name}"))),
        }
    }

    throws fn rayzor_type_create_enum_index(enum_: Ref, index: i32, args: Ref) -> Word {
        let desc = target_of(enum_).ok_or_else(exception::null_access)?;
        match usize::try_from(index).ok().and_then(|index| desc.info().ctors.get(index)) {
            Some(&ctor) => make_enum(ctor_desc(ctor), args),
            None => Err(exception::error(&format!("{index} is not a valid enum constructor index"))),
        }
    }

    /// `Type.getInstanceFields`: variables and methods, inherited ones included.
    throws fn rayzor_type_instance_fields(class: Ref) -> Ref {
        let desc = target_of(class).ok_or_else(exception::null_access)?;
        let mut found = desc.info().field_order.clone();
        // SAFETY: the display has `depth + 1` entries.
        let chain = unsafe { std::slice::from_raw_parts(desc.display, desc.depth as usize + 1) };
        for &ancestor in chain {
            for &method in &ctor_desc(ancestor).info().method_order {
                if !found.contains(&method) {
                    found.push(method);
                }
            }
        }
        name_array(found.into_iter().map(names::text))
    }

    throws fn rayzor_type_class_fields(class: Ref) -> Ref {
        let desc = target_of(class).ok_or_else(exception::null_access)?;
        name_array(desc.info().static_order.iter().map(|&name| names::text(name)))
    }

    throws fn rayzor_type_enum_constructs(enum_: Ref) -> Ref {
        let desc = target_of(enum_).ok_or_else(exception::null_access)?;
        name_array(desc.info().ctors.iter().map(|&ctor| ctor_desc(ctor).info().name.as_str()))
    }

    /// Index in `Type.ValueType`: TNull TInt TFloat TBool TObject TFunction TClass TEnum TUnknown.
    leaf fn rayzor_type_typeof_index(value: Word) -> i32 {
        value_type(value)
    }

    leaf fn rayzor_type_enum_eq(a: Word, b: Word) -> bool {
        enum_equals(a, b)
    }

    throws fn rayzor_type_enum_constructor(value: Word) -> Ref {
        Ok(string::new(&enum_value(value)?.desc().info().name))
    }

    throws fn rayzor_type_enum_parameters(value: Word) -> Ref {
        let object = enum_value(value)?;
        let array = array::new_words(0);
        for arg in enum_args(object) {
            array::push(array, arg)?;
        }
        Ok(array)
    }

    throws fn rayzor_type_enum_index(value: Word) -> i32 {
        Ok(enum_value(value)?.desc().info().tag)
    }

    /// `Type.allEnums`: the constructors without arguments.
    throws fn rayzor_type_all_enums(enum_: Ref) -> Ref {
        let desc = target_of(enum_).ok_or_else(exception::null_access)?;
        let array = array::new_words(0);
        for &ctor in &desc.info().ctors {
            if let Some(value) = ctor_desc(ctor).info().singleton {
                array::push(array, Word::reference(value))?;
            }
        }
        Ok(array)
    }

    /// What `haxe.rtti.Meta` reads of a class or enum; null when it has no metadata.
    throws fn rayzor_type_meta(type_object: Ref) -> Word {
        match target_of(type_object).and_then(|desc| desc.info().meta) {
            Some(code) => reflect::call_code(code),
            None => Ok(Word::NULL),
        }
    }
}

fn enum_value(value: Word) -> Res<Ref> {
    if value.is_ref() && value.as_ref().is(Kind::EnumValue) {
        Ok(value.as_ref())
    } else if value.is_null() {
        Err(exception::null_access())
    } else {
        Err(exception::cast_error())
    }
}
