//! Sites in temporary folders, and runs of the program in them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use tempfile::TempDir;

/// 12 May 2026, midnight UTC: the clock of all tests.
pub const NOW: &str = "1778544000";

/// The post of the small site.
pub const POST: &str = "content/jentik/posts/01-kuras-bak.md";

/// The campaign of both sites.
pub const CAMPAIGN: &str = "content/jentik/campaign.yaml";

/// A site in a folder that goes when it is dropped.
pub struct Site {
    folder: TempDir,
}

/// How a run ended and what it said.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Paths below a folder with `/`, to the bytes there.
pub type Tree = BTreeMap<String, Vec<u8>>;

impl Site {
    /// One campaign with one post on one channel, in one language.
    pub fn small() -> Self {
        Self::copied("small")
    }

    /// One campaign with every material, in two languages.
    pub fn full() -> Self {
        Self::copied("full")
    }

    /// One campaign with every kind of post, for the shapes of all channels.
    pub fn kinds() -> Self {
        Self::copied("kinds")
    }

    /// Every kind of post in the festive theme.
    pub fn semarak() -> Self {
        Self::copied("semarak")
    }

    /// One campaign in Indonesian, Javanese and Arabic, with a theme that speaks some of all three.
    pub fn languages() -> Self {
        Self::copied("languages")
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        Self { folder }
    }

    /// The site of this name in `tests/sites/`.
    pub fn copied(name: &str) -> Self {
        let site = Self::empty();
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/sites")
            .join(name);
        for (path, bytes) in tree(&from) {
            put(&site.path(&path), &bytes);
        }
        site
    }

    /// Writes a file.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        put(&self.path(path), bytes.as_ref());
        self
    }

    /// Replaces `from`, which must stand there once, by `to`.
    pub fn change(self, path: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.with(path, text.replace(from, to))
    }

    /// Adds to the end of a file.
    pub fn add(self, path: &str, text: &str) -> Self {
        let old = fs::read_to_string(self.path(path)).unwrap_or_default();
        self.with(path, old + text)
    }

    /// Removes a file.
    pub fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// A path in the site's folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// All files below a folder of the site.
    pub fn tree(&self, path: &str) -> Tree {
        tree(&self.path(path))
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program, to be run in the site's folder with a fixed clock and nothing from outside.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sebar"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .env("SOURCE_DATE_EPOCH", NOW)
            .env("TZ", "UTC");
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "CI"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// Builds, which must go well.
    pub fn built(self) -> Self {
        let run = self.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        self
    }

    /// Puts the small site, built before, into `public/`.
    pub fn published(self) -> Self {
        static PUBLIC: OnceLock<Tree> = OnceLock::new();
        let public = PUBLIC.get_or_init(|| Site::small().built().tree("public"));
        for (path, bytes) in public {
            put(&self.path("public").join(path), bytes);
        }
        self
    }

    /// What a build says that must fail on the content: the published folder stays as it was, and
    /// nothing is left behind.
    pub fn refused(self) -> String {
        let site = self.published();
        let before = site.tree("public");
        let beside = site.names();
        let run = site.run(&["build"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(site.tree("public") == before, "public/ was touched");
        assert_eq!(site.names(), beside, "something was left behind");
        assert_eq!(run.stdout, "");
        run.said()
    }

    /// What a check says that finds only warnings.
    pub fn warned(self) -> String {
        let run = self.run(&["check"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(run.stdout, "");
        run.said()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }
}

impl Run {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// What was said on standard error, without the lines that tell of progress.
    pub fn said(&self) -> String {
        let verbs = ["Reading ", "Planning ", "Drawing "];
        let told = |line: &&str| verbs.iter().any(|verb| line.trim_start().starts_with(verb));
        let lines = self.stderr.lines().filter(|line| !told(line));
        lines
            .collect::<Vec<_>>()
            .join("\n")
            .trim_matches('\n')
            .to_owned()
    }
}

/// Writes a file and the folders it is in.
pub fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// All files below a folder.
pub fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap();
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            files.insert(parts.join("/"), fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// What a build of the full site publishes, built once for all tests that only look at it.
pub fn full_public() -> &'static Tree {
    static FULL: OnceLock<Tree> = OnceLock::new();
    FULL.get_or_init(|| Site::full().built().tree("public"))
}
