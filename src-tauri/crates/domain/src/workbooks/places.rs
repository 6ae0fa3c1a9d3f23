//! Names of units as tables write them: with blanks that align, with the county before the town, without 镇 or
//! 村委会, or shortened (达茂旗). What is not the unit's own name is said to be a guess; a name that stands for
//! several units stands for none, unless what stands beside it says which.

use std::collections::{HashMap, HashSet};

use super::words::plain;
use crate::kernel::{OrgUnitId, word_enum};
use crate::org::Tree;

word_enum! {
    /// How a name was understood.
    How {
        /// It is the name.
        Exact = "exact", "名称相同";
        /// It is another name of it.
        Alias = "alias", "别名";
        /// Endings or the place above were left out or put on.
        Short = "short", "省略写法";
        /// Letters were left out: 达茂旗.
        Abbreviated = "abbreviated", "简称";
        /// A person said so.
        Chosen = "chosen", "人工指定";
    }
}

/// Endings that say no more than that an office is meant.
const OFFICES: [&str; 10] = [
    "人民政府",
    "街道办事处",
    "村民委员会",
    "居民委员会",
    "办事处",
    "村委会",
    "居委会",
    "委员会",
    "政府",
    "党委",
];
/// Words for levels at the end of names, longest first.
const LEVELS: [&str; 14] =
    ["嘎查村", "街道", "苏木", "嘎查", "社区", "自治旗", "镇", "乡", "村", "县", "旗", "区", "市", "盟"];
/// Shortest name without its level that is looked up.
const SHORTEST: usize = 2;

/// The name without what only says that an office is meant; 街道办事处 leaves 街道, 村委会 leaves 村.
fn without_office(name: &str) -> String {
    for end in OFFICES {
        if let Some(rest) = name.strip_suffix(end).filter(|rest| rest.chars().count() >= SHORTEST) {
            let left = match end {
                "街道办事处" => "街道",
                "村民委员会" | "村委会" if !rest.ends_with(['村']) && !rest.ends_with("嘎查") => {
                    "村"
                }
                "居民委员会" | "居委会" if !rest.ends_with("社区") => "社区",
                _ => "",
            };
            return format!("{rest}{left}");
        }
    }
    name.to_owned()
}

/// A name parted into what is its own and the word of its level.
fn parted(name: &str) -> (&str, &str) {
    for level in LEVELS {
        if let Some(rest) = name.strip_suffix(level).filter(|rest| rest.chars().count() >= SHORTEST) {
            return (rest, level);
        }
    }
    (name, "")
}

/// The units that a table may name.
#[derive(Debug, Default)]
pub struct Places {
    names: HashMap<String, Vec<OrgUnitId>>,
    aliases: HashMap<String, Vec<OrgUnitId>>,
    offices: HashMap<String, Vec<OrgUnitId>>,
    own: HashMap<String, Vec<(OrgUnitId, String)>>,
    /// By first and last letter.
    ends: HashMap<(char, char), Vec<(OrgUnitId, String)>>,
    above: HashMap<OrgUnitId, Vec<OrgUnitId>>,
    /// Names of the places above, with and without their levels.
    prefixes: HashSet<String>,
}

impl Places {
    /// Some units of a tree.
    pub fn new(tree: &Tree, units: &[OrgUnitId]) -> Self {
        let mut places = Self::default();
        for id in units {
            let Some(unit) = tree.get(id) else { continue };
            let name = plain(unit.name);
            let office = without_office(&name);
            let (own, level) = parted(&office);
            for alias in unit.aliases() {
                places.aliases.entry(plain(alias)).or_default().push(id.clone());
            }
            places.own.entry(own.to_owned()).or_default().push((id.clone(), level.to_owned()));
            if let (Some(first), Some(last)) = (name.chars().next(), name.chars().last()) {
                places.ends.entry((first, last)).or_default().push((id.clone(), name.clone()));
            }
            if office != name {
                places.offices.entry(office).or_default().push(id.clone());
            }
            places.names.entry(name).or_default().push(id.clone());
            let mut at = tree.parent(id);
            let mut above = Vec::new();
            while let Some(up) = at {
                above.push(up.clone());
                let name = plain(tree.name(up));
                places.prefixes.insert(parted(&name).0.to_owned());
                places.prefixes.insert(name);
                at = tree.parent(up);
            }
            places.above.insert(id.clone(), above);
        }
        places
    }

    /// Whether there is a unit of that very name.
    pub fn is_name(&self, text: &str) -> bool {
        let text = plain(text);
        self.names.contains_key(&text) || self.aliases.contains_key(&text)
    }

    /// The unit that a name stands for, and how it was understood; `beside` are places that are named with it.
    pub fn find(&self, text: &str, beside: &[OrgUnitId]) -> Option<(OrgUnitId, How)> {
        let text = plain(text);
        if text.is_empty() {
            return None;
        }
        let one = |found: Option<&Vec<OrgUnitId>>| self.only(found?, beside);
        if let Some(unit) = one(self.names.get(&text)) {
            return Some((unit, How::Exact));
        }
        if let Some(unit) = one(self.aliases.get(&text)) {
            return Some((unit, How::Alias));
        }
        self.short(&text, beside)
            .or_else(|| self.short(self.below(&text)?, beside))
            .map(|unit| (unit, How::Short))
            .or_else(|| Some((self.abbreviated(&text, beside)?, How::Abbreviated)))
    }

    /// The unit with whose name a text begins; of several the longest name.
    pub fn at_beginning(&self, text: &str) -> Option<OrgUnitId> {
        let text = plain(text);
        let ends = text.char_indices().skip(SHORTEST).map(|(at, _)| at).chain([text.len()]);
        let named = ends.filter_map(|end| self.only(self.names.get(&text[..end])?, &[]));
        named.last()
    }

    /// Several units of that name.
    pub fn is_ambiguous(&self, text: &str) -> bool {
        let text = plain(text);
        self.names.get(&text).or_else(|| self.aliases.get(&text)).is_some_and(|units| units.len() > 1)
    }

    /// What follows the name of a place above: 固阳县金山镇 → 金山镇.
    fn below<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rests = text.char_indices().skip(SHORTEST).map(|(at, _)| text.split_at(at));
        let fits = |(before, after): &(&str, &str)| {
            self.prefixes.contains(*before) && after.chars().count() >= SHORTEST
        };
        rests.filter(fits).last().map(|(_, after)| after)
    }

    fn short(&self, text: &str, beside: &[OrgUnitId]) -> Option<OrgUnitId> {
        let office = without_office(text);
        let known = |name: &str| {
            self.names.get(name).or_else(|| self.offices.get(name)).and_then(|found| self.only(found, beside))
        };
        if let Some(unit) = known(text).or_else(|| known(&office)) {
            return Some(unit);
        }
        let (own, level) = parted(&office);
        let fitting: Vec<OrgUnitId> = self
            .own
            .get(own)?
            .iter()
            // 金山镇 is not 金山村.
            .filter(|(_, other)| level.is_empty() || other.is_empty() || level == other)
            .map(|(unit, _)| unit.clone())
            .collect();
        self.only(&fitting, beside)
    }

    /// The one unit whose name the letters stand in, in order, from its first to its last.
    fn abbreviated(&self, text: &str, beside: &[OrgUnitId]) -> Option<OrgUnitId> {
        let letters: Vec<char> = text.chars().collect();
        if letters.len() <= SHORTEST {
            return None;
        }
        let (first, last) = (*letters.first()?, *letters.last()?);
        let holds = |name: &str| {
            let mut rest = name.chars();
            letters.iter().all(|letter| rest.any(|other| other == *letter))
        };
        let found: Vec<OrgUnitId> = self
            .ends
            .get(&(first, last))?
            .iter()
            .filter(|(_, name)| holds(name))
            .map(|(unit, _)| unit.clone())
            .collect();
        self.only(&found, beside)
    }

    /// The one of several: the only one, or the only one below the places named beside it.
    fn only(&self, found: &[OrgUnitId], beside: &[OrgUnitId]) -> Option<OrgUnitId> {
        if let [one] = found {
            return Some(one.clone());
        }
        let lies_below = |unit: &&OrgUnitId| {
            self.above.get(*unit).is_some_and(|above| beside.iter().any(|place| above.contains(place)))
        };
        let mut below = found.iter().filter(lies_below);
        match (below.next(), below.next()) {
            (Some(one), None) => Some(one.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::org::{Level, OrgUnit, UnitPosition, Units};

    fn tree() -> Tree {
        let all = [
            ("b", None, "包头市", Level::Prefecture),
            ("g", Some("b"), "固阳县", Level::County),
            ("d", Some("b"), "达尔罕茂明安联合旗", Level::County),
            ("t", Some("b"), "土默特右旗", Level::County),
            ("g1", Some("g"), "金山镇", Level::Township),
            ("g2", Some("g"), "下湿壕镇", Level::Township),
            ("g3", Some("g"), "昆北街道办事处", Level::Township),
            ("v1", Some("g1"), "东胜村民委员会", Level::Village),
            ("v2", Some("g2"), "东胜村民委员会", Level::Village),
            ("v3", Some("g2"), "金山村民委员会", Level::Village),
            ("v4", Some("g2"), "白彦嘎查村民委员会", Level::Village),
        ];
        let units = all.iter().map(|(id, _, name, level)| OrgUnit {
            id: (*id).into(),
            name: (*name).to_owned(),
            level: *level,
            code: None,
            pseudo: false,
            attributes: BTreeMap::new(),
            aliases: if *id == "g2" { vec!["下镇".to_owned()] } else { Vec::new() },
        });
        let positions = all.iter().map(|(id, parent, ..)| UnitPosition {
            org_unit: (*id).into(),
            parent: parent.map(Into::into),
            from: None,
            to: None,
            order: 0,
            successor: None,
            name_then: None,
        });
        Tree::on("2022-06-30".parse().expect("a day"), Arc::new(Units::new(units, positions)))
    }

    #[test]
    fn names_are_understood_as_offices_write_them() {
        let tree = tree();
        let all: Vec<OrgUnitId> = tree.units().map(|unit| unit.id.clone()).collect();
        let places = Places::new(&tree, &all);
        let beside = |names: &[&str]| names.iter().map(|name| (*name).into()).collect::<Vec<OrgUnitId>>();
        for (text, near, expected) in [
            ("金山镇", &[][..], Some(("g1", How::Exact))),
            ("金 山　镇", &[], Some(("g1", How::Exact))),
            ("固阳县金山镇", &[], Some(("g1", How::Short))),
            ("金山镇人民政府", &[], Some(("g1", How::Short))),
            ("固阳", &[], Some(("g", How::Short))),
            ("下镇", &[], Some(("g2", How::Alias))),
            ("昆北街道", &[], Some(("g3", How::Short))),
            ("达茂旗", &[], Some(("d", How::Abbreviated))),
            ("土右旗", &[], Some(("t", How::Abbreviated))),
            ("金山", &[], None),
            ("金山村", &[], Some(("v3", How::Short))),
            ("白彦嘎查", &[], Some(("v4", How::Short))),
            ("东胜村", &[], None),
            ("东胜村", &["g2"], Some(("v2", How::Short))),
            ("东胜村委会", &["g1"], Some(("v1", How::Short))),
            ("无此镇", &[], None),
            ("", &[], None),
        ] {
            let found = places.find(text, &beside(near));
            assert_eq!(found, expected.map(|(id, how)| (id.into(), how)), "{text} beside {near:?}");
        }
    }
}
