use std::sync::OnceLock;

use actix_web::{HttpResponse, get, web};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use fancy_regex::Regex as FancyRegex;
use ldap3::{Ldap, LdapConn, LdapConnAsync, Scope, SearchEntry, dn_escape, ldap_escape};
use libxml::parser::Parser;
use libxml::xpath::Context as XmlContext;
use pcre2::bytes::RegexBuilder as PcreBuilder;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use sxd_xpath::{Context, Factory, Value, evaluate_xpath};

#[derive(Deserialize)]
pub struct SearchParams {
    pub pattern: String,
    pub flags: Option<String>,
    pub width: Option<u8>,
}

#[derive(Deserialize)]
pub struct Login {
    pub user: String,
    pub word: String,
}

pub struct Directory {
    pub base: String,
}

//# bad
#[get("/grep")]
async fn grep(params: web::Query<SearchParams>, lines: web::Data<Vec<String>>) -> HttpResponse {
    let Ok(re) = FancyRegex::new(&params.pattern) else {
        return HttpResponse::BadRequest().finish();
    };
    let found: Vec<&String> = lines.iter().filter(|l| re.is_match(l).unwrap_or(false)).collect();
    HttpResponse::Ok().json(found)
}

//# good
#[get("/grep-linear")]
async fn grep_linear(params: web::Query<SearchParams>, lines: web::Data<Vec<String>>) -> HttpResponse {
    let built = RegexBuilder::new(&params.pattern).size_limit(1 << 18).dfa_size_limit(1 << 18).build();
    let Ok(re) = built else {
        return HttpResponse::BadRequest().finish();
    };
    let found: Vec<&String> = lines.iter().filter(|l| re.is_match(l)).collect();
    HttpResponse::Ok().json(found)
}

//# bad
pub async fn highlight(Query(params): Query<SearchParams>) -> Result<String, StatusCode> {
    let flags = params.flags.unwrap_or_default();
    let mut source = format!("(?{})", if flags.is_empty() { "i" } else { &flags });
    source += "(?<=\\b)(";
    source += &params.pattern;
    source += ")(?=\\b)";
    let re = FancyRegex::new(source.as_str()).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(re.replace_all(include_str!("manual.txt"), "**$1**").into_owned())
}

//# good
pub async fn highlight_word(Query(params): Query<SearchParams>) -> Result<String, StatusCode> {
    let source = format!(r"(?<=\b)({})(?=\b)", fancy_regex::escape(&params.pattern));
    let re = FancyRegex::new(&source).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(re.replace_all(include_str!("manual.txt"), "**$1**").into_owned())
}

//# bad
pub fn filter_stdin(lines: &[Vec<u8>]) -> anyhow::Result<usize> {
    let mut pattern = String::new();
    std::io::stdin().read_line(&mut pattern)?;
    let re = PcreBuilder::new().caseless(true).jit_if_available(true).build(pattern.trim_end())?;
    let mut n = 0;
    for line in lines {
        if re.is_match(line)? {
            n += 1;
        }
    }
    Ok(n)
}

//# bad
pub fn is_allowed(name: &str, rules: &[String]) -> bool {
    rules
        .iter()
        .map(|rule| format!("^(?:{rule})$"))
        .filter_map(|source| onig::Regex::new(&source).ok())
        .any(|re| re.is_match(name))
}

//# good
pub fn is_well_formed(name: &str, rules: &[String]) -> bool {
    static SHAPE: OnceLock<FancyRegex> = OnceLock::new();
    let shape =
        SHAPE.get_or_init(|| FancyRegex::new(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$").expect("a fixed pattern"));
    shape.is_match(name).unwrap_or(false) && !rules.iter().any(|r| r == name)
}

//# bad
pub async fn count_in_log(Path(user): Path<String>) -> Result<String, StatusCode> {
    let log = tokio::fs::read_to_string("access.log").await.map_err(|_| StatusCode::NOT_FOUND)?;
    // The user's name decides which lines count.
    let re = Regex::new(&format!("^{user} .* 200$")).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(log.lines().filter(|l| re.is_match(l)).count().to_string())
}

//# good
pub async fn count_for_user(Path(user): Path<String>) -> Result<String, StatusCode> {
    let log = tokio::fs::read_to_string("access.log").await.map_err(|_| StatusCode::NOT_FOUND)?;
    let user = regex::escape(&user);
    let re = Regex::new(&format!("^{user} .* 200$")).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(log.lines().filter(|l| re.is_match(l)).count().to_string())
}

//# good
pub fn columns(text: &str, params: &SearchParams) -> Result<Vec<String>, regex::Error> {
    let width = params.width.unwrap_or(8).clamp(1, 64);
    let re = Regex::new(&format!(".{{1,{width}}}"))?;
    Ok(re.find_iter(text).map(|m| m.as_str().to_owned()).collect())
}

//# bad
pub fn find_user(document: &str, login: &Login) -> anyhow::Result<Option<String>> {
    let package = sxd_document::parser::parse(document)?;
    let path = format!("//user[name='{}' and word='{}']/@id", login.user, login.word);
    match evaluate_xpath(&package.as_document(), &path)? {
        Value::Nodeset(nodes) => Ok(nodes.document_order_first().map(|n| n.string_value())),
        _ => Ok(None),
    }
}

//# good
pub fn find_user_bound(document: &str, login: &Login) -> anyhow::Result<Option<String>> {
    let package = sxd_document::parser::parse(document)?;
    let path = Factory::new().build("//user[name=$name]/@id")?.ok_or_else(|| anyhow::anyhow!("no path"))?;
    let mut context = Context::new();
    context.set_variable("name", login.user.as_str());
    match path.evaluate(&context, package.as_document().root())? {
        Value::Nodeset(nodes) => Ok(nodes.document_order_first().map(|n| n.string_value())),
        _ => Ok(None),
    }
}

//# bad
pub fn prices_of(request: &tiny_http::Request, xml: &str) -> Option<Vec<String>> {
    let (_, query) = request.url().split_once('?')?;
    let section = url::form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "section")?.1;
    let document = Parser::default().parse_string(xml).ok()?;
    let context = XmlContext::new(&document).ok()?;
    let expression = ["/shop/", section.as_ref(), "/item/price"].concat();
    let found = context.evaluate(&expression).ok()?;
    Some(found.get_nodes_as_vec().iter().map(|n| n.get_content()).collect())
}

//# good
pub fn prices_in(section: &str, xml: &str) -> Option<Vec<String>> {
    let expression = match section {
        "books" => "/shop/books/item/price",
        "music" => "/shop/music/item/price",
        _ => return None,
    };
    let document = Parser::default().parse_string(xml).ok()?;
    let context = XmlContext::new(&document).ok()?;
    let found = context.evaluate(expression).ok()?;
    Some(found.get_nodes_as_vec().iter().map(|n| n.get_content()).collect())
}

//# good
pub fn price_number(number: u32, xml: &str) -> Option<String> {
    let document = Parser::default().parse_string(xml).ok()?;
    let context = XmlContext::new(&document).ok()?;
    let found = context.evaluate(&format!("//item[{}]/price", number.max(1))).ok()?;
    found.get_nodes_as_vec().first().map(|n| n.get_content())
}

impl Directory {
    //# bad
    pub async fn mail_of(&self, ldap: &mut Ldap, user: &str) -> anyhow::Result<Option<String>> {
        let filter = format!("(&(objectClass=person)(uid={user}))");
        let (entries, _) = ldap.search(&self.base, Scope::Subtree, &filter, vec!["mail"]).await?.success()?;
        let first = entries.into_iter().next().map(SearchEntry::construct);
        Ok(first.and_then(|e| e.attrs.get("mail").and_then(|m| m.first().cloned())))
    }

    //# good
    pub async fn phone_of(&self, ldap: &mut Ldap, user: &str) -> anyhow::Result<usize> {
        let filter = format!("(&(objectClass=person)(uid={}))", ldap_escape(user));
        let (entries, _) =
            ldap.search(&self.base, Scope::Subtree, &filter, vec!["telephoneNumber"]).await?.success()?;
        Ok(entries.len())
    }

    //# bad
    pub fn sign_in(&self, login: Login) -> anyhow::Result<bool> {
        let Login { user, word } = login;
        let mut dn = String::from("uid=");
        dn += user.trim();
        dn += ",ou=people,dc=example,dc=org";
        let mut ldap = LdapConn::new("ldaps://directory.example.org")?;
        Ok(ldap.simple_bind(&dn, &word)?.success().is_ok())
    }

    //# good
    pub fn sign_in_escaped(&self, login: Login) -> anyhow::Result<bool> {
        let dn = format!("uid={},ou=people,{}", dn_escape(login.user.as_str()), "dc=example,dc=org");
        let mut ldap = LdapConn::new("ldaps://directory.example.org")?;
        Ok(ldap.simple_bind(&dn, &login.word)?.success().is_ok())
    }

    //# bad
    pub async fn members(&self, groups: Vec<String>) -> anyhow::Result<usize> {
        let (conn, mut ldap) = LdapConnAsync::new("ldaps://directory.example.org").await?;
        ldap3::drive!(conn);
        let any =
            groups.iter().fold(String::from("(|"), |acc, g| acc + "(memberOf=cn=" + g + ",ou=groups)") + ")";
        let (entries, _) = ldap.search("dc=example", Scope::Subtree, &any, vec!["cn"]).await?.success()?;
        Ok(entries.len())
    }

    //# good
    pub async fn by_number(&self, ldap: &mut Ldap, number: &str) -> anyhow::Result<usize> {
        let number: u32 = number.trim().parse()?;
        let filter = format!("(employeeNumber={number})");
        let (entries, _) =
            ldap.search("ou=people,dc=example", Scope::OneLevel, &filter, vec!["cn"]).await?.success()?;
        Ok(entries.len())
    }

    //# good
    pub async fn by_initials(&self, ldap: &mut Ldap, initials: &str) -> anyhow::Result<usize> {
        anyhow::ensure!(
            !initials.is_empty() && initials.len() < 5 && initials.chars().all(char::is_alphanumeric),
            "initials are letters"
        );
        let filter = format!("(initials={initials})");
        let answer = ldap.search("ou=people,dc=example", Scope::OneLevel, &filter, vec!["cn"]).await?;
        Ok(answer.success()?.0.len())
    }
}

//# good
pub fn starts_like(line: &str, prefix: &str) -> bool {
    let expected = format!("^{prefix}.*$");
    println!("looking for {expected}");
    line.strip_prefix(prefix).is_some() && line.matches(prefix).count() == 1
}
