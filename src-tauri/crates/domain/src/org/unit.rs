//! One unit and its dated position.

use std::collections::BTreeMap;

use crate::kernel::{Date, FieldError, Fields, OrgUnitId, word_enum};

word_enum! {
    /// The five levels (五级) and what is not a place.
    Level {
        /// 自治区, 省, 直辖市.
        Province = "province", "省级";
        /// 盟市.
        Prefecture = "prefecture", "盟市";
        /// 旗县（市、区）.
        County = "county", "旗县";
        /// 苏木乡镇（街道）.
        Township = "township", "苏木乡镇";
        /// 嘎查村（社区）.
        Village = "village", "嘎查村";
        /// A bureau or another body that is not a place.
        Agency = "agency", "单位";
    }
}

impl Level {
    /// The next level down among places.
    pub fn below(self) -> Option<Self> {
        match self {
            Self::Province => Some(Self::Prefecture),
            Self::Prefecture => Some(Self::County),
            Self::County => Some(Self::Township),
            Self::Township => Some(Self::Village),
            Self::Village | Self::Agency => None,
        }
    }
}

/// A place or an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgUnit {
    /// The division code of its first edition, or the issuer's id.
    pub id: OrgUnitId,
    /// The official name.
    pub name: String,
    /// 省 … 村, or an agency.
    pub level: Level,
    /// The 12-digit division code or the credit code: data, not identity.
    pub code: Option<String>,
    /// A statistical unit that is not a real place (市辖区, 经开区, 农牧场 …).
    pub pseudo: bool,
    /// Attributes that rules may ask for, such as zone = 农区.
    pub attributes: BTreeMap<String, String>,
    /// Other names it is known by (达茂旗).
    pub aliases: Vec<String>,
}

impl OrgUnit {
    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set("name", &self.name).set("level", self.level).set_opt("code", self.code.as_ref());
        if self.pseudo {
            fields.set("pseudo", true);
        }
        for (name, value) in &self.attributes {
            fields.set(&format!("attribute.{name}"), value);
        }
        fields.set_list("alias", &self.aliases);
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: OrgUnitId::new(id),
            name: fields.need("name")?.to_owned(),
            level: fields.parse("level")?,
            code: fields.get("code").map(str::to_owned),
            pseudo: fields.parse_opt("pseudo")?.unwrap_or(false),
            attributes: fields.under("attribute").map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            aliases: fields.list("alias")?,
        })
    }
}

/// Where a unit stands in the tree, from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPosition {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// What it belongs to; none for the top.
    pub parent: Option<OrgUnitId>,
    /// First day; none: from the beginning.
    pub from: Option<Date>,
    /// Last day; none: open.
    pub to: Option<Date>,
    /// Order among its siblings (建制顺序).
    pub order: u32,
    /// The unit that took over its past when it was merged.
    pub successor: Option<OrgUnitId>,
    /// What the unit was called then, where that is not its name now.
    pub name_then: Option<String>,
}

impl UnitPosition {
    /// What the row is a version of: the unit and its first day.
    pub fn key(&self) -> String {
        match self.from {
            Some(from) => format!("{}@{from}", self.org_unit),
            None => format!("{}@", self.org_unit),
        }
    }

    /// The unit and the first day of such a key.
    pub fn of_key(key: &str) -> Option<(OrgUnitId, Option<Date>)> {
        let (id, from) = key.rsplit_once('@')?;
        let from = if from.is_empty() { None } else { Some(from.parse().ok()?) };
        Some((OrgUnitId::new(id), from))
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("org_unit", &self.org_unit)
            .set_opt("parent", self.parent.as_ref())
            .set_opt("from", self.from)
            .set_opt("to", self.to)
            .set("order", self.order)
            .set_opt("successor", self.successor.as_ref())
            .set_opt("name_then", self.name_then.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            org_unit: fields.parse("org_unit")?,
            parent: fields.parse_opt("parent")?,
            from: fields.parse_opt("from")?,
            to: fields.parse_opt("to")?,
            order: fields.parse_opt("order")?.unwrap_or(0),
            successor: fields.parse_opt("successor")?,
            name_then: fields.get("name_then").map(str::to_owned),
        })
    }
}
