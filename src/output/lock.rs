//! One build at a time for one folder.
//!
//! The lock is the operating system's, on a file in the working folder: it ends with the process
//! however that ends, so a killed build leaves no lock behind.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

/// How often to look again when another build takes its lock file away under our hands.
const TRIES: usize = 16;

/// A held lock; let go when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    // held for its lock alone
    _file: File,
    path: PathBuf,
}

/// Why there is no lock.
#[derive(Debug)]
pub(super) enum NoLock {
    /// Another build holds it; its process id, where it can be read.
    Held(Option<u32>),
    /// The file system refuses.
    Io(io::Error),
}

impl Lock {
    /// Makes the folder `work` and holds the file `lock` in it.
    pub(super) fn take(work: &Path) -> Result<Self, NoLock> {
        let path = work.join("lock");
        for _ in 0..TRIES {
            match fs::create_dir(work) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(NoLock::Io(error));
                }
                _ => {}
            }
            let opened = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path);
            let mut file = match opened {
                Ok(file) => file,
                // the other build ended and took its folder away between the two calls
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(NoLock::Io(error)),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(NoLock::Held(holder(&mut file))),
                // some network file systems know no locks: two builds at once are rare there
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(NoLock::Io(error)),
            }
            if !is_still_there(&file, &path) {
                continue;
            }
            file.set_len(0).map_err(NoLock::Io)?;
            writeln!(file, "{}", std::process::id()).map_err(NoLock::Io)?;
            return Ok(Self { _file: file, path });
        }
        Err(NoLock::Held(None))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // while still held: whoever waits for this very file sees that it is gone
        let _ = fs::remove_file(&self.path);
    }
}

/// The process id that the holder wrote. Windows does not let others read a locked file.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Whether `path` still names the file that was opened, and not a younger one.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(named)) => ours.dev() == named.dev() && ours.ino() == named.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}
