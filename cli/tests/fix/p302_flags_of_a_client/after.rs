pub fn client() -> bool {
    reqwest::ClientBuilder::default()
        .danger_accept_invalid_certs(false) // the proxy signs itself
        .danger_accept_invalid_hostnames( false )
        .build()
}
