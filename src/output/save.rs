//! One file, outside of any site.

use std::path::Path;

use super::Error;

/// Writes `bytes` to `path`, in place of what is there.
///
/// # Errors
/// [`Error::Problem`] if it cannot be written.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(path, bytes).map_err(|error| Error::write(path.display(), &error))
}
