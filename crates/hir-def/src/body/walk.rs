//! The direct sub-expressions of an expression, in source order.

use super::{Expr, ExprId, StringPart};

impl Expr {
    /// Calls `f` on each direct sub-expression; parameters' default values and the bodies of
    /// function expressions included.
    pub fn for_each_child(&self, f: &mut dyn FnMut(ExprId)) {
        match self {
            Expr::Missing
            | Expr::Literal(_)
            | Expr::Ident(_)
            | Expr::Break
            | Expr::Continue
            | Expr::PatternVar { .. }
            | Expr::Unsupported(_) => {}
            Expr::Interpolated(parts) => {
                for part in parts {
                    if let StringPart::Expr(expr) = part {
                        f(*expr);
                    }
                }
            }
            Expr::Field { expr, .. }
            | Expr::Unary { expr, .. }
            | Expr::Is { expr, .. }
            | Expr::CheckType { expr, .. }
            | Expr::Cast { expr, .. }
            | Expr::Paren(expr)
            | Expr::Throw(expr)
            | Expr::Untyped(expr)
            | Expr::Inline(expr)
            | Expr::Meta { expr, .. } => f(*expr),
            Expr::Index { expr, index } => {
                f(*expr);
                f(*index);
            }
            Expr::Call { callee, args } => {
                f(*callee);
                args.iter().copied().for_each(f);
            }
            Expr::New { args, .. } | Expr::Array(args) | Expr::Block(args) => {
                args.iter().copied().for_each(f);
            }
            Expr::Binary { lhs, rhs, .. } | Expr::Assign { lhs, rhs, .. } => {
                f(*lhs);
                f(*rhs);
            }
            Expr::Ternary { cond, then, els } => {
                f(*cond);
                f(*then);
                f(*els);
            }
            Expr::If { cond, then, els } => {
                f(*cond);
                f(*then);
                els.iter().copied().for_each(f);
            }
            Expr::Object(fields) => fields.iter().for_each(|field| f(field.value)),
            Expr::Function(function) => {
                for param in &function.params {
                    param.default.iter().copied().for_each(&mut *f);
                }
                function.body.iter().copied().for_each(f);
            }
            Expr::Vars(vars) => {
                for var in vars {
                    var.init.iter().copied().for_each(&mut *f);
                }
            }
            Expr::While {
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
            Expr::For { iter, body, .. } => {
                f(*iter);
                f(*body);
            }
            Expr::Switch {
                subject,
                cases,
                default,
            } => {
                f(*subject);
                for case in cases {
                    case.patterns.iter().copied().for_each(&mut *f);
                    case.guard.iter().copied().for_each(&mut *f);
                    case.body.iter().copied().for_each(&mut *f);
                }
                default.iter().flatten().copied().for_each(f);
            }
            Expr::Try { body, catches } => {
                f(*body);
                catches.iter().for_each(|catch| f(catch.body));
            }
            Expr::Return(value) => value.iter().copied().for_each(f),
        }
    }
}
