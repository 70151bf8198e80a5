//! What in a theme's CSS the layout engine does not know.

/// STUB
pub fn lint_template(
    _f: &std::sync::Arc<crate::diagnostic::SourceText>,
) -> Vec<crate::diagnostic::Diagnostic> {
    Vec::new()
}
