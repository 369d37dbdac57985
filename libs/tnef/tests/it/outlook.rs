//! Streams as Outlook writes them, put together byte by byte.

use tnef::{Contents, Limits, read, rtf};

const MESSAGE: u8 = 1;
const FILE: u8 = 2;

fn attribute(level: u8, id: u32, data: &[u8]) -> Vec<u8> {
    let checksum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    let length = u32::try_from(data.len()).unwrap();
    [&[level][..], &id.to_le_bytes(), &length.to_le_bytes(), data, &checksum.to_le_bytes()].concat()
}

fn stream(attributes: &[Vec<u8>]) -> Vec<u8> {
    [&[0x78, 0x9f, 0x3e, 0x22, 1, 0][..], &attributes.concat()].concat()
}

fn properties(list: &[(u16, u16, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = u32::try_from(list.len()).unwrap().to_le_bytes().to_vec();
    for (kind, id, value) in list {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(id.to_le_bytes());
        bytes.extend(value);
    }
    bytes
}

/// A text, bytes or an object: one value with its length, padded.
fn variable(value: &[u8]) -> Vec<u8> {
    let mut bytes = [1_u32.to_le_bytes(), u32::try_from(value.len()).unwrap().to_le_bytes()].concat();
    bytes.extend(value);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    variable(&text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<_>>())
}

fn open(bytes: &[u8]) -> Contents {
    read(bytes, &Limits::default()).unwrap()
}

#[test]
fn text_subject_and_files_come_out_with_their_names() {
    let named =
        [vec![7; 16], 1_u32.to_le_bytes().to_vec(), 6_u32.to_le_bytes().to_vec(), b"a\0b\0c\0\0\0".to_vec()].concat();
    let tnef = stream(&[
        attribute(MESSAGE, 0x0006_9007, &936_u64.to_le_bytes()),
        attribute(MESSAGE, 0x0001_8004, b"\xca\xfd\xbe\xdd\0"),
        attribute(MESSAGE, 0x0002_800c, b"Words\0"),
        attribute(FILE, 0x0006_9002, &[0; 14]),
        attribute(FILE, 0x0001_8010, b"REPORT~1.PDF\0"),
        attribute(FILE, 0x0006_800f, b"%PDF-"),
        attribute(
            FILE,
            0x0006_9005,
            &properties(&[
                (0x000b, 0x7ffe, vec![1, 0, 0, 0]),
                (0x1003, 0x1234, [2_u32.to_le_bytes(), [0; 4], [1; 4]].concat()),
                (0x0003, 0x8001, [named, vec![9, 0, 0, 0]].concat()),
                (0x001f, 0x3707, wide("报告 2026.pdf")),
                (0x001e, 0x370e, variable(b"application/pdf\0")),
                (0x001e, 0x3712, variable(b"logo@x\0")),
            ]),
        ),
        attribute(FILE, 0x0006_9002, &[0; 14]),
        attribute(FILE, 0x0001_8010, b"\xca\xfd.txt\0"),
        attribute(FILE, 0x0006_800f, b"one"),
    ]);
    let contents = open(&tnef);
    assert_eq!(contents.subject.as_deref(), Some("数据"));
    assert_eq!(contents.text.as_deref(), Some("Words"));
    let [report, second] = contents.files.as_slice() else { panic!("{contents:?}") };
    assert_eq!(report.name.as_deref(), Some("报告 2026.pdf"));
    assert_eq!(report.mime.as_deref(), Some("application/pdf"));
    assert_eq!(report.content_id.as_deref(), Some("logo@x"));
    assert_eq!(report.bytes, b"%PDF-");
    assert_eq!((second.name.as_deref(), second.bytes.as_slice()), (Some("数.txt"), b"one".as_slice()));
}

#[test]
fn html_is_found_as_it_is_and_in_rich_text() {
    let rich = rtf::compress_plainly(br"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}Hi}");
    let wrapped = stream(&[attribute(MESSAGE, 0x0006_9003, &properties(&[(0x0102, 0x1009, variable(&rich))]))]);
    assert_eq!(open(&wrapped).html.as_deref(), Some("<p>Hi"));
    let direct = properties(&[
        (0x0003, 0x3fde, 65_001_u32.to_le_bytes().to_vec()),
        (0x0102, 0x1013, variable("<p>Grüße".as_bytes())),
        (0x0102, 0x1009, variable(&rich)),
    ]);
    assert_eq!(open(&stream(&[attribute(MESSAGE, 0x0006_9003, &direct)])).html.as_deref(), Some("<p>Grüße"));
}

#[test]
fn a_message_inside_becomes_a_file_and_gives_its_own_files() {
    let inner = stream(&[
        attribute(MESSAGE, 0x0001_8004, b"Printer\0"),
        attribute(MESSAGE, 0x0002_800c, b"It prints nothing.\0"),
        attribute(FILE, 0x0006_9002, &[0; 14]),
        attribute(FILE, 0x0001_8010, b"page.png\0"),
        attribute(FILE, 0x0006_800f, b"PNG"),
    ]);
    let object = variable(&[vec![0; 16], inner].concat());
    let outer = stream(&[
        attribute(FILE, 0x0006_9002, &[0; 14]),
        attribute(FILE, 0x0006_9005, &properties(&[(0x000d, 0x3701, object)])),
    ]);
    let files = open(&outer).files;
    let names: Vec<_> = files.iter().map(|file| file.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Printer.txt", "page.png"]);
    assert_eq!(files[0].bytes, b"It prints nothing.");
}
