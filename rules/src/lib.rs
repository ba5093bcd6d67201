//! The catalogue of unsafe patterns.
