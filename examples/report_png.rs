//! Takes the pictures of a report for the README, by day and by night, with Chromium through its driver:
//!
//! ```sh
//! cargo run --example report_png       # writes docs/report-light.png and docs/report-dark.png
//! ```
#![allow(clippy::print_stderr, reason = "the browser's part says why there are no pictures")]

#[path = "../tests/support/browser/mod.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod browser;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use std::error::Error;
use std::fs;
use std::path::Path;
use whosaid::render::html::Leaf;
use whosaid::report::Report;
use whosaid::{Article, GoldArticle, Pipeline, Record, RecordOptions};

/// Size of a picture in pixels.
const SIZE: (u32, u32) = (1200, 800);

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    let mut report = Report::new("Who said what");
    for labelled in GoldArticle::load(&root.join("corpus/gold.jsonl"))? {
        let article = Article::new(labelled.id, labelled.text)?;
        let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
        report.add(&Leaf::new(article.text(), &record)?)?;
    }
    let folder = tempfile::tempdir()?;
    let page = folder.path().join("report.html");
    report.write(&mut fs::File::create(&page)?)?;

    let Some(browser) = browser::Browser::start("report_png") else { return Ok(()) };
    browser.resize(SIZE.0, SIZE.1);
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        browser.open(&page, "#/");
        browser.open(&page, "#/article/0");
        browser.wait("document.querySelector('.badge')");
        browser.point("[data-row='4'].quoted", true);
        browser.wait("document.querySelector('.panel')");
        // The line is drawn by then.
        std::thread::sleep(std::time::Duration::from_millis(600));
        browser.run("window.scrollTo(0, 0)", json!([]));
        let picture = browser.devtools("Page.captureScreenshot", json!({"format": "png"}));
        let bytes = BASE64_STANDARD.decode(picture["data"].as_str().ok_or("no picture was taken")?)?;
        fs::write(root.join(format!("docs/report-{scheme}.png")), bytes)?;
    }
    Ok(())
}
