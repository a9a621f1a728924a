//! What clients of a CoreNLP server meet.

use super::client::{JSON, Server};
use super::schema;

const TEXT: &str = "\n “We 🐟 waited,” said Mara Kessel.  Nobody came. ";

fn posted(server: &Server, path: &str, headers: &[(&str, &str)], body: &str) -> serde_json::Value {
    let reply = server.ask("POST", path, headers, body.as_bytes());
    assert_eq!((reply.status, reply.header("content-type")), (200, Some(JSON)), "{}", reply.text());
    reply.json()
}

#[test]
fn quotes_and_tokens_come_as_from_corenlp() {
    let server = Server::start(&[]);
    let openapi = server.get("/openapi.json").json();
    let text = TEXT.trim();
    let units: Vec<u16> = text.encode_utf16().collect();
    let properties = "?properties=%7B%27annotators%27%3A+%27quote%27%2C+%27outputFormat%27%3A+%27json%27%7D&resetDefault=false";
    let plain = [("Content-Type", "text/plain; charset=utf-8")];
    for (path, headers) in [("/corenlp".to_owned(), &[][..]), (format!("/{properties}"), &plain)] {
        let document = posted(&server, &path, headers, TEXT);
        assert_eq!(schema::faults(&openapi, "CoreNlp", &document), [""; 0]);
        let quote = &document["quotes"][0];
        assert_eq!((&quote["speaker"], &quote["text"]), (&"Mara Kessel".into(), &"“We 🐟 waited,”".into()));
        let sentences = document["sentences"].as_array().unwrap();
        assert_eq!(sentences.len(), 2);
        let mut tokens = 0;
        for token in sentences.iter().flat_map(|sentence| sentence["tokens"].as_array().unwrap()) {
            let place = |name: &str| usize::try_from(token[name].as_u64().unwrap()).unwrap();
            let word = String::from_utf16(&units[place("characterOffsetBegin")..place("characterOffsetEnd")]).unwrap();
            assert_eq!(token["originalText"], word);
            tokens += 1;
        }
        assert!(tokens > 10);
        assert_eq!(quote["endIndex"], "“We 🐟 waited,”".encode_utf16().count());
    }
}

#[test]
fn text_posted_as_a_form_is_decoded() {
    let server = Server::start(&[]);
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let words = |body: &str| {
        let document = posted(&server, "/", &form, body);
        let tokens = document["sentences"][0]["tokens"].as_array().unwrap().clone();
        tokens.iter().map(|token| token["word"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words("%E2%80%9CYes%E2%80%9D%20she"), "“ Yes ” she");
    assert_eq!(words("“Yes” she"), "“ Yes ” she", "old clients do not encode it");
    assert!(words("half of 100% gone").contains('%'));
}

#[test]
fn what_cannot_be_given_is_refused() {
    let server = Server::start(&["--max-article-bytes", "50"]);
    server.ask("POST", "/?properties=%7B%22outputFormat%22%3A%22xml%22%7D", &[], b"x").problem(400, "bad-option");
    server.ask("POST", "/corenlp", &[("Content-Type", "text/plain; charset=latin1")], b"x").problem(415, "wrong-type");
    server.ask("POST", "/", &[], b"\xFF").problem(400, "not-utf-8");
    server.ask("POST", "/", &[], &[b'x'; 51]).problem(413, "article-too-large");
    for (path, answer) in [("/ping", "pong\n"), ("/live", "live\n"), ("/ready", "ready\n")] {
        assert_eq!(server.get(path).text(), answer);
    }
}
