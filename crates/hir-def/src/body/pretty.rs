//! Bodies as text, every operand in parentheses where the tree has structure: what
//! `rayzor dump --body` and the tests show.

use std::fmt::Write;

use super::{BinaryOp, Body, BodyParam, Expr, ExprId, FunctionExpr, Literal, StringPart, UnaryOp};
use crate::{
    Name,
    item_tree::pretty::{MetaDisplay, TypeParams, TypeRefDisplay},
    type_ref::TypeRefId,
};

pub fn print_body(body: &Body) -> String {
    let mut printer = Printer {
        body,
        out: String::new(),
        indent: 0,
    };
    if !body.params.is_empty() {
        printer.params(&body.params);
        printer.out.push(' ');
    }
    match body.root {
        Some(root) => printer.expr(root),
        None => printer.out.push_str("no body"),
    }
    printer.out.push('\n');
    printer.out
}

/// One expression of a body.
pub fn print_expr(body: &Body, expr: ExprId) -> String {
    let mut printer = Printer {
        body,
        out: String::new(),
        indent: 0,
    };
    printer.expr(expr);
    printer.out
}

struct Printer<'a> {
    body: &'a Body,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn word(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
    }

    fn list(&mut self, exprs: &[ExprId]) {
        for (i, &expr) in exprs.iter().enumerate() {
            self.word(if i > 0 { ", " } else { "" });
            self.expr(expr);
        }
    }

    fn ty(&mut self, ty: TypeRefId) {
        // Writing to a String does not fail.
        let _ = write!(self.out, "{}", TypeRefDisplay(&self.body.type_refs, ty));
    }

    fn hint(&mut self, ty: Option<TypeRefId>) {
        if let Some(ty) = ty {
            self.word(":");
            self.ty(ty);
        }
    }

    fn params(&mut self, params: &[BodyParam]) {
        self.word("(");
        for (i, param) in params.iter().enumerate() {
            self.word(if i > 0 { ", " } else { "" });
            self.word(if param.optional { "?" } else { "" });
            self.word(if param.rest { "..." } else { "" });
            self.word(&param.name);
            self.hint(param.ty);
            if let Some(default) = param.default {
                self.word(" = ");
                self.expr(default);
            }
        }
        self.word(")");
    }

    fn function(&mut self, function: &FunctionExpr) {
        if function.is_arrow {
            self.params(&function.params);
            self.word(" -> ");
        } else {
            self.word(if function.is_inline { "inline " } else { "" });
            self.word("function");
            if let Some(name) = &function.name {
                self.word(" ");
                self.word(name);
            }
            let type_params = TypeParams(&self.body.type_refs, &function.type_params);
            let _ = write!(self.out, "{type_params}");
            self.params(&function.params);
            self.hint(function.ret);
            self.word(" ");
        }
        match function.body {
            Some(body) => self.expr(body),
            None => self.word(";"),
        }
    }

    fn block(&mut self, statements: &[ExprId]) {
        if statements.is_empty() {
            return self.word("{}");
        }
        self.word("{");
        self.indent += 1;
        for &statement in statements {
            self.line();
            self.expr(statement);
            self.word(";");
        }
        self.indent -= 1;
        self.line();
        self.word("}");
    }

    fn expr(&mut self, id: ExprId) {
        match &self.body.exprs[id] {
            Expr::Missing => self.word("?"),
            Expr::Literal(literal) => self.literal(literal),
            Expr::Interpolated(parts) => {
                self.word("'");
                for part in parts {
                    match part {
                        StringPart::Text(text) => self.word(&text.escape_debug().to_string()),
                        StringPart::Expr(expr) => {
                            self.word("${");
                            self.expr(*expr);
                            self.word("}");
                        }
                    }
                }
                self.word("'");
            }
            Expr::Ident(name) => self.word(name),
            Expr::Field {
                expr,
                name,
                null_safe,
            } => {
                self.expr(*expr);
                self.word(if *null_safe { "?." } else { "." });
                self.word(name);
            }
            Expr::Index { expr, index } => {
                self.expr(*expr);
                self.word("[");
                self.expr(*index);
                self.word("]");
            }
            Expr::Call { callee, args } => {
                self.expr(*callee);
                self.word("(");
                self.list(args);
                self.word(")");
            }
            Expr::New { ty, args } => {
                self.word("new ");
                self.ty(*ty);
                self.word("(");
                self.list(args);
                self.word(")");
            }
            Expr::Binary { op, lhs, rhs } => self.infix(*lhs, binary_op(*op), *rhs),
            Expr::Assign { op, lhs, rhs } => {
                let op = op.map_or("", binary_op);
                self.infix(*lhs, &format!("{op}="), *rhs);
            }
            Expr::Unary { op, postfix, expr } => {
                self.word("(");
                self.word(if *postfix { "" } else { unary_op(*op) });
                self.expr(*expr);
                self.word(if *postfix { unary_op(*op) } else { "" });
                self.word(")");
            }
            Expr::Ternary { cond, then, els } => {
                self.word("(");
                self.expr(*cond);
                self.word(" ? ");
                self.expr(*then);
                self.word(" : ");
                self.expr(*els);
                self.word(")");
            }
            Expr::Is { expr, ty } => {
                self.word("(");
                self.expr(*expr);
                self.word(" is ");
                self.ty(*ty);
                self.word(")");
            }
            Expr::CheckType { expr, ty } => {
                self.word("(");
                self.expr(*expr);
                self.word(" : ");
                self.ty(*ty);
                self.word(")");
            }
            Expr::Cast { expr, ty: None } => self.prefixed("cast", *expr),
            Expr::Cast { expr, ty: Some(ty) } => {
                self.word("cast(");
                self.expr(*expr);
                self.word(", ");
                self.ty(*ty);
                self.word(")");
            }
            Expr::Paren(expr) => {
                self.word("(");
                self.expr(*expr);
                self.word(")");
            }
            Expr::Array(elements) => {
                self.word("[");
                self.list(elements);
                self.word("]");
            }
            Expr::Object(fields) => {
                self.word("{");
                for (i, field) in fields.iter().enumerate() {
                    self.word(if i > 0 { ", " } else { " " });
                    let quote = if field.quoted { "\"" } else { "" };
                    self.word(&format!("{quote}{}{quote}: ", field.name));
                    self.expr(field.value);
                }
                self.word(" }");
            }
            Expr::Function(function) => self.function(function),
            Expr::Block(statements) => self.block(statements),
            Expr::Vars(vars) => {
                for (i, var) in vars.iter().enumerate() {
                    self.word(if i > 0 { ", " } else { "" });
                    self.word(if var.is_static { "static " } else { "" });
                    self.word(if var.is_final { "final " } else { "var " });
                    self.word(&var.name);
                    self.hint(var.ty);
                    if let Some(init) = var.init {
                        self.word(" = ");
                        self.expr(init);
                    }
                }
            }
            Expr::If { cond, then, els } => {
                self.word("if (");
                self.expr(*cond);
                self.word(") ");
                self.expr(*then);
                if let Some(els) = els {
                    self.word(" else ");
                    self.expr(*els);
                }
            }
            Expr::While {
                cond,
                body,
                do_while: true,
            } => {
                self.word("do ");
                self.expr(*body);
                self.word(" while (");
                self.expr(*cond);
                self.word(")");
            }
            Expr::While {
                cond,
                body,
                do_while: false,
            } => {
                self.word("while (");
                self.expr(*cond);
                self.word(") ");
                self.expr(*body);
            }
            Expr::For {
                key,
                value,
                iter,
                body,
            } => {
                self.word("for (");
                if let Some(key) = key {
                    self.word(key);
                    self.word(" => ");
                }
                self.word(value);
                self.word(" in ");
                self.expr(*iter);
                self.word(") ");
                self.expr(*body);
            }
            Expr::Switch {
                subject,
                cases,
                default,
            } => {
                self.word("switch ");
                self.expr(*subject);
                self.word(" {");
                self.indent += 1;
                for case in cases {
                    self.line();
                    self.word("case ");
                    self.list(&case.patterns);
                    if let Some(guard) = case.guard {
                        self.word(" if (");
                        self.expr(guard);
                        self.word(")");
                    }
                    self.case_body(case.body);
                }
                if let Some(body) = default {
                    self.line();
                    self.word("default");
                    self.case_body(*body);
                }
                self.indent -= 1;
                self.line();
                self.word("}");
            }
            Expr::Try { body, catches } => {
                self.word("try ");
                self.expr(*body);
                for catch in catches {
                    self.word(&format!(" catch ({}", catch.name));
                    self.hint(catch.ty);
                    self.word(") ");
                    self.expr(catch.body);
                }
            }
            Expr::Return(value) => self.opt_prefixed("return", *value),
            Expr::Break => self.word("break"),
            Expr::Continue => self.word("continue"),
            Expr::Throw(expr) => self.prefixed("throw", *expr),
            Expr::Untyped(expr) => self.prefixed("untyped", *expr),
            Expr::Inline(expr) => self.prefixed("inline", *expr),
            Expr::Meta { meta, expr } => self.prefixed(&MetaDisplay(meta).to_string(), *expr),
            Expr::PatternVar { name, is_final } => {
                self.word(if *is_final { "final " } else { "var " });
                self.word(name);
            }
            Expr::Unsupported(what) => self.word(&format!("<{what}>")),
        }
    }

    fn case_body(&mut self, body: Option<ExprId>) {
        self.word(": ");
        match body {
            Some(body) => self.expr(body),
            None => self.word("{}"),
        }
    }

    fn infix(&mut self, lhs: ExprId, op: &str, rhs: ExprId) {
        self.word("(");
        self.expr(lhs);
        self.word(&format!(" {op} "));
        self.expr(rhs);
        self.word(")");
    }

    fn prefixed(&mut self, word: &str, expr: ExprId) {
        self.word(word);
        self.word(" ");
        self.expr(expr);
    }

    fn opt_prefixed(&mut self, word: &str, expr: Option<ExprId>) {
        match expr {
            Some(expr) => self.prefixed(word, expr),
            None => self.word(word),
        }
    }

    fn literal(&mut self, literal: &Literal) {
        let text = match literal {
            Literal::Int(it) => it.to_string(),
            Literal::Int64(it) => format!("{it}i64"),
            Literal::UInt(it) => format!("{it}u32"),
            Literal::Float(it) => it.to_string(),
            Literal::String { value, .. } => format!("{value:?}"),
            Literal::Regex { pattern, flags } => regex(pattern, flags),
        };
        self.word(&text);
    }
}

fn regex(pattern: &Name, flags: &Name) -> String {
    format!("~/{}/{flags}", pattern.replace('/', "\\/"))
}

pub fn binary_op(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Mod => "%",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
        BinaryOp::UShr => ">>>",
        BinaryOp::Eq => "==",
        BinaryOp::NotEq => "!=",
        BinaryOp::Lt => "<",
        BinaryOp::LtEq => "<=",
        BinaryOp::Gt => ">",
        BinaryOp::GtEq => ">=",
        BinaryOp::BoolAnd => "&&",
        BinaryOp::BoolOr => "||",
        BinaryOp::Interval => "...",
        BinaryOp::Arrow => "=>",
        BinaryOp::NullCoalesce => "??",
        BinaryOp::In => "in",
    }
}

pub fn unary_op(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Not => "!",
        UnaryOp::Neg => "-",
        UnaryOp::BitNot => "~",
        UnaryOp::Increment => "++",
        UnaryOp::Decrement => "--",
        UnaryOp::Spread => "...",
    }
}
