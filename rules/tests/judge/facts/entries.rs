//! Which functions there are, which of them take input from outside, and which calls which.

use portcullis_rules::facts::{Entry, Facts, What};

use super::file;

fn entry(source: &str) -> Option<Entry> {
    let facts = file(source);
    let [function] = facts.functions() else { panic!("one function in {source}") };
    function.entry
}

#[test]
fn entry_points_are_known_by_their_attributes() {
    for (attribute, expected) in [
        ("capability", Entry::Capability),
        ("portcullis::capability(read)", Entry::Capability),
        ("tool", Entry::Tool),
        ("rmcp::tool(description = \"a\")", Entry::Tool),
        ("rig::tool_macro::rig_tool", Entry::Tool),
        ("get(\"/orders\")", Entry::Handler),
        ("rocket::post(\"/\", data = \"<a>\")", Entry::Handler),
        ("actix_web::route(\"/\", method = \"GET\")", Entry::Handler),
        ("handler", Entry::Handler),
        ("axum::debug_handler", Entry::Handler),
        ("tauri::command", Entry::Handler),
    ] {
        assert_eq!(
            entry(&format!("#[{attribute}] async fn f(a: String) {{}}")),
            Some(expected),
            "{attribute}"
        );
    }
}

/// One case for each framework, as its own documentation writes it.
#[test]
fn entry_points_of_other_frameworks_are_known() {
    for (framework, source, expected) in [
        (
            "rmcp",
            "#[tool_router] impl A { #[tool(description = \"a\")] async fn f(&self, Parameters(a): Parameters<B>) {} }",
            Entry::Tool,
        ),
        (
            "rmcp",
            "impl A { #[prompt(name = \"a\")] async fn f(&self, Parameters(a): Parameters<B>) {} }",
            Entry::Handler,
        ),
        (
            "rmcp",
            "impl ServerHandler for A { async fn call_tool(&self, a: CallToolRequestParams) {} }",
            Entry::Tool,
        ),
        ("rig", "#[rig_tool(description = \"a\", params(b = \"c\"))] fn f(b: String) {}", Entry::Tool),
        ("rig", "#[rig::tool_macro] fn f(b: String) {}", Entry::Tool),
        (
            "rig",
            "impl Tool for A { const NAME: &str = \"a\"; async fn call(&self, a: Self::Args) {} }",
            Entry::Tool,
        ),
        ("rig", "impl PortableTool for A { async fn call(&self, a: Self::Args) {} }", Entry::Tool),
        (
            "swiftide",
            "#[swiftide::tool] pub async fn f(context: &dyn AgentContext, tag: &Option<String>) {}",
            Entry::Tool,
        ),
        (
            "swiftide",
            "#[async_trait] impl Tool for A { async fn invoke(&self, c: &dyn AgentContext) {} }",
            Entry::Tool,
        ),
        ("tower-mcp", "#[tool_fn(description = \"a\")] async fn f(input: A) {}", Entry::Tool),
        ("tower-mcp", "#[resource_fn(uri = \"app://a\")] async fn f() {}", Entry::Tool),
        ("tower-mcp", "impl McpTool for A { async fn call(&self, input: Self::Input) {} }", Entry::Tool),
        ("pmcp", "#[mcp_tool(description = \"a\")] async fn f(args: A) {}", Entry::Tool),
        ("pmcp", "#[mcp_resource(uri = \"a://{b}\")] async fn f(b: String) {}", Entry::Tool),
        ("pmcp", "impl ToolHandler for A { async fn handle(&self, args: Value) {} }", Entry::Tool),
        ("axum", "async fn f(State(a): State<B>, Json(c): Json<D>) {}", Entry::Handler),
        ("axum", "#[debug_handler] async fn f(a: String) {}", Entry::Handler),
        ("actix", "#[post(\"/orders/{id}\")] async fn f(id: web::Path<u32>) {}", Entry::Handler),
        ("actix", "async fn f(a: web::Data<B>, c: web::Query<D>) {}", Entry::Handler),
        ("poem", "#[handler] fn f(Path(name): Path<String>) {}", Entry::Handler),
        (
            "poem",
            "#[OpenApi] impl A { #[oai(path = \"/a\", method = \"get\")] async fn f(&self, a: String) {} }",
            Entry::Handler,
        ),
        ("rocket", "#[rocket::post(\"/orders\", data = \"<order>\")] fn f(order: String) {}", Entry::Handler),
    ] {
        assert_eq!(entry(source), Some(expected), "{framework}: {source}");
    }
}

#[test]
fn handlers_are_known_by_the_types_of_their_parameters() {
    for parameter in [
        "Query(a): Query<Page>",
        "Path((a, b)): axum::extract::Path<(u8, u8)>",
        "a: web::Json<Order>",
        "a: HttpRequest",
        "mut a: Multipart",
        "a: Request<Incoming>",
        "Parameters(a): Parameters<Order>",
    ] {
        assert_eq!(entry(&format!("async fn f({parameter}) {{}}")), Some(Entry::Handler), "{parameter}");
    }
}

#[test]
fn tools_are_known_by_the_trait_that_they_implement() {
    assert_eq!(entry("impl Tool for A { async fn call(&self, args: Args) {} }"), Some(Entry::Tool));
    assert_eq!(entry("impl rmcp::ServerHandler for A { async fn call_tool(&self) {} }"), Some(Entry::Tool));
    assert_eq!(entry("impl Tool for A { async fn definition(&self) {} }"), None);
}

#[test]
fn look_alikes_are_no_entry_points() {
    for source in [
        "fn f(a: &Path) {}",
        "fn f(a: &std::path::Path, b: PathBuf) {}",
        "fn f(a: Request) {}",
        "#[get] fn f() {}",
        "#[napi(get)] fn f() {}",
        "#[command(about = \"a\")] fn f() {}",
        "impl Form { fn f(self) {} }",
        "fn f(a: Form) {}",
    ] {
        assert_eq!(entry(source), None, "{source}");
    }
}

#[test]
fn what_stands_in_something_annotated_is_annotated() {
    let facts = file("#[secure_plugin] mod a { fn b() { fn c() {} } impl D { fn e(&self) {} } } fn f() {}");
    let seen: Vec<_> = facts.functions().iter().map(|it| (it.path.as_str(), it.entry.is_some())).collect();
    assert_eq!(seen, [("a::b", true), ("a::b::c", true), ("a::D::e", true), ("f", false)]);
}

#[test]
fn what_an_attribute_macro_reads_is_annotated() {
    let function: syn::ItemFn = syn::parse_quote!(
        fn f() {
            g();
        }
    );
    let facts = Facts::of(&function.sig, &function.block);
    assert!(facts.iter().all(|fact| fact.context.annotated));
    assert_eq!(facts.functions()[0].entry, Some(Entry::Capability));
}

#[test]
fn a_function_knows_where_it_stands() {
    let facts = file("mod a {\n  impl B {\n    async fn c() {\n    }\n  }\n}");
    let function = &facts.functions()[0];
    assert_eq!((function.name.as_str(), function.module.as_str()), ("c", "a"));
    assert!(function.asynchronous && function.is_method);
    assert_eq!(function.place.line_and_column(), (3, 13));
    assert_eq!((function.extent.start.start().line, function.extent.end.end().line), (3, 4));
}

/// The paths of the functions that the function `f` calls, in order.
fn callees(source: &str) -> Vec<String> {
    let facts = file(source);
    let mut found: Vec<_> = facts
        .iter()
        .filter(|fact| facts.function(fact).is_some_and(|function| function.name == "f"))
        .filter_map(|fact| Some((fact.place.line_and_column(), facts.callee(fact)?)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, callee)| facts.functions()[callee].path.clone()).collect()
}

#[test]
fn calls_of_ones_own_functions_find_them() {
    for (source, expected) in [
        ("fn f() { g() } fn g() {}", "g"),
        ("fn f() { f() }", "f"),
        ("fn f() { crate::a::g() } mod a { fn g() {} }", "a::g"),
        ("fn f() { self::a::g() } mod a { fn g() {} }", "a::g"),
        ("fn f() { a::g() } mod a { fn g() {} }", "a::g"),
        ("mod a { fn f() { super::g() } } fn g() {}", "g"),
        ("use crate::a::g as h; fn f() { h() } mod a { fn g() {} }", "a::g"),
        ("impl A { fn f(&self) { self.g() } fn g(&self) {} }", "A::g"),
        ("impl A { fn f() { Self::g() } fn g() {} }", "A::g"),
        ("impl A { fn f() { A::g() } } struct A; impl A { fn g() {} }", "A::g"),
        ("mod b { impl A { fn f(&self) { self.g() } fn g(&self) {} } }", "b::A::g"),
        ("fn f() { fn g() {} g() } fn g() {}", "f::g"),
        ("fn f() { talk!(say g(1)) } fn g() {}", "g"),
    ] {
        assert_eq!(callees(source), [expected], "{source}");
    }
}

#[test]
fn calls_of_others_find_nothing() {
    for source in [
        "fn f() { std::g() } fn g() {}",
        "use std::x::g; fn f() { g() } mod a { fn g() {} }",
        "impl A { fn f(&self) { self.a.g() } fn g(&self) {} }",
        "impl A { fn f(&self) { g() } fn g(&self) {} }",
        "fn f(g: fn()) { g() } fn g() {}",
    ] {
        assert!(callees(source).is_empty(), "{source}");
    }
}

#[test]
fn ones_own_functions_match_no_rule() {
    let facts = file("mod std { fn read() {} } fn f() { self::std::read() }");
    let own: Vec<_> = facts
        .iter()
        .filter_map(|fact| match &fact.what {
            What::Function(it) => Some((it.name.own_path(), it.name.is_in("std"))),
            _ => None,
        })
        .collect();
    assert_eq!(own, [(Some("self::std::read"), false)]);
}
