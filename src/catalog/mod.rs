//! What Sebar knows of channels, as data with sources and dates. Nothing about a channel is a
//! constant in code.

mod sheets;

pub use sheets::{sheets, unsound};

use std::sync::OnceLock;

use crate::model::{Channel, Slot};

/// Every slot Sebar knows, in the order of the kit.
pub fn slots() -> &'static [Slot] {
    static SLOTS: OnceLock<Vec<Slot>> = OnceLock::new();
    SLOTS.get_or_init(|| {
        // a broken catalogue is a bug that `every_slot_is_sound` finds before anybody builds
        serde_yaml::from_str(include_str!("slots.yaml")).unwrap_or_default()
    })
}

/// The slot that a post on these channels is shown by: the first.
pub fn main_slot(channels: &[Channel]) -> Option<&'static Slot> {
    slots().iter().find(|slot| channels.contains(&slot.channel))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Shape;

    #[test]
    fn every_slot_is_sound() {
        let all = slots();
        assert_eq!(all.len(), 7);
        for slot in all {
            let (width, height) = slot.design_size();
            let drawn = (f64::from(height) * slot.scale()).round() as u32;
            assert_eq!(drawn, slot.height, "{}", slot.name);
            assert_eq!((f64::from(width) * slot.scale()).round() as u32, slot.width);
        }
    }

    #[test]
    fn shapes_follow_the_ratio() {
        assert_eq!(Shape::of(1080, 1920), Shape::Story);
        assert_eq!(Shape::of(1080, 1440), Shape::Portrait);
        assert_eq!(Shape::of(1080, 1080), Shape::Square);
        assert_eq!(Shape::of(1280, 720), Shape::Wide);
    }
}
