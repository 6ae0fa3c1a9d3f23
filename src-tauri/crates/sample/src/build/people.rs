//! Who writes in the sample. The names are invented and say so.

use app::exchange::import;
use app::{AppError, Desk};
use domain::kernel::{OfficeId, PersonId};
use domain::org::{Office, Person, Role};
use formats::interchange::Interchange;

/// The office that keeps the ledger.
pub(super) const KEEPER_OFFICE: &str = "自治区督查专班（示例）";
/// The person who keeps it.
pub(super) const KEEPER: &str = "苏和（示例）";

const REGION: &str = "150000000000";
const BAOTOU: &str = "150200000000";
const CANGZHOU: &str = "130900000000";

/// A person's id, name and role.
type Listed = (&'static str, &'static str, Role);

/// Office, name, unit, and the people in it.
const OFFICES: [(&str, &str, &str, [Listed; 2]); 3] = [
    (
        "office-region",
        "自治区乡村振兴局（示例）",
        REGION,
        [
            ("person-region-1", "王晓燕（示例）", Role::Reporter),
            ("person-region-2", "李志强（示例）", Role::Reviewer),
        ],
    ),
    (
        "office-baotou",
        "中共包头市委组织部（示例）",
        BAOTOU,
        [
            ("person-baotou-1", "乌兰（示例）", Role::Reporter),
            ("person-baotou-2", "张建国（示例）", Role::Reviewer),
        ],
    ),
    (
        "office-cangzhou",
        "中共沧州市委组织部（示例）",
        CANGZHOU,
        [
            ("person-cangzhou-1", "刘敏（示例）", Role::Reporter),
            ("person-cangzhou-2", "赵立军（示例）", Role::Reviewer),
        ],
    ),
];

/// The people of the sample.
pub(super) struct Cast {
    keeper: Person,
    people: Vec<(&'static str, Person)>,
}

impl Cast {
    /// Defines everybody; whoever made the ledger is there already and keeps it.
    pub(super) fn join(desk: &mut Desk) -> Result<Self, AppError> {
        let (mut offices, mut people) = (Vec::new(), Vec::new());
        for (office, name, org_unit, listed) in OFFICES {
            offices.push(Office {
                id: OfficeId::new(office),
                name: name.to_owned(),
                org_unit: org_unit.into(),
            });
            for (id, name, role) in listed {
                let person = Person {
                    id: PersonId::new(id),
                    name: name.to_owned(),
                    office: OfficeId::new(office),
                    roles: [role].into(),
                    phone: None,
                };
                people.push((org_unit, person));
            }
        }
        let persons = people.iter().map(|(_, person)| person.clone()).collect();
        import(desk, &Interchange { offices, persons, ..Interchange::default() })?;
        let keeper = desk.author().clone();
        let keeper = desk.book()?.people.get(&keeper).cloned();
        let keeper = keeper.ok_or_else(|| AppError::NotFound("person", KEEPER.to_owned()))?;
        Ok(Self { keeper, people })
    }

    /// From now on the keeper writes.
    pub(super) fn keeper(&self, desk: &mut Desk) -> Result<(), AppError> {
        desk.sign_in(&self.keeper)
    }

    /// From now on the one writes who does this for a unit.
    pub(super) fn person(&self, desk: &mut Desk, role: Role, org_unit: &str) -> Result<(), AppError> {
        let found = self.people.iter().find(|(of, person)| *of == org_unit && person.roles.contains(&role));
        desk.sign_in(found.map_or(&self.keeper, |(_, person)| person))
    }
}
