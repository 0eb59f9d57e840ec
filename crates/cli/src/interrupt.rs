//! Ctrl-C: the first finishes what is under way and keeps it, the second stops at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Code;
use crate::terminal;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C raises a flag instead of ending the program.
pub(crate) fn listen() -> &'static AtomicBool {
    let handler = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(Code::Interrupted as i32);
        }
        terminal::say(
            "\nstopping after the dyads under way; what is finished is kept (Ctrl-C again to stop at once)",
        );
    });
    // Where no handler can be set, Ctrl-C ends the program as it always did.
    handler.ok();
    &ASKED
}

/// Whether somebody asked to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
