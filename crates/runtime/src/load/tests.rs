#![cfg(test)]
use super::*;
use crate::abi::Res;
use crate::desc::{ENUM_TAG_OFFSET, ItableEntry, Repr, VTABLE_OFFSET};
use crate::exception::take_pending;
use crate::instance::{Config, Runtime};
use crate::meta::{
    ClosureMeta, CtorMeta, FieldMeta, FunctionMeta, MethodMeta, SigMeta, StaticMeta, TypeTag,
};
use crate::string::text_or_null;
use crate::types::*;
use crate::word::Word;
use crate::{array, dynamic, reflect, slot, testing, text};

type Function = fn(&[Word]) -> Res<Word>;

/// Plays the uniform entry of signature 0.
fn uniform(args: &[Word]) -> Res<Word> {
    Ok(Word::int(args.len() as i32 + 40))
}

fn say(_args: &[Word]) -> Res<Word> {
    Ok(Word::reference(string::new("said")))
}

/// `interface Shape`, `class Base { var n:Int; var label:String; function size() }`,
/// `class Child extends Base implements Shape { var any:Dynamic; static var count:Float; … toString }`,
/// `enum Tree { Leaf; Node(value:Int, left:Tree, any:Dynamic); }`
fn program() -> &'static mut Program {
    let method = |code, sig| MethodCode {
        code,
        sig,
        required: 0,
    };
    let names = [
        "n", "label", "any", "size", "toString", "count", "make", "Leaf", "Node",
    ];
    let field = |name, offset, tag| FieldMeta {
        name,
        offset,
        tag,
        visible: true,
    };
    let sig = |uniform| SigMeta {
        params: vec![],
        ret: Repr::Word,
        uniform,
        bound: Some(0),
        unbound: Some(0),
    };
    let classes = vec![
        ClassMeta {
            name: "pack.Shape".into(),
            is_interface: true,
            ..Default::default()
        },
        ClassMeta {
            name: "pack.Base".into(),
            size: 24,
            fields: vec![
                field(0, 8, TypeTag::Scalar(Repr::I32)),
                field(1, 16, TypeTag::String),
            ],
            vtable: vec![Some(0)],
            methods: vec![MethodMeta {
                name: 3,
                code: Some(method(0, 0)),
            }],
            construct: Some(method(0, 0)),
            ..Default::default()
        },
        ClassMeta {
            name: "pack.Child".into(),
            parent: Some(1),
            interfaces: vec![0],
            size: 32,
            fields: vec![field(2, 24, TypeTag::Word)],
            vtable: vec![Some(1), None],
            itable: vec![(5, 0), (1005, 1)],
            methods: vec![MethodMeta {
                name: 4,
                code: Some(method(1, 1)),
            }],
            statics: vec![
                StaticMeta {
                    name: 5,
                    kind: StaticKind::Var {
                        offset: 8,
                        tag: TypeTag::Scalar(Repr::F64),
                    },
                },
                StaticMeta {
                    name: 6,
                    kind: StaticKind::Method {
                        code: Some(method(0, 0)),
                    },
                },
            ],
            ..Default::default()
        },
    ];
    let tree = EnumMeta {
        name: "pack.Tree".into(),
        ctors: vec![
            CtorMeta {
                name: 7,
                args: vec![],
            },
            CtorMeta {
                name: 8,
                args: vec![TypeTag::Scalar(Repr::I32), TypeTag::Enum(0), TypeTag::Word],
            },
        ],
        meta: None,
    };
    let meta = ProgramMeta {
        names: names.map(String::from).to_vec(),
        strings: vec!["literal".into(), "é".repeat(100)],
        classes,
        enums: vec![tree],
        sigs: vec![sig(0), sig(1)],
        closures: vec![
            ClosureMeta {
                code: 0,
                sig: 0,
                captures: vec![],
            },
            ClosureMeta {
                code: 0,
                sig: 0,
                captures: vec![Repr::I32, Repr::Word],
            },
        ],
        shapes: vec![vec![0, 1]],
        functions: vec![FunctionMeta::default(); 2],
        globals_size: 16,
        ..Default::default()
    };
    let program = Program::prepare(meta, std::ptr::null_mut());
    testing::install();
    // SAFETY: `install` has set it.
    let entry = unsafe { (*ctx()).entry.unwrap() };
    let functions = [
        uniform as Function as *const u8,
        say as Function as *const u8,
    ];
    program.link(
        &functions,
        Entries {
            entry,
            varargs: std::ptr::null(),
        },
    );
    program
}

fn type_value(name: &str) -> Ref {
    let found = rayzor_type_resolve_class(string::new(name));
    if found.is_null() {
        rayzor_type_resolve_enum(string::new(name))
    } else {
        found
    }
}

fn show(value: Word) -> String {
    let mut out = String::new();
    text::append(&mut out, value).unwrap();
    out
}

fn s(text: &str) -> Ref {
    string::new(text)
}

#[test]
fn tables_point_to_code() {
    let _runtime = Runtime::start(Config::for_tests());
    let program = program();
    let say = say as Function as *const u8;
    let child = program.get(Item::Class(2)) as *const TypeDesc;
    // SAFETY: a descriptor with a virtual table of two.
    unsafe {
        let table = child
            .cast::<u8>()
            .offset(VTABLE_OFFSET as isize)
            .cast::<*const u8>();
        assert_eq!((*table, (*table.add(1)).is_null()), (say, true));
        // Both selectors are found in one step.
        for (selector, code) in [(5u64, uniform as Function as *const u8), (1005, say)] {
            let entry: &ItableEntry = &*(*child)
                .itable
                .add((selector & (*child).itable_mask) as usize);
            assert_eq!((entry.selector, entry.code), (selector + 1, code));
        }
        assert_eq!((*child).refs(), [16, 24]);
    }
    assert_eq!(rayzor_lookup_interface(child.cast(), 1005), say);
    rayzor_lookup_interface(child.cast(), 6);
    assert!(take_pending().is_some());
    let closure = program.get(Item::ClosureValue(0)) as *mut ClosureObj;
    // SAFETY: a function value.
    let code = unsafe { (*closure).uniform };
    assert_eq!(code, uniform as Function as *const u8);
    assert_eq!(program.get(Item::ClosureValue(1)), 0);
    let literal = Ref(program.get(Item::String(1)) as *mut crate::desc::Obj);
    assert_eq!(crate::string::Str::from_ref(literal).unwrap().len(), 100);
}

#[test]
fn instances_by_reflection() {
    let _runtime = Runtime::start(Config::for_tests());
    program();
    let child = type_value("pack.Child");
    let object = rayzor_type_create_instance(child, Ref::NULL);
    reflect::rayzor_reflect_set_field(object, s("n"), Word::float(7.9));
    reflect::rayzor_reflect_set_field(object, s("label"), Word::reference(s("text")));
    reflect::rayzor_reflect_set_field(object, s("any"), Word::bool(true));
    crate::testing::collect();
    assert_eq!(reflect::rayzor_reflect_field(object, s("n")), Word::int(7));
    assert_eq!(
        show(reflect::rayzor_reflect_field(object, s("label"))),
        "text"
    );
    reflect::rayzor_reflect_set_field(object, s("label"), Word::int(1));
    assert!(take_pending().is_some());
    reflect::rayzor_reflect_set_field(object, s("nothing"), Word::int(1));
    assert!(take_pending().is_some());
    assert_eq!(show(object), "said");
    let method = reflect::rayzor_reflect_field(object, s("size"));
    assert_eq!(show(method), "#closure");
    let args = array::new_words(0);
    array::push(args, Word::int(1)).unwrap();
    assert_eq!(
        reflect::rayzor_reflect_call_method(object, method, args),
        Word::int(41)
    );
    assert!(dynamic::equals(
        method,
        reflect::rayzor_reflect_field(object, s("size"))
    ));
    assert_eq!(
        show(Word::reference(reflect::rayzor_reflect_fields(object))),
        "[n,label,any]"
    );
    assert_eq!(
        show(Word::reference(rayzor_type_instance_fields(child))),
        "[n,label,any,size,toString]"
    );
    assert_eq!(
        text_or_null(rayzor_type_class_name(rayzor_type_get_super_class(child))),
        "pack.Base"
    );
    assert!(rayzor_type_get_super_class(type_value("pack.Base")).is_null());
}

#[test]
fn type_tests_follow_classes_and_interfaces() {
    let _runtime = Runtime::start(Config::for_tests());
    program();
    let object = rayzor_type_create_empty_instance(type_value("pack.Child"));
    let base = rayzor_type_create_empty_instance(type_value("pack.Base"));
    let is = |value, name: &str| rayzor_std_is_of_type(value, type_value(name));
    assert!(is(object, "pack.Child") && is(object, "pack.Base") && is(object, "pack.Shape"));
    assert!(is(base, "pack.Base") && !is(base, "pack.Child") && !is(base, "pack.Shape"));
    assert!(!is(Word::NULL, "pack.Base") && !is(Word::int(1), "pack.Base"));
    assert!(is(Word::int(1), "Int") && is(Word::int(1), "Float") && !is(Word::float(1.5), "Int"));
    assert!(is(Word::bool(true), "Bool") && is(object, "Dynamic"));
    assert!(is(Word::reference(s("x")), "String") && !is(Word::reference(s("x")), "Array"));
    assert_eq!(
        rayzor_std_downcast(base, type_value("pack.Child")),
        Word::NULL
    );
    rayzor_type_create_instance(type_value("pack.Shape"), Ref::NULL);
    assert!(take_pending().is_some());
}

#[test]
fn statics_by_reflection() {
    let _runtime = Runtime::start(Config::for_tests());
    let program = program();
    let child = Word::reference(type_value("pack.Child"));
    reflect::rayzor_reflect_set_field(child, s("count"), Word::int(3));
    // SAFETY: the block of static variables has 16 bytes.
    assert_eq!(unsafe { *program.globals.add(8).cast::<f64>() }, 3.0);
    assert_eq!(
        reflect::rayzor_reflect_field(child, s("count")),
        Word::float(3.0)
    );
    assert_eq!(
        show(reflect::rayzor_reflect_field(child, s("make"))),
        "#fun"
    );
    assert_eq!(
        show(Word::reference(rayzor_type_class_fields(child.as_ref()))),
        "[count,make]"
    );
    assert_eq!(show(child), "Class<pack.Child>");
}

#[test]
fn accessors_are_found_by_their_names() {
    let _runtime = Runtime::start(Config::for_tests());
    let program = program();
    let child = program.get(Item::Class(2)) as *const TypeDesc;
    let size = names::intern("get_size");
    make::edit_info(child, |info| {
        let parts = info.methods[&names::intern("size")];
        info.methods.insert(size, parts);
    });
    let object = rayzor_type_create_empty_instance(type_value("pack.Child"));
    assert_eq!(
        reflect::rayzor_reflect_get_property(object, s("size")),
        Word::int(40)
    );
    assert_eq!(
        reflect::rayzor_reflect_get_property(object, s("n")),
        Word::int(0)
    );
    reflect::rayzor_reflect_set_property(object, s("n"), Word::int(4));
    assert_eq!(reflect::rayzor_reflect_field(object, s("n")), Word::int(4));
    assert_eq!(
        reflect::rayzor_reflect_field(Word::reference(s("foo")), s("length")),
        Word::int(3)
    );
}

#[test]
fn making_an_exception_is_not_part_of_its_stack() {
    let _runtime = Runtime::start(Config::for_tests());
    let class = |name: &str, parent| ClassMeta {
        name: name.into(),
        parent,
        size: 8,
        ..Default::default()
    };
    let classes = vec![
        class("haxe.Exception", None),
        class("Mine", Some(0)),
        class("Other", None),
    ];
    Program::prepare(
        ProgramMeta {
            classes,
            ..Default::default()
        },
        std::ptr::null_mut(),
    );
    let names = [
        "haxe.Exception.new",
        "Mine.new",
        "Other.new",
        "Main.main",
        "$entry",
    ];
    code::register((1..).zip(names).map(|(i, name)| FunctionCode {
        name: name.into(),
        start: i * 0x100,
        len: 0x10,
        locs: vec![],
        handlers: vec![],
        spans: vec![],
        inlined: Default::default(),
    }));
    let frames = |pcs: &[usize]| {
        show(Word::reference(code::rayzor_stack_frames(
            code::pack(pcs),
            0,
        )))
    };
    assert_eq!(
        frames(&[0x101, 0x201, 0x301, 0x401, 0x501]),
        "[Other.new||0|0,Main.main||0|0]"
    );
    assert_eq!(
        frames(&[0x301, 0x101, 0x401]),
        "[Other.new||0|0,haxe.Exception.new||0|0,Main.main||0|0]"
    );
}

#[test]
fn enums_by_reflection() {
    let _runtime = Runtime::start(Config::for_tests());
    let program = program();
    let tree = type_value("pack.Tree");
    let leaf = rayzor_type_create_enum(tree, s("Leaf"), Ref::NULL);
    assert_eq!(leaf.0, program.get(Item::CtorValue(0, 0)));
    let node = |value: i32, left: Word| {
        let args = array::new_words(0);
        for arg in [Word::int(value), left, Word::reference(s("x"))] {
            array::push(args, arg).unwrap();
        }
        rayzor_type_create_enum_index(tree, 1, args)
    };
    let nested = node(1, node(2, leaf));
    crate::testing::collect();
    assert_eq!(show(nested), "Node(1,Node(2,Leaf,x),x)");
    assert!(rayzor_type_enum_eq(nested, node(1, node(2, leaf))));
    assert!(
        !rayzor_type_enum_eq(nested, node(1, node(3, leaf)))
            && !dynamic::equals(nested, node(1, leaf))
    );
    assert_eq!(rayzor_type_enum_index(nested), 1);
    // SAFETY: an enum value.
    let tag = unsafe {
        *nested
            .as_ref()
            .0
            .cast::<u8>()
            .add(ENUM_TAG_OFFSET as usize)
            .cast::<i32>()
    };
    assert_eq!(tag, 1);
    assert_eq!(
        show(Word::reference(rayzor_type_enum_constructs(tree))),
        "[Leaf,Node]"
    );
    assert_eq!(show(Word::reference(rayzor_type_all_enums(tree))), "[Leaf]");
    assert_eq!(rayzor_type_get_enum(nested), tree);
    node(1, Word::int(5));
    assert!(take_pending().is_some());
    rayzor_type_create_enum(tree, s("Node"), array::new_words(0));
    assert!(take_pending().is_some());
    // Equal values are one key.
    let map = crate::map::rayzor_map_new(3);
    crate::map::rayzor_map_set(map, nested, Word::int(1));
    crate::map::rayzor_map_set(map, node(1, node(2, leaf)), Word::int(2));
    assert_eq!(crate::map::rayzor_map_len(map), 1);
    assert_eq!(
        slot::to_i64(crate::map::rayzor_map_get(map, nested)),
        Some(2)
    );
}

#[test]
fn a_program_survives_being_written_and_read() {
    let _runtime = Runtime::start(Config::for_tests());
    let bytes = postcard::to_stdvec(&program().meta).unwrap();
    let read: ProgramMeta = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(format!("{read:?}"), format!("{:?}", program().meta));
}
