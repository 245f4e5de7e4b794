//! `mistakes`: makes them, asks both sides, prints where the two differ.

use std::path::{Path, PathBuf};

use anyhow::Result;
use vfs::VfsPath;

use crate::arguments::Arguments;
use crate::corpus::{Corpus, Question, ask, is_plain};
use crate::judge::{Case, Score, Verdict, judge};
use crate::mistakes::{self, KINDS};
use crate::random::Random;

pub fn run(arguments: &Arguments) -> Result<()> {
    let mut corpora = arguments.open_corpora()?;
    let cases = match &arguments.replay {
        Some(path) => {
            let mut cases: Vec<Case> = serde_json::from_str(&std::fs::read_to_string(path)?)?;
            if arguments.ask_again {
                ask_reference(&corpora, &mut cases)?;
            }
            cases
        }
        None => generate(&corpora, arguments)?,
    };
    if let Some(path) = &arguments.save {
        std::fs::write(path, serde_json::to_string(&cases)?)?;
    }
    compare(&mut corpora, &cases, arguments)
}

/// Mistakes until the reference rejected as many as wanted, those it accepts among them.
fn generate(corpora: &[Corpus], arguments: &Arguments) -> Result<Vec<Case>> {
    let mut random = Random::new(arguments.seed);
    let bases = bases(corpora, arguments.count, &mut random)?;
    anyhow::ensure!(!bases.is_empty(), "no module is accepted by both sides");
    let mut res: Vec<Case> = Vec::new();
    let mut n_rejected = 0;
    let mut kind = 0;
    while n_rejected < arguments.count {
        let mut batch = Vec::new();
        let mut n_tries = 0;
        while batch.len() < 200 {
            n_tries += 1;
            let base = &bases[random.below(bases.len())];
            // Each kind has its turn; where it does not fit, another file may.
            if let Some(edit) = mistakes::pick(kind, &base.root, &mut random) {
                batch.push(Case {
                    corpus: base.corpus,
                    module: base.module.clone(),
                    kind: KINDS[kind].0.to_owned(),
                    edit,
                    errors: Vec::new(),
                });
            } else if n_tries < 200 {
                continue;
            }
            n_tries = 0;
            kind = (kind + 1) % KINDS.len();
        }
        ask_reference(corpora, &mut batch)?;
        n_rejected += batch.iter().filter(|it| !it.errors.is_empty()).count();
        res.append(&mut batch);
        eprintln!("{} mistakes, {n_rejected} rejected", res.len());
    }
    Ok(res)
}

/// A module that both sides accept.
struct Base {
    corpus: usize,
    module: PathBuf,
    root: syntax::SyntaxNode,
}

/// Modules to make `count` mistakes in: as many of each corpus, so that none drowns in another.
fn bases(corpora: &[Corpus], count: usize, random: &mut Random) -> Result<Vec<Base>> {
    let n_each = (count / 8 / corpora.len()).max(12);
    let mut candidates = Vec::new();
    for (n, corpus) in corpora.iter().enumerate() {
        let mut modules = corpus.plain_modules();
        random.shuffle(&mut modules);
        let mut n_taken = 0;
        for module in modules {
            if n_taken == n_each {
                break;
            }
            if is_plain(&corpus.text(&module)?) {
                n_taken += 1;
                candidates.push(Case {
                    corpus: n,
                    module,
                    kind: String::new(),
                    edit: mistakes::Edit::default(),
                    errors: Vec::new(),
                });
            }
        }
    }
    ask_reference(corpora, &mut candidates)?;
    let mut res = Vec::new();
    for case in candidates.into_iter().filter(|it| it.errors.is_empty()) {
        let corpus = &corpora[case.corpus];
        let path = corpus.path(&case.module);
        let ours = corpus.ours.check(&path);
        match ours
            .iter()
            .find(|it| it.severity == base_db::Severity::Error)
        {
            Some(error) => {
                println!(
                    "error in correct code: {path}:{}: {}",
                    error.line, error.text
                );
            }
            None => res.push(Base {
                corpus: case.corpus,
                module: case.module,
                root: corpus.ours.parse(&path),
            }),
        }
    }
    eprintln!("{} modules", res.len());
    Ok(res)
}

fn ask_reference(corpora: &[Corpus], batch: &mut [Case]) -> Result<()> {
    let mut questions = Vec::new();
    for case in batch.iter() {
        questions.push(Question {
            corpus: case.corpus,
            module: case.module.clone(),
            text: case.edit.apply(&corpora[case.corpus].text(&case.module)?),
        });
    }
    for (case, mut answer) in batch.iter_mut().zip(ask(corpora, &questions)?) {
        answer.retain(|it| !it.is_warning);
        case.errors = answer;
    }
    Ok(())
}

fn compare(corpora: &mut [Corpus], cases: &[Case], arguments: &Arguments) -> Result<()> {
    let mut score = Score::default();
    for case in cases {
        if arguments.kind.as_ref().is_some_and(|it| *it != case.kind) {
            continue;
        }
        let corpus = &mut corpora[case.corpus];
        let text = corpus.text(&case.module)?;
        let changed = case.edit.apply(&text);
        let path = corpus.path(&case.module);
        corpus.ours.set(&path, &changed);
        let place = match case.errors.first() {
            Some(it) if !it.file.is_empty() => VfsPath::from_os(Path::new(&it.file)),
            _ => path.clone(),
        };
        let ours = corpus.ours.check(&place);
        corpus.ours.reset(&path);
        let verdict = judge(case, &ours);
        score.add(case, verdict);
        if verdict != Verdict::Agreed {
            print_case(case, verdict, &changed, &ours);
        }
    }
    score.print();
    Ok(())
}

fn print_case(case: &Case, verdict: Verdict, changed: &str, ours: &[crate::ours::Found]) {
    let at_line = 1 + changed[..case.edit.start].matches('\n').count();
    println!(
        "{verdict:?}: {}: {}:{at_line}",
        case.kind,
        case.module.display()
    );
    let shown: String = case.edit.text.trim().chars().take(80).collect();
    println!("    edit: {shown:?}");
    if let Some(line) = changed.lines().nth(at_line - 1) {
        println!("    {}", line.trim());
    }
    for it in case.errors.iter().take(3) {
        println!("    reference {}:{}: {}", it.file, it.line, it.text);
    }
    for it in ours
        .iter()
        .filter(|it| it.severity == base_db::Severity::Error)
        .take(3)
    {
        let text = it.text.lines().next().unwrap_or_default();
        println!("    ours {} [{}]: {text}", it.line, it.code);
    }
}
