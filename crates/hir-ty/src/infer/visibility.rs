//! Who may use a private field (Haxe manual, "Visibility", "Access Control"): the class and its
//! subclasses, those that ask with `@:access`, those that the field's side lets in with `@:allow`;
//! and uses of what is `@:deprecated`.

use base_db::Db;
use hir_def::{
    Name,
    body::ExprId,
    ids::{EnumCtorId, FieldId, FieldOwner, ModuleId, TypeDeclId},
    item_tree::{Meta, MetaArg, find_meta},
};

use crate::{
    decl::{decl_meta, is_subclass, supers},
    infer::{
        BodyPlace, DiagnosticTag, InferenceContext,
        access::{Access, FieldAccess},
    },
    ty::Ty,
    typed_body::TExprId,
};

impl<'db> InferenceContext<'db> {
    pub(super) fn check_access(&mut self, access: &Access<'db>, recv: TExprId, at: ExprId) {
        if let Access::Field(field) = access {
            let ty = self.ty(recv);
            self.check_visible(field.field, Some(ty), at);
        }
    }

    pub(super) fn check_visible(&mut self, field: FieldId<'db>, recv: Option<Ty<'db>>, at: ExprId) {
        if self.may_see(field, recv) {
            return;
        }
        let name = field.name(self.db);
        self.error_at(
            "private-field",
            self.name_place(at),
            format!("Cannot access private field {name}"),
        );
        self.relate_last(super::RelatedPlace::Field(field), "declared here");
    }

    pub(super) fn check_ctor_visible(
        &mut self,
        ctor: FieldId<'db>,
        decl: TypeDeclId<'db>,
        at: ExprId,
    ) {
        let is_own = self
            .owner
            .is_some_and(|owner| owner == decl || is_subclass(self.db, owner, decl));
        if self.sig(ctor).is_public || is_own || self.untyped || self.private_access {
            return;
        }
        let is_friend = match ctor.owner(self.db) {
            FieldOwner::Type(owner) => {
                self.has_access(owner.module(self.db), Some(owner), ctor.name(self.db))
                    || self.has_access(decl.module(self.db), Some(decl), ctor.name(self.db))
                    || self.is_allowed_by(owner, ctor)
            }
            FieldOwner::Module(_) => true,
        };
        if is_friend {
            return;
        }
        let path = hir_def::type_path(self.db, decl);
        self.error(
            "private-field",
            at,
            format!("Cannot access private constructor of {path}"),
        );
    }

    /// Reads and writes with the accessor `null` are for the class, its subclasses and friends.
    pub(super) fn may_use_privately(&mut self, access: &FieldAccess<'db>) -> bool {
        let recv = access.recv.map(|recv| self.ty(recv));
        self.may_use_as_private(access.field, recv)
    }

    fn may_see(&mut self, field: FieldId<'db>, recv: Option<Ty<'db>>) -> bool {
        self.sig(field).is_public || self.may_use_as_private(field, recv)
    }

    fn may_use_as_private(&mut self, field: FieldId<'db>, recv: Option<Ty<'db>>) -> bool {
        if self.untyped || self.private_access {
            return true;
        }
        let db = self.db;
        let target = match field.owner(db) {
            FieldOwner::Module(module) => {
                return module == self.module || self.has_access(module, None, field.name(db));
            }
            FieldOwner::Type(target) => target,
        };
        if let Some(owner) = self.owner
            && (owner == target || self.shares_base(owner, target, field.name(db)))
        {
            return true;
        }
        // Access to a class is access to what its subclasses declare, and to what a value of a
        // subclass has from further up.
        let given = recv.map(|ty| self.table.follow_null(ty));
        if [Some(target), given.and_then(class_of)]
            .into_iter()
            .flatten()
            .any(|start| self.has_access_up_from(start, field.name(db)))
        {
            return true;
        }
        // The receiver's own class may be the one that allows.
        if let Some(decl) = given.and_then(class_of)
            && decl != target
            && self.owner.is_some_and(|owner| {
                is_subclass(db, decl, owner) && self.shares_base(owner, decl, field.name(db))
            })
        {
            return true;
        }
        self.is_allowed_by(target, field)
    }

    fn has_access_up_from(&self, start: TypeDeclId<'db>, field: &Name) -> bool {
        let db = self.db;
        let mut at = Some(start);
        for _ in 0..64 {
            let Some(decl) = at else { return false };
            if self.has_access(decl.module(db), Some(decl), field) {
                return true;
            }
            at = supers(db, decl).extends.and_then(class_of);
        }
        false
    }

    /// `owner` is a subclass of the class that declares the field, or of a class that `target`'s
    /// field overrides.
    fn shares_base(&self, owner: TypeDeclId<'db>, target: TypeDeclId<'db>, name: &Name) -> bool {
        let db = self.db;
        let mut at = Some(target);
        for _ in 0..64 {
            let Some(decl) = at else { return false };
            if is_subclass(db, owner, decl) && hir_def::field_named(db, decl, name).is_some() {
                return true;
            }
            at = match supers(db, decl).extends {
                Some(Ty::Class(parent, _)) => Some(parent),
                _ => None,
            };
        }
        false
    }

    /// `@:access(path)` on this field or its class; subclasses do not inherit it.
    fn has_access(
        &self,
        module: ModuleId<'db>,
        target: Option<TypeDeclId<'db>>,
        field: &Name,
    ) -> bool {
        let db = self.db;
        let paths = place_paths(db, module, target, Some(field));
        if hir_def::field_data(db, self.field)
            .is_some_and(|data| grants(&data.field.meta, ":access", &paths))
        {
            return true;
        }
        let Some(owner) = self.owner else {
            return false;
        };
        grants(decl_meta(db, owner), ":access", &paths)
    }

    /// `@:allow(path)` on the field, its class, or a parent that declares the field too, naming this place or a parent of it.
    fn is_allowed_by(&self, target: TypeDeclId<'db>, field: FieldId<'db>) -> bool {
        let db = self.db;
        let name = self.field.name(db);
        let mut paths = place_paths(db, self.module, self.owner, Some(name));
        if let Some(owner) = self.owner {
            for parent in self.with_parents(owner) {
                paths.extend(place_paths(db, parent.module(db), Some(parent), Some(name)));
            }
        }
        if hir_def::field_data(db, field)
            .is_some_and(|data| grants(&data.field.meta, ":allow", &paths))
        {
            return true;
        }
        let declared = field.name(db);
        self.with_parents(target)
            .into_iter()
            .filter(|&decl| decl == target || hir_def::field_named(db, decl, declared).is_some())
            .any(|decl| grants(decl_meta(db, decl), ":allow", &paths))
    }

    /// The type, its superclasses and interfaces.
    fn with_parents(&self, decl: TypeDeclId<'db>) -> Vec<TypeDeclId<'db>> {
        let args = crate::ty::Tys::empty(self.db);
        let mut res = vec![decl];
        for (parent, _) in crate::decl::ancestors(self.db, decl, args) {
            if !res.contains(&parent) {
                res.push(parent);
            }
        }
        res
    }

    // --- deprecation

    pub(super) fn deprecated_field(&mut self, at: ExprId, field: FieldId<'db>) {
        if let Some(data) = hir_def::field_data(self.db, field) {
            self.deprecated_use(at, &data.field.meta, "field");
        }
    }

    pub(super) fn deprecated_ctor(&mut self, at: ExprId, ctor: EnumCtorId<'db>) {
        if let Some(data) = hir_def::enum_ctor_data(self.db, ctor) {
            self.deprecated_use(at, &data.ctor.meta, "enum field");
        }
    }

    pub(super) fn deprecated_type(&mut self, at: ExprId, decl: TypeDeclId<'db>) {
        let meta = decl_meta(self.db, decl);
        self.deprecated_use(at, meta, "class");
    }

    fn deprecated_use(&mut self, at: ExprId, meta: &[Meta], what: &str) {
        let Some(meta) = find_meta(meta, ":deprecated") else {
            return;
        };
        let own = self
            .owner
            .is_some_and(|owner| find_meta(decl_meta(self.db, owner), ":deprecated").is_some());
        if own || self.has_field_meta(":deprecated") {
            return;
        }
        let text = match meta.args.first() {
            Some(MetaArg::String(text)) => text.to_string(),
            _ => format!("Usage of this {what} is deprecated"),
        };
        let place = self.name_place(at);
        let already = self
            .diagnostics
            .iter()
            .rev()
            .take(4)
            .any(|d| d.code == "deprecated" && d.at == place);
        if already {
            return;
        }
        self.warning("deprecated", place, text);
        self.tag_last(DiagnosticTag::Deprecated);
        let _: BodyPlace = place;
    }
}

fn class_of(ty: Ty<'_>) -> Option<TypeDeclId<'_>> {
    match ty {
        Ty::Class(decl, _) => Some(decl),
        _ => None,
    }
}

type Path = Vec<Name>;

/// The dotted paths that name a place: by package and type, and through the module.
fn place_paths<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    decl: Option<TypeDeclId<'db>>,
    field: Option<&Name>,
) -> Vec<Path> {
    let package: Path = hir_def::package_of(db, module).segments().to_vec();
    let module_name = hir_def::module_name(db, module).clone();
    let mut direct = package.clone();
    let mut through = package;
    through.push(module_name.clone());
    if let Some(decl) = decl {
        direct.push(decl.name(db).clone());
        if *decl.name(db) != module_name {
            through.push(decl.name(db).clone());
        }
    } else {
        direct.push(module_name);
    }
    let mut res = vec![direct, through];
    if let Some(field) = field {
        for path in &mut res {
            path.push(field.clone());
        }
    }
    res
}

/// Whether a `@:access` or `@:allow` names a prefix of one of the places.
fn grants(meta: &[Meta], name: &str, places: &[Path]) -> bool {
    meta.iter().filter(|m| m.name == name).any(|m| {
        m.args.iter().any(|arg| match arg {
            MetaArg::Path(path) => {
                let wanted = path.segments();
                places
                    .iter()
                    .any(|place| place.len() >= wanted.len() && place[..wanted.len()] == *wanted)
            }
            _ => false,
        })
    })
}
