//! What libraries do, as a second reading of findings in them showed: it looks like a pattern, and is none.

use portcullis_rules::{Breadth, Level, check_file};

use crate::ordinary::lines;

#[test]
fn what_is_leaked_for_ever_is_refused_and_what_somebody_may_free_is_advice() {
    let refused = |source: &str| {
        let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
        let findings = check_file(&file, source, Breadth::Everywhere);
        let found: Vec<_> = findings.iter().filter(|finding| finding.code() == Some("P509")).collect();
        assert!(found.len() <= 1, "{source}");
        found.first().map(|finding| finding.level() == Level::Deny)
    };
    for source in [
        "fn id(config: &Config) -> Id { Id(Box::leak(config.id.clone().into_boxed_str())) }",
        "fn id(name: String) -> Option<&'static str> { Some(Box::leak(name.into_boxed_str())) }",
        "fn ids(all: Vec<String>) -> Ids { all.into_iter().map(|it| &*Box::leak(it.into_boxed_str())).collect() }",
        "fn id(name: &str) -> &'static str { let id = PREFIX.to_owned() + name; Box::leak(id.into_boxed_str()) }",
        "fn id(number: u64) -> &'static str { format!(\"i{number}\").leak() }",
    ] {
        assert_eq!(refused(source), Some(true), "{source}");
    }
    for source in [
        "fn set(logger: Box<dyn Log>) -> Result<(), Taken> { set_inner(|| Box::leak(logger)) }",
        "fn config(&self) -> &'static Config { DEFAULT.get_or_init(|| Box::leak(Box::default())) }",
        "fn keep(task: Task) -> NonNull<Task> { NonNull::from(Box::leak(Box::new(task))) }",
        "fn send(request: Box<Request>) { unsafe { begin(Box::leak(request)) } }",
        "fn none(list: &mut List) -> Option<&mut ()> { let b = Box::new(()); Some(Box::leak(b)) }",
        "fn code(text: &str) -> Code {
            thread_local! { static KNOWN: RefCell<Map> = RefCell::default(); }
            KNOWN.with_borrow_mut(|it| it.add(format!(\"E{text}\").leak()))
        }",
        "fn api(kind: Kind) -> &'static Api {
            let all = API.get_or_init(|| RwLock::new(HashMap::new()));
            let made: &'static Api = Box::leak(Box::new(Api::of(kind)));
            all.write().unwrap().insert(kind, made);
            made
        }",
        "fn is_zero(q: &Field, x: &[Limb]) -> bool { let mut y = q.one(); q.add(&mut y, x); q.is(&y).leak() }",
        "fn is_zero(limbs: &[Limb]) -> bool { limbs_are_zero(limbs).leak() }",
        "fn take(self: Box<Self>) { let parts = ManuallyDrop::new(self.parts); close(parts.handle); }",
        "fn start(inner: &Arc<Inner>) { std::mem::forget(inner.clone()); }",
    ] {
        assert_eq!(refused(source), Some(false), "{source}");
    }
}

#[test]
fn a_function_that_a_macro_declares_is_not_called() {
    let declared = "link!(\"kernel32.dll\" \"system\" fn LoadLibraryW(name: PCWSTR) -> HMODULE);
        fn load(name: PCWSTR) -> HMODULE { unsafe { LoadLibraryW(name) } }";
    assert_eq!(lines("P708", declared), [2]);
}

#[test]
fn a_library_that_is_loaded_already_is_only_asked_for() {
    let open = |flags: &str| {
        let source = format!("fn open() -> Handle {{ unsafe {{ libc::dlopen(NAME, {flags}) }} }}");
        lines("P708", &source)
    };
    assert_eq!((open("libc::RTLD_NOLOAD"), open("libc::RTLD_NOW")), (vec![], vec![1]));
}

#[test]
fn what_a_model_checker_runs_is_test_code() {
    let source = "#[cfg(kani)] mod proofs { fn assume() { loop {} } }\nfn wait() { loop {} }";
    assert_eq!(lines("P503", source), [2]);
}

#[test]
fn another_function_of_that_name_is_no_recursion() {
    let said = |source: &str| {
        let file = syn::parse_file(source).expect("it parses");
        let findings = check_file(&file, source, Breadth::Everywhere);
        findings.iter().filter(|finding| finding.code() == Some("P507")).count()
    };
    assert_eq!(said("pub(crate) fn pair() -> Result<Pair> { super::pair(libc::SOCK_DGRAM) }"), 0);
    let of_trait = |arguments: &str| {
        said(&format!(
            "struct Model<W>(W);
            impl<W> Open for Model<W> {{
                async fn open(&self, request: Request, mode: Mode) -> Result<Stream> {{
                    Model::open({arguments}).await
                }}
            }}"
        ))
    };
    assert_eq!(said("fn leaf() -> Meta { Meta { address: leaf as *const c_void } }"), 0);
    let text =
        "impl From<&[Part]> for Text { fn from(parts: &[Part]) -> Self { Self::from(parts.to_vec()) } }";
    assert_eq!(said(text), 0);
    let shown = "enum Item { One(Part), All(Vec<Item>) }
        impl Debug for Item {
            fn fmt(&self, f: &mut Formatter) -> Result { match self { Self::One(it) => it.fmt(f), Self::All(it) => it.fmt(f) } }
        }";
    assert_eq!(said(shown), 0);
    assert_eq!((of_trait("self, request, mode"), of_trait("self, request.next(), mode")), (0, 1));
}

#[test]
fn functions_in_a_circle_and_a_call_that_a_macro_makes_are_advice() {
    let level = |body: &str| {
        let source = format!("#[tool]\nasync fn run(text: String) -> u32 {{ value(&text) }}\n{body}");
        let plugin = format!("#[tools]\nmod plugin {{ {source} }}");
        let file = syn::parse_file(&plugin).expect("it parses");
        let findings = check_file(&file, &plugin, Breadth::Everywhere);
        findings.iter().find(|finding| finding.code() == Some("P507")).map(|finding| finding.level())
    };
    let circle = "#[tool] fn value(text: &str) -> u32 { list(&text[1..]) }
        #[tool] fn list(text: &str) -> u32 { value(text) }";
    let itself = "#[tool] fn value(text: &str) -> u32 { value(&text[1..]) }";
    let called = "#[tool] fn value(text: &str) -> u32 { syscall!(value(text.as_ptr(), 1)) }";
    assert_eq!((level(circle), level(itself)), (Some(Level::Advice), Some(Level::Deny)));
    assert_eq!(level(called), Some(Level::Advice));
}

#[test]
fn what_is_certainly_large_enough_can_be_taken_from() {
    let with = |body: &str| {
        let source = format!("#[tool] async fn run(mut count: usize, delta: i64) -> usize {{ {body} }}");
        lines("P212", &source).len()
    };
    for body in [
        "if count > 0 { page(count - 1); } 0",
        "if count == 0 { return 0; } count - 1",
        "if count < 4 { return 0; } count - 4",
        "assert!(count.is_power_of_two()); count - 1",
        "if count >= 1 && delta < 0 { count -= 1; } count",
        "while count != 0 { count -= 1; } count",
    ] {
        assert_eq!(with(body), 0, "{body}");
    }
    for body in
        ["count - 1", "if count > 0 { return count - 2; } 0", "if count > 0 { count -= 1; } count - 1"]
    {
        assert_eq!(with(body), 1, "{body}");
    }
}

#[test]
fn a_message_of_the_files_own_is_none_that_somebody_sends() {
    let reads = "fn run(inbox: Receiver<Message>) {
        while let Ok(Message::Load(path)) = inbox.recv() { std::fs::read(path).ok(); }
    }";
    let own = format!("enum Message {{ Load(PathBuf), Stop }}\n{reads}");
    assert_eq!((lines("P209", reads), lines("P209", &own)), (vec![2], vec![]));
}

#[test]
fn a_host_that_stands_for_any_is_no_address() {
    let base = |host: &str| format!("fn base() -> Url {{ Url::parse(\"http://{host}\") }}");
    assert_eq!((lines("P303", &base("temp.com")), lines("P303", &base("shop.com"))), (vec![], vec![1]));
}
