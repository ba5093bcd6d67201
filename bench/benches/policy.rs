//! A decision of a `policy!` beside Cedar and Rego: `cargo bench -p portcullis-bench --bench policy`. Writes
//! `results/policy.md`.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use portcullis::policy::{CapabilityNumber, Decision, PrincipalNumber};
use portcullis::prelude::*;
use portcullis::{CapabilityId, testing};
use portcullis_bench::door::Opened;
use portcullis_bench::engines::{cedar, rego};
use portcullis_bench::grants::{AGENTS, CAPABILITIES, Grants, ROLES, identity};
use portcullis_bench::machine;
use portcullis_bench::parts::{self, Part};

/// Requests of a table; they are asked in turn, again and again.
const REQUESTS: usize = 4096;

/// Requests between two looks at the clock.
const TURN: usize = 512;

/// What one measurement takes at least.
const BATCH: Duration = Duration::from_millis(20);

/// How often each row is measured; odd, so that a median is one of the rounds.
const ROUNDS: usize = 15;

/// The input of every capability.
#[data]
struct Order {
    amount: u32,
}

// The capabilities `c0`, `c1` and so on, and the policies `roles`, `conditions` and `thousand`: by `build.rs`.
include!(concat!(env!("OUT_DIR"), "/policies.rs"));

fn main() -> Opened<()> {
    if !parts::asked() {
        println!("nothing was measured");
        return Ok(());
    }
    let mut page = format!(
        "Nanoseconds for one decision, one thread, over {REQUESTS} requests in turn. All engines are given the same rules \
         and asked the same requests; a run in which one of them answers one request otherwise ends there. Each has its \
         request in its own form before the clock starts: Cedar a `Request`, Rego a `Value`. Cedar evaluates its policies \
         as they are, without an index of ours; Rego is compiled once, with the grants in `data`.\n\n\
         *By numbers*: what the policy calls the caller and the capability is known. *By SPIFFE ID and type*: the caller \
         is looked up by his identity, and the capability by its type; *and name*: its type is looked up by its name \
         first. *As a gate asks*: by identity and type, and where a rule asks for the arguments, once again with them, \
         typed.\n\n\
         cedar-policy {}, regorus {}; load average before the run {}.\n",
        machine::version("cedar-policy"),
        machine::version("regorus"),
        machine::load(),
    );
    let title = format!("{AGENTS} agents, {ROLES} roles, {CAPABILITIES} capabilities");
    page += &compare(&title, &Grants::of_roles(false), &roles())?;
    page += &compare("1,000 rules", &Grants::of_agents(), &thousand())?;
    page += &compare(
        &format!("{title}, every permit with a condition on the arguments"),
        &Grants::of_roles(true),
        &conditions(),
    )?;
    parts::write_page("policy", "A decision of a policy", &page)
}

/// What is asked, in no engine's form.
struct Request {
    agent: usize,
    capability: usize,
    amount: u32,
}

/// One policy: its answers compared, then its rows measured.
fn compare(title: &str, grants: &Grants, policy: &Policy) -> Opened<String> {
    let requests = requests();
    let expected: Vec<_> =
        requests.iter().map(|it| grants.permits(it.agent, it.capability, it.amount)).collect();
    let permitted = expected.iter().filter(|permitted| **permitted).count();
    assert!((REQUESTS / 10..REQUESTS * 9 / 10).contains(&permitted), "both answers are common: {permitted}");

    let ours = Ours::new(policy, &requests)?;
    let cedar = cedar::Engine::new(grants)?;
    let cedar_requests = all(&requests, |it| cedar::request(it.agent, it.capability, it.amount))?;
    let mut rego = rego::Engine::new(grants)?;
    let mut machine = rego.machine()?;
    let rego_inputs = all(&requests, |it| rego::input(it.agent, it.capability, it.amount))?;

    let mut rows = ours.rows(&expected)?;
    rows.push(row("regorus, its virtual machine", &rego_inputs, &expected, |it| machine.permits(it))?);
    rows.push(row("regorus, its interpreter", &rego_inputs, &expected, |it| rego.permits(it))?);
    rows.push(row("cedar-policy", &cedar_requests, &expected, |it| cedar.permits(it))?);
    let table = parts::table("ns", ROUNDS, &mut rows)?;
    let rules = grants.rules.len();
    Ok(format!("\n## {title}\n\n{rules} rules; {permitted} of the requests are permitted.\n\n{table}"))
}

/// The same ones in each run.
fn requests() -> Vec<Request> {
    let mut random = fastrand::Rng::with_seed(11);
    let mut request = || Request {
        agent: random.usize(..AGENTS),
        capability: random.usize(..CAPABILITIES),
        amount: random.u32(..1200),
    };
    (0..REQUESTS).map(|_| request()).collect()
}

fn all<T>(requests: &[Request], form: impl Fn(&Request) -> Opened<T>) -> Opened<Vec<T>> {
    requests.iter().map(form).collect()
}

/// A `policy!`, and the requests in its form.
struct Ours<'a> {
    policy: &'a Policy,
    asked: Vec<Asked>,
    numbers: Vec<Numbers>,
    names: HashMap<String, CapabilityId>,
}

/// A request as a gate has it, and the name under which a caller asks for the capability.
struct Asked {
    caller: Caller,
    id: CapabilityId,
    name: String,
    order: Order,
}

type Numbers = (PrincipalNumber, CapabilityNumber);

impl<'a> Ours<'a> {
    fn new(policy: &'a Policy, requests: &[Request]) -> Opened<Self> {
        let ids = capabilities();
        let asked = all(requests, |it| {
            let (caller, id) = (testing::spiffe(&identity(it.agent))?, ids[it.capability]);
            Ok(Asked { caller, id, name: id.name().to_owned(), order: Order { amount: it.amount } })
        })?;
        let numbers = asked.iter().map(|it| numbers(policy, &it.caller, it.id)).collect::<Option<_>>();
        let names = ids.into_iter().map(|id| (id.name().to_owned(), id)).collect();
        Ok(Ours { policy, asked, numbers: numbers.ok_or("the policy knows all of them")?, names })
    }

    /// By numbers alone a decision is whole where no rule asks for the arguments.
    fn rows(&'a self, expected: &[bool]) -> Opened<Vec<Part<'a>>> {
        let whole =
            self.numbers.iter().all(|(who, what)| self.policy.decide(*who, *what) != Decision::OnArguments);
        let as_a_gate = row("`policy!`, as a gate asks", &self.asked, expected, |it| self.as_a_gate(it))?;
        if !whole {
            return Ok(vec![as_a_gate]);
        }
        Ok(vec![
            row("`policy!`, by numbers", &self.numbers, expected, |it| self.by_number(*it))?,
            row("`policy!`, by SPIFFE ID and type", &self.asked, expected, |it| self.by_identity(it))?,
            row("`policy!`, by SPIFFE ID and name", &self.asked, expected, |it| self.by_name(it))?,
            as_a_gate,
        ])
    }

    fn by_number(&self, (who, what): Numbers) -> bool {
        self.policy.decide(who, what) == Decision::Permit
    }

    fn by_identity(&self, asked: &Asked) -> bool {
        numbers(self.policy, &asked.caller, asked.id).is_some_and(|numbers| self.by_number(numbers))
    }

    fn by_name(&self, asked: &Asked) -> bool {
        let id = self.names.get(asked.name.as_str());
        id.and_then(|id| numbers(self.policy, &asked.caller, *id))
            .is_some_and(|numbers| self.by_number(numbers))
    }

    fn as_a_gate(&self, asked: &Asked) -> bool {
        testing::decide(self.policy, &asked.caller, asked.id, &asked.order) == Ok(Decision::Permit)
    }
}

fn numbers(policy: &Policy, caller: &Caller, id: CapabilityId) -> Option<Numbers> {
    Some((policy.principal_number(caller)?, policy.capability_number(id)?))
}

/// A row whose answers are the expected ones.
fn row<'a, R>(
    label: &str,
    requests: &'a [R],
    expected: &[bool],
    mut permits: impl FnMut(&R) -> bool + 'a,
) -> Opened<Part<'a>> {
    for (request, (at, expected)) in requests.iter().zip(expected.iter().enumerate()) {
        if permits(request) != *expected {
            return Err(format!(
                "{label}: request {at} should be {}",
                if *expected { "permitted" } else { "refused" }
            )
            .into());
        }
    }
    let mut turns = requests.chunks_exact(TURN).cycle();
    let measure = move || {
        let (mut decided, mut permitted) = (0, 0);
        let begin = Instant::now();
        while begin.elapsed() < BATCH {
            for request in turns.next().into_iter().flatten() {
                permitted += usize::from(permits(black_box(request)));
            }
            decided += TURN;
        }
        black_box(permitted);
        Ok(begin.elapsed().as_nanos() as f64 / decided as f64)
    };
    Ok(Part { label: label.into(), measure: Box::new(measure) })
}
