use std::fmt::{self, Write as _};
use std::io::{self, Write as _};

use portcullis::authority::Dir;
use portcullis::prelude::*;
use portcullis_http::{Http, path};

struct Shop;

struct Labels;

//# bad
/// Adds two numbers.
#[capability(read)]
fn add(a: i32, b: i32) -> i64 {
    let sum = i64::from(a) + i64::from(b);
    println!("{a} + {b} = {sum}");
    sum
}

//# bad
/// Finds the price of an article.
#[capability(read)]
async fn price(call: &Call, #[grant] shop: Http<Shop>, article: u32) -> Result<u32, Internal> {
    let price: u32 = shop.get(path!("/articles/{}/price", article)).json(call).await?;
    Ok(dbg!(price))
}

//# bad
/// Divides one number by another.
#[capability(read)]
fn divide(amount: u32, parts: u32) -> Option<u32> {
    amount.checked_div(parts).or_else(|| {
        eprintln!("division by zero");
        None
    })
}

//# bad
/// Counts the words of a text.
#[capability(read)]
fn count_words(#[validate(length(max = 2000))] text: String) -> usize {
    let mut count = 0;
    for word in text.split_whitespace() {
        if word.len() > 1 {
            std::print!(".");
            count += 1;
        }
    }
    count
}

//# bad
/// Says whether a number is prime.
#[capability(read)]
fn is_prime(number: u16) -> bool {
    fn divides(divisor: u16, number: u16) -> bool {
        ::std::eprint!("{divisor} ");
        number.is_multiple_of(divisor)
    }
    number > 1 && !(2..number).any(|divisor| divides(divisor, number))
}

//# bad
/// Writes a label.
#[capability(write)]
async fn write_label(
    call: &Call,
    #[grant] labels: Dir<Labels>,
    name: RelativePath,
    #[validate(length(max = 80))] text: String,
) -> Result<usize, Internal> {
    use std::println as say;
    labels.write(call, &name, text.as_bytes()).await?;
    say!("label {name:?} is written");
    Ok(text.len())
}

//# bad
/// Sums numbers up.
#[capability(read)]
fn sum(#[validate(length(max = 100))] numbers: Vec<u32>) -> Result<u64, Internal> {
    let sum = numbers.iter().map(|number| u64::from(*number)).sum();
    writeln!(io::stderr(), "{} numbers", numbers.len())?;
    Ok(sum)
}

//# good
/// Multiplies two numbers.
#[capability(read)]
fn multiply(call: &Call, a: i32, b: i32) -> i64 {
    let product = i64::from(a) * i64::from(b);
    call.note("product", &product);
    tracing::info!(a, b, product, "println!() would go to the terminal of nobody");
    product
}

//# good
/// Lays a table out.
#[capability(read)]
fn table(#[validate(length(max = 50))] rows: Vec<u32>) -> Result<String, Internal> {
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        writeln!(out, "{at:>4} {row:>8}")?;
    }
    write!(&mut out, "{:-<13}", "")?;
    Ok(out)
}

//# good
/// Prints a label on the printer of the shop.
#[capability(write)]
async fn print_label(call: &Call, #[grant] shop: Http<Shop>, article: u32) -> Result<bool, Internal> {
    let printer = crate::printers::first();
    let print = shop.post(path!("/printers/{}/print", printer.number())).query("article", article);
    printer.print(print.json(call).await?);
    Ok(printer.eprint())
}

//# good
/// Explains how to print in a language.
#[capability(read)]
fn how_to_print(#[validate(length(max = 12))] language: String) -> &'static str {
    match language.as_str() {
        "rust" => "println!(\"hello\"); // or dbg!(value)",
        "c" => "printf(\"hello\\n\");",
        "python" => "print('hello')",
        _ => "print \"hello\"",
    }
}

//# good
/// Doubles a number, with a name that is taken elsewhere.
#[capability(read)]
fn double(number: u32) -> u64 {
    fn println(number: u32) -> u64 {
        u64::from(number) * 2
    }
    let dbg = println(number);
    dbg
}

//# good
/// Compares two texts.
#[capability(read)]
fn compare(#[validate(length(max = 80))] left: String, #[validate(length(max = 80))] right: String) -> bool {
    // println!("{left} {right}");
    let shown = format_args!("{left:?} {right:?}").to_string();
    tracing::debug!(eprintln = shown.len(), "compared");
    left == right
}

//# good
/// Shows a fraction.
#[capability(read)]
fn fraction(upper: u32, lower: u32) -> String {
    struct Fraction(u32, u32);
    impl fmt::Display for Fraction {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}/{}", self.0, self.1)
        }
    }
    Fraction(upper, lower).to_string()
}

//# good
/// Compresses a text.
#[capability(read)]
fn compressed_size(#[validate(length(max = 5000))] text: String) -> Result<usize, Internal> {
    let mut bytes = Vec::new();
    writeln!(&mut bytes, "{}", text.trim())?;
    io::Write::flush(&mut bytes)?;
    Ok(crate::packing::size(&bytes))
}
