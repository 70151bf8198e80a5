//! From files to typed campaigns. Every mistake in them is reported at its place; nothing stops at
//! the first.

mod campaign;
mod facts;
mod materials;
mod pictures;
mod posts;
mod prints;
mod read;
mod schema;
mod shape;
mod site;
mod yaml;

pub use facts::LocalFacts;
pub use site::{Selection, load};

/// The JSON Schema of each file that a writer writes: name, and schema.
pub fn schemas() -> Vec<(&'static str, serde_json::Value)> {
    use schemars::schema_for;
    vec![
        ("site.yaml", schema_for!(schema::SiteFile).to_value()),
        (
            "campaign.yaml",
            schema_for!(schema::CampaignFile).to_value(),
        ),
        ("facts.yaml", schema_for!(schema::FactsFile).to_value()),
        (
            "pictures.yaml",
            schema_for!(schema::PicturesFile).to_value(),
        ),
        (
            "posts/NN-name.md",
            schema_for!(schema::PostFront).to_value(),
        ),
        ("prints", schema_for!(schema::PrintFront).to_value()),
        ("sheets.yaml", schema_for!(crate::model::Sheets).to_value()),
        ("texts", schema_for!(schema::MaterialFront).to_value()),
    ]
}
