//! A crash leaves half-written files in `incoming/`; what is old enough there belongs to nobody.

use std::{fs, time::Duration};

use base::Timestamp;

use crate::{Blobs, Error};

impl Blobs {
    /// Removes half-written files that were last touched more than `age` ago; returns how many.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sweep(&self, age: Duration) -> Result<usize, Error> {
        let before = self.world.now().minus(age);
        let mut removed = 0;
        for entry in fs::read_dir(self.incoming()).map_err(Error::disk("reading a folder"))? {
            let entry = entry.map_err(Error::disk("reading a folder"))?;
            let touched = entry.metadata().and_then(|found| found.modified());
            let is_old = touched.is_ok_and(|touched| instant(touched) <= before);
            if is_old && fs::remove_file(entry.path()).is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }
}

fn instant(time: std::time::SystemTime) -> Timestamp {
    let since = time.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
