//! The preview: what it answers, and what it lives through.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::site::{CAMPAIGN, POST, Site};

/// A preview that ends with its test.
struct Preview {
    child: Child,
    address: String,
    /// What it said until its address was known.
    said: String,
}

impl Preview {
    fn of(site: &Site, port: &str) -> Self {
        let mut command: Command = site.command(&["serve", "--port", port]);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut said = String::new();
        for line in lines.by_ref().map(Result::unwrap) {
            said.push_str(&line);
            said.push('\n');
            if line.contains("Ctrl-C stops") {
                break;
            }
        }
        // whoever writes must always be read
        std::thread::spawn(move || lines.for_each(drop));
        let address = said
            .split("http://")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .to_owned();
        Self {
            child,
            address,
            said,
        }
    }

    /// The head and body that `path` is answered with.
    fn get(&self, path: &str) -> (String, Vec<u8>) {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        ))
    }

    fn ask(&self, request: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_mins(1)))
            .unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        (head, answer[end + 4..].to_vec())
    }

    fn json(&self, path: &str) -> serde_json::Value {
        let (head, body) = self.get(path);
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        serde_json::from_slice(&body).unwrap()
    }

    /// Does something, and waits until every page is told of a change.
    fn changed(&self, what: impl FnOnce()) -> serde_json::Value {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_mins(1)))
            .unwrap();
        let request = format!(
            "GET /studio/events HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut lines = BufReader::new(stream).lines();
        // the head has come: from now on nothing is missed
        let head = lines.by_ref().map(Result::unwrap);
        let _: Vec<String> = head.take_while(|line| !line.is_empty()).collect();
        what();
        let data = lines
            .map(Result::unwrap)
            .find(|line| line.starts_with("data: "));
        serde_json::from_str(data.unwrap().trim_start_matches("data: ")).unwrap()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The path of the first piece of a kind in a kit.
fn first(preview: &Preview, kind: &str) -> String {
    first_named(preview, kind, "")
}

/// The same, with `part` in its path.
fn first_named(preview: &Preview, kind: &str, part: &str) -> String {
    let kit = preview.json("/studio/kit/jentik");
    let groups = kit["groups"].as_array().unwrap().iter();
    let mut tiles = groups.flat_map(|group| group["tiles"].as_array().unwrap());
    let is_it = |tile: &&serde_json::Value| {
        tile["kind"] == kind && tile["path"].as_str().unwrap().contains(part)
    };
    let tile = tiles.find(is_it).unwrap();
    tile["path"].as_str().unwrap().to_owned()
}

#[test]
fn pieces_are_the_very_files_that_a_build_makes() {
    let site = Site::small().built();
    let preview = Preview::of(&site, "0");
    let path = first(&preview, "image");
    let (head, body) = preview.get(&format!("/site/{path}"));
    assert!(head.contains("image/png"), "{head}");
    assert!(body == fs::read(site.path("public").join(&path)).unwrap());
    let (head, page) = preview.get("/site/jentik/index.html");
    assert!(head.contains("text/html"), "{head}");
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("Rumah Tanpa Jentik") && page.contains("/studio/live.js"));
    for path in [
        "/",
        "/studio/studio.js",
        "/studio/studio.css",
        "/site/",
        "/site/assets/late.css",
    ] {
        assert!(preview.get(path).0.starts_with("HTTP/1.1 200"), "{path}");
    }
    for path in [
        "/site/../content/site.yaml",
        "/site/tidak-ada",
        "/studio/kit/lain",
        "/studio/piece/jentik/x",
    ] {
        assert!(preview.get(path).0.starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[test]
fn a_picture_is_shown_with_its_contrast_and_what_its_channel_covers() {
    let site = Site::full();
    let preview = Preview::of(&site, "0");
    let path = first_named(&preview, "image", "_status_");
    let over = &preview.json(&format!("/studio/piece/{path}"))["overlay"];
    assert_eq!(over["size"], serde_json::json!([1080, 1920]));
    let safe = over["safe"].as_array().unwrap();
    let [left, top, right, bottom] = [0, 1, 2, 3].map(|at| safe[0][at].as_f64().unwrap());
    assert!(top > 0.0 && bottom < 1920.0, "{safe:?}");
    let texts = over["texts"].as_array().unwrap();
    assert!(!texts.is_empty());
    for text in texts {
        let [x, y, z, w] = [0, 1, 2, 3].map(|at| text["rect"][at].as_f64().unwrap());
        assert!(
            x >= left && y + 2.0 >= top && z <= right && w <= bottom,
            "{text}"
        );
        let contrast = text["contrast"].as_f64().unwrap();
        assert!((1.0..=21.0).contains(&contrast) && contrast >= text["least"].as_f64().unwrap());
    }
}

#[test]
fn a_sheet_is_shown_with_what_a_print_shop_goes_by() {
    let sections = [
        "cover",
        "flap",
        "back",
        "inside-left",
        "inside-middle",
        "inside-right",
    ]
    .map(|panel| format!("## Judul {{#{panel}}}\n\nKuras bak mandi tiap minggu.\n"));
    let site = Site::small().with("content/jentik/leaflet.md", sections.concat());
    let site = site.built();
    let preview = Preview::of(&site, "0");
    let path = |version: &str| format!("jentik/kit/print/jentik_leaflet_id_v1_{version}.pdf");
    let look = |version: &str| preview.json(&format!("/studio/piece/{}", path(version)));

    let screen = look("screen");
    let over = &screen["overlay"];
    let number = |of: &serde_json::Value| of.as_array().unwrap().len();
    assert_eq!(number(&over["folds"]), 4, "two on each side");
    assert_eq!(number(&over["safe"]), 6, "one in each panel");
    assert_eq!(number(&over["cut"]), 0, "it is cut already");
    let names = over["panels"].as_array().unwrap().iter();
    let names: Vec<&str> = names.filter_map(|panel| panel["name"].as_str()).collect();
    let outside = ["flap", "back", "cover"];
    let inside = ["inside-left", "inside-middle", "inside-right"];
    assert_eq!(names, [outside, inside].concat());
    // 297 mm less 200 for the two others, at 4 pixels a millimetre
    assert_eq!(over["folds"][0][0], 97.0 * 4.0);

    let picture = screen["picture"].as_str().unwrap();
    let (_, png) = preview.get(&format!("/site/{picture}"));
    let drawn = image::load_from_memory(&png).unwrap();
    assert_eq!(
        over["size"],
        serde_json::json!([drawn.width(), drawn.height()])
    );
    for text in over["texts"].as_array().unwrap() {
        let [left, top, right, bottom] = [0, 1, 2, 3].map(|at| text["rect"][at].as_f64().unwrap());
        assert!(left >= 0.0 && right <= f64::from(drawn.width()), "{text}");
        assert!(top >= 0.0 && bottom <= f64::from(drawn.height()), "{text}");
        let contrast = text["contrast"].as_f64().unwrap();
        assert!(contrast >= text["least"].as_f64().unwrap(), "{text}");
    }

    let press = look("press");
    assert_eq!(number(&press["overlay"]["cut"]), 2, "one on each side");
    assert_eq!(press["overlay"]["paper"], 303.0);
    for version in ["screen", "press", "office"] {
        let (_, pdf) = preview.get(&format!("/site/{}", path(version)));
        let built = fs::read(site.path("public").join(path(version))).unwrap();
        assert!(pdf == built, "{version}: other bytes than a build's");
    }
}

#[test]
fn a_saved_file_changes_its_own_pieces_and_no_others() {
    let post = Site::small().text(POST);
    let other = "content/jentik/posts/02-tutup.md";
    let site = Site::small().with(other, post.replace("Cukup", "Tutup"));
    let preview = Preview::of(&site, "0");
    let text = post.replace("Cukup", "Hanya");
    let change = preview.changed(|| fs::write(site.path(POST), text).unwrap());
    let changed: Vec<&String> = change["changed"].as_object().unwrap().keys().collect();
    assert!(!changed.is_empty());
    assert!(
        changed.iter().all(|path| path.contains("kuras-bak")),
        "{changed:?}"
    );
    assert_eq!(change["errors"], 0);
}

#[test]
fn mistakes_stand_beside_the_piece_and_go_when_they_are_mended() {
    let site = Site::small();
    let preview = Preview::of(&site, "0");
    let good = site.text(POST);
    let broken = good.replace("{{ fact.minutes }}", "{{ fact.minuts }}");
    preview.changed(|| fs::write(site.path(POST), broken).unwrap());
    let path = format!("/studio/piece/{}", first(&preview, "text"));
    let piece = preview.json(&path);
    assert_eq!(piece["problems"][0]["code"], "SB0120");
    let text = piece["problems"][0]["text"].as_str().unwrap();
    assert!(text.contains("minuts") && text.contains("^^^"), "{text}");
    preview.changed(|| fs::write(site.path(POST), good).unwrap());
    assert_eq!(preview.json(&path)["problems"], serde_json::json!([]));
}

#[test]
fn broken_yaml_and_deleted_folders_are_lived_through() {
    let site = Site::small();
    let preview = Preview::of(&site, "0");
    let yaml = site.text(CAMPAIGN);
    let change = preview.changed(|| fs::write(site.path(CAMPAIGN), "title: a: b\n").unwrap());
    assert!(change["errors"].as_u64().unwrap() > 0);
    assert!(
        preview
            .get("/studio/kit/jentik")
            .0
            .starts_with("HTTP/1.1 404")
    );
    assert_eq!(
        preview.json("/studio/site.json")["problems"][0]["code"],
        "SB0101"
    );
    preview.changed(|| fs::write(site.path(CAMPAIGN), &yaml).unwrap());
    assert_eq!(
        preview.json("/studio/kit/jentik")["problems"],
        serde_json::json!([])
    );

    let content = site.tree("content");
    preview.changed(|| fs::remove_dir_all(site.path("content")).unwrap());
    let back = || {
        for (path, bytes) in &content {
            crate::site::put(&site.path("content").join(path), bytes);
        }
    };
    preview.changed(back);
    // a folder that is made anew is watched before or after its files are there: both must do
    let mut tries = 0;
    while !preview
        .get("/studio/kit/jentik")
        .0
        .starts_with("HTTP/1.1 200")
        && tries < 100
    {
        std::thread::sleep(Duration::from_millis(50));
        tries += 1;
    }
    assert!(tries < 100, "the site did not come back");
}

#[test]
fn a_thousand_changes_end_in_the_last() {
    let site = Site::small();
    let preview = Preview::of(&site, "0");
    let yaml = site.text(CAMPAIGN);
    preview.changed(|| {
        for number in 0..1000 {
            let text = yaml.replace("Rumah Tanpa Jentik", &format!("Rumah {number:03}"));
            fs::write(site.path(CAMPAIGN), text).unwrap();
        }
    });
    // a file is empty for a moment while it is written
    let title = || {
        let (_, body) = preview.get("/studio/kit/jentik");
        let kit: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        kit["title"].as_str().unwrap_or_default().to_owned()
    };
    let mut tries = 0;
    while title() != "Rumah 999" && tries < 200 {
        std::thread::sleep(Duration::from_millis(25));
        tries += 1;
    }
    assert_eq!(title(), "Rumah 999");
}

#[test]
fn a_port_that_is_taken_gives_way() {
    let site = Site::small();
    let first = Preview::of(&site, "0");
    let port = first.address.rsplit(':').next().unwrap().to_owned();
    let second = Preview::of(&site, &port);
    assert_ne!(first.address, second.address);
    assert!(
        second.said.contains(&format!("Port {port} is taken")),
        "{}",
        second.said
    );
}

#[test]
fn only_this_computer_is_answered() {
    let site = Site::small();
    let preview = Preview::of(&site, "0");
    assert!(preview.address.starts_with("127.0.0.1:"));
    let (head, _) =
        preview.ask("GET / HTTP/1.1\r\nHost: jahat.example\r\nConnection: close\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 403"), "{head}");
}
