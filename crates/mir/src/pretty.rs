//! The text form, written. [`crate::parse`] reads it back to an equal value.
//!
//! ```text
//! fn @Main.twice(i32) -> i32 {
//! block0(v0: i32):
//!   v1: i32 = iadd v0, v0
//!   return v1
//! }
//! ```
//!
//! Symbols are written `@pack.Class.field`, quoted when they hold other characters. `!n` behind an
//! instruction is its [`crate::Loc`].

use std::fmt::{self, Display, Write};

use crate::function::{Block, Function, InlineHint, Inst, Loc, Value};
use crate::inst::{BlockCall, ClosureTarget, Const, Op, Terminator};
use crate::program::{
    ClassKind, ClassLayout, EnumLayout, GlobalLayout, MethodLayout, Program, StaticMember,
};
use crate::types::{Repr, Signature, Symbol, Type};

struct Sym<'a>(&'a Symbol);

impl Display for Sym<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$');
        let plain_part = |part: &str| !part.is_empty() && part.chars().all(plain);
        if self.0.split("::").all(plain_part) {
            write!(f, "@{}", self.0)
        } else {
            write!(f, "@{}", Quoted(self.0))
        }
    }
}

struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                c if c.is_control() => write!(f, "\\u{{{:x}}}", c as u32)?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

struct List<'a, T>(&'a [T]);

impl<T: Display> Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, item) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{item}")?;
        }
        Ok(())
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Display for Repr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}) -> {}", List(&self.params), self.ret)
    }
}

impl Display for BlockCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "block{}", self.block.0)?;
        if !self.args.is_empty() {
            write!(f, "({})", List(&self.args))?;
        }
        Ok(())
    }
}

impl Display for Const {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Const::Int(value) => write!(f, "const {value}"),
            Const::F32(bits) => match f32::from_bits(*bits) {
                value if value.is_finite() => write!(f, "const {value:?}"),
                _ => write!(f, "const bits {bits}"),
            },
            Const::F64(bits) => match f64::from_bits(*bits) {
                value if value.is_finite() => write!(f, "const {value:?}"),
                _ => write!(f, "const bits {bits}"),
            },
            Const::Bool(value) => write!(f, "const {value}"),
            Const::Null => f.write_str("null"),
            Const::Str(text) => write!(f, "str {}", Quoted(text)),
            Const::Undef => f.write_str("undef"),
        }
    }
}

impl Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Op::Const(value) => write!(f, "{value}"),
            Op::Binary(op, a, b) => write!(f, "{} {a}, {b}", op.name()),
            Op::Unary(op, a) => write!(f, "{} {a}", op.name()),
            Op::Compare(op, a, b) => write!(f, "{} {a}, {b}", op.name()),
            Op::Convert(op, a) => write!(f, "{} {a}", op.name()),
            Op::Select(cond, a, b) => write!(f, "select {cond}, {a}, {b}"),
            Op::Box(repr, value) => write!(f, "box {repr} {value}"),
            Op::Unbox {
                repr,
                value,
                checked: false,
            } => write!(f, "unbox {repr} {value}"),
            Op::Unbox {
                repr,
                value,
                checked: true,
            } => write!(f, "unbox_checked {repr} {value}"),
            Op::Call { func, args } => write!(f, "call {}({})", Sym(func), List(args)),
            Op::CallRt { symbol, args } => write!(f, "call_rt {}({})", Sym(symbol), List(args)),
            Op::CallVirtual {
                class,
                method,
                args,
            } => {
                write!(
                    f,
                    "call_virtual {} {}({})",
                    Sym(class),
                    Sym(method),
                    List(args)
                )
            }
            Op::CallInterface {
                interface,
                method,
                args,
            } => {
                write!(
                    f,
                    "call_interface {} {}({})",
                    Sym(interface),
                    Sym(method),
                    List(args)
                )
            }
            Op::CallClosure { callee, sig, args } => {
                write!(f, "call_closure {callee} {sig} ({})", List(args))
            }
            Op::CallDyn { callee, args } => write!(f, "call_dyn {callee}({})", List(args)),
            Op::CallField { object, name, args } => {
                write!(f, "call_field {object} {}({})", Sym(name), List(args))
            }
            Op::NewObject { class } => write!(f, "new {}", Sym(class)),
            Op::FieldGet {
                object,
                class,
                field,
            } => {
                write!(f, "field_get {object} {} {}", Sym(class), Sym(field))
            }
            Op::FieldSet {
                object,
                class,
                field,
                value,
            } => {
                write!(
                    f,
                    "field_set {object} {} {}, {value}",
                    Sym(class),
                    Sym(field)
                )
            }
            Op::GlobalGet { global } => write!(f, "global_get {}", Sym(global)),
            Op::GlobalSet { global, value } => write!(f, "global_set {}, {value}", Sym(global)),
            Op::ArrayNew {
                kind,
                capacity: None,
            } => write!(f, "array_new {}", kind.name()),
            Op::ArrayNew {
                kind,
                capacity: Some(n),
            } => write!(f, "array_new {}, {n}", kind.name()),
            Op::ArrayLit { kind, values } => {
                write!(f, "array_lit {} [{}]", kind.name(), List(values))
            }
            Op::ArrayGet { array, index } => write!(f, "array_get {array}, {index}"),
            Op::ArraySet {
                array,
                index,
                value,
            } => {
                write!(f, "array_set {array}, {index}, {value}")
            }
            Op::ArrayLen { array } => write!(f, "array_len {array}"),
            Op::ArrayPush { array, value } => write!(f, "array_push {array}, {value}"),
            Op::EnumNew { enum_, ctor, args } => {
                write!(f, "enum_new {} {}({})", Sym(enum_), Sym(ctor), List(args))
            }
            Op::EnumTag { value } => write!(f, "enum_tag {value}"),
            Op::EnumArg {
                value,
                enum_,
                ctor,
                index,
            } => {
                write!(f, "enum_arg {value} {} {} {index}", Sym(enum_), Sym(ctor))
            }
            Op::ClosureNew { target, captures } => {
                f.write_str("closure_new ")?;
                match target {
                    ClosureTarget::Lambda(func) => write!(f, "lambda {}", Sym(func))?,
                    ClosureTarget::Function(func) => write!(f, "function {}", Sym(func))?,
                    ClosureTarget::Method { class, method } => {
                        write!(f, "method {} {}", Sym(class), Sym(method))?;
                    }
                }
                write!(f, " [{}]", List(captures))
            }
            Op::CaptureGet { closure, index } => write!(f, "capture_get {closure}, {index}"),
            Op::CellNew { init } => write!(f, "cell_new {init}"),
            Op::CellGet { cell } => write!(f, "cell_get {cell}"),
            Op::CellSet { cell, value } => write!(f, "cell_set {cell}, {value}"),
            Op::SlotGet { slot } => write!(f, "slot_get s{}", slot.0),
            Op::SlotSet { slot, value } => write!(f, "slot_set s{}, {value}", slot.0),
            Op::AnonNew { fields } => {
                f.write_str("anon_new {")?;
                for (i, (name, value)) in fields.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    write!(f, "{comma}{} = {value}", Sym(name))?;
                }
                f.write_char('}')
            }
            Op::AnonGet { object, name } => write!(f, "anon_get {object} {}", Sym(name)),
            Op::AnonSet {
                object,
                name,
                value,
            } => {
                write!(f, "anon_set {object} {}, {value}", Sym(name))
            }
            Op::DynGet { object, name } => write!(f, "dyn_get {object} {}", Sym(name)),
            Op::DynSet {
                object,
                name,
                value,
            } => {
                write!(f, "dyn_set {object} {}, {value}", Sym(name))
            }
            Op::IsType { value, ty } => write!(f, "is_type {value} {}", Sym(ty)),
            Op::CastType { value, ty } => write!(f, "cast_type {value} {}", Sym(ty)),
            Op::TypeValue { ty } => write!(f, "type_value {}", Sym(ty)),
            Op::NullCheck { value } => write!(f, "null_check {value}"),
            Op::Load { ptr, offset } => write!(f, "load {ptr}, {offset}"),
            Op::Store { ptr, offset, value } => write!(f, "store {ptr}, {offset}, {value}"),
            Op::PtrAdd { ptr, offset } => write!(f, "ptr_add {ptr}, {offset}"),
        }
    }
}

impl Display for Terminator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Terminator::Jump(call) => write!(f, "jump {call}"),
            Terminator::Branch { cond, then, else_ } => {
                write!(f, "branch {cond}, {then}, {else_}")
            }
            Terminator::Switch {
                value,
                cases,
                default,
            } => {
                write!(f, "switch {value} [")?;
                for (i, (case, call)) in cases.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    write!(f, "{comma}{case}: {call}")?;
                }
                write!(f, "], {default}")
            }
            Terminator::Return(None) => f.write_str("return"),
            Terminator::Return(Some(value)) => write!(f, "return {value}"),
            Terminator::Throw(value) => write!(f, "throw {value}"),
            Terminator::Unreachable => f.write_str("unreachable"),
        }
    }
}

impl Display for Loc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_none() {
            Ok(())
        } else {
            write!(f, " !{}", self.0)
        }
    }
}

fn fmt_inst(f: &mut fmt::Formatter<'_>, func: &Function, inst: &Inst) -> fmt::Result {
    f.write_str("  ")?;
    if let Some(result) = inst.result {
        write!(f, "{result}: {} = ", func.type_of(result))?;
    }
    writeln!(f, "{}{}", inst.op, inst.loc)
}

fn fmt_block(f: &mut fmt::Formatter<'_>, func: &Function, id: u32, block: &Block) -> fmt::Result {
    write!(f, "block{id}")?;
    if !block.params.is_empty() {
        f.write_char('(')?;
        for (i, param) in block.params.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            write!(f, "{comma}{param}: {}", func.type_of(*param))?;
        }
        f.write_char(')')?;
    }
    if let Some(handler) = block.handler {
        write!(f, " handler block{}", handler.0)?;
    }
    f.write_str(":\n")?;
    for inst in &block.insts {
        fmt_inst(f, func, inst)?;
    }
    writeln!(f, "  {}{}", block.term, block.term_loc)
}

impl Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inline = match self.inline {
            InlineHint::Auto => "",
            InlineHint::Always => " inline",
            InlineHint::Never => " noinline",
        };
        writeln!(f, "fn {}{}{inline} {{", Sym(&self.name), self.sig)?;
        for (i, slot) in self.slots.iter().enumerate() {
            writeln!(f, "  slot s{i}: {slot}")?;
        }
        for (i, span) in self.spans.iter().enumerate() {
            let crate::Span {
                file,
                start,
                end,
                line,
                column,
            } = span;
            writeln!(f, "  span !{i} {file} {start} {end} {line} {column}")?;
        }
        for inlined in &self.inlined {
            let crate::InlinedSpans {
                first,
                end,
                function,
                call,
            } = inlined;
            writeln!(f, "  inlined {first} {end} {}{call}", Sym(function))?;
        }
        for (id, block) in self.blocks.iter().enumerate() {
            fmt_block(f, self, id as u32, block)?;
        }
        f.write_str("}\n")
    }
}

impl Display for MethodLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.virtual_ {
            "method"
        } else {
            "final method"
        };
        write!(f, "{kind} {}{}", Sym(&self.name), self.sig)?;
        if self.optional > 0 {
            write!(f, " optional {}", self.optional)?;
        }
        if let Some(symbol) = &self.symbol {
            write!(f, " = {}", Sym(symbol))?;
        }
        Ok(())
    }
}

fn fmt_symbols(f: &mut fmt::Formatter<'_>, word: &str, symbols: &[Symbol]) -> fmt::Result {
    for (i, symbol) in symbols.iter().enumerate() {
        write!(f, "{} {}", if i == 0 { word } else { "," }, Sym(symbol))?;
    }
    Ok(())
}

impl Display for ClassLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ClassKind::Class => "class",
            ClassKind::Interface => "interface",
        };
        write!(f, "{kind} {}", Sym(&self.name))?;
        if let Some(parent) = &self.parent {
            write!(f, " extends {}", Sym(parent))?;
        }
        fmt_symbols(f, " implements", &self.interfaces)?;
        f.write_str(" {\n")?;
        for field in &self.fields {
            let word = if field.visible {
                "field"
            } else {
                "hidden field"
            };
            writeln!(
                f,
                "  {word} {}: {} {}",
                Sym(&field.name),
                field.repr,
                Quoted(&field.hint)
            )?;
        }
        for method in &self.methods {
            writeln!(f, "  {method}")?;
        }
        for static_ in &self.statics {
            match &static_.member {
                StaticMember::Variable { global } => {
                    writeln!(f, "  static var {} = {}", Sym(&static_.name), Sym(global))?;
                }
                StaticMember::Function { symbol, sig } => {
                    writeln!(
                        f,
                        "  static fn {}{sig} = {}",
                        Sym(&static_.name),
                        Sym(symbol)
                    )?;
                }
            }
        }
        if let Some(ctor) = &self.ctor {
            writeln!(f, "  ctor {}", Sym(ctor))?;
        }
        f.write_str("}\n")
    }
}

impl Display for EnumLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "enum {} {{", Sym(&self.name))?;
        for ctor in &self.ctors {
            write!(f, "  {}", Sym(&ctor.name))?;
            if !ctor.args.is_empty() {
                f.write_char('(')?;
                for (i, (name, repr)) in ctor.args.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    write!(f, "{comma}{}: {repr}", Sym(name))?;
                }
                f.write_char(')')?;
            }
            f.write_char('\n')?;
        }
        f.write_str("}\n")
    }
}

impl Display for GlobalLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "global {}: {} {}",
            Sym(&self.name),
            self.repr,
            Quoted(&self.hint)
        )
    }
}

impl Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(f, "file {}", Quoted(file))?;
        }
        for class in self.classes.values() {
            write!(f, "{class}")?;
        }
        for enum_ in self.enums.values() {
            write!(f, "{enum_}")?;
        }
        for global in self.globals.values() {
            write!(f, "{global}")?;
        }
        for (name, shown) in &self.natives {
            writeln!(f, "native {} {}", Sym(name), Quoted(shown))?;
        }
        for (name, function) in &self.metadata {
            writeln!(f, "metadata {} {}", Sym(name), Sym(function))?;
        }
        for init in &self.inits {
            writeln!(f, "init {}", Sym(init))?;
        }
        if let Some(entry) = &self.entry {
            writeln!(f, "entry {}", Sym(entry))?;
        }
        for function in self.functions.values() {
            write!(f, "{function}")?;
        }
        Ok(())
    }
}
