//! How bad it is if a finding is exploited, from 0.1 to 10.0, as code scanning orders alerts.
//!
//! The scores are those that CodeQL gives the queries for the same weakness in Rust (`rust/sql-injection`: 8.8), and in their measure
//! where it has none: above 9 somebody else's code runs or a secret is out, from 7 data is read or changed, from 4 a service
//! stops or its records do not say what happened.

/// The score of a rule, by its code.
pub(super) fn of(code: &str) -> &'static str {
    match code {
        "P208" | "P305" => "9.8",
        "P105" | "P211" => "9.3",
        "P210" => "9.1",
        "P207" => "8.8",
        "P303" => "8.1",
        "P310" | "P708" => "8.0",
        "P209" | "P213" | "P302" | "P306" | "P308" | "P311" | "P312" | "P402" | "P504" | "P606" | "P607" => {
            "7.5"
        }
        "P101" | "P104" | "P206" | "P406" | "P506" | "P510" | "P604" | "P605" | "P701" | "P702" | "P707" => {
            "6.5"
        }
        "P214" => "6.1",
        "P212" | "P307" | "P507" | "P601" | "P602" | "P603" | "P706" => "5.9",
        "P404" => "5.4",
        "P203" | "P204" | "P205" | "P301" | "P503" | "P505" => "5.3",
        "P309" => "5.0",
        "P304" | "P405" | "P501" | "P502" | "P508" | "P509" => "4.0",
        "P401" | "P403" => "2.6",
        _ => "5.0",
    }
}

#[cfg(test)]
mod tests {
    use super::super::reported;
    use super::of;

    #[test]
    fn every_rule_that_is_reported_has_a_score() {
        let source = include_str!("severity.rs");
        for rule in reported() {
            assert!(source.contains(&format!("\"{}\"", rule.code)), "{} {}", rule.code, rule.name);
            assert!(of(rule.code).parse::<f32>().is_ok_and(|score| (0.1..=10.0).contains(&score)));
        }
    }
}
