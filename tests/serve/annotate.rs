//! `POST /v1/annotate` with JSON: records, options, and what is no article.

use super::client::{JSON, JSON_LINES, Server};
use super::schema;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Articles of the corpus, as JSON objects.
fn corpus() -> Vec<Value> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gold.jsonl");
    let lines = fs::read_to_string(gold).unwrap();
    let article = |line: &str| {
        let gold: Value = serde_json::from_str(line).unwrap();
        json!({"id": gold["id"], "text": gold["text"], "title": "A day", "date": "2024-05-01", "url": "https://news.example/a?b=<c>"})
    };
    lines.lines().take(12).map(article).collect()
}

/// What `whosaid annotate` writes for these articles.
fn annotated(articles: &[Value], arguments: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
    fs::write(folder.path().join("a.jsonl"), lines).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    let output = command.args(["annotate", "a.jsonl"]).args(arguments).current_dir(folder.path()).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().split_inclusive('\n').map(str::to_owned).collect()
}

#[test]
fn records_are_those_of_annotate_to_the_byte() {
    let server = Server::start(&[]);
    let openapi = server.get("/openapi.json").json();
    let articles = corpus();
    let ways = [
        ("", &[][..]),
        ("?units=utf16&all=true&min_confidence=0.7", &["--units", "utf16", "--all", "--min-confidence", "0.7"]),
        ("?min_indirect=0.8", &["--min-indirect", "0.8"]),
        ("?units=utf-16", &["--units", "utf-16"]),
        ("?kinds=direct,mixed&units=bytes", &["--kinds", "direct,mixed", "--units", "bytes"]),
    ];
    for (query, arguments) in ways {
        let expected = annotated(&articles, arguments);
        let path = format!("/v1/annotate{query}");
        for (article, expected) in articles.iter().zip(&expected) {
            let reply = server.post(&path, JSON, article.to_string());
            assert_eq!((reply.status, reply.header("content-type"), reply.text()), (200, Some(JSON), expected.as_str()));
            assert_eq!(schema::faults(&openapi, "Record", &reply.json()), [""; 0]);
        }
        let list = server.post(&path, JSON, json!({"articles": articles}).to_string());
        let records: Vec<&str> = expected.iter().map(|line| line.trim_end()).collect();
        assert_eq!(list.text(), format!("{{\"records\":[{}]}}\n", records.join(",")));
        assert_eq!(schema::faults(&openapi, "Records", &list.json()), [""; 0]);
        let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
        assert_eq!(server.post(&path, JSON_LINES, lines).text(), expected.concat());
    }
}

#[test]
fn options_may_stand_in_the_body_and_rules_may_decide() {
    let articles = &corpus()[..2];
    let server = Server::start(&["--rules"]);
    let expected = annotated(articles, &["--rules", "--units", "utf16", "--kinds", "mixed"]);
    let options = json!({"units": "utf16", "kinds": ["mixed"]});
    let mut article = articles[0].clone();
    article["options"] = options.clone();
    assert_eq!(server.post("/v1/annotate?units=bytes", JSON, article.to_string()).text(), expected[0]);
    let list = server.post("/v1/annotate", JSON, json!({"articles": articles, "options": options}).to_string());
    assert_eq!(list.json()["records"][1], serde_json::from_str::<Value>(&expected[1]).unwrap());
}

#[test]
fn speakers_of_a_lexicon_have_their_ids() {
    let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/lexicon.jsonl");
    let first: Value = serde_json::from_str(fs::read_to_string(&lexicon).unwrap().lines().next().unwrap()).unwrap();
    let server = Server::start(&["--lexicon", lexicon.to_str().unwrap()]);
    let text = format!("“We waited,” said {}.", first["name"].as_str().unwrap());
    let record = server.post("/v1/annotate", JSON, json!({"text": text}).to_string()).json();
    assert_eq!(record["quotations"][0]["speaker"]["id"], first["id"], "{record}");
}

#[test]
fn ids_may_be_numbers_or_missing() {
    let server = Server::start(&[]);
    let id = |article: &str| server.post("/v1/annotate", JSON, article).json()["id"].clone();
    assert_eq!(id(r#"{"text": ""}"#), "1");
    assert_eq!(id(r#"{"text": "", "id": null}"#), "1");
    assert_eq!(id(r#"{"text": "", "id": 1.50}"#), "1.50");
    assert_eq!(id("{\n \"id\": \"a\\u0062\",\r\n \"text\": \"\"}"), "ab");
    let list = server.post("/v1/annotate", JSON, r#"{"articles": [{"text": ""}, {"id": "x", "text": ""}, {"text": ""}]}"#).json();
    let ids: Vec<&Value> = list["records"].as_array().unwrap().iter().map(|record| &record["id"]).collect();
    assert_eq!(ids, ["1", "x", "3"]);
    assert_eq!(server.post("/v1/annotate", JSON, r#"{"articles": []}"#).text(), "{\"records\":[]}\n");
}

#[test]
fn broken_json_is_told_with_line_and_column() {
    let server = Server::start(&[]);
    let openapi = server.get("/openapi.json").json();
    let cases = [
        ("{\n  \"text\": \"a\" \"id\": 1}", 400, "bad-json", json!(2), json!(15)),
        ("", 400, "bad-json", json!(1), json!(0)),
        (r#"{"text": "a"#, 400, "bad-json", json!(1), json!(11)),
        (r#"{"text": "a"} {}"#, 400, "bad-json", json!(1), json!(15)),
        (r#"{"text": "\ud800"}"#, 400, "bad-json", Value::Null, Value::Null),
        ("[1]", 422, "no-article", Value::Null, Value::Null),
        (r#"{"articles": 1}"#, 422, "no-article", json!(1), json!(14)),
        (r#"{"id": "a"}"#, 422, "no-article", Value::Null, Value::Null),
        (r#"{"text": 1}"#, 422, "no-article", Value::Null, Value::Null),
        (r#"{"text": "", "options": {"unit": "bytes"}}"#, 400, "bad-option", Value::Null, Value::Null),
        (r#"{"text": "", "options": 7}"#, 400, "bad-option", Value::Null, Value::Null),
    ];
    for (body, status, code, line, column) in cases {
        let problem = server.post("/v1/annotate", JSON, body).problem(status, code);
        assert_eq!(schema::faults(&openapi, "Problem", &problem), [""; 0]);
        if !line.is_null() {
            assert_eq!((&problem["line"], &problem["column"]), (&line, &column), "{body}: {problem}");
        }
    }
    let problem = server.post("/v1/annotate", JSON, r#"[{"text": "x"}]"#).problem(422, "no-article");
    assert_eq!(
        problem["detail"],
        r#"the body is a list; expected an object: one article, {"text": …}, or several, {"articles": [{"text": …}, …]}"#
    );
    server.post("/v1/annotate", JSON, r#"[{"text": "x"}"#).problem(400, "bad-json");
    let deep = format!("{{\"text\":\"\",\"x\":{}", "[".repeat(100_000));
    server.post("/v1/annotate", JSON, deep).problem(400, "bad-json");
    let not_utf8 = server.post("/v1/annotate", JSON, b"{\"text\":\"\xFF\"}").problem(400, "not-utf-8");
    assert_eq!(not_utf8["byte"], 9);
    server.post("/v1/annotate?unit=bytes", JSON, r#"{"text":""}"#).problem(400, "bad-option");
    let problem = server.post("/v1/annotate?kinds=none", JSON, r#"{"text":""}"#).problem(400, "bad-option");
    assert_eq!(problem["detail"], "the parameter `kinds`: unknown value `none`, expected one of `direct`, `mixed`, `indirect`");
    let problem = server.post("/v1/annotate", JSON, r#"{"text":"","options":{"kinds":"none"}}"#).problem(400, "bad-option");
    assert_eq!(problem["detail"], "options: unknown value `none`, expected one of `direct`, `mixed`, `indirect`");
}

#[test]
fn what_is_no_article_has_a_problem_in_its_place() {
    let server = Server::start(&["--max-article-bytes", "40"]);
    let openapi = server.get("/openapi.json").json();
    let long = "x".repeat(41);
    let body = json!({"articles": [{"text": "“Yes,” she said."}, {"id": 2}, 3, {"text": long}, {"id": "last", "text": ""}]});
    let reply = server.post("/v1/annotate", JSON, body.to_string());
    assert_eq!(schema::faults(&openapi, "Records", &reply.json()), [""; 0]);
    let records = reply.json()["records"].clone();
    assert_eq!((&records[0]["id"], &records[4]["id"]), (&json!("1"), &json!("last")));
    let place = |i: usize| (records[i]["error"]["code"].as_str().unwrap().to_owned(), records[i]["error"]["article"].clone());
    assert_eq!(place(1), ("no-article".to_owned(), json!(2)));
    assert_eq!(place(2), ("bad-json".to_owned(), json!(3)));
    assert_eq!(records[3]["error"]["code"], "article-too-large");
}

#[test]
fn other_types_are_refused() {
    let server = Server::start(&[]);
    let article = br#"{"text":""}"#;
    let ask = |headers: &[(&str, &str)]| server.ask("POST", "/v1/annotate", headers, article);
    for headers in [
        &[][..],
        &[("Content-Type", "text/plain")],
        &[("Content-Type", "application/x-www-form-urlencoded")],
        &[("Content-Type", "application/json; charset=iso-8859-1")],
        &[("Content-Type", JSON), ("Content-Encoding", "gzip")],
    ] {
        ask(headers).problem(415, "wrong-type");
    }
    for media_type in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
        assert_eq!(ask(&[("Content-Type", media_type)]).status, 200, "{media_type}");
    }
}

#[test]
fn hostile_texts_come_back_as_they_are() {
    let server = Server::start(&[]);
    let texts = [
        "<script>alert(1)</script> “</script><img src=x onerror=alert(1)>,” said Mara Kessel.".to_owned(),
        "“\u{202E}\u{0}\u{1B}[31m{{7*7}}\u{FFFF}”, said Ann Lee.\r\n".to_owned(),
        "“".repeat(20_000),
        "“a” said b. ".repeat(4_000),
        "\u{301}".repeat(10_000),
        "a\n".repeat(20_000),
    ];
    for text in texts {
        let reply = server.post("/v1/annotate", JSON, json!({"text": text}).to_string());
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(JSON)));
        let chars: Vec<char> = text.chars().collect();
        for row in reply.json()["quotations"].as_array().unwrap() {
            let place = |name: &str| usize::try_from(row[name].as_u64().unwrap()).unwrap();
            assert_eq!(row["text"].as_str().unwrap(), chars[place("start")..place("end")].iter().collect::<String>());
        }
    }
}
