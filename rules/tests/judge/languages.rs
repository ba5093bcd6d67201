//! Macros with a language of their own, which are read token by token. `say` makes sure that nothing parses.

use super::body::{asynchronous, plain, underlined};

#[test]
fn a_path_with_generics_inside_an_unknown_macro_is_resolved() {
    plain(
        "talk!(say so Option::<u32>::unwrap(a)); //~ P203
         talk!(say Option::<Vec<u32>>::unwrap(a)); //~ P203
         talk!(say Option::<fn() -> u32>::unwrap(a)); //~ P203
         talk!(say std::fs::read::<&str>(a)); //~ P601
         talk!(run std::fs::read now); //~ P601
         talk!(say [a].map(std::fs::read::<&str>)); //~ P601",
    );
}

#[test]
fn a_qualified_path_inside_an_unknown_macro_is_resolved() {
    plain(
        "talk!(say <std::fs::File>::open(a)); //~ P601
         talk!(say <::std::fs::File>::open(a)); //~ P601
         talk!(say <Option<u32>>::unwrap(a)); //~ P203
         talk!(say <Option<fn() -> u32>>::unwrap(a)); //~ P203
         talk!(say <std::fs::File as Opens>::open(a)); //~ P601
         talk!(say [a].map(<Option<u32>>::unwrap)); //~ P203
         talk!(run <Option<u32>>::unwrap now); //~ P203
         talk!(say so it <Option<u32>>::expect(a, b) panic!(c)); //~ P203
         talk!(say <Parcel>::unwrap(a));
         talk!(say <[u8]>::transmute(a));
         talk!(say a < [b.unwrap()] > c); //~ P203
         talk!(say <a>::{ b.unwrap() }); //~ P203
         talk!(say <a [b.unwrap()] > transmute(c)); //~ P203 P206
         talk!(say a < fs < read(1));",
    );
}

#[test]
fn an_absolute_path_inside_an_unknown_macro_names_a_crate() {
    plain(
        "use std::fs as disk;
         talk!([say] ::std::fs::read(a)); //~ P601
         talk!([say] ::fs::read(a));
         talk!([say] ::disk::read(a));
         talk!([say] disk::read(a)); //~ P601",
    );
}

#[test]
fn a_path_inside_an_unknown_macro_ends_where_its_names_end() {
    plain(
        "talk!(say [a.unwrap()] now then); //~ P203
         talk!(say + [a.unwrap()] now); //~ P203
         talk!(use a::{b.unwrap()} now); //~ P203
         talk!(say transmute::(a));
         talk!(say a::[b.unwrap()]::c d); //~ P203
         talk!(say so it vec![a] panic!(b)); //~ P203",
    );
}

#[test]
fn a_single_name_inside_an_unknown_macro_is_no_function() {
    plain(
        "talk!(say transmute);
         talk!(run spawn_blocking now);
         talk!(say transmute(a)); //~ P206
         talk!(say transmute [a]);
         talk!(run spawn_blocking { a });",
    );
}

#[test]
fn methods_inside_an_unknown_macro_are_those_that_are_called() {
    plain(
        "talk!(say a.unwrap()); //~ P203
         talk!(say a.unwrap::<u32>()); //~ P203
         talk!(say a.unwrap);
         talk!(say a.unwrap(1));
         talk!(say a.unwrap(b => c));
         talk!(say if a.unwrap {} else {});
         talk!(say a.println!(b));
         talk!(say a.cast::<*const u8>()); //~ P206
         talk!(say a.b(c.unwrap())); //~ P203",
    );
}

#[test]
fn what_a_method_inside_an_unknown_macro_is_called_on_is_seen() {
    plain(
        "talk!(say Path::new(a).exists()); //~ P601
         talk!(say b + PathBuf::from(a).join(c)?.is_file()); //~ P601
         talk!(say !Path::new(a).exists()); //~ P601
         talk!(say std::thread::Builder::new().name(a).spawn(f)); //~ P505
         talk!(say Handle::try_current()?.spawn(f)); //~ P505
         talk!(say Valve::new(a).exists());
         talk!(say Path::new(a), b.exists());",
    );
}

#[test]
fn what_is_the_same_in_every_run_is_so_inside_an_unknown_macro() {
    plain(
        "talk!(say NonZeroU32::new(5).unwrap());
         talk!(say concat!(\"1\").parse().unwrap());
         talk!(say \"1\".parse().unwrap());
         talk!(say NonZeroU32::new(a).unwrap()); //~ P203
         talk!(say a + LIMIT.checked_sub(1).unwrap());
         talk!(say a - a.checked_sub(1).unwrap()); //~ P203
         talk!(say find!(5).unwrap()); //~ P203
         talk!(say find::<u32>(5).unwrap()); //~ P203
         talk!(say find(5)(6).unwrap()); //~ P203
         talk!(say a[5].unwrap()); //~ P203
         talk!(say LIMIT a.unwrap()); //~ P203
         talk!(say const { panic!(a) });
         talk!(say { panic!(a) }); //~ P203
         talk!(say (5) a.unwrap()); //~ P203",
    );
}

#[test]
fn a_long_chain_inside_an_unknown_macro_is_read_to_its_end() {
    let chain = ".max(5)".repeat(500);
    plain(&format!("talk!(say a{chain}.unwrap()); //~ P203"));
    plain(&format!("talk!(say LIMIT{chain}.unwrap()); //~ P203"));
    plain("talk!(say LIMIT.max(1).max(2).max(3).unwrap());");
}

#[test]
fn closures_inside_an_unknown_macro_run_where_they_are_given() {
    asynchronous(
        "talk!(say a.for_each(|_| std::thread::sleep(MOMENT))); //~ P501
         talk!(say for_each(a, |_| std::thread::sleep(MOMENT))); //~ P501
         talk!(say a.spawn(|_| std::thread::sleep(MOMENT)));
         talk!(say [|_| std::thread::sleep(MOMENT)]);
         talk!(say run [|_| std::thread::sleep(MOMENT)]);
         talk!(say pool.install(|| a.par_iter().count()));
         talk!(say pool.scope(|| a.par_iter().count())); //~ P505",
    );
}

#[test]
fn a_macro_inside_an_unknown_macro_is_judged_as_outside() {
    plain(
        "talk!(say assert!(a < LIMIT)); //~ P203
         talk!(say assert!(LIMIT < 100));
         talk!(say stringify!(a.unwrap()));
         talk!(say unreachable![]); //~ P203",
    );
}

#[test]
fn unsafe_code_inside_an_unknown_macro_is_found_by_its_words() {
    plain(
        "talk!(kind of *const u8); //~ P206
         talk!(kind of *mut u8); //~ P206
         talk!(kind of *const (u8, u8)); //~ P206
         talk!(kind of *const [u8]); //~ P206
         talk!(say &raw const a); //~ P206
         talk!(say &raw mut a); //~ P206
         talk!(declare static mut TOTAL); //~ P206
         talk!(say unsafe { transmute(a) }); //~ P206",
    );
}

#[test]
fn words_of_unsafe_code_do_not_make_it() {
    plain(
        "talk!(say 2 * a);
         talk!(say 2 * const { 3 });
         talk!(say &mut a);
         talk!(let mut a);
         talk!(say raw + const { 3 });
         talk!(declare static TOTAL);
         talk!(kind &'static mut u8);",
    );
}

#[test]
fn a_lifetime_inside_an_unknown_macro_hides_nothing() {
    plain("talk!(say so it 'static panic!(a)); //~ P203");
}

#[test]
fn where_code_runs_is_told_by_the_words_before_its_bracket() {
    const SLEEP: &str = "std::thread::sleep(MOMENT)";
    plain(&format!(
        "talk!(say async {{ {SLEEP} }}); //~ P501
         talk!(say async move {{ {SLEEP} }}); //~ P501
         talk!(say then move {{ {SLEEP} }});
         talk!(say {{ {SLEEP} }});"
    ));
    asynchronous(&format!("talk!(say {{ {SLEEP} }}); //~ P501"));
}

#[test]
fn what_becomes_of_a_result_is_told_by_the_tokens_behind_it() {
    asynchronous(
        "talk!(say receiver.recv()?); //~ P501
         talk!(say receiver.recv().unwrap_or(1)); //~ P501
         talk!(say receiver.recv().r#unwrap_or(1)); //~ P501
         talk!(say receiver.recv().await);
         talk!(say receiver.recv() + is_ok);
         talk!(say receiver.recv() + 1);
         talk!(say door.recv_timeout(1).await);
         talk!(say door.recv_timeout(1).boxed()); //~ P501
         talk!(say TcpStream::connect(a)?); //~ P501
         talk!(say TcpStream::connect(a).await); //~ P301",
    );
}

#[test]
fn a_method_of_an_unknown_macro_is_underlined_with_its_brackets_if_they_are_empty() {
    assert_eq!(underlined("talk!(say a.unwrap().b)"), ["unwrap()"]);
    assert_eq!(underlined("talk!(say a.expect(\"why\"))"), ["expect"]);
}

#[test]
fn a_path_of_an_unknown_macro_is_underlined_from_its_first_name_to_its_last() {
    assert_eq!(underlined("talk!(say [a] std::fs::read::<u8>(b))"), ["std::fs::read"]);
    assert_eq!(underlined("talk!(say [a] ::std::fs::read::<u8>(b))"), ["std::fs::read"]);
    assert_eq!(underlined("talk!(say <std::fs::File>::open(b))"), ["<std::fs::File>::open"]);
    assert_eq!(underlined("talk!(say panic!(b))"), ["panic!"]);
}
