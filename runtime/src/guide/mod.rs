//! The guide: from a first capability to what is promised of it, in twelve short chapters.
//!
//! | chapter | about |
//! |---|---|
//! | [1. A first capability](_01_first_capability) | from `cargo add` to a call, and what the guards did |
//! | [2. Inputs](_02_inputs) | bounds, checks, types of your own, what is refused |
//! | [3. Failures](_03_failures) | what callers read, and what only the operator does |
//! | [4. Effects](_04_effects) | once for a key, nobody knows, somebody else agrees |
//! | [5. Secrets and personal data](_05_secrets_and_personal_data) | what is lent, and what leaves only where it is declared |
//! | [6. Authorities](_06_authorities) | what a body may touch, and handles of your own |
//! | [7. Policy](_07_policy) | who may call what |
//! | [8. Plugins](_08_plugins) | capabilities that come and go together |
//! | [9. Prompts and untrusted content](_09_prompts_and_untrusted_content) | when a capability asks a model itself |
//! | [10. Testing](_10_testing) | bodies, gates, attacks, what is offered, what must not compile |
//! | [11. Exceptions](_11_exceptions) | when a rule is wrong about your code |
//! | [12. What is sound](_12_what_is_sound) | what is sound, what is checked, what is lint, and what is not contained |
//!
//! Each example compiles with this version and runs, if it has a `main` or a test; two show what does not compile.
//! Names such as `ui-tests/fail/data/credential.rs` or `a_panic_never_reaches_the_caller` are files and tests of the repository: what
//! fails when a promise is broken.

pub mod _01_first_capability;
pub mod _02_inputs;
pub mod _03_failures;
pub mod _04_effects;
pub mod _05_secrets_and_personal_data;
pub mod _06_authorities;
pub mod _07_policy;
pub mod _08_plugins;
pub mod _09_prompts_and_untrusted_content;
pub mod _10_testing;
pub mod _11_exceptions;
pub mod _12_what_is_sound;
