//! A browser driven by WebDriver (W3C), through Chromium's own driver: plain HTTP and JSON, so that it takes no more than
//! Debian's packages `chromium` and `chromium-driver`.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything on a page may take to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Visible texts with less contrast than WCAG's AA asks for (4.5, of large ones 3), as a canvas mixes their colours.
const CONTRAST: &str = "
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const over = (colours) => { canvas.clearRect(0, 0, 1, 1); for (const c of colours) { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); } return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const grounds = (e) => (e ? [...grounds(e.parentElement), getComputedStyle(e).backgroundColor] : []);
    const faint = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !e.checkVisibility() || e.closest('script')) continue;
        const style = getComputedStyle(e);
        const ground = grounds(e);
        const [a, b] = [light(over(ground)), light(over([...ground, style.color]))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
        if (ratio < (isLarge ? 3 : 4.5)) faint.set(`${e.tagName}.${e.className}`, `${ratio.toFixed(2)} ${walker.currentNode.textContent.slice(0, 30)}`);
    }
    return [...faint].slice(0, 5);
";

/// The heading and the paragraphs of an article as shown, badges aside.
const PARAGRAPHS: &str = "[...document.querySelectorAll('.article-head :is(h1, h2), .article-text p')].map((p) => { const c = p.cloneNode(true);\
    c.querySelectorAll('.badge').forEach((b) => b.remove()); return c.textContent; })";

/// A browser with one window. Ends with its driver.
pub(crate) struct Browser {
    driver: Child,
    agent: ureq::Agent,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one, if there is a driver on the path (or where `CHROMEDRIVER` says) that has a browser; else says that the test is skipped,
    /// which is a failure where `WHOSAID_BROWSER` is set.
    pub(crate) fn start(test: &str) -> Option<Browser> {
        let name = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let spawned = Command::new(&name).arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = spawned else {
            skipped(test, &format!("no {name} is here"));
            return None;
        };
        let told = BufReader::new(driver.stdout.take().expect("its output is read"));
        let port = told.lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("the driver tells its port");
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(180))).build();
        let agent = ureq::Agent::new_with_config(config);
        let mut browser = Browser { driver, agent, session: format!("http://127.0.0.1:{port}/session"), _profile: profile };
        let folder = format!("--user-data-dir={}", browser._profile.path().display());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--window-size=1280,900",
            folder.as_str(),
        ];
        let wanted =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": args}, "goog:loggingPrefs": {"browser": "ALL"}}}});
        let made = browser.post("", &wanted);
        let Some(id) = made["sessionId"].as_str() else {
            skipped(test, &format!("{name} has no browser: {}", made["message"]));
            return None;
        };
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    /// Opens a file of this machine.
    pub(crate) fn open(&self, file: &Path, hash: &str) {
        self.visit(&format!("file://{}{hash}", file.display()));
    }

    /// Opens an address.
    pub(crate) fn visit(&self, url: &str) {
        let given = self.post("/url", &json!({"url": url}));
        assert!(given.get("error").is_none(), "{url}: {given}");
    }

    /// Runs a script's function body with arguments and gives what it returns.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: Value) -> Value {
        let given = self.post("/execute/sync", &json!({"script": script, "args": arguments}));
        assert!(given.get("error").is_none(), "{script}: {given}");
        given
    }

    /// What a script's expression is.
    #[track_caller]
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.run(&format!("return ({expression});"), json!([]))
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(crate) fn wait(&self, expression: &str) {
        let began = Instant::now();
        while self.value(&format!("Boolean({expression})")) != Value::Bool(true) {
            assert!(began.elapsed() < PATIENCE, "not within {PATIENCE:?}: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Moves the pointer to the middle of the first box of an element, and presses if asked.
    pub(crate) fn point(&self, selector: &str, press: bool) {
        let find = "const e = document.querySelector(arguments[0]); e.scrollIntoView({block: 'center'});\
            const b = e.getClientRects()[0]; return [Math.round(b.left + b.width / 2), Math.round(b.top + b.height / 2)];";
        let place = self.run(find, json!([selector]));
        let mut actions = vec![json!({"type": "pointerMove", "duration": 0, "x": place[0], "y": place[1]})];
        if press {
            actions.extend([json!({"type": "pointerDown", "button": 0}), json!({"type": "pointerUp", "button": 0})]);
        }
        self.post("/actions", &json!({"actions": [{"type": "pointer", "id": "mouse", "actions": actions}]}));
    }

    /// Presses and releases a key: a character, or WebDriver's code of a key.
    pub(crate) fn press(&self, key: &str) {
        let actions = [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})];
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}));
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// The size of the page in pixels of CSS.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", screen);
    }

    /// Day (`light`) or night (`dark`), as the system would prefer; and nothing that moves.
    pub(crate) fn prefer(&self, scheme: &str) {
        let features = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")];
        let features = features.map(|(name, value)| json!({"name": name, "value": value}));
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// What the console has told since it was last asked.
    pub(crate) fn console(&self) -> Vec<String> {
        let entries = self.post("/se/log", &json!({"type": "browser"}));
        entries.as_array().into_iter().flatten().map(|entry| entry["message"].to_string()).collect()
    }

    /// The heading and the paragraphs of the article that is shown.
    #[track_caller]
    pub(crate) fn paragraphs(&self) -> Value {
        self.value(PARAGRAPHS)
    }

    /// The console has told nothing.
    #[track_caller]
    pub(crate) fn assert_quiet(&self) {
        assert_eq!(self.console(), [] as [String; 0]);
    }

    /// All that can be read has the contrast that WCAG's AA asks for.
    #[track_caller]
    pub(crate) fn assert_contrast(&self, what: &str) {
        assert_eq!(self.run(CONTRAST, json!([])), json!([]), "{what}: less contrast than AA");
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        let mut answer = self.agent.post(format!("{}{command}", self.session)).send_json(body).expect("the driver answers");
        let answer: Value = answer.body_mut().read_json().expect("JSON");
        answer["value"].clone()
    }
}

/// Says so past the harness, which keeps to itself what a test that passes says.
fn skipped(test: &str, why: &str) {
    assert!(std::env::var_os("WHOSAID_BROWSER").is_none(), "WHOSAID_BROWSER is set, and {why}");
    let told = format!("skipped: {test}: {why} (Debian: apt-get install chromium chromium-driver)\n");
    std::io::stderr().write_all(told.as_bytes()).expect("standard error");
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closing the session ends the browser; the driver does not end by itself.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
