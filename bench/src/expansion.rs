//! Crates with any number of the same tool, written with Portcullis and with others, for the compiler to be measured on.
//!
//! Each tool takes a text and a number and gives a text. With Portcullis both are bounded, as they must be; elsewhere they are as
//! the documentation of each declares a tool. `main` hands all tools to whatever serves them, so that none is left out of the program.

use std::fmt::Write;

/// How a tool is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A function and serde for its input: what any of them needs.
    Bare,
    /// `#[capability]`.
    Portcullis,
    /// A method in a `#[secure_plugin]`.
    Plugin,
    /// rmcp's `#[tool]` in a `#[tool_router]`.
    Rmcp,
    /// rig's `#[rig_tool]`.
    Rig,
    /// pmcp's `#[mcp_tool]`.
    Pmcp,
    /// A function with `tracing::instrument`, which is no tool.
    Instrument,
}

impl Kind {
    /// All of them, in the order of the tables.
    pub const ALL: [Kind; 7] =
        [Kind::Bare, Kind::Portcullis, Kind::Plugin, Kind::Rmcp, Kind::Rig, Kind::Pmcp, Kind::Instrument];

    /// What tables call it.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Bare => "serde and a function",
            Kind::Portcullis => "portcullis, `#[capability]`",
            Kind::Plugin => "portcullis, `#[secure_plugin]`",
            Kind::Rmcp => "rmcp, `#[tool]`",
            Kind::Rig => "rig-core, `#[rig_tool]`",
            Kind::Pmcp => "pmcp, `#[mcp_tool]`",
            Kind::Instrument => "`tracing::instrument`",
        }
    }

    /// The name of its crates.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Bare => "bare",
            Kind::Portcullis => "portcullis",
            Kind::Plugin => "plugin",
            Kind::Rmcp => "rmcp",
            Kind::Rig => "rig",
            Kind::Pmcp => "pmcp",
            Kind::Instrument => "instrument",
        }
    }

    /// What it depends on; `{root}` is this checkout.
    pub fn dependencies(self) -> &'static str {
        match self {
            Kind::Bare => {
                "serde = { version = \"1.0.229\", features = [\"derive\"] }\nserde_json = \"1.0\"\n"
            }
            Kind::Portcullis | Kind::Plugin => "portcullis = { path = \"{root}/runtime\" }\n",
            Kind::Rmcp => {
                "rmcp = { version = \"3.9.0\", default-features = false, features = [\"macros\", \"server\"] }\n\
                 schemars = \"1.2\"\nserde = { version = \"1.0.229\", features = [\"derive\"] }\n"
            }
            Kind::Rig => {
                "rig-core = { version = \"=0.44.0\", default-features = false, features = [\"derive\"] }\n\
                 schemars = \"1.2\"\nserde = { version = \"1.0.229\", features = [\"derive\"] }\nserde_json = \"1.0\"\n"
            }
            Kind::Pmcp => {
                "pmcp = { version = \"2.23.0\", default-features = false, features = [\"macros\"] }\nasync-trait = \"0.1\"\n\
                 schemars = \"1.2\"\nserde = { version = \"1.0.229\", features = [\"derive\"] }\nserde_json = \"1.0\"\n"
            }
            Kind::Instrument => "tracing = \"0.1.44\"\n",
        }
    }

    /// A program with `count` tools.
    pub fn program(self, count: usize) -> String {
        let mut text = self.head().to_owned();
        for number in 0..count {
            // Writing to a `String` does not fail.
            let _ = writeln!(text, "{}", self.tool(number));
        }
        text + &self.end(count)
    }

    fn head(self) -> &'static str {
        match self {
            Kind::Bare => "use serde::Deserialize;\n\n",
            Kind::Portcullis => "use portcullis::prelude::*;\n\n",
            Kind::Plugin => {
                "use portcullis::prelude::*;\n\nstruct Desk;\n\n#[secure_plugin(name = \"desk\")]\nimpl Desk {\n"
            }
            Kind::Rmcp => {
                "use rmcp::handler::server::wrapper::Parameters;\nuse rmcp::{tool, tool_router};\nuse schemars::JsonSchema;\n\
                 use serde::Deserialize;\n\nstruct Desk;\n\n"
            }
            Kind::Rig => {
                "use rig_core::rig_tool;\nuse rig_core::tool::{PortableTool, ToolExecutionError, tool_definition};\n\n"
            }
            Kind::Pmcp => "use pmcp::mcp_tool;\nuse schemars::JsonSchema;\nuse serde::Deserialize;\n\n",
            Kind::Instrument => "use tracing::instrument;\n\n",
        }
    }

    fn tool(self, n: usize) -> String {
        let body = "format!(\"{limit} orders of {customer}\")";
        match self {
            Kind::Bare => format!(
                "#[derive(Deserialize)]\nstruct Input{n} {{ customer: String, limit: u32 }}\n\
                 fn tool_{n}(Input{n} {{ customer, limit }}: Input{n}) -> String {{ {body} }}\n"
            ),
            Kind::Portcullis => format!(
                "/// Lists a customer's most recent orders.\n#[capability(read)]\nfn tool_{n}(\n    /// The customer's number.\n    \
                 #[validate(length(min = 1, max = 40))] customer: String,\n    /// How many.\n    \
                 #[validate(range(min = 1, max = 50))] limit: u32,\n) -> String {{ {body} }}\n"
            ),
            Kind::Plugin => format!(
                "    /// Lists a customer's most recent orders.\n    #[capability(read)]\n    fn tool_{n}(\n        &self,\n        \
                 /// The customer's number.\n        #[validate(length(min = 1, max = 40))] customer: String,\n        /// How many.\n        \
                 #[validate(range(min = 1, max = 50))] limit: u32,\n    ) -> String {{ {body} }}\n"
            ),
            Kind::Rmcp => format!(
                "#[derive(Deserialize, JsonSchema)]\nstruct Input{n} {{\n    /// The customer's number.\n    \
                 #[schemars(length(min = 1, max = 40))] customer: String,\n    /// How many.\n    \
                 #[schemars(range(min = 1, max = 50))] limit: u32,\n}}\n"
            ),
            Kind::Rig => format!(
                "#[rig_tool(description = \"Lists a customer's most recent orders.\", \
                 params(customer = \"The customer's number.\", limit = \"How many.\"))]\n\
                 fn tool_{n}(customer: String, limit: u32) -> Result<String, ToolExecutionError> {{ Ok({body}) }}\n"
            ),
            Kind::Pmcp => format!(
                "#[derive(Deserialize, JsonSchema)]\nstruct Input{n} {{\n    /// The customer's number.\n    \
                 #[schemars(length(min = 1, max = 40))] customer: String,\n    /// How many.\n    \
                 #[schemars(range(min = 1, max = 50))] limit: u32,\n}}\n\
                 #[mcp_tool(description = \"Lists a customer's most recent orders.\")]\n\
                 async fn tool_{n}(args: Input{n}) -> pmcp::Result<serde_json::Value> {{\n    \
                 let Input{n} {{ customer, limit }} = args;\n    Ok({body}.into())\n}}\n"
            ),
            Kind::Instrument => {
                format!("#[instrument]\nfn tool_{n}(customer: String, limit: u32) -> String {{ {body} }}\n")
            }
        }
    }

    fn end(self, count: usize) -> String {
        let each = |line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
        match self {
            Kind::Bare => format!(
                "\nfn main() {{\n    let input = std::env::args().nth(1).unwrap_or_default();\n{}}}\n",
                each(&|n| format!(
                    "    if let Ok(input) = serde_json::from_str(&input) {{ println!(\"{{}}\", tool_{n}(input)); }}\n"
                ))
            ),
            // In steps, since a chain of a thousand calls is one expression.
            Kind::Portcullis => format!(
                "\nfn main() {{\n    let mut builder = Gate::builder().ledger(Memory::new());\n{}    \
                 println!(\"{{:?}}\", builder.build());\n}}\n",
                each(&|n| format!("    builder = builder.capability(tool_{n});\n"))
            ),
            Kind::Plugin => "}\n\nfn main() {\n    \
                 println!(\"{:?}\", Gate::builder().ledger(Memory::new()).plugin(Desk).build());\n}\n"
                .to_owned(),
            Kind::Rmcp => format!(
                "#[tool_router]\nimpl Desk {{\n{}}}\n\nfn main() {{\n    println!(\"{{}}\", Desk::tool_router().list_all().len());\n}}\n",
                each(&|n| format!(
                    "    #[tool(description = \"Lists a customer's most recent orders.\")]\n    fn tool_{n}(&self, \
                     Parameters(Input{n} {{ customer, limit }}): Parameters<Input{n}>) -> String {{\n        \
                     format!(\"{{limit}} orders of {{customer}}\")\n    }}\n"
                ))
            ),
            Kind::Rig => format!(
                "\nfn main() {{\n    let input = std::env::args().nth(1).unwrap_or_default();\n{}}}\n\n\
                 fn keep<T: PortableTool>(tool: &T, input: &str) {{\n    println!(\"{{}}\", tool_definition(tool).name);\n    \
                 if let Ok(arguments) = serde_json::from_str(input) {{\n        \
                 let call: std::pin::Pin<Box<dyn Future<Output = _> + '_>> = Box::pin(tool.call(arguments));\n        \
                 drop(call);\n    }}\n}}\n",
                each(&|n| format!("    keep(&Tool{n}, &input);\n"))
            ),
            Kind::Pmcp => format!(
                "\nfn main() {{\n    let mut builder = pmcp::Server::builder().name(\"desk\").version(\"1.0.0\");\n{}    \
                 println!(\"{{}}\", builder.build().is_ok());\n}}\n",
                each(&|n| format!("    builder = builder.tool(\"tool_{n}\", tool_{n}());\n"))
            ),
            Kind::Instrument => format!(
                "\nfn main() {{\n    let text = std::env::args().nth(1).unwrap_or_default();\n{}}}\n",
                each(&|n| format!("    println!(\"{{}}\", tool_{n}(text.clone(), {n}));\n"))
            ),
        }
    }
}
