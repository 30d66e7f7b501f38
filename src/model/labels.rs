//! The closed sets of the codebook: each value has one label, the same in lexicons, code, columns and
//! reports.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in the codebook's order.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The label as it stands in files.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)* }
            }

            /// The value with this label.
            pub fn from_label(label: &str) -> Option<$name> {
                match label { $($label => Some($name::$variant),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.label()) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.label())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let label = String::deserialize(deserializer)?;
                $name::from_label(&label).ok_or_else(|| {
                    serde::de::Error::custom(format!("{}: expected one of {}, found {label:?}", $what,
                        $name::ALL.iter().map(|x| x.label()).collect::<Vec<_>>().join(", ")))
                })
            }
        }
    };
}

labels! {
    /// The kind of document (PP 28/2018, Permendagri 22/2020, and what news calls it).
    Form, "form" {
        /// Kesepakatan bersama: the umbrella document between regions or with a third party.
        KesepakatanBersama = "kesepakatan_bersama",
        /// Perjanjian kerja sama (PKS).
        PerjanjianKerjaSama = "perjanjian_kerja_sama",
        /// Nota kesepahaman, memorandum of understanding (MoU).
        NotaKesepahaman = "nota_kesepahaman",
        /// Nota kesepakatan (sinergi).
        NotaKesepakatan = "nota_kesepakatan",
        /// Letter of intent (LoI).
        LetterOfIntent = "letter_of_intent",
        /// Adendum to an earlier document.
        Adendum = "adendum",
        /// No form is named ("menjalin kerja sama").
        TidakDisebut = "tidak_disebut",
    }
}

labels! {
    /// With what kind of partner (PP 28/2018).
    Scheme, "scheme" {
        /// KSDD: region with region.
        AntarDaerah = "antar_daerah",
        /// KSDPK: with a company, university, bank, association, BUMD or BUMN.
        PihakKetiga = "pihak_ketiga",
        /// Sinergi: with a ministry, central agency, court, prosecutor, police, TNI, BPS, BPJS …
        PemerintahPusat = "pemerintah_pusat",
        /// KSDPL, KSDLL: with a foreign government or institution.
        LuarNegeri = "luar_negeri",
    }
}

labels! {
    /// How far the agreement has come, as the article tells it.
    Status, "status" {
        /// Signed or in force.
        Ditandatangani = "ditandatangani",
        /// Planned, being drafted, to be signed.
        Direncanakan = "direncanakan",
        /// Renewed or extended.
        Diperpanjang = "diperpanjang",
        /// Ended, cancelled, not renewed.
        Berakhir = "berakhir",
    }
}

labels! {
    /// The level of a region.
    Level, "level" {
        /// One of the 38 provinces.
        Provinsi = "provinsi",
        /// One of the 416 regencies.
        Kabupaten = "kabupaten",
        /// One of the 98 cities.
        Kota = "kota",
    }
}

labels! {
    /// What a cooperation covers: the affairs of government of UU 23/2014, and what news adds.
    Sector, "sector" {
        #[allow(missing_docs)] Pendidikan = "pendidikan",
        #[allow(missing_docs)] Kesehatan = "kesehatan",
        #[allow(missing_docs)] PekerjaanUmum = "pekerjaan_umum",
        #[allow(missing_docs)] Perumahan = "perumahan",
        #[allow(missing_docs)] Trantibum = "trantibum",
        #[allow(missing_docs)] Kebencanaan = "kebencanaan",
        #[allow(missing_docs)] Sosial = "sosial",
        #[allow(missing_docs)] TenagaKerja = "tenaga_kerja",
        #[allow(missing_docs)] PerempuanAnak = "perempuan_anak",
        #[allow(missing_docs)] Pangan = "pangan",
        #[allow(missing_docs)] Pertanahan = "pertanahan",
        #[allow(missing_docs)] LingkunganHidup = "lingkungan_hidup",
        #[allow(missing_docs)] Kependudukan = "kependudukan",
        #[allow(missing_docs)] MasyarakatDesa = "masyarakat_desa",
        #[allow(missing_docs)] KeluargaBerencana = "keluarga_berencana",
        #[allow(missing_docs)] Perhubungan = "perhubungan",
        #[allow(missing_docs)] Kominfo = "kominfo",
        #[allow(missing_docs)] KoperasiUkm = "koperasi_ukm",
        #[allow(missing_docs)] PenanamanModal = "penanaman_modal",
        #[allow(missing_docs)] PemudaOlahraga = "pemuda_olahraga",
        #[allow(missing_docs)] Statistik = "statistik",
        #[allow(missing_docs)] Persandian = "persandian",
        #[allow(missing_docs)] Kebudayaan = "kebudayaan",
        #[allow(missing_docs)] Perpustakaan = "perpustakaan",
        #[allow(missing_docs)] Kearsipan = "kearsipan",
        #[allow(missing_docs)] KelautanPerikanan = "kelautan_perikanan",
        #[allow(missing_docs)] Pariwisata = "pariwisata",
        #[allow(missing_docs)] EkonomiKreatif = "ekonomi_kreatif",
        #[allow(missing_docs)] Pertanian = "pertanian",
        #[allow(missing_docs)] Kehutanan = "kehutanan",
        #[allow(missing_docs)] EnergiMineral = "energi_mineral",
        #[allow(missing_docs)] Perdagangan = "perdagangan",
        #[allow(missing_docs)] Perindustrian = "perindustrian",
        #[allow(missing_docs)] Transmigrasi = "transmigrasi",
        #[allow(missing_docs)] Perencanaan = "perencanaan",
        #[allow(missing_docs)] Keuangan = "keuangan",
        #[allow(missing_docs)] Aparatur = "aparatur",
        #[allow(missing_docs)] LitbangInovasi = "litbang_inovasi",
        #[allow(missing_docs)] Pengawasan = "pengawasan",
        #[allow(missing_docs)] TataKelola = "tata_kelola",
    }
}
