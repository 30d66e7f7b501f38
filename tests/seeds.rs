//! The two stories that the project began with: what any version must find in them.

use sepakat::{
    Lexicons, annotate,
    model::{Agreement, Annotation, Form, RegionCode, Scheme, Sector, Status},
    source::{Archive, Options},
};

fn read(id: &str) -> Annotation {
    let options = Options::default();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample/portal.jsonl");
    let archive = Archive::find(&[file], &options).unwrap();
    let mut articles = archive.records().map(|record| record.unwrap().decode(&options.fields).unwrap());
    let article = articles.find(|article| article.id == id).unwrap();
    annotate(&Lexicons::builtin().unwrap(), &article)
}

fn codes(agreement: &Agreement) -> Vec<String> {
    agreement.parties.iter().map(|party| party.code().map_or_else(String::new, |code| code.to_string())).collect()
}

fn code(code: &str) -> RegionCode {
    code.parse().unwrap()
}

#[test]
fn malang_and_jambi() {
    let annotation = read("portal-001");
    let [agreement] = &annotation.agreements[..] else { panic!("{:#?}", annotation.agreements) };
    assert_eq!(codes(agreement), ["15.71", "35.73"], "the cities, not the regencies");
    assert_eq!((agreement.form, agreement.scheme), (Form::KesepakatanBersama, Scheme::AntarDaerah));
    assert_eq!(agreement.status, Status::Ditandatangani);
    assert_eq!(agreement.signed_on.unwrap().to_string(), "2026-01-12", "Senin (12/1), published on the 13th");
    assert_eq!(agreement.place, Some(code("35.73")));
    assert!(agreement.signatories.is_empty(), "who receives guests does not sign");
    for sector in [Sector::Pendidikan, Sector::EkonomiKreatif, Sector::LingkunganHidup] {
        assert!(agreement.sectors.contains(&sector), "{sector}");
    }
    assert!(
        annotation
            .officials
            .iter()
            .any(|official| official.name == "Wahyu Hidayat" && official.region == Some(code("35.73")))
    );
}

#[test]
fn pariaman_and_jakarta_and_four_more() {
    let annotation = read("portal-002");
    let parties: Vec<_> = annotation.agreements.iter().map(codes).collect();
    assert_eq!(parties[0], ["13.77", "31"]);
    for partner in ["14.71", "61", "61.04", "74.01"] {
        assert!(
            parties
                .iter()
                .any(|codes| codes.len() == 2 && codes.contains(&"31".into()) && codes.contains(&partner.into())),
            "{partner}"
        );
    }
    assert_eq!(parties.len(), 5, "one for each partner");

    let first = &annotation.agreements[0];
    assert_eq!(first.signed_on.unwrap().to_string(), "2025-10-03", "Jumat (3/10)");
    assert_eq!(first.place, Some(code("31")));
    let signed: Vec<_> =
        first.signatories.iter().map(|person| (person.name.as_str(), person.office.as_str())).collect();
    assert_eq!(signed, [("Marulina Dewi", "Kepala Biro Kerja Sama Daerah"), ("Yota Balad", "Wali Kota")]);
    for sector in [Sector::Pangan, Sector::Aparatur, Sector::Kominfo, Sector::Pariwisata, Sector::EkonomiKreatif] {
        assert!(first.sectors.contains(&sector), "{sector}");
    }
}
