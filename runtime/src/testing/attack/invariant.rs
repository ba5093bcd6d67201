//! What must hold of every gate, whatever is sent to it.

/// Something that must hold under every attack.
///
/// ```
/// use portcullis::testing::Invariant;
///
/// for invariant in Invariant::ALL {
///     println!("{}: {}", invariant.name(), invariant.sentence());
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Invariant {
    /// What the schema or the size limit does not allow never reaches a body.
    SchemaKept,
    /// A refusal holds nothing that the caller sent.
    NoEcho,
    /// A secret is in no answer, no refusal and no record.
    NoSecret,
    /// No text of a panic or of an internal error leaves, and no panic reaches the caller.
    NoInside,
    /// A refusal says what it must in the documented form.
    RefusalForm,
    /// An answer keeps its limit and its schema.
    OutputKept,
    /// Every call is answered within its time-out.
    InTime,
    /// Every call leaves one final record.
    RecordedOnce,
    /// The record says what the caller was told.
    TrueRecord,
    /// A record holds nothing that the caller sent, but what the body noted.
    RecordClean,
    /// An effect is in the ledger before it happens.
    IntentFirst,
    /// Every permit comes back.
    PermitsReturn,
    /// After an attack the gate answers as before.
    StillWorks,
    /// Who has no right reaches nothing and learns nothing.
    StrangersOut,
    /// Calls beyond the rate are refused, to their caller alone.
    RateKept,
    /// A key makes a call happen once.
    OnceForAKey,
    /// What needs an approval does not run without.
    ApprovalFirst,
}

impl Invariant {
    /// All of them.
    pub const ALL: [Invariant; 17] = [
        Invariant::SchemaKept,
        Invariant::NoEcho,
        Invariant::NoSecret,
        Invariant::NoInside,
        Invariant::RefusalForm,
        Invariant::OutputKept,
        Invariant::InTime,
        Invariant::RecordedOnce,
        Invariant::TrueRecord,
        Invariant::RecordClean,
        Invariant::IntentFirst,
        Invariant::PermitsReturn,
        Invariant::StillWorks,
        Invariant::StrangersOut,
        Invariant::RateKept,
        Invariant::OnceForAKey,
        Invariant::ApprovalFirst,
    ];

    /// Its name, which does not change between versions.
    pub const fn name(self) -> &'static str {
        match self {
            Invariant::SchemaKept => "schema-kept",
            Invariant::NoEcho => "no-echo",
            Invariant::NoSecret => "no-secret",
            Invariant::NoInside => "no-inside",
            Invariant::RefusalForm => "refusal-form",
            Invariant::OutputKept => "output-kept",
            Invariant::InTime => "in-time",
            Invariant::RecordedOnce => "recorded-once",
            Invariant::TrueRecord => "true-record",
            Invariant::RecordClean => "record-clean",
            Invariant::IntentFirst => "intent-first",
            Invariant::PermitsReturn => "permits-return",
            Invariant::StillWorks => "still-works",
            Invariant::StrangersOut => "strangers-out",
            Invariant::RateKept => "rate-kept",
            Invariant::OnceForAKey => "once-for-a-key",
            Invariant::ApprovalFirst => "approval-first",
        }
    }

    /// What must hold.
    pub const fn sentence(self) -> &'static str {
        match self {
            Invariant::SchemaKept => "what the schema or the size limit does not allow never reaches a body",
            Invariant::NoEcho => "a refusal holds nothing that the caller sent",
            Invariant::NoSecret => "a secret is in no answer, no refusal and no record",
            Invariant::NoInside => {
                "no text of a panic or of an internal error leaves, and no panic reaches the caller"
            }
            Invariant::RefusalForm => {
                "a refusal has the documented form, and is retryable only if nothing happened"
            }
            Invariant::OutputKept => "an answer is within `max_output`, and its schema allows it",
            Invariant::InTime => "every call is answered within its time-out",
            Invariant::RecordedOnce => "every call leaves exactly one final record",
            Invariant::TrueRecord => "the record says what became of the call",
            Invariant::RecordClean => "a record holds nothing that the caller sent, but what the body noted",
            Invariant::IntentFirst => "an effect is in the ledger before its body starts",
            Invariant::PermitsReturn => "every permit comes back",
            Invariant::StillWorks => "after an attack the gate answers as before",
            Invariant::StrangersOut => {
                "a caller without rights reaches no body, and does not learn whether a capability exists"
            }
            Invariant::RateKept => "calls beyond the rate are refused, to their caller alone",
            Invariant::OnceForAKey => {
                "the same idempotency key gets the same answer, and a refusal with other arguments"
            }
            Invariant::ApprovalFirst => "what needs an approval does not run without",
        }
    }
}
