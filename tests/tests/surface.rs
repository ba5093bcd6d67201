//! The surface file shows all that a gate offers, one fact a line, in an order that does not depend on chance.

use std::panic::{AssertUnwindSafe, catch_unwind};

use portcullis::approval::ApprovalRequest;
use portcullis::authority::{Clock, Dir, DirMut};
use portcullis::policy::{AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use portcullis::prelude::*;
use portcullis::{GateBuilder, RelativePath, testing};

/// The folder with the notes.
pub struct Notes;

/// Reads the beginning of a note.
///
/// Of nothing else.
#[capability(read, timeout = "2s", rate = "30/min")]
fn read_note(
    #[grant] notes: Dir<Notes>,
    /// The note, relative to the folder.
    path: RelativePath,
    #[validate(range(min = 1, max = 4096))] bytes: u32,
) -> bool {
    notes.read(&path, 0, bytes as usize).is_ok()
}

/// Throws a note away.
#[capability(
    write,
    idempotent,
    breaker(failures = 5, cooldown = "30s"),
    name = "notes.trash",
    allow(panic_in_body, reason = "the notes are never gone while the gate is open")
)]
fn trash_note(#[grant] notes: DirMut<Notes>, #[grant] clock: Clock, path: RelativePath) -> bool {
    let _now = clock.utc();
    notes.trash(&path).unwrap();
    true
}

/// A gate with these capabilities, and the surface of it.
fn build(builder: GateBuilder) -> (Gate, String) {
    let notes = DirMut::<Notes>::open("src").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let ledger = Journal::open(folder.path().join("audit")).unwrap();
    let results = portcullis::idempotency::Results::open(folder.path().join("results")).unwrap();
    let builder = builder.results(results).grant(notes.read_only()).grant(notes).grant(Clock::system());
    let gate = builder.ledger(ledger).build().unwrap();
    let surface = testing::surface(&gate);
    (gate, surface)
}

#[test]
fn everything_that_is_offered_is_in_it() {
    let (_, text) = build(Gate::builder().capability(read_note).capability(trash_note));
    for line in [
        "[capability.\"notes.trash\"]",
        "[capability.read_note]",
        r#"description = "Reads the beginning of a note.\n\nOf nothing else.""#,
        "effect = \"read\"",
        "effect = \"write\"",
        "idempotent = true",
        "breaker = { cooldown_ms = 30000, failures = 5 }",
        "timeout_ms = 2000",
        "rate = \"30/min\"",
        "burst = 30",
        "concurrency = 16",
        "max_output = 65536",
        "    \"read dir: Notes (src)\",",
        "    \"write dir_mut: Notes (src)\",",
        "    \"read clock: the time\",",
        "    \"P203 panic_in_body: the notes are never gone while the gate is open\",",
        "exceptions = []",
        "\"/properties/bytes/maximum\" = 4096",
        "\"/properties/path/maxLength\" = 1024",
        "\"/properties/path/description\" = \"The note, relative to the folder.\"",
        "\"/additionalProperties\" = false",
        "[capability.read_note.output]",
        "\"/type\" = \"boolean\"",
    ] {
        assert!(text.lines().any(|there| there == line), "{line} is not in\n{text}");
    }
    assert!(text.lines().any(|line| line.starts_with("max_input = ")));
}

fn policy() -> Policy {
    policy! {
        principal operator = local;
        principal pricing = plugin "pricing";
        principal supervisor = approver "supervisor";
            principal billing = plugin "billing";
        role staff = [pricing, billing];
            group notes = [read_note, trash_note];
        permit staff on notes;
        permit operator on read_note when input.bytes <= 4_096;
        permit operator on trash_note approved by supervisor;
        forbid pricing on trash_note;
    }
}

#[test]
fn who_may_call_what_and_who_may_agree_is_in_it_by_identity() {
    let both = || Gate::builder().capability(read_note).capability(trash_note);
    let named =
        both().approver("supervisor", |_: ApprovalRequest| {}).approver("boss", |_: ApprovalRequest| {});
    let (_, text) = build(named.authorizer(policy()));
    let shown = text.split("\n[policy]\n").nth(1).unwrap().split("\n\n").next().unwrap();
    assert_eq!(
        shown,
        r#"rules = [
    "permit staff on notes (plugin:pricing, plugin:billing on read_note, notes.trash)",
    "permit operator on read_note when input.bytes <= 4_096 (local on read_note)",
    "permit operator on trash_note approved by supervisor (local on notes.trash; approved by approver:supervisor)",
    "forbid pricing on trash_note (plugin:pricing on notes.trash)",
]
approvers = [
    "boss",
    "supervisor",
]"#
    );
    // A list has an order that is not that of a hash.
    let permits = Permits::none()
        .permit(testing::caller("b"), read_note)
        .permit(Caller::local(), trash_note)
        .permit(testing::caller("a"), read_note);
    let (_, text) = build(both().authorizer(permits));
    assert!(
        text.contains(
            "rules = [\n    \"permit local on notes.trash\",\n    \"permit test:a on read_note\",\n    \"permit test:b on read_note\",\n]\napprovers = []\n"
        ),
        "{text}"
    );
}

/// Decides by itself, and does not tell how.
struct Silent;

impl Authorizer for Silent {
    fn authorize(&self, _: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        Ok(Decision::Permit)
    }
}

#[test]
fn an_authorizer_that_does_not_tell_is_said_not_to() {
    let (_, text) = build(Gate::builder().capability(read_note).authorizer(Silent));
    assert!(text.contains("\nrules = \"in the code of an authorizer, which does not tell\"\n"), "{text}");
}

#[test]
fn the_order_is_that_of_the_names_and_not_that_of_the_builder() {
    let (_, one) = build(Gate::builder().capability(read_note).capability(trash_note));
    let (_, other) = build(Gate::builder().capability(trash_note).capability(read_note));
    assert_eq!(one, other);
    let heads: Vec<_> = one.lines().filter(|line| line.ends_with("]") && line.starts_with("[cap")).collect();
    assert_eq!(heads.len(), 6, "{heads:?}");
}

/// The same capability after a change of its author's.
mod changed {
    use super::*;

    /// Reads the beginning of a note.
    ///
    /// Of nothing else.
    #[capability(read, timeout = "2s", rate = "60/min")]
    pub fn read_note(
        #[grant] notes: Dir<Notes>,
        /// The note, relative to the folder.
        path: RelativePath,
        #[validate(range(min = 1, max = 8192))] bytes: u32,
    ) -> bool {
        notes.read(&path, 0, bytes as usize).is_ok()
    }
}

#[test]
fn a_change_is_shown_line_by_line_with_how_to_accept_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portcullis.lock");
    let (before, surface) = build(Gate::builder().capability(read_note));
    std::fs::write(&file, surface).unwrap();
    testing::assert_surface(&before, &file);

    let (after, _) = build(Gate::builder().capability(changed::read_note));
    let panicked = catch_unwind(AssertUnwindSafe(|| testing::assert_surface(&after, &file))).unwrap_err();
    let text = panicked.downcast::<String>().unwrap();
    let changes: Vec<_> = text.lines().filter(|line| line.starts_with(['-', '+'])).collect();
    assert_eq!(
        changes,
        [
            "- burst = 30",
            "+ burst = 60",
            "- rate = \"30/min\"",
            "+ rate = \"60/min\"",
            "- \"/properties/bytes/maximum\" = 4096",
            "+ \"/properties/bytes/maximum\" = 8192",
        ],
        "{text}"
    );
    assert!(
        text.contains("  [capability.read_note.input]\n") && text.contains("`BLESS=1 cargo test`"),
        "{text}"
    );
}
