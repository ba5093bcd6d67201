//! Stands in for the crate: what is left of it in code that was adopted.

pub mod completion {
    pub struct ToolDefinition;
}

pub mod tool {
    pub trait Tool {}

    pub struct ToolContext;

    #[derive(Debug)]
    pub struct ToolExecutionError(String);

    impl std::fmt::Display for ToolExecutionError {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(&self.0)
        }
    }

    impl std::error::Error for ToolExecutionError {}

    impl ToolExecutionError {
        pub fn from_error(error: impl std::error::Error) -> Self {
            Self(error.to_string())
        }
    }
}
