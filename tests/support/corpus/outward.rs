//! What the corpus gives to others: gold (offsets in code points) and the speaker lexicon, one JSON object a line.

use serde::Serialize;

use super::Labelled;
use super::relations::Bytes;

#[derive(Serialize)]
struct Gold<'a> {
    id: &'a str,
    text: &'a str,
    speakers: Vec<GoldSpeaker<'a>>,
    quotations: Vec<GoldQuotation<'a>>,
    attributions: Vec<GoldAttribution<'a>>,
}

#[derive(Serialize)]
struct GoldSpeaker<'a> {
    name: &'a str,
    aliases: Vec<&'a str>,
}

#[derive(Serialize)]
struct GoldQuotation<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    speakers: &'a [String],
    mention: Option<&'a str>,
    cue: Option<&'a str>,
}

#[derive(Serialize)]
struct GoldAttribution<'a> {
    source: Option<[[usize; 2]; 1]>,
    cue: [[usize; 2]; 1],
    content: Vec<[usize; 2]>,
    speakers: &'a [String],
    class: &'static str,
    status: &'static str,
}

/// `corpus/gold.jsonl`, with the speakers of quotations first and behind them those that only attributions have. A description is as right an answer as a name, so roles are aliases here.
pub(crate) fn gold(articles: &[Labelled]) -> String {
    lines(articles.iter().map(|article| {
        let code_points = |byte: usize| article.text[..byte].chars().count();
        let piece = |bytes: Bytes| [code_points(bytes.start), code_points(bytes.end)];
        let speakers = article
            .labels
            .speakers
            .iter()
            .chain(&article.relations.speakers)
            .map(|s| GoldSpeaker { name: &s.name, aliases: s.aliases.iter().chain(&s.roles).map(String::as_str).collect() });
        let quotations = article.labels.quotes.iter().map(|q| GoldQuotation {
            start: code_points(q.start),
            end: code_points(q.end),
            kind: q.kind.name(),
            speakers: &q.speakers,
            mention: q.mention.as_deref(),
            cue: q.cue.as_deref(),
        });
        let attributions = article.relations.reports.iter().map(|r| GoldAttribution {
            source: r.source.map(|source| [piece(source)]),
            cue: [piece(r.cue)],
            content: r.content.iter().copied().map(piece).collect(),
            speakers: &r.speakers,
            class: r.class,
            status: r.status,
        });
        Gold {
            id: &article.id,
            text: &article.text,
            speakers: speakers.collect(),
            quotations: quotations.collect(),
            attributions: attributions.collect(),
        }
    }))
}

#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    name: &'a str,
    aliases: &'a [String],
    #[serde(rename = "type")]
    type_: &'a str,
    gender: Option<&'a str>,
    roles: &'a [String],
}

/// `corpus/lexicon.jsonl`, sorted by id: everybody with a name. A description (“retired postman”) is no entry, as it would
/// match whoever is so described in any article. Two speakers of one id are an error: names do not occur twice in the corpus.
pub(crate) fn lexicon(articles: &[Labelled]) -> Result<String, String> {
    let mut entries: Vec<Entry> = articles
        .iter()
        .flat_map(|article| &article.labels.speakers)
        .filter(|s| s.type_ != "unnamed" && !s.name.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()))
        .map(|s| Entry {
            id: s.id.clone().unwrap_or_else(|| format!("inv:{}", slug(&s.name))),
            name: &s.name,
            aliases: &s.aliases,
            type_: &s.type_,
            gender: s.gender.as_deref(),
            roles: &s.roles,
        })
        .collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    match entries.windows(2).find(|pair| pair[0].id == pair[1].id) {
        Some(pair) => Err(format!("two speakers have the id {}: rename one of them in its article and labels", pair[0].id)),
        None => Ok(lines(entries)),
    }
}

/// Lower case, letters and digits of any script, one hyphen for whatever stands between.
fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn lines<T: Serialize>(rows: impl IntoIterator<Item = T>) -> String {
    rows.into_iter().map(|row| serde_json::to_string(&row).expect("strings and numbers make JSON") + "\n").collect()
}
