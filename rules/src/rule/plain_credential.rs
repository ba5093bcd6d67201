//! # page

use crate::confidential::Program;
use crate::diagnostics::{Place, Reporter};
use crate::facts::{Fact, Facts, Item, What};
use crate::flow::{Credential, is_credential};

const HELP: &str =
    "use `Secret`, or `SecretString` of the `secrecy` crate: it does not show itself, and is wiped";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let program = Program::new(facts);
    let mut judge = |fact: &Fact, name: &str, ty: &str, place: Place, what: &str| {
        if !is_plain(ty) || !is_one(name, fact, &program) {
            return;
        }
        let name = name.rsplit('.').next().unwrap_or(name);
        let message = format!("the {what} `{name}` is a credential in plain `{}`", short(ty));
        let finding =
            if fact.context.annotated { report.deny(place, message) } else { report.advise(place, message) };
        finding.help(HELP);
    };
    for fact in facts.iter() {
        match &fact.what {
            What::Variable(variable) => {
                let Some(ty) = &variable.ty else { continue };
                let what = if variable.is_parameter { "parameter" } else { "variable" };
                // What is lent belongs to somebody else, who is told.
                if !variable.is_parameter || !is_lent(ty) {
                    judge(fact, &variable.name, ty, fact.place, what);
                }
            }
            What::Item(Item::Type(item)) => {
                for field in &item.fields {
                    judge(fact, &field.name, &field.ty, field.place, "field");
                }
            }
            What::Item(Item::Static(item)) => judge(fact, &item.name, &item.ty, fact.place, "static"),
            _ => {}
        }
    }
}

fn is_one(name: &str, fact: &Fact, program: &Program<'_>) -> bool {
    match is_credential(name.rsplit('.').next().unwrap_or(name)) {
        Some(Credential::Certain) => true,
        Some(Credential::Possible) => program.tokens_are_secrets(fact),
        None => false,
    }
}

fn is_lent(ty: &str) -> bool {
    ty.starts_with('&') || ty == "Option<&str>"
}

/// A text or bytes, in whatever holds them; what is not wiped and shows itself.
fn is_plain(ty: &str) -> bool {
    let inner = ty.trim_start_matches('&');
    let inner = inner.strip_prefix("mut ").unwrap_or(inner);
    match inner.split_once('<') {
        None => matches!(inner, "String" | "str" | "Bytes" | "[u8]" | "OsString"),
        Some((outer, rest)) => {
            let last = outer.rsplit("::").next().unwrap_or(outer);
            let of_text =
                || rest.split([',', '<', '>', ' ']).any(|it| matches!(it, "String" | "str" | "&str"));
            match last {
                "Vec" => matches!(rest, "u8>" | "String>"),
                "Option" | "Box" | "Arc" | "Rc" => rest.strip_suffix('>').is_some_and(is_plain),
                "Cow" => of_text(),
                "OnceLock" | "LazyLock" | "Lazy" | "OnceCell" | "Mutex" | "RwLock" => {
                    rest.strip_suffix('>').is_some_and(is_plain)
                }
                "HashMap" | "BTreeMap" => rest.ends_with("String>"),
                _ => false,
            }
        }
    }
}

fn short(ty: &str) -> &str {
    if ty.len() > 40 { "text" } else { ty }
}
