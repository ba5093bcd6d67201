//! Stands in for the crate: what is left of it in code that was adopted.

pub mod chat_completion {
    pub struct ToolOutput;

    pub mod errors {
        #[derive(Debug)]
        pub struct ToolError(String);

        impl std::fmt::Display for ToolError {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::error::Error for ToolError {}

        impl ToolError {
            pub fn new(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    }
}

pub mod traits {
    pub trait AgentContext {}
}
