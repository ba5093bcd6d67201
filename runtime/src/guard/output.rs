//! Size of the output: encoding stops at the limit; nothing larger is ever built.

use crate::disclose::Disclose;
use crate::guard::disclose::Disclosed;
use crate::guard::stop::Stop;
use crate::json::{self, EncodeError};
use crate::personal;
use crate::refusal::Code;

/// The answer, and how many bytes of JSON it is.
pub(crate) struct Encoded<A> {
    pub(crate) answer: A,
    pub(crate) bytes: usize,
}

/// The output as JSON.
pub(crate) fn encode<O: Disclose>(output: &Disclosed<O>, max: usize) -> Result<Encoded<Vec<u8>>, Stop> {
    let answer =
        personal::disclosed(|| json::encode(&output.0, max)).map_err(|error| refusal(&error, max))?;
    Ok(Encoded { bytes: answer.len(), answer })
}

/// The output as it is, after it was counted without being built.
pub(crate) fn measure<O: Disclose>(output: Disclosed<O>, max: usize) -> Result<Encoded<O>, Stop> {
    let bytes =
        personal::disclosed(|| json::measure(&output.0, max)).map_err(|error| refusal(&error, max))?;
    Ok(Encoded { answer: output.0, bytes })
}

/// Lends JSON of an answer that leaves as it is.
pub(crate) fn lend<O: Disclose, R>(encoded: &Encoded<O>, look: impl FnOnce(&[u8]) -> R) -> Result<R, Stop> {
    let max = encoded.bytes;
    let json =
        personal::disclosed(|| json::encode(&encoded.answer, max)).map_err(|error| refusal(&error, max))?;
    Ok(look(&json))
}

fn refusal(error: &EncodeError, max: usize) -> Stop {
    match error {
        EncodeError::TooLarge { .. } => {
            Stop::new(Code::OutputTooLarge, format!("the answer is larger than {max} bytes; ask for less"))
        }
        _ => Stop::new(Code::OutputWithheld, "the answer was withheld: it cannot be encoded")
            .because("not encodable as JSON"),
    }
}
