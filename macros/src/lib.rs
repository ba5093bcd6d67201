//! The attribute macros of Portcullis.
//!
//! Each entry point parses, checks and expands, or reports. It never reads a file, an environment variable or
//! the network.

use portcullis_rules::Diagnostics;
use proc_macro::TokenStream;

mod args;
mod expand;
mod model;
#[cfg(test)]
mod snapshots;

/// Makes a function a capability: something that callers may ask a gate for.
#[proc_macro_attribute]
pub fn capability(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let expanded = match syn::parse::<model::capability::RawCapability>(item.clone()) {
        Ok(raw) => expand::capability::expand(&raw, &arguments.into(), &mut out),
        Err(_) => expand::stub::misplaced("capability", "functions", item.into(), &mut out),
    };
    [expanded, out.into_compile_errors()].into_iter().map(TokenStream::from).collect()
}

/// Makes a struct or an enum input and output of capabilities: `Serialize`, `Deserialize`, `JsonSchema`, `Bounded`
/// and `Disclose`.
///
/// `#[data(input)]` and `#[data(output)]` choose one direction; `#[data(crate = path)]` says where Portcullis is, if it
/// is re-exported or renamed.
///
/// ```ignore
/// /// An order of a customer.
/// #[data]
/// struct Order {
///     /// As printed on the invoice.
///     #[validate(length(min = 4, max = 32), pattern = "^[A-Z0-9-]+$")]
///     customer: String,
///     #[validate(range(min = 1, max = 50))]
///     limit: u32,
/// }
/// ```
///
/// What callers send is an object with these fields and no other. Every field of an input has an upper bound: by its type,
/// by `length(max = …)`, or by `#[bound(bytes = …)]` where a function reads it.
///
/// # On a field
///
/// | `#[validate(..)]` | checks |
/// |---|---|
/// | `length(min, max, equal)` | characters of a text, elements of a list, entries of a map |
/// | `range(min, max, exclusive_min, exclusive_max)` | a number |
/// | `pattern = "…"`, `regex(path = …)` | a text against a regular expression |
/// | `contains(pattern = "…")`, `does_not_contain(pattern = "…")` | a text, or the keys of a map |
/// | `email`, `url`, `ip`, `ipv4`, `ipv6` | the form of a text |
/// | `must_match(other = field)` | equality with another field |
/// | `required` | an `Option` that must be there |
/// | `allow_control` | nothing: lets line breaks and other control characters into a text; NUL is never let in |
/// | `custom(function = path)` | whatever `fn(&T) -> Result<(), ValidationError>` does |
///
/// Nested data is checked by itself. `#[serde(..)]` takes serde's arguments as far as they let nothing unknown in, and
/// `#[schemars(..)]` takes `title` and `description`.
#[proc_macro_attribute]
pub fn data(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let expanded = match model::data::RawData::parse(arguments.into(), item.clone().into(), &mut out) {
        Ok(raw) => match raw.check(&mut out) {
            Some(data) => expand::data::expand(&raw.item, &data),
            None => expand::stub::data(&raw),
        },
        Err(_) => expand::stub::misplaced("data", "structs and enums", item.into(), &mut out),
    };
    [expanded, out.into_compile_errors()].into_iter().map(TokenStream::from).collect()
}

/// Makes an enum the failures of capabilities: what callers read of each, and what only the operator reads.
///
/// ```ignore
/// #[failure]
/// enum OrdersFailure {
///     #[public("no customer has the number {number}")]
///     UnknownCustomer { number: u32 },
///     #[public("the order service is unavailable", retryable)]
///     Upstream(#[from] HttpError),
/// }
/// ```
///
/// `#[public("…")]` on each variant is what callers read; `{field}` and `{0}` stand for fields that are plain data.
/// `retryable` says that the same call may succeed later. `#[from]` and `#[source]` mark the error that caused it: it is
/// the `source()`, for the operator alone, and with `#[from]` the question mark makes the variant of it. `Debug`, `Display`,
/// `Error` and `PublicError` are implemented; an interrupted call (`call.checkpoint()?`) converts by itself.
///
/// `#[failure(crate = path)]` says where Portcullis is, if it is re-exported or renamed.
#[proc_macro_attribute]
pub fn failure(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut out = Diagnostics::new();
    let expanded = match model::failure::RawFailure::parse(arguments.into(), item.clone().into(), &mut out) {
        Ok(raw) => match raw.check(&mut out) {
            Some(failure) => expand::failure::expand(&raw.item, &failure),
            None => expand::stub::failure(&raw),
        },
        Err(_) => expand::stub::misplaced("failure", "enums", item.into(), &mut out),
    };
    [expanded, out.into_compile_errors()].into_iter().map(TokenStream::from).collect()
}
