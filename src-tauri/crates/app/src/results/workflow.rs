//! What becomes of a report that was handed in: 审核, 审定, 接收, 通过; 退回 at every step, 撤回 by the unit
//! before it is received, 更正 afterwards. The superior accepts or returns and never writes a figure.
//! A step that nobody on this ledger can take for a unit is passed over, so that an office of one works too.

use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Problem, SubmissionId};
use domain::ledger::Operation;
use domain::org::Act;

use crate::permission::Rights;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// A step a report takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 撤回: the unit takes it back before it is received.
    Withdraw,
    /// 审核.
    Review,
    /// 审定.
    Approve,
    /// 接收.
    Receive,
    /// 通过.
    Accept,
    /// 退回.
    Return,
    /// 更正: the unit opens what was received or accepted again.
    Correct,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] = [
        Self::Withdraw,
        Self::Review,
        Self::Approve,
        Self::Receive,
        Self::Accept,
        Self::Return,
        Self::Correct,
    ];

    /// The operation it is written as; its code and word are the step's.
    pub fn operation(self) -> Operation {
        match self {
            Self::Withdraw => Operation::Withdraw,
            Self::Review => Operation::Review,
            Self::Approve => Operation::Approve,
            Self::Receive => Operation::Receive,
            Self::Accept => Operation::Accept,
            Self::Return => Operation::Return,
            Self::Correct => Operation::Correct,
        }
    }

    /// The step of an operation.
    pub fn of(operation: Operation) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.operation() == operation)
    }

    /// Whether it is said why.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Correct)
    }

    fn leads_to(self) -> SubmissionState {
        match self {
            Self::Withdraw | Self::Correct => SubmissionState::Draft,
            Self::Review => SubmissionState::Reviewed,
            Self::Approve => SubmissionState::Approved,
            Self::Receive => SubmissionState::Received,
            Self::Accept => SubmissionState::Accepted,
            Self::Return => SubmissionState::Returned,
        }
    }
}

/// What became of a step.
#[derive(Debug, Default)]
pub struct Stepped {
    /// Reports that took it.
    pub done: Vec<SubmissionId>,
    /// What stood in the way of the others.
    pub problems: Vec<Problem>,
}

/// Takes reports a step further, or back. Those that cannot take it stay where they are and are named.
pub fn take_step(
    desk: &mut Desk,
    step: Step,
    ids: &[SubmissionId],
    reason: &str,
) -> Result<Stepped, AppError> {
    if step.needs_reason() {
        AppError::need_reason(reason)?;
    }
    let rights = desk.rights()?.need_some()?;
    let mut answer = Stepped::default();
    let mut rows = Vec::new();
    for id in ids {
        let submission = rights.submission(id)?;
        if let Err(problem) = can_take(&rights, step, submission) {
            answer.problems.push(problem);
            continue;
        }
        let reason = Some(reason.trim()).filter(|reason| !reason.is_empty()).map(str::to_owned);
        rows.push(Submission { state: step.leads_to(), reason, ..submission.clone() }.row());
        answer.done.push(id.clone());
    }
    desk.write(step.operation(), reason.trim(), rows)?;
    Ok(answer)
}

/// The steps the person at the desk may take with a report now.
pub fn steps_of(desk: &mut Desk, id: &SubmissionId) -> Result<Vec<Step>, AppError> {
    let rights = desk.rights()?;
    let submission = rights.submission(id)?;
    Ok(Step::ALL.into_iter().filter(|step| can_take(&rights, *step, submission).is_ok()).collect())
}

/// Whether a report has taken every step of its own unit and no other.
fn is_through(rights: &Rights<'_>, submission: &Submission) -> bool {
    let (unit, day) = (&submission.org_unit, submission.period.last_day());
    let nobody = |act| !rights.anybody_may(act, unit, day);
    match submission.state {
        SubmissionState::Submitted => nobody(Act::Review) && nobody(Act::Approve),
        SubmissionState::Reviewed => nobody(Act::Approve),
        SubmissionState::Approved => true,
        _ => false,
    }
}

/// Whether a report can go to those who collect it; what they have already can go again.
pub(crate) fn is_ready_to_send(rights: &Rights<'_>, submission: &Submission) -> bool {
    let is_there = matches!(submission.state, SubmissionState::Received | SubmissionState::Accepted);
    is_there || is_through(rights, submission)
}

/// Whether a report may take a step, by where it stands and by who asks.
pub(super) fn can_take(rights: &Rights<'_>, step: Step, submission: &Submission) -> Result<(), Problem> {
    use SubmissionState::{Accepted, Approved, Received, Reviewed, Submitted};
    let (unit, day, id) = (&submission.org_unit, submission.period.last_day(), submission.id());
    let state = submission.state;
    if state.is_open() {
        return Err(Problem::error("submission.open", id.as_str()));
    }
    let nobody = |act| !rights.anybody_may(act, unit, day);
    let ready = match step {
        Step::Withdraw => matches!(state, Submitted | Reviewed | Approved),
        Step::Review => state == Submitted,
        Step::Approve => state == Reviewed || state == Submitted && nobody(Act::Review),
        Step::Receive | Step::Accept => {
            is_through(rights, submission) || state == Received && step == Step::Accept
        }
        Step::Return => true,
        Step::Correct => matches!(state, Received | Accepted),
    };
    if !ready {
        return Err(Problem::error("submission.not_ready", id.as_str())
            .with(step.operation().word())
            .with(state.word()));
    }
    let collected = rights.collecting_unit(submission);
    let act = match (step, state) {
        (Step::Withdraw | Step::Correct, _) => Act::Submit,
        (Step::Review, _) => Act::Review,
        (Step::Approve, _) => Act::Approve,
        (Step::Return, Submitted) if !nobody(Act::Review) => Act::Review,
        (Step::Return, Submitted | Reviewed) if !nobody(Act::Approve) => Act::Approve,
        (Step::Receive | Step::Accept | Step::Return, _) => Act::Receive,
    };
    rights.demand(act, if act == Act::Receive { collected } else { unit }, day)?;
    if act == Act::Submit { rights.demand_own(submission) } else { Ok(()) }
}
