// What rules/src/flow/table.rs follows, and what it does not.

struct Tool; impl Tool { #[tool] async fn f(&self, name: String) { std::fs::read(self.escape_path(name)); std::fs::read(Self::sanitize(name)); } fn escape_path(&self, path: String) -> String { path } fn sanitize(path: String) -> String { path } } //~ P601 P601
