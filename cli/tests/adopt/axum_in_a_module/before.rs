//! Handlers.

pub mod handlers {
    use axum::extract::Path;

    /// Says hello.
    pub async fn hello(Path(mut name): Path<String>) -> String {
        name.insert_str(0, "hello ");
        name
    }

    #[cfg(test)]
    mod tests {
        use axum::extract::Path;

        async fn other(Path(name): Path<String>) -> String {
            name
        }
    }
}
