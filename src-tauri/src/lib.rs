//! The shell: the window, its one command, and what the program asks of the desktop (dialogs, folders, the
//! file manager). No rule, no query and no wire type lives here. Without the feature `desktop` nothing is
//! left, so that the core is built and tested where there is no web view.

#[cfg(feature = "desktop")]
pub mod desktop;
#[cfg(feature = "desktop")]
mod graphics;
#[cfg(feature = "desktop")]
mod host;
#[cfg(feature = "desktop")]
mod memory;
