//! The outer stream: attributes one after the other, first those of the message, then those of each file
//! (MS-OXTNEF §2.1.3). Checksums are not asked: programs that write them wrong are common.

use crate::reader::Reader;

/// The first four bytes (MS-OXTNEF §2.1.3.2, `TNEFSignature`).
pub(crate) const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];

/// `idOEMCodePage`: the code page of all texts that are not Unicode.
pub(crate) const CODE_PAGE: u32 = 0x0006_9007;
/// `idSubject`.
pub(crate) const SUBJECT: u32 = 0x0001_8004;
/// `idMessageBody`.
pub(crate) const BODY: u32 = 0x0002_800c;
/// `idMsgProps`: properties of the message.
pub(crate) const MESSAGE_PROPERTIES: u32 = 0x0006_9003;
/// `idAttachRendData`: begins a file.
pub(crate) const FILE_BEGINS: u32 = 0x0006_9002;
/// `idAttachTitle`: the short name of a file.
pub(crate) const FILE_TITLE: u32 = 0x0001_8010;
/// `idAttachData`: the content of a file.
pub(crate) const FILE_DATA: u32 = 0x0006_800f;
/// `idAttachment`: properties of a file.
pub(crate) const FILE_PROPERTIES: u32 = 0x0006_9005;

/// One attribute.
pub(crate) struct Attribute<'a> {
    pub(crate) id: u32,
    pub(crate) data: &'a [u8],
}

/// The attributes of a stream, the last one possibly cut; none when the signature is missing.
pub(crate) fn read(bytes: &[u8]) -> Option<impl Iterator<Item = Attribute<'_>>> {
    let mut reader = Reader::new(bytes);
    (reader.take(SIGNATURE.len())? == SIGNATURE).then_some(())?;
    reader.u16()?;
    Some(std::iter::from_fn(move || {
        let _level = reader.byte()?;
        let id = reader.u32()?;
        let length = reader.length()?;
        let data = reader.take_most(length);
        let _checksum = reader.u16();
        Some(Attribute { id, data })
    }))
}
