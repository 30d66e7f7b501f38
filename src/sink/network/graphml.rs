//! `network.graphml`, for networkx, igraph, yEd and others: a node a region, an edge a pair of regions.

use std::{io, path::Path};

use quick_xml::events::BytesText;

use super::{Network, Xml, clean, joined, write_xml};
use crate::Result;

/// Attributes: where, name, type.
const KEYS: [(&str, &str, &str); 10] = [
    ("node", "label", "string"),
    ("node", "level", "string"),
    ("node", "province_code", "string"),
    ("node", "n_agreements", "long"),
    ("edge", "weight", "double"),
    ("edge", "schemes", "string"),
    ("edge", "years", "string"),
    ("edge", "first_year", "long"),
    ("edge", "last_year", "long"),
    ("edge", "agreement_ids", "string"),
];

pub(super) fn write(path: &Path, network: &Network) -> Result<()> {
    write_xml(path, |xml| {
        xml.create_element("graphml")
            .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"))
            .write_inner_content(|xml| {
                for (place, name, kind) in KEYS {
                    xml.create_element("key")
                        .with_attributes([("id", name), ("for", place), ("attr.name", name), ("attr.type", kind)])
                        .write_empty()?;
                }
                xml.create_element("graph")
                    .with_attributes([("id", "cooperation"), ("edgedefault", "undirected")])
                    .write_inner_content(|xml| graph(xml, network))?;
                Ok(())
            })
            .map(|_| ())
    })
}

fn graph(xml: &mut Xml, network: &Network) -> io::Result<()> {
    for (code, node) in &network.nodes {
        xml.create_element("node").with_attribute(("id", code.as_str())).write_inner_content(|xml| {
            data(xml, "label", &node.name)?;
            data(xml, "level", &node.level)?;
            data(xml, "province_code", &node.province)?;
            data(xml, "n_agreements", &node.agreements.to_string())
        })?;
    }
    for ((source, target), edge) in &network.edges {
        let ends = [("source", source.as_str()), ("target", target.as_str())];
        xml.create_element("edge").with_attributes(ends).write_inner_content(|xml| {
            data(xml, "weight", &edge.weight().to_string())?;
            data(xml, "schemes", &joined(&edge.schemes))?;
            if let (Some(first), Some(last)) = (edge.first_year(), edge.last_year()) {
                data(xml, "years", &joined(edge.years.keys()))?;
                data(xml, "first_year", &first.to_string())?;
                data(xml, "last_year", &last.to_string())?;
            }
            data(xml, "agreement_ids", &joined(&edge.agreements))
        })?;
    }
    Ok(())
}

fn data(xml: &mut Xml, key: &str, value: &str) -> io::Result<()> {
    let value = clean(value);
    xml.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(&value))?;
    Ok(())
}
