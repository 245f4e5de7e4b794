//! Overriding and implementing fields: kind, visibility and type must agree (9.5, 9.7).

use hir_def::{
    field_data,
    ids::{FieldId, TypeDeclId},
    item_tree::{Field, FieldKind, Meta, MetaArg, TypeDeclData, find_meta, has_meta},
    type_path,
};

use crate::{
    check::{Checker, DeclPlace},
    decl::{
        ancestors, decl_has_meta, has_unseen_members, is_interface, is_not_null, parent_class,
        self_type,
    },
    fold::{Subst, subst},
    member::class_field,
    signature::{InheritedField, MethodKind, SigKind, Signature, field_signature},
    suggest::suggestion_suffix,
    table::InferenceTable,
    ty::{Ty, Tys},
    unify::{UnifyError, UnifyItem, kind_word, kinds_fit},
};

impl<'db> Checker<'db> {
    pub(super) fn check_override(
        &mut self,
        field: FieldId<'db>,
        data: &'db Field,
        decl: TypeDeclId<'db>,
        owner: &'db TypeDeclData,
    ) {
        let db = self.db;
        let name = field.name(db);
        // Externs describe what is there: the reference compares nothing in them.
        if data.flags.is_static
            || name == "new"
            || owner.decl.is_extern
            || data.flags.is_extern
            || is_overloaded(db, field, data)
        {
            return;
        }
        let at = DeclPlace::Field(field);
        let Ty::Class(_, args) = self_type(db, decl) else {
            return;
        };
        let parent = parent_class(db, decl, args);
        if parent.is_none() && data.flags.is_override {
            // Reported with the other modifiers.
            return;
        }
        let base = parent.and_then(|(parent, args)| {
            class_field(db, parent, args, name).filter(|found| !is_interface(db, found.owner))
        });
        let (Some((parent, _)), Some(base)) = (parent, base) else {
            if data.flags.is_override && !has_unseen_members(db, decl) {
                let candidates = match parent {
                    Some((parent, args)) => overridable_names(db, parent, args),
                    None => Vec::new(),
                };
                self.error(
                    "superfluous-override",
                    at,
                    format!(
                        "Field {name} is declared 'override' but doesn't override any field{}",
                        suggestion_suffix(name, candidates.iter())
                    ),
                );
            }
            return;
        };
        if matches!(data.kind, FieldKind::Var { .. }) {
            self.error(
                "redefined-variable",
                at,
                format!(
                    "Redefinition of variable {name} in subclass is not allowed. Previously declared at {}",
                    type_path(db, base.owner)
                ),
            );
            return;
        }
        let Some(base_data) = field_data(db, base.field) else {
            return;
        };
        if let Some(own) = native_name(&data.meta)
            && native_name(&base_data.field.meta) != Some(own)
        {
            self.error_with(
                "native-name",
                at,
                format!("Field {name} has different @:native value than in superclass"),
                vec![(
                    DeclPlace::Field(base.field),
                    "Base field is defined here".to_owned(),
                )],
            );
        }
        let signature = field_signature(db, field);
        let base_signature = field_signature(db, base.field);
        let is_base_abstract = base_data.field.flags.is_abstract;
        if is_base_abstract && data.flags.is_override {
            self.error(
                "superfluous-override",
                at,
                format!(
                    "Field {name} is declared 'override' but parent field {name} is 'abstract' and does not provide any implementation to override"
                ),
            );
        }
        if base_data.field.flags.is_overload && !data.flags.is_overload {
            self.error(
                "missing-overload",
                at,
                format!(
                    "Field {name} should be declared with overload since it was already declared as overload in superclass"
                ),
            );
        } else if !data.flags.is_override && !is_base_abstract {
            self.error(
                "missing-override",
                at,
                format!(
                    "Field {name} should be declared with 'override' since it is inherited from superclass {}",
                    type_path(db, parent)
                ),
            );
        } else if !signature.is_public && base_signature.is_public {
            self.error(
                "visibility",
                at,
                format!("Field {name} has less visibility (public/private) than superclass one"),
            );
        } else {
            match (signature.kind, base_signature.kind) {
                (_, SigKind::Method(MethodKind::Inline)) => self.error(
                    "inline-override",
                    at,
                    format!("Field {name} is inlined and cannot be overridden"),
                ),
                (a, b) if a == b => {}
                (SigKind::Method(MethodKind::Inline), SigKind::Method(MethodKind::Normal)) => {}
                _ => self.error(
                    "field-kind",
                    at,
                    format!("Field {name} has different property access than in superclass"),
                ),
            }
        }
        if base_signature.is_final || has_meta(&base_data.field.meta, ":final") {
            self.error(
                "final-method",
                at,
                format!("Cannot override final method {name}"),
            );
        }
        if let Err(message) = self.redefinition(field, signature, &base) {
            self.error_with(
                "incompatible-override",
                at,
                format!(
                    "Field {name} overrides parent class with different or incomplete type\n{message}"
                ),
                vec![(
                    DeclPlace::Field(base.field),
                    "Base field is defined here".to_owned(),
                )],
            );
        }
    }

    /// Against each interface of the class that has the field.
    pub(super) fn check_implements(
        &mut self,
        field: FieldId<'db>,
        data: &'db Field,
        decl: TypeDeclId<'db>,
        owner: &'db TypeDeclData,
    ) {
        let db = self.db;
        let name = field.name(db);
        if data.flags.is_static
            || name == "new"
            || is_overloaded(db, field, data)
            || (owner.decl.is_extern && decl_has_meta(db, decl, ":csNative"))
        {
            return;
        }
        let Ty::Class(_, args) = self_type(db, decl) else {
            return;
        };
        let at = DeclPlace::Field(field);
        // What an extern inherits was checked where it was declared: its overrides may have any type.
        let inherited = match parent_class(db, decl, args) {
            Some((parent, args)) if owner.decl.is_extern => ancestors(db, parent, args),
            _ => Vec::new(),
        };
        for (interface, interface_args) in ancestors(db, decl, args) {
            if interface == decl || !is_interface(db, interface) {
                continue;
            }
            if inherited.iter().any(|&(it, _)| it == interface) {
                continue;
            }
            let Some(wanted) = hir_def::field_named(db, interface, name) else {
                continue;
            };
            if field_data(db, wanted).is_none_or(|data| data.field.flags.is_static)
                || hir_def::fields_named(db, interface, name).len() > 1
            {
                continue;
            }
            let base = InheritedField {
                field: wanted,
                owner: interface,
                args: interface_args,
            };
            let signature = field_signature(db, field);
            let wanted_signature = field_signature(db, wanted);
            let path = type_path(db, interface);
            if wanted_signature.is_public && !signature.is_public {
                self.error(
                    "visibility",
                    at,
                    format!("Field {name} should be public as requested by {path}"),
                );
            } else if !implements_kind(signature.kind, wanted_signature.kind) {
                self.error(
                    "field-kind",
                    at,
                    format!(
                        "Field {name} has different property access than in {path} ({} should be {})",
                        kind_word(signature.kind),
                        kind_word(wanted_signature.kind)
                    ),
                );
            } else if let Err(message) = self.redefinition(field, signature, &base) {
                self.error_with(
                    "incompatible-override",
                    at,
                    format!("Field {name} has different type than in {path}\n{message}"),
                    vec![(
                        DeclPlace::Field(wanted),
                        "Interface field is defined here".to_owned(),
                    )],
                );
            } else {
                continue;
            }
            // One complaint is enough.
            return;
        }
    }

    /// Whether `field` may stand for `base`; else the message.
    fn redefinition(
        &self,
        field: FieldId<'db>,
        signature: &'db Signature<'db>,
        base: &InheritedField<'db>,
    ) -> Result<(), String> {
        let db = self.db;
        let module = field.module(db);
        let mut table = InferenceTable::new(db, module.config(db));
        let base_signature = field_signature(db, base.field);
        let outer = base.subst(db);
        let own = signature.ty;
        let mut theirs = subst(db, base_signature.ty, &outer);
        let (params, base_params) = (&signature.type_params, &base_signature.type_params);
        if params.len() == base_params.len() && !params.is_empty() {
            let args: Vec<Ty<'db>> = params.iter().map(|&p| Ty::Param(p)).collect();
            let map = Subst::zip(base_params, &args);
            theirs = subst(db, theirs, &map);
            for (&param, &base_param) in params.iter().zip(base_params.iter()) {
                let bounds = table.bounds_of(param).to_vec();
                let base_bounds: Vec<Ty<'db>> = table
                    .bounds_of(base_param)
                    .iter()
                    .map(|&ty| subst(db, subst(db, ty, &outer), &map))
                    .collect();
                if bounds.len() != base_bounds.len() {
                    return Err("Different number of constraints".to_owned());
                }
                for (&one, &two) in bounds.iter().zip(&base_bounds) {
                    if table.unify_eq(one, two).is_err() {
                        return Err("Constraints differ".to_owned());
                    }
                }
            }
        }
        let res = check_redefinition(&mut table, signature, own, base_signature, theirs);
        res.map_err(|err| err.message(&table))
    }
}

fn check_redefinition<'db>(
    table: &mut InferenceTable<'db>,
    signature: &Signature<'db>,
    own: Ty<'db>,
    base: &Signature<'db>,
    theirs: Ty<'db>,
) -> Result<(), UnifyError<'db>> {
    use crate::signature::Access;
    let db = table.db;
    match (signature.kind, base.kind) {
        (SigKind::Method(one), SigKind::Method(two))
            if one != MethodKind::Dynamic && two != MethodKind::Dynamic =>
        {
            let (Ty::Fun(fun1), Ty::Fun(fun2)) = (table.follow(own), table.follow(theirs)) else {
                return Ok(());
            };
            let (params1, params2) = (fun1.params(db), fun2.params(db));
            if params1.len() != params2.len() {
                return Err(UnifyError::new(UnifyItem::Custom(
                    "Different number of function arguments".to_owned(),
                )));
            }
            let whole = UnifyItem::CannotUnify(own, theirs);
            valid(table, fun1.ret(db), fun2.ret(db))
                .map_err(|err| err.push(UnifyItem::InvalidReturnType).push(whole.clone()))?;
            for (i, (one, two)) in params1.iter().zip(params2).enumerate() {
                let at = UnifyItem::InvalidFunctionArgument(i + 1, params1.len());
                if one.optional != two.optional {
                    return Err(
                        UnifyError::new(UnifyItem::NotMatchingOptional(one.name.clone()))
                            .push(at)
                            .push(whole),
                    );
                }
                if valid(table, two.ty, one.ty).is_err() {
                    return Err(UnifyError::new(UnifyItem::CannotUnify(one.ty, two.ty))
                        .push(at)
                        .push(whole));
                }
            }
            Ok(())
        }
        (
            _,
            SigKind::Var {
                write: Access::Null | Access::Never,
                ..
            },
        ) => valid(table, own, theirs),
        (
            _,
            SigKind::Var {
                read: Access::Null | Access::Never,
                ..
            },
        ) => valid(table, theirs, own),
        _ if base.is_final => valid(table, own, theirs),
        _ => {
            table.unify_eq(own, theirs)?;
            if is_null(table, own) != is_null(table, theirs) {
                return Err(UnifyError::new(UnifyItem::CannotUnify(own, theirs)));
            }
            Ok(())
        }
    }
}

/// Unifies, without change of nullability and without going to Dynamic.
fn valid<'db>(
    table: &mut InferenceTable<'db>,
    one: Ty<'db>,
    two: Ty<'db>,
) -> Result<(), UnifyError<'db>> {
    table.unify(one, two)?;
    let (followed1, followed2) = (table.follow(one), table.follow(two));
    if followed1.is_unknown() || followed2.is_unknown() {
        return Ok(());
    }
    let becomes_dynamic = followed1.is_dynamic() && !followed2.is_dynamic();
    if is_null(table, one) != is_null(table, two) || becomes_dynamic {
        return Err(UnifyError::new(UnifyItem::CannotUnify(one, two)));
    }
    Ok(())
}

/// `Null` of a type that is not nullable by itself.
fn is_null<'db>(table: &InferenceTable<'db>, ty: Ty<'db>) -> bool {
    match table.follow(ty) {
        Ty::Null(inner) => is_not_null(table.db, table.follow(inner.ty(table.db))),
        _ => false,
    }
}

fn implements_kind(given: SigKind, wanted: SigKind) -> bool {
    if !kinds_fit(given, wanted) {
        return false;
    }
    let class = |kind: MethodKind| match kind {
        MethodKind::Normal | MethodKind::Inline => 0,
        MethodKind::Dynamic => 1,
        MethodKind::Macro => 2,
    };
    match (given, wanted) {
        (SigKind::Var { .. }, SigKind::Var { .. }) => true,
        (SigKind::Method(one), SigKind::Method(two)) => class(one) == class(two),
        _ => false,
    }
}

fn is_overloaded<'db>(db: &'db dyn base_db::Db, field: FieldId<'db>, data: &Field) -> bool {
    data.flags.is_overload
        || has_meta(&data.meta, ":overload")
        || field
            .type_decl(db)
            .is_some_and(|decl| hir_def::fields_named(db, decl, field.name(db)).len() > 1)
}

fn overridable_names<'db>(
    db: &'db dyn base_db::Db,
    parent: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Vec<hir_def::Name> {
    let mut out = Vec::new();
    for (id, _) in ancestors(db, parent, args) {
        for &field in hir_def::fields_of(db, id) {
            let Some(data) = field_data(db, field) else {
                continue;
            };
            let flags = data.field.flags;
            if matches!(data.field.kind, FieldKind::Fun { .. })
                && !flags.is_static
                && !flags.is_final
                && !flags.is_inline
                && field.name(db) != "new"
            {
                out.push(field.name(db).clone());
            }
        }
    }
    out
}

fn native_name(meta: &[Meta]) -> Option<&hir_def::Name> {
    match find_meta(meta, ":native")?.args.first()? {
        MetaArg::String(name) => Some(name),
        _ => None,
    }
}
