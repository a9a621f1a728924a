//! The page at `/` in a real browser, as in `report_browser.rs`.

use super::browser::Browser;
use super::client::Server;
use serde_json::{Value, json};

const TEXT: &str = "Gate shut at dawn\n\n“We waited for 😀 hours,” said Mara Kessel, the captain.\n\n\
    She said the quay would stay closed. “The gate was open,” Odo Brandt said.";

/// Text that would like to be more, and text that turns round.
const HOSTILE: &str = "<img src=x onerror=\"document.title='owned'\"> </script><script>document.title='owned'</script><!--\n\n\
    “<b>We</b> \u{202E}waited & waited 😀,” said Mara Kessel. שלום עולם “כן,” said Odo Brandt.";

/// A browser that shows the page of a server.
fn opened(test: &str, arguments: &[&str]) -> Option<(Server, Browser)> {
    let browser = Browser::start(test)?;
    let server = Server::start(arguments);
    browser.visit(&format!("http://{}/", server.addr));
    Some((server, browser))
}

/// Puts a text into the field and asks for it.
fn paste(browser: &Browser, text: &str) {
    let script = "document.getElementById('text').value = arguments[0]; document.querySelector('[type=submit]').click();";
    browser.run(script, json!([text]));
}

const SHOWN: &str = "document.querySelectorAll('#article .badge[data-row]:not(.off)').length";

#[test]
fn a_pasted_text_is_shown_as_in_a_report() {
    let Some((_server, browser)) = opened("a_pasted_text_is_shown_as_in_a_report", &[]) else { return };
    assert_eq!(browser.value("document.querySelector('#article').childElementCount"), 0);
    paste(&browser, TEXT);
    browser.wait(&format!("{SHOWN} > 2"));
    assert_eq!(browser.paragraphs(), json!(TEXT.split("\n\n").collect::<Vec<_>>()));
    let quoted = "[...document.querySelectorAll('#article .quoted.direct')].map((e) => [e.textContent, e.className.match(/voice-./)[0]])";
    // The key beside the article is no part of it.
    let expected = json!([["“We waited for 😀 hours,”", "voice-1"], ["“The gate was open,”", "voice-2"]]);
    assert_eq!(browser.value(quoted), expected);

    browser.point("#article .quoted.direct", false);
    browser.wait("document.querySelector('.line path')");
    browser.point("#article .quoted.direct", true);
    browser.wait("document.querySelector('.panel')?.textContent.includes('Mara Kessel')");
    browser.run("document.querySelector('[value=indirect]').click()", json!([]));
    browser.wait("document.querySelector('.article-text .quoted.indirect') === null && document.querySelector('.panel') === null");
    assert_eq!(browser.value(SHOWN), 2);

    // Another text takes the place of the first.
    paste(&browser, "It rained.");
    browser.wait("document.querySelector('#notice').textContent === 'Nobody is quoted.'");
    assert_eq!(browser.value(SHOWN), 0);
    browser.run("document.getElementById('example').click()", json!([]));
    browser.wait(&format!("{SHOWN} > 2"));
    browser.assert_quiet();
}

#[test]
fn hostile_text_is_text_on_the_page() {
    let Some((_server, browser)) = opened("hostile_text_is_text_on_the_page", &[]) else { return };
    let title = browser.value("document.title");
    paste(&browser, HOSTILE);
    browser.wait(&format!("{SHOWN} > 1"));
    assert_eq!(browser.paragraphs(), json!(HOSTILE.split("\n\n").collect::<Vec<_>>()));
    assert_eq!(browser.value("document.querySelectorAll('main img, main script, main b').length"), 0);
    let long = format!("“We waited,” said Mara Kessel. {}", "The quay was closed again. ".repeat(38_000));
    paste(&browser, &long);
    browser.wait("document.querySelector('.article-text')?.textContent.length > 1000000");
    browser.wait(&format!("{SHOWN} > 0"));
    assert_eq!(browser.value("document.title"), title);
    browser.assert_quiet();
}

#[test]
fn a_file_is_dropped() {
    let Some((_server, browser)) = opened("a_file_is_dropped", &[]) else { return };
    let drop = "const given = new DataTransfer();\
        given.items.add(new File([new Uint8Array(arguments[0])], 'news.txt', { type: 'text/plain' }));\
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: given }));";
    browser.run(drop, json!([TEXT.as_bytes()]));
    browser.wait(&format!("{SHOWN} > 2"));
    assert_eq!(browser.value("document.getElementById('text').value"), TEXT);
    browser.run(drop, json!([[0xFF, 0xFE]]));
    browser.wait("document.querySelector('#notice.failed')?.textContent === 'news.txt is not UTF-8; convert it first.'");
    browser.assert_quiet();
}

#[test]
fn what_the_server_refuses_is_told() {
    let Some((server, browser)) = opened("what_the_server_refuses_is_told", &["--max-article-bytes", "40"]) else { return };
    paste(&browser, TEXT);
    browser.wait("document.querySelector('#notice.failed')?.textContent.includes('--max-article-bytes')");
    drop(server);
    paste(&browser, "x");
    browser.wait("document.querySelector('#notice.failed')?.textContent === 'The server does not answer.'");
}

#[test]
fn the_page_of_the_server_is_readable_by_night_and_on_a_telephone() {
    let Some((server, browser)) = opened("the_page_of_the_server_is_readable_by_night_and_on_a_telephone", &[]) else { return };
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        browser.resize(360, 740);
        browser.visit(&format!("http://{}/", server.addr));
        paste(&browser, TEXT);
        browser.wait(&format!("{SHOWN} > 2"));
        assert_eq!(browser.value("document.documentElement.scrollWidth"), 360, "scrolls sideways");
        browser.assert_contrast(scheme);
    }
    // By keyboard from the field to the first quotation.
    browser.run("document.getElementById('text').focus()", json!([]));
    for _ in 0..40 {
        browser.press("\u{E004}");
        if browser.value("document.activeElement.matches('.badge')") == Value::Bool(true) {
            break;
        }
    }
    assert_eq!(browser.value("document.activeElement.matches('.badge')"), true);
    browser.press("\u{E007}");
    browser.wait("document.activeElement.matches('.panel')");
    browser.assert_quiet();
}
