//! Metadata at run time: the structure that `haxe.rtti.Meta` reads (Haxe manual, "Metadata").
//!
//! ```haxe
//! @author("x") class C { @field var a:Int; @:compilerOnly static function f() {} }
//! // { obj: {author: ["x"]}, fields: {a: {field: null}} }
//! ```
//!
//! Names with a colon are for the compiler and left out. A constructor stands under `_`, those of
//! an enum among the fields. Arguments are constants; anything else is null. The description of an `@:rtti` class stands
//! beside them as `rtti`, for `haxe.rtti.Rtti`.

use base_db::Db;
use hir_def::{
    Name, ctors_of, fields_of,
    ids::TypeDeclId,
    item_tree::{Meta, MetaArg},
    type_decl_data,
};
use hir_ty::{
    fold::Subst,
    type_xml::{has_rtti, type_xml},
};
use mir::{ElemKind, Op, Repr, Signature, Symbol, Type, Value};

use super::{FunctionCx, MirOwner, MirResult, Val, wrapper::wrapper};
use crate::decls;

/// Fields with what is said of each.
type Parts<'db> = Vec<(Name, &'db [Meta])>;

struct Metadata<'db> {
    obj: &'db [Meta],
    fields: Parts<'db>,
    statics: Parts<'db>,
}

fn is_kept(meta: &Meta) -> bool {
    !meta.name.starts_with(':')
}

fn metadata_of<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Metadata<'db> {
    let obj = type_decl_data(db, decl).map_or(&[] as &[Meta], |data| &data.decl.meta);
    let mut res = Metadata {
        obj,
        fields: Vec::new(),
        statics: Vec::new(),
    };
    for &field in fields_of(db, decl) {
        let meta = decls::meta(db, field);
        if !meta.iter().any(is_kept) {
            continue;
        }
        if decls::is_ctor(db, field) {
            res.fields.push((Name::new_static("_"), meta));
        } else if decls::is_static(db, field) {
            res.statics.push((field.name(db).clone(), meta));
        } else {
            res.fields.push((field.name(db).clone(), meta));
        }
    }
    for &ctor in ctors_of(db, decl) {
        if let Some(data) = hir_def::enum_ctor_data(db, ctor)
            && data.ctor.meta.iter().any(is_kept)
        {
            res.fields.push((ctor.name(db).clone(), &data.ctor.meta));
        }
    }
    res
}

/// Whether there is anything to read.
pub(crate) fn has_metadata<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    let found = metadata_of(db, decl);
    found.obj.iter().any(is_kept)
        || !found.fields.is_empty()
        || !found.statics.is_empty()
        || has_rtti(db, decl)
}

/// `pack.Type$meta`: makes the structure anew at each call.
pub(super) fn lower_metadata<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    decl: TypeDeclId<'db>,
) -> MirResult<'db> {
    let found = metadata_of(db, decl);
    let sig = Signature::new(Vec::new(), Repr::Ref);
    wrapper(db, owner, Subst::new(), &sig, |fx| {
        let mut parts = Vec::new();
        if found.obj.iter().any(is_kept) {
            parts.push((Symbol::new_static("obj"), fx.metas(found.obj)));
        }
        for (name, fields) in [("fields", &found.fields), ("statics", &found.statics)] {
            if !fields.is_empty() {
                let fields = fields
                    .iter()
                    .map(|(name, metas)| (name.clone(), fx.metas(metas)))
                    .collect();
                parts.push((Symbol::new_static(name), fx.structure(fields)));
            }
        }
        if has_rtti(db, decl) {
            let text = fx.b.const_str(type_xml(db, decl));
            let text = fx.b.box_(Repr::Ref, text);
            parts.push((Symbol::new_static("rtti"), text));
        }
        let value = fx.b.ins(Op::AnonNew { fields: parts }, Type::Ref);
        Some(Val {
            value,
            repr: Repr::Ref,
        })
    })
}

impl FunctionCx<'_, '_> {
    fn structure(&mut self, fields: Vec<(Symbol, Value)>) -> Value {
        let value = self.b.ins(Op::AnonNew { fields }, Type::Ref);
        self.b.box_(Repr::Ref, value)
    }

    /// `{author: ["x"], field: null}`
    fn metas(&mut self, metas: &[Meta]) -> Value {
        let mut fields: Vec<(Symbol, Value)> = Vec::new();
        for meta in metas.iter().filter(|meta| is_kept(meta)) {
            let value = if meta.args.is_empty() {
                self.zero(Repr::Word).value
            } else {
                self.meta_array(&meta.args)
            };
            match fields.iter_mut().find(|(name, _)| *name == meta.name) {
                Some(field) => field.1 = value,
                None => fields.push((meta.name.clone(), value)),
            }
        }
        self.structure(fields)
    }

    fn meta_array(&mut self, args: &[MetaArg]) -> Value {
        let values = args.iter().map(|arg| self.meta_value(arg)).collect();
        let op = Op::ArrayLit {
            kind: ElemKind::Word,
            values,
        };
        let array = self.b.ins(op, Type::Ref);
        self.b.box_(Repr::Ref, array)
    }

    fn meta_value(&mut self, arg: &MetaArg) -> Value {
        match arg {
            MetaArg::String(text) => {
                let text = self.b.const_str(text.clone());
                self.b.box_(Repr::Ref, text)
            }
            MetaArg::Int(value) => match i32::try_from(*value) {
                Ok(value) => {
                    let value = self.b.const_i32(value);
                    self.b.box_(Repr::I32, value)
                }
                Err(_) => self.meta_float(*value as f64),
            },
            MetaArg::Float(text) => match text.trim_end_matches("f64").parse() {
                Ok(value) => self.meta_float(value),
                Err(_) => self.zero(Repr::Word).value,
            },
            MetaArg::Bool(value) => {
                let value = self.b.const_bool(*value);
                self.b.box_(Repr::Bool, value)
            }
            MetaArg::Array(elements) => self.meta_array(elements),
            MetaArg::Object(fields) => {
                let fields = fields
                    .iter()
                    .map(|(name, value)| (name.clone(), self.meta_value(value)))
                    .collect();
                self.structure(fields)
            }
            MetaArg::Path(_) | MetaArg::Text(_) => self.zero(Repr::Word).value,
        }
    }

    fn meta_float(&mut self, value: f64) -> Value {
        let value = self.b.const_f64(value);
        self.b.box_(Repr::F64, value)
    }
}
