//! Item trees as text: what `rayzor dump --items` and the tests show.

use std::fmt::{self, Display, Write};

use super::{
    Accessor, CtorData, Field, FieldData, FieldKind, Import, ImportKind, ItemTree, Meta, MetaArg,
    Param, TypeDeclKind, TypeItem, TypeParam, Visibility,
};
use crate::{
    arena::Arena,
    type_ref::{
        AnonFieldKindRef, AnonFieldRef, ConstArg, FunParamRef, TypeArgRef, TypeRef, TypeRefId,
    },
};

pub fn print_item_tree(tree: &ItemTree) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = item_tree(&mut out, tree);
    out
}

fn item_tree(out: &mut String, tree: &ItemTree) -> fmt::Result {
    if let Some(package) = &tree.package {
        writeln!(out, "package {package};")?;
    }
    for import in &tree.imports {
        import_line(out, import)?;
    }
    for item in &tree.types {
        type_item(out, item)?;
    }
    for data in tree.fields.iter() {
        field_line(out, data, "")?;
    }
    Ok(())
}

fn import_line(out: &mut String, import: &Import) -> fmt::Result {
    let path = &import.path;
    match &import.kind {
        ImportKind::Plain => writeln!(out, "import {path};"),
        ImportKind::Alias(name) => writeln!(out, "import {path} as {name};"),
        ImportKind::Wildcard => writeln!(out, "import {path}.*;"),
        ImportKind::Using => writeln!(out, "using {path};"),
    }
}

fn type_item(out: &mut String, item: &TypeItem) -> fmt::Result {
    let decl = &item.data.decl;
    let refs = &item.data.type_refs;
    metas(out, &decl.meta)?;
    for (on, word) in [
        (decl.is_private, "private "),
        (decl.is_extern, "extern "),
        (decl.is_final, "final "),
    ] {
        out.push_str(if on { word } else { "" });
    }
    let params = TypeParams(refs, &decl.params);
    let name = &decl.name;
    let list = |word: &str, ids: &[TypeRefId]| {
        ids.iter()
            .map(|&id| format!(" {word} {}", TypeRefDisplay(refs, id)))
            .collect::<String>()
    };
    match &decl.kind {
        TypeDeclKind::Class {
            extends,
            implements,
            is_abstract,
        } => {
            let abstract_ = if *is_abstract { "abstract " } else { "" };
            let extends = list("extends", extends.as_slice());
            let implements = list("implements", implements);
            write!(out, "{abstract_}class {name}{params}{extends}{implements}")?;
        }
        TypeDeclKind::Interface { extends } => {
            write!(out, "interface {name}{params}{}", list("extends", extends))?;
        }
        TypeDeclKind::Enum => write!(out, "enum {name}{params}")?,
        TypeDeclKind::Typedef { ty } => {
            write!(out, "typedef {name}{params} = ")?;
            return match ty {
                Some(ty) => writeln!(out, "{};", TypeRefDisplay(refs, *ty)),
                None => writeln!(out, "?;"),
            };
        }
        TypeDeclKind::Abstract {
            underlying,
            from,
            to,
            is_enum,
        } => {
            let enum_ = if *is_enum { "enum " } else { "" };
            write!(out, "{enum_}abstract {name}{params}")?;
            if let Some(underlying) = underlying {
                write!(out, "({})", TypeRefDisplay(refs, *underlying))?;
            }
            write!(out, "{}{}", list("from", from), list("to", to))?;
        }
    }
    out.push_str(" {\n");
    for data in item.ctors.iter() {
        ctor_line(out, data)?;
    }
    for data in item.fields.iter() {
        field_line(out, data, "  ")?;
    }
    out.push_str("}\n");
    Ok(())
}

fn ctor_line(out: &mut String, data: &CtorData) -> fmt::Result {
    let (ctor, refs) = (&data.ctor, &data.type_refs);
    out.push_str("  ");
    metas(out, &ctor.meta)?;
    write!(out, "{}{}", ctor.name, TypeParams(refs, &ctor.type_params))?;
    if !ctor.params.is_empty() {
        write!(out, "({})", Params(refs, &ctor.params))?;
    }
    if let Some(ret) = ctor.ret {
        write!(out, ":{}", TypeRefDisplay(refs, ret))?;
    }
    out.push_str(";\n");
    Ok(())
}

fn field_line(out: &mut String, data: &FieldData, indent: &str) -> fmt::Result {
    let (field, refs) = (&data.field, &data.type_refs);
    out.push_str(indent);
    metas(out, &field.meta)?;
    out.push_str(&flags(field));
    let name = &field.name;
    match &field.kind {
        FieldKind::Var {
            access,
            ty,
            has_init,
        } => {
            write!(out, "var {name}")?;
            if let Some((read, write)) = access {
                write!(
                    out,
                    "({}, {})",
                    accessor(*read, "get"),
                    accessor(*write, "set")
                )?;
            }
            hint(out, refs, *ty)?;
            out.push_str(if *has_init { " = …;\n" } else { ";\n" });
        }
        FieldKind::Fun {
            type_params,
            params,
            ret,
            has_body,
        } => {
            let type_params = TypeParams(refs, type_params);
            write!(
                out,
                "function {name}{type_params}({})",
                Params(refs, params)
            )?;
            hint(out, refs, *ret)?;
            out.push_str(if *has_body { " …\n" } else { ";\n" });
        }
    }
    Ok(())
}

fn flags(field: &Field) -> String {
    let flags = &field.flags;
    let visibility = match flags.visibility {
        Some(Visibility::Public) => "public ",
        Some(Visibility::Private) => "private ",
        None => "",
    };
    let words = [
        (flags.is_static, "static "),
        (flags.is_override, "override "),
        (flags.is_dynamic, "dynamic "),
        (flags.is_inline, "inline "),
        (flags.is_macro, "macro "),
        (flags.is_final, "final "),
        (flags.is_extern, "extern "),
        (flags.is_abstract, "abstract "),
        (flags.is_overload, "overload "),
    ];
    let on = words.iter().filter(|it| it.0).map(|it| it.1);
    std::iter::once(visibility).chain(on).collect()
}

fn accessor(accessor: Accessor, call: &'static str) -> &'static str {
    match accessor {
        Accessor::Default => "default",
        Accessor::Null => "null",
        Accessor::Call => call,
        Accessor::Dynamic => "dynamic",
        Accessor::Never => "never",
    }
}

fn metas(out: &mut String, metas: &[Meta]) -> fmt::Result {
    for meta in metas {
        write!(out, "{} ", MetaDisplay(meta))?;
    }
    Ok(())
}

fn hint(out: &mut String, refs: &Arena<TypeRef>, ty: Option<TypeRefId>) -> fmt::Result {
    match ty {
        Some(ty) => write!(out, ":{}", TypeRefDisplay(refs, ty)),
        None => Ok(()),
    }
}

/// `@:name(args)`
pub struct MetaDisplay<'a>(pub &'a Meta);

impl Display for MetaDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0.name)?;
        if self.0.args.is_empty() {
            return Ok(());
        }
        f.write_str("(")?;
        for (i, arg) in self.0.args.iter().enumerate() {
            f.write_str(if i > 0 { ", " } else { "" })?;
            fmt_meta_arg(f, arg)?;
        }
        f.write_str(")")
    }
}

fn fmt_meta_arg(f: &mut fmt::Formatter<'_>, arg: &MetaArg) -> fmt::Result {
    match arg {
        MetaArg::String(it) => write!(f, "{it:?}"),
        MetaArg::Int(it) => write!(f, "{it}"),
        MetaArg::Float(it) | MetaArg::Text(it) => f.write_str(it),
        MetaArg::Bool(it) => write!(f, "{it}"),
        MetaArg::Path(it) => write!(f, "{it}"),
        MetaArg::Array(elements) => {
            f.write_str("[")?;
            for (i, element) in elements.iter().enumerate() {
                f.write_str(if i > 0 { ", " } else { "" })?;
                fmt_meta_arg(f, element)?;
            }
            f.write_str("]")
        }
        MetaArg::Object(fields) => {
            f.write_str("{")?;
            for (i, (name, value)) in fields.iter().enumerate() {
                write!(f, "{}{name}: ", if i > 0 { ", " } else { "" })?;
                fmt_meta_arg(f, value)?;
            }
            f.write_str("}")
        }
    }
}

/// `<T:A & B = C>`, nothing for none.
pub struct TypeParams<'a>(pub &'a Arena<TypeRef>, pub &'a [TypeParam]);

impl Display for TypeParams<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1.is_empty() {
            return Ok(());
        }
        f.write_str("<")?;
        for (i, param) in self.1.iter().enumerate() {
            f.write_str(if i > 0 { ", " } else { "" })?;
            f.write_str(&param.name)?;
            for (i, &constraint) in param.constraints.iter().enumerate() {
                f.write_str(if i > 0 { " & " } else { ":" })?;
                write!(f, "{}", TypeRefDisplay(self.0, constraint))?;
            }
            if let Some(default) = param.default {
                write!(f, " = {}", TypeRefDisplay(self.0, default))?;
            }
        }
        f.write_str(">")
    }
}

/// Parameters of a function, without parentheses.
pub struct Params<'a>(pub &'a Arena<TypeRef>, pub &'a [Param]);

impl Display for Params<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, param) in self.1.iter().enumerate() {
            f.write_str(if i > 0 { ", " } else { "" })?;
            for meta in &param.meta {
                write!(f, "{} ", MetaDisplay(meta))?;
            }
            f.write_str(if param.optional { "?" } else { "" })?;
            f.write_str(if param.rest { "..." } else { "" })?;
            f.write_str(&param.name)?;
            if let Some(ty) = param.ty {
                write!(f, ":{}", TypeRefDisplay(self.0, ty))?;
            }
            f.write_str(if param.has_default { " = …" } else { "" })?;
        }
        Ok(())
    }
}

/// A type hint in Haxe's notation.
pub struct TypeRefDisplay<'a>(pub &'a Arena<TypeRef>, pub TypeRefId);

impl Display for TypeRefDisplay<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TypeRefDisplay(refs, id) = *self;
        match &refs[id] {
            TypeRef::Error => f.write_str("?"),
            TypeRef::Path { path, args } => {
                write!(f, "{path}")?;
                if args.is_empty() {
                    return Ok(());
                }
                f.write_str("<")?;
                for (i, arg) in args.iter().enumerate() {
                    f.write_str(if i > 0 { ", " } else { "" })?;
                    match arg {
                        TypeArgRef::Type(id) => write!(f, "{}", TypeRefDisplay(refs, *id))?,
                        TypeArgRef::Const(ConstArg::String(it)) => write!(f, "{it:?}")?,
                        TypeArgRef::Const(ConstArg::Bool(it)) => write!(f, "{it}")?,
                        TypeArgRef::Const(
                            ConstArg::Int(it) | ConstArg::Float(it) | ConstArg::Other(it),
                        ) => f.write_str(it)?,
                    }
                }
                f.write_str(">")
            }
            TypeRef::Fun { params, ret } => {
                f.write_str("(")?;
                for (i, param) in params.iter().enumerate() {
                    f.write_str(if i > 0 { ", " } else { "" })?;
                    fun_param(f, refs, param)?;
                }
                write!(f, ") -> {}", TypeRefDisplay(refs, *ret))
            }
            TypeRef::Anon { extends, fields } => {
                f.write_str("{")?;
                let mut sep = " ";
                for &base in extends {
                    write!(f, "{sep}> {}", TypeRefDisplay(refs, base))?;
                    sep = ", ";
                }
                for field in fields {
                    f.write_str(sep)?;
                    anon_field(f, refs, field)?;
                    sep = ", ";
                }
                f.write_str(" }")
            }
            TypeRef::Optional(inner) => write!(f, "?{}", TypeRefDisplay(refs, *inner)),
            TypeRef::Intersection(parts) => {
                for (i, &part) in parts.iter().enumerate() {
                    f.write_str(if i > 0 { " & " } else { "" })?;
                    write!(f, "{}", TypeRefDisplay(refs, part))?;
                }
                Ok(())
            }
        }
    }
}

fn fun_param(
    f: &mut fmt::Formatter<'_>,
    refs: &Arena<TypeRef>,
    param: &FunParamRef,
) -> fmt::Result {
    f.write_str(if param.optional { "?" } else { "" })?;
    f.write_str(if param.rest { "..." } else { "" })?;
    if let Some(name) = &param.name {
        write!(f, "{name}:")?;
    }
    write!(f, "{}", TypeRefDisplay(refs, param.ty))
}

fn anon_field(
    f: &mut fmt::Formatter<'_>,
    refs: &Arena<TypeRef>,
    field: &AnonFieldRef,
) -> fmt::Result {
    f.write_str(if field.optional { "?" } else { "" })?;
    match &field.kind {
        AnonFieldKindRef::Var {
            access,
            is_final,
            ty,
        } => {
            f.write_str(if *is_final { "final " } else { "" })?;
            f.write_str(&field.name)?;
            if let Some((read, write)) = access {
                write!(
                    f,
                    "({}, {})",
                    accessor(*read, "get"),
                    accessor(*write, "set")
                )?;
            }
            match ty {
                Some(ty) => write!(f, ":{}", TypeRefDisplay(refs, *ty)),
                None => Ok(()),
            }
        }
        AnonFieldKindRef::Fun {
            ordinal: _,
            type_params,
            params,
            ret,
        } => {
            let type_params = TypeParams(refs, type_params);
            write!(
                f,
                "function {}{type_params}({})",
                field.name,
                Params(refs, params)
            )?;
            match ret {
                Some(ret) => write!(f, ":{}", TypeRefDisplay(refs, *ret)),
                None => Ok(()),
            }
        }
    }
}
