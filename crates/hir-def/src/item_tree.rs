//! The names and written type hints of one file, without bodies and without
//! positions: the wall between typing in a body and everything behind it.
//!
//! `item_tree(db, module)` re-executes on every edit of the file, but its value changes only
//! when a declaration changed. Each declaration owns the arena of its type hints and sits in an
//! `Arc` of its own: the narrow queries of `data` hand out one declaration, so that an edit to
//! one field's hint wakes the users of that field. Positions are in the [`ItemSourceMap`].
//!
//! ```haxe
//! class A { var x:Int; }   // TypeItem { data: TypeDeclData, fields: [FieldData] }
//! ```

mod lower;
pub(crate) mod lower_type;
pub mod pretty;

use std::sync::Arc;

use base_db::{Db, TextRange};
use syntax::SyntaxNodePtr;

use crate::{
    Name,
    arena::Arena,
    ids::ModuleId,
    type_ref::{DottedPath, TypeRef, TypeRefId},
};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemTree {
    /// `package a.b;`; `None` when the line is absent.
    pub package: Option<DottedPath>,
    /// `import` and `using`, in source order.
    pub imports: Box<[Import]>,
    pub types: Box<[TypeItem]>,
    /// Module-level functions and variables.
    pub fields: Members<FieldData>,
}

/// A type declaration: its header, and what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeItem {
    pub data: Arc<TypeDeclData>,
    pub fields: Members<FieldData>,
    pub ctors: Members<CtorData>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeDeclData {
    pub decl: TypeDecl,
    pub type_refs: Arena<TypeRef>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldData {
    pub field: Field,
    pub type_refs: Arena<TypeRef>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CtorData {
    pub ctor: EnumCtor,
    pub type_refs: Arena<TypeRef>,
}

/// Something found by name and, among those of one name, by its place.
pub trait Named {
    fn name(&self) -> &Name;
}
impl Named for FieldData {
    fn name(&self) -> &Name {
        &self.field.name
    }
}
impl Named for CtorData {
    fn name(&self) -> &Name {
        &self.ctor.name
    }
}

/// Declarations in source order, found by name in logarithmic time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Members<T> {
    list: Box<[Arc<T>]>,
    /// Indices into `list`, by name, then by place.
    by_name: Box<[u32]>,
}

impl<T> Default for Members<T> {
    fn default() -> Self {
        Self {
            list: Box::new([]),
            by_name: Box::new([]),
        }
    }
}

impl<T: Named> Members<T> {
    pub fn new(list: Vec<Arc<T>>) -> Self {
        let mut by_name: Box<[u32]> = (0..list.len() as u32).collect();
        // Stable, so that declarations of one name stay in source order.
        by_name.sort_by(|&a, &b| list[a as usize].name().cmp(list[b as usize].name()));
        Self {
            list: list.into(),
            by_name,
        }
    }
    pub fn len(&self) -> usize {
        self.list.len()
    }
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<T>> {
        self.list.iter()
    }
    pub fn get(&self, index: usize) -> Option<&Arc<T>> {
        self.list.get(index)
    }
    /// Place of the `dup`-th declaration of that name.
    pub fn index_of(&self, name: &str, dup: u32) -> Option<usize> {
        let start = self
            .by_name
            .partition_point(|&i| self.list[i as usize].name().as_str() < name);
        let index = *self.by_name.get(start + dup as usize)? as usize;
        (self.list[index].name() == name).then_some(index)
    }
    /// How many declarations have that name.
    pub fn count_of(&self, name: &str) -> u32 {
        let start = self
            .by_name
            .partition_point(|&i| self.list[i as usize].name().as_str() < name);
        self.by_name[start..]
            .iter()
            .take_while(|&&i| self.list[i as usize].name() == name)
            .count() as u32
    }
}

impl ItemTree {
    /// Place of the `dup`-th type of that name.
    pub fn type_index(&self, name: &str, dup: u32) -> Option<usize> {
        let mut same = (0..self.types.len()).filter(|&i| self.types[i].data.decl.name == name);
        same.nth(dup as usize)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    pub path: DottedPath,
    pub kind: ImportKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportKind {
    Plain,
    /// `as C` / `in C`
    Alias(Name),
    /// `.*`
    Wildcard,
    Using,
}

/// The header of a type; its type hints are in [`TypeDeclData::type_refs`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeDecl {
    pub name: Name,
    pub kind: TypeDeclKind,
    pub is_private: bool,
    pub is_extern: bool,
    pub is_final: bool,
    pub params: Box<[TypeParam]>,
    pub meta: Box<[Meta]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypeDeclKind {
    Class {
        extends: Option<TypeRefId>,
        implements: Box<[TypeRefId]>,
        is_abstract: bool,
    },
    Interface {
        extends: Box<[TypeRefId]>,
    },
    Enum,
    Typedef {
        ty: Option<TypeRefId>,
    },
    /// `abstract A(U) from X to Y`; `is_enum` also for `@:enum abstract`.
    Abstract {
        underlying: Option<TypeRefId>,
        from: Box<[TypeRefId]>,
        to: Box<[TypeRefId]>,
        is_enum: bool,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnumCtor {
    pub name: Name,
    pub params: Box<[Param]>,
    pub type_params: Box<[TypeParam]>,
    /// Explicit result type of a GADT constructor.
    pub ret: Option<TypeRefId>,
    pub meta: Box<[Meta]>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TypeParam {
    pub name: Name,
    pub constraints: Box<[TypeRefId]>,
    pub default: Option<TypeRefId>,
    pub meta: Box<[Meta]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub name: Name,
    pub kind: FieldKind,
    pub flags: FieldFlags,
    pub meta: Box<[Meta]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// `var x(get, set):T = e;` / `final x = e;` (`flags.is_final`)
    Var {
        access: Option<(Accessor, Accessor)>,
        ty: Option<TypeRefId>,
        has_init: bool,
    },
    /// `function new` has the name `new`.
    Fun {
        type_params: Box<[TypeParam]>,
        params: Box<[Param]>,
        ret: Option<TypeRefId>,
        has_body: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Accessor {
    Default,
    Null,
    /// `get` in the read position, `set` in the write position (also written `get_x`/`set_x`).
    Call,
    Dynamic,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct FieldFlags {
    /// `public` / `private` written, or neither.
    pub visibility: Option<Visibility>,
    pub is_static: bool,
    pub is_override: bool,
    pub is_dynamic: bool,
    pub is_inline: bool,
    pub is_macro: bool,
    pub is_final: bool,
    pub is_extern: bool,
    pub is_abstract: bool,
    pub is_overload: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Visibility {
    Public,
    Private,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Param {
    pub name: Name,
    /// Written `?x`.
    pub optional: bool,
    /// Written `...x`.
    pub rest: bool,
    pub ty: Option<TypeRefId>,
    /// `= e`; the expression is part of the field's body.
    pub has_default: bool,
    /// `= null`, which makes its type `Null<T>`.
    pub null_default: bool,
    pub meta: Box<[Meta]>,
}

/// `@name(args)` / `@:name(args)`. Arguments are kept as constants where they are, else as text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Meta {
    /// With the colon when there is one: `:forward`, `author`.
    pub name: Name,
    pub args: Box<[MetaArg]>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum MetaArg {
    /// A string literal's value.
    String(Name),
    Int(i64),
    Float(Name),
    Bool(bool),
    /// `[1, 2]`, of constants.
    Array(Box<[MetaArg]>),
    /// `{x: 1}`, of constants.
    Object(Box<[(Name, MetaArg)]>),
    /// An identifier or dotted path: `x`, `a.b.C`.
    Path(DottedPath),
    /// Operator forms of `@:op`: `A + B`, `-A`, `A++`, `[]`, `a.b`, `a()`, and everything else, as normalised text.
    Text(Name),
}

pub fn has_meta(meta: &[Meta], name: &str) -> bool {
    meta.iter().any(|m| m.name == name)
}
pub fn find_meta<'a>(meta: &'a [Meta], name: &str) -> Option<&'a Meta> {
    meta.iter().find(|m| m.name == name)
}

/// The item tree of a module.
pub fn item_tree<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> &'db ItemTree {
    item_tree_query(db, module)
}

#[salsa::tracked(returns(deref))]
fn item_tree_query<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Arc<ItemTree> {
    lowered_module(db, module).tree.clone()
}

/// Positions of what the item tree holds. Asked only where a position is shown.
#[salsa::tracked(returns(deref))]
pub fn item_source_map<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Arc<ItemSourceMap> {
    lowered_module(db, module).map.clone()
}

struct LoweredModule {
    tree: Arc<ItemTree>,
    map: Arc<ItemSourceMap>,
}

/// Tree and map are made in one walk; never compared, what is behind compares its half.
#[salsa::tracked(returns(ref), no_eq, lru = 64)]
fn lowered_module<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> LoweredModule {
    let parse = base_db::parse(db, module.file(db), module.config(db));
    let (tree, map) = lower::lower_module(&parse.tree());
    LoweredModule {
        tree: Arc::new(tree),
        map: Arc::new(map),
    }
}

/// Same shape as [`ItemTree`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemSourceMap {
    pub package: Option<TextRange>,
    pub imports: Box<[ImportSource]>,
    pub types: Box<[TypeSource]>,
    pub fields: Box<[DeclSource]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportSource {
    pub range: TextRange,
    /// Of each segment of the path.
    pub segments: Box<[TextRange]>,
    pub alias: Option<TextRange>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeSource {
    pub decl: DeclSource,
    pub fields: Box<[DeclSource]>,
    pub ctors: Box<[DeclSource]>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclSource {
    pub node: SyntaxNodePtr,
    pub name: Option<TextRange>,
    /// By [`TypeRefId`].
    pub type_refs: Box<[TextRange]>,
    /// Names of the type parameters.
    pub type_params: Box<[TextRange]>,
    /// Names of the function's or constructor's parameters.
    pub params: Box<[TextRange]>,
}

impl DeclSource {
    /// The whole declaration, without its documentation.
    pub fn range(&self) -> TextRange {
        self.node.text_range()
    }
    /// Where to point at: the name, or the declaration when it has none.
    pub fn focus(&self) -> TextRange {
        self.name.unwrap_or_else(|| self.range())
    }
}

#[cfg(test)]
mod tests;
