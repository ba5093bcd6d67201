//! Unsafe agent code does not compile; what compiles is guarded.
