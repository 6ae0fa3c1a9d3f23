//! Names of units as tables write them: with blanks that align, with the county before the town, without 镇 or
//! 村委会, or shortened (达茂旗). What is not the unit's own name is said to be a guess; a name that stands for
//! several units stands for none, unless what stands beside it says which.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::sync::Arc;

use super::words::plain;
use crate::kernel::{OrgUnitId, word_enum};
use crate::org::{Tree, Unit};

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
#[derive(Clone, Debug)]
pub struct Places {
    names: Arc<Names>,
    /// By the places of the tree whether they are meant; none: all are.
    meant: Option<Vec<bool>>,
    /// Names of the places above, with and without their levels.
    prefixes: HashSet<String>,
}

/// What the units of a tree are called.
#[derive(Debug)]
struct Names {
    tree: Arc<Tree>,
    full: Words,
    aliases: Words,
    /// Without what says that an office is meant, where that is another word.
    offices: Words,
    /// Without the level besides.
    own: Words,
    /// First and last letter.
    ends: Words,
}

/// Which places of a tree have a word, by the hash of the word, in order. The words are not kept: those of the few
/// units that have the same hash are made again.
#[derive(Debug, Default)]
struct Words(Vec<(u64, u32)>);

impl Words {
    fn hash(word: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        hasher.finish()
    }

    fn put(&mut self, word: impl Hash, place: u32) {
        self.0.push((Self::hash(word), place));
    }

    fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self
    }

    /// The places that may have a word.
    fn with(&self, word: impl Hash) -> impl Iterator<Item = u32> {
        let hash = Self::hash(word);
        let from = self.0.partition_point(|(other, _)| *other < hash);
        self.0[from..].iter().take_while(move |(other, _)| *other == hash).map(|(_, place)| *place)
    }
}

impl Names {
    fn of(tree: &Arc<Tree>) -> Self {
        let [mut full, mut aliases, mut offices, mut own, mut ends] = [(); 5].map(|()| Words::default());
        for (unit, place) in tree.units().zip(0_u32..) {
            let name = plain(unit.name);
            let office = without_office(&name);
            unit.aliases().for_each(|alias| aliases.put(plain(alias), place));
            own.put(parted(&office).0, place);
            ends.put(ends_of(&name), place);
            if let Some(rest) = without_above(tree, unit, &name) {
                ends.put(ends_of(rest), place);
            }
            if office != name {
                offices.put(&office, place);
            }
            full.put(&name, place);
        }
        let [full, aliases, offices, own, ends] = [full, aliases, offices, own, ends].map(Words::sorted);
        Self { tree: Arc::clone(tree), full, aliases, offices, own, ends }
    }
}

/// The first and the last letter.
fn ends_of(name: &str) -> (Option<char>, Option<char>) {
    (name.chars().next(), name.chars().last())
}

/// The name without that of the place above, with which zones begin: 包头稀土高新技术产业开发区.
fn without_above<'n>(tree: &Tree, unit: Unit<'_>, name: &'n str) -> Option<&'n str> {
    let above = plain(tree.name(tree.parent(unit.id)?));
    let rest = name.strip_prefix(parted(&above).0)?;
    (rest.chars().count() > SHORTEST).then_some(rest)
}

impl Places {
    /// All units of a tree.
    pub fn of(tree: &Arc<Tree>) -> Self {
        let has_below = |place: &usize| tree.end(*place) > place + 1;
        let prefixes = prefixes(tree, (0..tree.len()).filter(has_below));
        Self { names: Arc::new(Names::of(tree)), meant: None, prefixes }
    }

    /// Some of them.
    pub fn among(&self, units: &[OrgUnitId]) -> Self {
        let tree = &self.names.tree;
        let (mut meant, mut above) = (vec![false; tree.len()], vec![false; tree.len()]);
        for unit in units {
            if let Some(place) = tree.place(unit) {
                meant[place] = true;
            }
            let mut up = tree.parent(unit);
            while let Some(place) = up.and_then(|id| tree.place(id)).filter(|place| !above[*place]) {
                above[place] = true;
                up = up.and_then(|id| tree.parent(id));
            }
        }
        let prefixes = prefixes(tree, (0..tree.len()).filter(|place| above[*place]));
        Self { names: Arc::clone(&self.names), meant: Some(meant), prefixes }
    }

    /// Whether there is a unit of that very name.
    pub fn is_name(&self, text: &str) -> bool {
        let text = plain(text);
        !self.named(&text).is_empty() || !self.aliased(&text).is_empty()
    }

    /// The unit that a name stands for, and how it was understood; `beside` are places that are named with it.
    pub fn find(&self, text: &str, beside: &[OrgUnitId]) -> Option<(OrgUnitId, How)> {
        let text = plain(text);
        if text.is_empty() {
            return None;
        }
        if let Some(unit) = self.only(&self.named(&text), beside) {
            return Some((unit, How::Exact));
        }
        if let Some(unit) = self.only(&self.aliased(&text), beside) {
            return Some((unit, How::Alias));
        }
        self.short(&text, beside)
            .or_else(|| self.short(self.below(&text)?, beside))
            .map(|unit| (unit, How::Short))
            .or_else(|| Some((self.abbreviated(&text, beside)?, How::Abbreviated)))
    }

    /// The unit with whose name a text begins, a place above it before it or not; of several the longest name.
    pub fn at_beginning(&self, text: &str) -> Option<OrgUnitId> {
        let text = plain(text);
        let after = || self.begins(self.below(&text)?);
        self.begins(&text).or_else(after)
    }

    fn begins(&self, text: &str) -> Option<OrgUnitId> {
        let ends = text.char_indices().skip(SHORTEST).map(|(at, _)| at).chain([text.len()]);
        let named = ends.filter_map(|end| self.only(&self.named(&text[..end]), &[]));
        named.last()
    }

    /// Several units of that name.
    pub fn is_ambiguous(&self, text: &str) -> bool {
        let text = plain(text);
        match self.named(&text).len() {
            0 => self.aliased(&text).len() > 1,
            named => named > 1,
        }
    }

    /// What follows the name of a place above: 固阳县金山镇 → 金山镇.
    fn below<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rests = text.char_indices().skip(SHORTEST).map(|(at, _)| text.split_at(at));
        let fits = |(before, after): &(&str, &str)| {
            self.prefixes.contains(*before) && after.chars().count() >= SHORTEST
        };
        rests.filter(fits).last().map(|(_, after)| after)
    }

    /// Of the places that may have a word those that are meant and have it.
    fn having(&self, may: impl Iterator<Item = u32>, has: impl Fn(Unit<'_>) -> bool) -> Vec<usize> {
        let is_meant = |place: &usize| self.meant.as_ref().is_none_or(|meant| meant[*place]);
        let has = |place: &usize| self.names.tree.at(*place).is_some_and(&has);
        may.map(|place| place as usize).filter(is_meant).filter(has).collect()
    }

    fn named(&self, text: &str) -> Vec<usize> {
        self.having(self.names.full.with(text), |unit| plain(unit.name) == text)
    }

    fn aliased(&self, text: &str) -> Vec<usize> {
        self.having(self.names.aliases.with(text), |unit| unit.aliases().any(|alias| plain(alias) == text))
    }

    fn as_office(&self, text: &str) -> Vec<usize> {
        self.having(self.names.offices.with(text), |unit| without_office(&plain(unit.name)) == text)
    }

    fn short(&self, text: &str, beside: &[OrgUnitId]) -> Option<OrgUnitId> {
        let office = without_office(text);
        let known = |name: &str| {
            let named = self.named(name);
            self.only(&if named.is_empty() { self.as_office(name) } else { named }, beside)
        };
        if let Some(unit) = known(text).or_else(|| known(&office)) {
            return Some(unit);
        }
        let (own, level) = parted(&office);
        let fits = |unit: Unit<'_>| {
            let name = without_office(&plain(unit.name));
            let (other, of_other) = parted(&name);
            // 金山镇 is not 金山村.
            other == own && (level.is_empty() || of_other.is_empty() || level == of_other)
        };
        self.only(&self.having(self.names.own.with(own), fits), beside)
    }

    /// The one unit whose name the letters stand in, in order, from its first to its last.
    fn abbreviated(&self, text: &str, beside: &[OrgUnitId]) -> Option<OrgUnitId> {
        // 昆区 is a banner or a county, 金村 might be any village.
        if text.chars().count() <= SHORTEST && !text.ends_with(['旗', '县', '区', '市', '盟']) {
            return None;
        }
        let ends = ends_of(text);
        let tree = &self.names.tree;
        let holds = |unit: Unit<'_>| {
            let name = plain(unit.name);
            let holds = |name: &str| {
                let mut rest = name.chars();
                ends_of(name) == ends && text.chars().all(|letter| rest.any(|other| other == letter))
            };
            holds(&name) || without_above(tree, unit, &name).is_some_and(holds)
        };
        self.only(&self.having(self.names.ends.with(ends), holds), beside)
    }

    /// The one of several: the only one, or the only one below the places named beside it.
    fn only(&self, found: &[usize], beside: &[OrgUnitId]) -> Option<OrgUnitId> {
        let tree = &self.names.tree;
        if let [one] = found {
            return tree.id_at(*one).cloned();
        }
        let lies_below =
            |unit: &&OrgUnitId| beside.iter().any(|place| place != *unit && tree.is_within(unit, place));
        let mut below = found.iter().filter_map(|place| tree.id_at(*place)).filter(lies_below);
        match (below.next(), below.next()) {
            (Some(one), None) => Some(one.clone()),
            _ => None,
        }
    }
}

/// The names of some places, with and without their levels.
fn prefixes(tree: &Tree, places: impl Iterator<Item = usize>) -> HashSet<String> {
    let mut prefixes = HashSet::new();
    for unit in places.filter_map(|place| tree.at(place)) {
        let name = plain(unit.name);
        prefixes.insert(parted(&name).0.to_owned());
        prefixes.insert(name);
    }
    prefixes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::org::{Level, OrgUnit, UnitPosition, Units};

    fn tree() -> Arc<Tree> {
        let all = [
            ("b", None, "包头市", Level::Prefecture),
            ("g", Some("b"), "固阳县", Level::County),
            ("d", Some("b"), "达尔罕茂明安联合旗", Level::County),
            ("t", Some("b"), "土默特右旗", Level::County),
            ("g1", Some("g"), "金山镇", Level::Township),
            ("g2", Some("g"), "下湿壕镇", Level::Township),
            ("k", Some("b"), "昆都仑区", Level::County),
            ("x", Some("b"), "包头稀土高新技术产业开发区", Level::County),
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
        Arc::new(Tree::on("2022-06-30".parse().expect("a day"), Arc::new(Units::new(units, positions))))
    }

    #[test]
    fn names_are_understood_as_offices_write_them() {
        let tree = tree();
        let places = Places::of(&tree);
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
            ("昆区", &[], Some(("k", How::Abbreviated))),
            ("稀土高新区", &[], Some(("x", How::Abbreviated))),
            ("东村", &[], None),
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
