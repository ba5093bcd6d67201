//! How many bytes the JSON of a type can take: the sums that `#[data]` writes into `MAX_JSON_BYTES`.
//!
//! Compact form, every character escaped. Nothing here may round down, or a value that the type allows would
//! be refused for its size.

/// `null`
pub const NULL: usize = 4;

/// An object with these fields.
pub const fn object(fields: &[usize]) -> usize {
    sum(2, fields)
}

/// One field of an object with its colon and comma.
pub const fn field(name: &str, value: usize) -> usize {
    word(name).saturating_add(value).saturating_add(2)
}

/// A list with these elements, each with a comma.
pub const fn list(elements: &[usize]) -> usize {
    sum(2_usize.saturating_add(elements.len()), elements)
}

/// A text of the author's. A character takes six bytes in ASCII and more otherwise, but then it is also more
/// than one byte in `text`; six for each byte is never too few.
pub const fn word(text: &str) -> usize {
    text.len().saturating_mul(6).saturating_add(2)
}

/// The most that one of several forms can need.
pub const fn largest(forms: &[usize]) -> usize {
    let mut largest = 0;
    let mut rest = forms;
    while let [first, others @ ..] = rest {
        if *first > largest {
            largest = *first;
        }
        rest = others;
    }
    largest
}

const fn sum(start: usize, parts: &[usize]) -> usize {
    let mut sum = start;
    let mut rest = parts;
    while let [first, others @ ..] = rest {
        sum = sum.saturating_add(*first);
        rest = others;
    }
    sum
}
