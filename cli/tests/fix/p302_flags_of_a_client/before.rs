pub fn client() -> bool {
    reqwest::ClientBuilder::default()
        .danger_accept_invalid_certs(true) // the proxy signs itself
        .danger_accept_invalid_hostnames( true )
        .build()
}
