//! Which published files still have an article that was taken back. It waits for nobody,
//! and writes nothing.

use crate::article::ArticleId;
use crate::edition::DocumentName;
use crate::pipeline::desk::editing_desk::EditingDesk;
use crate::pipeline::documents;
use crate::publish;
use crate::store::StoreError;

impl EditingDesk {
    /// The published files that have an article now.
    ///
    /// # Errors
    /// When the store cannot be asked in which pages of the archive it is.
    pub fn files_with(&self, id: &ArticleId) -> Result<Vec<DocumentName>, StoreError> {
        let mut names = documents(&self.settings);
        let pages = self.store.ask(|store| store.pages_with(id))?;
        names.extend(pages.into_iter().map(DocumentName::Archive));
        Ok(self.still_in(&names, id))
    }

    /// Those of these files that have it.
    pub fn still_in<'n>(
        &self,
        names: impl IntoIterator<Item = &'n DocumentName>,
        id: &ArticleId,
    ) -> Vec<DocumentName> {
        publish::still_in(&self.settings.publish.folder, names, id)
    }

    /// Whether it is known that none of these files can be written now.
    #[must_use]
    pub fn cannot_write(&self, names: &[DocumentName]) -> bool {
        let unwritten = self.health.report().unwritten;
        names.iter().all(|name| unwritten.contains(&name.file_name()))
    }
}
