//! Types the language itself knows by name (`String`, `Iterator`, `haxe.Rest` …), looked up
//! once per configuration. A standard library that lacks one simply gives `None`.

use base_db::{Config, Db};
use hir_def::{ids::TypeDeclId, type_by_path};

use crate::ty::{Ty, Tys};

macro_rules! core_types {
    ($($field:ident = $path:literal,)*) => {
        /// Declarations of the core types.
        #[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
        pub struct CoreTypes<'db> {
            $(#[doc = $path] pub $field: Option<TypeDeclId<'db>>,)*
        }

        #[salsa::tracked]
        pub fn core_types<'db>(db: &'db dyn Db, config: Config) -> CoreTypes<'db> {
            CoreTypes {
                $($field: type_by_path(db, config, $path),)*
            }
        }
    };
}

core_types! {
    void = "StdTypes.Void",
    bool = "StdTypes.Bool",
    int = "StdTypes.Int",
    float = "StdTypes.Float",
    single = "StdTypes.Single",
    null = "StdTypes.Null",
    dynamic = "StdTypes.Dynamic",
    iterator = "StdTypes.Iterator",
    iterable = "StdTypes.Iterable",
    key_value_iterator = "StdTypes.KeyValueIterator",
    key_value_iterable = "StdTypes.KeyValueIterable",
    array_access = "StdTypes.ArrayAccess",
    string = "String",
    array = "Array",
    class = "Class",
    enum_ = "Enum",
    enum_value = "EnumValue",
    any = "Any",
    uint = "UInt",
    ereg = "EReg",
    int_iterator = "IntIterator",
    std = "Std",
    map = "haxe.ds.Map",
    rest = "haxe.Rest",
    int64 = "haxe.Int64",
    pos_infos = "haxe.PosInfos",
    log = "haxe.Log",
    exception = "haxe.Exception",
    function = "haxe.Constraints.Function",
    constructible = "haxe.Constraints.Constructible",
    flat_enum = "haxe.Constraints.FlatEnum",
    not_void = "haxe.Constraints.NotVoid",
    either_type = "haxe.extern.EitherType",
    extern_rest = "haxe.extern.Rest",
    expr_of = "haxe.macro.Expr.ExprOf",
    expr = "haxe.macro.Expr.Expr",
}

impl<'db> CoreTypes<'db> {
    pub fn string_ty(&self, db: &'db dyn Db) -> Ty<'db> {
        match self.string {
            Some(id) => Ty::Class(id, Tys::empty(db)),
            None => Ty::Unknown,
        }
    }

    pub fn array_of(&self, db: &'db dyn Db, element: Ty<'db>) -> Ty<'db> {
        match self.array {
            Some(id) => Ty::Class(id, Tys::new(db, vec![element])),
            None => Ty::Unknown,
        }
    }

    pub fn rest_of(&self, db: &'db dyn Db, element: Ty<'db>) -> Ty<'db> {
        match self.rest {
            Some(id) => Ty::Abstract(id, Tys::new(db, vec![element])),
            None => Ty::Unknown,
        }
    }

    /// The declaration behind a basic type, for hover and static extension.
    pub fn decl_of(&self, ty: Ty<'db>) -> Option<TypeDeclId<'db>> {
        match ty {
            Ty::Void => self.void,
            Ty::Bool => self.bool,
            Ty::Int => self.int,
            Ty::Float => self.float,
            Ty::Null(_) => self.null,
            Ty::Dynamic(_) => self.dynamic,
            Ty::Class(id, _)
            | Ty::Enum(id, _)
            | Ty::Abstract(id, _)
            | Ty::Typedef(id, _)
            | Ty::TypeValue(id) => Some(id),
            Ty::Unknown | Ty::Mono(_) | Ty::Fun(_) | Ty::Anon(_) | Ty::Param(_) | Ty::Const(_) => {
                None
            }
        }
    }
}

/// Core types as seen from a declaration.
pub fn core_of<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> &'db CoreTypes<'db> {
    core_types(db, decl.module(db).config(db))
}
