//! The cooperation network: regions, and how often which two are parties of one agreement.

mod gexf;
mod graphml;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
};

use quick_xml::{
    Writer,
    events::{BytesDecl, Event},
};

use super::{
    format::{AgreementRows, Sink},
    schema::{Cell, Layout, Row},
};
use crate::{Error, Result};

/// A file of the network, written in its format once all rows are there.
pub(super) struct NetworkFile {
    path: PathBuf,
    network: Network,
    write: fn(&Path, &Network) -> Result<()>,
}

impl NetworkFile {
    pub fn gexf(dir: &Path) -> NetworkFile {
        NetworkFile { path: dir.join("network.gexf"), network: Network::default(), write: gexf::write }
    }

    pub fn graphml(dir: &Path) -> NetworkFile {
        NetworkFile { path: dir.join("network.graphml"), network: Network::default(), write: graphml::write }
    }
}

impl Sink for NetworkFile {
    fn row(&mut self, table: &Layout, row: &Row) -> Result<()> {
        self.network.row(table, row);
        Ok(())
    }

    fn agreement(&mut self, rows: &AgreementRows) -> Result<()> {
        self.network.agreement(rows);
        Ok(())
    }

    fn close(self: Box<Self>) -> Result<()> {
        (self.write)(&self.path, &self.network)
    }
}

/// Nodes and edges, gathered from the rows of the tables.
#[derive(Default)]
struct Network {
    /// Regions that take part in any agreement, by code.
    nodes: BTreeMap<String, Node>,
    /// Pairs of regions, the smaller code first.
    edges: BTreeMap<(String, String), Edge>,
}

#[derive(Default)]
struct Node {
    name: String,
    level: String,
    province: String,
    agreements: usize,
}

/// What two regions have concluded.
#[derive(Default)]
struct Edge {
    agreements: BTreeSet<String>,
    schemes: BTreeSet<String>,
    /// The number of agreements in each year.
    years: BTreeMap<i64, usize>,
}

impl Network {
    fn agreement(&mut self, rows: &AgreementRows) {
        let (table, parties) = rows.of("parties");
        for row in parties {
            let code = text(table, row, "code");
            if !code.is_empty() {
                let node = self.nodes.entry(code).or_default();
                node.name = text(table, row, "name");
                node.level = text(table, row, "level");
                node.province = text(table, row, "province_code");
                node.agreements += 1;
            }
        }
    }

    fn row(&mut self, table: &Layout, row: &Row) {
        if table.name != "dyads" {
            return;
        }
        let edge = self.edges.entry((text(table, row, "source"), text(table, row, "target"))).or_default();
        let ids = text(table, row, "agreement_ids");
        edge.agreements.extend(ids.split("; ").map(str::to_owned));
        edge.schemes.insert(text(table, row, "scheme"));
        if let Some(Cell::Integer(year)) = table.column("year").map(|at| &row[at]) {
            *edge.years.entry(*year).or_default() += ids.split("; ").count();
        }
    }
}

impl Edge {
    fn weight(&self) -> usize {
        self.agreements.len()
    }

    fn first_year(&self) -> Option<i64> {
        self.years.keys().next().copied()
    }

    fn last_year(&self) -> Option<i64> {
        self.years.keys().next_back().copied()
    }
}

fn text(table: &Layout, row: &Row, column: &str) -> String {
    table.column(column).map(|at| row[at].print()).unwrap_or_default()
}

fn joined(values: impl IntoIterator<Item = impl ToString>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join("; ")
}

type Xml = Writer<Vec<u8>>;

/// Writes an XML file with what `content` gives.
fn write_xml(path: &Path, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> Result<()> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
    let bytes = xml.write_event(declaration).and_then(|()| content(&mut xml)).map(|()| {
        let mut bytes = xml.into_inner();
        bytes.push(b'\n');
        bytes
    });
    bytes.and_then(|bytes| std::fs::write(path, bytes)).map_err(Error::io(path))
}

/// Without the control characters that XML 1.0 can't hold.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect()
}
