//! Requests against Discord's own description of its API, where `DISCORD_OPENAPI` says where that document is.
//!
//! A test hands over what a sandbox recorded; whatever does not fit the document fails it, with the request, the path
//! in its body and what is wrong there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use jsonschema::error::{ValidationError, ValidationErrorKind};
use serde_json::{Map, Value, json};
use twinned::sandbox::Request;

/// Where the document is.
const VARIABLE: &str = "DISCORD_OPENAPI";
/// Where the document keeps what it refers to.
const SCHEMAS: &str = "#/components/schemas/";

/// Fails when a request does not fit the document. Without a document, says once that this was left out.
pub fn check_all(requests: &[Request]) {
    let Some(document) = document() else { return };
    let wrong: Vec<_> = requests.iter().flat_map(|request| document.violations(request)).collect();
    assert!(wrong.is_empty(), "{} of Discord's rules broken:\n{}", wrong.len(), wrong.join("\n"));
}

/// Checks bodies as if a bot had posted them there.
#[allow(dead_code, reason = "not every test that includes this file has bodies without requests")]
pub fn check_bodies(path: &str, bodies: Vec<Value>) {
    let request = |body: Value| Request {
        method: "POST".to_owned(),
        path: path.to_owned(),
        query: String::new(),
        body,
        files: 0,
        at: tokio::time::Instant::now(),
        status: None,
    };
    check_all(&bodies.into_iter().map(request).collect::<Vec<_>>());
}

/// The document, read once; nothing where there is none.
pub fn document() -> Option<&'static Document> {
    static DOCUMENT: OnceLock<Option<Document>> = OnceLock::new();
    let read = || {
        let Some(path) = std::env::var_os(VARIABLE) else {
            eprintln!("left out: {VARIABLE} is not set");
            return None;
        };
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{VARIABLE}: {error}"));
        let mut body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{VARIABLE}: {error}"));
        mend(&mut body);
        Some(Document { body, validators: Mutex::default() })
    };
    DOCUMENT.get_or_init(read).as_ref()
}

/// Discord's description of its API.
pub struct Document {
    body: Value,
    /// By method and path template.
    validators: Mutex<HashMap<(String, String), Arc<Validator>>>,
}

impl Document {
    /// What is wrong with a request, one line each.
    pub fn violations(&self, request: &Request) -> Vec<String> {
        let name = format!("{} {}", request.method, request.path);
        let method = request.method.to_lowercase();
        let Some(template) = self.template(&method, &request.path) else {
            return vec![format!("{name}: no such operation")];
        };
        let wanted = &self.body["paths"][&template][&method]["requestBody"];
        let content = &wanted["content"];
        let schema = [&content["application/json"]["schema"], &content["multipart/form-data"]["schema"]]
            .into_iter()
            .find(|schema| !schema.is_null());
        match schema {
            None if request.body.is_null() => Vec::new(),
            None => vec![format!("{name}: takes no body, and was sent {}", request.body)],
            Some(_) if request.body.is_null() && wanted["required"] != true => Vec::new(),
            Some(schema) => {
                let validator = self.validator(&method, &template, schema);
                let mut lines = Vec::new();
                for error in validator.iter_errors(&request.body) {
                    explain(&error, &mut lines);
                }
                lines.into_iter().map(|line| format!("{name}: {line}")).collect()
            }
        }
    }

    /// The path of the document that a request's path fits; of several, the one with the most literal words.
    fn template(&self, method: &str, path: &str) -> Option<String> {
        let given: Vec<_> = path.split('/').collect();
        let literal = |word: &str| !word.starts_with('{');
        let fits = |template: &&String| {
            let words: Vec<_> = template.split('/').collect();
            words.len() == given.len() && words.iter().zip(&given).all(|(word, given)| !literal(word) || word == given)
        };
        let paths = self.body["paths"].as_object()?;
        let with_method = paths.iter().filter(|(_, operations)| !operations[method].is_null());
        with_method
            .map(|(template, _)| template)
            .filter(fits)
            .max_by_key(|template| template.split('/').filter(|word| literal(word)).count())
            .cloned()
    }

    fn validator(&self, method: &str, template: &str, schema: &Value) -> Arc<Validator> {
        let key = (method.to_owned(), template.to_owned());
        let mut validators = self.validators.lock().unwrap();
        let made = validators.entry(key).or_insert_with(|| {
            let mut whole = schema.clone();
            let mut reached = Map::new();
            self.reach(schema, &mut reached);
            whole["components"] = json!({"schemas": reached});
            let options = jsonschema::options().should_validate_formats(false);
            Arc::new(options.build(&whole).unwrap_or_else(|error| panic!("{method} {template}: {error}")))
        });
        Arc::clone(made)
    }

    /// Gathers what a schema refers to, so that not the whole document is compiled for every path.
    fn reach(&self, schema: &Value, reached: &mut Map<String, Value>) {
        match schema {
            Value::Array(parts) => parts.iter().for_each(|part| self.reach(part, reached)),
            Value::Object(parts) => {
                let name = parts.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix(SCHEMAS));
                if let Some(name) = name
                    && !reached.contains_key(name)
                {
                    let found = &self.body["components"]["schemas"][name];
                    reached.insert(name.to_owned(), found.clone());
                    self.reach(found, reached);
                }
                parts.values().for_each(|part| self.reach(part, reached));
            }
            _ => {}
        }
    }
}

/// Where the document and the API differ: sets of permissions are integers in the document, and its guide asks for
/// the number as a text; an id is a text in the document, and the guide itself numbers new attachments 0, 1, 2.
fn mend(document: &mut Value) {
    match document {
        Value::Array(parts) => parts.iter_mut().for_each(mend),
        Value::Object(parts) => {
            for (name, part) in parts.iter_mut() {
                if name == "SnowflakeType" {
                    part["type"] = json!(["string", "integer"]);
                }
                if name.ends_with("permissions") && part["type"].to_string().contains("integer") {
                    *part = json!({"type": ["integer", "string", "null"], "pattern": "^[0-9]+$", "minimum": 0});
                } else {
                    mend(part);
                }
            }
        }
        _ => {}
    }
}

/// Writes an error out. Of the branches of a choice, only the one that was meant is told: the one whose `type` fits,
/// or else the one with the fewest errors.
fn explain(error: &ValidationError<'_>, lines: &mut Vec<String>) {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) = error.kind() else {
        let path = error.instance_path().as_str();
        lines.push(format!("{}: {error}", if path.is_empty() { "/" } else { path }));
        return;
    };
    let depth = error.instance_path().as_str().len();
    let meant = context.iter().min_by_key(|branch| {
        let other_type = branch.iter().any(|error| {
            let path = &error.instance_path().as_str()[depth..];
            path == "/type" || (path.is_empty() && matches!(error.kind(), ValidationErrorKind::Type { .. }))
        });
        (other_type, branch.len())
    });
    match meant {
        Some(branch) => branch.iter().for_each(|error| explain(error, lines)),
        None => lines.push(error.to_string()),
    }
}
