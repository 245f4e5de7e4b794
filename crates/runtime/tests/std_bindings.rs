//! What the standard library binds with `@:rt("symbol")` exists in the table of entry points and takes
//! what the Haxe declaration says.

use runtime::abi::{self, AbiTy};
use std::fs;
use std::path::{Path, PathBuf};

fn haxe_files(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            haxe_files(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "hx") {
            files.push(path);
        }
    }
}

/// The representation a written type has in a call, where the text alone tells.
fn repr(hint: &str) -> Option<&'static [AbiTy]> {
    const BITS: &[AbiTy] = &[AbiTy::Word, AbiTy::Ref];
    Some(match hint {
        "Void" => &[AbiTy::Void],
        "Bool" => &[AbiTy::Bool],
        "Int" => &[AbiTy::I32],
        "Float" => &[AbiTy::F64],
        "NativeInt64" => &[AbiTy::I64],
        "RawPtr" => &[AbiTy::Ptr],
        "Dynamic" | "T" => BITS,
        "String" => BITS,
        _ if hint.starts_with("Null<") => &[AbiTy::Word],
        _ if hint.starts_with("Array<") => BITS,
        _ => return None,
    })
}

/// Splits at commas that are not inside brackets.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, char) in list.char_indices() {
        match char {
            '<' | '(' | '{' => depth += 1,
            '>' if !list[..at].ends_with('-') => depth -= 1,
            ')' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn type_of(param: &str) -> Option<&'static [AbiTy]> {
    let (name, hint) = param.split_once(':')?;
    let hint = hint.split('=').next()?.trim();
    if name.starts_with('?') {
        Some(&[AbiTy::Word, AbiTy::Ref])
    } else {
        repr(hint)
    }
}

/// What is wrong with one binding.
fn complaint(symbol: &str, declaration: &str) -> Option<String> {
    let Some(entry) = abi::find(symbol) else {
        return Some(format!("{symbol}: no such entry point"));
    };
    // `function name<T>(params):Ret`; other members take the receiver only.
    let function = declaration.split_once("function ")?.1;
    let open = function.find('(')?;
    let close = function.rfind(')')?;
    let params = split(&function[open + 1..close]);
    let is_static = declaration.contains("static ");
    let is_constructor = function.starts_with("new");
    let receiver = usize::from(!is_static && !is_constructor);
    if entry.params.len() != params.len() + receiver {
        return Some(format!(
            "{symbol}: {} parameters, bound as {declaration}",
            entry.params.len()
        ));
    }
    for (param, actual) in params.iter().zip(&entry.params[receiver..]) {
        if type_of(param).is_some_and(|fitting| !fitting.contains(actual)) {
            return Some(format!("{symbol}: {param} is {actual:?}"));
        }
    }
    let ret = function[close + 1..].trim_start_matches(':').trim();
    let wrong = !is_constructor && repr(ret).is_some_and(|fitting| !fitting.contains(&entry.ret));
    wrong.then(|| format!("{symbol}: gives {:?}, bound as {declaration}", entry.ret))
}

#[test]
#[cfg_attr(miri, ignore = "touches the disk")]
fn every_binding_of_std_fits_the_table() {
    let std = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../std");
    let mut files = Vec::new();
    haxe_files(&std, &mut files);
    let (mut complaints, mut n_bindings) = (Vec::new(), 0);
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        for found in text.split("@:rt(\"").skip(1) {
            let Some((symbol, rest)) = found.split_once("\")") else {
                continue;
            };
            let declaration = rest.split(';').next().unwrap_or_default();
            n_bindings += 1;
            complaints.extend(complaint(symbol, declaration.trim()));
        }
    }
    assert!(n_bindings > 150, "{n_bindings} bindings found");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
