//! Types in Haxe's own notation: `Array<Int>`, `(a : Int, ?b : String) -> Void`,
//! `{ y : String, x : Int }` (fields in descending order, as the reference prints them),
//! `Unknown<0>` numbered in order of appearance in one message.

use std::fmt::Write;

use base_db::Db;
use hir_def::{
    body::Expr,
    ids::{GenericOwner, TypeDeclId, TypeParamId},
    item_tree::TypeDeclKind,
    type_decl_data, type_path,
};

use crate::{
    table::InferenceTable,
    ty::{AnonField, AnonStatus, MonoId, Ty},
};

/// Prints the types of one message; monomorphs keep their number across it.
pub struct Printer<'a, 'db> {
    db: &'db dyn Db,
    table: Option<&'a InferenceTable<'db>>,
    monos: Vec<MonoId>,
    depth: u32,
    /// `T` instead of `C.T`.
    bare_params: bool,
}

/// A type without monomorphs.
pub fn print_type<'db>(db: &'db dyn Db, ty: Ty<'db>) -> String {
    Printer::new(db).print(ty)
}

/// A type as an editor shows it: type parameters by their names alone, as they are written.
pub fn print_written<'db>(db: &'db dyn Db, ty: Ty<'db>) -> String {
    let mut printer = Printer::new(db);
    printer.bare_params = true;
    printer.print(ty)
}

/// A type parameter with its owner, as the reference writes it: `pack.C.T`, `method.S`.
pub fn param_path<'db>(db: &'db dyn Db, param: TypeParamId<'db>) -> String {
    let name = param.name(db);
    match param.owner(db) {
        GenericOwner::Type(decl) => format!("{}.{name}", type_path(db, decl)),
        GenericOwner::Field(field) => format!("{}.{name}", field.name(db)),
        GenericOwner::Ctor(ctor) => format!("{}.{name}", ctor.name(db)),
        GenericOwner::LocalFn(field, ordinal) => {
            let body = hir_def::body(db, field);
            let function = body.exprs.iter().find_map(|(_, expr)| match expr {
                Expr::Function(function) if function.ordinal == ordinal => Some(function),
                _ => None,
            });
            match function.and_then(|function| function.name.as_ref()) {
                Some(function) => format!("{function}.{name}"),
                None => name.to_string(),
            }
        }
        GenericOwner::AnonMethod(..) => name.to_string(),
    }
}

const MAX_DEPTH: u32 = 24;

impl<'a, 'db> Printer<'a, 'db> {
    pub fn new(db: &'db dyn Db) -> Self {
        Printer {
            db,
            table: None,
            monos: Vec::new(),
            depth: 0,
            bare_params: false,
        }
    }

    pub fn with_table(table: &'a InferenceTable<'db>) -> Self {
        Printer {
            db: table.db,
            table: Some(table),
            monos: Vec::new(),
            depth: 0,
            bare_params: false,
        }
    }

    pub fn print(&mut self, ty: Ty<'db>) -> String {
        let mut out = String::new();
        self.ty(&mut out, ty);
        out
    }

    fn resolve(&self, ty: Ty<'db>) -> Ty<'db> {
        match self.table {
            Some(table) => table.resolve(ty),
            None => ty,
        }
    }

    fn path(&self, out: &mut String, id: TypeDeclId<'db>) {
        out.push_str(&type_path(self.db, id));
    }

    fn ty(&mut self, out: &mut String, ty: Ty<'db>) {
        if self.depth > MAX_DEPTH {
            out.push_str("...");
            return;
        }
        self.depth += 1;
        self.ty_inner(out, ty);
        self.depth -= 1;
    }

    fn ty_inner(&mut self, out: &mut String, ty: Ty<'db>) {
        let db = self.db;
        match self.resolve(ty) {
            Ty::Unknown => out.push_str("Unknown"),
            Ty::Mono(id) => self.mono(out, id),
            Ty::Void => out.push_str("Void"),
            Ty::Bool => out.push_str("Bool"),
            Ty::Int => out.push_str("Int"),
            Ty::Float => out.push_str("Float"),
            Ty::Null(inner) => {
                out.push_str("Null<");
                self.ty(out, inner.ty(db));
                out.push('>');
            }
            Ty::Dynamic(None) => out.push_str("Dynamic"),
            Ty::Dynamic(Some(inner)) => {
                out.push_str("Dynamic<");
                self.ty(out, inner.ty(db));
                out.push('>');
            }
            Ty::Class(id, args)
            | Ty::Enum(id, args)
            | Ty::Abstract(id, args)
            | Ty::Typedef(id, args) => {
                self.path(out, id);
                self.args(out, args.list(db));
            }
            Ty::Fun(fun) => {
                let params = fun.params(db);
                match params {
                    [] => out.push_str("()"),
                    [only] if only.name.is_empty() => {
                        if only.optional {
                            out.push('?');
                        }
                        self.operand(out, only.ty, true);
                    }
                    _ => {
                        out.push('(');
                        for (i, param) in params.iter().enumerate() {
                            if i > 0 {
                                out.push_str(", ");
                            }
                            if param.optional {
                                out.push('?');
                            }
                            if !param.name.is_empty() {
                                let _ = write!(out, "{} : ", param.name);
                            }
                            self.operand(out, param.ty, true);
                        }
                        out.push(')');
                    }
                }
                out.push_str(" -> ");
                self.operand(out, fun.ret(db), false);
            }
            Ty::Anon(anon) => self.fields(out, anon.fields(db), anon.status(db)),
            Ty::Param(param) if self.bare_params => out.push_str(param.name(db)),
            Ty::Param(param) => out.push_str(&param_path(db, param)),
            Ty::TypeValue(id) => {
                let kind = type_decl_data(db, id).map(|data| &data.decl.kind);
                let word = match kind {
                    Some(TypeDeclKind::Enum) => "Enum",
                    Some(TypeDeclKind::Abstract { .. }) => "Abstract",
                    _ => "Class",
                };
                out.push_str(word);
                out.push('<');
                self.path(out, id);
                out.push('>');
            }
            Ty::Const(text) => out.push_str(text.text(db)),
        }
    }

    /// Functions in argument or result position stand in parentheses; so does `Void` as argument.
    fn operand(&mut self, out: &mut String, ty: Ty<'db>, is_param: bool) {
        let ty = self.resolve(ty);
        let wrap = matches!(ty, Ty::Fun(_)) || (is_param && ty == Ty::Void);
        if wrap {
            out.push('(');
        }
        self.ty(out, ty);
        if wrap {
            out.push(')');
        }
    }

    fn args(&mut self, out: &mut String, args: &[Ty<'db>]) {
        if args.is_empty() {
            return;
        }
        out.push('<');
        for (i, &arg) in args.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            self.ty(out, arg);
        }
        out.push('>');
    }

    fn fields(&mut self, out: &mut String, fields: &[AnonField<'db>], _status: AnonStatus) {
        out.push('{');
        for (i, field) in fields.iter().rev().enumerate() {
            if i > 0 {
                out.push(',');
            }
            out.push(' ');
            if field.optional {
                out.push('?');
            }
            let _ = write!(out, "{} : ", field.name);
            self.ty(out, field.ty);
        }
        out.push_str(" }");
    }

    fn mono(&mut self, out: &mut String, id: MonoId) {
        if let Some(at) = self.monos.iter().position(|&m| m == id) {
            let _ = write!(out, "Unknown<{at}>");
            return;
        }
        let _ = write!(out, "Unknown<{}>", self.monos.len());
        self.monos.push(id);
        let Some(table) = self.table else { return };
        let bounds = table.mono_bounds(id);
        let mut parts = Vec::new();
        for ty in bounds.types {
            parts.push(self.print(ty));
        }
        if bounds.structural {
            let mut text = String::new();
            let mut fields = bounds.fields;
            fields.sort_by(|a, b| a.name.cmp(&b.name));
            self.fields(&mut text, &fields, AnonStatus::Closed);
            parts.push(text);
        }
        if !parts.is_empty() {
            let _ = write!(out, " : {}", parts.join(" & "));
        }
    }
}
