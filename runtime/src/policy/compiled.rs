//! A policy ready to decide: identities and capabilities as numbers, the matrix, and for each cell the rules that are
//! about it.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::condition::{CallerFacts, Condition};
use super::definition::{Definition, Rule, Subject};
use super::matrix::Matrix;
use super::{Arguments, AuthorizationRequest, Authorizer, Decision, PolicyOutage};
use crate::caller::{Caller, Principal};
use crate::capability::CapabilityId;

/// Who may call what, as [`policy!`](macro@crate::policy) wrote it down. Clones share it.
///
/// Everything is forbidden that no `permit` is about; a `forbid` wins over every `permit`; the order of the rules does
/// not matter. A caller who is none of the policy's principals may call nothing.
///
/// ```
/// use portcullis::prelude::*;
///
/// /// Adds two numbers.
/// #[capability(read)]
/// fn add(a: i32, b: i32) -> i64 {
///     i64::from(a) + i64::from(b)
/// }
///
/// let policy: Policy = policy! {
///     principal operator = local;
///     permit operator on add when input.a >= 0;
/// };
/// let why = policy.explain(&Caller::local(), add);
/// assert!(why.to_string().ends_with("permit operator on add when input.a >= 0"));
/// ```
#[derive(Clone)]
pub struct Policy(Arc<Compiled>);

pub(super) struct Compiled {
    pub(super) definition: Definition,
    /// Nobody but the policy's author puts anything into it, so its hashes need not withstand an attacker.
    principals: HashMap<Principal, PrincipalNumber, foldhash::fast::RandomState>,
    capabilities: HashMap<CapabilityId, CapabilityNumber, BuildHasherDefault<TypeIdHasher>>,
    matrix: Matrix,
    /// Row by row.
    cells: Box<[Cell]>,
}

/// The number of a principal in one policy; another policy has other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PrincipalNumber(u32);

/// The number of a capability in one policy; another policy has other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CapabilityNumber(u32);

/// The rules that are about one principal and one capability. What their conditions say of the caller alone is known.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) always: Vec<Applying>,
    pub(super) on_arguments: Vec<Applying>,
}

/// A rule, and which of its targets.
#[derive(Clone, Copy)]
pub(super) struct Applying {
    pub(super) rule: usize,
    target: usize,
}

impl Policy {
    pub(super) fn of(definition: Definition) -> Self {
        let (rows, columns) = (definition.principals.len(), definition.capabilities.len());
        let mut matrix = Matrix::new(rows, columns);
        let mut cells = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                let cell = Cell::of(&definition, row, column);
                matrix.set(row, column, cell.decision(&definition));
                cells.push(cell);
            }
        }
        // Who has the identity of two principals would be neither for sure: the macro refuses that, and here both are
        // nobody.
        let mut principals = HashMap::default();
        for (number, principal) in (0..).zip(&definition.principals) {
            let Some(principal) = principal else { continue };
            let mut same = definition.principals.iter().flatten().filter(|other| *other == principal);
            if same.nth(1).is_none() {
                principals.insert(principal.clone(), PrincipalNumber(number));
            }
        }
        let numbered = (0..).map(CapabilityNumber);
        let capabilities = definition.capabilities.iter().copied().zip(numbered).collect();
        Policy(Arc::new(Compiled { definition, principals, capabilities, matrix, cells: cells.into() }))
    }

    /// The number of a caller, to ask for once and [decide](Policy::decide) by often; `None` for one whom the policy does
    /// not know.
    pub fn principal_number(&self, caller: &Caller) -> Option<PrincipalNumber> {
        self.0.principals.get(caller.principal()).copied()
    }

    /// The number of a capability; `None` for one that the policy does not name.
    pub fn capability_number(&self, capability: CapabilityId) -> Option<CapabilityNumber> {
        self.0.capabilities.get(&capability).copied()
    }

    /// The decision by numbers: a load, a shift and a mask.
    ///
    /// ```
    /// use portcullis::policy::Decision;
    /// use portcullis::prelude::*;
    /// use portcullis::CapabilityId;
    ///
    /// /// Says hello.
    /// #[capability(read)]
    /// fn hello() -> &'static str {
    ///     "hello"
    /// }
    ///
    /// let policy = policy! {
    ///     principal operator = local;
    ///     permit operator on hello;
    /// };
    /// let operator = policy.principal_number(&Caller::local()).expect("the policy knows the local caller");
    /// let hello = policy.capability_number(CapabilityId::of(hello)).expect("the policy names it");
    /// assert_eq!(policy.decide(operator, hello), Decision::Permit);
    /// ```
    #[inline]
    pub fn decide(&self, principal: PrincipalNumber, capability: CapabilityNumber) -> Decision {
        self.0.matrix.get(principal.0 as usize, capability.0 as usize)
    }

    fn numbers(
        &self,
        caller: &Caller,
        capability: CapabilityId,
    ) -> Option<(PrincipalNumber, CapabilityNumber)> {
        Some((self.principal_number(caller)?, self.capability_number(capability)?))
    }

    /// The names of those who may agree by these rules.
    fn approvers_of<'r>(&self, rules: impl Iterator<Item = &'r Rule>) -> BTreeSet<String> {
        let principals = &self.0.definition.principals;
        let places = rules.flat_map(|rule| &rule.approvers);
        let names = places.filter_map(|place| match principals.get(*place) {
            Some(Some(Principal::Approver(name))) => Some(name.to_string()),
            _ => None,
        });
        names.collect()
    }

    pub(super) fn definition(&self) -> &Definition {
        &self.0.definition
    }

    pub(super) fn cell(&self, principal: PrincipalNumber, capability: CapabilityNumber) -> Option<&Cell> {
        let columns = self.0.definition.capabilities.len();
        self.0.cells.get(principal.0 as usize * columns + capability.0 as usize)
    }
}

impl Authorizer for Policy {
    fn authorize(&self, request: &AuthorizationRequest<'_>) -> Result<Decision, PolicyOutage> {
        let decision = self
            .numbers(request.caller, request.capability)
            .map_or(Decision::Forbid, |(principal, capability)| self.decide(principal, capability));
        Ok(decision)
    }

    fn authorize_arguments(
        &self,
        request: &AuthorizationRequest<'_>,
        arguments: Arguments<'_>,
    ) -> Result<Decision, PolicyOutage> {
        let Some((principal, capability)) = self.numbers(request.caller, request.capability) else {
            return Ok(Decision::Forbid);
        };
        match (self.decide(principal, capability), self.cell(principal, capability)) {
            (Decision::OnArguments, Some(cell)) => {
                let caller = CallerFacts(request.caller.principal());
                Ok(cell.decision_on(&self.0.definition, arguments, caller, |_| {}))
            }
            (decision, _) => Ok(decision),
        }
    }

    fn approvers(
        &self,
        request: &AuthorizationRequest<'_>,
        arguments: Arguments<'_>,
    ) -> Result<Vec<String>, PolicyOutage> {
        let numbers = self.numbers(request.caller, request.capability);
        let cell = numbers.and_then(|(principal, capability)| self.cell(principal, capability));
        let Some(cell) = cell else { return Ok(Vec::new()) };
        let caller = CallerFacts(request.caller.principal());
        let mut rules = Vec::new();
        let decision = cell.decision_on(&self.0.definition, arguments, caller, |rule| rules.push(rule));
        let rules = if decision == Decision::WithApproval { rules } else { Vec::new() };
        Ok(self.approvers_of(rules.into_iter()).into_iter().collect())
    }

    /// Each rule as it is written, and in parentheses the identities and capabilities that its names stand for.
    fn rules(&self) -> Option<Vec<String>> {
        let Definition { principals, capabilities, rules, .. } = &self.0.definition;
        let identity = |principal: &Option<Principal>| match principal {
            Some(principal) => principal.to_string(),
            None => "nobody".to_owned(),
        };
        let of = |places: &[usize]| {
            let these = places.iter().filter_map(|place| principals.get(*place));
            these.map(identity).collect::<Vec<_>>().join(", ")
        };
        let rule = |rule: &Rule| {
            let subjects = match &rule.subject {
                Subject::Anyone => principals.iter().map(identity).collect::<Vec<_>>().join(", "),
                Subject::These(places) => of(places),
            };
            let targets = rule.targets.iter().filter_map(|target| capabilities.get(target.capability));
            let targets: Vec<_> = targets.map(CapabilityId::name).collect();
            let approvers = match rule.approvers.as_slice() {
                [] => String::new(),
                approvers => format!("; approved by {}", of(approvers)),
            };
            format!("{} ({subjects} on {}{approvers})", rule.text, targets.join(", "))
        };
        Some(rules.iter().map(rule).collect())
    }

    fn approver_names(&self) -> Vec<String> {
        self.approvers_of(self.0.definition.rules.iter()).into_iter().collect()
    }
}

impl Cell {
    fn of(definition: &Definition, row: usize, column: usize) -> Self {
        let mut cell = Cell::default();
        let Some(Some(principal)) = definition.principals.get(row) else { return cell };
        for (rule, written) in definition.rules.iter().enumerate().filter(|(_, rule)| rule.is_for(row)) {
            for (target, on) in written.targets.iter().enumerate().filter(|(_, on)| on.capability == column) {
                let applying = Applying { rule, target };
                match &on.condition {
                    None => cell.always.push(applying),
                    Some(Condition::OfCaller(holds)) if holds(CallerFacts(principal)) => {
                        cell.always.push(applying)
                    }
                    Some(Condition::OfCaller(_)) => {}
                    Some(Condition::OfInput(_)) => cell.on_arguments.push(applying),
                }
            }
        }
        cell
    }

    /// Forbid wins, then what is permitted without an approval; without a permit it is no.
    fn decision(&self, definition: &Definition) -> Decision {
        use Decision::{Forbid, Permit, WithApproval};
        let has = |rules: &[Applying], decision| {
            rules
                .iter()
                .filter_map(|applying| applying.rule(definition))
                .any(|rule| rule.decides() == decision)
        };
        let always = |decision| has(&self.always, decision);
        let sometimes = |decision| has(&self.on_arguments, decision);
        if always(Forbid) {
            Forbid
        } else if always(Permit) && !sometimes(Forbid) {
            Permit
        } else if always(WithApproval) && !sometimes(Forbid) && !sometimes(Permit) {
            WithApproval
        } else if [Permit, WithApproval].into_iter().any(|yes| always(yes) || sometimes(yes)) {
            Decision::OnArguments
        } else {
            Forbid
        }
    }

    /// For a cell that the arguments decide; shows the rules that hold. Every condition is evaluated, so that one that
    /// panics is a no wherever it stands.
    fn decision_on<'d>(
        &self,
        definition: &'d Definition,
        arguments: Arguments<'_>,
        caller: CallerFacts<'_>,
        mut show: impl FnMut(&'d Rule),
    ) -> Decision {
        let (mut forbidden, mut permitted, mut with_approval) = (false, false, false);
        let mut holding = |rule: &'d Rule| {
            show(rule);
            match rule.decides() {
                Decision::Permit => permitted = true,
                Decision::WithApproval => with_approval = true,
                Decision::Forbid | Decision::OnArguments => forbidden = true,
            }
        };
        self.always.iter().filter_map(|applying| applying.rule(definition)).for_each(&mut holding);
        let mut unclear = false;
        for applying in &self.on_arguments {
            let Some(rule) = applying.rule(definition) else { return Decision::Forbid };
            let condition = rule.targets.get(applying.target).and_then(|target| target.condition.as_ref());
            let Some(Condition::OfInput(holds)) = condition else { return Decision::Forbid };
            match holds(arguments, caller) {
                Ok(true) => holding(rule),
                Ok(false) => {}
                Err(_) => unclear = true,
            }
        }
        if forbidden || unclear {
            Decision::Forbid
        } else if permitted {
            Decision::Permit
        } else if with_approval {
            Decision::WithApproval
        } else {
            Decision::Forbid
        }
    }
}

impl Applying {
    pub(super) fn rule(self, definition: &Definition) -> Option<&Rule> {
        definition.rules.get(self.rule)
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("principals", &self.0.definition.principals.len())
            .field("capabilities", &self.0.definition.capabilities.len())
            .field("rules", &self.0.definition.rules.len())
            .finish_non_exhaustive()
    }
}

/// Types' ids are hashes already.
#[derive(Default)]
struct TypeIdHasher(u64);

impl Hasher for TypeIdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;
    use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

    use super::TypeIdHasher;

    #[test]
    fn types_do_not_share_one_place_of_the_table() {
        let hash = |id| BuildHasherDefault::<TypeIdHasher>::default().hash_one(id);
        let hashes = [TypeId::of::<u8>(), TypeId::of::<u16>(), TypeId::of::<&str>()].map(hash);
        assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2], "{hashes:?}");
        // Nor would they, if their ids were hashed as bytes.
        let bytes = [b"ab", b"ba", b"bb"].map(|bytes| {
            let mut hasher = TypeIdHasher::default();
            hasher.write(bytes);
            hasher.finish()
        });
        assert_eq!(bytes, [0x6162, 0x6261, 0x6262]);
        let mut hasher = TypeIdHasher::default();
        hasher.write(&[0xff; 9]);
        assert_eq!(hasher.finish(), 0xffff_ffff_ffff_ff00);
    }
}
