//! Sebar ("to spread"): from Markdown and YAML to everything that a campaign's partners need in hand.
//!
//! # The way of the data
//!
//! ```text
//! source → content → model → plan → render → bundle → site → output
//!          (check runs beside, over model, plan and laid-out documents)
//! ```
//!
//! | module | turns | into |
//! |---|---|---|
//! | [`source`] | a folder | files, each read once, with their hash |
//! | [`content`] | files | typed campaigns, with a [`Place`](diagnostic::Place) on all that a person wrote |
//! | [`model`] | | plain types: campaign, edition, fact, slot, sheet |
//! | [`catalog`] | data files | what is known of channels |
//! | [`text`] | Markdown | sections, page HTML, plain text, WhatsApp text; counts and locale formats |
//! | [`theme`] | theme folders | templates, tokens, fonts, art, lettering, treatments of photographs, the style that a page uses |
//! | [`plan`] | model and theme | every artifact, before anything is drawn |
//! | [`layout`] | HTML and CSS | a laid-out document, its findings, pixels or a tagged PDF |
//! | [`render`] | one job of the plan | bytes |
//! | [`advice`] | model and texts | what a reader would thank the writer for |
//! | [`bundle`] | artifacts of one kit | a deterministic ZIP with manifest and checksums |
//! | [`site`] | plan and artifacts' facts | pages, portal, feeds |
//! | [`output`] | staged files | the published folder, swapped in whole |
//! | [`diagnostic`] | | what is wrong, where, why it matters, what to do |
//! | [`build`] | all of the above | one build, one plan or one check |
//! | [`serve`] | all of the above | a site to look at while it is written |
//!
//! # Invariants
//!
//! 1. Same inputs, same bytes: on any machine, any day, any time zone, any number of threads. The
//!    clock, the fonts and the locale are inputs; system fonts are never used; the order of a hash
//!    map never reaches output.
//! 2. Nothing is cut, dropped, blanked or guessed in silence: overflow, a missing glyph, picture,
//!    fact, translation or alternative text is a diagnostic.
//! 3. Only [`source`] reads, only [`output`] writes, only the command line prints and exits.
//! 4. [`model`] knows no file, no YAML and no template; [`plan`] never draws; [`render`] never looks at
//!    another job.
//! 5. The library never panics on content; a theme's or a writer's mistake is a diagnostic with a
//!    position.
//! 6. Text is escaped where it enters HTML, WhatsApp text, file names and ZIP entries; paths never
//!    leave their root.
//! 7. No page needs a script to be read, asks another host for anything, or tracks anyone.
//! 8. A figure that stands in a fact register never stands again as a literal.

pub mod advice;
pub mod build;
pub mod bundle;
pub mod catalog;
pub mod cli;
pub mod content;
pub mod diagnostic;
pub mod layout;
pub mod model;
pub mod output;
pub mod plan;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
