//! Document to agreements.
