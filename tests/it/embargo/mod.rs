//! Promise: what the desk keeps back until a time, nobody sees before it, and everybody then.
//! - what readers had is told as withdrawn, without its reason, and comes at its second with
//!   the date of that; lifted before, it is again of the date that it had;
//! - no later word of a source, nor a push of what was read, lets it out; and what a source
//!   says of its time stands when the desk's word is lifted: the latest of both counts;
//! - the last word counts, and `undo` brings the one before it back, never the article before
//!   that one's time;
//! - the same story under another name waits with it, and so does each part that is put apart;
//! - a retraction stands before it and beside it; a restored backup knows it;
//! - command, API and desk do the same, within the sections that somebody is for; a time that
//!   is past, or that may be two, is refused.

mod doors;
mod story;
