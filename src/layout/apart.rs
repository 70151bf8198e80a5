//! Which pictures have no say in layout: boxes that are as large whatever is in them.
//!
//! A picture is scaled to the pixels that are drawn of it, so it has another size of its own in the end
//! than it had in layout. Where its box does not ask for that size, nothing can move.

use std::collections::BTreeMap;

use takumi_core::{
    layout::{
        node::{ImageSourceInput, NodeKind},
        tree::RenderNode,
    },
    style::{ComputedStyle, Display, Length, MaxSize, ObjectFit, Position, Size},
};

/// The pictures that elements of a styled tree show, by their URLs, and whether all boxes of one stand
/// apart from its size.
pub(super) fn apart(root: &RenderNode) -> BTreeMap<&str, bool> {
    let mut apart = BTreeMap::new();
    let mut open = vec![(root, None)];
    while let Some((node, parent)) = open.pop() {
        if let Some(src) = source(node) {
            let stands = stands_apart(&node.context.style, parent);
            apart
                .entry(src)
                .and_modify(|all| *all &= stands)
                .or_insert(stands);
        }
        let children = node.children.iter().flatten();
        open.extend(children.map(|child| (child, Some(&*node.context.style))));
    }
    apart
}

fn source(node: &RenderNode) -> Option<&str> {
    let NodeKind::Image(image) = &node.node.as_ref()?.kind else {
        return None;
    };
    match &image.src {
        ImageSourceInput::Url(src) => Some(src),
        _ => None,
    }
}

/// Whether a replaced element has a width and a height that nothing inside it decides (CSS 2.2, §10.3.2
/// and §10.6.2), and takes none of its automatic minimum from there, as items of a flex container do (CSS
/// Flexible Box Layout, §4.5).
fn stands_apart(style: &ComputedStyle, parent: Option<&ComputedStyle>) -> bool {
    let absolute = matches!(
        style.base_data.position,
        Position::Absolute | Position::Fixed
    );
    let flows = parent.is_some_and(|parent| {
        matches!(
            parent.base_data.display,
            Display::Block | Display::FlowRoot | Display::InlineBlock
        )
    });
    // out of the flow, percentages are those of a box that is laid out before
    let given = |length: Length| is_length(length) || absolute && is_percentage(length);
    let size = |size: Size| matches!(size, Size::Length(length) if given(length));
    let most = |most: MaxSize| match most {
        MaxSize::None => true,
        MaxSize::Length(length) => given(length),
    };
    let least = |least: Length| matches!(least, Length::Auto) || given(least);
    let sizes = &style.box_data;
    // the others draw it in its own size
    let fills = matches!(
        style.misc_data.object_fit,
        ObjectFit::Fill | ObjectFit::Contain | ObjectFit::Cover
    );
    (absolute || flows)
        && fills
        && size(sizes.width)
        && size(sizes.height)
        && most(sizes.max_width)
        && most(sizes.max_height)
        && least(sizes.min_width)
        && least(sizes.min_height)
}

fn is_percentage(length: Length) -> bool {
    matches!(length, Length::Percentage(_))
}

/// Whether a length is one by itself: neither a share of something nor a calculation, which may hold one.
fn is_length(length: Length) -> bool {
    !matches!(
        length,
        Length::Auto | Length::Percentage(_) | Length::Calc(_)
    )
}
