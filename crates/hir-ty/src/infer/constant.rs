//! Values known while typing: `inline` static variables and the values of enum abstracts (Haxe
//! manual, "Inline Variables", "Enum abstracts"). Reading one is its literal.
//!
//! ```haxe
//! enum abstract Level(Int) { var Low; var High = 10; var Top; } // 0, 10, 11
//! ```

use base_db::Db;
use hir_def::{
    Name,
    ids::{FieldId, FieldOwner},
};

use crate::{
    infer::{BodyPlace, InferenceContext, infer},
    signature::field_signature,
    ty::Ty,
    typed_body::{ArithOp, Callee, NumKind, TExprId, TExprKind, TypedBody},
};

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ConstValue {
    Int(i32),
    Int64(i64),
    /// Bits of the f64.
    Float(u64),
    String(Name),
    Bool(bool),
    Null,
}

impl ConstValue {
    /// As the reference prints it in messages.
    pub fn text(&self) -> String {
        match self {
            ConstValue::Int(value) => value.to_string(),
            ConstValue::Int64(value) => value.to_string(),
            ConstValue::Float(bits) => f64::from_bits(*bits).to_string(),
            ConstValue::String(text) => format!("\"{}\"", text.escape_debug()),
            ConstValue::Bool(value) => value.to_string(),
            ConstValue::Null => String::from("null"),
        }
    }

    pub(super) fn kind<'db>(&self) -> TExprKind<'db> {
        match self {
            ConstValue::Int(value) => TExprKind::Int(*value),
            ConstValue::Int64(value) => TExprKind::Int64(*value),
            ConstValue::Float(bits) => TExprKind::Float(*bits),
            ConstValue::String(text) => TExprKind::String(text.clone()),
            ConstValue::Bool(value) => TExprKind::Bool(*value),
            ConstValue::Null => TExprKind::Null,
        }
    }
}

/// The value of an inline variable or enum abstract value; `None` when it is not a constant.
#[salsa::tracked(returns(clone), cycle_initial = constant_initial)]
pub fn constant_of<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<ConstValue> {
    let sig = field_signature(db, field);
    if sig.is_enum_value && hir_def::body(db, field).root.is_none() {
        return implied_value(db, field, sig.ty);
    }
    let result = infer(db, field);
    let root = result.body.function.body?;
    fold(&result.body, root)
}

fn constant_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _field: FieldId<'db>,
) -> Option<ConstValue> {
    None
}

/// `var A;` in an enum abstract: one more than the value before, or the name itself.
fn implied_value<'db>(db: &'db dyn Db, field: FieldId<'db>, _ty: Ty<'db>) -> Option<ConstValue> {
    let FieldOwner::Type(owner) = field.owner(db) else {
        return None;
    };
    let mut underlying = super::facts::declared_underlying(db, owner)?;
    while let Ty::Abstract(decl, args) = underlying {
        underlying = crate::decl::underlying_type(db, decl, args.list(db))?;
    }
    match underlying {
        Ty::Int => {
            let mut next = 0;
            for other in hir_def::fields_of(db, owner) {
                if *other == field {
                    return Some(ConstValue::Int(next));
                }
                if !field_signature(db, *other).is_enum_value {
                    continue;
                }
                if hir_def::body(db, *other).root.is_none() {
                    next = next.wrapping_add(1);
                } else if let Some(ConstValue::Int(value)) = constant_of(db, *other) {
                    next = value.wrapping_add(1);
                }
            }
            None
        }
        Ty::Class(id, _) if id.name(db) == "String" => {
            Some(ConstValue::String(field.name(db).clone()))
        }
        _ => None,
    }
}

impl<'db> InferenceContext<'db> {
    /// `static inline var x = f();`: what needs a run is no value of an inline variable.
    pub(super) fn check_inline_value(&mut self, value: TExprId) {
        let Some(data) = hir_def::field_data(self.db, self.field) else {
            return;
        };
        let is_extern = data.field.flags.is_extern
            || self
                .owner
                .and_then(|owner| hir_def::type_decl_data(self.db, owner))
                .is_some_and(|owner| owner.decl.is_extern);
        let is_inline = data.field.flags.is_inline && data.field.flags.is_static
            || self.is_enum_value(self.field);
        if is_inline && !is_extern && self.needs_run(value) {
            self.error_at(
                "inline-not-constant",
                BodyPlace::Owner,
                "Inline variable initialization must be a constant value",
            );
        }
    }

    /// Whether this is certainly no constant. Calls of inline functions may become one, and so may branches.
    fn needs_run(&self, expr: TExprId) -> bool {
        match self.kind(expr) {
            TExprKind::Array(_)
            | TExprKind::Object(_)
            | TExprKind::Closure(_)
            | TExprKind::EnumNew { .. }
            | TExprKind::StaticField(_)
            | TExprKind::Field { .. }
            | TExprKind::StaticClosure(_)
            | TExprKind::MethodClosure { .. } => true,
            // The constructor of an abstract is a function of it.
            TExprKind::New {
                ctor: Some(ctor), ..
            } if matches!(self.ty(expr), Ty::Abstract(..)) => !self.may_fold(*ctor),
            TExprKind::New { .. } => true,
            TExprKind::Call { callee, .. } => match callee {
                Callee::Static { method, .. } => !self.may_fold(*method),
                Callee::Instance { .. } => true,
                Callee::SuperCtor { .. } | Callee::Value(_) | Callee::Named { .. } => false,
            },
            TExprKind::Coerce(inner)
            | TExprKind::UnsafeCast(inner)
            | TExprKind::Not(inner)
            | TExprKind::Neg { expr: inner, .. }
            | TExprKind::BitNot { expr: inner, .. } => self.needs_run(*inner),
            TExprKind::Arith { lhs, rhs, .. } => self.needs_run(*lhs) || self.needs_run(*rhs),
            TExprKind::Concat(parts) => parts.iter().any(|part| self.needs_run(*part)),
            _ => false,
        }
    }

    /// Inline functions, externs (a target may know their value), and what the reference computes itself.
    fn may_fold(&self, method: FieldId<'db>) -> bool {
        let Some(data) = hir_def::field_data(self.db, method) else {
            return true;
        };
        let owner = method.type_decl(self.db);
        let is_extern = owner
            .and_then(|owner| hir_def::type_decl_data(self.db, owner))
            .is_some_and(|owner| owner.decl.is_extern);
        let is_std_int = method.name(self.db) == "int"
            && owner.is_some_and(|owner| owner.name(self.db) == "Std");
        data.field.flags.is_inline || data.field.flags.is_extern || is_extern || is_std_int
    }
}

pub(super) fn fold(body: &TypedBody<'_>, expr: TExprId) -> Option<ConstValue> {
    Some(match &body[expr].kind {
        TExprKind::Int(value) => ConstValue::Int(*value),
        TExprKind::Int64(value) => ConstValue::Int64(*value),
        TExprKind::Float(bits) => ConstValue::Float(*bits),
        TExprKind::String(text) => ConstValue::String(text.clone()),
        TExprKind::Bool(value) => ConstValue::Bool(*value),
        TExprKind::Null => ConstValue::Null,
        TExprKind::Coerce(inner) | TExprKind::UnsafeCast(inner) => {
            match (fold(body, *inner)?, body[expr].ty) {
                (ConstValue::Int(value), Ty::Float) => {
                    ConstValue::Float(f64::from(value).to_bits())
                }
                (value, _) => value,
            }
        }
        TExprKind::Neg { expr, .. } => match fold(body, *expr)? {
            ConstValue::Int(value) => ConstValue::Int(value.wrapping_neg()),
            ConstValue::Float(bits) => ConstValue::Float((-f64::from_bits(bits)).to_bits()),
            _ => return None,
        },
        TExprKind::BitNot {
            kind: NumKind::Int,
            expr,
        } => match fold(body, *expr)? {
            ConstValue::Int(value) => ConstValue::Int(!value),
            _ => return None,
        },
        TExprKind::Not(expr) => match fold(body, *expr)? {
            ConstValue::Bool(value) => ConstValue::Bool(!value),
            _ => return None,
        },
        TExprKind::Arith { op, lhs, rhs, .. } => match (fold(body, *lhs)?, fold(body, *rhs)?) {
            (ConstValue::Int(a), ConstValue::Int(b)) => fold_int(*op, a, b)?,
            (ConstValue::Float(a), ConstValue::Float(b)) => {
                fold_float(*op, f64::from_bits(a), f64::from_bits(b))?
            }
            _ => return None,
        },
        TExprKind::Concat(parts) => {
            let mut text = String::new();
            for part in parts {
                match fold(body, *part)? {
                    ConstValue::String(part) => text.push_str(&part),
                    ConstValue::Int(value) => text.push_str(&value.to_string()),
                    ConstValue::Bool(value) => text.push_str(&value.to_string()),
                    ConstValue::Int64(_) | ConstValue::Float(_) | ConstValue::Null => return None,
                }
            }
            ConstValue::String(text.into())
        }
        _ => return None,
    })
}

fn fold_int(op: ArithOp, a: i32, b: i32) -> Option<ConstValue> {
    Some(ConstValue::Int(match op {
        ArithOp::Add => a.wrapping_add(b),
        ArithOp::Sub => a.wrapping_sub(b),
        ArithOp::Mul => a.wrapping_mul(b),
        ArithOp::Div => return None,
        ArithOp::Mod if b == 0 => return None,
        ArithOp::Mod => a.wrapping_rem(b),
        ArithOp::BitAnd => a & b,
        ArithOp::BitOr => a | b,
        ArithOp::BitXor => a ^ b,
        ArithOp::Shl => a.wrapping_shl(b as u32),
        ArithOp::Shr => a.wrapping_shr(b as u32),
        ArithOp::UShr => (a as u32).wrapping_shr(b as u32) as i32,
    }))
}

fn fold_float(op: ArithOp, a: f64, b: f64) -> Option<ConstValue> {
    let value = match op {
        ArithOp::Add => a + b,
        ArithOp::Sub => a - b,
        ArithOp::Mul => a * b,
        ArithOp::Div => a / b,
        ArithOp::Mod => a % b,
        ArithOp::BitAnd
        | ArithOp::BitOr
        | ArithOp::BitXor
        | ArithOp::Shl
        | ArithOp::Shr
        | ArithOp::UShr => return None,
    };
    Some(ConstValue::Float(value.to_bits()))
}
