//! `datapackage.json`: what the tables are, for programs (Data Package 2.0 with Table Schema).

use serde_json::{Value, json};

use super::{
    Dialect,
    schema::{Field, Kind, Layout, layouts},
};

/// The descriptor of a dataset folder.
pub(super) fn descriptor(dialect: Dialect) -> Value {
    // `rejects.jsonl` is no table, and validators want every resource to be one.
    let resources: Vec<Value> = layouts().iter().map(|layout| table(layout, dialect)).collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "cooperation-agreements",
        "title": "Cooperation agreements of Indonesian regional governments, as news reports them",
        "description": "Made by sepakat; the codebook and every column are described in its docs, the run in run.json, \
            records that could not be read in rejects.jsonl.",
        "resources": resources,
    })
}

fn table(layout: &Layout, dialect: Dialect) -> Value {
    let line_end = match dialect {
        Dialect::Rfc => "\n",
        Dialect::Excel => "\r\n",
    };
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": layout.fields.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if !layout.primary_key.is_empty() {
        schema["primaryKey"] = json!(layout.primary_key);
    }
    if !layout.foreign_keys.is_empty() {
        let keys = layout
            .foreign_keys
            .iter()
            .map(|key| json!({ "fields": [key.column], "reference": { "resource": key.to, "fields": [key.column] } }));
        schema["foreignKeys"] = keys.collect();
    }
    json!({
        "name": layout.name,
        "path": format!("{}.csv", layout.name),
        "type": "table",
        "description": layout.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
            "delimiter": dialect.delimiter(),
            "lineTerminator": line_end,
        },
        "schema": schema,
    })
}

fn field(field: &Field) -> Value {
    let (kind, mut constraints) = match field.kind {
        Kind::AgreementId => ("string", json!({ "pattern": "^[0-9a-f]{16}$" })),
        Kind::Text | Kind::List | Kind::Labels => ("string", json!({})),
        Kind::Flag => ("boolean", json!({})),
        Kind::Code => ("string", json!({ "pattern": r"^[0-9]{2}(\.[0-9]{2})?$" })),
        Kind::CodeDigits => ("string", json!({ "pattern": "^[0-9]{2}([0-9]{2})?$" })),
        Kind::PartialDate => ("string", json!({ "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" })),
        Kind::Date => ("date", json!({})),
        Kind::Integer => ("integer", json!({ "minimum": 0 })),
        Kind::Share => ("number", json!({ "minimum": 0, "maximum": 1 })),
        Kind::Label(labels) => ("string", json!({ "enum": labels() })),
    };
    if field.required {
        constraints["required"] = json!(true);
    }
    let mut described = json!({ "name": field.name, "type": kind, "description": field.about });
    if constraints.as_object().is_some_and(|constraints| !constraints.is_empty()) {
        described["constraints"] = constraints;
    }
    described
}
