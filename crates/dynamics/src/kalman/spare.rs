//! Memory of filter passes, kept from one climb to the next.
//!
//! With missing values a pass keeps a covariance for nearly every sample, some 400 kB for ten
//! minutes. Asking the system for it at every climb and giving it back cost a tenth of the time of
//! a surrogate test, all of it in page faults.

use std::any::Any;
use std::cell::RefCell;

use super::Filtered;

thread_local! {
    static SPARE: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// Passes kept per thread: climbs do not nest deeper than this.
const MOST_KEPT: usize = 4;

/// Memory for a pass; its content is left over from anywhere.
pub(crate) fn take<const S: usize>() -> Box<Filtered<S>> {
    let kept = SPARE.with_borrow_mut(|kept| {
        let at = kept.iter().rposition(|one| one.is::<Filtered<S>>())?;
        Some(kept.swap_remove(at))
    });
    kept.and_then(|one| one.downcast().ok()).unwrap_or_default()
}

/// Keeps the memory of a pass for the next one of this thread.
pub(crate) fn keep<const S: usize>(pass: Box<Filtered<S>>) {
    SPARE.with_borrow_mut(|kept| {
        if kept.len() == MOST_KEPT {
            kept.swap_remove(0);
        }
        kept.push(pass);
    });
}
