//! Characters of a message, each with who wrote it: so that our marks work and the writer's do not.

/// Who wrote a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The writer: must not be taken for a mark.
    Literal,
    /// Us, or an address or code of the writer: stays as it is.
    Fixed,
    /// Us: one of the two marks of this pair.
    Mark(usize),
}

/// A stretch of a message.
#[derive(Debug, Clone, Default)]
pub(super) struct Ink(Vec<(char, Sort)>);

/// Marks of WhatsApp, and what replaces them where they would be taken for marks.
const LOOK_ALIKES: &[(char, char)] = &[('*', '∗'), ('_', '＿'), ('~', '∼'), ('`', 'ˋ')];

impl Ink {
    pub fn push(&mut self, c: char, sort: Sort) {
        self.0.push((c, sort));
    }

    pub fn literal(&mut self, text: &str) {
        self.0.extend(text.chars().map(|c| (c, Sort::Literal)));
    }

    pub fn fixed(&mut self, text: &str) {
        self.0.extend(text.chars().map(|c| (c, Sort::Fixed)));
    }

    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|(c, _)| c.is_whitespace())
    }

    pub fn text(&self) -> String {
        self.0.iter().map(|(c, _)| c).collect()
    }

    pub fn lines(self) -> Vec<Self> {
        let lines = self.0.split(|(c, _)| *c == '\n');
        lines.map(|line| Self(line.to_vec())).collect()
    }

    /// Blanks before, the words, blanks after.
    pub fn trimmed(self) -> (Self, Self, Self) {
        let blank = |(c, _): &(char, Sort)| c.is_whitespace();
        let start = self.0.iter().take_while(|g| blank(g)).count();
        let end = self
            .0
            .iter()
            .rposition(|g| !blank(g))
            .map_or(start, |at| at + 1);
        let part = |range: std::ops::Range<usize>| Self(self.0[range].to_vec());
        (part(0..start), part(start..end), part(end..self.0.len()))
    }

    /// Each line with something before it: the first with `first`, the others with `rest`.
    pub fn indented(self, first: &str, rest: &str) -> Self {
        let mut out = Self::default();
        for (index, line) in self.lines().into_iter().enumerate() {
            if index > 0 {
                out.fixed("\n");
            }
            out.fixed(if index == 0 { first } else { rest });
            out.append(line);
        }
        out
    }

    /// The text, without blanks at the ends of lines; with `marks`, safe for WhatsApp.
    pub fn finish(self, marks: bool) -> String {
        let mut out = String::new();
        for mut line in self.lines() {
            if marks {
                line.drop_lost_marks();
                line.disarm();
            }
            let text = line.text();
            out.push_str(text.trim_end());
            out.push('\n');
        }
        let text = out.trim_matches('\n').to_owned();
        // a block may hold empty lines of its own: one is enough
        let mut text = text;
        while text.contains("\n\n\n") {
            text = text.replace("\n\n\n", "\n\n");
        }
        text
    }

    fn is_word(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.0.get(at))
            .is_some_and(|(c, _)| c.is_alphanumeric())
    }

    /// Takes pairs out that touch a letter on their outside: WhatsApp would show them.
    fn drop_lost_marks(&mut self) {
        loop {
            let mut opened = Vec::new();
            let mut lost = Vec::new();
            for (at, (_, sort)) in self.0.iter().enumerate() {
                let Sort::Mark(pair) = *sort else {
                    continue;
                };
                let outside = if opened.contains(&pair) {
                    Some(at + 1)
                } else {
                    opened.push(pair);
                    at.checked_sub(1)
                };
                if self.is_word(outside) {
                    lost.push(pair);
                }
            }
            if lost.is_empty() {
                return;
            }
            self.0
                .retain(|(_, sort)| !matches!(sort, Sort::Mark(pair) if lost.contains(pair)));
        }
    }

    /// Replaces the writer's own marks where WhatsApp could take them for marks.
    fn disarm(&mut self) {
        for (mark, look_alike) in LOOK_ALIKES {
            let all = self.0.iter().filter(|(c, _)| c == mark).count();
            let hits: Vec<usize> = (0..self.0.len())
                .filter(|at| self.0[*at] == (*mark, Sort::Literal))
                .filter(|at| self.bullet(*at) || (all > 1 && self.can_mark(*at)))
                .collect();
            for at in hits {
                self.0[at].0 = *look_alike;
            }
        }
        if let Some((c @ '>', Sort::Literal)) = self.0.first_mut() {
            *c = '›';
        }
    }

    /// `* ` at the head of a line begins a list.
    fn bullet(&self, at: usize) -> bool {
        at == 0 && self.0[0].0 == '*' && self.0.get(1).is_some_and(|(c, _)| c.is_whitespace())
    }

    /// A mark has a word on one side and none on the other.
    fn can_mark(&self, at: usize) -> bool {
        let blank = |at: Option<usize>| {
            at.and_then(|at| self.0.get(at))
                .is_none_or(|(c, _)| c.is_whitespace())
        };
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let opens = !self.is_word(before) && !blank(after);
        let closes = !blank(before) && !self.is_word(after);
        opens || closes
    }
}
