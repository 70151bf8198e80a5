//! `sebar explain`

use std::fmt::Write;

use super::{
    End, paper, print, show,
    terminal::{Colour, Terminal},
};
use crate::diagnostic::{Code, did_you_mean, explain};

/// Prints the chapter on a code; without one, the table of all codes.
pub fn run(typed: Option<&str>) -> End {
    let style = Terminal::of_stdout().style(Colour::Auto);
    let Some(typed) = typed else {
        print::out(&table());
        return End::Good;
    };
    let Some(code) = Code::from_typed(typed) else {
        let codes = Code::ALL.iter().map(|code| code.as_str());
        let near = did_you_mean(&typed.to_ascii_uppercase(), codes);
        let near = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
        return show::usage(&format!(
            "there is no code `{typed}`{near}\n  = help: `sebar explain` lists all codes"
        ));
    };
    let heading = style.strong(&format!("{}: {}", code.as_str(), code.title()));
    let chapter = paper::page(explain::chapter(code), style);
    print::out(&format!("{heading}\n\n{chapter}"));
    End::Good
}

/// Every code with its title, those of one kind together.
fn table() -> String {
    let mut text = String::new();
    let mut kind = "";
    for code in Code::ALL {
        let own = &code.as_str()[..5];
        if !kind.is_empty() && kind != own {
            text.push('\n');
        }
        kind = own;
        // writing to a String cannot fail
        let _ = writeln!(text, "{}  {}", code.as_str(), code.title());
    }
    text
}
