//! The own clock, ids and memory of what is made here.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use app::{AppError, DeviceMemoryInRam, Surroundings};
use chrono::{DateTime, TimeDelta};
use domain::ledger::Moment;

use crate::content::fingerprint;

/// A clock that stands until it is set and goes on by a second whenever somebody looks at it.
pub(crate) struct Stage {
    clock: Arc<Mutex<Moment>>,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self { clock: Arc::new(Mutex::new(DateTime::UNIX_EPOCH.fixed_offset())) }
    }

    /// Sets the clock to a time of a day in China.
    pub(crate) fn set(&self, day: impl std::fmt::Display, time: &str) -> Result<(), AppError> {
        let text = format!("{day}T{time}:00+08:00");
        let moment = DateTime::parse_from_rfc3339(&text).map_err(|_| AppError::Broken(text))?;
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = moment;
        Ok(())
    }

    /// Surroundings in which everything happens again in the same way. The ids carry a fingerprint
    /// of the content, so that another edition of the sample is another ledger.
    pub(crate) fn surroundings(&self) -> Surroundings {
        let clock = Arc::clone(&self.clock);
        let (stem, count) = (format!("sample{}", fingerprint()), AtomicU32::new(0));
        let memory = DeviceMemoryInRam::default();
        Surroundings {
            now: Arc::new(move || {
                let mut clock = clock.lock().unwrap_or_else(PoisonError::into_inner);
                let now = *clock;
                *clock = now + TimeDelta::seconds(1);
                now
            }),
            fresh_id: Arc::new(move || format!("{stem}-{}", count.fetch_add(1, Ordering::Relaxed))),
            memory: Arc::new(move || Box::new(memory.clone())),
        }
    }
}
