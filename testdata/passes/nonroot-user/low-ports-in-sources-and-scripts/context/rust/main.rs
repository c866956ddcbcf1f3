fn main() {
    let address = std::net::SocketAddr::from(([0, 0, 0, 0], 80));
    serve(address);
}
