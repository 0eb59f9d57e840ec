//! Work by a library that may panic, without its panic reaching anybody's screen.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The result of `work`, or `None` where it panicked; then nothing is printed.
///
/// The hook that prints panics belongs to the whole program. It is wrapped once, and asks every
/// time whether it is this thread that wants quiet: a panic anywhere else is printed as ever.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    static WRAPPED: Once = Once::new();
    WRAPPED.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    // What `work` leaves half done is dropped with it.
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_inside_and_loud_again_after() {
        assert_eq!(quietly(|| 3), Some(3));
        assert_eq!(quietly(|| quietly(|| panic!("inner")).is_none()), Some(true));
        assert!(quietly::<()>(|| panic!("outer")).is_none());
        assert!(!QUIET.get());
    }
}
