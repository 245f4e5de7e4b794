//! Accessors that the grammar file cannot express: children told apart by
//! their place, operators, and what several kinds of declaration share.

use super::*;
use crate::{HaxeLanguage, NodeOrToken, SyntaxKind, SyntaxKind::*, SyntaxToken, T};

/// A declaration with a name.
pub trait HasName: AstNode<Language = HaxeLanguage> {
    /// The name being declared, missing in half-typed code.
    fn name(&self) -> Option<Name> {
        support::child(self.syntax())
    }
}

/// A declaration with type parameters.
pub trait HasTypeParams: AstNode<Language = HaxeLanguage> {
    /// `<T, U:V>`
    fn type_param_list(&self) -> Option<TypeParamList> {
        support::child(self.syntax())
    }
}

/// A declaration with metadata and documentation.
pub trait HasMetadata: AstNode<Language = HaxeLanguage> {
    /// The metadata in front of the declaration.
    fn metadata(&self) -> AstChildren<Metadata> {
        support::children(self.syntax())
    }

    /// The documentation comment that belongs to the declaration: the last one before it.
    fn doc_comment(&self) -> Option<SyntaxToken> {
        let mut element = self.syntax().prev_sibling_or_token();
        while let Some(it) = element {
            match &it {
                NodeOrToken::Token(token) if token.kind() == DOC_COMMENT => {
                    return Some(token.clone());
                }
                NodeOrToken::Token(token) if token.kind().is_trivia() => {}
                NodeOrToken::Node(node) if matches!(node.kind(), DIRECTIVE | INACTIVE) => {}
                _ => return None,
            }
            element = it.prev_sibling_or_token();
        }
        None
    }
}

/// A declaration with modifiers.
pub trait HasModifiers: AstNode<Language = HaxeLanguage> {
    /// The modifier tokens, as written. The keyword that makes the declaration
    /// (`final` of `final x`, `abstract` of an abstract) is not among them.
    fn modifiers(&self) -> impl Iterator<Item = SyntaxToken> {
        let tokens: Vec<SyntaxToken> = self
            .syntax()
            .children_with_tokens()
            .take_while(|it| is_before_name(it.kind()))
            .filter_map(|it| it.into_token())
            .filter(|token| !token.kind().is_trivia() && token.kind() != T![@])
            .collect();
        // The last keyword before the name is the declaration's own; a fragment
        // such as `public` alone has none.
        let own = tokens
            .iter()
            .rposition(|token| is_own_keyword(self.syntax().kind(), token.kind()));
        let enum_ = tokens.iter().position(|token| token.kind() == T![enum]);
        tokens
            .into_iter()
            .enumerate()
            .filter(move |(idx, _)| Some(*idx) != own && Some(*idx) != enum_)
            .map(|(_, token)| token)
            .take_while(|token| is_modifier(token.kind()))
    }

    /// Whether this modifier is written.
    fn has_modifier(&self, kind: SyntaxKind) -> bool {
        self.modifiers().any(|token| token.kind() == kind)
    }
}

fn is_before_name(kind: SyntaxKind) -> bool {
    !matches!(
        kind,
        NAME | PARAM_LIST | FIELD_LIST | TYPE_PARAM_LIST | UNDERLYING_TYPE
    )
}

fn is_own_keyword(decl: SyntaxKind, kind: SyntaxKind) -> bool {
    match decl {
        CLASS_DECL => kind == T![class],
        INTERFACE_DECL => kind == T![interface],
        ENUM_DECL => kind == T![enum],
        ABSTRACT_DECL => kind == T![abstract],
        TYPEDEF_DECL => kind == T![typedef],
        FUNCTION_FIELD => kind == T![function],
        VAR_FIELD => matches!(kind, T![var] | T![final]),
        _ => false,
    }
}

/// Whether the token can stand before a declaration.
pub(crate) fn is_modifier(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        T![private]
            | T![public]
            | T![static]
            | T![extern]
            | T![final]
            | T![abstract]
            | T![inline]
            | T![dynamic]
            | T![macro]
            | T![override]
            | T![overload]
    )
}

macro_rules! impl_traits {
    ($($trait_:ident: $($node:ident)*;)*) => {
        $($(impl $trait_ for $node {})*)*
    };
}

impl_traits! {
    HasName: ClassDecl InterfaceDecl EnumDecl AbstractDecl TypedefDecl TypeDecl VarField FunctionField
        Field EnumCtor TypeParam Param VarDeclarator CatchClause FunctionExpr ImportAlias
        StructField FunctionTypeParam;
    HasTypeParams: ClassDecl InterfaceDecl EnumDecl AbstractDecl TypedefDecl TypeDecl FunctionField EnumCtor
        FunctionExpr;
    HasMetadata: ClassDecl InterfaceDecl EnumDecl AbstractDecl TypedefDecl TypeDecl VarField FunctionField
        Field EnumCtor TypeParam Param VarDeclarator;
    HasModifiers: ClassDecl InterfaceDecl EnumDecl AbstractDecl TypedefDecl TypeDecl VarField FunctionField
        Field;
}

impl ClassDecl {
    /// `extends X`
    pub fn extends(&self) -> impl Iterator<Item = PathType> {
        heritage(self.heritage_clauses(), T![extends])
    }

    /// `implements X`
    pub fn implements(&self) -> impl Iterator<Item = PathType> {
        heritage(self.heritage_clauses(), T![implements])
    }
}

impl InterfaceDecl {
    /// `extends X`, of which an interface may have several.
    pub fn extends(&self) -> impl Iterator<Item = PathType> {
        heritage(self.heritage_clauses(), T![extends])
    }
}

fn heritage(
    clauses: AstChildren<HeritageClause>,
    kind: SyntaxKind,
) -> impl Iterator<Item = PathType> {
    clauses
        .filter(move |clause| support::token(clause.syntax(), kind).is_some())
        .filter_map(|clause| clause.path_type())
}

impl TypeDecl {
    /// The fields of the type, where it has a list of them.
    pub fn field_list(&self) -> Option<FieldList> {
        support::child(self.syntax())
    }
}

impl AbstractRelation {
    /// Whether this is `from`, otherwise `to`.
    pub fn is_from(&self) -> bool {
        self.from_token().is_some()
    }
}

impl VarField {
    /// Whether the field is declared with `final`.
    pub fn is_final(&self) -> bool {
        self.final_token().is_some()
    }
}

impl PropertyAccess {
    /// How the property is read: `default`, `get`, `null`, `never`, `dynamic`.
    pub fn read(&self) -> Option<PropertyAccessor> {
        self.accessors().next()
    }

    /// How the property is written.
    pub fn write(&self) -> Option<PropertyAccessor> {
        self.accessors().nth(1)
    }
}

impl PropertyAccessor {
    /// The word.
    pub fn text(&self) -> String {
        self.syntax().text().to_string()
    }
}

impl Metadata {
    /// The name without `@` and `:`, dots included.
    pub fn name_text(&self) -> Option<String> {
        Some(self.metadata_name()?.syntax().text().to_string())
    }

    /// Whether the compiler may know it: `@:name`.
    pub fn is_compiler(&self) -> bool {
        self.colon_token().is_some()
    }
}

impl Path {
    /// The dotted text, without trivia.
    pub fn text(&self) -> String {
        self.segments()
            .map(|it| it.text())
            .collect::<Vec<_>>()
            .join(".")
    }
}

impl TypeArg {
    /// The argument as a type.
    pub fn as_type(&self) -> Option<Type> {
        Type::cast(self.syntax().clone())
    }
}

impl IntersectionType {
    /// The left side.
    pub fn left(&self) -> Option<Type> {
        support::child(self.syntax())
    }

    /// The right side, itself an intersection when there are more than two.
    pub fn right(&self) -> Option<Type> {
        support::children(self.syntax()).nth(1)
    }
}

impl ArrowType {
    /// What stands before the arrow.
    pub fn param(&self) -> Option<Type> {
        child_before(self.syntax(), T![->])
    }

    /// What stands after the arrow, itself an arrow type when there are more arguments.
    pub fn ret(&self) -> Option<Type> {
        child_after(self.syntax(), T![->])
    }
}

/// The first child of the type that starts before the first token of the kind.
fn child_before<N: AstNode<Language = HaxeLanguage>>(
    node: &crate::SyntaxNode,
    kind: SyntaxKind,
) -> Option<N> {
    node.children_with_tokens()
        .take_while(|it| it.kind() != kind)
        .filter_map(|it| it.into_node())
        .find_map(N::cast)
}

/// The first child of the type after the first token of the kind.
fn child_after<N: AstNode<Language = HaxeLanguage>>(
    node: &crate::SyntaxNode,
    kind: SyntaxKind,
) -> Option<N> {
    node.children_with_tokens()
        .skip_while(|it| it.kind() != kind)
        .filter_map(|it| it.into_node())
        .find_map(N::cast)
}

/// The first child of the type between the first token of one kind and the next of another.
fn child_between<N: AstNode<Language = HaxeLanguage>>(
    node: &crate::SyntaxNode,
    from: SyntaxKind,
    to: SyntaxKind,
) -> Option<N> {
    node.children_with_tokens()
        .skip_while(|it| it.kind() != from)
        .take_while(|it| it.kind() != to)
        .filter_map(|it| it.into_node())
        .find_map(N::cast)
}

impl IndexExpr {
    /// What is indexed.
    pub fn base(&self) -> Option<Expr> {
        child_before(self.syntax(), T!['['])
    }

    /// What stands in the brackets.
    pub fn index(&self) -> Option<Expr> {
        child_after(self.syntax(), T!['['])
    }
}

impl IfExpr {
    /// The condition.
    pub fn condition(&self) -> Option<Expr> {
        child_before(self.syntax(), T![')'])
    }

    /// What runs when the condition holds.
    pub fn then_branch(&self) -> Option<Expr> {
        child_between(self.syntax(), T![')'], T![else])
    }

    /// What runs otherwise.
    pub fn else_branch(&self) -> Option<Expr> {
        child_after(self.syntax(), T![else])
    }
}

impl ForExpr {
    /// `x in e` or `k => v in e`.
    pub fn head(&self) -> Option<Expr> {
        child_before(self.syntax(), T![')'])
    }

    /// The variables of the head and what is iterated, when the head has an `in`.
    pub fn iteration(&self) -> Option<(Expr, Option<Expr>)> {
        let Expr::BinaryExpr(head) = self.head()? else {
            return None;
        };
        match head.op()? {
            BinaryOp::In => Some((head.lhs()?, head.rhs())),
            _ => None,
        }
    }

    /// What is repeated.
    pub fn body(&self) -> Option<Expr> {
        child_after(self.syntax(), T![')'])
    }
}

impl WhileExpr {
    /// The condition.
    pub fn condition(&self) -> Option<Expr> {
        child_before(self.syntax(), T![')'])
    }

    /// What is repeated.
    pub fn body(&self) -> Option<Expr> {
        child_after(self.syntax(), T![')'])
    }
}

impl DoWhileExpr {
    /// What is repeated.
    pub fn body(&self) -> Option<Expr> {
        child_before(self.syntax(), T![while])
    }

    /// The condition.
    pub fn condition(&self) -> Option<Expr> {
        child_after(self.syntax(), T![while])
    }
}

impl TernaryExpr {
    /// The condition.
    pub fn condition(&self) -> Option<Expr> {
        child_before(self.syntax(), T![?])
    }

    /// The value when the condition holds.
    pub fn then_branch(&self) -> Option<Expr> {
        child_between(self.syntax(), T![?], T![:])
    }

    /// The value otherwise.
    pub fn else_branch(&self) -> Option<Expr> {
        child_after(self.syntax(), T![:])
    }
}

impl CaseClause {
    /// Whether this is `default:`.
    pub fn is_default(&self) -> bool {
        self.default_token().is_some()
    }
}

impl CastExpr {
    /// Whether this is `cast(e, T)`.
    pub fn is_checked(&self) -> bool {
        self.ty().is_some() || self.comma_token().is_some()
    }
}

impl VarExpr {
    /// Whether the variables are declared with `final`.
    pub fn is_final(&self) -> bool {
        self.final_token().is_some()
    }

    /// Whether this is `static var`.
    pub fn is_static(&self) -> bool {
        self.static_token().is_some()
    }
}

impl FieldExpr {
    /// Whether this is `a?.b`.
    pub fn is_safe(&self) -> bool {
        self.question_dot_token().is_some()
    }
}

impl ArrowFunction {
    /// The parameters: several in parentheses or a single name.
    pub fn params(&self) -> impl Iterator<Item = Param> {
        self.param_list().into_iter().flat_map(|list| list.params())
    }
}

impl ReificationExpr {
    /// What the dollar is followed by: `i` of `$i{}`, empty for `${}`.
    pub fn name_text(&self) -> Option<String> {
        Some(self.dollar_ident_token()?.text()[1..].to_owned())
    }
}

/// An operator between two operands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    UShr,
    BoolAnd,
    BoolOr,
    Eq,
    NotEq,
    Lt,
    LtEq,
    Gt,
    GtEq,
    /// `...`
    Interval,
    /// `=>`
    Arrow,
    /// `in`
    In,
    /// `??`
    NullCoal,
    Assign,
    AddAssign,
    SubAssign,
    MulAssign,
    DivAssign,
    ModAssign,
    AndAssign,
    OrAssign,
    XorAssign,
    ShlAssign,
    ShrAssign,
    UShrAssign,
    BoolAndAssign,
    BoolOrAssign,
    NullCoalAssign,
}

impl BinaryOp {
    /// The operator of this token.
    pub fn from_kind(kind: SyntaxKind) -> Option<BinaryOp> {
        use BinaryOp::*;
        Some(match kind {
            T![+] => Add,
            T![-] => Sub,
            T![*] => Mul,
            T![/] => Div,
            T![%] => Mod,
            T![&] => And,
            T![|] => Or,
            T![^] => Xor,
            T![<<] => Shl,
            T![>>] => Shr,
            T![>>>] => UShr,
            T![&&] => BoolAnd,
            T![||] => BoolOr,
            T![==] => Eq,
            T![!=] => NotEq,
            T![<] => Lt,
            T![<=] => LtEq,
            T![>] => Gt,
            T![>=] => GtEq,
            T![...] => Interval,
            T![=>] => Arrow,
            T![in] => In,
            T![??] => NullCoal,
            T![=] => Assign,
            T![+=] => AddAssign,
            T![-=] => SubAssign,
            T![*=] => MulAssign,
            T![/=] => DivAssign,
            T![%=] => ModAssign,
            T![&=] => AndAssign,
            T![|=] => OrAssign,
            T![^=] => XorAssign,
            T![<<=] => ShlAssign,
            T![>>=] => ShrAssign,
            T![>>>=] => UShrAssign,
            T![&&=] => BoolAndAssign,
            T![||=] => BoolOrAssign,
            T![??=] => NullCoalAssign,
            _ => return None,
        })
    }

    /// `Add` of `+=`; `None` for `=` and for what does not assign.
    pub fn compound(self) -> Option<BinaryOp> {
        use BinaryOp::*;
        Some(match self {
            AddAssign => Add,
            SubAssign => Sub,
            MulAssign => Mul,
            DivAssign => Div,
            ModAssign => Mod,
            AndAssign => And,
            OrAssign => Or,
            XorAssign => Xor,
            ShlAssign => Shl,
            ShrAssign => Shr,
            UShrAssign => UShr,
            BoolAndAssign => BoolAnd,
            BoolOrAssign => BoolOr,
            NullCoalAssign => NullCoal,
            _ => return None,
        })
    }

    /// Whether the operator stores into its left operand.
    pub fn is_assign(self) -> bool {
        self == BinaryOp::Assign || self.compound().is_some()
    }
}

impl BinaryExpr {
    /// The operator and its token.
    pub fn op_details(&self) -> Option<(SyntaxToken, BinaryOp)> {
        self.syntax()
            .children_with_tokens()
            .filter_map(|it| it.into_token())
            .find_map(|token| Some((token.clone(), BinaryOp::from_kind(token.kind())?)))
    }

    /// The operator.
    pub fn op(&self) -> Option<BinaryOp> {
        self.op_details().map(|(_, op)| op)
    }

    /// The left operand.
    pub fn lhs(&self) -> Option<Expr> {
        support::child(self.syntax())
    }

    /// The right operand.
    pub fn rhs(&self) -> Option<Expr> {
        support::children(self.syntax()).nth(1)
    }
}

/// An operator before its operand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PrefixOp {
    Not,
    Neg,
    BitNot,
    Increment,
    Decrement,
    /// `...`
    Spread,
}

impl PrefixExpr {
    /// The operator and its token.
    pub fn op_details(&self) -> Option<(SyntaxToken, PrefixOp)> {
        let token = self.syntax().first_token()?;
        let op = match token.kind() {
            T![!] => PrefixOp::Not,
            T![-] => PrefixOp::Neg,
            T![~] => PrefixOp::BitNot,
            T![++] => PrefixOp::Increment,
            T![--] => PrefixOp::Decrement,
            T![...] => PrefixOp::Spread,
            _ => return None,
        };
        Some((token, op))
    }

    /// The operator.
    pub fn op(&self) -> Option<PrefixOp> {
        self.op_details().map(|(_, op)| op)
    }
}

/// An operator after its operand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PostfixOp {
    Increment,
    Decrement,
    /// `e!`, for macros only
    Not,
}

impl PostfixExpr {
    /// The operator and its token.
    pub fn op_details(&self) -> Option<(SyntaxToken, PostfixOp)> {
        let token = self.syntax().last_token()?;
        let op = match token.kind() {
            T![++] => PostfixOp::Increment,
            T![--] => PostfixOp::Decrement,
            T![!] => PostfixOp::Not,
            _ => return None,
        };
        Some((token, op))
    }

    /// The operator.
    pub fn op(&self) -> Option<PostfixOp> {
        self.op_details().map(|(_, op)| op)
    }
}
