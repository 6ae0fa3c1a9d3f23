//! 序时计划: what should be reached by when.

use super::TargetKind;
use crate::kernel::{Date, Decimal, FieldError, Fields};
use crate::programmes::Accumulation;

/// The planned cumulative value at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchedulePoint {
    /// The day.
    pub day: Date,
    /// The value planned to be reached by it, in the target's unit of measure.
    pub value: Decimal,
}

/// How progress is expected over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Months elapsed over months in the window: the default.
    CalendarMonth,
    /// Days elapsed over days in the window.
    CalendarDay,
    /// A planned cumulative curve (任务分解到时间).
    Curve(Vec<SchedulePoint>),
    /// Twelve weights of the months of a year; cumulated over the window.
    Seasonal(Vec<Decimal>),
    /// All at the end of the window.
    YearEnd,
    /// 不考核时序.
    None,
}

impl Schedule {
    /// The schedule that goes with a kind of target: time progress does not apply to levels, shares and rules
    /// of every unit (design §4).
    pub fn usual(kind: TargetKind, accumulation: Accumulation) -> Self {
        let runs = matches!(kind, TargetKind::Level | TargetKind::Change | TargetKind::Approx);
        if runs && accumulation.grows() { Self::CalendarMonth } else { Self::None }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CalendarMonth => "calendar_month",
            Self::CalendarDay => "calendar_day",
            Self::Curve(_) => "curve",
            Self::Seasonal(_) => "seasonal",
            Self::YearEnd => "year_end",
            Self::None => "none",
        }
    }

    /// The word a user sees.
    pub fn word(&self) -> &'static str {
        match self {
            Self::CalendarMonth => "按月均匀",
            Self::CalendarDay => "按日均匀",
            Self::Curve(_) => "按分解计划",
            Self::Seasonal(_) => "按季节曲线",
            Self::YearEnd => "期末一次性",
            Self::None => "不考核时序",
        }
    }

    /// Writes itself under `schedule`.
    pub fn write(&self, fields: &mut Fields) {
        fields.set("schedule", self.code());
        match self {
            Self::Curve(points) => {
                for point in points {
                    fields.set(&format!("schedule.point.{}", point.day), point.value);
                }
            }
            Self::Seasonal(weights) => {
                fields.set_list("schedule.weight", weights);
            }
            Self::CalendarMonth | Self::CalendarDay | Self::YearEnd | Self::None => {}
        }
    }

    /// Reads itself.
    pub fn read(fields: &Fields) -> Result<Self, FieldError> {
        let unreadable = |text: &str| FieldError::Unreadable { name: "schedule".into(), text: text.into() };
        match fields.need("schedule")? {
            "calendar_month" => Ok(Self::CalendarMonth),
            "calendar_day" => Ok(Self::CalendarDay),
            "year_end" => Ok(Self::YearEnd),
            "none" => Ok(Self::None),
            "seasonal" => Ok(Self::Seasonal(fields.list("schedule.weight")?)),
            "curve" => fields
                .under("schedule.point")
                .map(|(day, value)| {
                    Ok(SchedulePoint {
                        day: day.parse().map_err(|_| unreadable(day))?,
                        value: value.parse().map_err(|_| unreadable(value))?,
                    })
                })
                .collect::<Result<_, _>>()
                .map(Self::Curve),
            other => Err(unreadable(other)),
        }
    }
}
