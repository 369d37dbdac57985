//! Files of a mail are stored before the transaction; the same file twice is kept once.

use blobs::Blobs;
use mail::parse::Attachment;
use work::NewAttachment;

use crate::Error;

/// Stores the files of a mail; waits for the disk.
///
/// # Errors
/// When the disk refuses.
pub fn store(blobs: &Blobs, attachments: Vec<Attachment>) -> Result<Vec<NewAttachment>, Error> {
    let mut stored = Vec::with_capacity(attachments.len());
    for attachment in attachments.into_iter().take(work::limits::ATTACHMENTS) {
        let size = i64::try_from(attachment.bytes.len()).unwrap_or(i64::MAX);
        let digest = blobs.put_blocking(&attachment.bytes)?;
        stored.push(NewAttachment {
            digest: digest.to_string(),
            name: attachment.name,
            mime: attachment.mime,
            size,
            content_id: attachment.content_id,
            inline: attachment.inline,
        });
    }
    Ok(stored)
}
