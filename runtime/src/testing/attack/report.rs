//! What came of an attack, for the person who reads the output of a test.

use std::collections::BTreeMap;
use std::fmt;

use super::Invariant;
use crate::authority::Effect;

/// What came of an attack. `Display` is the whole of it, to be read.
#[derive(Debug, Clone, Default)]
#[must_use = "whether the gate held is told by `assert()`"]
pub struct AttackReport {
    pub(super) capabilities: Vec<Attacked>,
    pub(super) findings: Vec<Finding>,
    pub(super) omissions: Vec<String>,
    pub(super) remarks: Vec<String>,
    pub(super) only: Option<String>,
}

/// A capability, and how its calls ended.
#[derive(Debug, Clone)]
pub(super) struct Attacked {
    pub(super) name: &'static str,
    pub(super) effect: Effect,
    /// Calls by how they ended.
    pub(super) calls: BTreeMap<&'static str, usize>,
    /// Attacks that were not made, since they could have an effect.
    pub(super) withheld: usize,
}

/// An invariant that does not hold, and the smallest input that was found to show it.
#[derive(Debug, Clone)]
pub struct Finding {
    pub(super) invariant: Invariant,
    pub(super) capability: String,
    pub(super) attack: String,
    pub(super) input: Vec<u8>,
    pub(super) sent: usize,
    pub(super) said: String,
    pub(super) more: usize,
}

impl Finding {
    /// What does not hold.
    pub fn invariant(&self) -> Invariant {
        self.invariant
    }

    /// Of which capability.
    pub fn capability(&self) -> &str {
        &self.capability
    }

    /// The attack by which it was found: what `PORTCULLIS_ATTACK` takes.
    pub fn attack(&self) -> &str {
        &self.attack
    }

    /// The smallest input that was found to show it.
    pub fn input(&self) -> &[u8] {
        &self.input
    }
}

impl AttackReport {
    /// What does not hold, once for each invariant and capability.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What could not be attacked, and how it can be.
    pub fn omissions(&self) -> &[String] {
        &self.omissions
    }

    /// How many calls were made.
    pub fn calls(&self) -> usize {
        self.capabilities.iter().flat_map(|capability| capability.calls.values()).sum()
    }

    /// Whether everything was attacked and held.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.omissions.is_empty()
    }

    /// Ends the test unless everything was attacked and held. What is not attacked is not known to hold, so it is an error as
    /// well; the report says how to mend it.
    ///
    /// # Panics
    ///
    /// With the report, unless it [is clean](AttackReport::is_clean).
    #[track_caller]
    pub fn assert(&self) {
        if !self.is_clean() {
            panic!("{self}");
        }
        println!("{self}");
    }

    pub(super) fn attacked(&mut self, name: &'static str, effect: Effect) -> &mut Attacked {
        let at = match self.capabilities.iter().position(|capability| capability.name == name) {
            Some(at) => at,
            None => {
                self.capabilities.push(Attacked { name, effect, calls: BTreeMap::new(), withheld: 0 });
                self.capabilities.len() - 1
            }
        };
        &mut self.capabilities[at]
    }
}

impl fmt::Display for AttackReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.findings.is_empty() {
            writeln!(f, "the gate does not hold:\n")?;
        }
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        if !self.omissions.is_empty() {
            writeln!(f, "not attacked:\n")?;
        }
        for omission in &self.omissions {
            writeln!(f, "  {omission}\n")?;
        }
        let verdict = match (self.findings.len(), self.is_clean()) {
            (0, true) => "every invariant held".to_owned(),
            (0, false) => "nothing was found, but not all was attacked".to_owned(),
            (1, _) => "1 invariant did not hold".to_owned(),
            (several, _) => format!("{several} invariants did not hold"),
        };
        let only = self.only.as_ref().map(|only| format!(" (`{only}` alone)")).unwrap_or_default();
        let (calls, count) = (self.calls(), self.capabilities.len());
        writeln!(f, "{calls} hostile calls of {count} capabilities{only}: {verdict}")?;
        let width = self.capabilities.iter().map(|capability| capability.name.len()).max().unwrap_or(0);
        for capability in &self.capabilities {
            let calls: usize = capability.calls.values().sum();
            let ends: Vec<_> = capability.calls.iter().map(|(end, count)| format!("{end} {count}")).collect();
            let (name, effect) = (capability.name, capability.effect.to_string());
            writeln!(f, "  {name:width$}  {effect:11}  {calls:5} calls: {}", ends.join(", "))?;
            if capability.withheld > 0 {
                let (blank, withheld) = ("", capability.withheld);
                writeln!(
                    f,
                    "  {blank:width$}  {withheld} inputs that it would accept were not sent; `.with_effects()` sends them, to fakes"
                )?;
            }
        }
        for remark in &self.remarks {
            writeln!(f, "  note: {remark}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (invariant, sent) = (self.invariant, self.input.len());
        writeln!(f, "  `{}` breaks {}: {}", self.capability, invariant.name(), invariant.sentence())?;
        let shrunk =
            if sent < self.sent { format!(", made smaller from {}", self.sent) } else { String::new() };
        let bytes = if sent == 1 { "byte" } else { "bytes" };
        writeln!(f, "    input    {} ({sent} {bytes}{shrunk})", shown(&self.input))?;
        writeln!(f, "    but      {}", self.said)?;
        if self.more > 0 {
            let attacks = if self.more == 1 { "attack" } else { "attacks" };
            writeln!(f, "    and by   {} more {attacks}", self.more)?;
        }
        writeln!(f, "    alone    PORTCULLIS_ATTACK='{}' cargo test", self.attack)
    }
}

/// Bytes for a terminal: what cannot be seen or would move the cursor is escaped, and what is long is cut.
fn shown(bytes: &[u8]) -> String {
    const MOST: usize = 200;
    if bytes.is_empty() {
        return "nothing at all".to_owned();
    }
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                ' '..='~' => out.push(character),
                _ if character.is_alphanumeric() => out.push(character),
                _ => out.extend(character.escape_unicode()),
            }
        }
        out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
        if out.len() > MOST {
            let kept: String = out.chars().take(MOST).collect();
            return format!("{kept} …");
        }
    }
    out
}
