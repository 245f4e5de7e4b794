//! What the name at a token means.

use base_db::Db;
use hir_def::{
    Name,
    body::{Expr, ExprId, NameKind},
    data::module_type_named,
    ids::{FieldId, FieldOwner, GenericOwner, TypeDeclId},
    is_package, item_tree,
    item_tree::{Import, TypeDeclKind},
    module_at,
    resolve::{PathPrefix, ScopeValue},
    resolve_path_prefix, resolve_type_path,
    scope::{ImportTarget, import_target},
    source::DeclAt,
    static_of, type_decl_data, type_params_of,
    type_ref::{DottedPath, is_type_name},
};
use hir_ty::{
    decl::parent_class,
    infer::{Resolution, infer},
    ty::{AnonTy, Ty, Tys},
    typed_body::LocalId,
};
use rustc_hash::FxHashMap;
use syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken,
    ast::{self, AstNode},
};

use super::{ExprAt, Semantics};
use crate::{
    definition::{Definition, LocalDef},
    structure::{
        anonymous::{declared_by_place, declared_by_value},
        struct_field_owner,
    },
};

/// A name in the text and what it means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameClass<'db> {
    pub def: Definition<'db>,
    pub usage: Usage,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Usage {
    Declaration,
    Read,
    Write,
    /// In an import or using.
    Import,
    /// As a type hint, in `new`, `extends` …
    TypeHint,
}

impl<'db> Semantics<'db> {
    /// What the name at `token` means; `None` for what is no name or could not be resolved.
    pub fn classify(&self, token: &SyntaxToken) -> Option<NameClass<'db>> {
        let node = token.parent()?;
        match node.kind() {
            SyntaxKind::NAME => self.classify_name(&node),
            SyntaxKind::NAME_REF => self.classify_name_ref(&node),
            SyntaxKind::NAME_EXPR | SyntaxKind::THIS_EXPR | SyntaxKind::ABSTRACT_EXPR => {
                self.classify_expr(&node)
            }
            SyntaxKind::OBJECT_FIELD_NAME => self.classify_object_field(&node),
            SyntaxKind::METADATA_NAME => {
                let meta = node.parent().and_then(ast::Metadata::cast)?;
                let colon = if meta.is_compiler() { ":" } else { "" };
                let name = Name::new(format!("{colon}{}", meta.name_text()?));
                read(Definition::Metadata(name))
            }
            SyntaxKind::DIRECTIVE if token.kind() == SyntaxKind::IDENT => {
                read(Definition::Define(define_at(token)))
            }
            SyntaxKind::FUNCTION_FIELD | SyntaxKind::VAR_FIELD
                if token.kind() == SyntaxKind::OVERRIDE_KW =>
            {
                let field = self.field_around(&node)?;
                let parent = hir_ty::signature::overridden_field(self.db, field)?;
                read(Definition::Field(parent.field))
            }
            SyntaxKind::PROPERTY_ACCESSOR => self.classify_accessor(&node),
            _ => None,
        }
    }

    fn classify_name(&self, name: &SyntaxNode) -> Option<NameClass<'db>> {
        let decl = name.parent()?;
        let start = decl.text_range().start();
        let def = match decl.kind() {
            SyntaxKind::VAR_FIELD | SyntaxKind::FUNCTION_FIELD if super::is_field_decl(&decl) => {
                Definition::Field(self.field_around(&decl)?)
            }
            SyntaxKind::VAR_FIELD | SyntaxKind::FUNCTION_FIELD | SyntaxKind::STRUCT_FIELD => {
                let text = Name::new(ast::Name::cast(name.clone())?.text());
                match self.type_around(start) {
                    Some(ty) if is_typedef(self.db, ty) => {
                        Definition::StructField { ty, name: text }
                    }
                    _ => Definition::AnonField {
                        module: self.module,
                        range: name.text_range(),
                        name: text,
                    },
                }
            }
            SyntaxKind::ENUM_CTOR => match self.decl_at(start)? {
                DeclAt::Ctor(ctor) => Definition::EnumCtor(ctor),
                DeclAt::Type(_) | DeclAt::Field(_) => return None,
            },
            SyntaxKind::TYPE_PARAM => {
                let list = decl.parent()?;
                let index = list
                    .children()
                    .filter(|it| it.kind() == SyntaxKind::TYPE_PARAM)
                    .position(|it| it == decl)?;
                let owner = self.generic_owner(&list.parent()?)?;
                Definition::TypeParam(*type_params_of(self.db, owner).get(index)?)
            }
            SyntaxKind::FUNCTION_TYPE_PARAM => self.label(name)?,
            SyntaxKind::PARAM => match self.local_declared(name) {
                Some(local) => Definition::Local(local),
                None => self.label(name)?,
            },
            SyntaxKind::VAR_DECLARATOR | SyntaxKind::CATCH_CLAUSE | SyntaxKind::FUNCTION_EXPR => {
                Definition::Local(self.local_declared(name)?)
            }
            SyntaxKind::IMPORT_ALIAS => {
                let mut class = self.classify_import(&decl.parent()?, None)?;
                class.usage = Usage::Import;
                return Some(class);
            }
            kind if ast::TypeDecl::can_cast(kind) => Definition::Type(self.type_around(start)?),
            _ => return None,
        };
        Some(NameClass {
            def,
            usage: Usage::Declaration,
        })
    }

    fn label(&self, name: &SyntaxNode) -> Option<Definition<'db>> {
        Some(Definition::Label {
            module: self.module,
            range: name.text_range(),
            name: Name::new(ast::Name::cast(name.clone())?.text()),
        })
    }

    fn generic_owner(&self, decl: &SyntaxNode) -> Option<GenericOwner<'db>> {
        if decl.kind() == SyntaxKind::FUNCTION_EXPR {
            let at = self.expr(decl)?;
            let body = hir_def::body(self.db, at.owner);
            let hir_def::body::Expr::Function(function) = &body.exprs[at.expr] else {
                return None;
            };
            return Some(GenericOwner::LocalFn(at.owner, function.ordinal));
        }
        Some(match self.decl_at(decl.text_range().start())? {
            DeclAt::Type(ty) => GenericOwner::Type(ty),
            DeclAt::Field(field) => GenericOwner::Field(field),
            DeclAt::Ctor(ctor) => GenericOwner::Ctor(ctor),
        })
    }

    /// The local that the name in a declaration declares.
    fn local_declared(&self, name: &SyntaxNode) -> Option<LocalDef<'db>> {
        let owner = self.field_around(name)?;
        let start = hir_def::body::body_start(self.db, owner)?;
        let range = name.text_range().checked_sub(start)?;
        let names = self.source_map(owner).names();
        let source = names.iter().find(|it| it.range == range)?;
        // The n-th of that name in the declaring expression.
        let n = names
            .iter()
            .filter(|it| it.expr == source.expr && it.name == source.name && it.kind.is_binding())
            .position(|it| it.range == range)?;
        let locals = &self.infer(owner).body.locals;
        let index = locals
            .iter()
            .enumerate()
            .filter(|(_, it)| it.origin == source.expr && it.name == source.name)
            .map(|(i, _)| i)
            .nth(n)?;
        Some(LocalDef {
            owner,
            id: LocalId(index as u32),
        })
    }

    fn classify_name_ref(&self, name: &SyntaxNode) -> Option<NameClass<'db>> {
        let parent = name.parent()?;
        match parent.kind() {
            SyntaxKind::PATH => self.classify_path(&parent, name),
            SyntaxKind::FIELD_EXPR => self.classify_expr(&parent),
            _ => None,
        }
    }

    fn classify_path(&self, path: &SyntaxNode, segment: &SyntaxNode) -> Option<NameClass<'db>> {
        let segments: Vec<ast::NameRef> = path.children().filter_map(ast::NameRef::cast).collect();
        let index = segments.iter().position(|it| it.syntax() == segment)?;
        let names: Vec<Name> = segments.iter().map(|it| Name::new(it.text())).collect();
        let outer = path.parent()?;
        match outer.kind() {
            SyntaxKind::PACKAGE_DECL => {
                read(Definition::Package(DottedPath(names[..=index].into())))
            }
            SyntaxKind::IMPORT_DECL | SyntaxKind::USING_DECL => {
                self.classify_import(&outer, Some(index))
            }
            _ => {
                let is_whole = index + 1 == names.len();
                let def = if is_whole {
                    self.type_at_path(path, &names)?
                } else {
                    self.path_prefix(&names[..=index])?
                };
                Some(NameClass {
                    def,
                    usage: Usage::TypeHint,
                })
            }
        }
    }

    /// A type hint's path: a type parameter in scope, or a type.
    fn type_at_path(&self, node: &SyntaxNode, names: &[Name]) -> Option<Definition<'db>> {
        if let [name] = names
            && let Some(param) = self.type_param_in_scope(node, name)
        {
            return Some(param);
        }
        Some(Definition::Type(self.type_named(names)?))
    }

    /// What a type hint of this module means where no type parameter has that name.
    pub fn type_named(&self, names: &[Name]) -> Option<TypeDeclId<'db>> {
        let path = DottedPath(names.into());
        resolve_type_path(self.db, self.module, &path).ty()
    }

    fn type_param_in_scope(&self, node: &SyntaxNode, name: &Name) -> Option<Definition<'db>> {
        let db = self.db;
        let find = |owner| {
            let mut params = type_params_of(db, owner).iter();
            params.find(|it| it.name(db) == name).copied()
        };
        for function in node
            .ancestors()
            .filter(|it| it.kind() == SyntaxKind::FUNCTION_EXPR)
        {
            if let Some(owner) = self.generic_owner(&function)
                && let Some(param) = find(owner)
            {
                return Some(Definition::TypeParam(param));
            }
        }
        let offset = node.text_range().start();
        let inner = match self.decl_at(offset)? {
            DeclAt::Type(_) => None,
            DeclAt::Field(field) => Some(GenericOwner::Field(field)),
            DeclAt::Ctor(ctor) => Some(GenericOwner::Ctor(ctor)),
        };
        let outer = self.type_around(offset).map(GenericOwner::Type);
        let mut owners = inner.into_iter().chain(outer);
        owners.find_map(find).map(Definition::TypeParam)
    }

    /// What stands before the end of a dotted path: a package, a module.
    fn path_prefix(&self, names: &[Name]) -> Option<Definition<'db>> {
        let path = DottedPath(names.into());
        if names.iter().all(|it| !is_type_name(it)) {
            return is_package(self.db, self.config(), names).then_some(Definition::Package(path));
        }
        if let Some(module) = module_at(self.db, self.config(), path.clone()) {
            return Some(main_type_or_module(self.db, module));
        }
        let ty = resolve_type_path(self.db, self.module, &path).ty()?;
        Some(Definition::Type(ty))
    }

    /// What the path of an import means up to its `upto`-th segment; the whole import for `None`.
    fn classify_import(&self, decl: &SyntaxNode, upto: Option<usize>) -> Option<NameClass<'db>> {
        let db = self.db;
        let map = item_tree::item_source_map(db, self.module);
        let index = map
            .imports
            .iter()
            .position(|it| it.range == decl.text_range())?;
        let import: &Import = &hir_def::item_tree(db, self.module).imports[index];
        let segments = import.path.segments();
        let upto = upto.unwrap_or(segments.len() - 1);
        let def = if upto + 1 < segments.len() {
            let names = &segments[..=upto];
            let shorter = Import {
                path: DottedPath(names.into()),
                kind: item_tree::ImportKind::Plain,
            };
            match import_target(db, self.module, &shorter) {
                ImportTarget::Error(_) => self.path_prefix(names)?,
                target => self.import_definition(target)?,
            }
        } else {
            self.import_definition(import_target(db, self.module, import))?
        };
        Some(NameClass {
            def,
            usage: Usage::Import,
        })
    }

    fn import_definition(&self, target: ImportTarget<'db>) -> Option<Definition<'db>> {
        Some(match target {
            ImportTarget::Package(path) => Definition::Package(path),
            ImportTarget::Module(module) => main_type_or_module(self.db, module),
            ImportTarget::Type(ty) => Definition::Type(ty),
            ImportTarget::Static { owner, field } => {
                value_definition(static_of(self.db, owner, &field)?)
            }
            ImportTarget::Error(_) => return None,
        })
    }

    /// `a.B` and `a.B.field` in `@:access(a.B)`, `@:allow(a.B.field)`, `@:using(a.B)` …: paths from the root or of what
    /// is in scope, outside of any body.
    fn metadata_path(&self, node: &SyntaxNode) -> Option<NameClass<'db>> {
        const WITH_PATHS: &[&str] = &[
            "access",
            "allow",
            "using",
            "build",
            "autoBuild",
            "genericBuild",
        ];
        let meta = node.ancestors().find_map(ast::Metadata::cast)?;
        if !meta.is_compiler() || !WITH_PATHS.contains(&&*meta.name_text()?) {
            return None;
        }
        let names = dotted_names(node)?;
        if let Some(def) = self.path_prefix(&names) {
            return read(def);
        }
        let (field, owner) = names.split_last()?;
        let Some(Definition::Type(ty)) = self.path_prefix(owner) else {
            return None;
        };
        read(Definition::Field(hir_def::field_named(self.db, ty, field)?))
    }

    fn classify_expr(&self, node: &SyntaxNode) -> Option<NameClass<'db>> {
        if let Some(class) = self.metadata_path(node) {
            return Some(class);
        }
        if let Some(local) = self.loop_variable(node) {
            return Some(NameClass {
                def: Definition::Local(local),
                usage: Usage::Declaration,
            });
        }
        let at = self.expr(node)?;
        let usage = if is_written(node) {
            Usage::Write
        } else {
            Usage::Read
        };
        if let Some(local) = self.pattern_variable(at) {
            return Some(NameClass {
                def: Definition::Local(local),
                usage: Usage::Declaration,
            });
        }
        let is_super = matches!(&hir_def::body(self.db, at.owner).exprs[at.expr],
            hir_def::body::Expr::Ident(name) if name == "super");
        let def = match self.infer(at.owner).resolution(at.expr) {
            _ if is_super => self.resolution_definition(at, node, Resolution::Super)?,
            Some(resolution) => self.resolution_definition(at, node, resolution)?,
            None => self.dotted_prefix(node)?,
        };
        Some(NameClass { def, usage })
    }

    fn resolution_definition(
        &self,
        at: ExprAt<'db>,
        node: &SyntaxNode,
        resolution: Resolution<'db>,
    ) -> Option<Definition<'db>> {
        Some(match resolution {
            Resolution::Local(id) => Definition::Local(LocalDef {
                owner: at.owner,
                id,
            }),
            Resolution::Field(field) => Definition::Field(field),
            Resolution::EnumCtor(ctor) => Definition::EnumCtor(ctor),
            Resolution::Type(ty) => Definition::Type(ty),
            Resolution::TypeParam(param) => Definition::TypeParam(param),
            Resolution::Module(module) => main_type_or_module(self.db, module),
            Resolution::Package => self.dotted_prefix(node)?,
            Resolution::AnonField => {
                let field = ast::FieldExpr::cast(node.clone())?;
                let base = field.base()?;
                let name = Name::new(field.name_ref()?.text());
                let recv = self.type_of_node(base.syntax())?;
                match struct_field_owner(self.db, recv, &name) {
                    Some(ty) => Definition::StructField { ty, name },
                    None => {
                        let anon = anonymous(self.db, recv)?;
                        let (module, range) = declared_by_value(self, base.syntax(), anon, &name)?;
                        Definition::AnonField {
                            module,
                            range,
                            name,
                        }
                    }
                }
            }
            Resolution::This => Definition::Type(at.owner.type_decl(self.db)?),
            Resolution::Super => {
                let ty = at.owner.type_decl(self.db)?;
                let (parent, _) = parent_class(self.db, ty, Tys::empty(self.db))?;
                Definition::Type(parent)
            }
        })
    }

    /// `haxe` and `haxe.ds` of `haxe.ds.StringMap.f`.
    fn dotted_prefix(&self, node: &SyntaxNode) -> Option<Definition<'db>> {
        let names = dotted_names(node)?;
        if names.iter().all(|it| !is_type_name(it)) {
            return self.path_prefix(&names);
        }
        let (prefix, used) = resolve_path_prefix(self.db, self.module, &names)?;
        if used < names.len() {
            return None;
        }
        Some(match prefix {
            PathPrefix::Type(ty) => Definition::Type(ty),
            PathPrefix::ModuleField(field) => Definition::Field(field),
        })
    }

    /// The variable that a name in the head of a `for` declares.
    fn loop_variable(&self, node: &SyntaxNode) -> Option<LocalDef<'db>> {
        if node.kind() != SyntaxKind::NAME_EXPR {
            return None;
        }
        let owner = self.field_around(node)?;
        let start = hir_def::body::body_start(self.db, owner)?;
        let range = node.text_range().checked_sub(start)?;
        let mut names = self.source_map(owner).names().iter();
        names.find(|it| it.range == range && it.kind == NameKind::LoopVar)?;
        self.local_declared(node)
    }

    /// The variable that a name in a pattern binds.
    fn pattern_variable(&self, at: ExprAt<'db>) -> Option<LocalDef<'db>> {
        let index = *pattern_variables(self.db, at.owner).get(&at.expr)?;
        Some(LocalDef {
            owner: at.owner,
            id: LocalId(index),
        })
    }

    fn classify_object_field(&self, name: &SyntaxNode) -> Option<NameClass<'db>> {
        let text = Name::new(ast::ObjectFieldName::cast(name.clone())?.text());
        let object = name.parent()?.parent()?;
        let ty = self
            .expected_type(&object)
            .or_else(|| self.type_of_node(&object))?;
        if let Some(owner) = struct_field_owner(self.db, ty, &text) {
            return read(Definition::StructField {
                ty: owner,
                name: text,
            });
        }
        if let Some(anon) = anonymous(self.db, ty) {
            let elsewhere = declared_by_place(self, &object, anon, &text);
            let (module, range) = elsewhere.unwrap_or((self.module, name.text_range()));
            return read(Definition::AnonField {
                module,
                range,
                name: text,
            });
        }
        // A structure literal for a class with `@:structInit`.
        let Ty::Class(class, _) = ty else { return None };
        let field = hir_def::field_named(self.db, class, &text)?;
        read(Definition::Field(field))
    }

    /// `get` of `var x(get, never)` is the method `get_x`.
    fn classify_accessor(&self, node: &SyntaxNode) -> Option<NameClass<'db>> {
        let field = self.field_around(node)?;
        let ty = field.type_decl(self.db)?;
        let word = node.text().to_string();
        let name = match word.as_str() {
            "get" | "set" => Name::new(format!("{word}_{}", field.name(self.db))),
            _ => Name::new(word),
        };
        let accessor = hir_def::field_named(self.db, ty, &name)?;
        read(Definition::Field(accessor))
    }
}

/// `target.sys` is one define.
fn define_at(token: &SyntaxToken) -> Name {
    let behind_dot = |token: &SyntaxToken| {
        let dot = token.prev_token().filter(|it| it.kind() == syntax::T![.])?;
        dot.prev_token().filter(|it| it.kind() == SyntaxKind::IDENT)
    };
    let mut first = token.clone();
    while let Some(before) = behind_dot(&first) {
        first = before;
    }
    let mut text = String::new();
    let mut at = Some(first);
    while let Some(token) = at.filter(|it| matches!(it.kind(), SyntaxKind::IDENT | syntax::T![.])) {
        text.push_str(token.text());
        at = token.next_token();
    }
    Name::new(text)
}

/// The structure without a name that a type is.
fn anonymous<'db>(db: &'db dyn base_db::Db, ty: Ty<'db>) -> Option<AnonTy<'db>> {
    match ty {
        Ty::Null(inner) => anonymous(db, inner.ty(db)),
        Ty::Anon(anon) => Some(anon),
        _ => None,
    }
}

fn read(def: Definition<'_>) -> Option<NameClass<'_>> {
    Some(NameClass {
        def,
        usage: Usage::Read,
    })
}

pub fn value_definition(value: ScopeValue<'_>) -> Definition<'_> {
    match value {
        ScopeValue::Field(field) | ScopeValue::EnumAbstractValue(field) => Definition::Field(field),
        ScopeValue::EnumCtor(ctor) => Definition::EnumCtor(ctor),
    }
}

/// A module is known by its main type where it has one.
fn main_type_or_module<'db>(
    db: &'db dyn base_db::Db,
    module: hir_def::ids::ModuleId<'db>,
) -> Definition<'db> {
    let name = hir_def::module_name(db, module);
    match module_type_named(db, module, name) {
        Some(ty) => Definition::Type(ty),
        None => Definition::Module(module),
    }
}

fn is_typedef(db: &dyn base_db::Db, ty: TypeDeclId<'_>) -> bool {
    type_decl_data(db, ty).is_some_and(|it| matches!(it.decl.kind, TypeDeclKind::Typedef { .. }))
}

/// `a.b.C` of a chain of field accesses.
fn dotted_names(node: &SyntaxNode) -> Option<Vec<Name>> {
    let mut res = Vec::new();
    let mut at = ast::Expr::cast(node.clone())?;
    loop {
        match at {
            ast::Expr::NameExpr(name) => {
                res.push(Name::new(name.text()));
                break;
            }
            ast::Expr::FieldExpr(field) => {
                res.push(Name::new(field.name_ref()?.text()));
                at = field.base()?;
            }
            _ => return None,
        }
    }
    res.reverse();
    Some(res)
}

/// Whether the expression is assigned to.
fn is_written(node: &SyntaxNode) -> bool {
    let Some(parent) = node.parent() else {
        return false;
    };
    match parent.kind() {
        SyntaxKind::BINARY_EXPR => ast::BinaryExpr::cast(parent).is_some_and(|it| {
            it.op().is_some_and(|op| op.is_assign())
                && it.lhs().is_some_and(|lhs| lhs.syntax() == node)
        }),
        SyntaxKind::PREFIX_EXPR => ast::PrefixExpr::cast(parent).is_some_and(|it| {
            matches!(
                it.op(),
                Some(ast::PrefixOp::Increment | ast::PrefixOp::Decrement)
            )
        }),
        SyntaxKind::POSTFIX_EXPR => ast::PostfixExpr::cast(parent).is_some_and(|it| {
            matches!(
                it.op(),
                Some(ast::PostfixOp::Increment | ast::PostfixOp::Decrement)
            )
        }),
        _ => false,
    }
}

/// Fields that stand for the same thing as `field` up and down the hierarchy: what it overrides
/// or implements.
pub fn root_fields<'db>(db: &'db dyn base_db::Db, field: FieldId<'db>) -> Vec<FieldId<'db>> {
    let FieldOwner::Type(ty) = field.owner(db) else {
        return vec![field];
    };
    let args = Tys::empty(db);
    let name = field.name(db);
    let is_static = hir_def::field_data(db, field).is_some_and(|it| it.field.flags.is_static);
    if is_static || name == "new" {
        return vec![field];
    }
    let mut res: Vec<FieldId<'db>> = hir_ty::decl::ancestors(db, ty, args)
        .into_iter()
        .filter_map(|(owner, _)| hir_def::field_named(db, owner, name))
        .filter(|&it| hir_def::field_data(db, it).is_some_and(|it| !it.field.flags.is_static))
        .collect();
    res.push(field);
    let mut seen = rustc_hash::FxHashSet::default();
    res.retain(|it| seen.insert(*it));
    res
}

/// The locals of a body that names in its patterns bind, by these names' expressions. Asked for each name of a file.
#[salsa::tracked(returns(ref))]
fn pattern_variables<'db>(db: &'db dyn Db, owner: FieldId<'db>) -> FxHashMap<ExprId, u32> {
    let body = hir_def::body(db, owner);
    let mut res = FxHashMap::default();
    for (index, local) in infer(db, owner).body.locals.iter().enumerate() {
        let Some(origin) = local.origin else { continue };
        let (Expr::Ident(name) | Expr::PatternVar { name, .. }) = &body.exprs[origin] else {
            continue;
        };
        if *name == local.name {
            res.entry(origin).or_insert(index as u32);
        }
    }
    res
}
