//! Uploaded files are stored before the transaction that names them.

use blobs::Blobs;
use web::File;
use work::NewAttachment;

use crate::Error;

/// Stores the files of a form.
///
/// # Errors
/// When the disk refuses.
pub async fn store(blobs: &Blobs, files: Vec<File>) -> Result<Vec<NewAttachment>, Error> {
    let mut stored = Vec::with_capacity(files.len());
    for file in files {
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let digest = blobs.put(file.bytes.to_vec()).await?;
        stored.push(NewAttachment {
            digest: digest.to_string(),
            name: file.name,
            mime: file.mime,
            size,
            content_id: None,
            inline: false,
        });
    }
    Ok(stored)
}
