//! # page

use crate::diagnostics::{Place, Reporter};
use crate::facts::Facts;
use crate::flow::{Argument, Site, Traits, Use, Value};

const HELP: &str = "say what the caller can do about it, by a `#[public(\"..\")]` of a `#[failure]`, and log the error itself";

pub(crate) fn check(facts: &Facts, report: &mut Reporter<'_>) {
    let mut found: Vec<Place> = Vec::new();
    for site in facts.sites() {
        let Some(argument) = given_to_caller(site) else { continue };
        let place = source_within(facts, argument.place).unwrap_or(argument.place);
        if !found.iter().any(|other| other.is_within(place) && place.is_within(*other)) {
            found.push(place);
            let message = "the text of an error goes to the caller, with whatever it says of this program";
            report.deny(place, message).help(HELP);
        }
    }
}

fn given_to_caller(site: &Site) -> Option<&Argument> {
    match &site.what {
        Use::Returned(argument) if site.annotated => Some(argument).filter(|it| has_text(&it.value)),
        Use::Method { name, arguments, .. } if name == "map_err" && site.annotated => {
            arguments.first().filter(|it| has_text(&it.value))
        }
        Use::Method { name, receiver, arguments } if answers(name) && is_response(receiver) => {
            arguments.iter().find(|it| has_text(&it.value))
        }
        Use::Function { name, arguments } if makes_answer(&name.to_string()) => {
            arguments.iter().find(|it| has_text(&it.value))
        }
        _ => None,
    }
}

fn has_text(value: &Value) -> bool {
    value.could(Traits::ERROR_TEXT) || value.of_fields.has_any(Traits::ERROR_TEXT)
}

fn answers(method: &str) -> bool {
    matches!(method, "body" | "json" | "set_body" | "with_body" | "message_body" | "render")
}

fn is_response(receiver: &Argument) -> bool {
    receiver.value.made_by.as_ref().is_some_and(|maker| maker.path.contains("Response"))
        || receiver.names.split('.').any(|name| matches!(name, "response" | "builder" | "res"))
}

fn makes_answer(path: &str) -> bool {
    const MAKERS: [&str; 7] = [
        "ErrorData::internal_error",
        "ErrorData::invalid_params",
        "McpError::internal_error",
        "Content::text",
        "warp::reply::json",
        "warp::reply::with_status",
        "CallToolResult::error",
    ];
    let last = path.rsplit("::").next().unwrap_or_default();
    MAKERS.iter().any(|maker| path.ends_with(maker))
        || matches!(
            last,
            "ErrorInternalServerError"
                | "ErrorBadGateway"
                | "ErrorBadRequest"
                | "ErrorNotFound"
                | "ErrorServiceUnavailable"
                | "ErrorConflict"
                | "ErrorUnauthorized"
                | "ErrorForbidden"
        )
}

/// Where the error became a text: the last such place in what is given.
fn source_within(facts: &Facts, whole: Place) -> Option<Place> {
    let sources = facts.sites().filter(|site| {
        site.place.is_within(whole)
            && match &site.what {
                Use::Method { name, receiver, .. } => {
                    name == "to_string" && receiver.value.could(Traits::ERROR)
                }
                Use::Macro { name, arguments, .. } => {
                    name.last() == "format" && arguments.iter().any(|it| it.value.could(Traits::ERROR))
                }
                _ => false,
            }
    });
    sources.last().map(|site| site.place)
}
