//! The functions of a reading: what they are called, where they stand, which of them calls which.

use syn::visit::Visit;
use syn::{Block, FnArg, Safety, Signature};

use super::call::Unsafe;
use super::entry::{self, Entry};
use super::name::last_of;
use super::reader::Reader;
use super::scope::LONGEST_PATH;
use super::word::plain;
use super::{Context, Fact, What};
use crate::diagnostics::Place;

/// A function with a body.
#[derive(Clone, Debug)]
pub struct FunctionItem {
    /// Its name.
    pub name: String,
    /// Its name with the modules, the type or the function around it: `orders::Order::total`.
    pub path: String,
    /// The path of the modules around it.
    pub module: String,
    /// Whether it stands in an `impl` or a `trait`.
    pub is_method: bool,
    /// `async fn`.
    pub asynchronous: bool,
    /// What it is an entry point of. A function inside another one, or in an annotated `impl` or `mod`, is what that is.
    pub entry: Option<Entry>,
    /// The name.
    pub place: Place,
    /// From the `fn` to the last brace.
    pub extent: Place,
}

impl Reader {
    /// A function, this one or one inside it: what is around says nothing of how it runs.
    pub(super) fn function(
        &mut self,
        signature: &Signature,
        body: &Block,
        entry: Option<Entry>,
        is_method: bool,
    ) {
        let entry = entry.or(self.entry).or_else(|| entry::of_parameters(signature));
        let mut context = Context {
            asynchronous: signature.asyncness.is_some(),
            function: Some(self.functions.len()),
            annotated: entry.is_some(),
            ..Context::default()
        };
        let name = plain(&signature.ident);
        self.path.push(name.clone());
        self.functions.push(FunctionItem {
            name,
            path: path_of(&self.path),
            module: path_of(self.modules()),
            is_method,
            asynchronous: context.asynchronous,
            entry,
            place: signature.ident.span().into(),
            extent: Place { start: signature.fn_token.span, end: body.brace_token.span.close() },
        });
        if let Safety::Unsafe(token) = &signature.safety {
            self.add(What::Unsafe(Unsafe::Item), token.span);
            context.in_unsafe = true;
        }
        let variables = std::mem::take(&mut self.variables);
        let around = std::mem::replace(&mut self.entry, entry);
        self.within(context, |reader| {
            reader.alone(|reader| {
                reader.visit_signature(signature);
                for input in &signature.inputs {
                    if let FnArg::Typed(input) = input {
                        reader.parameter(input);
                        if entry.is_some() {
                            reader.documentation(&input.attrs);
                        }
                    }
                }
                reader.visit_block(body);
            });
        });
        self.entry = around;
        self.variables = variables;
        self.path.pop();
    }

    /// Reads what runs by itself: no loop and no lock around it counts inside.
    pub(super) fn alone(&mut self, read: impl FnOnce(&mut Self)) {
        let (loops, guards) = (std::mem::take(&mut self.loops), std::mem::take(&mut self.guards));
        read(self);
        (self.loops, self.guards) = (loops, guards);
    }
}

/// The function that a fact calls.
pub(super) fn callee(functions: &[FunctionItem], fact: &Fact) -> Option<usize> {
    let caller = functions.get(fact.context.function?)?;
    let last = match &fact.what {
        What::Method(method) if method.on_self && caller.is_method => method.name.as_str(),
        What::Function(function) => function.name.own_path().map_or(function.name.last(), last_of),
        _ => return None,
    };
    // Most calls are of functions of elsewhere.
    if functions.iter().all(|function| function.name != last) {
        return None;
    }
    // Of two functions of one path, from two traits, nobody knows which is meant.
    let find = |path: &str| {
        let at = functions.iter().position(|function| function.path == path)?;
        let is_only = functions.iter().skip(at + 1).all(|function| function.path != path);
        is_only.then_some(at)
    };
    match &fact.what {
        What::Method(method) if method.on_self && caller.is_method => {
            find(&joined(parent(&caller.path), &method.name))
        }
        What::Function(function) => {
            let written = match function.name.own_path() {
                Some(written) => written,
                None if function.name.is_bare() => function.name.last(),
                None => return None,
            };
            let (first, rest) = written.split_once("::").unwrap_or((written, ""));
            match first {
                "crate" => find(rest),
                "Self" => find(&joined(parent(&caller.path), rest)),
                "self" => find(&joined(&caller.module, rest)),
                // What is around the outermost module is not in sight.
                "super" if caller.module.is_empty() => None,
                "super" => find(&joined(parent(&caller.module), rest)),
                _ => {
                    // Functions of the functions around it, and of the modules; those of a type need its name.
                    let is_around = |path: &str| {
                        path.is_empty()
                            || caller.module == path
                            || caller.module.strip_prefix(path).is_some_and(|rest| rest.starts_with("::"))
                            || find(path).is_some()
                    };
                    let mut around = caller.path.as_str();
                    loop {
                        let found = if is_around(around) { find(&joined(around, written)) } else { None };
                        if found.is_some() || around.is_empty() {
                            return found;
                        }
                        around = parent(around);
                    }
                }
            }
        }
        _ => None,
    }
}

/// The path of these names; of one that is too long to be kept for each function, the end.
fn path_of(names: &[String]) -> String {
    let mut length = 0;
    let is_kept = |name: &&String| {
        length += name.len() + 2;
        length <= LONGEST_PATH
    };
    let count = names.iter().rev().take_while(is_kept).count();
    names.get(names.len() - count..).unwrap_or_default().join("::")
}

fn parent(path: &str) -> &str {
    path.rsplit_once("::").map_or("", |(parent, _)| parent)
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") }
}
