// What `open_exposure` finds, and what it leaves alone.

fn f() { let all = [("access-control-allow-origin", "*"), ("x", "*")]; } //~ P312
fn f() { rocket::Config { address: "0.0.0.0".parse(), port: 80 }; } //~ P312
fn f() { shelf::Config { address: Ipv4Addr::UNSPECIFIED }; rocket::Other { address: Ipv4Addr::UNSPECIFIED }; rocket::Config { other: Ipv4Addr::UNSPECIFIED }; }
fn f() { rocket::Config { address: Ipv4Addr::LOCALHOST, port: 80 }; Config { bind: "127.0.0.1:80" }; }
async fn f() { let socket = UdpSocket::bind("0.0.0.0:53").await; socket.recv_from(&mut b).await; } //~ P301 P312
fn f() { cookie.allow_origins_fn(true); } //~ P312
fn f() { figment.merge(("address", "127.0.0.1")); figment.merge(("port", "0.0.0.0")); }
fn f() { figment.merge(("address", "0.0.0.0")); } //~ P312
fn f() { cors.allow_origin("*"); cors.allow_origins(true); x.allow_origin("*"); } //~ P312 P312
fn f() { jar.add(Cookie::new("a", "b")); jar.add(Cookie::new()); }
fn f(origin: String) { headers.insert("access-control-allow-origin", origin); }
fn f() { cookie.same_site(None); cookie.set_secure(false); jar.secure(false); } //~ P312
fn f() { http_server.start(SocketAddr::new(Ipv4Addr::LOCALHOST, 8080)); }
fn f() { TcpListener::bind((Ipv4Addr::from(0), 80)); } //~ P301
fn f() { port.connect(); let at = SocketAddr::new(Ipv4Addr::UNSPECIFIED, port); TcpListener::bind(at); } //~ P301
fn f() { let at = SocketAddr::new(Ipv4Addr::UNSPECIFIED, 9000); Server.run(at); } //~ P312
fn f() { let host = Ipv4Addr::new(0, 0, 0, 0); SocketAddr::new(host, port); }
fn f(value: &str) { let text = format!("{value}; max-age=5"); headers.insert(SET_COOKIE, text); } //~ P312
fn f() { format!("secure"); "; Path=/; Max-Age=3600"; headers.insert(header::SET_COOKIE, value); } //~ P312
fn f() { headers.insert(SET_COOKIE, "session=; Max-Age=0"); headers.insert(SET_COOKIE, "session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"); }
