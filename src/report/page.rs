//! The page itself: one file whose policy lets nothing run, load or be sent but what stands in it.

use super::overview::Overview;
use super::people::Person;
use super::{Listed, Report};
use crate::error::{Error, Result};
use crate::render::html::{self, embedded};
use crate::row_kind::RowKind;
use askama::Template;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::Write;

const CSS: &str = concat!(include_str!("assets/report.css"), include_str!("assets/overview.css"));
const JS: &str = concat!(
    include_str!("assets/data.js"),
    include_str!("assets/lists.js"),
    include_str!("assets/quotations.js"),
    include_str!("assets/compared.js"),
    include_str!("assets/report.js"),
);

/// Everything but the articles' data.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'r> {
    policy: String,
    css: &'r str,
    js: &'r str,
    overview: Overview<'r>,
    has_sample: bool,
    /// JSON that [`embedded`] made fit for a script element.
    index: String,
    compared: String,
}

/// The data of the page's lists.
#[derive(Serialize)]
struct Index<'r> {
    title: &'r str,
    kinds: Vec<RowKind>,
    articles: Vec<Listed>,
    speakers: Vec<&'r Person>,
    sample: Option<Sample>,
}

/// What is told of the labelled sample.
#[derive(Serialize)]
struct Sample {
    articles: usize,
    spans: usize,
    right: usize,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

/// Writes the page: what is seen first, then the articles' data one by one.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    let (ranked, ranks) = report.people.ranked();
    let index = Index {
        title: &report.title,
        kinds: report.tally.kinds(),
        articles: listed(report, &ranks),
        speakers: ranked.clone(),
        sample: sample(report),
    };
    let (css, js) = ([html::CSS, CSS].concat(), [html::JS, JS].concat());
    let page = Page {
        policy: policy(&css, &js),
        css: &css,
        js: &js,
        overview: Overview::new(report, &ranked),
        has_sample: report.compared.is_some(),
        index: embedded(&index)?,
        compared: report.compared.as_ref().map_or_else(|| Ok(String::new()), |(_, rows)| embedded(rows))?,
    };
    let shell = page.render().map_err(|error| Error::bug(format!("the page of a report: {error}")))?;
    let mut write = |text: &str| out.write_all(text.as_bytes()).map_err(|error| Error::io("the report could not be written", error));
    write(&shell)?;
    for (number, leaf) in report.leaves.iter().enumerate() {
        write(&format!("<script type=\"application/json\" id=\"article-{number}\">"))?;
        write(leaf)?;
        write("</script>\n")?;
    }
    write("</body>\n</html>\n")
}

/// The list of articles with their speakers by rank.
fn listed(report: &Report, ranks: &[usize]) -> Vec<Listed> {
    let article = |a: &Listed| Listed {
        id: a.id.clone(),
        name: a.name.clone(),
        date: a.date,
        quotations: a.quotations,
        people: a.people.iter().map(|&number| ranks[number]).collect(),
    };
    report.articles.iter().map(article).collect()
}

fn sample(report: &Report) -> Option<Sample> {
    let (evaluation, _) = report.compared.as_ref()?;
    let score = evaluation.speakers.speaker.score();
    let judgements = &evaluation.judgements;
    Some(Sample {
        articles: evaluation.articles,
        spans: judgements.len(),
        right: judgements.iter().filter(|judgement| judgement.miss.is_none()).count(),
        precision: score.precision,
        recall: score.recall,
        f1: score.f1,
    })
}

/// A content security policy under which only this style sheet and this script have effect.
fn policy(css: &str, js: &str) -> String {
    let hash = |source: &str| BASE64_STANDARD.encode(Sha256::digest(source.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(js),
        hash(css)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use crate::render::html::Leaf;
    use proptest::prelude::*;

    fn page(report: &Report) -> String {
        let mut out = Vec::new();
        report.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// A report in which everything that an input can say is `text`.
    fn saying(text: &str) -> Report {
        let quoted = serde_json::to_string(text).unwrap();
        let marked = format!(r#"{{"start":0,"end":1,"text":{quoted},"kind":{quoted}}}"#);
        let row = format!(
            r#"{{"kind":"direct","start":0,"end":9,"text":{quoted},"speaker":{{"name":{quoted},"id":{quoted},"type":{quoted},"gender":{quoted}}},"mention":{marked},"cue":{marked},"status":{quoted},"confidence":0.5,"why":{quoted}}}"#
        );
        let record: Record<'_> = serde_json::from_str(&format!(r#"{{"id":{quoted},"quotations":[{row}]}}"#)).unwrap();
        let mut report = Report::new(text);
        for leaf in [Leaf::new(text, &record).unwrap(), Leaf::without_text(&record)] {
            let some = || Some(text.into());
            report.add(&Leaf { title: some(), date: some(), url: some(), ..leaf }).unwrap();
        }
        report
    }

    /// Tags of a page as a parser sees them: of scripts and styles only the end is looked for.
    fn tags(page: &str) -> Vec<String> {
        let mut tags = Vec::new();
        let mut rest = page;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            let end = rest.find('>').unwrap_or(rest.len());
            let tag = rest[..end].split([' ', '\n']).next().unwrap_or_default().to_ascii_lowercase();
            if let "script" | "style" = tag.as_str() {
                rest = &rest[rest.to_ascii_lowercase().find(&format!("</{tag}")).expect("it ends")..];
            }
            tags.push(tag);
        }
        tags
    }

    #[test]
    fn the_policy_names_the_hashes_of_what_stands_in_the_page() {
        let page = page(&Report::new("T"));
        for (open, close, directive) in [("<script>", "</script>", "script-src"), ("<style>", "</style>", "style-src")] {
            let source = page.split(open).nth(1).and_then(|rest| rest.split(close).next()).unwrap();
            let hash = BASE64_STANDARD.encode(Sha256::digest(source.as_bytes()));
            assert!(
                page.contains(&format!("{directive} &#39;sha256-{hash}&#39;")) || page.contains(&format!("{directive} 'sha256-{hash}'")),
                "{directive}"
            );
        }
        assert!(!page.contains("unsafe-") && !page.contains("=\"http"));
        assert!(!html::JS.contains("innerHTML") && !JS.contains("innerHTML"));
    }

    #[test]
    fn hostile_text_adds_no_tag() {
        let honest = tags(&page(&saying("Mara")));
        for hostile in
            ["</script><img src=x onerror=alert(1)>", "<!--<script>", "\"><svg onload=alert(1)>", "]]>&lt;b&gt;", "\u{202E}\u{2028}😀<"]
        {
            let page = page(&saying(hostile));
            assert_eq!(tags(&page), honest, "{hostile}");
            assert!(!page.contains('\u{2028}') || hostile.contains('\u{2028}'));
        }
    }

    proptest! {
        #[test]
        fn any_text_adds_no_tag(text in "([<>&/!'\"=\\-\\x00-\\x7f]|\\PC|(</script|<!--|<script|</style)){1,40}") {
            // Another number of bars or columns would be other tags: what is told must be told of any text.
            let same = |text: &str| tags(&page(&saying(text))).into_iter().filter(|tag| !matches!(tag.as_str(), "a" | "/a" | "span" | "/span")).collect::<Vec<_>>();
            let told = same(&text);
            prop_assert!(!told.iter().any(|tag| matches!(tag.as_str(), "img" | "iframe" | "object" | "base" | "form")));
            prop_assert_eq!(told.iter().filter(|tag| *tag == "script").count(), 5);
        }
    }
}
