//! What a name behind a dot means, by the type of what stands before it (checklist 8.7, 8.8):
//! fields of classes and their parents, of structures, of abstracts and what they `@:forward`,
//! and statics of a type. Functions brought in by `using` are in [`crate::extension`].

use std::borrow::Cow;

use base_db::Db;
use hir_def::{
    Name, ctor_named, field_data, field_named, fields_of,
    ids::{EnumCtorId, FieldId, TypeDeclId},
    item_tree::{TypeDeclKind, has_meta},
    type_decl_data,
};

use crate::{
    decl::{
        abstract_info, ancestors, decl_meta, expand_typedefs, has_unseen_members, is_interface,
        parent_class, self_type, supers, type_params_of_decl, underlying_type,
    },
    fold::{Subst, subst},
    signature::{
        InheritedField, MethodKind, SigKind, Signature, ctor_signature, field_shape,
        field_signature,
    },
    table::InferenceTable,
    ty::{AnonField, FunParam, Ty, Tys},
};

/// A member found, with its type as seen through the receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member<'db> {
    pub kind: MemberKind<'db>,
    /// Type parameters of the owner replaced, those of the member itself by fresh monomorphs.
    pub ty: Ty<'db>,
    /// The fresh monomorphs.
    pub type_args: Box<[Ty<'db>]>,
    /// Underlying types passed by `@:forward` on the way to the member, outermost first: the
    /// receiver counts as the last of them.
    pub through: Vec<Ty<'db>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberKind<'db> {
    /// Of a class or interface: the one that declares it, with its arguments.
    Instance {
        field: FieldId<'db>,
        owner: TypeDeclId<'db>,
        owner_args: Tys<'db>,
    },
    /// Of an abstract; its `this` has the underlying type.
    Abstract {
        field: FieldId<'db>,
        owner: TypeDeclId<'db>,
        owner_args: Tys<'db>,
        this: Ty<'db>,
    },
    /// Of a structure.
    Anon(AnonField<'db>),
    /// Static or module-level.
    Static {
        field: FieldId<'db>,
        /// Arguments of the owner, for statics of abstracts that mention its parameters.
        owner_args: Tys<'db>,
    },
    EnumCtor(EnumCtorId<'db>),
    /// A static function called on its first argument; `ty` lacks that parameter.
    Extension {
        field: FieldId<'db>,
        /// What the receiver is converted to.
        recv: Ty<'db>,
    },
    /// Found at run time.
    Dynamic,
    /// Hidden from us: silent.
    Unknown,
}

impl<'db> Member<'db> {
    fn simple(kind: MemberKind<'db>, ty: Ty<'db>) -> Self {
        Member {
            kind,
            ty,
            type_args: Box::default(),
            through: Vec::new(),
        }
    }

    pub fn field(&self) -> Option<FieldId<'db>> {
        match self.kind {
            MemberKind::Instance { field, .. }
            | MemberKind::Abstract { field, .. }
            | MemberKind::Static { field, .. }
            | MemberKind::Extension { field, .. } => Some(field),
            MemberKind::Anon(_)
            | MemberKind::EnumCtor(_)
            | MemberKind::Dynamic
            | MemberKind::Unknown => None,
        }
    }
}

/// A non-static field of a class, its parents or (for interfaces and abstract classes) its
/// interfaces.
pub fn class_field<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
    name: &Name,
) -> Option<InheritedField<'db>> {
    let mut at = (decl, args);
    // Cycles of parents are an error elsewhere; here they must only end.
    for _ in 0..256 {
        let (owner, owner_args) = at;
        if let Some(field) = instance_field(db, owner, name) {
            return Some(InheritedField {
                field,
                owner,
                args: owner_args,
            });
        }
        match parent_class(db, owner, owner_args) {
            Some(parent) => at = parent,
            None => break,
        }
    }
    if name == "new" {
        return None;
    }
    ancestors(db, decl, args)
        .into_iter()
        .filter(|&(owner, _)| is_interface(db, owner))
        .find_map(|(owner, args)| {
            Some(InheritedField {
                field: instance_field(db, owner, name)?,
                owner,
                args,
            })
        })
}

fn instance_field<'db>(
    db: &'db dyn Db,
    owner: TypeDeclId<'db>,
    name: &Name,
) -> Option<FieldId<'db>> {
    let field = field_named(db, owner, name)?;
    let is_static = field_data(db, field)?.field.flags.is_static;
    (!is_static).then_some(field)
}

/// The constructor of a class, inherited when it has none (9.2).
pub fn ctor_field<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Option<InheritedField<'db>> {
    class_field(db, decl, args, &Name::new_static("new"))
}

impl<'db> InferenceTable<'db> {
    /// A member of a value of type `recv`; extensions by `using` are asked for separately.
    pub fn lookup_member(&mut self, recv: Ty<'db>, name: &Name) -> Option<Member<'db>> {
        self.lookup_member_in(recv, name, 0)
    }

    fn lookup_member_in(&mut self, recv: Ty<'db>, name: &Name, depth: u32) -> Option<Member<'db>> {
        if depth > 16 {
            return None;
        }
        let db = self.db;
        match self.follow_null(recv) {
            Ty::Unknown => Some(Member::simple(MemberKind::Unknown, Ty::Unknown)),
            mono @ Ty::Mono(id) => {
                if let Some(ty) = self.constrained_field(mono, name) {
                    let field = AnonField::var(name.clone(), ty);
                    return Some(Member::simple(MemberKind::Anon(field), ty));
                }
                let bounds = self.mono_bounds(id).types;
                bounds
                    .into_iter()
                    .find_map(|bound| self.lookup_member_in(bound, name, depth + 1))
            }
            Ty::Class(decl, args) => self.class_member(decl, args, name),
            Ty::Anon(anon) => {
                let field = anon.field(db, name)?;
                let (ty, type_args) = self.instantiate_anon_method(field.ty);
                let mut member = Member::simple(MemberKind::Anon(field.clone()), ty);
                member.type_args = type_args;
                Some(member)
            }
            Ty::Abstract(decl, args) => self.abstract_member(decl, args, name, depth),
            Ty::Dynamic(inner) => {
                let ty = inner.map_or(Ty::Dynamic(None), |inner| inner.ty(db));
                Some(Member::simple(MemberKind::Dynamic, ty))
            }
            Ty::Param(param) => {
                let bounds = self.bounds_of(param).to_vec();
                bounds
                    .into_iter()
                    .find_map(|bound| self.lookup_member_in(bound, name, depth + 1))
            }
            Ty::TypeValue(decl) => self.lookup_static(decl, name),
            ty @ (Ty::Int | Ty::Float | Ty::Bool) => {
                let decl = self.core().decl_of(ty)?;
                self.abstract_member(decl, Tys::empty(db), name, depth)
            }
            Ty::Void | Ty::Enum(..) | Ty::Fun(_) | Ty::Const(_) | Ty::Null(_) | Ty::Typedef(..) => {
                None
            }
        }
    }

    fn class_member(
        &mut self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        name: &Name,
    ) -> Option<Member<'db>> {
        let db = self.db;
        if name != "new"
            && let Some(found) = class_field(db, decl, args, name)
        {
            let (ty, type_args) = self.instantiate_inherited(&found);
            return Some(Member {
                kind: MemberKind::Instance {
                    field: found.field,
                    owner: found.owner,
                    owner_args: found.args,
                },
                ty,
                type_args,
                through: Vec::new(),
            });
        }
        if let Some(ty) = self.dynamic_super(decl, args) {
            return Some(Member::simple(MemberKind::Dynamic, ty));
        }
        has_unseen_members(db, decl).then(|| Member::simple(MemberKind::Unknown, Ty::Unknown))
    }

    /// `implements Dynamic<T>` of a class or its parents.
    fn dynamic_super(&mut self, decl: TypeDeclId<'db>, args: Tys<'db>) -> Option<Ty<'db>> {
        let db = self.db;
        ancestors(db, decl, args)
            .into_iter()
            .find_map(|(id, args)| {
                let ty = supers(db, id).dynamic?;
                Some(subst(db, ty, &Subst::of_decl(db, id, args.list(db))))
            })
    }

    fn abstract_member(
        &mut self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        name: &Name,
        depth: u32,
    ) -> Option<Member<'db>> {
        let db = self.db;
        if name != "new"
            && let Some(field) = instance_field(db, decl, name)
            && !field_shape(db, field).is_static
        {
            let found = InheritedField {
                field,
                owner: decl,
                args,
            };
            let (ty, type_args) = self.instantiate_inherited(&found);
            let this = underlying_type(db, decl, args.list(db)).unwrap_or(Ty::Abstract(decl, args));
            return Some(Member {
                kind: MemberKind::Abstract {
                    field,
                    owner: decl,
                    owner_args: args,
                    this,
                },
                ty,
                type_args,
                through: Vec::new(),
            });
        }
        let info = abstract_info(db, decl);
        let named = hir_def::fields_named(db, decl, name);
        // A static cast function is called on values too.
        if let Some(&cast) = named.iter().find(|field| info.to_fields.contains(field)) {
            return self.extension(cast, Ty::Abstract(decl, args));
        }
        // A constant may be named through another one: `Level.Low.High`.
        if let Some(&value) = named
            .iter()
            .find(|&&field| field_shape(db, field).is_enum_value)
        {
            return Some(self.static_member(value));
        }
        if info.forward.admits(name)
            && let Some(inner) = underlying_type(db, decl, args.list(db))
            && let Some(mut member) = self.lookup_member_in(inner, name, depth + 1)
        {
            member.through.insert(0, inner);
            return Some(member);
        }
        has_build_macro(db, decl).then(|| Member::simple(MemberKind::Unknown, Ty::Unknown))
    }

    /// A static field, enum constructor or enum abstract value of a type (`Math.PI`, `Color.Red`).
    /// Statics are not inherited.
    pub fn lookup_static(&mut self, decl: TypeDeclId<'db>, name: &Name) -> Option<Member<'db>> {
        let db = self.db;
        let data = type_decl_data(db, decl)?;
        match &data.decl.kind {
            TypeDeclKind::Typedef { .. } => {
                let target = expand_typedefs(db, self_type(db, decl));
                match target.decl(db) {
                    Some((id, _)) if id != decl => self.lookup_static(id, name),
                    Some(_) => None,
                    None if target.is_unknown() => {
                        Some(Member::simple(MemberKind::Unknown, Ty::Unknown))
                    }
                    None => {
                        let id = self.core().decl_of(target)?;
                        self.lookup_static(id, name)
                    }
                }
            }
            TypeDeclKind::Enum => {
                if let Some(ctor) = ctor_named(db, decl, name) {
                    let (ty, type_args) = self.instantiate_ctor(ctor);
                    let mut member = Member::simple(MemberKind::EnumCtor(ctor), ty);
                    member.type_args = type_args;
                    return Some(member);
                }
                has_build_macro(db, decl).then(|| Member::simple(MemberKind::Unknown, Ty::Unknown))
            }
            TypeDeclKind::Class { .. } | TypeDeclKind::Interface { .. } => {
                if let Some(member) = self.own_static(decl, name) {
                    return Some(member);
                }
                has_unseen_members(db, decl)
                    .then(|| Member::simple(MemberKind::Unknown, Ty::Unknown))
            }
            TypeDeclKind::Abstract { .. } => {
                if let Some(member) = self.own_static(decl, name) {
                    return Some(member);
                }
                let info = abstract_info(db, decl);
                if info.forward_statics.admits(name)
                    && let Some(inner) = info.underlying
                    && let Some((id, _)) = expand_typedefs(db, inner).decl(db)
                    && let Some(member) = self.lookup_static(id, name)
                {
                    return Some(member);
                }
                has_build_macro(db, decl).then(|| Member::simple(MemberKind::Unknown, Ty::Unknown))
            }
        }
    }

    fn own_static(&mut self, decl: TypeDeclId<'db>, name: &Name) -> Option<Member<'db>> {
        let db = self.db;
        let field = field_named(db, decl, name)?;
        if !field_shape(db, field).is_static {
            return None;
        }
        Some(self.static_member(field))
    }

    /// A field's signature. That of a field which this table's inference decides has the type known
    /// so far.
    pub fn signature_of(&self, field: FieldId<'db>) -> Cow<'db, Signature<'db>> {
        match self.open_type(field) {
            Some(ty) => Cow::Owned(Signature {
                ty,
                ..field_shape(self.db, field).clone()
            }),
            None => Cow::Borrowed(field_signature(self.db, field)),
        }
    }

    /// A static or module-level field as a value.
    pub fn static_member(&mut self, field: FieldId<'db>) -> Member<'db> {
        let db = self.db;
        let signature = &*self.signature_of(field);
        let owner_args = match field.type_decl(db) {
            Some(decl) if signature.ty.flags(db).param => {
                let params = type_params_of_decl(db, decl);
                if params.is_empty() {
                    Tys::empty(db)
                } else {
                    Tys::new(db, self.fresh_args(decl))
                }
            }
            _ => Tys::empty(db),
        };
        let outer = match field.type_decl(db) {
            Some(decl) if !owner_args.list(db).is_empty() => {
                Subst::of_decl(db, decl, owner_args.list(db))
            }
            _ => Subst::new(),
        };
        let (ty, type_args) = self.instantiate_signature(signature, &outer);
        Member {
            kind: MemberKind::Static { field, owner_args },
            ty,
            type_args,
            through: Vec::new(),
        }
    }

    /// A field's type through `outer`, its own type parameters fresh.
    pub fn instantiate_signature(
        &mut self,
        signature: &Signature<'db>,
        outer: &Subst<'db>,
    ) -> (Ty<'db>, Box<[Ty<'db>]>) {
        let db = self.db;
        let written = match signature.kind {
            SigKind::Method(MethodKind::Macro) => self.macro_from_outside(signature.ty),
            SigKind::Method(_) | SigKind::Var { .. } => signature.ty,
        };
        let mut ty = subst(db, written, outer);
        if signature.type_params.is_empty() {
            return (ty, Box::default());
        }
        let own = self.instantiate(&signature.type_params, outer);
        ty = subst(db, ty, &own);
        (ty, own.args().collect())
    }

    /// A macro as its callers see it: `ExprOf<T>` stands for a value of type `T`, every other
    /// argument for anything.
    fn macro_from_outside(&self, ty: Ty<'db>) -> Ty<'db> {
        let db = self.db;
        let Ty::Fun(fun) = ty else { return ty };
        let value_of = |ty: Ty<'db>| match self.expr_of(ty) {
            Some(value) => value,
            None => Ty::Dynamic(None),
        };
        let params: Vec<FunParam<'db>> = fun
            .params(db)
            .iter()
            .map(|param| FunParam {
                ty: value_of(param.ty),
                ..param.clone()
            })
            .collect();
        Ty::fun(db, params, self.expr_of(fun.ret(db)).unwrap_or(Ty::Unknown))
    }

    /// The `T` of `ExprOf<T>`.
    fn expr_of(&self, ty: Ty<'db>) -> Option<Ty<'db>> {
        match self.resolve(ty) {
            Ty::Typedef(id, args) if Some(id) == self.core().expr_of => {
                Some(args.list(self.db).first().copied().unwrap_or(Ty::Unknown))
            }
            _ => None,
        }
    }

    pub fn instantiate_inherited(
        &mut self,
        found: &InheritedField<'db>,
    ) -> (Ty<'db>, Box<[Ty<'db>]>) {
        let signature = self.signature_of(found.field);
        self.instantiate_signature(&signature, &found.subst(self.db))
    }

    /// An enum constructor as a value: the enum's and its own type parameters fresh, in this order.
    pub fn instantiate_ctor(&mut self, ctor: EnumCtorId<'db>) -> (Ty<'db>, Box<[Ty<'db>]>) {
        let db = self.db;
        let signature = ctor_signature(db, ctor);
        let outer = self.instantiate(&signature.enum_params, &Subst::new());
        let mut own = self.instantiate(&signature.type_params, &outer);
        let args: Box<[Ty<'db>]> = outer.args().chain(own.args()).collect();
        own.extend(&outer);
        (subst(db, signature.ty(db), &own), args)
    }

    /// A method of a structure may have type parameters of its own.
    fn instantiate_anon_method(&mut self, ty: Ty<'db>) -> (Ty<'db>, Box<[Ty<'db>]>) {
        let db = self.db;
        if !ty.flags(db).param {
            return (ty, Box::default());
        }
        let mut params = Vec::new();
        collect_anon_params(db, ty, &mut params);
        if params.is_empty() {
            return (ty, Box::default());
        }
        let own = self.instantiate(&params, &Subst::new());
        (subst(db, ty, &own), own.args().collect())
    }
}

fn collect_anon_params<'db>(
    db: &'db dyn Db,
    ty: Ty<'db>,
    out: &mut Vec<hir_def::ids::TypeParamId<'db>>,
) {
    if !ty.flags(db).param {
        return;
    }
    if let Ty::Param(param) = ty {
        if matches!(param.owner(db), hir_def::ids::GenericOwner::AnonMethod(..))
            && !out.contains(&param)
        {
            out.push(param);
        }
        return;
    }
    crate::fold::for_each_child(db, ty, &mut |child| collect_anon_params(db, child, out));
}

fn has_build_macro<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    let meta = decl_meta(db, decl);
    [":build", ":genericBuild", ":autoBuild"]
        .iter()
        .any(|name| has_meta(meta, name))
}

/// Names of the members of a type, for suggestions.
pub fn field_names<'db>(table: &InferenceTable<'db>, ty: Ty<'db>) -> Vec<Name> {
    let db = table.db;
    let mut out = Vec::new();
    let mut ty = table.follow_null(ty);
    for _ in 0..16 {
        match ty {
            Ty::Class(decl, args) => {
                for (id, _) in ancestors(db, decl, args) {
                    out.extend(
                        fields_of(db, id)
                            .iter()
                            .filter(|&&field| {
                                field_data(db, field).is_some_and(|d| !d.field.flags.is_static)
                            })
                            .map(|field| field.name(db).clone()),
                    );
                }
                break;
            }
            Ty::Anon(anon) => {
                out.extend(anon.fields(db).iter().map(|field| field.name.clone()));
                break;
            }
            Ty::TypeValue(decl) => {
                out.extend(
                    fields_of(db, decl)
                        .iter()
                        .filter(|&&field| field_signature(db, field).is_static)
                        .map(|field| field.name(db).clone()),
                );
                out.extend(
                    hir_def::ctors_of(db, decl)
                        .iter()
                        .map(|ctor| ctor.name(db).clone()),
                );
                break;
            }
            Ty::Abstract(decl, args) => {
                out.extend(fields_of(db, decl).iter().map(|f| f.name(db).clone()));
                let info = abstract_info(db, decl);
                match underlying_type(db, decl, args.list(db)) {
                    Some(inner) if info.forward == crate::decl::Forward::All => {
                        ty = table.follow_null(inner);
                    }
                    Some(inner) if info.forward != crate::decl::Forward::No => {
                        let forwarded = field_names(table, inner).into_iter();
                        out.extend(forwarded.filter(|it| info.forward.admits(it)));
                        break;
                    }
                    _ => break,
                }
            }
            Ty::Param(param) => {
                for &bound in table.bounds_of(param) {
                    if !matches!(table.follow(bound), Ty::Param(_)) {
                        out.extend(field_names(table, bound));
                    }
                }
                break;
            }
            _ => break,
        }
    }
    out.retain(|name| name != "new");
    out
}
