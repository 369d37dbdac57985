//! HTML replies as the common programs write them.

use reply_parser::{Part, Rule, Settings, html};

const REPLIES: &[(&str, Rule, &str)] = &[
    (
        "gmail",
        Rule::Structure,
        r#"<div dir="ltr">It works.<div>Thanks</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Nov 2, 2026 at 10:00 AM Ana &lt;<a href="mailto:ana@desk.example">ana@desk.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">OLD</blockquote></div>"#,
    ),
    (
        "outlook web",
        Rule::Structure,
        r#"<html><head><style>p{margin:0}</style></head><body><div class="elementToProof">It works.<br>Thanks</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Ana<br><b>Sent:</b> Monday<br><b>To:</b> Kim<br><b>Subject:</b> x</div><div>OLD</div></body></html>"#,
    ),
    (
        "outlook quoted by outlook",
        Rule::Structure,
        r#"<div>It works.<br>Thanks</div><div id="x_divRplyFwdMsg"><b>Feladó:</b> Ana<br>OLD</div>"#,
    ),
    (
        "outlook quoted by gmail",
        Rule::Structure,
        r#"<div>It works.<br>Thanks</div><div id="m_-1234567divRplyFwdMsg"><b>Feladó:</b> Ana<br>OLD</div>"#,
    ),
    (
        "outlook mobile",
        Rule::Structure,
        r#"<div>It works.<br>Thanks</div><div id="id-6c97" class="ms-outlook-mobile-reference-message"><div><br></div><hr tabindex="-1"><div id="divRplyFwdMsg"><strong>发件人:</strong> Ana<br>OLD</div></div>"#,
    ),
    (
        "outlook mobile with its line",
        Rule::Structure,
        r#"<div>It works.<br>Thanks</div><div style="padding: 3pt 0in 0in; border-width: 1pt medium medium; border-style: solid none none;"><b>Feladó: </b>Ana<br><b>Elküldve: </b>hétfő<br><b>Tárgy: </b>x</div><div>OLD</div>"#,
    ),
    (
        "netease master",
        Rule::Structure,
        r#"<div>It works.<br>Thanks</div><div class="ntes-mailmaster-quote"><div>---- Replied Message ----</div><table><tr><td>From</td><td>Ana</td></tr></table><div>OLD</div></div>"#,
    ),
    (
        "outlook desktop",
        Rule::Structure,
        r#"<div class="WordSection1"><p class="MsoNormal">It works.</p><p class="MsoNormal">Thanks</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Feladó:</b> Ana<br><b>Elküldve:</b> hétfő<br><b>Címzett:</b> Kim<br><b>Tárgy:</b> x</p></div></div><p>OLD</p></div>"#,
    ),
    (
        "outlook by its headers",
        Rule::Headers,
        r#"<p>It works.</p><p>Thanks</p><p><b>From:</b> Ana<br><b>Sent:</b> Monday<br><b>To:</b> Kim<br><b>Subject:</b> x</p><p>OLD</p>"#,
    ),
    (
        "proton",
        Rule::Structure,
        r#"<div>It works.<br>Thanks</div><div class="protonmail_quote">On Monday, Ana &lt;ana@desk.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">OLD</blockquote></div>"#,
    ),
    (
        "yahoo",
        Rule::Structure,
        r#"<div><div>It works.</div><div>Thanks</div></div><div id="ydp1a2b3cyahoo_quoted_7" class="ydp1a2b3cyahoo_quoted"><div>On Monday, Ana wrote:</div><div>OLD</div></div>"#,
    ),
    (
        "qq",
        Rule::Headers,
        r#"<div>It works.</div><div>Thanks</div><div><br></div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b>&nbsp;"Ana"</div><div><b>主题:</b>&nbsp;x</div></div><div>OLD</div>"#,
    ),
    ("qq tail", Rule::Structure, r#"<div>It works.</div><div>Thanks</div><includetail><div>OLD</div></includetail>"#),
    (
        "netease",
        Rule::Structure,
        r#"<div>It works.</div><div>Thanks</div><blockquote id="isReplyContent" style="padding-left:1ex">OLD</blockquote>"#,
    ),
    (
        "apple",
        Rule::Attribution,
        r#"<body><div>It works.</div><div>Thanks</div><div><br><blockquote type="cite"><div>On 2 Nov 2026, at 10:00, Ana wrote:</div><br><div>OLD</div></blockquote></div></body>"#,
    ),
    (
        "apple with the line outside",
        Rule::Attribution,
        r#"<div>It works.</div><div>Thanks</div><div>On 2 Nov 2026, at 10:00, Ana &lt;a@b.example&gt; wrote:</div><br><blockquote type="cite"><div>OLD</div></blockquote>"#,
    ),
    (
        "thunderbird",
        Rule::Structure,
        r#"<p>It works.</p><p>Thanks</p><div class="moz-cite-prefix">On 11/2/26 10:00, Ana wrote:<br></div><blockquote type="cite" cite="mid:x@y"><p>OLD</p></blockquote>"#,
    ),
    (
        "gmx",
        Rule::Structure,
        r#"<div>It works.</div><div>Thanks</div><div name="quote" style="margin:10px"><div><b>Gesendet:</b> Montag<br><b>Von:</b> Ana</div>OLD</div>"#,
    ),
    (
        "zimbra",
        Rule::Structure,
        r#"<div>It works.</div><div>Thanks</div><hr id="zwchr" data-marker="__DIVIDER__"><div>OLD</div>"#,
    ),
    (
        "yandex",
        Rule::Attribution,
        r#"<div>It works.</div><div>Thanks</div><div>02.11.2026, 10:00, "Ana" &lt;ana@desk.example&gt;:</div><blockquote><div>OLD</div></blockquote>"#,
    ),
    (
        "gmail in French with references",
        Rule::Attribution,
        r#"<div>It works.</div><div>Thanks</div><div>Le lun. 2 nov. 2026 &agrave; 10:00, Ana a &eacute;crit&nbsp;:</div><blockquote>OLD</blockquote>"#,
    ),
    (
        "cited without a line above",
        Rule::QuoteMarks,
        r#"<div>It works.</div><div>Thanks</div><blockquote type="cite">OLD</blockquote>"#,
    ),
];

#[test]
fn the_quote_of_every_program_is_folded() {
    for (name, rule, mail) in REPLIES {
        let split = html(mail, &Settings::default());
        let (visible, quoted) = (split.of(Part::Visible), split.of(Part::Quoted));
        assert!(
            visible.contains("It works.") && visible.contains("Thanks") && !visible.contains("OLD"),
            "{name}: {split:#?}"
        );
        assert!(quoted.contains("OLD"), "{name}: {split:#?}");
        assert!(!visible.contains("10:00"), "{name}: the attribution belongs to the quote: {split:#?}");
        if *name != "apple" {
            assert_eq!(split.rule, Some(*rule), "{name}");
        }
    }
}

#[test]
fn marker_in_html_begins_the_quote() {
    let mail = "<div>It works.</div><p>## Please write above this line ##</p><p>OLD</p>";
    let split = html(mail, &Settings { marker: Some("## Please write above this line ##"), forward: false });
    assert_eq!((split.of(Part::Visible).as_str(), split.rule), ("<div>It works.</div>", Some(Rule::Marker)));
}

#[test]
fn interleaved_answers_in_html_show_everything() {
    for mail in [
        r#"<div class="gmail_quote"><div class="gmail_attr">On Mon, Ana wrote:</div><blockquote>Start?</blockquote><div>Yes.</div><blockquote>Stop?</blockquote><div>No.</div></div>"#,
        r#"<div>See below.</div><div class="moz-cite-prefix">On 11/2/26 10:00, Ana wrote:</div><blockquote type="cite">Start?</blockquote><p>Yes.</p>"#,
    ] {
        let split = html(mail, &Settings::default());
        assert_eq!((split.of(Part::Visible).as_str(), split.rule), (mail, None));
    }
}

#[test]
fn an_answer_below_the_quote_is_visible_and_the_quote_folded() {
    let mail = r#"<div class="moz-cite-prefix">On 11/2/26 10:00, Ana wrote:</div><blockquote type="cite">OLD</blockquote><p>It works.</p>"#;
    let split = html(mail, &Settings::default());
    assert_eq!(split.of(Part::Visible), "<p>It works.</p>");
    assert!(split.of(Part::Quoted).contains("OLD"));
}

#[test]
fn an_indentation_is_not_a_quote() {
    let mail = "<p>The error is:</p><blockquote>disk full</blockquote>";
    assert_eq!(html(mail, &Settings::default()).of(Part::Visible), mail);
}

#[test]
fn signs_in_comments_scripts_and_attributes_mean_nothing() {
    for mail in [
        r#"<p>One</p><!-- <div class="gmail_quote"> --><p>Two</p>"#,
        r#"<style>.x{content:"<div class='gmail_quote'>"}</style><p>One</p><p>Two</p>"#,
        r#"<p title='<div class="gmail_quote">'>One</p><p>Two</p>"#,
        "<p>1 < 2 <div\nclass=plain>Two</div>",
    ] {
        let split = html(mail, &Settings::default());
        assert_eq!((split.of(Part::Visible).as_str(), split.rule), (mail, None));
    }
}
