//! Real recordings, against published numbers.
