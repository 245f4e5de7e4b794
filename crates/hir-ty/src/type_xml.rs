//! A declaration as XML: what `@:rtti` keeps for `haxe.rtti.Rtti`, in the format of the compiler's `--xml`
//! (`haxe.rtti.XmlParser` reads it).
//!
//! ```haxe
//! class C<T> { public var a(default, null):Int = 1; function f(x:T, ?y:String) {} }
//! // <class path="C" params="T">
//! //     <a public="1" set="null" expr="1"><x path="Int"/></a>
//! //     <f set="method"><f a="x:?y"><c path="C.T"/><c path="String"/><x path="Void"/></f></f>
//! // </class>
//! ```
//!
//! One letter stands for a kind of type: `c` class, `e` enum, `x` abstract, `t` typedef, `f` function, `a` structure,
//! `d` Dynamic. Lines are left out: a description does not change when text moves.

mod element;
#[cfg(test)]
mod tests;

use base_db::Db;
use hir_def::{
    body::{ExprId, body, body_source_map, field_node},
    ctors_of, field_data, fields_of,
    ids::{FieldId, TypeDeclId},
    item_tree::{Meta, MetaArg, TypeDeclKind},
    source::{ctor_docs, field_docs, type_docs},
    type_decl_data, type_path,
};

use crate::{
    decl::{
        abstract_info, ancestors, decl_has_meta, is_interface, self_type, supers,
        type_params_of_decl, typedef_target,
    },
    print::param_path,
    signature::{
        Access, MethodKind, SigKind, Signature, access_of, ctor_signature, field_signature,
    },
    ty::{AnonFieldKind, AnonTy, FunParam, Ty, Tys},
};
use element::Element;

/// `@:rtti` on the class or on one it extends.
pub fn has_rtti<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> bool {
    let is_class = matches!(
        type_decl_data(db, decl).map(|data| &data.decl.kind),
        Some(TypeDeclKind::Class { .. } | TypeDeclKind::Interface { .. })
    );
    is_class
        && (decl_has_meta(db, decl, ":rtti")
            || ancestors(db, decl, Tys::empty(db))
                .iter()
                .any(|&(it, _)| !is_interface(db, it) && decl_has_meta(db, it, ":rtti")))
}

/// The description of any declaration. A query, so that moving text changes nothing behind it.
#[salsa::tracked(returns(deref))]
pub fn type_xml<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> String {
    declaration(db, decl).map_or(String::new(), |it| it.to_string())
}

fn declaration<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Option<Element> {
    let data = type_decl_data(db, decl)?;
    let params: Vec<&str> = type_params_of_decl(db, decl)
        .iter()
        .map(|it| it.name(db).as_str())
        .collect();
    let head = |kind: &str| {
        let mut res = Element::new(kind)
            .with("path", type_path(db, decl))
            .with("params", params.join(":"));
        if data.decl.is_private {
            res = res.with("private", "1");
        }
        if data.decl.is_extern {
            res = res.with("extern", "1");
        }
        res
    };
    let mut res = match &data.decl.kind {
        TypeDeclKind::Class { .. } | TypeDeclKind::Interface { .. } => {
            let mut res = head("class");
            if matches!(data.decl.kind, TypeDeclKind::Interface { .. }) {
                res = res.with("interface", "1");
            }
            if data.decl.is_final {
                res = res.with("final", "1");
            }
            let supers = supers(db, decl);
            if let Some(parent) = supers.extends {
                res.push(renamed(ty(db, parent), "extends"));
            }
            for &interface in &supers.interfaces {
                res.push(renamed(ty(db, interface), "implements"));
            }
            if let Some(dynamic) = supers.dynamic {
                res.push(Element::new("haxe_dynamic").and(ty(db, dynamic)));
            }
            class_fields(db, decl, &mut res);
            res
        }
        TypeDeclKind::Enum => {
            let mut res = head("enum");
            for &ctor in ctors_of(db, decl) {
                let signature = ctor_signature(db, ctor);
                let mut element = Element::new(ctor.name(db));
                if !signature.params.is_empty() {
                    element = element.with("a", parameter_names(&signature.params));
                }
                for param in &signature.params {
                    element.push(ty(db, param_type(db, param)));
                }
                element.push_docs(ctor_docs(db, ctor));
                if let Some(data) = hir_def::enum_ctor_data(db, ctor) {
                    element.push_some(metas(&data.ctor.meta, None));
                }
                res.push(element);
            }
            res
        }
        TypeDeclKind::Typedef { .. } => head("typedef").and(ty(db, typedef_target(db, decl))),
        TypeDeclKind::Abstract { .. } => {
            let info = abstract_info(db, decl);
            let cast = |it: Ty<'db>| Element::new("icast").and(ty(db, it));
            let cast_by = |field: FieldId<'db>, it: Ty<'db>| {
                cast(it).with("field", field.name(db).to_string())
            };
            let mut res = head("abstract");
            let mut from = Element::new("from");
            info.from.iter().for_each(|&it| from.push(cast(it)));
            for &field in &info.from_fields {
                if let Some(first) = field_signature(db, field).params(db).first() {
                    from.push(cast_by(field, first.ty));
                }
            }
            let mut to = Element::new("to");
            info.to.iter().for_each(|&it| to.push(cast(it)));
            for &field in &info.to_fields {
                if let Ty::Fun(fun) = field_signature(db, field).ty {
                    to.push(cast_by(field, fun.ret(db)));
                }
            }
            res.push_some((!from.is_empty()).then_some(from));
            let this = info.underlying.unwrap_or(self_type(db, decl));
            res.push(Element::new("this").and(ty(db, this)));
            res.push_some((!to.is_empty()).then_some(to));
            let mut fields = Element::new("class").with("path", type_path(db, decl));
            class_fields(db, decl, &mut fields);
            if !fields.is_empty() {
                res.push(Element::new("impl").and(fields));
            }
            res
        }
    };
    res.push_docs(type_docs(db, decl));
    res.push_some(metas(&data.decl.meta, None));
    Some(res)
}

/// Statics, then members, the constructor last.
fn class_fields<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, res: &mut Element) {
    let rank = |field: FieldId<'db>| match field.name(db).as_str() {
        "new" => 2,
        _ => u8::from(!field_signature(db, field).is_static),
    };
    let mut fields: Vec<FieldId<'db>> = fields_of(db, decl).to_vec();
    fields.sort_by_key(|&it| rank(it));
    for field in fields {
        res.push_some(class_field(db, field));
    }
}

fn class_field<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<Element> {
    let data = field_data(db, field)?;
    let signature = field_signature(db, field);
    let mut res = Element::new(field.name(db));
    if !signature.type_params.is_empty() {
        let names: Vec<&str> = signature
            .type_params
            .iter()
            .map(|it| it.name(db).as_str())
            .collect();
        res = res.with("params", names.join(":"));
    }
    let flags = [
        ("final", signature.is_final),
        ("public", signature.is_public),
    ];
    for (name, _) in flags.iter().filter(|it| it.1) {
        res = res.with(name, "1");
    }
    res = with_access(res, signature.kind);
    let values = Values::of(db, field, signature);
    if let Some(initial) = &values.initial {
        res = res.with("expr", initial.clone());
    }
    let flags = [
        ("static", signature.is_static),
        ("override", data.field.flags.is_override),
        ("abstract", signature.is_abstract),
    ];
    for (name, _) in flags.iter().filter(|it| it.1) {
        res = res.with(name, "1");
    }
    let mut described = ty(db, signature.ty);
    if values.defaults.iter().any(|it| !it.is_empty()) {
        described = described.with("v", values.defaults.join(":"));
    }
    res.push(described);
    res.push_some(metas(&data.field.meta, values.meta()));
    res.push_docs(field_docs(db, field));
    Some(res)
}

fn with_access(res: Element, kind: SigKind) -> Element {
    let word = |access: Access| match access {
        Access::Normal | Access::Ctor => None,
        Access::Null | Access::Never => Some("null"),
        Access::Call => Some("accessor"),
        Access::Dynamic => Some("dynamic"),
        Access::Inline => Some("inline"),
    };
    let (get, set) = match kind {
        SigKind::Var { read, write } => (word(read), word(write)),
        SigKind::Method(MethodKind::Normal) => (None, Some("method")),
        SigKind::Method(MethodKind::Inline) => (Some("inline"), Some("null")),
        SigKind::Method(MethodKind::Dynamic) => (None, Some("dynamic")),
        SigKind::Method(MethodKind::Macro) => (None, Some("macro")),
    };
    let res = match get {
        Some(get) => res.with("get", get),
        None => res,
    };
    match set {
        Some(set) => res.with("set", set),
        None => res,
    }
}

/// Constant-looking source of a field: its initial value, or its parameters' defaults.
struct Values {
    initial: Option<String>,
    defaults: Vec<String>,
    names: Vec<String>,
}

impl Values {
    fn of<'db>(db: &'db dyn Db, field: FieldId<'db>, signature: &Signature<'db>) -> Values {
        let body = body(db, field);
        let node = field_node(db, field);
        let source = |expr: ExprId| -> String {
            let range = body_source_map(db, field).expr_range(expr);
            node.as_ref().map_or(String::new(), |node| {
                node.text().slice(range).to_string().trim().to_owned()
            })
        };
        if !signature.is_method() {
            return Values {
                initial: body.root.map(source),
                defaults: Vec::new(),
                names: Vec::new(),
            };
        }
        Values {
            initial: None,
            defaults: body
                .params
                .iter()
                .map(|it| it.default.map_or(String::new(), source))
                .collect(),
            names: body.params.iter().map(|it| it.name.to_string()).collect(),
        }
    }

    /// `@:value`, which the compiler adds to what has one.
    fn meta(&self) -> Option<String> {
        if self.initial.is_some() {
            return self.initial.clone();
        }
        let pairs: Vec<String> = self
            .names
            .iter()
            .zip(&self.defaults)
            .rev()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name} : {value}"))
            .collect();
        (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
    }
}

impl<'db> Signature<'db> {
    fn params(&self, db: &'db dyn Db) -> &'db [FunParam<'db>] {
        match self.ty {
            Ty::Fun(fun) => fun.params(db),
            _ => &[],
        }
    }
}

fn parameter_names(params: &[FunParam<'_>]) -> String {
    let names: Vec<String> = params
        .iter()
        .map(|it| format!("{}{}", if it.optional { "?" } else { "" }, it.name))
        .collect();
    names.join(":")
}

/// `?` in the list of names says that an argument is optional; its type does not repeat it.
fn param_type<'db>(db: &'db dyn Db, param: &FunParam<'db>) -> Ty<'db> {
    match param.ty {
        Ty::Null(inner) if param.optional => inner.ty(db),
        ty => ty,
    }
}

fn renamed(mut element: Element, name: &str) -> Element {
    element.rename(name);
    element
}

fn ty<'db>(db: &'db dyn Db, of: Ty<'db>) -> Element {
    let named = |kind: &str, path: String, args: &[Ty<'db>]| {
        let mut res = Element::new(kind).with("path", path);
        args.iter().for_each(|&arg| res.push(ty(db, arg)));
        res
    };
    let core = |name: &str, args: &[Ty<'db>]| named("x", name.to_owned(), args);
    match of {
        Ty::Unknown | Ty::Mono(_) => Element::new("unknown"),
        Ty::Void => core("Void", &[]),
        Ty::Bool => core("Bool", &[]),
        Ty::Int => core("Int", &[]),
        Ty::Float => core("Float", &[]),
        Ty::Null(inner) => core("Null", &[inner.ty(db)]),
        Ty::Dynamic(None) => Element::new("d"),
        Ty::Dynamic(Some(inner)) => Element::new("d").and(ty(db, inner.ty(db))),
        Ty::Class(decl, args) => named("c", type_path(db, decl), args.list(db)),
        Ty::Enum(decl, args) => named("e", type_path(db, decl), args.list(db)),
        Ty::Abstract(decl, args) => named("x", type_path(db, decl), args.list(db)),
        Ty::Typedef(decl, args) => named("t", type_path(db, decl), args.list(db)),
        Ty::Param(param) => named("c", param_path(db, param), &[]),
        Ty::Const(text) => named("c", text.text(db).to_string(), &[]),
        Ty::TypeValue(decl) => core("Class", &[self_type(db, decl)]),
        Ty::Fun(fun) => {
            let params = fun.params(db);
            let mut res = Element::new("f").with("a", parameter_names(params));
            for param in params {
                res.push(ty(db, param_type(db, param)));
            }
            res.push(ty(db, fun.ret(db)));
            res
        }
        Ty::Anon(anon) => structure(db, anon),
    }
}

/// Fields in descending order, as everywhere where the compiler prints a structure.
fn structure<'db>(db: &'db dyn Db, anon: AnonTy<'db>) -> Element {
    let mut res = Element::new("a");
    for field in anon.fields(db).iter().rev() {
        let mut element = Element::new(&field.name);
        element = match field.kind {
            AnonFieldKind::Var { read, write } => with_access(
                element,
                SigKind::Var {
                    read: access_of(read),
                    write: access_of(write),
                },
            ),
            AnonFieldKind::Final => element.with("final", "1").with("set", "null"),
            AnonFieldKind::Method => element.with("set", "method"),
        };
        element.push(ty(db, field.ty));
        if field.optional {
            element.push(Element::new("meta").and(Element::new("m").with("n", ":optional")));
        }
        res.push(element);
    }
    res
}

fn metas(metas: &[Meta], value: Option<String>) -> Option<Element> {
    let mut res = Element::new("meta");
    if let Some(value) = value {
        res.push(
            Element::new("m")
                .with("n", ":value")
                .and(Element::new("e").containing(value)),
        );
    }
    for meta in metas {
        let mut element = Element::new("m").with("n", meta.name.to_string());
        for arg in &meta.args {
            element.push(Element::new("e").containing(meta_source(arg)));
        }
        res.push(element);
    }
    (!res.is_empty()).then_some(res)
}

/// An argument of metadata as one would write it.
fn meta_source(arg: &MetaArg) -> String {
    let list = |list: Vec<String>| list.join(", ");
    match arg {
        MetaArg::String(text) => format!("{:?}", text.as_str()),
        MetaArg::Int(value) => value.to_string(),
        MetaArg::Float(text) | MetaArg::Text(text) => text.to_string(),
        MetaArg::Bool(value) => value.to_string(),
        MetaArg::Array(elements) => {
            format!("[{}]", list(elements.iter().map(meta_source).collect()))
        }
        MetaArg::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{name} : {}", meta_source(value)));
            format!("{{ {} }}", list(fields.collect()))
        }
        MetaArg::Path(path) => path.to_string(),
    }
}
