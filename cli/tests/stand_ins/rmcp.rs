//! Stands in for the crate: what is left of it in code that was adopted.

pub mod handler {
    pub mod server {
        pub mod router {
            pub mod tool {
                pub struct ToolRouter<S>(pub S);
            }
        }

        pub mod wrapper {
            pub struct Json<T>(pub T);

            pub struct Parameters<T>(pub T);
        }
    }
}

pub mod model {
    #[derive(Default)]
    pub struct ServerCapabilities;

    pub struct ServerConfig;

    impl ServerConfig {
        pub fn new(_: ServerCapabilities) -> Self {
            Self
        }
    }

    pub struct CallToolResult;

    pub struct Content;
}

pub trait ServerHandler {
    fn get_info(&self) -> model::ServerConfig;
}

#[derive(Debug)]
pub struct ErrorData(pub &'static str);

impl std::fmt::Display for ErrorData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ErrorData {}

impl ErrorData {
    pub fn invalid_params(message: &'static str, _: Option<()>) -> Self {
        Self(message)
    }

    pub fn internal_error(message: &'static str, _: Option<()>) -> Self {
        Self(message)
    }

    pub fn resource_not_found(message: &'static str, _: Option<()>) -> Self {
        Self(message)
    }
}

/// Attributes, which nothing uses any more but the imports.
pub mod tool {}
pub mod tool_handler {}
pub mod tool_router {}
