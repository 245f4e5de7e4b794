//! What reflection sees beside the layouts: metadata, names given by `@:native`, and the copies of
//! `@:generic` methods under names of their own.
//!
//! ```haxe
//! class C { @:native("other") function f() {} @:generic static function g<T>(x:T) {} }
//! // fields of an instance: other; of the class: g_Int where g(1) is called
//! ```

use hir_def::{
    Name, ctors_of, fields_of,
    ids::{FieldId, TypeDeclId},
    type_decl_data,
};
use hir_ty::ty::Tys;
use mir::{ClassLayout, Function, MethodLayout, StaticLayout, StaticMember, Symbol};

use super::Assembly;
use crate::{
    decls,
    lower::{MirItem, MirOwner, metadata::has_metadata},
    symbols,
};

/// Whether the program asks for metadata.
pub(super) fn reads_metadata(function: &Function) -> bool {
    calls(function, |symbol| symbol == "rayzor_type_meta")
}

pub(super) fn calls(function: &Function, wanted: impl Fn(&str) -> bool) -> bool {
    let mut found = false;
    function.visit_symbols(|it| {
        if let mir::function::SymbolUse::Runtime(symbol) = it {
            found |= wanted(symbol.as_str());
        }
    });
    found
}

impl<'db> Assembly<'_, 'db> {
    /// The functions that make the metadata of the types in the program.
    pub(super) fn reach_metadata(&mut self) {
        let db = self.db;
        if !self.program.functions.values().any(reads_metadata) {
            return;
        }
        let classes = self.classes.iter().map(|&(decl, _)| decl);
        let types: Vec<_> = classes.chain(self.enums.iter().copied()).collect();
        for decl in types {
            let name = symbols::type_symbol(db, decl, Tys::empty(db));
            if self.program.metadata.contains_key(&name) || !has_metadata(db, decl) {
                continue;
            }
            let owner = MirOwner::new(db, MirItem::Metadata(decl), Tys::empty(db));
            self.program.metadata.insert(name, owner.symbol(db));
            self.function(owner);
        }
    }

    /// Names that `@:native` gives.
    pub(super) fn natives(&mut self) {
        let db = self.db;
        let mut enums: Vec<_> = self.enums.iter().copied().collect();
        enums.sort_by_key(|&decl| symbols::type_symbol(db, decl, Tys::empty(db)));
        let classes = self.classes.clone();
        let enums = enums.into_iter().map(|decl| (decl, Tys::empty(db)));
        for (decl, args) in classes.into_iter().chain(enums) {
            if decls::is_extern_decl(db, decl) {
                continue;
            }
            let of = symbols::type_symbol(db, decl, args);
            if let Some(name) = native_type(db, decl) {
                self.program.natives.insert(of.clone(), name.clone());
            }
            for &field in fields_of(db, decl) {
                if let Some(shown) = decls::native_field(db, field) {
                    let name = Symbol::from(format!("{of}.{}", field.name(db)));
                    self.program.natives.insert(name, shown.clone());
                }
            }
            for &ctor in ctors_of(db, decl) {
                if let Some(data) = hir_def::enum_ctor_data(db, ctor)
                    && let Some(shown) = decls::native_name(&data.ctor.meta)
                {
                    let name = Symbol::from(format!("{of}.{}", ctor.name(db)));
                    self.program.natives.insert(name, shown.clone());
                }
            }
        }
    }

    /// Copies of `@:generic` methods, which reflection finds as `name_Int`; those of a
    /// `@:genericClassPerMethod` class stand in a class each.
    pub(super) fn generic_copies(&mut self) {
        let db = self.db;
        let mut copies: Vec<_> = self
            .done
            .iter()
            .filter_map(|&owner| match owner.item(db) {
                MirItem::Field(field) if decls::is_generic_field(db, field) => Some((owner, field)),
                _ => None,
            })
            .filter(|(owner, _)| self.program.functions.contains_key(&owner.symbol(db)))
            .collect();
        copies.sort_by_key(|(owner, _)| owner.symbol(db));
        for (owner, field) in copies {
            if let Some(decl) = decls::owner_decl(db, field) {
                self.generic_copy(owner, field, decl);
            }
        }
    }

    fn generic_copy(&mut self, owner: MirOwner<'db>, field: FieldId<'db>, decl: TypeDeclId<'db>) {
        let db = self.db;
        let symbol = owner.symbol(db);
        let Some((of, name)) = symbol.rsplit_once('.') else {
            return;
        };
        let (of, name) = (Symbol::from(of), Symbol::from(name));
        let sig = self.program.functions[&symbol].sig.clone();
        let is_static = decls::is_static(db, field);
        if is_static && hir_ty::decl::decl_has_meta(db, decl, ":genericClassPerMethod") {
            let mut class = ClassLayout::new(Symbol::from(format!("{of}_{name}")));
            class.statics.push(StaticLayout {
                name: field.name(db).clone(),
                member: StaticMember::Function { symbol, sig },
            });
            self.program.add_class(class);
            return;
        }
        let Some(class) = self.program.classes.get_mut(&of) else {
            return;
        };
        if is_static {
            let member = StaticMember::Function { symbol, sig };
            class.statics.push(StaticLayout { name, member });
        } else {
            class.methods.push(MethodLayout {
                name,
                symbol: Some(symbol),
                sig,
                virtual_: false,
                optional: decls::optional_params(db, field),
            });
        }
    }
}

/// A type that takes the place of one of the runtime's own keeps its path.
fn native_type<'db>(db: &'db dyn base_db::Db, decl: TypeDeclId<'db>) -> Option<&'db Name> {
    let data = type_decl_data(db, decl)?;
    decls::native_name(&data.decl.meta).filter(|name| !matches!(name.as_str(), "String" | "Array"))
}
