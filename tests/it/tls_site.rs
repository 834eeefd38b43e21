//! A web server over TLS on loopback, with certificates of an authority that the test has
//! made: good ones, and such as nobody should believe. It asserts nothing itself.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Who signs certificates.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its own certificate, as a file of roots has it.
    pub(crate) pem: String,
}

/// From which year to which a certificate is valid.
pub(crate) type Years = (i32, i32);

/// Longer than anybody will run these tests.
pub(crate) const LONG: Years = (2020, 2120);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        // Two of one name would be taken for one that signs badly.
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        params.distinguished_name.push(DnType::CommonName, format!("Authority {number}"));
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        (params.not_before, params.not_after) =
            (date_time_ymd(2000, 1, 1), date_time_ymd(2150, 1, 1));
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// Serves until the process ends, with a certificate for this name; every head of a
    /// request comes out of the receiver.
    pub(crate) fn serve(
        &self,
        name: &str,
        (from, to): Years,
        answer: impl Fn(&str) -> String + Send + Sync + 'static,
    ) -> (SocketAddr, Receiver<String>) {
        let config = Arc::new(self.config(name, (from, to)));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (heads, seen) = mpsc::channel();
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let (config, heads, answer) = (config.clone(), heads.clone(), answer.clone());
                std::thread::spawn(move || {
                    let connection = ServerConnection::new(config).unwrap();
                    let mut stream = BufReader::new(StreamOwned::new(connection, socket));
                    let mut head = String::new();
                    while stream.read_line(&mut head).is_ok_and(|read| read > 2) {}
                    if head.is_empty() {
                        return;
                    }
                    let answer = answer(&head);
                    let _ = heads.send(head);
                    let stream = stream.get_mut();
                    let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.flush());
                    stream.conn.send_close_notify();
                    let _ = stream.flush();
                });
            }
        });
        (address, seen)
    }

    /// What a server with a certificate for this name is.
    pub(crate) fn config(&self, name: &str, (from, to): Years) -> ServerConfig {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.not_before, params.not_after) =
            (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap()
    }
}
