//! Sends a message to one address, under the rules of everything that is asked:
//! public addresses only, the host's pace, a time limit. It tries once.

use super::client::Client;
use super::error::FetchError;
use super::host::Turn;
use super::told::broken;
use super::ways::Way;
use crate::web_address::WebAddress;
use bytes::Bytes;
use http::Method;
use http::header::HeaderMap;

impl Client {
    /// Posts `body`, or puts it there; any status from 200 to 299 means that it was taken. No
    /// redirect is followed, because what is sent is meant for this address alone; and an
    /// error names its host alone, because the path may be a secret.
    ///
    /// # Errors
    /// When it was not taken, or may not be asked.
    pub async fn post(
        &self,
        method: Method,
        address: &WebAddress,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<(), FetchError> {
        let host = origin(address);
        let held = |until| FetchError::Held { address: host.to_string(), until };
        let turn = self.hosts().of(address).turn().await.map_err(held)?;
        let sending = self.send(&turn, (method, address), headers, body);
        tokio::time::timeout(self.timeout(), sending).await.unwrap_or_else(|_| {
            turn.host.answered(None);
            Err(FetchError::TimedOut { address: host.to_string(), limit: self.timeout() })
        })
    }

    async fn send(
        &self,
        turn: &Turn,
        (method, address): (Method, &WebAddress),
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<(), FetchError> {
        let host = origin(address);
        let Way { client, proxy } = self.way_to(&host).await?;
        let request = client.request(method, address.url().clone());
        let sent = request.headers(headers).body(body).send().await;
        let response = sent.map_err(|error| {
            turn.host.answered(None);
            broken(&host, proxy.as_deref(), error)
        })?;
        let status = response.status();
        turn.host.answered(Some(status.as_u16()));
        if status.is_success() {
            return Ok(());
        }
        let (address, status) = (host.to_string(), status.as_u16());
        match self.asked_to_wait(&turn.host, &response) {
            Some(retry_after) => Err(FetchError::Busy { address, status, retry_after }),
            None => Err(FetchError::Status { address, status }),
        }
    }
}

/// Scheme, host and port of an address.
fn origin(address: &WebAddress) -> WebAddress {
    address.join("/").unwrap_or_else(|_| address.clone())
}
