//! temporary
macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident($request:ty) -> $answer:ty = $handler:path;)+) => {
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
