//! What Sebar knows of itself, for other programs: schemas, completions, manual pages.

use std::path::Path;

use clap::CommandFactory as _;

use super::{End, arguments::Arguments, print, show};
use crate::{
    content,
    output::{self, NewFile},
};

/// `sebar schema`: prints all schemas as one JSON object, or writes a file each.
pub fn schema(folder: Option<&Path>) -> End {
    let schemas = content::editor_schemas();
    let Some(folder) = folder else {
        let all: serde_json::Map<String, serde_json::Value> = schemas.into_iter().collect();
        print::out(&format!("{:#}\n", serde_json::Value::Object(all)));
        return End::Good;
    };
    let files = schemas
        .into_iter()
        .map(|(name, schema)| NewFile::text(format!("{name}.json"), format!("{schema:#}\n")));
    written(folder, files.collect())
}

/// `sebar completions`
pub fn completions(shell: clap_complete::Shell) -> End {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "sebar", &mut text);
    print::out(&String::from_utf8_lossy(&text));
    End::Good
}

/// `sebar man`: prints the page of the program, or writes one for each command.
pub fn man(folder: Option<&Path>) -> End {
    let command = Arguments::command();
    let Some(folder) = folder else {
        return match page(command) {
            Ok(page) => {
                print::out(&String::from_utf8_lossy(&page));
                End::Good
            }
            Err(error) => fault(&error),
        };
    };
    // gives each command its whole name: sebar-build
    let mut command = command;
    command.build();
    let mut files = Vec::new();
    let all = std::iter::once(&command).chain(command.get_subcommands());
    let named = |one: &clap::Command| {
        let name = one.get_display_name().unwrap_or_else(|| one.get_name());
        (name.to_owned(), one.clone())
    };
    let commands: Vec<(String, clap::Command)> = all.map(named).collect();
    for (name, command) in commands {
        match page(command) {
            Ok(bytes) => files.push(NewFile {
                path: format!("{name}.1"),
                bytes,
            }),
            Err(error) => return fault(&error),
        }
    }
    written(folder, files)
}

fn page(command: clap::Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}

fn fault(error: &std::io::Error) -> End {
    show::usage(&format!("the manual page cannot be made: {error}"));
    End::Fault
}

/// Writes what is made anew with each version of Sebar: files of these names are replaced.
fn written(folder: &Path, files: Vec<NewFile>) -> End {
    let count = files.len();
    match output::replace_files(folder, files) {
        Ok(()) => {
            let files = super::terminal::counted(count as u64, "file", "files");
            print::err(&format!("  {files} in {}\n", folder.display()));
            End::Good
        }
        Err(problem) => show::machine(&problem),
    }
}
