//! For each rule, whether there is a mend, which one, and if there is none, why.
//!
//! A mend is left out where it would need to know what only the author knows (which host, which bound, which error), or
//! where it would change the types of code that is not in sight.

/// What can be done about the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Some findings are mended by `--fix`: these.
    Certain(&'static str),
    /// For some findings a change is shown, and somebody has to look at it.
    Shown(&'static str),
    /// None is mechanical, for this reason.
    None(&'static str),
}

use Mend::{Certain, Shown};

/// All rules, by their codes.
///
/// ```
/// use portcullis_rules::files::mend::catalogue::{ALL, Mend};
///
/// let (_, mend) = ALL.iter().find(|(code, _)| *code == "P303").unwrap();
/// assert!(matches!(mend, Mend::Shown(_)), "nobody knows here whether the other side speaks TLS");
/// ```
pub const ALL: &[(&str, Mend)] = &[
    ("P101", Mend::None("which part is an instruction and which is data, the author knows")),
    ("P102", Mend::None("a type has to be written")),
    ("P103", Mend::None("the authority that uses the secret has to be written")),
    ("P104", Certain("hidden characters are taken out; an order is not")),
    ("P105", Mend::None("what the code is to do instead is a matter of design")),
    ("P201", Mend::None("a type has to be written")),
    ("P202", Mend::None("the bound is the author's to choose")),
    (
        "P203",
        Certain(
            "`.unwrap()` becomes `?` where the call's error is known and the signature takes it; \
             that of a lock is shown as `unwrap_or_else(PoisonError::into_inner)`",
        ),
    ),
    ("P204", Mend::None("what is to happen without an element is the author's to say")),
    (
        "P205",
        Certain("`x as u32` becomes `u32::try_from(x)?` where the signature takes the error; not for floats"),
    ),
    ("P206", Mend::None("safe code has another shape")),
    ("P207", Mend::None("placeholders and the way to bind them differ by library")),
    ("P208", Mend::None("the program is the author's to name")),
    ("P209", Mend::None("the parameter's type changes, and with it all callers")),
    ("P210", Mend::None("the host is the author's to name")),
    ("P211", Mend::None("the template has to be written")),
    ("P212", Mend::None("what is to happen on overflow is the author's to say")),
    ("P213", Mend::None("an extractor with limits has another shape")),
    ("P214", Mend::None("the template has to be written")),
    ("P301", Mend::None("an authority is a parameter, which changes the callers")),
    ("P302", Certain("a literal flag, or a mode, goes back to the one that checks, which is the default")),
    ("P303", Shown("the same address with TLS: whether the other side speaks it, nobody knows here")),
    ("P304", Mend::None("the number of attempts and the pause are the author's to choose")),
    ("P305", Mend::None("the credential has leaked, and must be replaced where it is valid")),
    ("P306", Mend::None("the other side has to read the header")),
    ("P307", Mend::None("the configuration has to be written")),
    ("P308", Mend::None("what was made with the old algorithm could not be read any more")),
    (
        "P309",
        Certain("`==` becomes `ct_eq` of `subtle`, where that is a dependency and both types are in sight"),
    ),
    ("P310", Mend::None("a credential of its own is needed")),
    ("P311", Shown("the check of the time is turned on: what renews old tokens may live without")),
    (
        "P312",
        Certain(
            "a cookie's literal flag is turned on, or added to its builder; an address on every interface is shown as loopback",
        ),
    ),
    (
        "P401",
        Certain("`dbg!(x)` becomes `x`; what is printed is shown as a log line, since it may be the purpose"),
    ),
    ("P402", Certain("the field, or the value and its hole, is left out of a log")),
    ("P403", Certain("`{name}` becomes `{name:?}`, which escapes, where the value is a text")),
    ("P404", Mend::None("the public text has to be written")),
    ("P405", Mend::None("what is to happen on an error is the author's to say")),
    (
        "P406",
        Shown("the value is left out of the log: what tells one line from another then, the author knows"),
    ),
    ("P501", Shown("`tokio::time::sleep`: what is held meanwhile may not be held at an `.await`")),
    ("P502", Mend::None("the scope of the lock is a matter of design")),
    ("P503", Mend::None("the bound is the author's to choose")),
    (
        "P504",
        Certain("`with_capacity(n)` of a collection gets an upper bound, where it is no more than a hint"),
    ),
    ("P505", Mend::None("a task that ends with the call may not be what is wanted")),
    ("P506", Mend::None("a state is a parameter, which changes the callers")),
    ("P507", Mend::None("the depth is the author's to choose")),
    ("P508", Mend::None("the failure has to be written")),
    ("P509", Mend::None("what was leaked may still be in use")),
    ("P510", Mend::None("opening and handling the error has another shape")),
    ("P601", Mend::None("an authority is a parameter, which changes the callers")),
    ("P602", Mend::None("an authority is a parameter, which changes the callers")),
    ("P603", Mend::None("the configuration has to be written")),
    ("P604", Mend::None("the field's type changes, and with it all that use it")),
    ("P605", Mend::None("the copy is used somewhere")),
    (
        "P606",
        Certain(
            "the literal mode of a file that is made keeps its readers and loses its other writers; elsewhere that is shown",
        ),
    ),
    ("P607", Mend::None("what is stored has to be read again")),
    ("P701", Mend::None("the names have to be listed")),
    ("P702", Mend::None("the domain is the author's to name")),
    ("P703", Mend::None("the rules have to be written")),
    ("P704", Mend::None("which of the rules is meant, the author knows")),
    ("P705", Mend::None("the compiler proposes names; which is meant, the author knows")),
    ("P706", Mend::None("the identity is the author's to name")),
    ("P707", Mend::None("who needs what, the author knows")),
    ("P708", Mend::None("a plugin of another kind has to be written")),
    ("P709", Mend::None("another principal is needed")),
    ("P711", Mend::None("either the effect or the authority is wrong; the author knows which")),
];

/// Whether any finding of this rule is mended, or its mend shown.
pub(super) fn is_mended(code: &str) -> bool {
    ALL.iter().any(|(known, mend)| *known == code && !matches!(mend, Mend::None(_)))
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn every_rule_says_whether_it_is_mended() {
        let codes: Vec<&str> = crate::catalogue::ALL.iter().map(|rule| rule.code).collect();
        let said: Vec<&str> = ALL.iter().map(|(code, _)| *code).collect();
        assert_eq!(said, codes);
    }
}
