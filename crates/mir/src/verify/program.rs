//! What functions say about each other and about layouts, checked where both are at hand.

use super::{VerifyError, verify_function};
use crate::function::{Function, Inst, Value};
use crate::inst::{ClosureTarget, Op};
use crate::program::Program;
use crate::types::{Repr, Type};

/// Checks every function and what it mentions. Runtime functions are the code generator's to check:
/// it has their table.
pub fn verify_program(program: &Program) -> Result<(), Vec<VerifyError>> {
    let mut errors = Vec::new();
    for func in program.functions.values() {
        match verify_function(func) {
            Err(found) => errors.extend(found),
            Ok(()) => {
                for block in &func.blocks {
                    for inst in &block.insts {
                        if let Err(message) = check(program, func, inst) {
                            errors.push(VerifyError {
                                function: func.name.clone(),
                                place: inst.op.to_string(),
                                message,
                            });
                        }
                    }
                }
            }
        }
    }
    for symbol in program.inits.iter().chain(&program.entry) {
        if !program.functions.contains_key(symbol) {
            errors.push(VerifyError {
                function: symbol.clone(),
                place: "program".to_owned(),
                message: "is to be run but does not exist".to_owned(),
            });
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn check(program: &Program, func: &Function, inst: &Inst) -> Result<(), String> {
    let ty = |value: &Value| func.type_of(*value);
    let result = inst.result.map_or(Type::Void, |value| func.type_of(value));
    let signature = |params: &[Repr], ret: Repr, args: &[Value]| {
        let want: Vec<Type> = params.iter().map(|repr| repr.ty()).collect();
        let found: Vec<Type> = args.iter().map(ty).collect();
        if want != found {
            return Err(format!(
                "takes {}, {} is given",
                types(&want),
                types(&found)
            ));
        }
        if result != ret.ty() {
            return Err(format!("gives {ret}, {result} is expected"));
        }
        Ok(())
    };
    match &inst.op {
        Op::Call { func: callee, args } => {
            let callee = program
                .functions
                .get(callee)
                .ok_or("the function does not exist")?;
            signature(&callee.sig.params, callee.sig.ret, args)
        }
        Op::CallVirtual {
            class,
            method,
            args,
        }
        | Op::CallInterface {
            interface: class,
            method,
            args,
        } => {
            let slot = program
                .find_method(class, method)
                .ok_or("the method does not exist")?;
            if !slot.virtual_ {
                return Err("the method has no slot".to_owned());
            }
            signature(&slot.sig.params, slot.sig.ret, args)
        }
        Op::NewObject { class } => program
            .classes
            .get(class)
            .map(|_| ())
            .ok_or("the class does not exist".to_owned()),
        Op::FieldGet { class, field, .. } => {
            let field = program
                .find_field(class, field)
                .ok_or("the field does not exist")?;
            same(field.repr.ty(), result)
        }
        Op::FieldSet {
            class,
            field,
            value,
            ..
        } => {
            let field = program
                .find_field(class, field)
                .ok_or("the field does not exist")?;
            same(field.repr.ty(), ty(value))
        }
        Op::GlobalGet { global } => {
            let global = program
                .globals
                .get(global)
                .ok_or("the global does not exist")?;
            same(global.repr.ty(), result)
        }
        Op::GlobalSet { global, value } => {
            let global = program
                .globals
                .get(global)
                .ok_or("the global does not exist")?;
            same(global.repr.ty(), ty(value))
        }
        Op::EnumNew { enum_, ctor, args } => {
            let (_, ctor) = program
                .find_ctor(enum_, ctor)
                .ok_or("the enum constructor does not exist")?;
            let params: Vec<Repr> = ctor.args.iter().map(|(_, repr)| *repr).collect();
            signature(&params, Repr::Ref, args)
        }
        Op::EnumArg {
            enum_, ctor, index, ..
        } => {
            let (_, ctor) = program
                .find_ctor(enum_, ctor)
                .ok_or("the enum constructor does not exist")?;
            let (_, repr) = ctor
                .args
                .get(*index as usize)
                .ok_or("there is no such argument")?;
            same(repr.ty(), result)
        }
        Op::ClosureNew { target, .. } => match target {
            ClosureTarget::Lambda(symbol) => {
                let lambda = program
                    .functions
                    .get(symbol)
                    .ok_or("the function does not exist")?;
                match lambda.sig.params.first() {
                    Some(Repr::Ref) => Ok(()),
                    _ => Err("a lambda takes its closure first".to_owned()),
                }
            }
            ClosureTarget::Function(symbol) => {
                let found = program.functions.contains_key(symbol);
                found
                    .then_some(())
                    .ok_or("the function does not exist".to_owned())
            }
            ClosureTarget::Method { class, method } => {
                program
                    .find_method(class, method)
                    .ok_or("the method does not exist")?;
                Ok(())
            }
        },
        _ => Ok(()),
    }
}

fn same(want: Type, found: Type) -> Result<(), String> {
    if want == found {
        Ok(())
    } else {
        Err(format!("is {want}, not {found}"))
    }
}

fn types(types: &[Type]) -> String {
    let names: Vec<&str> = types.iter().map(|ty| ty.name()).collect();
    format!("({})", names.join(", "))
}
