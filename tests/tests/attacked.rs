//! `testing::attack` finds what is broken in a gate, and nothing in one that is not.
//!
//! The guards have no switch, so faults are planted around a gate, by something that stands before it, or inside it, by
//! code that a user could have written.

mod attacked {
    pub mod data;
    pub mod environment;
    pub mod faulty;
    pub mod inside;
    pub mod planted;
    pub mod shop;
    pub mod sound;
    pub mod told;
}
