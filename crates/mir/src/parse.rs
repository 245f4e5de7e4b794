//! The text form, read. See [`crate::pretty`] for how it looks; `;` starts a comment.
//!
//! Values are numbered as written, so that what is parsed prints as it was.

mod lexer;
mod op;

use crate::function::{Block, BlockId, Function, InlineHint, InlinedSpans, Inst, Loc, Span, Value};
use crate::inst::{BlockCall, Terminator};
use crate::program::{
    ClassKind, ClassLayout, CtorLayout, EnumLayout, FieldLayout, GlobalLayout, MethodLayout,
    Program, StaticLayout, StaticMember,
};
use crate::types::{ElemKind, Repr, Signature, Symbol, Type};
use lexer::{Lexer, Token};

/// What is wrong with a text, and on which line (1-based).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    pub line: u32,
    pub message: String,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

type Result<T> = std::result::Result<T, ParseError>;

pub fn parse_program(text: &str) -> Result<Program> {
    let mut p = Parser::new(text)?;
    let mut program = Program::default();
    while p.peek() != &Token::End {
        p.item(&mut program)?;
    }
    Ok(program)
}

pub fn parse_function(text: &str) -> Result<Function> {
    let mut p = Parser::new(text)?;
    p.keyword("fn")?;
    let function = p.function()?;
    p.expect(Token::End)?;
    Ok(function)
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token,
    /// The line of `token`.
    line: u32,
    value_types: Vec<Option<Type>>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Parser<'a>> {
        let mut lexer = Lexer::new(text);
        let token = lexer.next()?;
        let line = lexer.line;
        Ok(Parser {
            lexer,
            token,
            line,
            value_types: Vec::new(),
        })
    }

    fn peek(&self) -> &Token {
        &self.token
    }

    fn bump(&mut self) -> Result<Token> {
        let next = self.lexer.next()?;
        self.line = self.lexer.line;
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn error<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(ParseError {
            line: self.line,
            message: message.into(),
        })
    }

    fn expect(&mut self, token: Token) -> Result<()> {
        if self.token != token {
            return self.error(format!("expected {token}, found {}", self.token));
        }
        if token != Token::End {
            self.bump()?;
        }
        Ok(())
    }

    fn punct(&mut self, c: char) -> Result<()> {
        self.expect(Token::Punct(c))
    }

    fn opt_punct(&mut self, c: char) -> Result<bool> {
        let found = self.token == Token::Punct(c);
        if found {
            self.bump()?;
        }
        Ok(found)
    }

    fn word(&mut self) -> Result<Symbol> {
        match self.bump()? {
            Token::Word(word) => Ok(word),
            other => self.error(format!("expected a word, found {other}")),
        }
    }

    fn keyword(&mut self, word: &str) -> Result<()> {
        self.expect(Token::Word(word.into()))
    }

    fn opt_keyword(&mut self, word: &str) -> Result<bool> {
        let found = matches!(&self.token, Token::Word(it) if it == word);
        if found {
            self.bump()?;
        }
        Ok(found)
    }

    fn symbol(&mut self) -> Result<Symbol> {
        match self.bump()? {
            Token::Symbol(symbol) => Ok(symbol),
            other => self.error(format!("expected @symbol, found {other}")),
        }
    }

    fn string(&mut self) -> Result<Symbol> {
        match self.bump()? {
            Token::Str(text) => Ok(text),
            other => self.error(format!("expected a string, found {other}")),
        }
    }

    fn number<T: std::str::FromStr>(&mut self) -> Result<T> {
        let token = self.bump()?;
        let text = match &token {
            Token::Number(text) => text.as_str(),
            _ => "",
        };
        match text.parse() {
            Ok(number) => Ok(number),
            Err(_) => self.error(format!("expected a number that fits, found {token}")),
        }
    }

    /// `prefix` directly followed by digits: `v12`, `block3`, `s0`.
    fn numbered(&mut self, prefix: &str) -> Result<u32> {
        let word = self.word()?;
        match word
            .strip_prefix(prefix)
            .and_then(|digits| digits.parse().ok())
        {
            // Ids index tables: keep a typing mistake from asking for gigabytes.
            Some(id) if id < 1 << 24 => Ok(id),
            _ => self.error(format!("expected {prefix}N, found `{word}`")),
        }
    }

    fn value(&mut self) -> Result<Value> {
        self.numbered("v").map(Value)
    }

    fn block_id(&mut self) -> Result<BlockId> {
        self.numbered("block").map(BlockId)
    }

    fn ty(&mut self) -> Result<Type> {
        let word = self.word()?;
        match Type::from_name(&word) {
            Some(ty) => Ok(ty),
            None => self.error(format!("`{word}` is no type")),
        }
    }

    fn repr(&mut self) -> Result<Repr> {
        let word = self.word()?;
        match Repr::from_name(&word) {
            Some(repr) => Ok(repr),
            None => self.error(format!("`{word}` is no representation")),
        }
    }

    fn elem_kind(&mut self) -> Result<ElemKind> {
        let word = self.word()?;
        match ElemKind::from_name(&word) {
            Some(kind) => Ok(kind),
            None => self.error(format!("`{word}` is no element kind")),
        }
    }

    /// `open item, item close`, where the opening bracket may be absent altogether when `optional`.
    fn list<T>(
        &mut self,
        open: char,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut res = Vec::new();
        self.punct(open)?;
        while !self.opt_punct(close)? {
            if !res.is_empty() {
                self.punct(',')?;
            }
            res.push(item(self)?);
        }
        Ok(res)
    }

    fn args(&mut self) -> Result<Vec<Value>> {
        self.list('(', ')', Self::value)
    }

    fn signature(&mut self) -> Result<Signature> {
        let params = self.list('(', ')', Self::repr)?;
        self.expect(Token::Arrow)?;
        Ok(Signature {
            params,
            ret: self.repr()?,
        })
    }

    // Program items.

    fn item(&mut self, program: &mut Program) -> Result<()> {
        let word = self.word()?;
        let (name, fresh) = match word.as_str() {
            "fn" => {
                let function = self.function()?;
                (
                    function.name.clone(),
                    program
                        .functions
                        .insert(function.name.clone(), function)
                        .is_none(),
                )
            }
            "class" | "interface" => {
                let kind = if word == "class" {
                    ClassKind::Class
                } else {
                    ClassKind::Interface
                };
                let class = self.class(kind)?;
                (
                    class.name.clone(),
                    program.classes.insert(class.name.clone(), class).is_none(),
                )
            }
            "enum" => {
                let enum_ = self.enum_()?;
                (
                    enum_.name.clone(),
                    program.enums.insert(enum_.name.clone(), enum_).is_none(),
                )
            }
            "global" => {
                let name = self.symbol()?;
                self.punct(':')?;
                let repr = self.repr()?;
                let hint = self.string()?;
                let global = GlobalLayout {
                    name: name.clone(),
                    repr,
                    hint,
                };
                (name.clone(), program.globals.insert(name, global).is_none())
            }
            "file" => {
                program.files.push(self.string()?);
                return Ok(());
            }
            "native" => {
                let name = self.symbol()?;
                program.natives.insert(name, self.string()?);
                return Ok(());
            }
            "metadata" => {
                let name = self.symbol()?;
                program.metadata.insert(name, self.symbol()?);
                return Ok(());
            }
            "init" => {
                program.inits.push(self.symbol()?);
                return Ok(());
            }
            "entry" => {
                program.entry = Some(self.symbol()?);
                return Ok(());
            }
            _ => return self.error(format!("`{word}` starts no item")),
        };
        if fresh {
            Ok(())
        } else {
            self.error(format!("{word} @{name} is defined twice"))
        }
    }

    fn class(&mut self, kind: ClassKind) -> Result<ClassLayout> {
        let mut class = ClassLayout {
            kind,
            ..ClassLayout::new(self.symbol()?)
        };
        if self.opt_keyword("extends")? {
            class.parent = Some(self.symbol()?);
        }
        if self.opt_keyword("implements")? {
            class.interfaces.push(self.symbol()?);
            while self.opt_punct(',')? {
                class.interfaces.push(self.symbol()?);
            }
        }
        self.punct('{')?;
        while !self.opt_punct('}')? {
            let word = self.word()?;
            match word.as_str() {
                "field" => class.fields.push(self.field(true)?),
                "hidden" => {
                    self.keyword("field")?;
                    class.fields.push(self.field(false)?);
                }
                "method" => class.methods.push(self.method(true)?),
                "final" => {
                    self.keyword("method")?;
                    class.methods.push(self.method(false)?);
                }
                "static" => class.statics.push(self.static_()?),
                "ctor" => class.ctor = Some(self.symbol()?),
                _ => return self.error(format!("`{word}` starts no class member")),
            }
        }
        Ok(class)
    }

    fn field(&mut self, visible: bool) -> Result<FieldLayout> {
        let name = self.symbol()?;
        self.punct(':')?;
        let repr = self.repr()?;
        Ok(FieldLayout {
            name,
            repr,
            hint: self.string()?,
            visible,
        })
    }

    fn method(&mut self, virtual_: bool) -> Result<MethodLayout> {
        let name = self.symbol()?;
        let sig = self.signature()?;
        let optional = if self.opt_keyword("optional")? {
            self.number()?
        } else {
            0
        };
        let symbol = if self.opt_punct('=')? {
            Some(self.symbol()?)
        } else {
            None
        };
        Ok(MethodLayout {
            name,
            symbol,
            sig,
            virtual_,
            optional,
        })
    }

    fn static_(&mut self) -> Result<StaticLayout> {
        if self.opt_keyword("var")? {
            let name = self.symbol()?;
            self.punct('=')?;
            return Ok(StaticLayout {
                name,
                member: StaticMember::Variable {
                    global: self.symbol()?,
                },
            });
        }
        self.keyword("fn")?;
        let name = self.symbol()?;
        let sig = self.signature()?;
        self.punct('=')?;
        let symbol = self.symbol()?;
        Ok(StaticLayout {
            name,
            member: StaticMember::Function { symbol, sig },
        })
    }

    fn enum_(&mut self) -> Result<EnumLayout> {
        let name = self.symbol()?;
        let mut ctors = Vec::new();
        self.punct('{')?;
        while !self.opt_punct('}')? {
            let name = self.symbol()?;
            let mut args = Vec::new();
            if self.peek() == &Token::Punct('(') {
                args = self.list('(', ')', |p| {
                    let name = p.symbol()?;
                    p.punct(':')?;
                    Ok((name, p.repr()?))
                })?;
            }
            ctors.push(CtorLayout { name, args });
        }
        Ok(EnumLayout { name, ctors })
    }

    // Functions.

    fn function(&mut self) -> Result<Function> {
        let name = self.symbol()?;
        let sig = self.signature()?;
        let inline = if self.opt_keyword("inline")? {
            InlineHint::Always
        } else if self.opt_keyword("noinline")? {
            InlineHint::Never
        } else {
            InlineHint::Auto
        };
        self.value_types.clear();
        let (mut slots, mut spans, mut blocks) = (Vec::new(), Vec::new(), Vec::new());
        self.punct('{')?;
        while self.opt_keyword("slot")? {
            if self.numbered("s")? as usize != slots.len() {
                return self.error("slots are numbered in order");
            }
            self.punct(':')?;
            slots.push(self.ty()?);
        }
        while self.opt_keyword("span")? {
            if self.loc()?.0 as usize != spans.len() {
                return self.error("spans are numbered in order");
            }
            let (file, start, end) = (self.number()?, self.number()?, self.number()?);
            spans.push(Span {
                file,
                start,
                end,
                line: self.number()?,
                column: self.number()?,
            });
        }
        let mut inlined = Vec::new();
        while self.opt_keyword("inlined")? {
            let (first, end) = (self.number()?, self.number()?);
            let function = self.symbol()?;
            inlined.push(InlinedSpans {
                first,
                end,
                function,
                call: self.opt_loc()?,
            });
        }
        while !self.opt_punct('}')? {
            if self.block_id()?.0 as usize != blocks.len() {
                return self.error("blocks are numbered in order, each once");
            }
            blocks.push(self.block()?);
        }
        let mut value_types = Vec::with_capacity(self.value_types.len());
        for (i, ty) in self.value_types.iter().enumerate() {
            match ty {
                Some(ty) => value_types.push(*ty),
                None => return self.error(format!("v{i} is never defined")),
            }
        }
        Ok(Function {
            name,
            sig,
            blocks,
            value_types,
            slots,
            spans,
            inlined,
            inline,
        })
    }

    fn define(&mut self) -> Result<Value> {
        let value = self.value()?;
        self.punct(':')?;
        let ty = self.ty()?;
        let index = value.0 as usize;
        if self.value_types.len() <= index {
            self.value_types.resize(index + 1, None);
        }
        if let Some(old) = self.value_types[index].replace(ty)
            && old != ty
        {
            return self.error(format!("{value} is defined twice with different types"));
        }
        Ok(value)
    }

    fn loc(&mut self) -> Result<Loc> {
        self.punct('!')?;
        self.number().map(Loc)
    }

    fn opt_loc(&mut self) -> Result<Loc> {
        if self.peek() == &Token::Punct('!') {
            self.loc()
        } else {
            Ok(Loc::NONE)
        }
    }

    fn block(&mut self) -> Result<Block> {
        let mut params = Vec::new();
        if self.peek() == &Token::Punct('(') {
            params = self.list('(', ')', Self::define)?;
        }
        let handler = if self.opt_keyword("handler")? {
            Some(self.block_id()?)
        } else {
            None
        };
        self.punct(':')?;
        let mut insts = Vec::new();
        loop {
            if let Some(term) = self.opt_terminator()? {
                let term_loc = self.opt_loc()?;
                return Ok(Block {
                    params,
                    insts,
                    term,
                    term_loc,
                    handler,
                });
            }
            let is_value = |word: &str| {
                word.strip_prefix('v')
                    .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
            };
            let mut result = None;
            if matches!(self.peek(), Token::Word(word) if is_value(word)) {
                result = Some(self.define()?);
                self.punct('=')?;
            }
            let op = self.op(result)?;
            insts.push(Inst {
                result,
                op,
                loc: self.opt_loc()?,
            });
        }
    }

    fn block_call(&mut self) -> Result<BlockCall> {
        let block = self.block_id()?;
        let args = if self.peek() == &Token::Punct('(') {
            self.args()?
        } else {
            Vec::new()
        };
        Ok(BlockCall { block, args })
    }

    fn opt_terminator(&mut self) -> Result<Option<Terminator>> {
        let Token::Word(word) = self.peek() else {
            return self.error(format!("expected an instruction, found {}", self.token));
        };
        let word = word.clone();
        if !matches!(
            &word[..],
            "jump" | "branch" | "switch" | "return" | "throw" | "unreachable"
        ) {
            return Ok(None);
        }
        self.bump()?;
        Ok(Some(match word.as_str() {
            "jump" => Terminator::Jump(self.block_call()?),
            "branch" => {
                let cond = self.value()?;
                self.punct(',')?;
                let then = self.block_call()?;
                self.punct(',')?;
                Terminator::Branch {
                    cond,
                    then,
                    else_: self.block_call()?,
                }
            }
            "switch" => {
                let value = self.value()?;
                let cases = self.list('[', ']', |p| {
                    let case = p.number()?;
                    p.punct(':')?;
                    Ok((case, p.block_call()?))
                })?;
                self.punct(',')?;
                Terminator::Switch {
                    value,
                    cases,
                    default: self.block_call()?,
                }
            }
            "return" => {
                // A value, unless the next line is a block or the end.
                let has_value = matches!(self.peek(), Token::Word(it) if it.starts_with('v'));
                Terminator::Return(if has_value { Some(self.value()?) } else { None })
            }
            "throw" => Terminator::Throw(self.value()?),
            _ => Terminator::Unreachable,
        }))
    }

    fn comma_value(&mut self) -> Result<Value> {
        self.punct(',')?;
        self.value()
    }
}
