//! Accessors of properties: they must exist and have the property's type (9.8, 9.9).

use hir_def::{
    Name, field_data, field_named,
    ids::{FieldId, FieldOwner},
    item_tree::{Accessor, Field, FieldKind, TypeDeclKind},
    type_decl_data,
};

use crate::{
    check::{Checker, DeclPlace},
    decl::{has_unseen_members, self_type},
    fold::subst,
    member::class_field,
    signature::{InheritedField, MethodKind, SigKind, field_signature},
    table::InferenceTable,
    ty::{FunParam, Ty, Tys},
};

impl<'db> Checker<'db> {
    pub(super) fn check_accessors(&mut self, field: FieldId<'db>, data: &'db Field) {
        let db = self.db;
        let FieldKind::Var {
            access: Some((read, write)),
            ..
        } = data.kind
        else {
            return;
        };
        let at = DeclPlace::Field(field);
        let name = field.name(db);
        if read == Accessor::Never && write == Accessor::Never {
            self.error(
                "invalid-property",
                at,
                format!("{name}: Unsupported property combination"),
            );
        }
        if let Some(decl) = field.type_decl(db)
            && let Some(owner) = type_decl_data(db, decl)
            && matches!(owner.decl.kind, TypeDeclKind::Abstract { .. })
            && !data.flags.is_static
            && !owner.decl.is_extern
        {
            let physical = |accessor: Accessor| {
                matches!(
                    accessor,
                    Accessor::Default | Accessor::Null | Accessor::Dynamic
                )
            };
            if physical(read) || physical(write) {
                self.error(
                    "invalid-property",
                    at,
                    "Member property accessors must be get/set or never",
                );
                return;
            }
        }
        if read == Accessor::Call {
            self.check_accessor(field, data, "get_");
        }
        if write == Accessor::Call {
            self.check_accessor(field, data, "set_");
        }
    }

    fn check_accessor(&mut self, field: FieldId<'db>, data: &'db Field, prefix: &str) {
        let db = self.db;
        let at = DeclPlace::Field(field);
        let name = field.name(db);
        let method = Name::from(format!("{prefix}{name}"));
        let Some(found) = self.find_accessor(field, data, &method) else {
            let Some(decl) = field.type_decl(db) else {
                self.error(
                    "missing-accessor",
                    at,
                    format!("Method {method} required by property {name} is missing"),
                );
                return;
            };
            let Some(owner) = type_decl_data(db, decl) else {
                return;
            };
            if matches!(owner.decl.kind, TypeDeclKind::Interface { .. })
                || owner.decl.is_extern
                || data.flags.is_extern
                || has_unseen_members(db, decl)
            {
                return;
            }
            match field_named(db, decl, &method) {
                Some(other) => self.error(
                    "invalid-accessor",
                    DeclPlace::Field(other),
                    format!(
                        "Method {method} is no valid accessor for {name} because it is {}static",
                        if data.flags.is_static { "not " } else { "" }
                    ),
                ),
                None => self.error(
                    "missing-accessor",
                    at,
                    format!("Method {method} required by property {name} is missing"),
                ),
            }
            return;
        };
        let signature = field_signature(db, found.field);
        if signature.kind == SigKind::Method(MethodKind::Macro) {
            self.error(
                "invalid-accessor",
                at,
                format!("{method}: Macro methods cannot be used as property accessor"),
            );
            return;
        }
        if hir_def::fields_named(db, found.owner, &method).len() > 1 {
            return;
        }
        let mut table = InferenceTable::new(db, field.module(db).config(db));
        let property = field_signature(db, field).ty;
        let own = subst(db, signature.ty, &found.subst(db));
        let params = if prefix == "set_" {
            vec![FunParam {
                name: Name::new_static("value"),
                optional: false,
                rest: false,
                ty: property,
            }]
        } else {
            Vec::new()
        };
        let wanted = Ty::fun(db, params, property);
        if let Err(err) = table.unify(own, wanted) {
            self.error_with(
                "invalid-accessor",
                DeclPlace::Field(found.field),
                format!(
                    "In method {method} required by property {name}\n{}",
                    err.message(&table)
                ),
                vec![(at, format!("Property {name} is here"))],
            );
        }
    }

    fn find_accessor(
        &self,
        field: FieldId<'db>,
        data: &Field,
        method: &Name,
    ) -> Option<InheritedField<'db>> {
        let db = self.db;
        let decl = match field.owner(db) {
            FieldOwner::Type(decl) => decl,
            FieldOwner::Module(module) => {
                let found = hir_def::module_field_named(db, module, method)?;
                // Module fields have no type of their own: the field stands for itself.
                return Some(InheritedField {
                    field: found,
                    owner: crate::core::core_types(db, module.config(db)).dynamic?,
                    args: Tys::empty(db),
                });
            }
        };
        if data.flags.is_static {
            let found = field_named(db, decl, method)?;
            let is_static = field_data(db, found)?.field.flags.is_static;
            return is_static.then_some(InheritedField {
                field: found,
                owner: decl,
                args: Tys::empty(db),
            });
        }
        match self_type(db, decl) {
            Ty::Class(_, args) => class_field(db, decl, args, method),
            ty => {
                let found = field_named(db, decl, method)?;
                let is_static = field_data(db, found)?.field.flags.is_static;
                let args = match ty {
                    Ty::Abstract(_, args) => args,
                    _ => Tys::empty(db),
                };
                (!is_static).then_some(InheritedField {
                    field: found,
                    owner: decl,
                    args,
                })
            }
        }
    }
}
