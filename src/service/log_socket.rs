//! The socket beside the store at which the running service hands out its log. Only the
//! account that the service runs under, and root, may ask there. What is said is not known
//! here.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

/// The longest name that a socket may have where the system has it given as a whole
/// (`sockaddr_un` has 108 bytes here, 104 elsewhere).
const LONGEST: usize = 100;

/// A socket that goes with whoever listens at it.
#[derive(Debug)]
pub(super) struct LogSocket {
    path: PathBuf,
    pub(super) listener: UnixListener,
}

impl LogSocket {
    /// Listens for those who ask a store's service. One that a service has left behind goes:
    /// call it only when no other runs.
    pub(super) fn beside(store: &Path) -> io::Result<Self> {
        let path = path(store);
        if fs::symlink_metadata(&path).is_ok_and(|there| there.file_type().is_socket()) {
            fs::remove_file(&path)?;
        }
        let listener = named(&path, |name| UnixListener::bind(name))?;
        let socket = Self { path, listener };
        fs::set_permissions(&socket.path, Permissions::from_mode(0o600))?;
        socket.listener.set_nonblocking(true)?;
        Ok(socket)
    }
}

impl Drop for LogSocket {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// The log of the service that runs on a store: an event a line, as long as it runs.
///
/// # Errors
/// When nobody listens there, or one may not ask.
pub fn log_of(store: &Path) -> io::Result<UnixStream> {
    named(&path(store), |name| UnixStream::connect(name))
}

fn path(store: &Path) -> PathBuf {
    let mut path = store.as_os_str().to_owned();
    path.push(".socket");
    path.into()
}

/// Does something with a socket by its name; by way of its open folder where the name is
/// longer than that of a socket may be.
fn named<T>(path: &Path, act: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    if path.as_os_str().len() <= LONGEST {
        return act(path);
    }
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return act(path) };
    let folder = File::open(folder)?;
    act(&PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd())).join(name))
}
