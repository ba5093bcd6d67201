//! The policies of [`grants`](crate::grants) in other engines, each in the form that its documentation advises.

pub mod cedar;
pub mod rego;
