//! Declarations as one line of Haxe, for hovers, completion and signature help.

use base_db::{Db, TextRange};
use hir::{Definition, LocalDef};
use hir_def::{
    Name, body, enum_ctor_data, field_data,
    ids::{EnumCtorId, FieldId, ModuleId, TypeDeclId},
    item_tree::{Accessor, FieldKind, TypeDeclKind, Visibility, pretty},
    source_path, type_decl_data,
};
use hir_ty::{
    print::print_written,
    signature::{ctor_signature, field_signature},
    ty::{AnonField, AnonFieldKind, FunParam, Ty},
    typed_body::LocalDecl,
};

/// The declaration of `def`; with `seen_as`, the type it has where it is used.
pub(crate) fn declaration<'db>(
    db: &'db dyn Db,
    def: &Definition<'db>,
    seen_as: Option<Ty<'db>>,
) -> String {
    match def {
        Definition::Package(path) => format!("package {path}"),
        Definition::Module(module) => {
            format!("module {}", hir_def::module_path(db, *module).dotted())
        }
        Definition::Type(ty) => type_line(db, *ty),
        Definition::Field(field) => field_line(db, *field, seen_as),
        Definition::EnumCtor(ctor) => ctor_line(db, *ctor),
        Definition::TypeParam(param) => type_param_line(db, *param),
        Definition::Local(local) => local_line(db, *local, seen_as),
        Definition::StructField { ty, name } => {
            let field = hir::structure::anon_field(db, hir_ty::decl::self_type(db, *ty), name);
            match field {
                Some(field) => anon_field_line(db, field, seen_as),
                None => format!("var {name}"),
            }
        }
        Definition::AnonField { name, .. } => match seen_as {
            Some(ty) => format!("var {name}:{}", type_text(db, ty)),
            None => format!("var {name}"),
        },
        Definition::Label {
            module,
            range,
            name,
        } => written_param(db, *module, *range).unwrap_or_else(|| name.to_string()),
        Definition::Metadata(name) => format!("@{name}"),
        Definition::Define(name) => format!("#if {name}"),
    }
}

/// The parameter around a name, as it is written.
fn written_param(db: &dyn Db, module: ModuleId<'_>, name: TextRange) -> Option<String> {
    let root = base_db::parse(db, module.file(db), module.config(db)).syntax_node();
    let token = root.token_at_offset(name.start()).right_biased()?;
    let param = token.parent()?.parent()?;
    Some(param.text().to_string())
}

/// A type in the notation of a written hint.
pub(crate) fn type_text<'db>(db: &'db dyn Db, ty: Ty<'db>) -> String {
    print_written(db, ty)
}

fn type_param_line<'db>(db: &'db dyn Db, param: hir_def::ids::TypeParamId<'db>) -> String {
    let bounds = hir_ty::decl::param_bounds(db, param);
    let text: Vec<String> = bounds
        .constraints
        .iter()
        .map(|&it| print_written(db, it))
        .collect();
    if text.is_empty() {
        param.name(db).to_string()
    } else {
        format!("{}:{}", param.name(db), text.join(" & "))
    }
}

fn type_line<'db>(db: &'db dyn Db, ty: TypeDeclId<'db>) -> String {
    let Some(data) = type_decl_data(db, ty) else {
        return ty.name(db).to_string();
    };
    let (decl, refs) = (&data.decl, &data.type_refs);
    let mut res = String::new();
    for (on, word) in [
        (decl.is_private, "private "),
        (decl.is_extern, "extern "),
        (decl.is_final, "final "),
    ] {
        res.push_str(if on { word } else { "" });
    }
    let params = pretty::TypeParams(refs, &decl.params);
    let path = source_path(db, ty);
    let hint = |id| pretty::TypeRefDisplay(refs, id).to_string();
    match &decl.kind {
        TypeDeclKind::Class {
            extends,
            implements,
            is_abstract,
        } => {
            res.push_str(if *is_abstract { "abstract " } else { "" });
            res.push_str(&format!("class {path}{params}"));
            if let Some(parent) = extends {
                res.push_str(&format!(" extends {}", hint(*parent)));
            }
            for &interface in implements {
                res.push_str(&format!(" implements {}", hint(interface)));
            }
        }
        TypeDeclKind::Interface { extends } => {
            res.push_str(&format!("interface {path}{params}"));
            for &parent in extends {
                res.push_str(&format!(" extends {}", hint(parent)));
            }
        }
        TypeDeclKind::Enum => res.push_str(&format!("enum {path}{params}")),
        TypeDeclKind::Typedef { ty } => {
            res.push_str(&format!("typedef {path}{params}"));
            if let Some(ty) = ty {
                res.push_str(&format!(" = {}", hint(*ty)));
            }
        }
        TypeDeclKind::Abstract {
            underlying,
            from,
            to,
            is_enum,
        } => {
            res.push_str(if *is_enum { "enum " } else { "" });
            res.push_str(&format!("abstract {path}{params}"));
            if let Some(underlying) = underlying {
                res.push_str(&format!("({})", hint(*underlying)));
            }
            for (word, list) in [("from", from), ("to", to)] {
                for &it in list {
                    res.push_str(&format!(" {word} {}", hint(it)));
                }
            }
        }
    }
    res
}

pub(crate) fn field_line<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    seen_as: Option<Ty<'db>>,
) -> String {
    let name = field.name(db);
    let Some(data) = field_data(db, field) else {
        return name.to_string();
    };
    let flags = &data.field.flags;
    let signature = field_signature(db, field);
    let mut res = String::new();
    if flags.visibility != Some(Visibility::Private) && signature.is_public {
        res.push_str("public ");
    }
    for (on, word) in [
        (flags.is_static && field.type_decl(db).is_some(), "static "),
        (flags.is_override, "override "),
        (flags.is_dynamic, "dynamic "),
        (flags.is_abstract, "abstract "),
        (flags.is_inline, "inline "),
        (flags.is_macro, "macro "),
    ] {
        res.push_str(if on { word } else { "" });
    }
    match &data.field.kind {
        FieldKind::Fun { type_params, .. } => {
            res.push_str(if flags.is_final { "final " } else { "" });
            let ty = match seen_as {
                Some(ty @ Ty::Fun(_)) => ty,
                _ => signature.ty,
            };
            let type_params = pretty::TypeParams(&data.type_refs, type_params);
            res.push_str(&format!("function {name}{type_params}"));
            res.push_str(&function_text(db, field, signature.ty, ty));
        }
        FieldKind::Var { access, .. } => {
            res.push_str(if flags.is_final { "final " } else { "var " });
            res.push_str(name);
            res.push_str(&access.map(accessors_text).unwrap_or_default());
            let ty = seen_as.unwrap_or(signature.ty);
            res.push_str(&format!(":{}", type_text(db, ty)));
            if let Some(value) = constant_value(db, field) {
                res.push_str(&format!(" = {value}"));
            }
        }
    }
    res
}

/// A field of a structure, which is written `?name` where it may be left out.
pub(crate) fn anon_field_line<'db>(
    db: &'db dyn Db,
    field: &AnonField<'db>,
    seen_as: Option<Ty<'db>>,
) -> String {
    let name = &field.name;
    let ty = match seen_as.unwrap_or(field.ty) {
        Ty::Null(inner) if field.optional => inner.ty(db),
        ty => ty,
    };
    let question = if field.optional { "?" } else { "" };
    match (field.kind, ty) {
        (AnonFieldKind::Method, Ty::Fun(fun)) => {
            let params: Vec<String> = fun
                .params(db)
                .iter()
                .map(|it| param_text(db, None, it))
                .collect();
            let ret = type_text(db, fun.ret(db));
            format!("function {question}{name}({}):{ret}", params.join(", "))
        }
        (AnonFieldKind::Final, _) => format!("final {question}{name}:{}", type_text(db, ty)),
        (AnonFieldKind::Var { read, write }, _) => {
            let access = match (read, write) {
                (Accessor::Default, Accessor::Default) => String::new(),
                access => accessors_text(access),
            };
            format!("var {question}{name}{access}:{}", type_text(db, ty))
        }
        (AnonFieldKind::Method, _) => format!("var {question}{name}:{}", type_text(db, ty)),
    }
}

/// `(get, never)`
pub(crate) fn accessors_text((read, write): (Accessor, Accessor)) -> String {
    let word = |it, call| match it {
        Accessor::Default => "default",
        Accessor::Null => "null",
        Accessor::Call => call,
        Accessor::Dynamic => "dynamic",
        Accessor::Never => "never",
    };
    format!("({}, {})", word(read, "get"), word(write, "set"))
}

/// `(a:Int, ?b:String = "x"):Void`; seen as an extension the function lacks its first parameter, which is shown as it is
/// declared.
fn function_text<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    declared: Ty<'db>,
    ty: Ty<'db>,
) -> String {
    let Ty::Fun(fun) = ty else {
        return format!(":{}", type_text(db, ty));
    };
    let seen = fun.params(db);
    let left_out = match declared {
        Ty::Fun(declared) if declared.params(db).len() == seen.len() + 1 => {
            declared.params(db).first()
        }
        _ => None,
    };
    let params: Vec<String> = left_out
        .into_iter()
        .chain(seen)
        .map(|it| param_text(db, Some(field), it))
        .collect();
    format!("({}):{}", params.join(", "), type_text(db, fun.ret(db)))
}

/// One parameter, with its default value where the field of `owner` has one.
pub(crate) fn param_text<'db>(
    db: &'db dyn Db,
    owner: Option<FieldId<'db>>,
    param: &FunParam<'db>,
) -> String {
    param_with(db, owner, param, |ty| Some(type_text(db, ty)))
}

/// A parameter with the type as `hint` writes it.
pub(crate) fn param_with<'db>(
    db: &'db dyn Db,
    owner: Option<FieldId<'db>>,
    param: &FunParam<'db>,
    hint: impl Fn(Ty<'db>) -> Option<String>,
) -> String {
    let written = owner.and_then(|field| {
        let body = body(db, field);
        let at = body.params.iter().find(|it| it.name == param.name)?;
        Some((at, body))
    });
    let default = written
        .and_then(|(it, body)| Some(body::pretty::print_expr(body, it.default?)))
        .map(|it| format!(" = {it}"));
    let question = match &written {
        Some((it, _)) => it.optional,
        None => param.optional,
    };
    let mut ty = param.ty;
    if question && let Ty::Null(inner) = ty {
        ty = inner.ty(db);
    }
    // `...x:T` is written for what has the type `haxe.Rest<T>`.
    if param.rest
        && let Some((_, [element])) = ty.decl(db)
    {
        ty = *element;
    }
    let mut res = String::new();
    res.push_str(if param.rest { "..." } else { "" });
    res.push_str(if question { "?" } else { "" });
    res.push_str(&param.name);
    if let Some(hint) = hint(ty) {
        res.push_str(if param.name.is_empty() { "" } else { ":" });
        res.push_str(&hint);
    }
    res.push_str(&default.unwrap_or_default());
    res
}

/// The value of a constant: an `inline` or `final` static, a value of an enum abstract.
pub(crate) fn constant_value<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<String> {
    let signature = field_signature(db, field);
    let data = field_data(db, field)?;
    let is_constant = signature.is_enum_value
        || data.field.flags.is_inline
        || data.field.flags.is_final && data.field.flags.is_static;
    if !is_constant {
        return None;
    }
    let body = body(db, field);
    let Some(root) = body.root else {
        return signature.is_enum_value.then(|| implied_value(db, field))?;
    };
    let text = body::pretty::print_expr(body, root);
    (text.len() <= 80 && !text.contains('\n')).then_some(text)
}

/// The value of an enum abstract's `var B;`: one more than the one before it, or its name.
fn implied_value<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<String> {
    let owner = field.type_decl(db)?;
    let under = hir_ty::decl::underlying_type(db, owner, &[])?;
    if hir_ty::decl::expand_typedefs(db, under) != Ty::Int {
        let is_string = under.decl(db).is_some_and(|it| it.0.name(db) == "String");
        return is_string.then(|| format!("{:?}", field.name(db).as_str()));
    }
    let values = hir_def::fields_of(db, owner).iter().copied();
    let mut next = 0;
    for value in values.filter(|&it| field_signature(db, it).is_enum_value) {
        let body = body(db, value);
        if let Some(root) = body.root {
            match &body.exprs[root] {
                body::Expr::Literal(body::Literal::Int(it)) => next = *it,
                _ => return None,
            }
        }
        if value == field {
            return Some(next.to_string());
        }
        next = next.wrapping_add(1);
    }
    None
}

pub(crate) fn ctor_line<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> String {
    let signature = ctor_signature(db, ctor);
    let enum_path = source_path(db, ctor.enum_(db));
    let name: &Name = ctor.name(db);
    let type_params = enum_ctor_data(db, ctor)
        .map(|it| pretty::TypeParams(&it.type_refs, &it.ctor.type_params).to_string())
        .unwrap_or_default();
    if signature.params.is_empty() {
        return format!("{enum_path}.{name}{type_params}");
    }
    let params: Vec<String> = signature
        .params
        .iter()
        .map(|it| param_text(db, None, it))
        .collect();
    format!("{enum_path}.{name}{type_params}({})", params.join(", "))
}

fn local_line<'db>(db: &'db dyn Db, local: LocalDef<'db>, seen_as: Option<Ty<'db>>) -> String {
    let name = local.name(db);
    let ty = type_text(db, seen_as.unwrap_or_else(|| local.ty(db)));
    if local.is_param(db) {
        return format!("{name}:{ty}");
    }
    let decl = local.data(db).map(|it| it.decl);
    if let Some(LocalDecl::FnName(_)) = decl
        && let Ty::Fun(fun) = seen_as.unwrap_or_else(|| local.ty(db))
    {
        let params: Vec<String> = fun
            .params(db)
            .iter()
            .map(|it| param_text(db, None, it))
            .collect();
        let ret = type_text(db, fun.ret(db));
        return format!("function {name}({}):{ret}", params.join(", "));
    }
    let is_final = local.data(db).is_some_and(|it| it.is_final);
    let word = if is_final { "final" } else { "var" };
    format!("{word} {name}:{ty}")
}
