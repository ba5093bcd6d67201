use portcullis::prelude::*;

/// Stands in for the crate.
mod sqlx {
    pub fn query(text: &str) -> usize {
        text.len()
    }
}

/// Finds orders.
struct Orders;

#[secure_plugin(name = "orders", version = "1.0.0")]
impl Orders {
    /// Finds by the name of a customer.
    #[capability(read)]
    fn find(&self, #[validate(length(max = 80))] name: String) -> u64 {
        let text = self.of_customer(&name);
        sqlx::query(&text) as u64 //~ P207
    }

    /// Counts by state, which a list allows.
    #[capability(read)]
    fn count(&self, #[validate(length(max = 80))] state: String) -> u64 {
        sqlx::query(&Self::of_state(&state)) as u64
    }

    fn of_customer(&self, name: &str) -> String {
        format!("SELECT id FROM orders WHERE name = '{}'", name.trim())
    }

    fn of_state(state: &str) -> String {
        let state = match state {
            "open" => "open",
            _ => "closed",
        };
        format!("SELECT id FROM orders WHERE state = '{state}'")
    }
}

/// The same in a module.
#[secure_plugin(name = "customers", version = "1.0.0")]
mod customers {
    use super::*;

    /// Finds by name.
    #[capability(read)]
    fn find(#[validate(length(max = 80))] name: String) -> u64 {
        super::sqlx::query(&named(&name)) as u64
    }

    /// Counts those of a town.
    #[capability(read)]
    fn count(#[validate(length(max = 80))] town: String) -> u64 {
        let text = named(&town);
        sqlx::query(&text) as u64 //~ P207
    }

    fn named(name: &str) -> String {
        format!("SELECT id FROM customers WHERE name = '{name}'")
    }
}

fn main() {}
