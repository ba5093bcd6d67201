use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};

use anyhow::{Context, Result};
use log::{info, trace, warn};
use sha2::{Digest, Sha256};

#[derive(Debug, serde::Deserialize)]
pub struct Employee {
    pub number: u32,
    pub name: String,
    pub ssn: String,
    pub email: String,
    pub date_of_birth: String,
    pub home_address: String,
    pub iban: Option<String>,
}

pub struct Template {
    pub email: &'static str,
    pub phone: &'static str,
}

//# bad
pub fn import(file: &str) -> Result<u32> {
    let mut count = 0;
    for row in csv::Reader::from_reader(File::open(file)?).deserialize() {
        let employee: Employee = row?;
        println!("{}: {}", employee.number, employee.ssn);
        crate::store::put(&employee)?;
        count += 1;
    }
    Ok(count)
}

//# bad
pub fn check(employees: &[Employee]) -> usize {
    let doubtful: Vec<&Employee> = employees.iter().filter(|one| one.ssn.len() != 11).collect();
    doubtful.iter().for_each(|one| warn!("doubtful: {} {}", one.number, &one.ssn[..3.min(one.ssn.len())]));
    if let Some(Employee { date_of_birth: born, .. }) = doubtful.first() {
        info!("the first was born on {born}");
    }
    doubtful.len()
}

//# bad
pub fn pay(employee: &Employee, cents: u64) -> Result<()> {
    let iban = employee.iban.as_ref().with_context(|| format!("{} has no account", employee.email))?;
    eprintln!("{cents} to {iban} of {}", employee.home_address);
    crate::bank::transfer(iban, cents)
}

//# bad
pub fn merge(old: Employee, new: Employee) -> Employee {
    let (before, after) = (old.email.as_str(), new.email.as_str());
    let changed = before != after;
    if changed {
        let mut note = String::from("address changed: ");
        note += before;
        note += " -> ";
        note += after;
        trace!("{note}");
    }
    new
}

//# bad
pub fn show(employee: Employee) -> u32 {
    log::debug!("{:?}", (employee.number, &employee.date_of_birth));
    employee.number
}

//# good
pub fn import_numbers(file: &str) -> Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for row in csv::Reader::from_reader(File::open(file)?).deserialize() {
        let employee: Employee = row?;
        println!("employee {} is read", employee.number);
        numbers.push(employee.number);
    }
    Ok(numbers)
}

//# good
pub fn find_doubles(employees: &[Employee]) -> usize {
    let mut digests = std::collections::HashSet::new();
    for employee in employees {
        let mut hasher = DefaultHasher::new();
        employee.ssn.hash(&mut hasher);
        if !digests.insert(hasher.finish()) {
            warn!("employee {} is there twice", employee.number);
        }
    }
    info!("{} different ones", digests.len());
    digests.len()
}

//# good
pub fn choose(language: &str) -> Template {
    let template = match language {
        "de" => Template { email: "email_de.html", phone: "phone_de.txt" },
        _ => Template { email: "email_en.html", phone: "phone_en.txt" },
    };
    info!("email and phone texts in {language} are used");
    template
}

//# good
pub fn pay_out(employee: &Employee, cents: u64) -> Result<()> {
    let Some(iban) = &employee.iban else {
        warn!("employee {}: no account, no email sent", employee.number);
        return Ok(());
    };
    crate::bank::transfer(iban, cents).with_context(|| format!("employee {}", employee.number))
}

//# good
pub fn pseudonym(employee: &Employee, key: &[u8]) -> String {
    let mut hasher = Sha256::new_with_prefix(key);
    hasher.update(employee.email.as_bytes());
    let pseudonym = hex::encode(&hasher.finalize()[..8]);
    info!("employee {pseudonym} takes part");
    pseudonym
}
