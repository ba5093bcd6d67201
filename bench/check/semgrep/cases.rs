// What every rule for semgrep must find, and the rule of the same code: the line below each mark.

async fn prompts(model: Model, name: String) {
    // ruleid: P101
    model.prompt(&format!("Greet {name}")).await;
}

#[tool]
fn scripts(engine: Engine, script: String) {
    // ruleid: P105
    engine.eval(&script);
}

#[tool]
fn rows(names: Vec<String>, at: usize) -> String {
    // ruleid: P204
    names[at].clone()
}

#[tool]
fn casts(amount: u64) -> u8 {
    // ruleid: P205
    amount as u8
}

#[tool]
async fn orders(pool: Pool, name: String) {
    // ruleid: P207
    sqlx::query(&format!("SELECT * FROM orders WHERE name = '{name}'")).execute(&pool).await;
}

#[tool]
fn commands(line: String) {
    // ruleid: P208
    std::process::Command::new("sh").arg("-c").arg(&line).status();
}

#[capability(read, allow(ambient_filesystem, reason = "the case is about the path"))]
fn notes(name: String) -> String {
    // ruleid: P209
    std::fs::read_to_string(&name)
}

#[tool]
async fn pages(address: String) {
    // ruleid: P210
    reqwest::get(&address).await;
}

#[tool]
fn templates(tera: Tera, template: String, context: Context) {
    // ruleid: P211
    tera.render_str(&template, &context);
}

fn client() {
    // ruleid: P302
    reqwest::Client::builder().danger_accept_invalid_certs(true);
    // ruleid: P303
    let address = "http://orders.internal.net/list";
    send(address);
}

fn ciphers() -> Cipher {
    // ruleid: P308
    Cipher::aes_256_ecb()
}

fn signed(hooks: &Hooks, given: &str) -> bool {
    // ruleid: P309
    hooks.api_key == given
}

fn tokens(validation: &mut Validation) {
    // ruleid: P311
    validation.insecure_disable_signature_validation();
}

async fn listens() {
    // ruleid: P312
    tokio::net::TcpListener::bind("0.0.0.0:80").await;
}

fn logs(password: &str) {
    // ruleid: P402
    info!("signed in with {}", password);
}

#[tool]
fn greets(name: String) {
    // ruleid: P403
    info!("greeted {}", name);
}

fn queues() {
    // ruleid: P504
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
}

fn modes(options: &mut OpenOptions) {
    // ruleid: P606
    options.mode(0o777);
}

fn panics(text: &str) -> u32 {
    // ruleid: P203
    text.parse().unwrap()
}

fn first(bytes: &[u8]) -> u8 {
    // ruleid: P206
    unsafe { *bytes.get_unchecked(0) }
}

fn connects() {
    // ruleid: P301
    std::net::TcpStream::connect("orders:80");
}

async fn retries(address: &str) -> TcpStream {
    // ruleid: P304
    loop {
        if let Ok(stream) = TcpStream::connect(address).await {
            return stream;
        }
    }
}

fn settings() {
    // ruleid: P307
    std::env::var("HOME");
}

fn prints() {
    // ruleid: P401
    println!("done");
}

fn forgets(path: &Path) {
    // ruleid: P405
    let _ = std::fs::remove_file(path);
}

async fn blocks() {
    // ruleid: P501
    std::thread::sleep(SECOND);
}

fn loops(counter: &Counter) {
    // ruleid: P503
    loop {
        counter.add(1);
    }
}

fn detaches() {
    // ruleid: P505
    std::thread::spawn(run);
}

static COUNT: AtomicU32 = AtomicU32::new(0);

fn counts() {
    // ruleid: P506
    COUNT.fetch_add(1, Ordering::Relaxed);
}

fn ends() {
    // ruleid: P508
    std::process::exit(1);
}

fn leaks(order: Order) {
    // ruleid: P509
    std::mem::forget(order);
}

fn temporary() {
    // ruleid: P510
    std::fs::write("/tmp/orders.txt", "none");
}

fn opens() {
    // ruleid: P601
    std::fs::File::open("orders.txt");
}

fn starts() {
    // ruleid: P602
    std::process::Command::new("ls").status();
}

fn changes() {
    // ruleid: P603
    std::env::set_current_dir("orders");
}

fn loads() {
    // ruleid: P708
    let library = unsafe { libloading::Library::new("orders.so") };
}
