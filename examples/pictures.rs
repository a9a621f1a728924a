//! Takes the pictures of the README, by day and by night, with Chromium through its driver: a report of the corpus, and the page of a server.
//!
//! ```sh
//! cargo run --example pictures         # writes docs/images/*.png
//! docs/pictures                        # the same, and makes the files small
//! ```

#[path = "../tests/support/browser/mod.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod browser;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use browser::Browser;
use serde_json::json;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::thread;
use whosaid::render::html::Leaf;
use whosaid::report::Report;
use whosaid::serve::{Server, Settings};
use whosaid::{Article, GoldArticle, Pipeline, Record, RecordOptions};

/// Width of a picture in pixels.
const WIDTH: u32 = 1200;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir()?;
    let page = folder.path().join("report.html");
    report(root)?.write(&mut fs::File::create(&page)?)?;
    let server = Server::bind(Settings { addr: "127.0.0.1:0".to_owned(), ..Settings::default() })?;
    let address = server.address();
    // It ends with the process.
    thread::spawn(move || server.run(Pipeline::new(), None));

    let Some(browser) = Browser::start("pictures") else { return Ok(()) };
    let save = |name: &str, scheme: &str| -> Result<(), Box<dyn Error>> {
        browser.run("window.scrollTo(0, 0)", json!([]));
        let picture = browser.devtools("Page.captureScreenshot", json!({"format": "png"}));
        let bytes = BASE64_STANDARD.decode(picture["data"].as_str().ok_or("no picture was taken")?)?;
        Ok(fs::write(root.join(format!("docs/images/{name}-{scheme}.png")), bytes)?)
    };
    for scheme in ["light", "dark"] {
        browser.resize(WIDTH, 800);
        browser.prefer(scheme);
        browser.open(&page, "#/");
        browser.wait("document.querySelector('.times')");
        save("overview", scheme)?;
        browser.resize(WIDTH, 860);
        browser.open(&page, "#/article/0?q=4");
        browser.wait("document.querySelector('.panel') && document.querySelector('.line path')");
        save("article", scheme)?;
        browser.resize(WIDTH, 960);
        browser.visit(&format!("http://{address}/"));
        browser.run("document.getElementById('example').click()", json!([]));
        browser.wait("document.querySelector('.badge')");
        browser.run("document.querySelector('#article .badge').focus()", json!([]));
        browser.wait("document.querySelector('.line path')");
        save("page", scheme)?;
    }
    Ok(())
}

/// The corpus, as if an article had appeared every fifth day.
fn report(root: &Path) -> Result<Report, Box<dyn Error>> {
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    // As `whosaid report` does by itself.
    let options = RecordOptions { min_indirect: 0.5, ..RecordOptions::default() };
    let mut report = Report::new("Who said what");
    for (i, labelled) in GoldArticle::load(&root.join("corpus/gold.jsonl"))?.into_iter().enumerate() {
        let mut article = Article::new(labelled.id, labelled.text)?;
        article.date = Some(format!("2024-{:02}-{:02}", i / 6 + 1, i % 6 * 5 + 1));
        let record = Record::new(&article, pipeline.annotate(&mut worker, &article), options);
        report.add(&Leaf::new(article.text(), &record)?)?;
    }
    Ok(report)
}
