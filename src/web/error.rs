//! Why a page could not be written.

/// Why a page of the web edition could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The template could not be filled.
    #[error("the page `{page}` of the web edition cannot be written: {source}")]
    Template {
        /// The page.
        page: String,
        /// What the template said.
        source: askama::Error,
    },
}

/// The bytes of a page.
pub(super) fn written(
    page: &crate::paper::Route,
    template: &impl askama::Template,
) -> Result<Vec<u8>, WebError> {
    let text = template.render();
    let error = |source| WebError::Template { page: page.below_root(), source };
    text.map(String::into_bytes).map_err(error)
}
