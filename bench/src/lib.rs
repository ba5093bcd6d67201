//! Support for this package.
