//! The outline of a file, from its syntax alone: types with their fields and constructors, module-level fields.
//!
//! Broken code has an outline too: what has no name is left out, what is inside stays.

use base_db::{Config, Db, File, TextRange};
use syntax::AstNode;
use syntax::ast::{self, HasModifiers};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    Class,
    Interface,
    Enum,
    EnumCtor,
    Abstract,
    Typedef,
    Function,
    Method,
    Constructor,
    Variable,
    Field,
    Property,
    Constant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    pub name: String,
    /// Parameters and type as written.
    pub detail: Option<String>,
    pub kind: SymbolKind,
    pub is_deprecated: bool,
    /// All of it, documentation left out.
    pub range: TextRange,
    /// The name.
    pub name_range: TextRange,
    pub children: Vec<DocumentSymbol>,
}

pub fn document_symbols(db: &dyn Db, config: Config, file: File) -> Vec<DocumentSymbol> {
    let text = base_db::file_text(db, file);
    let tree = base_db::parse(db, file, config).tree();
    tree.decls().filter_map(|it| decl(text, it)).collect()
}

fn decl(text: &str, decl: ast::Decl) -> Option<DocumentSymbol> {
    match decl {
        ast::Decl::PackageDecl(_) | ast::Decl::ImportDecl(_) | ast::Decl::UsingDecl(_) => None,
        ast::Decl::ClassDecl(it) => {
            let members = it
                .field_list()
                .map(|list| fields(text, list, Owner::Type))
                .unwrap_or_default();
            symbol(&it, it.name(), SymbolKind::Class, None, members)
        }
        ast::Decl::InterfaceDecl(it) => {
            let members = it
                .field_list()
                .map(|list| fields(text, list, Owner::Type))
                .unwrap_or_default();
            symbol(&it, it.name(), SymbolKind::Interface, None, members)
        }
        ast::Decl::AbstractDecl(it) => {
            let is_enum = it.enum_token().is_some();
            let owner = if is_enum {
                Owner::EnumAbstract
            } else {
                Owner::Type
            };
            let members = it
                .field_list()
                .map(|list| fields(text, list, owner))
                .unwrap_or_default();
            let kind = if is_enum {
                SymbolKind::Enum
            } else {
                SymbolKind::Abstract
            };
            symbol(&it, it.name(), kind, None, members)
        }
        ast::Decl::EnumDecl(it) => {
            let ctors = it
                .enum_ctor_list()
                .into_iter()
                .flat_map(|it| it.ctors())
                .filter_map(|it| ctor(text, it))
                .collect();
            symbol(&it, it.name(), SymbolKind::Enum, None, ctors)
        }
        ast::Decl::TypedefDecl(it) => {
            let members = match it.ty() {
                Some(ast::Type::StructType(structure)) => structure_fields(text, &structure),
                _ => Vec::new(),
            };
            symbol(&it, it.name(), SymbolKind::Typedef, None, members)
        }
        ast::Decl::VarField(it) => variable(text, &it, Owner::Module),
        ast::Decl::FunctionField(it) => function(text, &it, Owner::Module),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Module,
    Type,
    EnumAbstract,
}

fn fields(text: &str, list: ast::FieldList, owner: Owner) -> Vec<DocumentSymbol> {
    list.fields()
        .filter_map(|it| field(text, it, owner))
        .collect()
}

fn field(text: &str, field: ast::Field, owner: Owner) -> Option<DocumentSymbol> {
    match field {
        ast::Field::VarField(it) => variable(text, &it, owner),
        ast::Field::FunctionField(it) => function(text, &it, owner),
    }
}

fn variable(text: &str, field: &ast::VarField, owner: Owner) -> Option<DocumentSymbol> {
    let is_static = field
        .modifiers()
        .any(|it| it.kind() == syntax::SyntaxKind::STATIC_KW);
    let kind = match owner {
        Owner::EnumAbstract if !is_static => SymbolKind::EnumCtor,
        _ if field.property_access().is_some() => SymbolKind::Property,
        _ if field.is_final() => SymbolKind::Constant,
        Owner::Module => SymbolKind::Variable,
        Owner::Type | Owner::EnumAbstract => SymbolKind::Field,
    };
    let detail = field
        .type_hint()
        .and_then(|it| it.ty())
        .map(|it| one_line(text, &it));
    symbol(field, field.name(), kind, detail, Vec::new())
}

fn function(text: &str, function: &ast::FunctionField, owner: Owner) -> Option<DocumentSymbol> {
    let name = function.name();
    let is_constructor = name.as_ref().is_some_and(|it| it.syntax().text() == "new");
    let kind = match owner {
        Owner::Module => SymbolKind::Function,
        Owner::Type | Owner::EnumAbstract if is_constructor => SymbolKind::Constructor,
        Owner::Type | Owner::EnumAbstract => SymbolKind::Method,
    };
    let params = function
        .param_list()
        .map(|it| one_line(text, &it))
        .unwrap_or_default();
    let ret = function
        .type_hint()
        .map(|it| one_line(text, &it))
        .unwrap_or_default();
    symbol(
        function,
        name,
        kind,
        Some(format!("{params}{ret}")),
        Vec::new(),
    )
}

fn ctor(text: &str, ctor: ast::EnumCtor) -> Option<DocumentSymbol> {
    let detail = ctor.param_list().map(|it| one_line(text, &it));
    symbol(&ctor, ctor.name(), SymbolKind::EnumCtor, detail, Vec::new())
}

fn structure_fields(text: &str, structure: &ast::StructType) -> Vec<DocumentSymbol> {
    let short = structure.struct_fields().filter_map(|it| {
        let detail = it
            .type_hint()
            .and_then(|it| it.ty())
            .map(|it| one_line(text, &it));
        symbol(&it, it.name(), SymbolKind::Field, detail, Vec::new())
    });
    let class_notation = structure
        .fields()
        .filter_map(|it| field(text, it, Owner::Type));
    let mut res: Vec<DocumentSymbol> = short.chain(class_notation).collect();
    res.sort_by_key(|it| it.range.start());
    res
}

fn symbol(
    node: &impl AstNode<Language = syntax::HaxeLanguage>,
    name: Option<ast::Name>,
    kind: SymbolKind,
    detail: Option<String>,
    children: Vec<DocumentSymbol>,
) -> Option<DocumentSymbol> {
    let name = name?;
    let name_range = name.syntax().text_range();
    let range = node.syntax().text_range();
    let metadata = node.syntax().children().filter_map(ast::Metadata::cast);
    let is_deprecated = metadata
        .filter_map(|it| it.name_text())
        .any(|it| it == "deprecated");
    Some(DocumentSymbol {
        name: name.syntax().text().to_string(),
        detail,
        kind,
        is_deprecated,
        range: range.cover(name_range),
        name_range,
        children,
    })
}

/// The text of a node with every run of white space as one blank.
fn one_line(text: &str, node: &impl AstNode<Language = syntax::HaxeLanguage>) -> String {
    let mut words = text[node.syntax().text_range()].split_whitespace();
    let mut res = words.next().unwrap_or_default().to_owned();
    for word in words {
        res.push(' ');
        res.push_str(word);
    }
    res
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;
    use expect_test::{Expect, expect};

    use super::{DocumentSymbol, document_symbols};

    fn check(text: &str, expect: Expect) {
        let test = TestDb::new([("/Main.hx", text)]);
        let symbols = document_symbols(&test.db, test.config, test.file("/Main.hx"));
        let mut res = String::new();
        print(&symbols, text, 0, &mut res);
        expect.assert_eq(&res);
    }

    fn print(symbols: &[DocumentSymbol], text: &str, depth: usize, res: &mut String) {
        for symbol in symbols {
            assert_eq!(&text[symbol.name_range], symbol.name);
            let detail = symbol.detail.as_deref().unwrap_or_default();
            let deprecated = if symbol.is_deprecated {
                " deprecated"
            } else {
                ""
            };
            *res += &format!(
                "{:depth$}{:?} {} {detail}{deprecated}\n",
                "", symbol.kind, symbol.name
            );
            print(&symbol.children, text, depth + 2, res);
        }
    }

    #[test]
    fn every_declaration() {
        check(
            "
package a;
import b.C;
@:deprecated class A<T> extends B {
    public static inline var MAX:Int = 3;
    final f:Map<String,   Int>;
    public var p(get, never):Int;
    function new(a:Int, ?b:String) {}
    public function m<T>(x:T):Void { function local() {} }
}
interface I { function i():Int; }
enum E { First; Second(v:Int); }
abstract Ab(Int) from Int { }
enum abstract Ea(Int) { var Low = 0; static var s = 1; }
typedef P = { var x:Int; var ?y:Float; }
typedef Q = { x:Int, ?y:Float }
function top() {}
var moduleVar = 1;
",
            expect![[r#"
                Class A  deprecated
                  Field MAX Int
                  Constant f Map<String, Int>
                  Property p Int
                  Constructor new (a:Int, ?b:String)
                  Method m (x:T):Void
                Interface I 
                  Method i ():Int
                Enum E 
                  EnumCtor First 
                  EnumCtor Second (v:Int)
                Abstract Ab 
                Enum Ea 
                  EnumCtor Low 
                  Field s 
                Typedef P 
                  Field x Int
                  Field y Float
                Typedef Q 
                  Field x Int
                  Field y Float
                Function top ()
                Variable moduleVar 
            "#]],
        );
    }

    #[test]
    fn broken_code() {
        check(
            "class A { function f( } function g() {} var x = ; }\nclass",
            expect![[r#"
                Class A 
                  Method f (
                  Method g ()
                  Field x 
            "#]],
        );
        check(
            "enum E { A(x:Int; B; }",
            expect![[r#"
            Enum E 
              EnumCtor A (x:Int
              EnumCtor B 
        "#]],
        );
    }
}
