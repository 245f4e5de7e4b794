//! Walking a typed body: the direct parts of an expression, patterns included.
//!
//! A closure's body is not a part of the expression that makes the closure; who wants it asks.

use super::{Callee, LocalId, Place, TExprId, TExprKind, TPat};

/// Calls `f` with the direct parts of `kind` in the order in which they are evaluated.
pub fn children(kind: &TExprKind<'_>, f: &mut dyn FnMut(TExprId)) {
    match kind {
        TExprKind::Missing
        | TExprKind::Int(_)
        | TExprKind::Int64(_)
        | TExprKind::Float(_)
        | TExprKind::String(_)
        | TExprKind::Bool(_)
        | TExprKind::Null
        | TExprKind::This
        | TExprKind::Local(_)
        | TExprKind::TypeValue(_)
        | TExprKind::StaticField(_)
        | TExprKind::StaticClosure(_)
        | TExprKind::CtorClosure(_)
        | TExprKind::EnumCtor { .. }
        | TExprKind::Closure(_)
        | TExprKind::Break
        | TExprKind::Continue => {}
        TExprKind::Field { recv, .. }
        | TExprKind::AnonField { recv, .. }
        | TExprKind::DynamicField { recv, .. }
        | TExprKind::MethodClosure { recv, .. } => f(*recv),
        TExprKind::ArrayGet { array, index } => {
            f(*array);
            f(*index);
        }
        TExprKind::DynamicGet { recv, index } => {
            f(*recv);
            f(*index);
        }
        TExprKind::Assign { place, value } => {
            place_children(place, f);
            f(*value);
        }
        TExprKind::VarDecl { init, .. } => init.iter().copied().for_each(f),
        TExprKind::Arith { lhs, rhs, .. }
        | TExprKind::Compare { lhs, rhs, .. }
        | TExprKind::DynamicOp { lhs, rhs, .. }
        | TExprKind::And { lhs, rhs }
        | TExprKind::Or { lhs, rhs } => {
            f(*lhs);
            f(*rhs);
        }
        TExprKind::Not(expr)
        | TExprKind::Neg { expr, .. }
        | TExprKind::BitNot { expr, .. }
        | TExprKind::Coerce(expr)
        | TExprKind::UnsafeCast(expr)
        | TExprKind::CheckedCast(expr)
        | TExprKind::IsType { expr, .. }
        | TExprKind::Throw(expr) => f(*expr),
        TExprKind::Concat(parts) | TExprKind::Array(parts) | TExprKind::Block(parts) => {
            parts.iter().copied().for_each(f);
        }
        TExprKind::Call { callee, args } => {
            match callee {
                Callee::Static { .. } | Callee::SuperCtor { .. } => {}
                Callee::Instance { recv, .. } | Callee::Named { recv, .. } => f(*recv),
                Callee::Value(callee) => f(*callee),
            }
            args.iter().copied().for_each(f);
        }
        TExprKind::PosInfos { custom } => custom.iter().copied().for_each(f),
        TExprKind::New { args, .. }
        | TExprKind::NewGeneric { args }
        | TExprKind::EnumNew { args, .. } => {
            args.iter().copied().for_each(f);
        }
        TExprKind::Object(fields) => fields.iter().for_each(|(_, value)| f(*value)),
        TExprKind::If { cond, then, els } => {
            f(*cond);
            f(*then);
            els.iter().copied().for_each(f);
        }
        TExprKind::While {
            cond,
            body,
            do_while,
        } => {
            if *do_while {
                f(*body);
                f(*cond);
            } else {
                f(*cond);
                f(*body);
            }
        }
        TExprKind::Switch(switch) => {
            switch.subjects.iter().for_each(|it| f(*it));
            for case in &switch.cases {
                for pat in case.rows.iter().flat_map(|row| row.iter()) {
                    pat_exprs(pat, f);
                }
                case.guard.iter().for_each(|it| f(*it));
                f(case.body);
            }
            switch.default.iter().for_each(|it| f(*it));
        }
        TExprKind::Try { body, catches } => {
            f(*body);
            catches.iter().for_each(|catch| f(catch.body));
        }
        TExprKind::Return(value) => value.iter().copied().for_each(f),
    }
}

pub fn place_children(place: &Place<'_>, f: &mut dyn FnMut(TExprId)) {
    match place {
        Place::Local(_) | Place::This | Place::StaticField(_) => {}
        Place::Field { recv, .. }
        | Place::AnonField { recv, .. }
        | Place::DynamicField { recv, .. } => {
            f(*recv);
        }
        Place::ArrayElement { array, index } => {
            f(*array);
            f(*index);
        }
        Place::DynamicElement { recv, index } => {
            f(*recv);
            f(*index);
        }
    }
}

/// The expressions inside a pattern: constants, reads, extractors.
pub fn pat_exprs(pat: &TPat<'_>, f: &mut dyn FnMut(TExprId)) {
    match pat {
        TPat::Wild | TPat::Null | TPat::TypeValue(_) => {}
        TPat::Bind { sub, .. } => sub.iter().for_each(|sub| pat_exprs(sub, f)),
        TPat::Const { value, .. } => f(*value),
        TPat::Enum { args, .. } => args.iter().for_each(|arg| pat_exprs(arg, f)),
        TPat::Array(subs) | TPat::Or(subs) => subs.iter().for_each(|sub| pat_exprs(sub, f)),
        TPat::Fields { fields, .. } => {
            for (read, sub) in fields {
                f(*read);
                pat_exprs(sub, f);
            }
        }
        TPat::Extractor { expr, sub, .. } => {
            f(*expr);
            pat_exprs(sub, f);
        }
    }
}

/// The locals that a pattern gives a value.
pub fn pat_locals(pat: &TPat<'_>, f: &mut dyn FnMut(LocalId)) {
    match pat {
        TPat::Wild | TPat::Null | TPat::TypeValue(_) | TPat::Const { .. } => {}
        TPat::Bind { local, sub } => {
            f(*local);
            sub.iter().for_each(|sub| pat_locals(sub, f));
        }
        TPat::Enum { args, .. } => args.iter().for_each(|arg| pat_locals(arg, f)),
        TPat::Array(subs) | TPat::Or(subs) => subs.iter().for_each(|sub| pat_locals(sub, f)),
        TPat::Fields { subject, fields } => {
            f(*subject);
            fields.iter().for_each(|(_, sub)| pat_locals(sub, f));
        }
        TPat::Extractor { input, sub, .. } => {
            f(*input);
            pat_locals(sub, f);
        }
    }
}
