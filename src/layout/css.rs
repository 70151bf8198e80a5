//! What in a theme's CSS the layout engine does not know.
