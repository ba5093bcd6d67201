// What `cleartext_storage` finds, and what it leaves alone.

fn f(card: Card) { sqlx::query!("SELECT seen($1)", card.cvv); }
fn f(api_token: &str) { shelf::write(folder, api_token); }
fn f(password: &str) { serde_json::to_writer(io::stdout(), password); } //~ P401
fn f(password: &str) { ciborium::into_writer(password, io::stdout()); ciborium::into_writer(password, stdout()); } //~ P401
fn f(password: &str) { ciborium::into_writer(password, File::create(p)); ciborium::into_writer(&password, file); } //~ P607 P601 P607
fn f(refresh_token: &str) { Shelf::write_all(file, refresh_token); }
fn f(password: &str) { io::copy(&mut password, &mut socket); }
fn f(password: &str) { io::copy(&mut password, &mut file); io::copy(password, File::create(p)); } //~ P607 P607 P601
fn f(password: &str) { Statement::from_sql_and_values(backend, "SELECT 1 FROM users WHERE p = $1", [password]); }
fn f(password: &str) { Statement::from_sql_and_values(backend, "INSERT INTO users VALUES ($1)", [password]); } //~ P607
fn f(password: &str) { auth::insert(password); }
fn f(password: &str) { Entity::insert(password); User::Entity::insert(password); users::Entity::insert(password); Entity::insert(ActiveModel { password: Set(password) }); } //~ P607 P607 P607 P607
fn f(password: &str) { sqlx::query(password); sqlx::query("INSERT INTO users VALUES (1)", password); }
fn f(password: &str) { sqlx::query(&format!("INSERT INTO users VALUES ('{password}')")); } //~ P607 P207
fn f(password: &str) { storage.set_item("password", password); } //~ P607
fn f(password: &str) { users.update_one(filter, password); users.find_one_and_update(x, password); } //~ P607 P607
fn f(ssn: &str) { shelf.write_record(ssn); }
fn f(password: &str) { db.execute("UPDATE users SET a = 1 WHERE api_key=?", params![password]); }
fn f(password: &str) { let statement = client.prepare("INSERT INTO users VALUES ($1)"); client.execute(&statement, &[&password]); } //~ P607
fn f(password: &str) { users::table.values(password); users::table.set(password); }
fn f(password: &str) { let user = Message { password: Set(password) }; user.insert(db); user.save(db); }
fn f(password: &str) { let user = ActiveModel { password: Set(password) }; user.insert(db); } //~ P607
fn f(password: &str) { con.set(a, b, password); }
fn f(password: &str) { redis::cmd("set").arg("key").arg(password); redis::cmd("GET").arg("key").arg(password); } //~ P607
fn f(password: &str) { shelf.item("password", password); }
fn f(password: &str) { client.put_item().item("password", AttributeValue::S(password)); client.update_item().item("a", password); } //~ P607 P607
#[derive(Serialize)] struct User { password: String } fn f(user: User) { writer.serialize(user); } //~ P604? P607
fn f(password: &str) { let x = sled::open("a"); x.insert("password", password); } //~ P607
fn f() { let mut outgoing = Request::new(); outgoing.prepare().insert(self.credential); }
fn f(ssn: &str) { connection.execute("CREATE TABLE users", params![ssn]); }
fn f(password: &str) { db.execute("INSERT INTO seen SELECT id FROM users WHERE password = ?", params![password]); }
fn f(password: &str) { db.execute("UPDATE users SET seen = now() WHERE id = ?", params![password]); } //~ P607
