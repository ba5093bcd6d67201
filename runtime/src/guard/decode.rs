//! Decode: strict JSON into the input type, or a refusal that says where and what was expected.

use serde::de::DeserializeOwned;

use crate::bound::{Fault, Limit};
use crate::guard::isolate::Isolated;
use crate::guard::stop::Stop;
use crate::json::{self, Malformed, Problem};
use crate::refusal::Code;

/// The proof that the input is of its type, and nothing more than its type.
pub(crate) struct Decoded<I>(pub(super) I);

pub(crate) fn json<I: DeserializeOwned>(input: Isolated<Vec<u8>>) -> Result<Decoded<I>, Stop> {
    let Isolated(bytes) = input;
    json::decode(&bytes).map(Decoded).map_err(refusal)
}

/// A typed value needs no decoding.
pub(crate) fn typed<I>(input: Isolated<I>) -> Decoded<I> {
    Decoded(input.0)
}

fn refusal(malformed: Malformed) -> Stop {
    let place = if malformed.path.is_empty() { "the root" } else { &malformed.path };
    let reason = format!("{} at {place}", malformed.problem.code());
    Stop::new(Code::MalformedInput, malformed.to_string()).fields(vec![fault(malformed)]).because(reason)
}

fn fault(malformed: Malformed) -> Fault {
    let fault = Fault::new(malformed.path, malformed.problem.code());
    match malformed.problem {
        Problem::WrongType { expected, found } => {
            fault.limit("expected", Limit::from(expected)).limit("found", found)
        }
        Problem::WrongValue { expected } | Problem::WrongLength { expected } => {
            fault.limit("expected", Limit::from(expected))
        }
        Problem::UnknownField { known } | Problem::UnknownVariant { known } => {
            fault.limit("known", Limit::Words(known.to_vec()))
        }
        Problem::MissingField { field } => fault.limit("field", field),
        Problem::TooDeep { max } => fault.limit("max", max),
        Problem::NotJson { line, column } | Problem::TrailingData { line, column } => {
            fault.limit("line", line).limit("column", column)
        }
        Problem::NotUtf8 { offset } => fault.limit("offset", offset),
        _ => fault,
    }
}
