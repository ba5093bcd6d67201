//! Where values are shown to others, and whether a `token` is a credential in the program at hand.
//!
//! Rules about secrets share it. It must never report anything itself.

use std::cell::OnceCell;

use crate::facts::{Fact, Facts, Item, What};
use crate::flow::{Argument, Credential, Maker, Site, Traits, Use, Value, is_credential, is_format, is_log};

/// What a program says of itself by the names in it.
pub(crate) struct Program<'f> {
    facts: &'f Facts,
    tokens_are_secrets: OnceCell<(bool, bool)>,
}

impl<'f> Program<'f> {
    pub(crate) fn new(facts: &'f Facts) -> Self {
        Self { facts, tokens_are_secrets: OnceCell::new() }
    }

    /// Whether a value is a credential. What is only called `token` is one where the program speaks of credentials, and not
    /// where it reads a language.
    pub(crate) fn is_secret(&self, argument: &Argument) -> bool {
        let value = &argument.value;
        if value.could(Traits::SECRET) {
            return true;
        }
        if !value.could(Traits::MAYBE_SECRET) {
            return false;
        }
        let comes_in = value.could(Traits::REMOTE | Traits::NETWORK | Traits::LOCAL);
        match self.evidence() {
            (of_credentials, true) => of_credentials && comes_in,
            (of_credentials, false) => of_credentials || comes_in,
        }
    }

    /// Whether `token` means a credential in this function, or in this file, as far as the names tell.
    pub(crate) fn tokens_are_secrets(&self, at: &Fact) -> bool {
        let within = self
            .facts
            .iter()
            .filter(|fact| at.context.function.is_none() || fact.context.function == at.context.function);
        let (mut of_credentials, mut of_a_language) = (false, false);
        for fact in within {
            of_credentials = of_credentials || speaks_of_credentials(fact);
            of_a_language = of_a_language || reads_a_language(fact);
        }
        of_credentials && !of_a_language
    }

    /// Whether it speaks of credentials, and whether it reads a language.
    fn evidence(&self) -> (bool, bool) {
        *self.tokens_are_secrets.get_or_init(|| {
            let (mut of_credentials, mut of_a_language) = (false, false);
            for fact in self.facts.iter() {
                of_credentials = of_credentials || speaks_of_credentials(fact);
                of_a_language = of_a_language || reads_a_language(fact);
            }
            (of_credentials, of_a_language)
        })
    }
}

fn speaks_of_credentials(fact: &Fact) -> bool {
    const WORDS: [&str; 9] =
        ["auth", "bearer", "password", "secret", "jwt", "login", "credential", "session", "signin"];
    let speaks = |text: &str| {
        let lower = text.to_ascii_lowercase();
        WORDS.iter().any(|word| lower.contains(word) && !lower.contains("author"))
            || lower.contains("authoriz")
    };
    match &fact.what {
        What::Text(text) => text.text.len() < 80 && speaks(&text.text),
        What::Method(method) => speaks(&method.name),
        What::Function(function) => speaks(&function.name.to_string()),
        What::Variable(variable) => {
            speaks(&variable.name) || variable.ty.as_deref().is_some_and(|ty| ty.contains("HeaderMap"))
        }
        What::Item(Item::Type(item)) => item.fields.iter().any(|field| speaks(&field.name)),
        _ => false,
    }
}

fn reads_a_language(fact: &Fact) -> bool {
    const WORDS: [&str; 12] = [
        "tokeniz",
        "lexer",
        "lexical",
        "parser",
        "tokenstream",
        "tokentree",
        "next_token",
        "peek_token",
        "syntax",
        "grammar",
        "tokenkind",
        "span",
    ];
    let reads = |text: &str| {
        let lower = text.to_ascii_lowercase();
        WORDS.iter().any(|word| lower.contains(word))
    };
    match &fact.what {
        What::Method(method) => method.name != "span" && reads(&method.name),
        What::Function(function) => {
            function.name.to_string().split("::").any(|part| part == "Token")
                || reads(&function.name.to_string())
        }
        What::Variable(variable) => {
            let ty = variable.ty.as_deref().unwrap_or_default();
            ty.contains("Token") && !ty.contains("TokenResponse")
                || reads(&variable.name) && variable.name != "span"
        }
        What::Item(Item::Type(item)) => item.name == "Token" || reads(&item.name),
        _ => false,
    }
}

/// What goes into a log, onto the terminal or into the text of a panic or an error here.
pub(crate) fn logged(site: &Site) -> Option<impl Iterator<Item = &Argument>> {
    let nothing: &[Argument] = &[];
    let (arguments, fields) = match &site.what {
        Use::Macro { name, arguments, fields } => match name.last() {
            "write" | "writeln" if fields.first().is_some_and(is_terminal) => (arguments.as_slice(), nothing),
            "format" | "format_args" | "write" | "writeln" | "format_compact" => return None,
            last if is_log(last) => (arguments.as_slice(), fields.as_slice()),
            last if is_format(last) => (arguments.as_slice(), nothing),
            _ => return None,
        },
        Use::Function { name, arguments } => match (name.last(), name.parent()) {
            // `Write::write_all(&mut stdout(), text)`
            ("write_fmt" | "write_all" | "write" | "write_str", _)
                if arguments.first().is_some_and(is_terminal) =>
            {
                (arguments.get(1..).unwrap_or_default(), nothing)
            }
            ("capture_message", "sentry") | ("new", "KeyValue") => (arguments.as_slice(), nothing),
            (last, "console") if last.starts_with("log_") || last.starts_with("error_") => {
                (arguments.as_slice(), nothing)
            }
            _ => return None,
        },
        Use::Method { name, receiver, arguments } => match (name.as_str(), arguments.as_slice()) {
            ("write_all" | "write_fmt" | "write_str" | "write", _) if is_terminal(receiver) => {
                (arguments.as_slice(), nothing)
            }
            // The text of a panic or an error.
            ("expect" | "expect_err" | "context" | "with_context" | "wrap_err" | "wrap_err_with", [text])
                if text.value.could(Traits::BUILT) =>
            {
                (arguments.as_slice(), nothing)
            }
            // A field of a span.
            ("record", [field, _]) if field.value.whole_text().is_some() => {
                (arguments.get(1..).unwrap_or_default(), nothing)
            }
            ("info" | "warn" | "warning" | "error" | "err" | "debug" | "trace" | "notice", [_, ..])
                if receiver.is_named_like(&["log", "logger", "syslog", "console"]) =>
            {
                (arguments.as_slice(), nothing)
            }
            ("println" | "eprintln" | "write_line", [_]) => (arguments.as_slice(), nothing),
            _ => return None,
        },
        _ => return None,
    };
    Some(arguments.iter().chain(fields))
}

/// `io::stdout()`, `stderr().lock()`.
pub(crate) fn is_terminal(argument: &Argument) -> bool {
    argument.names.split('.').any(|name| matches!(name, "stdout" | "stderr"))
        || writes_to_terminal(&argument.value)
}

fn writes_to_terminal(value: &Value) -> bool {
    value.made_by.as_ref().is_some_and(|maker| match maker.of() {
        "BufWriter" | "LineWriter" => maker.arguments.first().is_some_and(writes_to_terminal),
        _ => maker.path.ends_with("stdout") || maker.path.ends_with("stderr"),
    })
}

/// What made the file that a value is, or writes to: `File::create`, `OpenOptions::new`.
pub(crate) fn file_of(value: &Value) -> Option<&Maker> {
    let maker = value.made_by.as_deref()?;
    match maker.of() {
        "File" | "OpenOptions" | "NamedTempFile" => Some(maker),
        "BufWriter" | "LineWriter" => maker.arguments.first().and_then(file_of),
        _ => None,
    }
}

/// A value as a message names it: by the variable or field, or not at all.
pub(crate) fn named(argument: &Argument, otherwise: &str) -> String {
    let says = argument
        .names
        .split('.')
        .rfind(|name| is_credential(name) == Some(Credential::Certain) || crate::flow::is_personal(name));
    let name = says.unwrap_or_else(|| argument.names.split('.').next().unwrap_or_default());
    if name.is_empty() || name.len() > 40 { otherwise.to_owned() } else { format!("`{name}`") }
}
