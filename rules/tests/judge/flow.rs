//! How values are followed: each line says by a marker `//~ SQL` which danger must be seen on it.

use portcullis_rules::facts::Facts;
use portcullis_rules::flow::Traits;

/// Judges functions: the parameters of each are input, as far as their types are texts or numbers.
#[track_caller]
fn functions(source: &str) {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    assert_eq!(seen(&Facts::of_file(&file)), marked(source), "seen (left), marked (right)\n{source}");
}

/// Judges the body of a capability with a text `name`, a number `count` and a granted `db`.
#[track_caller]
fn body(body: &str) {
    let source = format!("async fn case(name: String, count: u64, #[grant] db: Database) {{\n{body}\n}}");
    let function: syn::ItemFn = syn::parse_str(&source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let facts = Facts::of(&function.sig, &function.block);
    assert_eq!(seen(&facts), marked(&source), "seen (left), marked (right)\n{source}");
}

const DANGERS: [(&str, Traits); 8] = [
    ("SQL", Traits::SQL),
    ("COMMAND", Traits::COMMAND),
    ("PATH", Traits::PATH),
    ("URL", Traits::URL),
    ("PATTERN", Traits::PATTERN),
    ("HTML", Traits::HTML),
    ("CODE", Traits::CODE),
    ("AMOUNT", Traits::AMOUNT),
];

fn seen(facts: &Facts) -> Vec<(usize, &'static str)> {
    let mut seen = Vec::new();
    for (name, danger) in DANGERS {
        seen.extend(facts.reached(danger).map(|(site, ..)| (site.place.line_and_column().0, name)));
    }
    seen.sort_unstable();
    seen.dedup();
    seen
}

fn marked(source: &str) -> Vec<(usize, &'static str)> {
    let mut marked = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let Some((_, names)) = line.split_once("//~") else { continue };
        for name in names.split_whitespace() {
            let (name, _) = DANGERS.iter().find(|(known, _)| *known == name).expect("a danger");
            marked.push((index + 1, *name));
        }
    }
    marked.sort_unstable();
    marked
}

#[test]
fn a_value_keeps_its_content_through_variables_and_conversions() {
    body(
        "let one = name.trim();
         let two = one.to_string();
         let three = two.as_str().to_owned().into_boxed_str();
         let name = String::from(three);
         db.execute(&format!(\"DELETE FROM t WHERE a = '{name}'\"), ()); //~ SQL",
    );
}

#[test]
fn a_name_that_is_bound_anew_has_a_new_value() {
    body(
        "let sql = format!(\"SELECT {name}\");
         let name = \"fixed\";
         db.execute(&format!(\"SELECT '{name}'\"), ());
         let sql = \"SELECT 1\";
         db.execute(sql, ());",
    );
}

#[test]
fn all_ways_to_put_a_text_together_are_seen() {
    body(
        "db.execute(&(\"SELECT \".to_owned() + &name), ()); //~ SQL
         let mut sql = String::from(\"SELECT \");
         sql.push_str(&name);
         db.execute(&sql, ()); //~ SQL
         let mut sql = String::from(\"SELECT \");
         sql += &name;
         db.execute(&sql, ()); //~ SQL
         let mut sql = String::from(\"SELECT \");
         write!(sql, \"{}\", name)?;
         db.execute(&sql, ()); //~ SQL
         db.execute(&[\"SELECT \", &name].concat(), ()); //~ SQL
         db.execute(&[\"SELECT \", &name].join(\" \"), ()); //~ SQL
         db.execute(&\"SELECT ?\".replace('?', &name), ()); //~ SQL
         db.execute(&format!(\"SELECT {0} {column}\", 1, column = name), ()); //~ SQL
         db.execute(concat!(\"SELECT \", \"1\"), ());",
    );
}

#[test]
fn tuples_structs_and_their_fields_are_told_apart() {
    body(
        "let pair = (\"fixed\", name);
         db.execute(&format!(\"SELECT {}\", pair.0), ());
         db.execute(&format!(\"SELECT {}\", pair.1), ()); //~ SQL
         let (a, b) = pair;
         db.execute(&format!(\"SELECT {a}\"), ());
         db.execute(&format!(\"SELECT {b}\"), ()); //~ SQL
         let order = Order { key: b, kind: \"plain\" };
         db.execute(&format!(\"SELECT {}\", order.kind), ());
         db.execute(&format!(\"SELECT {}\", order.key), ()); //~ SQL
         let Order { key, kind } = order;
         db.execute(&format!(\"SELECT {kind}\"), ());
         db.execute(&format!(\"SELECT {key}\"), ()); //~ SQL",
    );
}

#[test]
fn branches_are_joined_and_a_branch_that_leaves_does_not_count() {
    body(
        "let text = if count > 5 { name.clone() } else { String::new() };
         db.execute(&format!(\"SELECT {text}\"), ()); //~ SQL
         let text = match count { 0 => \"none\", _ => \"some\" };
         db.execute(&format!(\"SELECT {text}\"), ());
         let text = match count { 0 => \"none\", _ => &name };
         db.execute(&format!(\"SELECT {text}\"), ()); //~ SQL
         let mut text = name.clone();
         if count > 5 { text = String::new(); }
         db.execute(&format!(\"SELECT {text}\"), ()); //~ SQL
         let mut text = name.clone();
         if count > 5 { text = String::new(); } else { return; }
         db.execute(&format!(\"SELECT {text}\"), ());
         let Some(text) = Some(name) else { return };
         db.execute(&format!(\"SELECT {text}\"), ()); //~ SQL",
    );
}

#[test]
fn loops_closures_and_iterators_hand_on_what_they_are_given() {
    body(
        "for word in name.split(',') {
             db.execute(&format!(\"SELECT {word}\"), ()); //~ SQL
         }
         let words: Vec<String> = name.lines().map(|line| line.to_uppercase()).collect();
         db.execute(&format!(\"SELECT {}\", words.join(\",\")), ()); //~ SQL
         let marks = name.split(',').map(|_| \"?\").collect::<Vec<_>>().join(\",\");
         db.execute(&format!(\"SELECT {marks}\"), ());
         let quote = |text: &str| format!(\"'{text}'\");
         db.execute(&format!(\"SELECT {}\", quote(&name)), ()); //~ SQL
         let mut sql = String::from(\"SELECT 1\");
         loop {
             db.execute(&sql, ()); //~ SQL
             sql.push_str(&name);
         }",
    );
}

#[test]
fn what_a_text_is_parsed_into_is_no_text() {
    body(
        "let path: PathBuf = name.parse()?;
         std::fs::read(path); //~ PATH
         let id: u64 = name.parse()?;
         db.execute(&format!(\"SELECT {id}\"), ());
         let id = name.parse::<i32>()?;
         db.execute(&format!(\"SELECT {id}\"), ());
         let id = Uuid::parse_str(&name)?;
         db.execute(&format!(\"SELECT '{id}'\"), ());
         db.execute(&format!(\"SELECT {count}\"), ());
         db.execute(&format!(\"SELECT {}\", name.len()), ());
         std::fs::read(path);",
    );
}

#[test]
fn a_comparison_with_what_is_allowed_clears_what_comes_behind_it() {
    body(
        "if !ALLOWED.contains(&name.as_str()) { return; }
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "if ALLOWED.contains(&name.as_str()) { return; }
         db.execute(&format!(\"SELECT {name}\"), ()); //~ SQL",
    );
    body(
        "if name == \"asc\" || name == \"desc\" {
             db.execute(&format!(\"SELECT {name}\"), ());
         } else {
             db.execute(&format!(\"SELECT {name}\"), ()); //~ SQL
         }",
    );
    body(
        "match name.as_str() {
             \"asc\" | \"desc\" => db.execute(&format!(\"SELECT {name}\"), ()),
             other => db.execute(&format!(\"SELECT {other}\"), ()), //~ SQL
         }",
    );
    body(
        "let order = match name.as_str() { \"new\" => \"created\", \"old\" => \"updated\", _ => return };
         db.execute(&format!(\"SELECT {order}\"), ());",
    );
    body(
        "if !matches!(name.as_str(), \"a\" | \"b\") { return; }
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "let is_known = ALLOWED.iter().any(|one| *one == name);
         if !is_known { return; }
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "let Some(column) = COLUMNS.iter().find(|column| **column == name) else { return };
         db.execute(&format!(\"SELECT {column}\"), ());",
    );
}

#[test]
fn a_check_of_all_characters_clears() {
    body(
        "if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') { return; }
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "if name.chars().any(|c| !c.is_alphanumeric()) { return; }
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "if name.is_empty() || name.len() > 20 { return; }
         db.execute(&format!(\"SELECT {name}\"), ()); //~ SQL",
    );
}

#[test]
fn a_function_that_checks_is_believed() {
    body(
        "validate_column(&name)?;
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "if !is_allowed(&name) { return; }
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "if is_forbidden(&name) { return; }
         db.execute(&format!(\"SELECT {name}\"), ());",
    );
    body(
        "anyhow::ensure!(is_valid(&name), \"no\");
         db.execute(&format!(\"SELECT {}\", escape(&name)), ());",
    );
    body(
        "validate_column(&name);
         db.execute(&format!(\"SELECT {name}\"), ()); //~ SQL",
    );
}

#[test]
fn a_path_is_in_order_once_it_is_canonical_and_in_its_folder() {
    body(
        "let path = base.join(&name);
         std::fs::read(&path); //~ PATH
         let path = path.canonicalize()?;
         if !path.starts_with(&base) { return; }
         std::fs::read(&path);",
    );
    body(
        "let path = base.join(&name);
         if !path.starts_with(&base) { return; }
         std::fs::read(&path); //~ PATH",
    );
    body(
        "if name.contains(\"..\") || name.starts_with('/') { return; }
         std::fs::read(base.join(name));",
    );
}

#[test]
fn a_fixed_host_leaves_the_rest_of_a_url_free() {
    body(
        "reqwest::get(format!(\"https://api.example.com/items/{name}\")).await;
         reqwest::get(format!(\"https://{name}/items\")).await; //~ URL
         reqwest::get(format!(\"https://{name}.example.com/items\")).await; //~ URL
         reqwest::get(format!(\"{}/items/{name}\", config.base)).await;
         reqwest::get(&name).await; //~ URL
         let url = Url::parse(&name)?;
         reqwest::get(url).await; //~ URL",
    );
    body(
        "let url = Url::parse(&name)?;
         if url.host_str() != Some(\"api.example.com\") { return; }
         reqwest::get(url).await;",
    );
}

#[test]
fn a_bound_clears_an_amount() {
    body("let all = Vec::<u8>::with_capacity(count as usize); //~ AMOUNT");
    body("let all = vec![0; count.min(100) as usize];");
    body("let all = vec![0; (count % 100) as usize];");
    body("let all = vec![0; count as usize * 8]; //~ AMOUNT");
    body(
        "if count > 100 { return; }
         let all = vec![0; count as usize];",
    );
    body(
        "if count < 100 { return; }
         let all = vec![0; count as usize]; //~ AMOUNT",
    );
    body(
        "if !(1..=100).contains(&count) { return; }
         let all = vec![0; count as usize];",
    );
}

#[test]
fn a_shell_runs_what_it_is_given_and_other_programs_do_not() {
    body(
        "Command::new(\"sh\").arg(\"-c\").arg(&name).status(); //~ COMMAND
         Command::new(\"git\").arg(\"log\").arg(&name).status();
         Command::new(&name).status(); //~ COMMAND
         let mut command = Command::new(\"/bin/bash\");
         command.arg(\"-c\");
         command.arg(format!(\"ls {name}\")); //~ COMMAND
         command.arg(shell_escape::escape(name.into()));",
    );
}

#[test]
fn what_comes_from_outside_is_input_wherever_it_is_read() {
    functions(
        "fn arguments(db: &Db) {
             let first = std::env::args().nth(1).unwrap();
             db.execute(&format!(\"SELECT {first}\"), ()); //~ SQL
         }
         fn variable(db: &Db) {
             let all = std::env::var(\"FILTER\").unwrap_or_default();
             db.execute(&format!(\"SELECT {all}\"), ()); //~ SQL
         }
         fn standard_input(db: &Db) {
             let mut line = String::new();
             std::io::stdin().read_line(&mut line).unwrap();
             db.execute(&format!(\"SELECT {line}\"), ()); //~ SQL
         }
         async fn response(db: &Db) {
             let text = reqwest::get(\"https://example.com/\").await.unwrap().text().await.unwrap();
             db.execute(&format!(\"SELECT {text}\"), ()); //~ SQL
         }
         fn file(db: &Db) {
             let text = std::fs::read_to_string(\"filter.txt\").unwrap();
             db.execute(&format!(\"SELECT {text}\"), ()); //~ SQL
         }",
    );
}

#[test]
fn extractors_and_the_types_of_fields_say_what_is_a_text() {
    functions(
        "#[derive(Deserialize)]
         struct Search { text: String, page: u32, sort: Sort }
         enum Sort { New, Old }
         async fn search(State(db): State<Db>, Query(search): Query<Search>) {
             db.execute(&format!(\"SELECT {}\", search.page), ());
             db.execute(&format!(\"SELECT {}\", search.text), ()); //~ SQL
         }
         async fn one(Path(id): Path<u64>, db: Data<Db>) {
             db.execute(&format!(\"SELECT {id}\"), ());
         }
         async fn named(path: web::Path<(u32, String)>, db: Data<Db>) {
             let (id, name) = path.into_inner();
             db.execute(&format!(\"SELECT {id}\"), ());
             db.execute(&format!(\"SELECT {name}\"), ()); //~ SQL
         }",
    );
}

#[test]
fn functions_of_the_same_file_are_followed() {
    functions(
        "fn quoted(text: &str) -> String { format!(\"'{text}'\") }
         fn fixed(_: &str) -> &'static str { \"'fixed'\" }
         fn case(db: &Db, name: &str) {
             db.execute(&format!(\"SELECT {}\", quoted(name)), ()); //~ SQL
             db.execute(&format!(\"SELECT {}\", fixed(name)), ());
         }
         impl Store {
             fn key(&self, name: &str) -> String { name.to_uppercase() }
             fn load(&self, name: &str) {
                 let key = self.key(name);
                 self.db.execute(&format!(\"SELECT {key}\"), ()); //~ SQL
             }
         }",
    );
}

#[test]
fn a_function_that_calls_itself_ends() {
    functions(
        "fn down(text: &str) -> String { if text.is_empty() { String::new() } else { down(&text[1..]) + text } }
         fn up(text: &str) -> String { down(&up(text)) }",
    );
}

#[test]
fn macros_of_other_crates_are_read_as_far_as_they_hold_expressions() {
    body(
        "tokio::select! {
             _ = db.execute(&format!(\"SELECT {name}\"), ()) => {} //~ SQL
             _ = other => { db.execute(&format!(\"UPDATE t SET a = {name}\"), ()); } //~ SQL
         }
         let all = tokio::join!(db.execute(&format!(\"SELECT {name}\"), ())); //~ SQL",
    );
}
