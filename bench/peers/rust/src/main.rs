//! rust_peer SYSTEM LIST SECONDS > texts.jsonl: rs-trafilatura or dom_smoothie; see ../python_peer.py for the protocol.
use serde_json::{json, Value};
use std::io::{Read, Write};
use std::time::Instant;

const WARM_UP_PAGES: usize = 20;

/// The page in UTF-8: the charset that its head declares, else UTF-8.
fn decoded(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let label = head.split_once("charset=").map_or("utf-8", |(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next().unwrap_or("")
    });
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}

fn rs_trafilatura(bytes: &[u8], url: Option<&str>) -> String {
    let options = rs_trafilatura::Options { url: url.map(String::from), ..Default::default() };
    rs_trafilatura::extract_bytes_with_options(bytes, &options).map_or(String::new(), |found| found.content_text)
}

fn dom_smoothie(bytes: &[u8], url: Option<&str>) -> String {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    dom_smoothie::Readability::new(decoded(bytes), url, Some(config))
        .and_then(|mut page| page.parse())
        .map_or(String::new(), |article| article.text_content.to_string())
}

fn timed(system: &str, page: &Value) -> (String, f64) {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(page["path"].as_str().expect("path")).expect("page");
    flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).expect("gzip");
    let begin = Instant::now();
    let url = page["url"].as_str();
    // A system that fails on a page has no text for it.
    let text = std::panic::catch_unwind(|| match system {
        "rs-trafilatura" => rs_trafilatura(&bytes, url),
        _ => dom_smoothie(&bytes, url),
    });
    (text.unwrap_or_default(), begin.elapsed().as_secs_f64())
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let listing = std::fs::read_to_string(&args[2]).expect("list");
    let pages: Vec<Value> = listing.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let seconds: f64 = args[3].parse().expect("seconds");
    for page in pages.iter().take(WARM_UP_PAGES) {
        timed(&args[1], page);
    }
    let begin = Instant::now();
    let mut out = std::io::stdout().lock();
    for page in &pages {
        let (text, spent) = timed(&args[1], page);
        writeln!(out, "{}", json!({"id": page["id"], "text": text, "seconds": spent})).expect("stdout");
        if begin.elapsed().as_secs_f64() > seconds {
            break;
        }
    }
}
