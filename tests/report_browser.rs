//! The report in a real browser: Chromium, headless, through its driver. Skipped aloud where there is none; with
//! `WHOSAID_BROWSER` set its absence is a failure.
#![cfg(feature = "cli")]
#![allow(clippy::print_stderr, reason = "what was measured is told")]

#[path = "support/browser/mod.rs"]
mod browser;

use browser::Browser;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// WebDriver's codes of keys.
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const TAB: &str = "\u{E004}";

/// Text that would like to be more, and text that turns round.
const HOSTILE: &str = "<img src=x onerror=\"document.title='owned'\"> said </script><script>document.title='owned'</script><!--\n\n\
    “<b>We</b> \u{202E}waited & waited 😀,” said Mara Kessel. שלום עולם “כן,” said Odo Brandt.";

const ARTICLE: &str = "Gate shut at dawn\n\n“We waited for 😀 hours,” said Mara Kessel, the captain.\n\n\
    She said the quay would stay closed. She called it “a small scandal.” Odo Brandt denied that anybody had waited.\n\n\
    “The gate was open,” Brandt said.";

/// A page of these articles, and the folder that holds it.
fn page(articles: &[(&str, &str)], more: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = articles.iter().map(|(id, text)| format!("{}\n", json!({"id": id, "text": text}))).collect();
    fs::write(folder.path().join("articles.jsonl"), lines).unwrap();
    let path = folder.path().join("report.html");
    report(folder.path(), &[&["--annotate", "articles.jsonl", "-o", "report.html"], more].concat());
    (folder, path)
}

fn report(folder: &Path, args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    let output = command.arg("report").args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_article_shows_who_said_what() {
    let Some(browser) = Browser::start("an_article_shows_who_said_what") else { return };
    let (_folder, path) = page(&[("a", ARTICLE), ("b", "“Nobody told us,” said Odo Brandt.")], &[]);
    browser.open(&path, "#/article/0");
    browser.wait("document.querySelector('.badge')");
    assert_eq!(browser.paragraphs(), json!(ARTICLE.split("\n\n").collect::<Vec<_>>()));

    // Highlights stand at the right characters, in the speaker's colour and with the speaker's number.
    let quoted =
        "[...document.querySelectorAll('.quoted.direct, .quoted.mixed')].map((e) => [e.textContent, e.className.match(/voice-./)[0]])";
    let expected =
        json!([["“We waited for 😀 hours,”", "voice-1"], ["“a small scandal.”", "voice-1"], ["“The gate was open,”", "voice-2"]]);
    assert_eq!(browser.value(quoted), expected);
    assert_eq!(browser.value("document.querySelector('.quoted.direct').nextElementSibling.textContent"), "1");
    let marked =
        "['.mention', '.cue'].map((c) => [...document.querySelectorAll(`.article-text ${c}`)].map((e) => e.textContent).slice(0, 1))";
    assert_eq!(browser.value(marked), json!([["Mara Kessel, the captain"], ["said"]]));

    // The line from the quotation to its mention, on pointing.
    let line = "document.querySelector('.line path') !== null";
    assert_eq!(browser.value(line), false);
    browser.point(".quoted.direct", false);
    browser.wait(line);
    assert_eq!(browser.value("document.querySelector('.mention.active').textContent"), "Mara Kessel, the captain");
    browser.point(".article-side h2", false);
    browser.wait("document.querySelector('.line path') === null");

    // The panel: confidence and why; a link to the speaker.
    browser.point(".quoted.direct", true);
    browser.wait("document.querySelector('.panel')");
    let panel = browser.value("document.querySelector('.panel').textContent");
    for part in ["Mara Kessel", "direct speech", "%", "quotation", "said"] {
        assert!(panel.as_str().unwrap().contains(part), "{part}: {panel}");
    }
    browser.run("document.querySelector('.panel a').click()", json!([]));
    browser.wait("document.querySelector('#view h1')?.textContent === 'Mara Kessel'");
    browser.wait("document.querySelectorAll('.said li').length > 1");
    assert_eq!(browser.value("document.querySelector('.said mark').textContent"), "“We waited for 😀 hours,”");
    browser.run("document.querySelector('.said li .note a').click()", json!([]));
    browser.wait("document.querySelector('.panel')");
    assert_eq!(browser.value("document.querySelector('.panel').getAttribute('aria-label')"), "Quotation 1: Mara Kessel");
    browser.assert_quiet();
}

#[test]
fn filters_leave_what_is_asked_for() {
    let Some(browser) = Browser::start("filters_leave_what_is_asked_for") else { return };
    let (_folder, path) = page(&[("a", ARTICLE), ("b", "“Nobody told us,” said Odo Brandt.")], &[]);
    browser.open(&path, "#/article/0");
    browser.wait("document.querySelector('.quoted.indirect')");
    let shown = "[...document.querySelectorAll('.badge[data-row]:not(.off)')].length";
    let all = browser.value(shown).as_u64().unwrap();
    browser.run("document.querySelector('[value=indirect]').click()", json!([]));
    assert_eq!(browser.value("document.querySelector('.article-text .quoted.indirect')"), Value::Null);
    assert_eq!(browser.value(shown), 3);
    assert_eq!(browser.value("document.querySelector('.filters-count').textContent"), format!("3 of {all} quotations"));
    browser.run("document.querySelector('[value=indirect]').click()", json!([]));
    assert_eq!(browser.value(shown), all);
    // One speaker, from the list.
    browser.run("document.querySelectorAll('.voices-count')[1].click()", json!([]));
    assert_eq!(browser.value("[...document.querySelectorAll('.badge[data-row]:not(.off)')].every((b) => b.textContent === '2')"), true);
    assert_eq!(browser.value("document.querySelectorAll('.voices-count')[1].getAttribute('aria-pressed')"), "true");
    browser.run("document.querySelectorAll('.voices-count')[1].click()", json!([]));
    // Words, then confidence.
    let typed = "const f = document.querySelector(arguments[0]); f.value = arguments[1]; f.dispatchEvent(new Event('input'));";
    browser.run(typed, json!([".filters [type=search]", "SCANDAL"]));
    browser.wait("document.querySelectorAll('.badge[data-row]:not(.off)').length === 1");
    browser.run(typed, json!([".filters [type=search]", ""]));
    browser.run(typed, json!([".filters [type=range]", "95"]));
    browser.wait(&format!("document.querySelectorAll('.badge[data-row]:not(.off)').length < {all}"));
    // Over all articles.
    browser.open(&path, "#/quotations");
    browser.wait("document.querySelectorAll('.said li').length > 3");
    browser.run(typed, json!([".filters [type=search]", "told us"]));
    browser.wait("document.querySelectorAll('.said li').length === 1");
    browser.assert_quiet();
}

#[test]
fn everything_can_be_done_by_keyboard() {
    let Some(browser) = Browser::start("everything_can_be_done_by_keyboard") else { return };
    let (_folder, path) = page(&[("a", ARTICLE)], &[]);
    browser.open(&path, "#/article/0");
    browser.wait("document.querySelector('.badge')");
    for _ in 0..40 {
        browser.press(TAB);
        if browser.value("document.activeElement.matches('.badge')") == true {
            break;
        }
    }
    assert_eq!(browser.value("document.activeElement.matches('.badge')"), true, "badges are in the order of the keyboard");
    let name = browser.value("document.activeElement.getAttribute('aria-label')");
    assert!(name.as_str().unwrap().starts_with("Quotation 1: Mara Kessel, direct speech, "), "{name}");
    browser.wait("document.querySelector('.line path')");
    assert_ne!(browser.value("getComputedStyle(document.activeElement).outlineStyle"), "none");
    browser.press(ENTER);
    browser.wait("document.activeElement.matches('.panel')");
    browser.press(ESCAPE);
    browser.wait("document.querySelector('.panel') === null && document.activeElement.matches('.badge')");
    browser.assert_quiet();
}

#[test]
fn hostile_text_is_text() {
    let Some(browser) = Browser::start("hostile_text_is_text") else { return };
    let long = format!("“We waited,” said Mara Kessel. {}", "The quay was closed again. ".repeat(40_000));
    let (_folder, path) = page(&[(HOSTILE, HOSTILE), ("long", &long), ("empty", "")], &["--title", HOSTILE]);
    browser.open(&path, "");
    browser.wait("document.querySelector('#overview h1').textContent.includes('onerror')");
    assert_eq!(
        browser.value("[document.querySelectorAll('img, b > b, #overview script').length, document.title.startsWith('<img')]"),
        json!([0, true])
    );
    browser.open(&path, "#/article/0");
    browser.wait("document.querySelector('.badge')");
    assert_eq!(browser.paragraphs(), json!(HOSTILE.split("\n\n").collect::<Vec<_>>()));
    assert_eq!(browser.value("document.querySelectorAll('main img, main script').length"), 0);
    browser.open(&path, "#/article/1");
    browser.wait("document.querySelector('.badge')");
    assert_eq!(browser.value("document.querySelector('.article-text').textContent.length > 1000000"), true);
    browser.open(&path, "#/article/2");
    browser.wait("document.querySelector('.article-text')?.textContent.includes('no text')");
    for hash in ["#/article/99", "#/speaker/x", "#/nothing", "#/constructor", "#/errors"] {
        browser.open(&path, hash);
        browser.wait("document.querySelector('#view h1')?.textContent === 'Not in this report'");
    }
    browser.assert_quiet();
}

#[test]
fn the_page_is_readable_by_night_and_on_a_telephone() {
    let Some(browser) = Browser::start("the_page_is_readable_by_night_and_on_a_telephone") else { return };
    let gold = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/gold.jsonl");
    let folder = tempfile::tempdir().unwrap();
    report(folder.path(), &["--annotate", gold, "--gold", gold, "-o", "report.html"]);
    let path = folder.path().join("report.html");
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        for (hash, there) in [
            ("#/", "#overview .bars"),
            ("#/article/0", ".badge"),
            ("#/speaker/0", ".said li"),
            ("#/errors", ".beside"),
            ("#/quotations", ".said li"),
            ("#/articles", ".rows li"),
        ] {
            browser.resize(360, 740);
            browser.open(&path, hash);
            browser.wait(&format!("document.querySelector('{there}')"));
            assert_eq!(browser.value("document.documentElement.scrollWidth"), 360, "{hash} scrolls sideways");
            browser.assert_contrast(&format!("{hash}, {scheme}"));
        }
    }
    // The switch is stronger than the system.
    browser.resize(1280, 900);
    let ground = "getComputedStyle(document.body).backgroundColor";
    let night = browser.value(ground);
    browser.run("document.getElementById('theme').click()", json!([]));
    assert_ne!(browser.value(ground), night);
    browser.assert_quiet();
}

/// Milliseconds that the page's thread has worked: what other programs take of the machine does not count.
fn worked(browser: &Browser) -> f64 {
    let told = browser.devtools("Performance.getMetrics", json!({}));
    let metrics = told["metrics"].as_array().expect("metrics");
    1000.0 * metrics.iter().find(|m| m["name"] == "TaskDuration").and_then(|m| m["value"].as_f64()).expect("TaskDuration")
}

/// 2,000 articles: the corpus again and again under other ids. The bounds are of working time, which a busy machine does
/// not stretch; the time on the clock is told.
#[test]
fn two_thousand_articles_open_fast() {
    let Some(browser) = Browser::start("two_thousand_articles_open_fast") else { return };
    let folder = tempfile::tempdir().unwrap();
    let corpus = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/gold.jsonl")).unwrap();
    let corpus: Vec<Value> = corpus.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let again = corpus.iter().cycle().take(2000).enumerate().map(|(i, article)| {
        let (id, date) = (format!("{}-{i}", article["id"].as_str().unwrap()), format!("2024-{:02}-{:02}", i % 6 + 1, i % 28 + 1));
        format!("{}\n", json!({"id": id, "date": date, "text": article["text"]}))
    });
    fs::write(folder.path().join("many.jsonl"), again.collect::<String>()).unwrap();
    report(folder.path(), &["--annotate", "many.jsonl", "-o", "report.html"]);
    let path = folder.path().join("report.html");
    let megabytes = fs::metadata(&path).unwrap().len() as f64 / 1e6;

    browser.devtools("Performance.enable", json!({"timeDomain": "threadTicks"}));
    browser.open(&path, "");
    browser.wait("performance.timing.loadEventEnd > 0 && document.querySelector('#overview .times rect')");
    let paint = browser.value("performance.getEntriesByName('first-contentful-paint')[0]?.startTime").as_f64().unwrap_or(f64::NAN);
    let (clock, loading) = (browser.value("performance.timing.loadEventEnd - performance.timing.navigationStart"), worked(&browser));
    let mut switching = Vec::new();
    for number in [7, 900, 1999, 1200, 31] {
        let before = worked(&browser);
        browser.run("location.hash = `#/article/${arguments[0]}`", json!([number]));
        browser.wait(&format!("document.querySelector('.overline')?.textContent.endsWith('-{number}') && document.body.offsetHeight"));
        switching.push(worked(&browser) - before);
    }
    let before = worked(&browser);
    browser.run("location.hash = '#/quotations'", json!([]));
    browser.wait("document.querySelectorAll('.said li').length === 50");
    let listing = worked(&browser) - before;
    eprintln!(
        "{megabytes:.1} MB; loading: {loading:.0} ms of work, {clock} ms on the clock, first paint after {paint:.0} ms; another article: \
         {switching:.0?} ms of work; fifty quotations: {listing:.0} ms"
    );
    assert!(megabytes <= 25.0, "{megabytes} MB");
    assert!(loading < 2000.0, "{loading} ms of work until all is loaded");
    // The first has fonts and code to make ready.
    assert!(switching[0] < 200.0 && switching[1..].iter().all(|&time| time < 100.0), "{switching:?} ms of work for another article");
    browser.assert_quiet();
}
