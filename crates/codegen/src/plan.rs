//! Numbers and layouts for everything in a program, before any code is made.
//!
//! The plan is the bridge between MIR's names and what the runtime calls them: it fills in
//! [`ProgramMeta`] and answers where a field is, which slot a method has, which number a literal got.

mod classes;
mod closures;
mod intern;

use mir::{Program, Repr, Signature, Symbol, Type};
use runtime::desc;
use runtime::meta::{
    CtorMeta, EnumMeta, FunctionMeta, InlinedMeta, ProgramMeta, SigMeta, SpanMeta, TypeTag,
};
use rustc_hash::FxHashMap;

use crate::fx::Helper;
use crate::{CodegenError, Result};
pub(crate) use classes::ClassPlan;
pub(crate) use closures::{typed_entry, without_receiver};
use intern::Interner;

/// A piece of machine code the program consists of; its index in [`Plan::functions`] is the `FnIdx`
/// that the runtime knows it by.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Code {
    /// A MIR function.
    Mir(Symbol),
    /// `fn(closure, *word, n) -> word`: unboxes, calls the closure's typed code of this signature,
    /// boxes the result.
    Uniform(u32),
    /// `fn(closure, args…)` of a bound method of this signature: calls its method on its receiver.
    Bound(u32),
    /// The same for a function that knows nothing of a closure.
    Unbound(u32),
    /// What many places share.
    Helper(Helper),
    /// What a slot holds whose method is not part of the program: throws.
    Missing,
    /// A uniform entry: static initialisers, then the program's entry.
    Start,
}

pub(crate) struct Plan<'p> {
    pub(crate) program: &'p Program,
    pub(crate) meta: ProgramMeta,
    names: Interner,
    strings: Interner,
    pub(crate) functions: Vec<Code>,
    function_ids: FxHashMap<Code, u32>,
    pub(crate) signatures: Vec<Signature>,
    signature_ids: FxHashMap<Signature, u32>,
    classes: FxHashMap<Symbol, ClassPlan>,
    /// By declaring interface and method.
    selectors: FxHashMap<(Symbol, Symbol), u32>,
    enums: FxHashMap<Symbol, u32>,
    globals: FxHashMap<Symbol, u32>,
    /// By the lambda's symbol.
    closures: FxHashMap<Symbol, u32>,
    shapes: FxHashMap<Vec<u32>, u32>,
}

pub(crate) fn repr_to_rt(repr: Repr) -> desc::Repr {
    match repr {
        Repr::Void => desc::Repr::Void,
        Repr::Bool => desc::Repr::Bool,
        Repr::I32 => desc::Repr::I32,
        Repr::F64 => desc::Repr::F64,
        Repr::Ref => desc::Repr::Ref,
        Repr::Word => desc::Repr::Word,
        Repr::I8 => desc::Repr::I8,
        Repr::U8 => desc::Repr::U8,
        Repr::I16 => desc::Repr::I16,
        Repr::U16 => desc::Repr::U16,
        Repr::U32 => desc::Repr::U32,
        Repr::I64 => desc::Repr::I64,
        Repr::U64 => desc::Repr::U64,
        Repr::F32 => desc::Repr::F32,
        Repr::Ptr => desc::Repr::Ptr,
    }
}

/// Some representation of the type, for slots that nobody boxes.
pub(crate) fn repr_of_type(ty: Type) -> desc::Repr {
    match ty {
        Type::Void => desc::Repr::Void,
        Type::Bool => desc::Repr::Bool,
        Type::I8 => desc::Repr::I8,
        Type::I16 => desc::Repr::I16,
        Type::I32 => desc::Repr::I32,
        Type::I64 => desc::Repr::I64,
        Type::F32 => desc::Repr::F32,
        Type::F64 => desc::Repr::F64,
        Type::Ref => desc::Repr::Ref,
        Type::Word => desc::Repr::Word,
        Type::Ptr => desc::Repr::Ptr,
    }
}

impl<'p> Plan<'p> {
    pub(crate) fn new(program: &'p Program) -> Result<Plan<'p>> {
        let mut plan = Plan {
            program,
            meta: ProgramMeta::default(),
            names: Interner::default(),
            strings: Interner::default(),
            functions: Vec::new(),
            function_ids: FxHashMap::default(),
            signatures: Vec::new(),
            signature_ids: FxHashMap::default(),
            classes: FxHashMap::default(),
            selectors: FxHashMap::default(),
            enums: FxHashMap::default(),
            globals: FxHashMap::default(),
            closures: FxHashMap::default(),
            shapes: FxHashMap::default(),
        };
        plan.function(Code::Start);
        for symbol in program.functions.keys() {
            plan.function(Code::Mir(symbol.clone()));
        }
        plan.enums();
        plan.classes()?;
        plan.globals();
        plan.mentions()?;
        plan.methods_by_name();
        plan.finish_meta();
        Ok(plan)
    }

    // Numbers.

    pub(crate) fn function(&mut self, code: Code) -> u32 {
        if let Some(&id) = self.function_ids.get(&code) {
            return id;
        }
        let id = self.functions.len() as u32;
        self.functions.push(code.clone());
        self.function_ids.insert(code, id);
        id
    }

    pub(crate) fn find_function(&self, code: &Code) -> Option<u32> {
        self.function_ids.get(code).copied()
    }

    /// The number of a closure's signature, which has no receiver and no closure in it.
    pub(crate) fn signature(&mut self, sig: &Signature) -> u32 {
        if let Some(&id) = self.signature_ids.get(sig) {
            return id;
        }
        let id = self.meta.sigs.len() as u32;
        let uniform = self.function(Code::Uniform(id));
        self.meta.sigs.push(SigMeta {
            params: sig.params.iter().map(|repr| repr_to_rt(*repr)).collect(),
            ret: repr_to_rt(sig.ret),
            uniform,
            bound: None,
            unbound: None,
        });
        self.signatures.push(sig.clone());
        self.signature_ids.insert(sig.clone(), id);
        id
    }

    /// A signature that bound methods have.
    fn bound_signature(&mut self, sig: &Signature) -> u32 {
        let id = self.signature(sig);
        if self.meta.sigs[id as usize].bound.is_none() {
            self.meta.sigs[id as usize].bound = Some(self.function(Code::Bound(id)));
        }
        id
    }

    /// A signature that functions without a closure have when they are made values.
    fn unbound_signature(&mut self, sig: &Signature) -> u32 {
        let id = self.signature(sig);
        if self.meta.sigs[id as usize].unbound.is_none() {
            self.meta.sigs[id as usize].unbound = Some(self.function(Code::Unbound(id)));
        }
        id
    }

    pub(crate) fn find_signature(&self, sig: &Signature) -> u32 {
        self.signature_ids[sig]
    }

    pub(crate) fn name(&mut self, name: &Symbol) -> u32 {
        self.names.intern(name)
    }

    pub(crate) fn find_name(&self, name: &Symbol) -> u32 {
        self.names.get(name)
    }

    pub(crate) fn find_string(&self, text: &Symbol) -> u32 {
        self.strings.get(text)
    }

    pub(crate) fn class(&self, name: &str) -> Option<&ClassPlan> {
        self.classes.get(name)
    }

    pub(crate) fn enum_(&self, name: &str) -> Option<u32> {
        self.enums.get(name).copied()
    }

    pub(crate) fn global(&self, name: &str) -> Option<u32> {
        self.globals.get(name).copied()
    }

    pub(crate) fn closure(&self, lambda: &str) -> Option<u32> {
        self.closures.get(lambda).copied()
    }

    pub(crate) fn shape(&self, names: &[u32]) -> u32 {
        self.shapes[names]
    }

    /// The number of what reflection calls a field or constructor of a type.
    fn shown_name(&mut self, of: &Symbol, name: &Symbol) -> u32 {
        let shown = self.program.shown_member(of, name);
        self.names.intern(shown)
    }

    fn metadata(&mut self, of: &Symbol) -> Option<u32> {
        let symbol = self.program.metadata.get(of)?;
        self.find_function(&Code::Mir(symbol.clone()))
    }

    // Layouts.

    fn enums(&mut self) {
        for (i, name) in self.program.enums.keys().enumerate() {
            self.enums.insert(name.clone(), i as u32);
        }
    }

    /// Enums' arguments may be of classes, whose numbers must be there first.
    fn enum_metas(&mut self) {
        let program = self.program;
        for enum_ in program.enums.values() {
            let mut ctors = Vec::with_capacity(enum_.ctors.len());
            for ctor in &enum_.ctors {
                let name = self.shown_name(&enum_.name, &ctor.name);
                let args = ctor
                    .args
                    .iter()
                    .map(|(_, repr)| self.tag(*repr, ""))
                    .collect();
                ctors.push(CtorMeta { name, args });
            }
            let meta = self.metadata(&enum_.name);
            self.meta.enums.push(EnumMeta {
                name: program.shown_type(&enum_.name).to_string(),
                ctors,
                meta,
            });
        }
    }

    fn globals(&mut self) {
        self.enum_metas();
        let program = self.program;
        let mut end = 0u32;
        for global in program.globals.values() {
            let size = global.repr.ty().size().max(1);
            end = end.next_multiple_of(size);
            self.globals.insert(global.name.clone(), end);
            end += size;
        }
        self.meta.globals_size = end.next_multiple_of(8);
    }

    /// The declared type, as far as dynamic access must know it.
    pub(crate) fn tag(&self, repr: Repr, hint: &str) -> TypeTag {
        match repr {
            Repr::Word => TypeTag::Word,
            Repr::Ref => {
                let head = hint.split('<').next().unwrap_or_default();
                if hint.starts_with('{') {
                    TypeTag::Structure
                } else if hint.contains("->") {
                    TypeTag::Function
                } else if head == "String" {
                    TypeTag::String
                } else if head == "Array" {
                    TypeTag::Array
                } else if let Some(class) = self.classes.get(head) {
                    TypeTag::Class(class.index)
                } else if let Some(&enum_) = self.enums.get(head) {
                    TypeTag::Enum(enum_)
                } else {
                    TypeTag::Ref
                }
            }
            _ => TypeTag::Scalar(repr_to_rt(repr)),
        }
    }

    fn finish_meta(&mut self) {
        let program = self.program;
        self.meta.names = self.names.strings();
        self.meta.strings = self.strings.strings();
        self.meta.files = program.files.iter().map(|name| name.to_string()).collect();
        let metas = self.functions.iter().map(|code| match code {
            Code::Mir(symbol) => {
                let Some(func) = program.functions.get(symbol) else {
                    return FunctionMeta::default();
                };
                // `$entry` and the like are nobody's function.
                let name = if symbol.starts_with('$') { "" } else { symbol };
                FunctionMeta {
                    name: name.to_owned(),
                    spans: func.spans.iter().map(span_meta).collect(),
                    inlined: func.inlined.iter().map(inlined_meta).collect(),
                    ..Default::default()
                }
            }
            Code::Uniform(_)
            | Code::Bound(_)
            | Code::Unbound(_)
            | Code::Helper(_)
            | Code::Missing
            | Code::Start => FunctionMeta::default(),
        });
        self.meta.functions = metas.collect();
    }

    fn unknown<T>(&self, function: &str, kind: &str, name: &str) -> Result<T> {
        Err(CodegenError::new(
            function,
            format!("there is no {kind} @{name}"),
        ))
    }
}

fn span_meta(span: &mir::Span) -> SpanMeta {
    SpanMeta {
        file: span.file,
        start: span.start,
        end: span.end,
        line: span.line,
        column: span.column,
    }
}

fn inlined_meta(inlined: &mir::InlinedSpans) -> InlinedMeta {
    InlinedMeta {
        first: inlined.first,
        end: inlined.end,
        name: inlined.function.to_string(),
        call: inlined.call.0,
    }
}
