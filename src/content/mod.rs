//! From files to typed campaigns. Every mistake in them is reported at its place; nothing stops at
//! the first.

mod campaign;
mod channels;
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
pub use read::translated;
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

/// The JSON Schemas of all YAML files as editors use them: name, and schema. A file of another
/// language is laid over the first one's, so that none of its keys must be there.
pub fn editor_schemas() -> Vec<(String, serde_json::Value)> {
    let mut all = Vec::new();
    for (name, schema) in schemas() {
        let mut translation = schema.clone();
        nothing_required(&mut translation);
        let Some(name) = name.strip_suffix(".yaml") else {
            let name = name.split('/').next().unwrap_or(name);
            // other texts are translated whole, front matter and all
            if schema.get("required").is_some() {
                all.push((format!("{name}-translation-front-matter"), translation));
            }
            all.push((format!("{name}-front-matter"), schema));
            continue;
        };
        all.push((name.to_owned(), schema));
        all.push((format!("{name}-translation"), translation));
    }
    all
}

fn nothing_required(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(keys) => {
            // a property may be called `required`, too: then it is no list
            if keys
                .get("required")
                .is_some_and(serde_json::Value::is_array)
            {
                keys.shift_remove("required");
            }
            keys.values_mut().for_each(nothing_required);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(nothing_required),
        _ => {}
    }
}
