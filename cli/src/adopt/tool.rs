//! A tool of any framework, and the capability that is made of it.

use std::ops::Range;

use quote::ToTokens;
use syn::{Attribute, Block, Expr, ExprLit, Lit, Meta, Pat, Signature, Type, Visibility};

use super::edits::range_of;
use super::effect::{self, Guess};
use super::file::File;
use super::input;
use super::output::{self, Declared};
use super::words::sentence;

/// A line that is longer than this is broken.
const WIDEST: usize = 100;

/// A function that is to become a capability.
pub(super) struct Tool<'a> {
    /// What it will be called.
    pub(super) name: String,
    /// What callers know it by, if that is no name of a function.
    pub(super) known_as: Option<String>,
    /// What it does, for models; empty if nobody said.
    pub(super) description: Vec<String>,
    pub(super) vis: &'a Visibility,
    pub(super) signature: &'a Signature,
    pub(super) block: &'a Block,
    /// Attributes that stay.
    pub(super) kept: Vec<&'a Attribute>,
    pub(super) is_method: bool,
    pub(super) inputs: Vec<Given<'a>>,
    pub(super) declared: Declared<'a>,
    /// What is replaced by the capability's head, up to and with the first brace.
    pub(super) head: Range<usize>,
    /// The tokens of that.
    tokens: proc_macro2::TokenStream,
    /// Where an item of its own can stand.
    pub(super) behind: usize,
    /// What is left to be done by hand.
    pub(super) reviews: Vec<String>,
}

/// What a tool is given.
pub(super) enum Given<'a> {
    /// A struct with all that callers send: `Parameters(args): Parameters<Args>`.
    Document(&'a Pat, &'a Type),
    /// The same, in its wrapper: `args: Parameters<Args>`.
    Wrapped(&'a syn::Ident, &'a Type),
    /// One value, with what is said about it.
    Value(&'a Pat, &'a Type, Vec<String>),
    /// A state of the program.
    State(&'a Pat, &'a Type),
    /// What the framework alone knows.
    Foreign(&'a Pat, &'a Type),
}

impl<'a> Tool<'a> {
    /// A function with its attributes, but for what its framework says.
    pub(super) fn new(
        attributes: &'a [Attribute],
        vis: &'a Visibility,
        signature: &'a Signature,
        block: &'a Block,
        is_method: bool,
        behind: usize,
    ) -> Self {
        let first = match attributes.first() {
            Some(attribute) => range_of(attribute).start,
            None => range_of(&quote::quote!(#vis #signature)).start,
        };
        let output = match &signature.output {
            syn::ReturnType::Type(_, ty) => Some(&**ty),
            syn::ReturnType::Default => None,
        };
        Self {
            name: signature.ident.to_string(),
            known_as: None,
            description: documentation(attributes),
            vis,
            signature,
            block,
            kept: Vec::new(),
            is_method,
            inputs: Vec::new(),
            declared: Declared::Written(output),
            head: first..block.brace_token.span.open().byte_range().end,
            tokens: quote::quote!(#(#attributes)* #vis #signature),
            behind,
            reviews: Vec::new(),
        }
    }
}

/// Makes the capability.
pub(super) fn write(file: &mut File<'_>, mut tool: Tool<'_>) {
    let indent = file.edits.indent(tool.head.start).to_owned();
    let body = tool.block.to_token_stream();
    let guess = effect::guess(&tool.name, file.routes.methods(&tool.signature.ident.to_string()), body);
    let parameters = input::parameters(file, &tool);
    let output = output::rewrite(file, &tool);
    tool.reviews.extend(parameters.reviews);
    tool.reviews.extend(output.reviews);

    let comments = comments(file, &tool);
    let mut head = String::new();
    let mut line = |text: &str| {
        let text = format!("{indent}{text}");
        head += text.trim_end();
        head.push('\n');
    };
    comments.iter().for_each(|text| line(text));
    if tool.description.is_empty() {
        line(&format!("/// {}", sentence(&tool.name)));
        tool.reviews.insert(0, "say what it does: callers and models read that".to_owned());
    }
    tool.description.iter().for_each(|text| line(&format!("/// {text}")));
    line(&format!("// review: {}", guessed(&guess)));
    tool.reviews.dedup();
    tool.reviews.iter().for_each(|text| line(&format!("// review: {text}")));
    let name = tool.known_as.iter().map(|name| format!(", name = {name:?}")).collect::<String>();
    line(&format!("#[capability({}{name}, timeout = \"5s\", rate = \"60/min\")]", guess.written));
    tool.kept.iter().for_each(|attribute| line(file.edits.text(range_of(attribute))));

    let vis = tool.vis.to_token_stream();
    let vis =
        if vis.is_empty() { String::new() } else { format!("{} ", file.edits.text(range_of(tool.vis))) };
    let asynchronous = if tool.signature.asyncness.is_some() { "async " } else { "" };
    let item = output.item;
    let output = output.written.map(|ty| format!(" -> {ty}")).unwrap_or_default();
    let opening = format!("{indent}{vis}{asynchronous}fn {}(", tool.name);
    let receiver = tool.is_method.then(|| "&self".to_owned());
    let texts: Vec<String> =
        receiver.into_iter().chain(parameters.written.iter().map(|it| it.text.clone())).collect();
    let in_one = format!("{opening}{}){output} {{", texts.join(", "));
    if in_one.len() <= WIDEST && parameters.written.iter().all(|it| it.description.is_empty()) {
        head += &in_one;
    } else {
        head += &format!("{opening}\n");
        if tool.is_method {
            head += &format!("{indent}    &self,\n");
        }
        for parameter in &parameters.written {
            for text in &parameter.description {
                head += format!("{indent}    /// {text}").trim_end();
                head.push('\n');
            }
            head += &format!("{indent}    {},\n", parameter.text);
        }
        head += &format!("{indent}){output} {{");
    }
    for statement in parameters.prologue {
        head += &format!("\n{indent}    {statement}");
    }
    file.edits.replace(tool.head.clone(), head.trim_start());
    if let Some(item) = item {
        file.edits.insert(tool.behind, item);
    }
}

/// The comments of a head, which stand between its tokens.
fn comments(file: &File<'_>, tool: &Tool<'_>) -> Vec<String> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    leaves(tool.tokens.clone(), &mut spans);
    spans.sort_by_key(|span| span.start);
    let mut at = tool.head.start;
    let mut comments = Vec::new();
    for span in spans.into_iter().chain(std::iter::once(tool.head.end - 1..tool.head.end)) {
        let between = file.edits.text(at..span.start.max(at));
        comments.extend(between.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        at = at.max(span.end);
    }
    comments
}

fn leaves(tokens: proc_macro2::TokenStream, spans: &mut Vec<Range<usize>>) {
    for token in tokens {
        if let proc_macro2::TokenTree::Group(group) = &token {
            spans.extend([group.span_open().byte_range(), group.span_close().byte_range()]);
            leaves(group.stream(), spans);
        } else {
            spans.push(token.span().byte_range());
        }
    }
}

/// `// review: …` on what was guessed.
fn guessed(guess: &Guess) -> String {
    match &guess.because {
        Some(because) => format!("the effect, because {because}; the limits, which are the usual ones"),
        None => {
            "the effect, since nothing seems to be changed; the limits, which are the usual ones".to_owned()
        }
    }
}

/// The lines of a doc comment.
pub(super) fn documentation(attributes: &[Attribute]) -> Vec<String> {
    let texts =
        attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| {
            match &attribute.meta {
                Meta::NameValue(meta) => literal(&meta.value),
                _ => None,
            }
        });
    let lines: Vec<String> =
        texts.flat_map(|text| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>()).collect();
    lines
}

/// The text of a literal, or of several that `concat!` joins.
pub(super) fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        Expr::Macro(expr) if expr.mac.path.is_ident("concat") => {
            let parse = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
            expr.mac.parse_body_with(parse).ok()?.iter().map(literal).collect()
        }
        Expr::MethodCall(call) if call.args.is_empty() => {
            let is_text = ["to_string", "to_owned", "into"].iter().any(|name| call.method == name);
            if is_text { literal(&call.receiver) } else { None }
        }
        Expr::Call(call) if call.args.len() == 1 => match &*call.func {
            Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "from") => {
                literal(call.args.first()?)
            }
            _ => None,
        },
        _ => None,
    }
}
