//! What an office sets: how targets are judged, which lamps they get.

use app::AppError;
use app::assessment::survey;
use app::settings::{assessment_settings, check_settings, set_assessment};
use domain::assessment::{Lamp, LampBound, LampFault, LampPreset, LampRule, Lamps, Settings, Status};
use domain::checks::{self, Class};
use domain::kernel::{Decimal, IndicatorId, OrgUnitId, Problem};
use domain::results::Calendar;

use super::documents::{changed, date, refused, word};
use super::{org, print};
use crate::wire::ledger::{Changed, Nothing, ProblemView};
use crate::wire::settings::{
    AssessmentSettings, CalendarView, CheckSettings, LampCount, LampLine, LampsTrial, LampsView, NamedView,
    ReadNoticeRequest, RelationLine, SetCalendarRequest, SetChecksRequest, SetSettingsRequest, SettingsView,
    TryLampsRequest,
};
use crate::{Session, WireError};

pub fn view(session: &Session, _: Nothing) -> Result<SettingsView, WireError> {
    session.with_desk(|desk| {
        let held = assessment_settings(desk)?;
        let checks = check_settings(desk)?;
        let calendar = app::settings::calendar(desk)?;
        let locked = app::settings::why_locked(desk)?;
        let book = desk.book()?;
        let named = |code: &str, word: &str| NamedView { code: code.to_owned(), word: word.to_owned() };
        Ok(SettingsView {
            locked: locked.as_ref().map(ProblemView::from),
            assessment: assessment_view(&held.value),
            shipped: assessment_view(&Settings::default()),
            written: held.written.map(|header| org::written(book, &header)),
            conflict: held.conflict,
            presets: LampPreset::ALL.iter().map(|preset| lamps_view(&Lamps::preset(*preset))).collect(),
            statuses: Status::ALL.iter().map(|status| named(status.code(), status.word())).collect(),
            lamps: Lamp::ALL.iter().map(|lamp| named(lamp.code(), lamp.word())).collect(),
            checks: checks_view(&checks.value),
            checks_written: checks.written.map(|header| org::written(book, &header)),
            checks_conflict: checks.conflict,
            classes: Class::ALL.iter().map(|class| named(class.code(), class.word())).collect(),
            calendar: calendar_view(&calendar.value),
            calendar_written: calendar.written.map(|header| org::written(book, &header)),
            calendar_conflict: calendar.conflict,
        })
    })
}

fn assessment_view(settings: &Settings) -> AssessmentSettings {
    AssessmentSettings {
        tolerance_points: settings.tolerance_points.normalize().to_string(),
        far_behind_points: settings.far_behind_points.normalize().to_string(),
        completed_periods_only: settings.completed_periods_only,
        approx_tolerance: settings.approx_tolerance.normalize().to_string(),
        lamps: lamps_view(&settings.lamps),
    }
}

fn checks_view(settings: &checks::Settings) -> CheckSettings {
    let texts = |ids: &[IndicatorId]| ids.iter().map(ToString::to_string).collect();
    CheckSettings {
        off: settings.off.iter().map(|class| class.code().to_owned()).collect(),
        jump_percent: settings.jump_percent.normalize().to_string(),
        large_percent: settings.large_percent.normalize().to_string(),
        jump_steps: settings.jump_steps,
        same_periods: settings.same_periods,
        round_periods: settings.round_periods,
        outlier_score: settings.outlier_score.normalize().to_string(),
        outlier_least: settings.outlier_least,
        slip_least: settings.slip_least,
        twin_columns: settings.twin_columns,
        relations: settings
            .relations
            .iter()
            .map(|relation| RelationLine {
                left: texts(&relation.left),
                sign: relation.sign.code().to_owned(),
                right: texts(&relation.right),
            })
            .collect(),
    }
}

pub fn set_checks(session: &Session, request: SetChecksRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let asked = &request.checks;
        let relations = asked.relations.iter().map(|line| {
            let text = format!("{}{}{}", line.left.join("+"), line.sign, line.right.join("+"));
            let unreadable = || refused(Problem::error("setting.relation", "relations").with(&text));
            text.parse().map_err(|_| unreadable())
        });
        let settings = checks::Settings {
            off: asked.off.iter().map(|class| word("off", class)).collect::<Result<_, _>>()?,
            jump_percent: decimal("jump_percent", &asked.jump_percent)?,
            large_percent: decimal("large_percent", &asked.large_percent)?,
            jump_steps: asked.jump_steps,
            same_periods: asked.same_periods,
            round_periods: asked.round_periods,
            outlier_score: decimal("outlier_score", &asked.outlier_score)?,
            outlier_least: asked.outlier_least,
            slip_least: asked.slip_least,
            twin_columns: asked.twin_columns,
            relations: relations.collect::<Result<_, WireError>>()?,
        };
        app::settings::set_checks(desk, &settings, request.reason.trim())?;
        Ok(changed(&["settings", "results"], []))
    })
}

pub fn read_notice(_: &Session, request: ReadNoticeRequest) -> Result<CalendarView, WireError> {
    let lacks = |code| refused(Problem::error(code, "text"));
    let notice = reading::holidays(&request.text).ok_or_else(|| lacks("calendar.no_year"))?;
    if notice.off.is_empty() && notice.worked.is_empty() {
        return Err(lacks("calendar.nothing_read"));
    }
    let calendar = calendar_of(&request.calendar)?.with_year(notice.year, notice.off, notice.worked);
    Ok(calendar_view(&calendar))
}

pub fn set_calendar(session: &Session, request: SetCalendarRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let calendar = calendar_of(&request.calendar)?;
        app::settings::set_calendar(desk, &calendar, request.reason.trim())?;
        Ok(changed(&["settings", "results", "assessment", "targets", "reports"], []))
    })
}

fn calendar_of(view: &CalendarView) -> Result<Calendar, WireError> {
    let calendar = Calendar::of(&view.off.join(";"), &view.worked.join(";"));
    Ok(calendar.map_err(AppError::Refused)?)
}

fn calendar_view(calendar: &Calendar) -> CalendarView {
    CalendarView { off: calendar.off(), worked: calendar.worked() }
}

fn lamps_view(lamps: &Lamps) -> LampsView {
    let line = |rule: &LampRule| LampLine {
        status: rule.status.code().to_owned(),
        bound: rule.bound.map(|bound| bound.code().to_owned()),
        at_most: rule.bound.and_then(LampBound::at_most),
        lamp: rule.lamp.code().to_owned(),
    };
    LampsView {
        preset: lamps.shipped().map(|preset| preset.code().to_owned()),
        name: lamps.name().to_owned(),
        rules: lamps.rules().iter().map(line).collect(),
    }
}

pub fn set(session: &Session, request: SetSettingsRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let asked = &request.assessment;
        let settings = Settings {
            tolerance_points: decimal("tolerance_points", &asked.tolerance_points)?,
            far_behind_points: decimal("far_behind_points", &asked.far_behind_points)?,
            completed_periods_only: asked.completed_periods_only,
            approx_tolerance: decimal("approx_tolerance", &asked.approx_tolerance)?,
            lamps: match &asked.lamps.preset {
                Some(preset) => Lamps::preset(word("lamps", preset)?),
                None => Lamps::own(rules(&asked.lamps.rules)?)
                    .map_err(|faults| AppError::Refused(LampFault::problems(&faults)))?,
            },
        };
        set_assessment(desk, &settings, request.reason.trim())?;
        Ok(changed(&["settings", "assessment", "targets", "reports"], []))
    })
}

fn decimal(place: &str, text: &str) -> Result<Decimal, WireError> {
    let unreadable = || refused(Problem::error("setting.unreadable", place).with(text));
    Decimal::from_str_exact(text.trim()).map_err(|_| unreadable())
}

fn rules(lines: &[LampLine]) -> Result<Vec<LampRule>, WireError> {
    let bound = |code: &String, line: &LampLine| {
        let bound = LampBound::of(code, line.at_most);
        bound.ok_or_else(|| refused(Problem::error("setting.unreadable", "lamps").with(code)))
    };
    let rule = |line: &LampLine| {
        Ok(LampRule {
            status: word("lamps", &line.status)?,
            bound: line.bound.as_ref().map(|code| bound(code, line)).transpose()?,
            lamp: word("lamps", &line.lamp)?,
        })
    };
    lines.iter().map(rule).collect()
}

pub fn try_lamps(session: &Session, request: TryLampsRequest) -> Result<LampsTrial, WireError> {
    session.with_desk(|desk| {
        let lamps = match Lamps::own(rules(&request.rules)?) {
            Ok(lamps) => lamps,
            Err(faults) => {
                let problems = LampFault::problems(&faults).iter().map(ProblemView::from).collect();
                return Ok(LampsTrial { counts: Vec::new(), problems });
            }
        };
        let as_of = date("as_of", &request.context.as_of)?;
        let scope = request.context.org_unit.as_deref().map(OrgUnitId::new);
        let surveyed = survey(desk, as_of, scope.as_ref())?;
        let lit: Vec<Lamp> =
            surveyed.iter().map(|one| lamps.lamp(one.now.status, &one.now.lamp_facts())).collect();
        let count = |lamp: Lamp| lit.iter().filter(|one| **one == lamp).count();
        let counts = Lamp::ALL
            .iter()
            .map(|lamp| LampCount { lamp: lamp.code().to_owned(), count: print::count(count(*lamp)) })
            .filter(|row| row.count > 0)
            .collect();
        Ok(LampsTrial { counts, problems: Vec::new() })
    })
}
