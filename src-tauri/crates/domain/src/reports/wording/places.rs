//! Places as an official text calls them: 全旗, 各苏木乡镇, A、B、C等12个嘎查村.

use crate::kernel::OrgUnitId;
use crate::org::{Level, Tree};

/// How many names a sentence lists before it says how many there are.
const MOST_NAMES: usize = 5;

/// The words for the places of one tree.
pub(in super::super) struct Places<'a> {
    tree: &'a Tree,
    scope: Option<&'a OrgUnitId>,
    /// Whether the scope has 盟, 旗, 苏木 or 嘎查.
    pastoral: bool,
}

impl<'a> Places<'a> {
    /// For a scope; none means the ledger's whole, which is its only unit at the top, if there is one.
    pub(in super::super) fn new(tree: &'a Tree, scope: Option<&'a OrgUnitId>) -> Self {
        let mut roots = tree.roots();
        let only = roots.next().filter(|_| roots.next().is_none());
        let scope = scope.or(only);
        let pastoral = scope.is_some_and(|id| is_pastoral(tree, id));
        Self { tree, scope, pastoral }
    }

    /// The name of a unit.
    pub(in super::super) fn name<'b>(&'b self, id: &'b OrgUnitId) -> &'b str {
        self.tree.name(id)
    }

    /// The name of the scope.
    pub(in super::super) fn scope_name(&self) -> &str {
        self.scope.map_or("", |id| self.tree.name(id))
    }

    /// The name of what a unit belongs to.
    pub(in super::super) fn parent_name(&self, id: &OrgUnitId) -> &str {
        self.tree.parent(id).map_or("", |parent| self.tree.name(parent))
    }

    /// 全区, 全市, 全旗, 全县; empty where the scope is no place.
    pub(in super::super) fn whole(&self) -> &'static str {
        let Some(unit) = self.scope.and_then(|id| self.tree.get(id)) else { return "" };
        const ENDINGS: [(&str, &str); 13] = [
            ("国", "全国"),
            ("自治区", "全区"),
            ("苏木", "全苏木"),
            ("街道", "全街道"),
            ("嘎查", "全嘎查"),
            ("社区", "全社区"),
            ("旗", "全旗"),
            ("盟", "全盟"),
            ("市", "全市"),
            ("县", "全县"),
            ("省", "全省"),
            ("区", "全区"),
            ("镇", "全镇"),
        ];
        let found = ENDINGS.iter().find(|(ending, _)| unit.name.ends_with(ending)).map(|(_, word)| *word);
        found.unwrap_or(match unit.level {
            Level::Province => "全省",
            Level::Prefecture => "全市",
            Level::County => "全县",
            Level::Township => "全乡",
            Level::Village => "全村",
            Level::Agency => "",
        })
    }

    /// What units of a level under a unit are called.
    pub(in super::super) fn level_word(&self, level: Level, top: &OrgUnitId) -> &'static str {
        match (level, self.pastoral || is_pastoral(self.tree, top)) {
            (Level::Province, _) => "省（区、市）",
            (Level::Prefecture, true) => "盟市",
            (Level::Prefecture, false) => "市",
            (Level::County, true) => "旗县（市、区）",
            (Level::County, false) => "县（市、区）",
            (Level::Township, true) => "苏木乡镇（街道）",
            (Level::Township, false) => "乡镇（街道）",
            (Level::Village, true) => "嘎查村",
            (Level::Village, false) => "村",
            (Level::Agency, _) => "单位",
        }
    }

    /// What the units of a list are called together; 单位 where they are of several levels.
    pub(in super::super) fn word_for(&self, ids: &[OrgUnitId]) -> &'static str {
        let pastoral = ids.first().is_some_and(|id| is_pastoral(self.tree, id));
        let mut levels = ids.iter().filter_map(|id| self.tree.get(id)).map(|unit| unit.level);
        match levels.next() {
            Some(level) if levels.all(|other| other == level) => match level {
                Level::County if pastoral => "旗县区",
                Level::County => "县区",
                Level::Township if pastoral => "苏木乡镇",
                Level::Township => "乡镇",
                other => self.level_word(other, &ids[0]),
            },
            _ => "单位",
        }
    }

    /// A、B; or A、B、C、D、E等12个嘎查村.
    pub(in super::super) fn list(&self, ids: &[OrgUnitId]) -> String {
        let listed: Vec<&str> = ids.iter().take(MOST_NAMES).map(|id| self.tree.name(id)).collect();
        let listed = names(&listed);
        if ids.len() > MOST_NAMES {
            format!("{listed}等{}个{}", ids.len(), self.word_for(ids))
        } else {
            listed
        }
    }

    /// 主送 by the level of the scope.
    pub(in super::super) fn recipients(&self) -> Option<String> {
        let unit = self.scope.and_then(|id| self.tree.get(id))?;
        let below = match (unit.level, self.pastoral) {
            (Level::Province, true) => "各盟行政公署、市人民政府",
            (Level::Province, false) => "各市人民政府",
            (Level::Prefecture, true) => "各旗县区人民政府",
            (Level::Prefecture, false) => "各县（市、区）人民政府",
            (Level::County, true) => "各苏木乡镇人民政府、街道办事处",
            (Level::County, false) => "各乡镇人民政府、街道办事处",
            (Level::Township, true) => return Some("各嘎查村、社区，各有关站所".to_owned()),
            (Level::Township, false) => return Some("各村、社区，各有关站所".to_owned()),
            (Level::Village | Level::Agency, _) => return None,
        };
        let own = if unit.name.ends_with("自治区") {
            "自治区".to_owned()
        } else {
            format!("{}直", self.whole().trim_start_matches('全'))
        };
        Some(format!("{below}，{own}各有关部门"))
    }
}

/// A、B、C.
pub(in super::super) fn names<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("、")
}

/// Whether a unit lies where there are leagues and banners: by its own name, those above it or those just below.
fn is_pastoral(tree: &Tree, id: &OrgUnitId) -> bool {
    let says = |id: &OrgUnitId| {
        let name = tree.name(id);
        name.contains("内蒙古") || ["苏木", "嘎查", "旗", "盟"].iter().any(|word| name.ends_with(word))
    };
    if tree.children(id).any(says) {
        return true;
    }
    let mut at = Some(id);
    while let Some(here) = at {
        if says(here) {
            return true;
        }
        at = tree.parent(here);
    }
    false
}
