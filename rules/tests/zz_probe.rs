//! Throw-away.
#[test]
fn probe() {
    let path = std::env::var("PROBE").unwrap();
    let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
    for f in portcullis_rules::findings_in_file(&file) {
        println!("{}:{:?} {:?} {}", path, f.place().line_and_column(), f.code(), f.message());
    }
    if std::env::var("SITES").is_ok() {
        for s in portcullis_rules::facts::Facts::of_file(&file).sites() {
            println!("{s:#?}");
        }
    }
}
