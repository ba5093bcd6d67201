//! Chance from a seed, so that a run can be repeated. It knows no clock and no machine.

/// SplitMix64, whose whole state is a seed. Not for secrets that anybody should rely on.
#[derive(Clone)]
pub struct Random(u64);

pub const DIGITS: &str = "0123456789";
pub const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
pub const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
pub const HEX: &str = "0123456789abcdef";
pub const ALPHANUMERIC: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
pub const BASE_32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// The letters of BIP 173.
pub const BECH_32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// What Kubernetes makes suffixes of.
pub const KUBERNETES: &str = "bcdfghjklmnpqrstvwxz2456789";
pub const LOWER_ALPHANUMERIC: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x5DEE_CE66_D1CE_4E5B)
    }

    /// Chance of its own for something that has a name, so that one thing more does not change all the others.
    pub fn of(seed: u64, name: &str) -> Self {
        let hash = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        let mut random = Self::new(seed ^ hash);
        random.next();
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number from `first` to `last`, both included.
    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    pub fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// `length` letters of an alphabet.
    pub fn text(&mut self, length: usize, alphabet: &str) -> String {
        let alphabet = alphabet.as_bytes();
        (0..length).map(|_| char::from(alphabet[self.below(alphabet.len())])).collect()
    }

    pub fn hex(&mut self, length: usize) -> String {
        self.text(length, HEX)
    }

    pub fn digits(&mut self, length: usize) -> String {
        self.text(length, DIGITS)
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }

    /// A UUID of version 4.
    pub fn uuid(&mut self) -> String {
        let (a, b, c) = (self.hex(8), self.hex(4), self.hex(3));
        let (variant, d, e) = (self.pick(&["8", "9", "a", "b"]), self.hex(3), self.hex(12));
        format!("{a}-{b}-4{c}-{variant}{d}-{e}")
    }

    pub fn address(&mut self) -> String {
        format!("10.{}.{}.{}", self.below(256), self.below(256), self.between(1, 254))
    }

    /// A date and time of day in the years 2024 to 2026.
    pub fn moment(&mut self) -> String {
        format!(
            "{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            self.between(2024, 2026),
            self.between(1, 12),
            self.between(1, 28),
            self.below(24),
            self.below(60),
            self.below(60),
            self.below(1000)
        )
    }

    pub fn word(&mut self) -> &'static str {
        self.pick(&WORDS)
    }

    /// Words that a program would join to a name.
    pub fn words(&mut self, count: usize, between: &str) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(between)
    }
}

const WORDS: [&str; 64] = [
    "account", "amber", "archive", "basket", "billing", "border", "bridge", "buffer", "cabinet", "candle",
    "channel", "cluster", "column", "copper", "corner", "customer", "delta", "desk", "driver", "engine",
    "export", "filter", "forest", "garden", "gateway", "handle", "harbor", "import", "index", "invoice",
    "island", "journal", "kernel", "ladder", "lantern", "ledger", "letter", "market", "meadow", "mirror",
    "monitor", "network", "number", "orange", "order", "packet", "parser", "pencil", "planet", "portal",
    "printer", "queue", "record", "report", "river", "router", "sample", "season", "server", "shelter",
    "signal", "silver", "stream", "window",
];
