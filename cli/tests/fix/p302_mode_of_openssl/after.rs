use openssl::SslVerifyMode;

pub fn connect(connector: &mut openssl::Connector) {
    connector.set_verify(SslVerifyMode::PEER);
}
