//! A web server over TLS on loopback, with certificates of an authority that the test has
//! made: good ones, and such as nobody should believe. It asserts nothing itself.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

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
        serve(self.config(name, (from, to)), answer)
    }

    /// Serves this to everybody who agrees on HTTP/2 while connecting (ALPN), and speaks
    /// nothing else; what was agreed on comes out of the receiver at each request.
    pub(crate) fn serve_in_frames(
        &self,
        name: &str,
        body: &'static str,
    ) -> (SocketAddr, Receiver<String>) {
        let mut config = self.config(name, LONG);
        config.alpn_protocols = vec![b"h2".to_vec()];
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (agreed, seen) = mpsc::channel();
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let connection = ServerConnection::new(config.clone()).unwrap();
                // Who hangs up has what it wanted.
                let _ = in_frames(&mut StreamOwned::new(connection, socket), body, &agreed);
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
        with_certificate(certificate.der().clone(), &key)
    }
}

/// As [`Authority::serve`], with a certificate of an authority that nobody signed but itself,
/// as `openssl req -x509` makes one.
pub(crate) fn serve_as_itself(
    name: &str,
    answer: impl Fn(&str) -> String + Send + Sync + 'static,
) -> (SocketAddr, Receiver<String>) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    serve(with_certificate(certificate.der().clone(), &key), answer)
}

fn serve(
    config: ServerConfig,
    answer: impl Fn(&str) -> String + Send + Sync + 'static,
) -> (SocketAddr, Receiver<String>) {
    let config = Arc::new(config);
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

fn with_certificate(certificate: CertificateDer<'static>, key: &KeyPair) -> ServerConfig {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

/// Answers everything that is asked in frames of HTTP/2 (RFC 9113) until the client goes.
fn in_frames(
    stream: &mut StreamOwned<ServerConnection, TcpStream>,
    body: &str,
    agreed: &Sender<String>,
) -> io::Result<()> {
    const DATA: u8 = 0;
    const HEADERS: u8 = 1;
    const SETTINGS: u8 = 4;
    const PING: u8 = 6;
    let frame = |kind: u8, flags: u8, number: [u8; 4], payload: &[u8]| {
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        [&length[1..], &[kind, flags], &number, payload].concat()
    };
    let mut preface = [0; 24];
    stream.read_exact(&mut preface)?;
    stream.write_all(&frame(SETTINGS, 0, [0; 4], b""))?;
    loop {
        stream.flush()?;
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut payload)?;
        let number = [head[5], head[6], head[7], head[8]];
        match (head[3], head[4]) {
            (SETTINGS, 0) => stream.write_all(&frame(SETTINGS, 1, [0; 4], b""))?,
            (PING, 0) => stream.write_all(&frame(PING, 1, [0; 4], &payload))?,
            (HEADERS, _) => {
                let protocol = stream.conn.alpn_protocol().unwrap_or_default();
                let _ = agreed.send(String::from_utf8_lossy(protocol).into_owned());
                // `:status: 200` and `content-type`, by their numbers in HPACK's table.
                let kind = b"application/rss+xml";
                let fields = [&[0x88, 0x0F, 0x10, 19], &kind[..]].concat();
                stream.write_all(&frame(HEADERS, 4, number, &fields))?;
                stream.write_all(&frame(DATA, 1, number, body.as_bytes()))?;
            }
            _ => {}
        }
    }
}
