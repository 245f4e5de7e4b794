//! What is written after `:`, lowered from syntax but not resolved.
//!
//! `Map<String, ?Int -> Void>` becomes a small tree of [`TypeRef`]s in the arena of
//! the item tree or body that owns it. Ranges are in the owner's source map.

use crate::{Name, arena::Idx};

pub type TypeRefId = Idx<TypeRef>;

/// A dotted path as written: `haxe.ds.StringMap`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct DottedPath(pub Box<[Name]>);

impl DottedPath {
    /// `"a.b.C"`; the empty text is the empty path.
    pub fn parse(text: &str) -> DottedPath {
        let segments = text.split('.').filter(|it| !it.is_empty());
        DottedPath(segments.map(Name::new).collect())
    }
    pub fn segments(&self) -> &[Name] {
        &self.0
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn last(&self) -> Option<&Name> {
        self.0.last()
    }
    pub fn joined(&self, name: &Name) -> DottedPath {
        DottedPath(self.0.iter().chain([name]).cloned().collect())
    }
    /// `a.b.C` as (`a.b`, `C`).
    pub fn split_last(&self) -> Option<(DottedPath, &Name)> {
        let (last, init) = self.0.split_last()?;
        Some((DottedPath(init.into()), last))
    }
}

impl std::fmt::Display for DottedPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            f.write_str(segment)?;
        }
        Ok(())
    }
}

/// Whether a name is a type's: its first letter after underscores is a capital.
pub fn is_type_name(name: &str) -> bool {
    name.trim_start_matches('_')
        .starts_with(|c: char| c.is_ascii_uppercase())
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TypeRef {
    /// Unparsable or missing where one was required.
    Error,
    /// `a.B.C<T, "const", 1>`
    Path {
        path: DottedPath,
        args: Box<[TypeArgRef]>,
    },
    /// `(a:Int, ?b:T, ...r:T) -> R` and the old `A -> B -> R` (names `None` there).
    Fun {
        params: Box<[FunParamRef]>,
        ret: TypeRefId,
    },
    /// `{ x:Int, ?y:T, > Base, function f():Void; }`
    Anon {
        extends: Box<[TypeRefId]>,
        fields: Box<[AnonFieldRef]>,
    },
    /// `?T`, legal for arguments.
    Optional(TypeRefId),
    /// `A & B`
    Intersection(Box<[TypeRefId]>),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TypeArgRef {
    Type(TypeRefId),
    /// A constant argument (`@:const T`), as its source text.
    Const(ConstArg),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ConstArg {
    Int(Name),
    Float(Name),
    String(Name),
    Bool(bool),
    /// `[…]` or any other expression, by its text.
    Other(Name),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FunParamRef {
    pub name: Option<Name>,
    pub optional: bool,
    pub rest: bool,
    pub ty: TypeRefId,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct AnonFieldRef {
    pub name: Name,
    /// `?x:T` or `@:optional var x:T`.
    pub optional: bool,
    /// Written `private`: a class may satisfy it by a private field.
    pub is_private: bool,
    pub kind: AnonFieldKindRef,
    pub meta: Box<[crate::item_tree::Meta]>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum AnonFieldKindRef {
    Var {
        access: Option<(crate::item_tree::Accessor, crate::item_tree::Accessor)>,
        is_final: bool,
        ty: Option<TypeRefId>,
    },
    Fun {
        /// Among the structure methods of the owner's type hints, from 0.
        ordinal: u32,
        type_params: Box<[crate::item_tree::TypeParam]>,
        params: Box<[crate::item_tree::Param]>,
        ret: Option<TypeRefId>,
    },
}
