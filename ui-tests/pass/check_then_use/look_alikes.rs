use portcullis::prelude::*;

struct Register(Vec<u32>);

impl Register {
    fn exists(&self, number: u32) -> bool {
        self.0.contains(&number)
    }

    fn open(&self, number: u32) -> u32 {
        number
    }
}

/// A register is no disk, and a name at random is nobody's guess.
#[capability(read, allow(ambient_filesystem, reason = "the test is about another rule"))]
fn look_alikes(number: u32) -> Result<u32, Internal> {
    fn random() -> u64 {
        7
    }
    let register = Register(vec![number]);
    let known = register.exists(number);
    let opened = register.open(number);
    let path = std::env::temp_dir().join(format!("orders-{}", random()));
    std::fs::write(&path, "text")?;
    Ok(u32::from(known) + opened)
}

fn main() {}
