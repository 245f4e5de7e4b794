//! Abstracts: underlying type, direct casts, cast methods, operators (11).

use hir_def::{
    body::BinaryOp,
    field_data,
    ids::{FieldId, TypeDeclId},
    item_tree::{Field, FieldKind, MetaArg, TypeDeclData, TypeDeclKind, has_meta},
};

use crate::{
    check::{Checker, DeclPlace},
    decl::{AbstractOp, abstract_info, decl_has_meta, self_type},
    signature::{enum_abstract_owner, field_signature, written_signature},
    table::InferenceTable,
    ty::Ty,
};

impl<'db> Checker<'db> {
    pub(super) fn check_abstract(&mut self, decl: TypeDeclId<'db>, data: &'db TypeDeclData) {
        let db = self.db;
        let at = DeclPlace::Type(decl);
        let TypeDeclKind::Abstract {
            underlying,
            from,
            to,
            ..
        } = &data.decl.kind
        else {
            return;
        };
        let info = abstract_info(db, decl);
        if info.core_type {
            if info.callable && !(from.is_empty() && to.is_empty()) {
                self.error(
                    "invalid-abstract",
                    at,
                    "@:coreType abstracts cannot be @:callable",
                );
            }
            if underlying.is_some() {
                self.error(
                    "invalid-abstract",
                    at,
                    "@:coreType abstracts cannot have an underlying type",
                );
            }
            return;
        }
        let Some(this) = info.underlying else {
            if !decl_has_meta(db, decl, ":build") {
                self.error(
                    "invalid-abstract",
                    at,
                    "Abstract is missing underlying type declaration",
                );
            }
            return;
        };
        if self.is_recursive_abstract(decl, this) {
            self.error(
                "recursive-type",
                at,
                "Abstract underlying type cannot be recursive",
            );
            return;
        }
        let mut table = InferenceTable::new(db, decl.module(db).config(db));
        let incompatible = "You can only declare from/to with compatible types";
        for (&id, &ty) in from.iter().zip(&info.from) {
            if table.unify(ty, this).is_err() {
                self.error("invalid-cast", DeclPlace::Header(decl, id), incompatible);
            }
        }
        for (&id, &ty) in to.iter().zip(&info.to) {
            if table.unify(this, ty).is_err() {
                self.error("invalid-cast", DeclPlace::Header(decl, id), incompatible);
            }
        }
    }

    fn is_recursive_abstract(&self, decl: TypeDeclId<'db>, this: Ty<'db>) -> bool {
        let db = self.db;
        let mut ty = this;
        for _ in 0..64 {
            match crate::decl::expand_typedefs(db, ty) {
                Ty::Abstract(id, _) if id == decl => return true,
                Ty::Abstract(id, args) => {
                    match crate::decl::underlying_type(db, id, args.list(db)) {
                        Some(inner) => ty = inner,
                        None => return false,
                    }
                }
                Ty::Null(inner) => ty = inner.ty(db),
                _ => return false,
            }
        }
        true
    }

    pub(super) fn check_abstract_field(
        &mut self,
        field: FieldId<'db>,
        data: &'db Field,
        decl: TypeDeclId<'db>,
        owner: &'db TypeDeclData,
    ) {
        let db = self.db;
        let at = DeclPlace::Field(field);
        let flags = data.flags;
        match &data.kind {
            FieldKind::Var {
                access, has_init, ..
            } => {
                let is_value = enum_abstract_owner(db, field).is_some();
                if !flags.is_static && access.is_none() && !is_value {
                    self.error(
                        "invalid-abstract",
                        at,
                        "Cannot declare member variable in abstract",
                    );
                }
                if is_value && !has_init && !owner.decl.is_extern && !self.has_auto_value(decl) {
                    self.error("missing-initializer", at, "Value required");
                }
            }
            FieldKind::Fun { has_body, .. } => {
                let is_from = has_meta(&data.meta, ":from");
                let is_to = has_meta(&data.meta, ":to");
                let written = written_signature(db, field);
                if is_from {
                    if !flags.is_static {
                        self.error("invalid-cast", at, "@:from cast functions must be static");
                    } else if written.params.iter().filter(|p| !p.optional).count() > 1
                        || written.params.is_empty()
                    {
                        self.error(
                            "invalid-cast",
                            at,
                            "@:from cast functions must accept exactly one argument",
                        );
                    } else if let Some(ret) = written.ret
                        && !flags.is_macro
                    {
                        self.check_cast_result(at, ret, decl);
                    }
                }
                if is_to {
                    let required = written.params.iter().filter(|p| !p.optional).count();
                    // Those of a `@:multiType` take the constructor's arguments too.
                    let is_multi = has_meta(&owner.decl.meta, ":multiType");
                    if flags.is_static && required != 1 && !is_multi {
                        self.error(
                            "invalid-cast",
                            at,
                            "static @:to method should have one argument",
                        );
                    } else if !flags.is_static && required != 0 {
                        self.error("invalid-cast", at, "@:to method should have no arguments");
                    }
                }
                self.check_operators(field, data, decl);
                self.check_resolve(field, decl);
                let is_core = abstract_info(db, decl).core_type;
                let is_exposed = data
                    .meta
                    .iter()
                    .any(|m| matches!(m.name.as_str(), ":op" | ":arrayAccess" | ":resolve"));
                let is_multi = field.name(db) == "new" && has_meta(&owner.decl.meta, ":multiType");
                if !has_body
                    && !is_exposed
                    && !is_core
                    && !is_multi
                    && !owner.decl.is_extern
                    && !flags.is_extern
                    && !flags.is_macro
                    && !has_meta(&owner.decl.meta, ":build")
                    && !has_meta(&data.meta, ":rt")
                {
                    self.error(
                        "missing-body",
                        at,
                        format!("Function body required : {}", field.name(db)),
                    );
                }
            }
        }
    }

    /// Int values count up, String values have their name.
    fn has_auto_value(&self, decl: TypeDeclId<'db>) -> bool {
        let db = self.db;
        let Some(this) = abstract_info(db, decl).underlying else {
            return true;
        };
        let mut table = InferenceTable::new(db, decl.module(db).config(db));
        // A number or the name is the value, where it can stand for the underlying type and back.
        let string = table.core().string_ty(db);
        [Ty::Int, string]
            .into_iter()
            .any(|value| table.can_unify(this, value) && table.can_unify(value, this))
    }

    /// What a `@:from` function gives is the abstract, not its underlying type.
    fn check_cast_result(&mut self, at: DeclPlace<'db>, ret: Ty<'db>, decl: TypeDeclId<'db>) {
        let db = self.db;
        let mut table = InferenceTable::new(db, decl.module(db).config(db));
        let args = table.fresh_args(decl);
        let own = crate::decl::type_of_decl(db, decl, &args);
        if let Err(error) = table.unify_eq(ret, own) {
            self.error("invalid-cast", at, error.message(&table));
        }
    }

    /// `@:op(a.b) function read(name:String)`, also with the value to write.
    fn check_resolve(&mut self, field: FieldId<'db>, decl: TypeDeclId<'db>) {
        let db = self.db;
        if !abstract_info(db, decl).resolve.contains(&field) {
            return;
        }
        let written = written_signature(db, field);
        let flags = field_data(db, field).map(|it| it.field.flags);
        // A macro takes expressions, and `this` with them.
        if flags.is_some_and(|it| it.is_macro) {
            return;
        }
        let is_static = flags.is_some_and(|it| it.is_static);
        let table = InferenceTable::new(db, decl.module(db).config(db));
        let name = written.params.get(usize::from(is_static));
        let is_string = match name.and_then(|it| it.ty).map(|ty| table.follow(ty)) {
            Some(Ty::Class(id, _)) => Some(id) == table.core().string,
            Some(Ty::Unknown) | None => true,
            Some(_) => false,
        };
        if !is_string {
            self.error(
                "invalid-operator",
                DeclPlace::Field(field),
                "Second argument type must be String",
            );
        }
    }

    fn check_operators(&mut self, field: FieldId<'db>, data: &'db Field, decl: TypeDeclId<'db>) {
        let db = self.db;
        if !has_meta(&data.meta, ":op") {
            return;
        }
        let at = DeclPlace::Field(field);
        let is_assignment = data.meta.iter().any(|m| {
            m.name == ":op"
                && matches!(m.args.first(), Some(MetaArg::Text(text)) if text == "A = B")
        });
        if is_assignment {
            self.error(
                "invalid-operator",
                at,
                "Assignment overloading is not supported",
            );
        }
        let info = abstract_info(db, decl);
        let Some(op) = info.ops.iter().find(|op| op.field == field) else {
            return;
        };
        let signature = field_signature(db, field);
        let Ty::Fun(fun) = signature.ty else { return };
        if field_data(db, field).is_none() {
            return;
        }
        let required = fun.params(db).iter().filter(|p| !p.optional).count();
        match op.op {
            AbstractOp::Binary(BinaryOp::NullCoalesce) => self.error(
                "invalid-operator",
                at,
                "Null coalescing overloading is not supported",
            ),
            AbstractOp::Binary(_) | AbstractOp::Assign(_) => {
                if !signature.is_static && required != 1 {
                    self.error(
                        "invalid-operator",
                        at,
                        "Member @:op functions must accept exactly one argument",
                    );
                } else if signature.is_static && required != 2 {
                    self.error(
                        "invalid-operator",
                        at,
                        "Static @:op functions must accept exactly two arguments",
                    );
                } else if signature.is_static {
                    self.check_operand_types(at, signature, decl);
                }
            }
            AbstractOp::Unary { .. } => {
                let expected = usize::from(signature.is_static);
                if required != expected {
                    self.error(
                        "invalid-operator",
                        at,
                        "Unary @:op functions must accept the abstract alone",
                    );
                }
            }
        }
    }

    fn check_operand_types(
        &mut self,
        at: DeclPlace<'db>,
        signature: &'db crate::signature::Signature<'db>,
        decl: TypeDeclId<'db>,
    ) {
        let db = self.db;
        let mut table = InferenceTable::new(db, decl.module(db).config(db));
        let (ty, _) = table.instantiate_signature(signature, &crate::fold::Subst::new());
        let Ty::Fun(fun) = ty else { return };
        let args = table.fresh_args(decl);
        let own = crate::decl::type_of_decl(db, decl, &args);
        let is_own =
            |table: &mut InferenceTable<'db>, ty: Ty<'db>| table.probe(|t| t.is_eq(ty, own));
        let sides: Vec<bool> = fun
            .params(db)
            .iter()
            .take(2)
            .map(|p| is_own(&mut table, p.ty))
            .collect();
        if !sides.contains(&true) {
            self.error(
                "invalid-operator",
                at,
                format!(
                    "The left or right argument type must be {}",
                    crate::print::print_type(db, self_type(db, decl))
                ),
            );
        }
    }
}
