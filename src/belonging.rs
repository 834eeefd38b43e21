//! Whose a file is. What root makes in a newsroom's folders belongs to the account that the
//! newsroom runs under, as root is there only now and then; and whoever may not use a file is
//! told whose it is. It changes nothing of what was there before.

use rustix::fs::{Access, AtFlags, CWD, Gid, Uid, accessat, fchown};
use rustix::io::Errno;
use rustix::process::geteuid;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// An account and its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    user: u32,
    group: u32,
}

impl Owner {
    /// Of what is at a path; `None` when nothing is.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let facts = fs::metadata(path).ok()?;
        Some(Self { user: facts.uid(), group: facts.gid() })
    }

    /// Of the folder that something new is made in, or of the first above it that is there.
    #[must_use]
    pub fn around(path: &Path) -> Option<Self> {
        path.ancestors().skip(1).find_map(|folder| Self::of(or_here(folder)))
    }

    /// Gives a file that was just made to this owner, where it was made by root. That it
    /// cannot be given away (some file systems know of no owners) is told in the log.
    pub fn take_over(self, file: &File, path: &Path) {
        if !geteuid().is_root() || (self.user, self.group) == (0, 0) {
            return;
        }
        let (user, group) = (Uid::from_raw(self.user), Gid::from_raw(self.group));
        // By its handle: under its name somebody may have put something else meanwhile.
        if let Err(error) = fchown(file, Some(user), Some(group)) {
            let path = path.display();
            tracing::warn!(%error, %path, owner = %self, "this belongs to root, and could not be given to its owner");
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.user {
            0 => write!(f, "root"),
            user => write!(f, "account {user}"),
        }
    }
}

/// Makes a folder with those above it; each belongs to the owner of the one that it is in.
///
/// # Errors
/// When one cannot be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent() {
        make_folder(above)?;
    }
    match fs::create_dir(path) {
        Err(_) if path.is_dir() => return Ok(()),
        made => made?,
    }
    if let (Some(owner), Ok(folder)) = (Owner::around(path), File::open(path)) {
        owner.take_over(&folder, path);
    }
    Ok(())
}

/// Opens a file; where there is none, makes one that belongs to the owner of its folder.
///
/// # Errors
/// When it cannot be opened or made.
pub fn open_or_make(path: &Path, options: &OpenOptions) -> io::Result<File> {
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    match options.clone().create_new(true).open(path) {
        // Somebody else has made it meanwhile, or it is a link to what is not there yet.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            options.clone().create(true).open(path)
        }
        made => made.inspect(|file| {
            Owner::around(path).into_iter().for_each(|owner| owner.take_over(file, path));
        }),
    }
}

/// That this account may not use a file, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forbidden {
    path: PathBuf,
    owner: Owner,
    account: u32,
    is_read_only: bool,
}

impl Forbidden {
    /// The first of these that this account may not read and write, if there is one.
    #[must_use]
    pub fn any_of<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Option<Self> {
        let wanted = Access::READ_OK | Access::WRITE_OK;
        paths.into_iter().find_map(|path| Self::of(path, wanted))
    }

    /// A file that this account may not read, if it may not.
    #[must_use]
    pub fn to_read(path: &Path) -> Option<Self> {
        Self::of(path, Access::READ_OK)
    }

    fn of(path: &Path, wanted: Access) -> Option<Self> {
        let path = or_here(path);
        let wanted = if path.is_dir() { wanted | Access::EXEC_OK } else { wanted };
        let is_read_only = match accessat(CWD, path, wanted, AtFlags::EACCESS) {
            Err(Errno::ACCESS | Errno::PERM) => false,
            Err(Errno::ROFS) => true,
            _ => return None,
        };
        let owner = Owner::of(path).or_else(|| Owner::around(path))?;
        let account = geteuid().as_raw();
        Some(Self { path: path.to_owned(), owner, account, is_read_only })
    }

    /// The remedy.
    #[must_use]
    pub fn remedy(&self) -> String {
        let (path, account) = (self.path.display(), self.account);
        if self.is_read_only {
            return format!(
                "mount it so that it can be written, or name another place than {path}"
            );
        }
        if self.owner.user == account {
            return format!("chmod u+rwX {path}");
        }
        let owner = self.owner;
        format!(
            "as root, give it to whom the newsroom runs under (chown {account} {path}), or do this as {owner}"
        )
    }
}

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, owner, account, is_read_only } = self;
        let path = path.display();
        match is_read_only {
            true => write!(f, "{path} is on a disk that is mounted for reading only"),
            false => write!(f, "account {account} may not use {path}, which belongs to {owner}"),
        }
    }
}

/// Of these files, those that root has in a folder of somebody else, with whose that is: that
/// account may not be able to use them.
pub fn of_root_in_others(paths: &[PathBuf]) -> Vec<(&Path, Owner)> {
    let odd = paths.iter().filter_map(|path| {
        let (mine, around) = (Owner::of(path)?, Owner::around(path)?);
        (mine.user == 0 && around.user != 0).then_some((path.as_path(), around))
    });
    odd.collect()
}

/// The folder that nothing stands for is the one that one is in.
fn or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}
