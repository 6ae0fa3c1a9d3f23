//! What became of a report, by the arrivals of its steps.

use domain::exchange::Submission;
use domain::kernel::SubmissionId;
use domain::ledger::RowKind;
use store::Reader;

use crate::AppError;

/// With which arrival a report came to stand where, the first step first.
pub(crate) struct Course(Vec<(i64, Submission)>);

impl Course {
    /// Of a report; empty where it was never handed in.
    pub fn of(read: Reader<'_>, report: &SubmissionId) -> Result<Self, AppError> {
        let history = read.history(RowKind::Submission, report.as_str())?;
        let mut steps = Vec::with_capacity(history.len());
        for version in history.iter().filter(|version| !version.row.retracted) {
            steps.push((version.arrived, Submission::from_fields(&version.row.content)?));
        }
        Ok(Self(steps))
    }

    /// The steps.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (i64, &Submission)> {
        self.0.iter().map(|(arrived, report)| (*arrived, report))
    }

    /// What was said when it was given back or opened last before an arrival; none where it did not stand open then.
    pub fn opened_because(&self, arrival: i64) -> Option<&str> {
        let (_, stood) = self.steps().rfind(|(arrived, _)| *arrived < arrival)?;
        stood.reason.as_deref().filter(|_| stood.state.is_open())
    }
}
