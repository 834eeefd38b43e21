//! What the keys of the configuration mean, out of the JSON Schema: there alone is it said.

use super::suggest::nearest;
use serde_json::{Map, Value};

/// A key, or a table, and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// With its tables, as in `source.folder.path`; empty for the whole file.
    pub name: String,
    /// What it means; a table may say nothing.
    pub description: String,
    /// What may be written, as far as the schema knows.
    pub kind: String,
    /// What holds where it is not written.
    pub default: Option<Value>,
    /// What one may write.
    pub examples: Vec<Value>,
    /// Whether the file is wrong without it.
    pub required: bool,
    /// The keys below it.
    pub keys: Vec<Explained>,
}

/// Why nothing is explained.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchKey {
    /// Nothing is called so.
    #[error("there is no key `{name}`{}", match nearest { Some(nearest) => format!(": did you mean `{nearest}`?"), None => "; `pressroom config explain` lists the tables".to_owned() })]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// What is called almost so.
        nearest: Option<String>,
    },
    /// Several are called so.
    #[error("`{name}` is a key of several tables: ask for one of {}", all.join(", "))]
    Several {
        /// The name that was asked for.
        name: String,
        /// The full names.
        all: Vec<String>,
    },
}

/// Explains a key by its name, with or without its tables; the whole file for an empty one.
/// Brackets as in `[[source]]` make no difference.
///
/// # Errors
/// When no key, or more than one, is called so.
pub fn explained(name: &str) -> Result<Explained, NoSuchKey> {
    let whole = of_schema("", &super::json_schema(), true);
    let wanted: String = name.chars().filter(|c| !matches!(c, '[' | ']' | ' ' | '`')).collect();
    if wanted.is_empty() {
        return Ok(whole);
    }
    let mut all = Vec::new();
    collect(&whole, &mut all);
    if let Some(found) = all.iter().find(|key| key.name == wanted) {
        return Ok((*found).clone());
    }
    let last = |key: &&&Explained| key.name.rsplit('.').next() == Some(&wanted);
    let found: Vec<&&Explained> = all.iter().filter(last).collect();
    match found.as_slice() {
        [one] => Ok((**one).clone()),
        [] => {
            let names = all.iter().map(|key| key.name.as_str());
            let lasts = names.clone().filter_map(|name| name.rsplit('.').next());
            let near = nearest(&wanted, names.clone()).or_else(|| nearest(&wanted, lasts));
            Err(NoSuchKey::Unknown { name: wanted.clone(), nearest: near.map(str::to_owned) })
        }
        several => {
            let all = several.iter().map(|key| key.name.clone()).collect();
            Err(NoSuchKey::Several { name: wanted, all })
        }
    }
}

fn collect<'a>(key: &'a Explained, all: &mut Vec<&'a Explained>) {
    for key in &key.keys {
        all.push(key);
        collect(key, all);
    }
}

fn of_schema(name: &str, schema: &Value, required: bool) -> Explained {
    let text = |key: &str| schema.get(key).and_then(Value::as_str).unwrap_or_default();
    let items = schema.get("items").filter(|items| items.get("properties").is_some());
    let table = items.unwrap_or(schema);
    let required_keys: Vec<&str> = table
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let properties = table.get("properties").and_then(Value::as_object);
    let below = |(key, schema): (&String, &Value)| {
        let full = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
        of_schema(&full, schema, required_keys.contains(&key.as_str()))
    };
    Explained {
        name: name.to_owned(),
        description: text("description").to_owned(),
        kind: kind(schema),
        default: schema.get("default").filter(|_| properties.is_none()).cloned(),
        examples: schema.get("examples").and_then(Value::as_array).cloned().unwrap_or_default(),
        required,
        keys: properties.map(Map::iter).into_iter().flatten().map(below).collect(),
    }
}

/// What may be written, in a few words.
fn kind(schema: &Value) -> String {
    if let Some(all) = schema.get("enum").and_then(Value::as_array) {
        let all: Vec<String> = all.iter().map(Value::to_string).collect();
        return format!("one of {}", all.join(", "));
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let word = match types.first().copied() {
        Some("string") if schema.get("format").and_then(Value::as_str) == Some("date") => "a date",
        Some("string") => "a text",
        Some("integer") => "a whole number",
        Some("number") => "a number",
        Some("boolean") => "true or false",
        Some("array") => "a list",
        Some("object") => "a table",
        _ if schema.get("anyOf").is_some() => "a text, or where it is kept",
        _ => "a value",
    };
    let bound = |key: &str| schema.get(key).map(Value::to_string);
    match (bound("minimum"), bound("maximum")) {
        (Some(least), Some(most)) => format!("{word} from {least} to {most}"),
        (Some(least), None) => format!("{word}, {least} or more"),
        (None, Some(most)) => format!("{word}, {most} at most"),
        (None, None) => word.to_owned(),
    }
}
