//! Standard output and standard error of a service that must survive them: lines go to a
//! thread of their own, and what nobody takes is dropped and counted. Nobody who writes
//! ever waits, and a stream that is closed or full ends nothing.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

/// The number of lines that wait for a stream that is not read.
const WAITING: usize = 4096;

/// The number of bytes that are kept while a stream is held.
const KEPT: usize = 1 << 20;

/// How long the end of the program waits for lines that are still to be written.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// A stream that never holds anybody up. Clones write to the same one.
#[derive(Clone, Debug)]
pub(crate) struct Outlet {
    lines: SyncSender<Word>,
    dropped: Arc<AtomicU64>,
}

enum Word {
    Line(Vec<u8>),
    /// What comes is kept from now on.
    Hold,
    /// What was kept is written, and what comes too.
    Release,
    /// All before it has been written.
    Mark(Sender<()>),
}

impl Outlet {
    /// Writes to this stream.
    pub(crate) fn to(stream: impl Write + Send + 'static) -> Self {
        let (lines, words) = sync_channel(WAITING);
        let dropped = Arc::new(AtomicU64::new(0));
        let lost = Arc::clone(&dropped);
        // Without a thread nothing is written, and nothing else is lost.
        let _ = thread::Builder::new()
            .name("outlet".to_owned())
            .spawn(move || write(stream, &words, &lost));
        Self { lines, dropped }
    }

    /// Takes whole lines, or counts them as dropped.
    pub(crate) fn say(&self, lines: Vec<u8>) {
        if self.lines.try_send(Word::Line(lines)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Keeps what comes, at most so many lines as may wait, until [`Outlet::release`].
    pub(crate) fn hold(&self) {
        let _ = self.lines.try_send(Word::Hold);
    }

    /// Writes what was kept, and what comes from now on.
    pub(crate) fn release(&self) {
        let _ = self.lines.try_send(Word::Release);
    }

    /// Gives what is still to be written a moment.
    pub(crate) fn flush(&self) {
        self.release();
        let (written, all) = channel();
        if self.lines.try_send(Word::Mark(written)).is_ok() {
            let _ = all.recv_timeout(LAST_WORDS);
        }
    }
}

/// Until nobody can say anything any more. Errors are nobody's: there is no other stream to
/// tell of them.
fn write(mut stream: impl Write, words: &Receiver<Word>, dropped: &AtomicU64) {
    let mut kept: Option<Vec<u8>> = None;
    for word in words {
        let lost = dropped.swap(0, Ordering::Relaxed);
        if lost > 0 {
            let _ = writeln!(stream, "pressroom: {lost} lines were dropped, because nobody read");
        }
        match word {
            Word::Line(lines) => match &mut kept {
                Some(kept) if kept.len() < KEPT => kept.extend(lines),
                _ => drop(stream.write_all(&lines)),
            },
            Word::Hold => kept = Some(kept.unwrap_or_default()),
            Word::Release => {
                let _ = stream.write_all(&kept.take().unwrap_or_default());
            }
            Word::Mark(written) => drop(written.send(())),
        }
        let _ = stream.flush();
    }
}

/// One message of the log: it goes out as one.
pub(crate) struct Message {
    outlet: Outlet,
    text: Vec<u8>,
}

impl Message {
    pub(crate) fn on(outlet: Outlet) -> Self {
        Self { outlet, text: Vec::new() }
    }
}

impl Write for Message {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        if !self.text.is_empty() {
            self.outlet.say(std::mem::take(&mut self.text));
        }
    }
}
