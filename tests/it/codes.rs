//! Every code is told somewhere: each has a fixture whose snapshot shows it.

use std::{fs, path::Path};

use sebar::diagnostic::Code;

#[test]
fn each_code_has_a_fixture_that_triggers_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let texts: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let is_told = |code: &&Code| {
        let head = format!("[{}]: ", code.as_str());
        texts.iter().any(|text| text.contains(&head))
    };
    let untold: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !is_told(code))
        .map(|code| code.as_str())
        .collect();
    assert_eq!(untold, [""; 0]);
}
