//! The program behind its window: wire types, the list of commands, closed error codes, dispatch.
//! A handler converts, calls one verb, converts back; no rule stands here.

#[macro_use]
mod commands;
mod contract;
mod error;
mod recent;
mod rooms;
pub mod scripts;
mod session;
pub mod wire;

pub use contract::COMMANDS;
pub use error::{ErrorCode, WireError};
pub use session::{FileKind, Host, Session};

#[cfg(test)]
mod generate {
    //! Writes the list of commands for the window beside the types that ts-rs writes.

    #[test]
    fn export_bindings_commands() {
        let config = ts_rs::Config::from_env();
        let path = config.out_dir().join("commands.ts");
        std::fs::create_dir_all(config.out_dir()).expect("the folder of the generated types");
        std::fs::write(path, crate::contract::typescript(&config)).expect("the generated list");
    }
}
