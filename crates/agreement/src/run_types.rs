//! `types`: puts expressions of correct code into `$type(…)` and compares what both sides print.
//!
//! The argument of `$type` is typed without an expected type, on both sides; where that makes the program wrong the
//! mark is taken away again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use base_db::Severity;
use serde::{Deserialize, Serialize};
use syntax::SyntaxKind::*;
use syntax::SyntaxNode;
use syntax::ast::{self, AstNode};

use crate::arguments::Arguments;
use crate::corpus::{Corpus, Question, ask, is_plain};
use crate::mistakes::{is_in_pattern, is_of_macro};
use crate::random::Random;
use crate::reference::Message;

/// How many expressions of one module are marked at once.
const PER_MODULE: usize = 40;
/// How often marks that make a program wrong are taken away.
const ROUNDS: usize = 5;

/// A module with marks and the types that the reference prints.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Sample {
    corpus: usize,
    module: PathBuf,
    /// Places in the module's text, without marks.
    marks: Vec<(usize, usize)>,
    types: Vec<Message>,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let mut corpora = arguments.open_corpora()?;
    let samples = match &arguments.replay {
        Some(path) => serde_json::from_str(&std::fs::read_to_string(path)?)?,
        None => collect(&corpora, arguments)?,
    };
    if let Some(path) = &arguments.save {
        std::fs::write(path, serde_json::to_string(&samples)?)?;
    }
    compare(&mut corpora, &samples)
}

/// Samples with as many expressions as wanted in all.
fn collect(corpora: &[Corpus], arguments: &Arguments) -> Result<Vec<Sample>> {
    let mut random = Random::new(arguments.seed);
    let mut queue: Vec<(usize, PathBuf)> = Vec::new();
    for (n, corpus) in corpora.iter().enumerate() {
        queue.extend(corpus.plain_modules().into_iter().map(|it| (n, it)));
    }
    random.shuffle(&mut queue);
    let mut res = Vec::new();
    let mut n_types = 0;
    while n_types < arguments.count && !queue.is_empty() {
        let mut batch = Vec::new();
        while batch.len() < 24
            && let Some((corpus, module)) = queue.pop()
        {
            let text = corpora[corpus].text(&module)?;
            if !is_plain(&text) {
                continue;
            }
            let root = corpora[corpus].ours.parse(&corpora[corpus].path(&module));
            let marks = choose(&root, &text, &mut random);
            if !marks.is_empty() {
                batch.push(Sample {
                    corpus,
                    module,
                    marks,
                    types: Vec::new(),
                });
            }
        }
        for sample in settle(corpora, batch, &mut random)? {
            n_types += sample.types.len();
            res.push(sample);
        }
        eprintln!("{} modules, {n_types} expressions", res.len());
    }
    Ok(res)
}

/// Places of expressions that do not overlap.
fn choose(root: &SyntaxNode, text: &str, random: &mut Random) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = root
        .descendants()
        .filter_map(ast::Expr::cast)
        .filter(|it| can_be_marked(it.syntax()))
        .map(|it| {
            let range = it.syntax().text_range();
            (usize::from(range.start()), usize::from(range.end()))
        })
        .filter(|it| !text[it.0..it.1].contains('\n'))
        .collect();
    random.shuffle(&mut all);
    let mut res: Vec<(usize, usize)> = Vec::new();
    for (start, end) in all {
        if res.len() == PER_MODULE {
            break;
        }
        if res.iter().all(|it| it.1 <= start || end <= it.0) {
            res.push((start, end));
        }
    }
    res.sort_unstable();
    res
}

fn can_be_marked(node: &SyntaxNode) -> bool {
    let Some(parent) = node.parent() else {
        return false;
    };
    let is_value = matches!(
        node.kind(),
        NAME_EXPR
            | THIS_EXPR
            | LITERAL
            | TEMPLATE_EXPR
            | PAREN_EXPR
            | CHECK_TYPE_EXPR
            | ARRAY_EXPR
            | OBJECT_EXPR
            | CALL_EXPR
            | NEW_EXPR
            | INDEX_EXPR
            | FIELD_EXPR
            | PREFIX_EXPR
            | POSTFIX_EXPR
            | BINARY_EXPR
            | IS_EXPR
            | TERNARY_EXPR
            | CAST_EXPR
            | ARROW_FUNCTION
    );
    let is_first = parent.children().next().as_ref() == Some(node);
    let is_target = match parent.kind() {
        // Left sides, heads of loops, `k => v`.
        BINARY_EXPR => ast::BinaryExpr::cast(parent.clone())
            .and_then(|it| it.op())
            .is_none_or(|op| op.is_assign() && is_first),
        PREFIX_EXPR | POSTFIX_EXPR => ["++", "--"]
            .iter()
            .any(|it| parent.text().to_string().contains(it)),
        // The callee decides how arguments are read; a path is no value.
        CALL_EXPR | FIELD_EXPR => is_first && node.kind() == NAME_EXPR,
        FOR_EXPR => is_first,
        _ => false,
    };
    let text = node.text().to_string();
    let is_special =
        text.starts_with("super") || text.starts_with("trace(") || text.contains(" in ");
    let in_default = node.ancestors().any(|it| it.kind() == PARAM);
    is_value
        && !is_target
        && !is_special
        && !in_default
        && !is_in_pattern(node)
        && !is_of_macro(node)
}

fn marked(text: &str, marks: &[(usize, usize)]) -> String {
    let mut res = String::new();
    let mut at = 0;
    for &(start, end) in marks {
        res.push_str(&text[at..start]);
        res.push_str("$type(");
        res.push_str(&text[start..end]);
        res.push(')');
        at = end;
    }
    res.push_str(&text[at..]);
    res
}

/// Takes marks away until the reference accepts the module; those it never accepts are left out.
fn settle(corpora: &[Corpus], mut open: Vec<Sample>, random: &mut Random) -> Result<Vec<Sample>> {
    let mut res = Vec::new();
    for _ in 0..ROUNDS {
        let mut questions = Vec::new();
        for sample in &open {
            let text = corpora[sample.corpus].text(&sample.module)?;
            questions.push(Question {
                corpus: sample.corpus,
                module: sample.module.clone(),
                text: marked(&text, &sample.marks),
            });
        }
        let answers = ask(corpora, &questions)?;
        let mut again = Vec::new();
        for (mut sample, answer) in open.into_iter().zip(answers) {
            let file = corpora[sample.corpus].root.join(&sample.module);
            let file = file.display().to_string();
            let errors: Vec<&Message> = answer.iter().filter(|it| !it.is_warning).collect();
            if errors.is_empty() {
                sample.types = answer
                    .into_iter()
                    .filter(|it| it.is_warning && it.file == file && it.columns.0 > 0)
                    .collect();
                res.push(sample);
                continue;
            }
            let lines: Vec<u32> = errors.iter().map(|it| it.line).collect();
            let text = corpora[sample.corpus].text(&sample.module)?;
            let n_marks = sample.marks.len();
            sample.marks.retain(|(start, _)| {
                let line = 1 + text[..*start].matches('\n').count() as u32;
                !lines.contains(&line)
            });
            if sample.marks.len() == n_marks {
                // The error shows elsewhere; half of them may be innocent.
                sample.marks.retain(|_| random.below(2) == 0);
            }
            if !sample.marks.is_empty() {
                again.push(sample);
            }
        }
        open = again;
    }
    Ok(res)
}

fn compare(corpora: &mut [Corpus], samples: &[Sample]) -> Result<()> {
    let (mut n_all, mut n_agreed) = (0u32, 0u32);
    let mut pairs: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for sample in samples {
        let corpus = &mut corpora[sample.corpus];
        let text = marked(&corpus.text(&sample.module)?, &sample.marks);
        let path = corpus.path(&sample.module);
        corpus.ours.set(&path, &text);
        let ours = corpus.ours.check(&path);
        corpus.ours.reset(&path);
        let mut seen = Vec::new();
        for theirs in &sample.types {
            let place = (theirs.line, theirs.columns);
            let at_place = |it: &&crate::ours::Found| (it.line, it.columns) == place;
            // Other warnings are no types; a function typed twice prints twice.
            if seen.contains(&place) || !is_marked(&text, theirs) {
                continue;
            }
            seen.push(place);
            n_all += 1;
            let found = ours
                .iter()
                .filter(|it| it.severity == Severity::Info && it.code == "type")
                .find(at_place)
                .map_or("(none)", |it| it.text.as_str());
            let (theirs_text, ours_text) = (without_numbers(&theirs.text), without_numbers(found));
            if theirs_text == ours_text {
                n_agreed += 1;
            } else {
                let line = text
                    .lines()
                    .nth(theirs.line as usize - 1)
                    .unwrap_or("")
                    .trim();
                let shown: String = line.chars().take(160).collect();
                pairs
                    .entry((theirs_text, ours_text))
                    .or_default()
                    .push(format!(
                        "{}:{}: {shown}",
                        sample.module.display(),
                        theirs.line
                    ));
            }
        }
        for error in ours.iter().filter(|it| it.severity == Severity::Error) {
            println!(
                "error in correct code: {path}:{}: {}",
                error.line, error.text
            );
        }
    }
    for ((theirs, ours), places) in &pairs {
        println!("{} × reference {theirs} | ours {ours}", places.len());
        for place in places.iter().take(3) {
            println!("    {place}");
        }
    }
    println!(
        "{n_agreed} of {n_all} types agree ({:.2} %)",
        crate::judge::percent(n_agreed, n_all)
    );
    Ok(())
}

/// Whether the message stands at the argument of a `$type`.
fn is_marked(text: &str, message: &Message) -> bool {
    let Some(line) = text.lines().nth(message.line as usize - 1) else {
        return false;
    };
    let start = message.columns.0 as usize - 1;
    let before: String = line.chars().take(start).collect();
    before.ends_with("$type(")
}

/// `Unknown<3>` as `Unknown`: the numbers count what was not known before.
fn without_numbers(ty: &str) -> String {
    let mut res = String::new();
    let mut rest = ty;
    while let Some(at) = rest.find("Unknown<") {
        let after = &rest[at + "Unknown<".len()..];
        res.push_str(&rest[..at]);
        res.push_str("Unknown");
        rest = match after.find('>') {
            Some(end) => &after[end + 1..],
            None => "",
        };
    }
    res.push_str(rest);
    res
}
