//! Promise: a CMS can push articles, and nobody else can.
//! - what is pushed is kept, served in the feeds, listed, withdrawn, and live again (`life`)
//! - no token, a wrong one, one for reading or for other sections changes nothing (`tokens`)
//! - whatever is sent as an id or a body is answered with a problem that says why (`hostile`)
//! - what was read can be sent back and changes nothing, under each of its names (`again`)
//! - what is pushed is taken whole or refused, and empties no article (`nothing_lost`)
//! - what the desk takes back no push brings again, and a draft is kept out (`retraction`)
//! - two who change one article do not undo each other's work, and a request that is
//!   sent twice is done once, also after a restart (`twice`)

mod again;
mod hostile;
mod life;
pub(crate) mod newsroom;
mod nothing_lost;
mod retraction;
mod tokens;
mod twice;
