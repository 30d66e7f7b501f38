//! What things are: articles, spans, labels, dates, regions, agreements, annotations. No text is read here.

mod agreement;
mod annotation;
mod article;
mod date;
mod labels;
mod region;
mod span;

pub(crate) use agreement::LEGAL_FORMS;
pub use agreement::{Agreement, Evidence, Party, Signatory};
pub use annotation::{Annotation, DateFound, OfficialFound, PublishedFrom, RegionFound};
pub use article::Article;
pub use date::PartialDate;
pub use labels::{Form, Level, Scheme, Sector, Status};
pub use region::RegionCode;
pub use span::Span;
pub(crate) use span::one_line;
