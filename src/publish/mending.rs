//! Puts right what another program did to the published files. It looks at their size,
//! time and inode, and reads none of them.

use super::PublishError;
use super::folder::Contents;
use super::publisher::Publisher;

impl Publisher {
    /// Writes every document anew of which a file is missing, or not as it was written;
    /// returns their names. Pages of the archive are only looked at: see
    /// [`Publisher::lacks_pages`].
    ///
    /// # Errors
    /// When the folder cannot be read, or a file not be written.
    pub fn mend(&mut self) -> Result<Vec<String>, PublishError> {
        self.be_in_place()?;
        let edition = self.edition().load_full();
        let mut mended = Vec::new();
        for document in edition.documents() {
            let contents = Contents::of(document);
            if self.unwritten().contains(&document.name) {
                continue; // The next printing tries it again.
            }
            if !self.folder().holds(&document.name, &contents) {
                let staged = self.folder().stage(&document.name, &contents)?;
                self.folder().place(staged)?;
                mended.push(document.name.file_name());
            }
        }
        if !mended.is_empty() {
            self.folder().sync()?;
        }
        if !self.archive_is_whole()? {
            self.archive_was_lost();
        }
        Ok(mended)
    }
}
