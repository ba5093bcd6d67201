//! A DNS server on loopback that answers as a test wants, and a resolver that asks it over UDP.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use portcullis_http::{Addresses, Resolve};
use tokio::net::UdpSocket;

/// One record of an answer; of the name that was asked for, or of the target of the alias before it.
#[derive(Debug, Clone)]
pub enum Record {
    Is(IpAddr),
    Alias(&'static str),
}

/// Records for the nth question (from 1) for this name and kind of address.
type Zone = dyn Fn(&str, usize) -> Vec<Record> + Send + Sync;

pub struct Dns {
    address: SocketAddr,
    asked: Arc<Mutex<HashMap<(String, u16), usize>>>,
}

const A: u16 = 1;
const CNAME: u16 = 5;
const AAAA: u16 = 28;

impl Dns {
    pub async fn serve(zone: impl Fn(&str, usize) -> Vec<Record> + Send + Sync + 'static) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let asked: Arc<Mutex<HashMap<(String, u16), usize>>> = Arc::default();
        let counts = asked.clone();
        let zone: Box<Zone> = Box::new(zone);
        tokio::spawn(async move {
            let mut question = [0; 1500];
            while let Ok((length, from)) = socket.recv_from(&mut question).await {
                if let Some(answer) = answer(&question[..length], &*zone, &counts) {
                    let _ = socket.send_to(&answer, from).await;
                }
            }
        });
        Dns { address, asked }
    }

    /// How often the IPv4 addresses of a name were asked for.
    pub fn asked_for(&self, name: &str) -> usize {
        self.asked.lock().unwrap().get(&(name.to_owned(), A)).copied().unwrap_or(0)
    }

    pub fn resolver(&self) -> Resolver {
        let mut connection = ConnectionConfig::udp();
        connection.port = self.address.port();
        let server = NameServerConfig::new(self.address.ip(), true, vec![connection]);
        let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        let options = builder.options_mut();
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        options.try_tcp_on_error = false;
        Resolver(builder.build().unwrap())
    }
}

/// A resolver of a well-known library, behind the trait.
pub struct Resolver(TokioResolver);

impl Resolve for Resolver {
    fn resolve<'a>(&'a self, name: &'a str) -> Addresses<'a> {
        Box::pin(async move {
            let found = self.0.lookup_ip(format!("{name}.")).await.map_err(io::Error::other)?;
            Ok(found.iter().collect())
        })
    }
}

fn answer(question: &[u8], zone: &Zone, counts: &Mutex<HashMap<(String, u16), usize>>) -> Option<Vec<u8>> {
    let mut at = 12;
    let mut labels = Vec::new();
    while let Some(length) = question.get(at).map(|length| usize::from(*length)).filter(|length| *length > 0)
    {
        labels.push(String::from_utf8(question.get(at + 1..at + 1 + length)?.to_vec()).ok()?.to_lowercase());
        at += 1 + length;
    }
    let kind = u16::from_be_bytes([*question.get(at + 1)?, *question.get(at + 2)?]);
    let end = at + 5;
    let name = labels.join(".");
    let nth = {
        let mut counts = counts.lock().unwrap();
        let count = counts.entry((name.clone(), kind)).or_default();
        *count += 1;
        *count
    };

    let mut records = Vec::new();
    let mut owner = name.clone();
    for record in zone(&name, nth) {
        match record {
            Record::Is(IpAddr::V4(address)) if kind == A => records.push(write(&owner, A, &address.octets())),
            Record::Is(IpAddr::V6(address)) if kind == AAAA => {
                records.push(write(&owner, AAAA, &address.octets()))
            }
            Record::Is(_) => {}
            Record::Alias(target) => {
                records.push(write(&owner, CNAME, &encode(target)));
                owner = target.to_owned();
            }
        }
    }
    let mut answer = question.get(..2)?.to_vec();
    // An answer, recursion desired and available, no error; one question, no additional records.
    answer.extend([0x81, 0x80, 0, 1, 0, records.len() as u8, 0, 0, 0, 0]);
    answer.extend(question.get(12..end)?);
    answer.extend(records.concat());
    Some(answer)
}

fn write(owner: &str, kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = encode(owner);
    record.extend(kind.to_be_bytes());
    // Class IN, no time to live.
    record.extend([0, 1, 0, 0, 0, 0]);
    record.extend((data.len() as u16).to_be_bytes());
    record.extend(data);
    record
}

fn encode(name: &str) -> Vec<u8> {
    let mut encoded = Vec::new();
    for label in name.split('.').filter(|label| !label.is_empty()) {
        encoded.push(label.len() as u8);
        encoded.extend(label.as_bytes());
    }
    encoded.push(0);
    encoded
}

pub fn is(address: &str) -> Record {
    Record::Is(address.parse().unwrap())
}

/// The address that the tests' servers seem to have.
pub const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(93, 184, 216, 34));

pub const PUBLIC_V6: IpAddr = IpAddr::V6(Ipv6Addr::new(0x2606, 0x2800, 0x220, 1, 0, 0, 0, 1));
