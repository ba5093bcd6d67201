//! What stands in `prompt!(..)`: a literal, the values of its holes, and data.

use portcullis_rules::{Diagnostics, Place};
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprGroup, ExprLit, Ident, Lit, LitStr, Path, Token};

/// How it is written, for whoever wrote something else.
const FORM: &str =
    "write `prompt!(\"Summarise the text for {audience}.\", audience = \"children\"; data text = text)`";

/// What is written, in its order.
pub struct Written {
    /// Where Portcullis is: `crate = path`.
    pub krate: Option<Path>,
    pub text: Option<LitStr>,
    pub entries: Vec<Entry>,
}

/// `audience = value`, `data text = value`
pub struct Entry {
    pub is_data: bool,
    pub name: Ident,
    pub value: Expr,
}

/// Reads all that can be read; what cannot is told to `out`.
pub fn parse(tokens: TokenStream, out: &mut Diagnostics) -> Written {
    let mut written = Written { krate: None, text: None, entries: Vec::new() };
    let mut faults = Vec::new();
    let read = |input: ParseStream<'_>| read(input, &mut written, &mut faults);
    // What the reader leaves is its error as well; `syn` would say "unexpected token".
    if let Err(error) = read.parse2(tokens) {
        faults.push(Fault { at: error.span().into(), message: error.to_string(), help: FORM });
    }
    for Fault { at, message, help } in faults {
        out.error(at, message).help(help);
    }
    written
}

struct Fault {
    at: Place,
    message: String,
    help: &'static str,
}

fn read(input: ParseStream<'_>, written: &mut Written, faults: &mut Vec<Fault>) -> syn::Result<()> {
    if input.is_empty() {
        let message = "a prompt needs instructions".to_owned();
        faults.push(Fault { at: Span::call_site().into(), message, help: FORM });
        return Ok(());
    }
    let first: Expr = input.parse()?;
    match literal(&first) {
        Some(text) => written.text = Some(text),
        None => {
            let at = Place::from(&first);
            let message = "the instructions of a prompt are a literal".to_owned();
            let help = "write the text itself here, with `{name}` for what varies, and pass what others wrote as `data name = …`";
            faults.push(Fault { at, message, help });
        }
    }
    while !input.is_empty() {
        separator(input)?;
        if input.is_empty() {
            break;
        }
        if input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            written.krate = Some(input.parse()?);
            continue;
        }
        written.entries.push(entry(input)?);
    }
    Ok(())
}

fn separator(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![;]) {
        input.parse::<Token![;]>().map(drop)
    } else if input.peek(Token![,]) {
        input.parse::<Token![,]>().map(drop)
    } else {
        Err(input.error("a `,` or a `;` stands here"))
    }
}

fn entry(input: ParseStream<'_>) -> syn::Result<Entry> {
    let mut name = word(input)?;
    // A hole may be called `data` as well.
    let is_data = name == "data" && !input.peek(Token![=]);
    if is_data {
        name = word(input)?;
    }
    let equals = input.parse::<Option<Token![=]>>()?;
    if equals.is_none() || input.is_empty() {
        let message = match is_data {
            true => format!("the data `{name}` has no text"),
            false => format!("`{name}` has no value"),
        };
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(Entry { is_data, name, value: input.parse()? })
}

fn word(input: ParseStream<'_>) -> syn::Result<Ident> {
    input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), "a name stands here"))
}

/// The text of a literal, also where `macro_rules!` has passed it on.
pub fn literal(expression: &Expr) -> Option<LitStr> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
        Expr::Group(ExprGroup { expr, .. }) => literal(expr),
        _ => None,
    }
}
