//! A post for one slot, as its template sees it.

use serde::Serialize;

use super::{Common, PictureContext, Pictures, common, section::shares};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, did_you_mean},
    model::{Compared, Fact, FactValue, Moment, Post, PostContent, Step},
    render::{Subject, image::Drawing},
    text::{
        self, Facts,
        locale::{self, DateStyle},
    },
};

/// What a social template is given.
#[derive(Debug, Serialize)]
pub struct Social<'a> {
    /// What every template is given.
    #[serde(flatten)]
    pub common: Common<'a>,
    /// `story`, `portrait`, `square` or `wide`.
    pub shape: &'static str,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Where it goes.
    pub slot: SlotContext<'a>,
    /// Which slide it is; none where readers cannot swipe.
    pub slide: Option<SlideContext>,
    /// The post.
    pub post: PostContext,
}

/// Where it goes.
#[derive(Debug, Serialize)]
pub struct SlotContext<'a> {
    /// The channel.
    pub channel: &'static str,
    /// The slot's name.
    pub name: &'a str,
    /// What the channel covers or cuts off on the left, in CSS pixels; text stays out of it.
    pub left: u32,
    /// On the top.
    pub top: u32,
    /// On the right.
    pub right: u32,
    /// On the bottom.
    pub bottom: u32,
}

/// One picture of several that readers swipe through.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct SlideContext {
    /// Which, counted from 1.
    pub number: usize,
    /// Of how many.
    pub count: usize,
}

/// The post.
#[derive(Debug, Serialize)]
pub struct PostContext {
    /// Name in file names.
    pub slug: String,
    /// Title as plain text.
    pub title: String,
    /// Title as inline HTML, stressed words in `<em>`.
    pub title_html: String,
    /// The same with `<br>` where its writer began a new line, for lettering.
    pub title_lines_html: String,
    /// Characters of the title.
    pub title_length: usize,
    /// The script of most of its letters, by its code in ISO 15924: `latn`, `arab`, `java`. A title may be in
    /// another than the page.
    pub script: String,
    /// Line above the title.
    pub kicker: String,
    /// Line below the title, inline HTML.
    pub text_html: Option<String>,
    /// Its picture.
    pub picture: Option<PictureContext>,
    /// Of `number`.
    pub number: Option<NumberContext>,
    /// Of `number`: what to compare it with.
    pub bars: Vec<BarContext>,
    /// Of `people`.
    pub groups: Vec<GroupContext>,
    /// Of `rebuttal`: what is said.
    pub claim: Option<String>,
    /// Of `rebuttal`: where.
    pub from: Option<String>,
    /// Of `rebuttal`: what somebody asks back.
    pub reply: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Of `steps`.
    pub steps: Vec<StepContext>,
    /// Of `quote`: who said it.
    pub by: Option<String>,
    /// Of `quote`: who that is.
    pub role: Option<String>,
    /// Of `list`: its lines, inline HTML.
    pub items: Vec<String>,
    /// Of `compare`: how it was, how it is.
    pub sides: Vec<SideContext>,
    /// Of `event`.
    pub event: Option<EventContext>,
    /// Of `thanks`: who says it.
    pub signed: Option<String>,
}

/// One of two that are compared.
#[derive(Debug, Serialize)]
pub struct SideContext {
    /// What stands above it.
    pub label: Option<String>,
    /// What it was or is, inline HTML.
    pub text: String,
    /// Its picture.
    pub picture: Option<PictureContext>,
}

/// When and where.
#[derive(Debug, Serialize)]
pub struct EventContext {
    /// Day of the month: 23.
    pub day: String,
    /// Name of the month: Mei.
    pub month: String,
    /// Day of the week: Sabtu.
    pub weekday: String,
    /// The whole date: Sabtu, 23 Mei 2026.
    pub date_text: String,
    /// From when to when.
    pub time: Option<String>,
    /// Where.
    pub place: String,
    /// How to find it.
    pub address: Option<String>,
}

/// A figure in parts.
#[derive(Debug, Serialize)]
pub struct NumberContext {
    /// Before it: Rp.
    pub prefix: Option<String>,
    /// The figure alone.
    pub value: String,
    /// After it: triliun.
    pub unit: Option<String>,
    /// All three.
    pub text: String,
    /// Who says so.
    pub source: Option<String>,
}

/// A figure to compare.
#[derive(Debug, Clone, Serialize)]
pub struct BarContext {
    /// What stands beside it.
    pub label: String,
    /// The whole figure.
    pub text: String,
    /// To draw with.
    pub value: Option<f64>,
    /// Of the largest, from 0 to 1.
    pub share: f64,
}

/// A count of people.
#[derive(Debug, Clone, Serialize)]
pub struct GroupContext {
    /// Who they are.
    pub label: String,
    /// The figure, by the language's rules.
    pub value: String,
    /// To draw with.
    pub number: Option<f64>,
}

/// One step.
#[derive(Debug, Serialize)]
pub struct StepContext {
    /// What to do.
    pub title: String,
    /// How.
    pub text: Option<String>,
    /// Its picture.
    pub picture: Option<PictureContext>,
}

/// The context of `post` in `slot`. What is wrong with the post goes to `report`.
pub fn social<'a>(subject: &Subject<'a>, drawing: &Drawing<'a>, report: &mut Report) -> Social<'a> {
    let Drawing { post, slot, .. } = *drawing;
    let (width, height) = slot.design_size();
    let length = |pixels: u32| (f64::from(pixels) / slot.scale()).ceil() as u32;
    Social {
        common: common(subject, &Pictures::for_layout(), report),
        shape: slot.shape().as_str(),
        width,
        height,
        slot: SlotContext {
            channel: slot.channel.as_str(),
            name: &slot.name,
            left: length(slot.covered.left),
            top: length(slot.covered.top),
            right: length(slot.covered.right),
            bottom: length(slot.covered.bottom),
        },
        slide: drawing
            .slide
            .map(|(number, count)| SlideContext { number, count }),
        post: post_context(subject, post, report),
    }
}

fn post_context(subject: &Subject, post: &Post, report: &mut Report) -> PostContext {
    let facts = subject.facts();
    let title = text::inline(&post.title, &post.title_place, &facts, report);
    let line = |text: &Option<String>, report: &mut Report| {
        text.as_ref()
            .map(|text| text::inline(text, &post.place, &facts, report))
    };
    let source = line(&post.source, report).map(|rich| rich.text);
    let below = line(&post.text, report).map(|rich| rich.html);
    let kicker = line(&post.kicker, report).map(|rich| rich.text);
    let picture = post.picture.as_ref().and_then(|name| {
        let at = &post.picture_place;
        Pictures::for_layout().find(subject, name, post.alt.as_deref(), at, report)
    });
    let mut context = PostContext {
        slug: post.slug.clone(),
        title_length: title.text.chars().count(),
        script: text::script(&title.text),
        title: title.text,
        title_html: no_widow(&title.html),
        title_lines_html: title_lines(post, &facts),
        kicker: kicker.unwrap_or_else(|| subject.texts().title.clone()),
        text_html: below,
        picture,
        number: None,
        bars: Vec::new(),
        groups: Vec::new(),
        claim: None,
        from: None,
        reply: None,
        source,
        steps: Vec::new(),
        by: None,
        role: None,
        items: Vec::new(),
        sides: Vec::new(),
        event: None,
        signed: None,
    };
    fill(&mut context, subject, post, report);
    context
}

/// The title with the breaks that its writer made in YAML, which elsewhere are blanks.
fn title_lines(post: &Post, facts: &dyn Facts) -> String {
    /// Says nothing in Markdown, and no writer's keyboard has it (U+E000, private use).
    const BREAK: &str = " \u{e000} ";
    let lines: Vec<&str> = post.title.trim().lines().map(str::trim).collect();
    // what is wrong in it is told of the title itself
    let mut told = Report::default();
    let title = text::inline(&lines.join(BREAK), &post.title_place, facts, &mut told);
    title.html.replace(BREAK, "<br>")
}

/// Ties a short last word of a title to the one before, so that it never stands alone on a line.
/// Lines of like length do the rest, and long words need every place where a line may end.
fn no_widow(html: &str) -> String {
    const WORDS: usize = 4;
    const SHORT: usize = 6;
    const BOTH: usize = 12;
    let outside = |at: usize| html[..at].matches('<').count() == html[..at].matches('>').count();
    let blanks: Vec<usize> = html
        .match_indices(' ')
        .map(|(at, _)| at)
        .filter(|&at| outside(at))
        .collect();
    let letters = |start: usize| {
        let shown = html[start..].split('<').enumerate();
        let shown = shown.map(|(i, part)| {
            if i == 0 {
                part
            } else {
                part.split('>').nth(1).unwrap_or_default()
            }
        });
        shown
            .flat_map(str::chars)
            .filter(|c| c.is_alphanumeric())
            .count()
    };
    match blanks.as_slice() {
        [.., before, last]
            if blanks.len() + 1 >= WORDS && letters(*last) <= SHORT && letters(*before) <= BOTH =>
        {
            format!("{}\u{a0}{}", &html[..*last], &html[last + 1..])
        }
        _ => html.to_owned(),
    }
}

fn fill(context: &mut PostContext, subject: &Subject, post: &Post, report: &mut Report) {
    let facts = subject.facts();
    match &post.content {
        PostContent::Statement | PostContent::Question | PostContent::Photo => {}
        PostContent::Number {
            fact,
            fact_place,
            bars,
        } => {
            if let Some(fact) = lookup(subject, fact, fact_place, report) {
                context.source = context.source.take().or_else(|| fact.source.clone());
                context.number = Some(NumberContext {
                    prefix: fact.prefix.clone(),
                    value: facts.value(fact),
                    unit: fact.unit.clone(),
                    text: facts.whole(fact),
                    source: fact.source.clone(),
                });
            }
            context.bars = bars_of(subject, bars, report);
        }
        PostContent::People { groups } => {
            let found = compared(subject, groups, report);
            let first = found.first().and_then(|(_, fact)| fact.source.clone());
            context.source = context.source.take().or(first);
            context.groups = found
                .iter()
                .map(|(group, fact)| GroupContext {
                    label: group.label.clone(),
                    value: facts.value(fact),
                    number: number(fact),
                })
                .collect();
        }
        PostContent::Rebuttal { claim, from, reply } => {
            context.claim = Some(text::inline(claim, &post.place, &facts, report).text);
            context.from.clone_from(from);
            context.reply.clone_from(reply);
        }
        PostContent::Steps { steps } => {
            context.steps = steps
                .iter()
                .map(|one| step(subject, post, one, report))
                .collect();
        }
        PostContent::Quote { by, role } => {
            let mut line = |text: &str| text::inline(text, &post.place, &facts, report).text;
            context.by = Some(line(by));
            context.role = role.as_deref().map(line);
        }
        PostContent::List { items } => {
            let mut line = |text: &String| text::inline(text, &post.place, &facts, report).html;
            context.items = items.iter().map(&mut line).collect();
        }
        PostContent::Compare { before, after } => {
            let mut one = |one: &Moment| side(subject, post, one, report);
            context.sides = vec![one(before), one(after)];
        }
        PostContent::Event {
            day,
            time,
            venue,
            address,
        } => {
            let language = subject.language().as_str();
            let mut line = |text: &str| text::inline(text, &post.place, &facts, report).text;
            context.event = Some(EventContext {
                day: day.day().to_string(),
                month: locale::month(*day, language),
                weekday: locale::weekday(*day, language),
                date_text: locale::date(*day, language, DateStyle::Long),
                time: time.as_deref().map(&mut line),
                place: line(venue),
                address: address.as_deref().map(&mut line),
            });
        }
        PostContent::Thanks { signed } => {
            let office = &subject.site.organisation.get(subject.language()).name;
            context.signed = Some(signed.clone().unwrap_or_else(|| office.clone()));
        }
    }
}

/// Facts beside one another, the largest as long as there is room.
fn bars_of(subject: &Subject, bars: &[(Compared, Place)], report: &mut Report) -> Vec<BarContext> {
    let facts = subject.facts();
    let found = compared(subject, bars, report);
    let values: Vec<Option<f64>> = found.iter().map(|(_, fact)| number(fact)).collect();
    let bars = found.iter().zip(shares(&values));
    let bars = bars.map(|((bar, fact), share)| BarContext {
        label: bar.label.clone(),
        text: facts.whole(fact),
        value: number(fact),
        share,
    });
    bars.collect()
}

fn side(subject: &Subject, post: &Post, side: &Moment, report: &mut Report) -> SideContext {
    let facts = subject.facts();
    SideContext {
        label: side.label.clone(),
        text: text::inline(&side.text, &post.place, &facts, report).html,
        picture: side.picture.as_ref().and_then(|name| {
            let pictures = Pictures::for_layout();
            pictures.find(subject, name, None, &post.place, report)
        }),
    }
}

fn step(subject: &Subject, post: &Post, step: &Step, report: &mut Report) -> StepContext {
    let facts = subject.facts();
    StepContext {
        title: text::inline(&step.title, &post.place, &facts, report).text,
        text: step
            .text
            .as_ref()
            .map(|text| text::inline(text, &post.place, &facts, report).html),
        picture: step.picture.as_ref().and_then(|name| {
            let pictures = Pictures::for_layout();
            pictures.find(subject, name, Some(""), &post.place, report)
        }),
    }
}

fn compared<'a>(
    subject: &Subject<'a>,
    list: &'a [(Compared, Place)],
    report: &mut Report,
) -> Vec<(&'a Compared, &'a Fact)> {
    list.iter()
        .filter_map(|(one, place)| Some((one, lookup(subject, &one.fact, place, report)?)))
        .collect()
}

fn number(fact: &Fact) -> Option<f64> {
    match fact.value {
        FactValue::Number(number) => Some(number),
        FactValue::Text(_) => None,
    }
}

fn lookup<'a>(
    subject: &Subject<'a>,
    key: &str,
    place: &Place,
    report: &mut Report,
) -> Option<&'a Fact> {
    let found = subject.texts().facts.get(key);
    if found.is_none() {
        let facts = subject.facts();
        let label = match did_you_mean(key, facts.keys()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "not in facts.yaml".to_owned(),
        };
        report.push(
            Diagnostic::error(Code::UnknownFact, format!("there is no fact `{key}`"))
                .at(place.clone(), label)
                .why("the figure would be missing from the picture")
                .help(format!(
                    "facts of this campaign: {}",
                    facts.keys().join(", ")
                )),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::no_widow;

    #[test]
    fn no_short_word_stands_alone_at_the_end_of_a_title() {
        let cases = [
            ("Apa saja yang baru", "Apa saja yang\u{a0}baru"),
            (
                "Kenali petugas <em>yang asli</em>",
                "Kenali petugas <em>yang\u{a0}asli</em>",
            ),
            ("Terima kasih, kader", "Terima kasih, kader"),
            (
                "Empat alasan datang ke posyandu",
                "Empat alasan datang ke posyandu",
            ),
            ("Satu", "Satu"),
        ];
        for (title, tied) in cases {
            assert_eq!(no_widow(title), tied);
        }
    }
}
