//! Whether a value is as the server's own description says: the part of JSON Schema that the description uses.

use serde_json::Value;

/// What is wrong with `value`, if it should be as the schema `name` of `openapi` says.
pub(crate) fn faults(openapi: &Value, name: &str, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(openapi, &openapi["components"]["schemas"][name], value, name, &mut faults);
    faults
}

fn check(openapi: &Value, schema: &Value, value: &Value, place: &str, faults: &mut Vec<String>) {
    assert!(schema.is_object(), "{place}: no schema");
    if let Some(path) = schema["$ref"].as_str() {
        let schema = openapi.pointer(path.strip_prefix('#').unwrap()).unwrap_or_else(|| panic!("{path} leads nowhere"));
        return check(openapi, schema, value, place, faults);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices.iter().filter(|choice| {
            let mut faults = Vec::new();
            check(openapi, choice, value, place, &mut faults);
            faults.is_empty()
        });
        if fitting.count() != 1 {
            faults.push(format!("{place}: not one of the choices: {value}"));
        }
        return;
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => panic!("{place}: no type"),
    };
    let is_a = |name: &&str| match *name {
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("{place}: {other} is no type"),
    };
    if !types.iter().any(is_a) {
        faults.push(format!("{place}: should be {types:?}: {value}"));
    }
    if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) || schema.get("const").is_some_and(|only| only != value) {
        faults.push(format!("{place}: no such value: {value}"));
    }
    for item in value.as_array().into_iter().flatten() {
        check(openapi, &schema["items"], item, place, faults);
    }
    let Some(object) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            faults.push(format!("{place}: no {name}"));
        }
    }
    for (name, value) in object {
        match schema["properties"].get(name) {
            Some(schema) => check(openapi, schema, value, &format!("{place}.{name}"), faults),
            None if schema["additionalProperties"] == false => faults.push(format!("{place}: {name} is not described")),
            None => {}
        }
    }
}
