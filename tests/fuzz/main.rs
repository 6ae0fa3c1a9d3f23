//! The guided run of one target, named by `DUIZHANG_FUZZ`; libFuzzer has the arguments.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();

fn chosen() -> fn(&[u8]) {
    let wanted = std::env::var("DUIZHANG_FUZZ").unwrap_or_default();
    let found = fuzz::TARGETS.iter().find(|(name, _)| *name == wanted);
    found.map_or_else(|| panic!("DUIZHANG_FUZZ names no target: {wanted}"), |(_, target)| *target)
}

// A panic that the program itself catches, in the reader of others on a broken file, is no finding: the hook that
// would end the run there is taken away. One that comes out of the target still ends it.
fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| TARGET.get_or_init(chosen)(bytes));
