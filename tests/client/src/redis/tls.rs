use std::path::PathBuf;

use super::{Redis, WITHOUT_DISK, spawn};
use crate::helpline::free_port;

/// A Redis that is spoken to over TLS alone, with a certificate that it signed itself.
pub struct TlsRedis(Redis);

impl TlsRedis {
    /// Starts one on a free port.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        std::fs::write(folder.path().join("certificate.pem"), made.cert.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let port = free_port();
        let tls_port = port.to_string();
        let tls = [
            "--port",
            "0",
            "--bind",
            "127.0.0.1",
            "--tls-port",
            &tls_port,
            "--tls-cert-file",
            "certificate.pem",
            "--tls-key-file",
            "key.pem",
            "--tls-ca-cert-file",
            "certificate.pem",
            "--tls-auth-clients",
            "no",
        ];
        let arguments = [&tls[..], &WITHOUT_DISK].concat();
        let process = spawn(folder.path(), &arguments, "eady to accept connections").await;
        Self(Redis {
            process,
            port,
            folder,
        })
    }

    /// Its address, as the configuration wants it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("rediss://127.0.0.1:{}/", self.0.port)
    }

    /// The file with its certificate, for those who are to trust it.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.0.folder.path().join("certificate.pem")
    }
}
