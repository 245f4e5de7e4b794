//! Static extensions: functions that `using` and `@:using` let one call on their first argument.

use base_db::Db;
use hir_def::{
    Name, field_data,
    ids::{FieldId, FieldOwner, ModuleId, TypeDeclId},
    item_tree::{MetaArg, TypeDeclKind, has_meta},
    module_type_named, module_types, resolve_type_path, type_decl_data, usings_of,
};

use crate::{
    decl::{abstract_info, ancestors, decl_meta, expand_typedefs, underlying_type},
    fold::Subst,
    member::{Member, MemberKind},
    signature::field_shape,
    table::InferenceTable,
    ty::Ty,
};

impl<'db> InferenceTable<'db> {
    /// A function of the `using`s in force that takes the receiver as its first argument (8.8):
    /// those of the type's own `@:using`, then the module's, then the global ones for enums.
    pub fn lookup_extension(
        &mut self,
        module: ModuleId<'db>,
        recv: Ty<'db>,
        name: &Name,
    ) -> Option<Member<'db>> {
        let db = self.db;
        // A use must not decide what an unknown type is.
        if matches!(self.follow_null(recv), Ty::Mono(_)) {
            return None;
        }
        for owner in self.type_usings(recv) {
            if let Some(member) = self.extension_of(module, owner, recv, name) {
                return Some(member);
            }
        }
        for &owner in usings_of(db, module) {
            if let Some(member) = self.extension_of(module, owner, recv, name) {
                return Some(member);
            }
        }
        for decl in global_usings(db, self.config) {
            let owner = FieldOwner::Type(decl);
            if let Some(member) = self.extension_of(module, owner, recv, name) {
                return Some(member);
            }
        }
        None
    }

    /// Whose functions extend a value of type `recv` in `module`, in the order of lookup.
    pub fn extension_owners(&self, module: ModuleId<'db>, recv: Ty<'db>) -> Vec<FieldOwner<'db>> {
        let mut out = self.type_usings(recv);
        out.extend(usings_of(self.db, module));
        out.extend(
            global_usings(self.db, self.config)
                .into_iter()
                .map(FieldOwner::Type),
        );
        out
    }

    /// What is named by `@:using` on the receiver's type, nearest first.
    fn type_usings(&self, recv: Ty<'db>) -> Vec<FieldOwner<'db>> {
        let db = self.db;
        let mut out = Vec::new();
        let mut ty = self.resolve(recv);
        for _ in 0..32 {
            match ty {
                Ty::Null(inner) => ty = self.resolve(inner.ty(db)),
                Ty::Typedef(id, args) => {
                    usings_on(db, id, &mut out);
                    ty = self.resolve(crate::decl::expand_typedef(db, id, args.list(db)));
                }
                Ty::Class(id, args) => {
                    for (id, _) in ancestors(db, id, args) {
                        usings_on(db, id, &mut out);
                    }
                    break;
                }
                Ty::Abstract(id, args) => {
                    usings_on(db, id, &mut out);
                    let info = abstract_info(db, id);
                    match underlying_type(db, id, args.list(db)) {
                        Some(inner) if info.forward != crate::decl::Forward::No => {
                            ty = self.resolve(inner);
                        }
                        _ => break,
                    }
                }
                Ty::Enum(id, _) => {
                    usings_on(db, id, &mut out);
                    if let Some(enum_value) = self.core().enum_value {
                        usings_on(db, enum_value, &mut out);
                    }
                    break;
                }
                Ty::TypeValue(id) => {
                    usings_on(db, id, &mut out);
                    let is_enum = type_decl_data(db, id)
                        .is_some_and(|data| matches!(data.decl.kind, TypeDeclKind::Enum));
                    let core = self.core();
                    if let Some(id) = if is_enum { core.enum_ } else { core.class } {
                        usings_on(db, id, &mut out);
                    }
                    break;
                }
                Ty::Int | Ty::Float | Ty::Bool => {
                    if let Some(id) = self.core().decl_of(ty) {
                        usings_on(db, id, &mut out);
                    }
                    break;
                }
                _ => break,
            }
        }
        out
    }

    fn extension_of(
        &mut self,
        module: ModuleId<'db>,
        owner: FieldOwner<'db>,
        recv: Ty<'db>,
        name: &Name,
    ) -> Option<Member<'db>> {
        let db = self.db;
        // `typedef Tools = StringTools;` in a used module stands for what it names.
        let (owner, source) = match owner {
            FieldOwner::Type(decl) => {
                let decl = hir_def::follow_typedef(db, decl).unwrap_or(decl);
                (FieldOwner::Type(decl), decl.module(db))
            }
            FieldOwner::Module(source) => (owner, source),
        };
        hir_def::fields_of_owner_named(db, owner, name)
            .into_iter()
            .filter(|field| {
                // A class may use its own private statics.
                source == module || field_signature_is_public(db, *field)
            })
            .find_map(|field| self.extension(field, recv))
    }

    /// `field` as an extension of a value of type `recv`.
    pub fn extension(&mut self, field: FieldId<'db>, recv: Ty<'db>) -> Option<Member<'db>> {
        let db = self.db;
        let data = field_data(db, field)?;
        if !data.field.flags.is_static || has_meta(&data.field.meta, ":noUsing") {
            return None;
        }
        // Asked before the signature, which may mean inferring a body.
        if matches!(data.field.kind, hir_def::item_tree::FieldKind::Var { .. })
            && !may_be_function(db, field)
        {
            return None;
        }
        let signature = self.signature_of(field);
        self.attempt(|table| {
            let (ty, type_args) = table.instantiate_signature(&signature, &Subst::new());
            let Ty::Fun(fun) = table.follow(ty) else {
                return Err(());
            };
            let [first, rest @ ..] = fun.params(db) else {
                return Err(());
            };
            let wanted = first.ty;
            let is_dynamic = |ty: Ty<'db>| ty.is_dynamic();
            let (given, to) = (table.follow(recv), table.follow(wanted));
            if is_dynamic(given) && !is_dynamic(to) {
                return Err(());
            }
            if table.is_multi_type(given) || table.is_multi_type(to) {
                // The classes behind a `Map` are extended as the map is.
                table.coerce(recv, wanted).map_err(|_| ())?;
            } else {
                table.unify(recv, wanted).map_err(|_| ())?;
            }
            let ty = Ty::fun(db, rest.to_vec(), fun.ret(db));
            Ok(Member {
                kind: MemberKind::Extension {
                    field,
                    recv: wanted,
                },
                ty,
                type_args,
                through: Vec::new(),
            })
        })
        .ok()
    }

    fn is_multi_type(&self, ty: Ty<'db>) -> bool {
        match self.follow_null(ty) {
            Ty::Abstract(id, _) => abstract_info(self.db, id).multi_type.is_some(),
            _ => false,
        }
    }
}

/// Whether what is written says that a variable holds a function: its hint or its initialiser.
#[salsa::tracked(returns(copy))]
fn may_be_function<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    if let Some(ty) = crate::signature::written_signature(db, field).var_ty {
        return matches!(expand_typedefs(db, ty), Ty::Fun(_));
    }
    let body = hir_def::body(db, field);
    body.root
        .is_some_and(|root| matches!(body.exprs[root], hir_def::body::Expr::Function(_)))
}

/// Asked of statics only: those of interfaces and externs are public by default.
fn field_signature_is_public<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let written = field_data(db, field).and_then(|data| data.field.flags.visibility);
    match written {
        Some(visibility) => visibility == hir_def::item_tree::Visibility::Public,
        None => field_shape(db, field).is_public,
    }
}

/// Resolves the paths of a declaration's `@:using(a.B)`.
fn usings_on<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, out: &mut Vec<FieldOwner<'db>>) {
    for meta in decl_meta(db, decl) {
        if meta.name != ":using" {
            continue;
        }
        for arg in &meta.args {
            let MetaArg::Path(path) = arg else { continue };
            let Some(id) = resolve_type_path(db, decl.module(db), path).ty() else {
                continue;
            };
            // A module's name stands for all its types and functions, as in `using`.
            let module = id.module(db);
            if hir_def::module_name(db, module) == id.name(db) {
                let types = module_types(db, module).iter().copied();
                out.extend(types.map(FieldOwner::Type));
                out.push(FieldOwner::Module(module));
            } else {
                out.push(FieldOwner::Type(id));
            }
        }
    }
}

/// Enum values always have the helpers of `haxe.EnumTools`.
#[salsa::tracked(returns(clone))]
fn global_usings<'db>(db: &'db dyn Db, config: base_db::Config) -> Vec<TypeDeclId<'db>> {
    let tools = hir_def::type_by_path(db, config, "haxe.EnumTools");
    let value_tools = tools.and_then(|tools| {
        module_type_named(db, tools.module(db), &Name::new_static("EnumValueTools"))
    });
    tools.into_iter().chain(value_tools).collect()
}
