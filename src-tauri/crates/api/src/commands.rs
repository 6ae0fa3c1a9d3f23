//! How the list of commands becomes a dispatcher and, for the window, TypeScript.

/// `name(request) -> answer = handler;` for every command.
macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident($request:ty) -> $answer:ty = $handler:path;)+) => {
        /// The names of all commands.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),+];

        /// Reads the request, calls the handler, prints the answer.
        pub(crate) fn dispatch(
            session: &crate::Session,
            command: &str,
            payload: serde_json::Value,
        ) -> Result<serde_json::Value, crate::WireError> {
            match command {
                $(stringify!($name) => {
                    let request: $request =
                        serde_json::from_value(payload).map_err(|error| crate::WireError::malformed(&error))?;
                    let answer: $answer = $handler(session, request)?;
                    serde_json::to_value(answer).map_err(|error| crate::WireError::malformed(&error))
                })+
                other => Err(crate::WireError::unknown_command(other)),
            }
        }

        #[cfg(test)]
        pub(crate) fn typescript(config: &ts_rs::Config) -> String {
            use ts_rs::TS;
            let mut names = std::collections::BTreeSet::new();
            let mut lines = String::new();
            $(
                let (request, answer) = (<$request as TS>::name(config), <$answer as TS>::name(config));
                for name in [&request, &answer] {
                    names.insert(name.trim_start_matches("Array<").trim_end_matches('>').to_owned());
                }
                $(lines.push_str(&format!("  /** {} */\n", $doc.trim()));)*
                lines.push_str(&format!("  {}: {{ request: {request}; answer: {answer} }};\n", stringify!($name)));
            )+
            let imports: String =
                names.iter().map(|name| format!("import type {{ {name} }} from \"./{name}\";\n")).collect();
            format!("// Generated from the list of commands; do not edit.\n{imports}\nexport interface Commands {{\n{lines}}}\n")
        }
    };
}
