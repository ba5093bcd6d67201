use portcullis::prelude::*;

struct Plugin;

#[secure_plugin(name = "plugin")]
impl Plugin {
    #[capability(read)]
    fn silent(&self) {} //~ refused

    /// Says nothing of what it may change.
    #[capability] //~ refused
    fn changes(&self) {}

    /// Is there.
    #[capability(read)]
    fn one(&self) {}

    /// Has its name.
    #[capability(read, name = "one")]
    fn other(&self) {} //~ refused

    /// Is two things.
    #[capability(read)]
    #[on_load] //~ refused
    fn both(&self) {}

    /// Has a text without a bound.
    #[capability(read)]
    fn unbounded(&self, text: String) -> usize { text.len() } //~ refused

    /// Is there on some days.
    #[capability(read)]
    fn conditional(&self, #[cfg(unix)] number: u32) {} //~ refused

    /// Has a long name.
    #[capability(read, name = "a-name-that-with-the-name-of-its-plugin-is-longer-than-a-name-may-be")] //~ refused
    fn long(&self) {}
}

struct Keys<K>(K);

#[secure_plugin(name = "keys")]
impl<K: Send + Sync + 'static> Keys<K> {
    /// Takes one of them.
    #[capability(read)]
    fn of(&self, key: K) {} //~ refused

    /// Takes a number that depends on the type.
    #[capability(read)]
    fn bounded(&self, #[validate(range(max = Self::MOST))] number: u32) -> u32 { number } //~ refused

    const MOST: u32 = 5;

    /// Takes a plugin.
    #[capability(read)]
    fn again(&self, plugin: Self) {} //~ refused
}

fn main() {}
