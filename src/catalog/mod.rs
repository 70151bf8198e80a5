//! What Sebar knows of channels, as data with sources and dates. Nothing about a channel is a
//! constant in code.

mod sheets;

pub use sheets::{sheets, unsound};

use std::sync::{Arc, OnceLock};

use crate::model::{Catalog, Slot};

/// Every channel and slot Sebar knows, in the order of the kit.
pub fn known() -> &'static Catalog {
    static KNOWN: OnceLock<Catalog> = OnceLock::new();
    KNOWN.get_or_init(|| {
        // a broken catalogue is a bug that `every_row_is_sound` finds before anybody builds
        let slots: Vec<Slot> = serde_yaml::from_str(include_str!("slots.yaml")).unwrap_or_default();
        Catalog {
            channels: serde_yaml::from_str(include_str!("channels.yaml")).unwrap_or_default(),
            slots: slots.into_iter().map(Arc::new).collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Channel, Shape};

    #[test]
    fn every_row_is_sound() {
        let known = known();
        let channels: Vec<Channel> = known.channels.iter().map(|rules| rules.channel).collect();
        assert_eq!(channels, Channel::ALL);
        assert!(known.slots.len() >= 20);
        let names: BTreeSet<_> = known
            .slots
            .iter()
            .map(|slot| (slot.folder.as_str(), slot.file_name()))
            .collect();
        assert_eq!(names.len(), known.slots.len(), "two slots, one file name");
        for slot in &known.slots {
            let (width, height) = slot.design_size();
            let drawn = (f64::from(height) * slot.scale()).round() as u32;
            assert!(drawn.abs_diff(slot.height) <= 1, "{}", slot.name);
            let margins = slot.covered;
            let laid_out = (f64::from(width) * slot.scale()).round() as u32;
            let sides = margins.left + margins.right;
            assert!([slot.width, slot.width - sides].contains(&laid_out));
            assert!(margins.left + margins.right < slot.width, "{}", slot.name);
            assert!(margins.top + margins.bottom < slot.height, "{}", slot.name);
            assert!(!slot.formats.is_empty() && !slot.source.is_empty());
        }
        for rules in &known.channels {
            let usual = known.of(rules.channel).any(|slot| slot.usual);
            assert!(usual || rules.channel == Channel::Own, "{}", rules.label);
        }
    }

    #[test]
    fn shapes_follow_the_ratio() {
        assert_eq!(Shape::of(1080, 1920), Shape::Story);
        assert_eq!(Shape::of(1080, 1440), Shape::Portrait);
        assert_eq!(Shape::of(1080, 1080), Shape::Square);
        assert_eq!(Shape::of(1280, 720), Shape::Wide);
        assert_eq!(Shape::of(851, 315), Shape::Wide);
    }
}
