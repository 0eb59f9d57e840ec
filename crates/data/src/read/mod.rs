//! Every file format turned into a [`crate::Study`].
