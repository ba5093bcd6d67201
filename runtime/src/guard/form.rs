//! The two forms of a call: JSON from a transport, and typed values from the user's own code.
//!
//! They differ in how the input is read and how the answer leaves; every other stage is the same.

use crate::capability::Capability;
use crate::guard::decode::{self, Decoded};
use crate::guard::disclose::Disclosed;
use crate::guard::isolate::Isolated;
use crate::guard::output::{self, Encoded};
use crate::guard::stop::Stop;

/// How input comes and an answer leaves.
pub(crate) trait Form<C: Capability> {
    type Input: Send + 'static;
    type Answer: Send + 'static;

    /// Bytes of the input, where it has any.
    fn bytes(input: &Self::Input) -> Option<usize>;
    /// The JSON of the input, where it came as such.
    fn document(input: &Self::Input) -> Option<&[u8]>;
    /// The JSON of an answer, where it leaves as such.
    fn document_of(answer: &Self::Answer) -> Option<&[u8]>;
    /// An answer from the JSON of an earlier one.
    fn again(document: Vec<u8>) -> Option<Self::Answer>;
    fn decode(input: Isolated<Self::Input>) -> Result<Decoded<C::Input>, Stop>;
    fn encode(output: Disclosed<C::Output>, max: usize) -> Result<Encoded<Self::Answer>, Stop>;
    /// Lends the answer as JSON, which is made for it where the answer is none.
    fn with_json<R>(encoded: &Encoded<Self::Answer>, look: impl FnOnce(&[u8]) -> R) -> Result<R, Stop>;
}

/// Bytes of JSON in, bytes of JSON out.
pub(crate) struct Json;

impl<C: Capability> Form<C> for Json {
    type Input = Vec<u8>;
    type Answer = Vec<u8>;

    fn bytes(input: &Vec<u8>) -> Option<usize> {
        Some(input.len())
    }

    fn document(input: &Vec<u8>) -> Option<&[u8]> {
        Some(input)
    }

    fn document_of(answer: &Vec<u8>) -> Option<&[u8]> {
        Some(answer)
    }

    fn again(document: Vec<u8>) -> Option<Vec<u8>> {
        Some(document)
    }

    fn decode(input: Isolated<Vec<u8>>) -> Result<Decoded<C::Input>, Stop> {
        decode::json(input)
    }

    fn encode(output: Disclosed<C::Output>, max: usize) -> Result<Encoded<Vec<u8>>, Stop> {
        output::encode(&output, max)
    }

    fn with_json<R>(encoded: &Encoded<Vec<u8>>, look: impl FnOnce(&[u8]) -> R) -> Result<R, Stop> {
        Ok(look(&encoded.answer))
    }
}

/// The input type in, the output type out.
pub(crate) struct Typed;

impl<C: Capability> Form<C> for Typed {
    type Input = C::Input;
    type Answer = C::Output;

    fn bytes(_: &C::Input) -> Option<usize> {
        None
    }

    fn document(_: &C::Input) -> Option<&[u8]> {
        None
    }

    fn document_of(_: &C::Output) -> Option<&[u8]> {
        None
    }

    fn again(_: Vec<u8>) -> Option<C::Output> {
        None
    }

    fn decode(input: Isolated<C::Input>) -> Result<Decoded<C::Input>, Stop> {
        Ok(decode::typed(input))
    }

    fn encode(output: Disclosed<C::Output>, max: usize) -> Result<Encoded<C::Output>, Stop> {
        output::measure(output, max)
    }

    fn with_json<R>(encoded: &Encoded<C::Output>, look: impl FnOnce(&[u8]) -> R) -> Result<R, Stop> {
        output::lend(encoded, look)
    }
}
