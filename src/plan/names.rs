//! Names of the files in a kit: clear outside of it too, after they were sent on.

use super::{Encoding, TextJob};
use crate::model::{Campaign, Channel, Edition, PieceKind, Slot, Tone};

/// Folders of a kit, by use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Folder {
    Page,
    Whatsapp,
    Social,
    Print,
    Talk,
    Press,
    Captions,
    Rules,
    Calendar,
}

impl Folder {
    /// The folder's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Folder::Page => "page",
            Folder::Whatsapp => "whatsapp",
            Folder::Social => "social",
            Folder::Print => "print",
            Folder::Talk => "talk",
            Folder::Press => "press",
            Folder::Captions => "captions",
            Folder::Rules => "rules",
            Folder::Calendar => "calendar",
        }
    }
}

/// What all names of one kit share.
#[derive(Debug)]
pub struct FileNames {
    code: String,
    suffix: String,
    version: u32,
    folder: String,
}

impl FileNames {
    /// Names for one edition of a campaign, whose pages stand in `folder`.
    pub fn new(campaign: &Campaign, edition: &Edition, folder: &str) -> Self {
        Self {
            code: campaign.code.clone(),
            suffix: edition.suffix(),
            version: campaign.version,
            folder: folder.to_owned(),
        }
    }

    /// `kit/social/se2026_tanda-petugas_square_id_1080x1080_v1.png`
    /// `slide` counts from 1 where there is more than one.
    pub fn image(
        &self,
        post: &str,
        slot: &Slot,
        slide: Option<usize>,
        encoding: Encoding,
    ) -> String {
        let slide = slide.map(|slide| format!("-{slide}")).unwrap_or_default();
        let name = format!("{post}_{}{slide}", slot.file_name());
        let size = format!("_{}x{}", slot.width, slot.height);
        self.path(&slot.folder, &name, &size, "", encoding.extension())
    }

    /// `kit/captions/se2026_tanda-petugas_instagram_id_v1.txt`
    pub fn caption(&self, post: &str, channel: Channel, tone: Option<Tone>) -> String {
        let tone = tone
            .map(|tone| format!("-{}", tone.as_str()))
            .unwrap_or_default();
        let name = format!("{post}_{}{tone}", channel.as_str());
        self.path(Folder::Captions.as_str(), &name, "", "", "txt")
    }

    /// `kit/calendar/se2026_calendar_id_v1.ics`
    pub fn calendar(&self, ending: &str) -> String {
        self.path(Folder::Calendar.as_str(), "calendar", "", "", ending)
    }

    /// `kit/talk/se2026_script_id_v1.txt`
    pub fn text(&self, folder: Folder, name: &str) -> String {
        self.path(folder.as_str(), name, "", "", "txt")
    }

    /// `kit/page/se2026_flyer_id_v1.html`
    pub fn page(&self, name: &str) -> String {
        self.path(Folder::Page.as_str(), name, "", "", "html")
    }

    /// `kit/print/se2026_leaflet_id_v1_screen.pdf`
    pub fn print(&self, name: &str, version: &str) -> String {
        self.path(
            Folder::Print.as_str(),
            name,
            "",
            &format!("_{version}"),
            "pdf",
        )
    }

    /// `kit/print/se2026_leaflet_id_v1_proof.png`; of a booklet, which has many sheets, a PDF.
    pub fn proof(&self, kind: PieceKind) -> String {
        let extension = match kind {
            PieceKind::Booklet => "pdf",
            PieceKind::Leaflet | PieceKind::Poster | PieceKind::Card => "png",
        };
        let folder = Folder::Print.as_str();
        self.path(folder, kind.name(), "", "_proof", extension)
    }

    fn path(&self, folder: &str, name: &str, size: &str, variant: &str, extension: &str) -> String {
        let Self {
            code,
            suffix,
            version,
            folder: top,
        } = self;
        format!("{top}/kit/{folder}/{code}_{name}_{suffix}{size}_v{version}{variant}.{extension}")
    }
}

/// Where in the kit a text goes.
pub(super) fn place_of(text: TextJob) -> (Folder, &'static str) {
    let folder = match text {
        TextJob::Message => Folder::Whatsapp,
        TextJob::TalkingPoints | TextJob::Script | TextJob::Faq => Folder::Talk,
        TextJob::PressRelease => Folder::Press,
        TextJob::Rules => Folder::Rules,
    };
    (folder, text.name())
}
