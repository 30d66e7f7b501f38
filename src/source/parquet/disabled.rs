//! The program was built without the feature `parquet`.

use std::{fs::File, sync::Arc};

use crate::source::{Options, RawRecord, Reject, SourceFile};

type BoxedRecords = Box<dyn Iterator<Item = Result<RawRecord, Reject>> + Send>;

pub(in crate::source) fn records(file: Arc<SourceFile>, _: File, _: Arc<Options>) -> Result<BoxedRecords, Reject> {
    Err(file.reject("Parquet is not read by this build; one with the feature \"parquet\" reads it"))
}
