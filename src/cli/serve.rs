//! `sebar serve`

use std::sync::Arc;

use jiff::Zoned;

use super::{
    End,
    arguments::Serve,
    print, show,
    terminal::{Style, counted},
};
use crate::serve::{self, Desk, watch::Reloaded};

/// Shows the site until Ctrl-C.
pub fn run(arguments: &Serve) -> End {
    let place = &arguments.place;
    let options = match place.options() {
        Ok(options) => options,
        Err(message) => return show::usage(&message),
    };
    if let Some(threads) = place.jobs {
        // the first to ask decides; nothing has asked before
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        let _ = pool.build_global();
    }
    let (listener, address) = match serve::listen(arguments.port) {
        Ok(found) => found,
        Err(error) => {
            show::usage(&format!(
                "no port from {} on can be listened at: {error}\n  = help: choose another one: --port 8080",
                arguments.port
            ));
            return End::Fault;
        }
    };
    let style = place.style();
    let url = format!("http://{address}/");
    let taken = (arguments.port != 0 && address.port() != arguments.port).then(|| {
        format!(
            "  Port {} is taken; this is the next free one.\n",
            arguments.port
        )
    });
    let desk = Arc::new(Desk::open(options));
    print::err(&format!(
        "  Sebar {}   {}   (only this computer)\n{}  Watching content/ and themes/. Ctrl-C stops.\n",
        env!("CARGO_PKG_VERSION"),
        style.strong(&url),
        taken.unwrap_or_default(),
    ));
    let found = desk.loaded();
    show::diagnostics(&found.report, place, true);
    let watched = serve::watch::watch(Arc::clone(&desk), &place.root, move |reloaded| {
        print::err(&line(&reloaded, style));
    });
    if let Err(error) = watched {
        print::err(&format!(
            "  Changes cannot be watched here ({error}): start again to see them.\n"
        ));
    }
    if arguments.open && !open(&url) {
        print::err("  No browser could be opened: open the address yourself.\n");
    }
    match serve::answer(desk, listener) {
        Ok(()) => End::Good,
        Err(error) => {
            show::usage(&format!("the preview stopped: {error}"));
            End::Fault
        }
    }
}

/// `14:02:11  leaflet.md changed → 2 pieces, read in 61 ms`
fn line(reloaded: &Reloaded, style: Style) -> String {
    let time = Zoned::now().strftime("%H:%M:%S").to_string();
    let files = match &reloaded.files[..] {
        [one] => one.trim_start_matches("content/").to_owned(),
        many => counted(many.len() as u64, "file", "files"),
    };
    let change = &reloaded.change;
    let mut said = format!(
        "  {}  {files} changed → {}, read in {} ms",
        style.faint(&time),
        counted(change.changed.len() as u64, "piece", "pieces"),
        reloaded.took.as_millis(),
    );
    if change.errors > 0 {
        let errors = counted(change.errors as u64, "error", "errors");
        said.push_str("; ");
        said.push_str(&style.error(&errors));
    }
    said.push('\n');
    said
}

/// Opens the browser that the person uses, if one can be started.
fn open(url: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        std::process::Command::new("open")
    } else if cfg!(windows) {
        let mut command = std::process::Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        std::process::Command::new("xdg-open")
    };
    let silent = std::process::Stdio::null;
    let started = command
        .arg(url)
        .stdin(silent())
        .stdout(silent())
        .stderr(silent())
        .spawn();
    started.is_ok()
}
