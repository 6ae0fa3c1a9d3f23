//! The forms of domain guide §5.6 and the rules for generated prose.
