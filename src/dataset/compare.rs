//! What changed between two datasets, and why.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// What is compared of a dataset.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The rows of `agreements.csv` by id: column and value.
    pub agreements: BTreeMap<String, BTreeMap<String, String>>,
    /// The articles of each agreement.
    pub sources: BTreeMap<String, BTreeSet<String>>,
    /// The articles that were listed, with why they report none.
    pub articles: BTreeMap<String, String>,
    /// What bears on the reading: versions, lexicons, options; name and value.
    pub run: BTreeMap<String, String>,
}

/// An agreement that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What became of it.
    pub what: What,
    /// Its id; of a removed one the old id.
    pub agreement_id: String,
    /// The id that it had before, if that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_id: Option<String>,
    /// Its parties, to know it by.
    pub parties: String,
    /// The columns that changed, with the old and the new value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
    /// Why, as far as the datasets tell.
    pub why: Vec<String>,
}

/// A value that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The column of `agreements.csv`.
    pub column: String,
    /// Before; empty when it was missing.
    pub old: String,
    /// Now.
    pub new: String,
}

/// What became of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// It wasn't there.
    Added,
    /// It has other values, or another id.
    Changed,
    /// It isn't there any more.
    Removed,
}

/// Every agreement that is not as it was: by what became of it, then by id.
pub fn compare(old: &Snapshot, new: &Snapshot) -> Vec<Difference> {
    let renamed = renamed(old, new);
    let mut differences = Vec::new();
    for (id, row) in &new.agreements {
        let old_id = if old.agreements.contains_key(id) { Some(id) } else { renamed.get(id.as_str()).copied() };
        let Some(old_id) = old_id else {
            differences.push(difference(What::Added, id, None, row, vec![], why_added(id, old, new)));
            continue;
        };
        let values = changed(&old.agreements[old_id], row);
        let other_id = Some(old_id).filter(|old_id| *old_id != id);
        if !values.is_empty() || other_id.is_some() {
            let why = why_changed(old_id, id, old, new);
            differences.push(difference(What::Changed, id, other_id, row, values, why));
        }
    }
    for (id, row) in &old.agreements {
        if !new.agreements.contains_key(id) && !renamed.values().any(|old_id| *old_id == id) {
            differences.push(difference(What::Removed, id, None, row, vec![], why_removed(id, old, new)));
        }
    }
    differences.sort_by(|a, b| (a.what, &a.agreement_id).cmp(&(b.what, &b.agreement_id)));
    differences
}

/// Which of the new ids continues an old one that is gone: that with which it shares the most articles.
fn renamed<'a>(old: &'a Snapshot, new: &'a Snapshot) -> BTreeMap<&'a str, &'a String> {
    let gone = old.agreements.keys().filter(|id| !new.agreements.contains_key(*id));
    let mut pairs: Vec<(usize, &String, &String)> = Vec::new();
    for old_id in gone {
        for new_id in holders(&old.sources, old_id, &new.sources) {
            if !old.agreements.contains_key(new_id) {
                let shared = old.sources[old_id].intersection(&new.sources[new_id]).count();
                pairs.push((shared, old_id, new_id));
            }
        }
    }
    pairs.sort_by(|a, b| (b.0, a.1, a.2).cmp(&(a.0, b.1, b.2)));
    let mut renamed = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, old_id, new_id) in pairs {
        if !renamed.contains_key(new_id.as_str()) && taken.insert(old_id) {
            renamed.insert(new_id.as_str(), old_id);
        }
    }
    renamed
}

/// The agreements of the other dataset that have an article of this one.
fn holders<'a>(
    sources: &BTreeMap<String, BTreeSet<String>>,
    id: &str,
    others: &'a BTreeMap<String, BTreeSet<String>>,
) -> Vec<&'a String> {
    let Some(articles) = sources.get(id) else { return vec![] };
    others.iter().filter(|(_, other)| !articles.is_disjoint(other)).map(|(id, _)| id).collect()
}

fn difference(
    what: What,
    id: &str,
    old_id: Option<&String>,
    row: &BTreeMap<String, String>,
    values: Vec<Value>,
    why: Vec<String>,
) -> Difference {
    let parties = row.get("parties").cloned().unwrap_or_default();
    Difference { what, agreement_id: id.to_owned(), old_id: old_id.cloned(), parties, values, why }
}

fn changed(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Value> {
    let columns: BTreeSet<&String> = old.keys().chain(new.keys()).filter(|column| *column != "agreement_id").collect();
    let value = |row: &BTreeMap<String, String>, column: &String| row.get(column).cloned().unwrap_or_default();
    columns
        .into_iter()
        .map(|column| Value { column: column.clone(), old: value(old, column), new: value(new, column) })
        .filter(|value| value.old != value.new)
        .collect()
}

fn why_added(id: &str, old: &Snapshot, new: &Snapshot) -> Vec<String> {
    let articles = articles(&new.sources, id);
    let mut why = Vec::new();
    let shared: Vec<&String> = holders(&new.sources, id, &old.sources);
    if !shared.is_empty() {
        why.push(format!("an article of it belonged to {}", names(shared)));
    }
    let (known, fresh): (Vec<&String>, Vec<&String>) =
        articles.iter().partition(|article| old.articles.contains_key(*article));
    if !fresh.is_empty() {
        why.push(format!("new articles: {}", names(fresh)));
    } else if why.is_empty() && !known.is_empty() {
        why.push(format!("read differently: {}", names(known)));
        why.extend(other_run(old, new));
    }
    why
}

fn why_removed(id: &str, old: &Snapshot, new: &Snapshot) -> Vec<String> {
    let merged = holders(&old.sources, id, &new.sources);
    if !merged.is_empty() {
        return vec![format!("its articles now belong to {}", names(merged))];
    }
    let mut why = Vec::new();
    let (there, gone): (Vec<&String>, Vec<&String>) =
        articles(&old.sources, id).iter().partition(|article| new.articles.contains_key(*article));
    if !gone.is_empty() {
        why.push(format!("articles no longer there, or without any sign of an agreement: {}", names(gone)));
    }
    for article in there {
        let reason = &new.articles[article];
        let reason = if reason.is_empty() { "no longer reports it" } else { reason };
        why.push(format!("{article}: {reason}"));
    }
    why.extend(other_run(old, new));
    why
}

fn why_changed(old_id: &str, id: &str, old: &Snapshot, new: &Snapshot) -> Vec<String> {
    let (before, now) = (articles(&old.sources, old_id), articles(&new.sources, id));
    let mut why = Vec::new();
    let joined: Vec<&String> = now.difference(before).collect();
    if !joined.is_empty() {
        why.push(format!("new sources: {}", names(joined)));
    }
    let left: Vec<&String> = before.difference(now).collect();
    if !left.is_empty() {
        why.push(format!("no longer sources: {}", names(left)));
    }
    let reviewed =
        |snapshot: &Snapshot, id: &str| snapshot.agreements[id].get("review_status").cloned().unwrap_or_default();
    if reviewed(old, old_id) != reviewed(new, id) {
        why.push(format!("a person looked at it: {} (reviews.csv)", reviewed(new, id)));
    }
    if why.is_empty() {
        why.extend(other_run(old, new));
    }
    why
}

/// How the runs differ.
fn other_run(old: &Snapshot, new: &Snapshot) -> Vec<String> {
    let value = |snapshot: &Snapshot, name: &String| snapshot.run.get(name).cloned().unwrap_or_default();
    let names: BTreeSet<&String> = old.run.keys().chain(new.run.keys()).collect();
    let differing = names.into_iter().filter(|name| value(old, name) != value(new, name));
    differing.map(|name| format!("other {name}: {} → {}", value(old, name), value(new, name))).collect()
}

fn articles<'a>(sources: &'a BTreeMap<String, BTreeSet<String>>, id: &str) -> &'a BTreeSet<String> {
    static NONE: BTreeSet<String> = BTreeSet::new();
    sources.get(id).unwrap_or(&NONE)
}

fn names<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `id: status: articles` each.
    fn snapshot(rows: &[(&str, &str, &[&str])], articles: &[&str]) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (id, status, sources) in rows {
            let row = [("agreement_id", *id), ("parties", "A; B"), ("status", status)];
            let row = row.map(|(column, value)| (column.to_owned(), value.to_owned()));
            snapshot.agreements.insert((*id).to_owned(), row.into());
            snapshot.sources.insert((*id).to_owned(), sources.iter().map(|id| (*id).to_owned()).collect());
        }
        snapshot.articles = articles.iter().map(|id| ((*id).to_owned(), String::new())).collect();
        snapshot
    }

    #[test]
    fn each_difference_has_its_reason() {
        let old = snapshot(
            &[
                ("same", "x", &["a"]),
                ("grown", "x", &["b"]),
                ("gone", "x", &["c"]),
                ("named", "x", &["d", "e"]),
                ("part", "x", &["f"]),
            ],
            &["a", "b", "c", "d", "e", "f"],
        );
        let mut new = snapshot(
            &[
                ("same", "x", &["a"]),
                ("grown", "y", &["b", "g", "f"]),
                ("renamed", "x", &["d", "e"]),
                ("added", "x", &["h"]),
            ],
            &["a", "b", "d", "e", "f", "g", "h"],
        );
        new.run.insert("lexicon_hash".into(), "2".into());
        let told: Vec<_> = compare(&old, &new)
            .into_iter()
            .map(|d| (d.what, d.agreement_id, d.old_id.unwrap_or_default(), d.values.len(), d.why.join("; ")))
            .collect();
        let expected = [
            (What::Added, "added", "", 0, "new articles: h"),
            (What::Changed, "grown", "", 1, "new sources: f, g"),
            (What::Changed, "renamed", "named", 0, "other lexicon_hash:  → 2"),
            (
                What::Removed,
                "gone",
                "",
                0,
                "articles no longer there, or without any sign of an agreement: c; other lexicon_hash:  → 2",
            ),
            (What::Removed, "part", "", 0, "its articles now belong to grown"),
        ];
        let expected: Vec<_> =
            expected.map(|(what, id, old, n, why)| (what, id.to_owned(), old.to_owned(), n, why.to_owned())).into();
        assert_eq!(told, expected);
        assert_eq!(compare(&old, &old), []);
    }
}
