//! Parquet: rows, kept column by column.

#[cfg(not(feature = "parquet"))]
mod disabled;
#[cfg(feature = "parquet")]
mod enabled;

#[cfg(not(feature = "parquet"))]
pub(super) use disabled::records;
#[cfg(feature = "parquet")]
pub(super) use enabled::records;

/// A Parquet file begins and ends with this.
pub(super) const MAGIC: &[u8] = b"PAR1";
