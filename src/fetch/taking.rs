//! Takes the body of an answer: as far as it comes, up to the most that is taken, and without
//! its codings. It does not judge whether a body that breaks off is of use: who asked does.

use super::coding::{CodingFault, Decoded, decoded};
use super::error::FetchError;
use super::said::list_of;
use super::told::{broken, broken_off, causes, shown};
use crate::broken_off::aside;
use crate::web_address::WebAddress;
use bytes::{Bytes, BytesMut};
use http::header;
use reqwest::Response;

/// A body as it came.
pub(super) struct Taken {
    pub(super) bytes: Bytes,
    /// Why it breaks off, where it does.
    pub(super) cut: Option<String>,
}

/// Takes at most `limit` bytes, given up at the first byte too many.
pub(super) async fn take_body(
    response: Response,
    address: &WebAddress,
    limit: usize,
) -> Result<Taken, FetchError> {
    let coding = list_of(response.headers(), &header::CONTENT_ENCODING);
    let too_large = || FetchError::TooLarge { address: shown(address), limit };
    let Taken { bytes, cut } = as_it_comes(response, address, limit).await?;
    let decoding = aside(move || decoded(bytes, coding.as_deref(), limit)).await;
    let decoding = decoding.map_err(|cut| broken_off(address, cut.to_string()))?;
    let Decoded { bytes, broken } = decoding.map_err(|fault| match fault {
        CodingFault::Unknown(coding) => FetchError::Coding { address: shown(address), coding },
        CodingFault::TooLarge => too_large(),
    })?;
    let broken = broken.map(|reason| format!("the compressed answer is not whole ({reason})"));
    Ok(Taken { bytes, cut: cut.or(broken) })
}

async fn as_it_comes(
    mut response: Response,
    address: &WebAddress,
    limit: usize,
) -> Result<Taken, FetchError> {
    let too_large = || FetchError::TooLarge { address: shown(address), limit };
    if response.content_length().unwrap_or(0) > limit as u64 {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(None) => return Ok(Taken { bytes: body.freeze(), cut: None }),
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => return Err(too_large()),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Err(error) if body.is_empty() => return Err(broken(address, None, error)),
            Err(error) => {
                return Ok(Taken { bytes: body.freeze(), cut: Some(causes(&error.without_url())) });
            }
        }
    }
}
