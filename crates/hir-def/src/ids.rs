//! Identities of modules, types and fields across edits.
//!
//! An id is interned from names, not from positions: typing above a declaration does not
//! change who it is. `dup` tells apart declarations of one name (an error, or overloads).
//!
//! Ids are kept for good (`revisions = usize::MAX`): what may be taken back counts as a dependency of every query that
//! made it, and after an edit all of these were looked at.

use base_db::{Config, File};

use crate::Name;

/// One `.hx` file as seen under one configuration.
#[salsa::interned(debug, revisions = usize::MAX)]
pub struct ModuleId<'db> {
    #[returns(copy)]
    pub config: Config,
    #[returns(copy)]
    pub file: File,
}

/// A class, interface, enum, typedef or abstract.
#[salsa::interned(debug, revisions = usize::MAX)]
pub struct TypeDeclId<'db> {
    #[returns(copy)]
    pub module: ModuleId<'db>,
    #[returns(ref)]
    pub name: Name,
    /// 0 for the first declaration of that name in the module.
    #[returns(copy)]
    pub dup: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum FieldOwner<'db> {
    Type(TypeDeclId<'db>),
    /// Module-level function or variable.
    Module(ModuleId<'db>),
}

/// A variable, property or method (`new` included) of a type or module.
#[salsa::interned(debug, revisions = usize::MAX)]
pub struct FieldId<'db> {
    #[returns(copy)]
    pub owner: FieldOwner<'db>,
    #[returns(ref)]
    pub name: Name,
    #[returns(copy)]
    pub dup: u32,
}

#[salsa::interned(debug, revisions = usize::MAX)]
pub struct EnumCtorId<'db> {
    #[returns(copy)]
    pub enum_: TypeDeclId<'db>,
    #[returns(ref)]
    pub name: Name,
    #[returns(copy)]
    pub dup: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum GenericOwner<'db> {
    Type(TypeDeclId<'db>),
    Field(FieldId<'db>),
    Ctor(EnumCtorId<'db>),
    /// A local function with type parameters: the n-th function expression of the field's body.
    LocalFn(FieldId<'db>, u32),
    /// A method of a structure type (`{ function f<T>(x:T):T; }`): the n-th such among the
    /// type hints of its owner.
    AnonMethod(TypeRefOwner<'db>, u32),
}

/// Whose arena a [`crate::type_ref::TypeRefId`] indexes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum TypeRefOwner<'db> {
    Type(TypeDeclId<'db>),
    Field(FieldId<'db>),
    Ctor(EnumCtorId<'db>),
    Body(FieldId<'db>),
}

/// What has a body: a field's function or initialiser (the values of an enum abstract included).
pub type BodyOwner<'db> = FieldId<'db>;

#[salsa::interned(debug, revisions = usize::MAX)]
pub struct TypeParamId<'db> {
    #[returns(copy)]
    pub owner: GenericOwner<'db>,
    #[returns(copy)]
    pub index: u32,
    #[returns(ref)]
    pub name: Name,
}

impl<'db> FieldId<'db> {
    pub fn module(self, db: &'db dyn base_db::Db) -> ModuleId<'db> {
        match self.owner(db) {
            FieldOwner::Type(ty) => ty.module(db),
            FieldOwner::Module(module) => module,
        }
    }

    /// The declaring type, `None` at module level.
    pub fn type_decl(self, db: &'db dyn base_db::Db) -> Option<TypeDeclId<'db>> {
        match self.owner(db) {
            FieldOwner::Type(ty) => Some(ty),
            FieldOwner::Module(_) => None,
        }
    }
}
