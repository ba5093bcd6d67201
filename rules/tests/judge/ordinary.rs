//! What ordinary crates do, in whole files: it looks like a pattern, and is none.

use portcullis_rules::{Breadth, Level, check_file};

/// The lines on which a rule refuses something in a file; of P403 and P509, which only advise here, on which they do.
pub(super) fn lines(code: &str, source: &str) -> Vec<usize> {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let findings = check_file(&file, source, Breadth::Everywhere);
    let of_rule = findings.iter().filter(|it| {
        let advises = matches!(code, "P403" | "P509");
        it.code() == Some(code) && (it.level() == Level::Deny || advises)
    });
    of_rule.map(|finding| finding.place().line_and_column().0).collect()
}

#[test]
fn what_a_drop_of_the_same_file_frees_is_no_leak() {
    let owner = "fn keep(task: Task) -> List { List { head: Box::into_raw(Box::new(task)) } }";
    assert_eq!(lines("P509", owner), [1]);
    let freed =
        format!("{owner}\nimpl Drop for List {{ fn drop(&mut self) {{ Box::from_raw(self.head); }} }}");
    assert_eq!(lines("P509", &freed), [0; 0]);
    let other = format!("{owner}\nfn text(raw: *mut c_char) {{ CString::from_raw(raw); }}");
    assert_eq!(lines("P509", &other), [1], "it is another type that is freed");
}

#[test]
fn a_handle_is_closed_by_what_is_called_so() {
    let opened = "fn open(file: File) -> i32 { file.into_raw_fd() }";
    let closed = format!("{opened}\nfn close(handle: i32) {{ OwnedFd::from_raw_fd(handle); }}");
    assert_eq!((lines("P509", opened), lines("P509", &closed)), (vec![1], vec![]));
    let adopted = format!("{opened}\nfn adopt(handle: i32) -> OwnedFd {{ OwnedFd::from_raw_fd(handle) }}");
    assert_eq!(lines("P509", &adopted), [1]);
}

#[test]
fn what_a_field_wraps_is_taken_out_by_a_drop() {
    let kept = "fn keep(job: Job) -> Slot { Slot { job: ManuallyDrop::new(job) } }";
    let freed = format!(
        "{kept}\nimpl Drop for Slot {{ fn drop(&mut self) {{ ManuallyDrop::drop(&mut self.job); }} }}"
    );
    assert_eq!((lines("P509", kept), lines("P509", &freed)), (vec![1], vec![]));
}

#[test]
fn a_guard_of_the_function_is_forgotten_and_another_is_leaked() {
    let own = "fn run(f: Task) { struct Bomb; impl Drop for Bomb { fn drop(&mut self) { abort(); } }
        let bomb = Bomb {}; f.run(); std::mem::forget(bomb); }";
    assert_eq!(lines("P509", own), [0; 0]);
    assert_eq!(lines("P509", "fn run(room: Room) { let seat = room.enter(); std::mem::forget(seat); }"), [1]);
}

#[test]
fn an_error_is_told_where_it_becomes_a_text() {
    let source = "
        #[tool]
        async fn count(text: String) -> Result<u32, Answer> {
            let number = match parsed(&text) {
                Ok(number) => number,
                Err(answer) => return Err(passed_on(&text, answer)),
            };
            Ok(number)
        }
        fn passed_on(text: &str, answer: Answer) -> Answer {
            if text.is_empty() { return answer; }
            answer
        }
        fn parsed(text: &str) -> Result<u32, Answer> {
            text.parse::<u32>().map_err(|error| format!(\"no number: {error}\"))
        }";
    assert_eq!(lines("P404", source), [15]);
}

#[test]
fn the_limit_of_whoever_calls_is_a_limit() {
    let reads = "async fn read(body: Body, limit: usize) -> Bytes { to_bytes(body, limit).await }";
    let source = format!("{reads}\nasync fn all(body: Body) -> Bytes {{ read(body, usize::MAX).await }}");
    assert_eq!(lines("P504", &source), [0; 0]);
    let source = "async fn all(body: Body) -> Bytes { axum::body::to_bytes(body, usize::MAX).await }";
    assert_eq!(lines("P504", source), [1]);
}

#[test]
fn a_parallel_iterator_that_is_handed_back_runs_nothing() {
    let made = "fn words(list: &List) -> Words { Words { inner: list.words.par_iter() } }";
    let driven =
        "fn words(list: &List) -> Vec<Word> { let all = list.words.par_iter(); all.map(f).collect() }";
    assert_eq!((lines("P505", made), lines("P505", driven)), (vec![], vec![1]));
}

#[test]
fn what_a_thread_keeps_is_looked_at_or_changed() {
    let file = "thread_local! { static CACHE: RefCell<Vec<u8>> = RefCell::default(); }";
    let looks =
        format!("{file}\nfn size(out: &mut Out) {{ CACHE.with(|it| out.extend(it.borrow().all())); }}");
    let changes = format!("{file}\nfn size() {{ CACHE.with(|it| it.borrow_mut().check()); }}");
    assert_eq!((lines("P506", &looks), lines("P506", &changes)), (vec![], vec![2]));
}

#[test]
fn a_guard_without_mut_changes_nothing() {
    let file = "static SOURCE: Mutex<Option<u8>> = Mutex::new(None);";
    let looks = format!("{file}\nfn source() -> Option<u8> {{ let it = SOURCE.lock(); *it }}");
    let changes = format!("{file}\nfn set(with: u8) {{ let mut it = SOURCE.lock(); *it = Some(with); }}");
    let at_once = format!("{file}\nfn set(with: u8) {{ *SOURCE.lock() = Some(with); }}");
    assert_eq!(lines("P506", &looks), [0; 0]);
    assert_eq!((lines("P506", &changes), lines("P506", &at_once)), (vec![2], vec![2]));
}

#[test]
fn a_header_forges_no_line_and_a_body_does() {
    let header = "async fn say(headers: HeaderMap) {
        let agent = headers.get(\"user-agent\").and_then(|it| it.to_str().ok()).unwrap_or(\"none\");
        info!(\"asked by {agent}\");
    }";
    assert_eq!(lines("P403", header), [0; 0]);
    let names = "fn trailers(trailers: HeaderMap, known: &Names) {
        let mut last = None;
        for (name, value) in trailers {
            if let Some(name) = name { last = Some(name); }
            let name = last.as_ref().expect(\"a name\");
            debug!(\"{} is {value:?}\", &name);
        }
    }";
    assert_eq!(lines("P403", names), [0; 0]);
    let helper = "struct Logger;
        impl Logger {
            fn log(&self, request: &HttpRequest) {
                let shown = self.shown(&request.headers);
                info!(\"headers {}\", shown);
                info!(\"body {}\", String::from_utf8_lossy(&request.body));
            }
            fn shown(&self, headers: &http::HeaderMap) -> String {
                let mut all = Vec::new();
                for (name, value) in headers {
                    all.push(format!(\"{}: {}\", name.as_str(), value.to_str().unwrap_or(\"\")));
                }
                all.join(\", \")
            }
        }";
    assert_eq!(lines("P403", helper), [6]);
    assert_eq!(lines("P403", "async fn say(Json(text): Json<String>) { info!(\"said {text}\"); }"), [1]);
}

#[test]
fn a_question_whose_answer_is_returned_decides_nothing() {
    let source = "fn copy(target: &Path, linked: bool) -> Result<u64> {
        if linked {
            let metadata = std::fs::metadata(target)?;
            return Ok(metadata.len());
        }
        std::fs::copy(\"a\", target)
    }";
    assert_eq!(lines("P510", source), [0; 0]);
    let source = "fn read(path: &Path) -> Result<String> {
        let known = path.exists();
        if !known { return Ok(String::new()); }
        std::fs::read_to_string(path)
    }";
    assert_eq!(lines("P510", source), [2]);
}

#[test]
fn a_thread_of_the_users_own_is_a_thread() {
    let source = "async fn wait() { crate::sync::thread::spawn(|| { runtime.block_on(work()); }); }";
    assert_eq!(lines("P501", source), [0; 0]);
    assert_eq!(
        lines("P501", "async fn wait() { crate::sync::each(|| { runtime.block_on(work()); }); }"),
        [1]
    );
}

#[test]
fn a_listener_opens_a_port_and_reaches_no_host() {
    let message = |source: &str| {
        let file = syn::parse_file(source).expect("it parses");
        let findings = check_file(&file, source, Breadth::Everywhere);
        let found = findings.iter().find(|finding| finding.code() == Some("P301"));
        found.map(|finding| finding.message().to_owned())
    };
    let bound = message("async fn serve() { tokio::net::TcpListener::bind(ADDRESS).await?; }");
    assert!(bound.is_some_and(|it| it.ends_with("opens a port of this machine")));
    let spoken = "async fn speak(io: Stream) { hyper::client::conn::http1::handshake(io).await?; }";
    assert_eq!(message(spoken), None);
}

#[test]
fn an_error_that_a_guard_has_looked_at_is_not_swallowed() {
    let advised = |source: &str| {
        let file = syn::parse_file(source).expect("it parses");
        let findings = check_file(&file, source, Breadth::Everywhere);
        findings.iter().filter(|finding| finding.code() == Some("P405")).count()
    };
    let with =
        |arm: &str| format!("fn all() {{ match next() {{ Ok(it) => add(it), {arm} Err(_) => {{}} }} }}");
    assert_eq!(advised(&with("Err(error) if error.is_fatal() => stop(),")), 0);
    assert_eq!(advised(&with("")), 1);
}
