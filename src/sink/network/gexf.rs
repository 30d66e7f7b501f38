//! `network.gexf` for Gephi: the same network, with the years of each pair on the timeline.

use std::{io, path::Path};

use super::{Network, Xml, clean, joined, write_xml};
use crate::Result;

const NODE_ATTRIBUTES: [(&str, &str); 3] =
    [("level", "string"), ("province_code", "string"), ("n_agreements", "integer")];
const EDGE_ATTRIBUTES: [(&str, &str); 3] = [("schemes", "string"), ("years", "string"), ("agreement_ids", "string")];

pub(super) fn write(path: &Path, network: &Network) -> Result<()> {
    write_xml(path, |xml| {
        xml.create_element("gexf")
            .with_attributes([("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])
            .write_inner_content(|xml| {
                xml.create_element("meta").write_inner_content(|xml| {
                    let text = quick_xml::events::BytesText::new("Cooperation of Indonesian regional governments");
                    xml.create_element("description").write_text_content(text)?;
                    Ok(())
                })?;
                xml.create_element("graph")
                    .with_attributes([("defaultedgetype", "undirected"), ("mode", "dynamic"), ("timeformat", "date")])
                    .write_inner_content(|xml| graph(xml, network))?;
                Ok(())
            })
            .map(|_| ())
    })
}

fn graph(xml: &mut Xml, network: &Network) -> io::Result<()> {
    for (class, attributes) in [("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)] {
        let element = xml.create_element("attributes").with_attributes([("class", class), ("mode", "static")]);
        element.write_inner_content(|xml| {
            for (title, kind) in attributes {
                let attributes = [("id", title), ("title", title), ("type", kind)];
                xml.create_element("attribute").with_attributes(attributes).write_empty()?;
            }
            Ok(())
        })?;
    }
    xml.create_element("nodes").write_inner_content(|xml| {
        for (code, node) in &network.nodes {
            let name = clean(&node.name);
            let attributes = [("id", code.as_str()), ("label", name.as_str())];
            xml.create_element("node").with_attributes(attributes).write_inner_content(|xml| {
                let count = node.agreements.to_string();
                values(xml, [("level", &node.level), ("province_code", &node.province), ("n_agreements", &count)])
            })?;
        }
        Ok(())
    })?;
    xml.create_element("edges").write_inner_content(|xml| {
        for (id, ((source, target), edge)) in network.edges.iter().enumerate() {
            let (id, weight) = (id.to_string(), edge.weight().to_string());
            let attributes = [
                ("id", id.as_str()),
                ("source", source.as_str()),
                ("target", target.as_str()),
                ("weight", weight.as_str()),
            ];
            xml.create_element("edge").with_attributes(attributes).write_inner_content(|xml| {
                let (schemes, years, ids) =
                    (joined(&edge.schemes), joined(edge.years.keys()), joined(&edge.agreements));
                values(xml, [("schemes", &schemes), ("years", &years), ("agreement_ids", &ids)])?;
                if edge.years.is_empty() {
                    return Ok(());
                }
                xml.create_element("spells").write_inner_content(|xml| {
                    for year in edge.years.keys() {
                        let (start, end) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
                        let spell = [("start", start.as_str()), ("end", end.as_str())];
                        xml.create_element("spell").with_attributes(spell).write_empty()?;
                    }
                    Ok(())
                })?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn values(xml: &mut Xml, values: [(&str, &String); 3]) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (name, value) in values {
            let value = clean(value);
            xml.create_element("attvalue").with_attributes([("for", name), ("value", value.as_str())]).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}
