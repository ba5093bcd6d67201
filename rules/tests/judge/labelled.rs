//! Real code: the functions of `rules/tests/labelled` and `rules/tests/held_out`, one by one. Nobody looks here into the set
//! `fresh`, of which only the sum counts.

use portcullis_rules::catalogue;

use super::cases::credentials::fill;

#[path = "../cases/labelled.rs"]
mod functions;

/// What is bad and missed, or good and accused: the rule and the function. Whoever mends a rule strikes the line.
const MISJUDGED: &[(&str, &str)] = &[
    ("generated_code_run", "run_answer"),
    ("generated_code_run", "run"),
    ("panic_in_body", "open"),
    ("unchecked_index", "of_rank"),
    ("lossy_cast", "row"),
    ("lossy_cast", "add"),
    ("lossy_cast", "sizes"),
    ("url_from_input", "follow_links"),
    ("template_from_input", "report_from_file"),
    ("unchecked_amount", "items"),
    ("unchecked_amount", "charge"),
    ("html_from_input", "post_to_html"),
    ("certificate_check_disabled", "verify_server_cert"),
    ("retry_without_backoff", "run_until_done"),
    ("timing_unsafe_compare", "licence_is_valid"),
    ("token_passthrough", "copy_headers"),
    ("unstructured_log", "agent"),
    ("unstructured_log", "delete"),
    ("unstructured_log", "audit"),
    ("unstructured_log", "register"),
    ("error_text_to_caller", "health"),
    ("swallowed_error", "audit"),
    ("swallowed_error", "keep_report"),
    ("unbounded_loop", "simulate"),
    ("unbounded_memory", "table"),
    ("unbounded_memory", "grow"),
    ("global_state", "store_slot"),
    ("check_then_use", "newest"),
    ("ambient_filesystem", "newest"),
    ("plain_credential", "proxy"),
    ("world_readable_file", "certificate"),
    ("cleartext_storage", "write_environment"),
    ("generic_identity", "own_identity"),
    ("generic_identity", "identity_of_instance"),
    ("broad_grant", "authorize"),
    ("broad_grant", "roles"),
];

#[test]
fn labelled_functions_are_judged_so_but_for_those_that_are_named_here() {
    let (mut misjudged, mut places) = (Vec::new(), String::new());
    for rule in catalogue::ALL.iter().filter(|rule| rule.reads_tokens()) {
        for function in ["labelled", "held_out"].iter().flat_map(|set| functions::functions(rule, set, fill))
        {
            if function.is_bad != function.is_found {
                places += &format!("{} {}\n", rule.code, function.place);
                misjudged.push((rule.name, function.name));
            }
        }
    }
    let misjudged: Vec<(&str, &str)> = misjudged.iter().map(|(rule, name)| (*rule, name.as_str())).collect();
    assert_eq!(misjudged, MISJUDGED, "judged (left), named here (right)\n{places}");
}
