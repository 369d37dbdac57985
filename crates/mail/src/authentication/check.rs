//! Checks the sender of one mail: SPF, DKIM, ARC, DMARC. A DNS that does not answer means “nothing is known”, never that
//! a mail waits or is lost.

use mail_auth::{
    ArcOutput, AuthenticatedMessage, DkimOutput, DkimResult, DmarcOutput, DmarcResult, MessageAuthenticator, SpfOutput,
    SpfResult, dmarc, dmarc::verify::DmarcParameters, spf::verify::SpfParameters,
};

use super::{
    Dns, Facts,
    results_field::{self, Results},
    verdict::{Alignment, ArcChain, Authentication, Dkim, Policy, Spf, Verdict},
};
use crate::parse::addresses;

/// The most signatures that are looked at; honest mails carry one to three.
const SIGNATURES: usize = 8;
/// The longest reason kept, in characters.
const REASON: usize = 200;

/// Checks a mail on a thread that may compute: hashes and signatures of a large mail take a while.
pub async fn check(dns: Dns, facts: Facts, raw: Vec<u8>) -> Authentication {
    let runtime = tokio::runtime::Handle::current();
    let checking =
        base::tasks::spawn_blocking("mail.check_sender", move || runtime.block_on(examine(&dns, &facts, &raw)));
    checking.await.unwrap_or_default()
}

/// Without a signature, a peer and a server of ours nothing can be known, and nothing is looked up.
async fn examine(dns: &Dns, facts: &Facts, raw: &[u8]) -> Authentication {
    let Some(mut message) = AuthenticatedMessage::parse(raw) else { return Authentication::default() };
    message.dkim_headers.truncate(SIGNATURES);
    message.errors.truncate(SIGNATURES);
    let results =
        facts.server.as_deref().and_then(|server| results_field::trusted(message.headers.iter().copied(), server));
    let mut found = Authentication { author: author(&message), ..Authentication::default() };
    found.dmarc.domain = found.author.as_deref().map(addresses::domain).unwrap_or_default().to_owned();
    let is_signed = !message.dkim_headers.is_empty() || !message.ams_headers.is_empty();
    if is_signed || facts.peer.is_some() || results.is_some() {
        let looked = match dns.awake() {
            Some(asked) => asked.patiently(look(asked.authenticator(), facts, &message)).await,
            None => None,
        };
        match looked {
            Some(looked) => conclude(&mut found, looked),
            None => unknown(&mut found, facts, &message, dns.is_on()),
        }
    }
    if let Some(results) = results {
        believe(&mut found, results);
    }
    found
}

/// The only address in From. Several could show one to people and another to the checks.
fn author(message: &AuthenticatedMessage<'_>) -> Option<String> {
    let [only] = message.from.as_slice() else { return None };
    Some(addresses::fold(only))
}

struct Looked<'x> {
    spf: Option<SpfOutput>,
    dkim: Vec<DkimOutput<'x>>,
    arc: Option<ArcOutput<'x>>,
    dmarc: DmarcOutput,
}

async fn look<'x>(
    authenticator: &MessageAuthenticator,
    facts: &Facts,
    message: &'x AuthenticatedMessage<'x>,
) -> Looked<'x> {
    let (spf, dkim, arc) =
        tokio::join!(spf(authenticator, facts), authenticator.verify_dkim(message), arc(authenticator, message));
    let nothing = SpfOutput::default();
    let asked = spf.as_ref().unwrap_or(&nothing);
    let parameters = DmarcParameters::new(message, &dkim, envelope_domain(facts), asked);
    let dmarc = authenticator.verify_dmarc(parameters).await;
    Looked { spf, dkim, arc, dmarc }
}

fn envelope_domain(facts: &Facts) -> &str {
    match facts.envelope_from.as_deref().filter(|from| !from.is_empty()) {
        Some(from) => addresses::domain(from),
        None => facts.hello.as_deref().unwrap_or_default(),
    }
}

async fn spf(authenticator: &MessageAuthenticator, facts: &Facts) -> Option<SpfOutput> {
    let (peer, hello) = (facts.peer?, facts.hello.as_deref().unwrap_or_default());
    let parameters = match facts.envelope_from.as_deref().filter(|from| !from.is_empty()) {
        Some(from) => SpfParameters::verify_mail_from(peer, hello, "localhost", from),
        None => SpfParameters::verify_ehlo(peer, hello, "localhost"),
    };
    Some(authenticator.verify_spf(parameters).await)
}

async fn arc<'x>(authenticator: &MessageAuthenticator, message: &'x AuthenticatedMessage<'x>) -> Option<ArcOutput<'x>> {
    if message.ams_headers.is_empty() || message.ams_headers.len() > SIGNATURES {
        return None;
    }
    Some(authenticator.verify_arc(message).await)
}

fn conclude(found: &mut Authentication, looked: Looked<'_>) {
    found.spf = looked.spf.as_ref().map(|spf| Spf { verdict: of_spf(spf.result()), domain: spf.domain().to_owned() });
    found.dkim = looked.dkim.iter().map(of_dkim).collect();
    found.arc = looked.arc.as_ref().map(of_arc);
    let dmarc = &looked.dmarc;
    found.dmarc.policy = match dmarc.policy() {
        dmarc::Policy::Reject => Policy::Reject,
        dmarc::Policy::Quarantine => Policy::Quarantine,
        dmarc::Policy::None | dmarc::Policy::Unspecified => Policy::None,
    };
    found.dmarc.verdict = of_dmarc(&dmarc.result());
    found.dmarc.aligned = if *dmarc.dkim_result() == DmarcResult::Pass {
        Some(Alignment::Dkim)
    } else if *dmarc.spf_result() == DmarcResult::Pass {
        Some(Alignment::Spf)
    } else if found.dmarc.verdict == Verdict::None {
        same_domain(found)
    } else {
        None
    };
    // Without knowing who handed the mail over, SPF might have passed: nothing is disproved.
    if found.spf.is_none() && found.dmarc.verdict == Verdict::Fail {
        found.dmarc.verdict = Verdict::Unchecked;
    }
}

/// For a domain without a policy, only exactly the domain in From counts.
fn same_domain(found: &Authentication) -> Option<Alignment> {
    let is_author = |domain: &str| !domain.is_empty() && domain.eq_ignore_ascii_case(&found.dmarc.domain);
    let passes = |verdict: Verdict, domain: &str| verdict == Verdict::Pass && is_author(domain);
    if found.dkim.iter().any(|one| passes(one.verdict, &one.domain)) {
        return Some(Alignment::Dkim);
    }
    found.spf.as_ref().is_some_and(|spf| passes(spf.verdict, &spf.domain)).then_some(Alignment::Spf)
}

/// DNS is away: everything that would have been looked up is unknown, for now.
fn unknown(found: &mut Authentication, facts: &Facts, message: &AuthenticatedMessage<'_>, is_on: bool) {
    let verdict = if is_on { Verdict::TempError } else { Verdict::Unchecked };
    found.dmarc.verdict = verdict;
    found.spf = facts.peer.map(|_| Spf { verdict, domain: envelope_domain(facts).to_owned() });
    let signatures = message.dkim_headers.iter().map(|header| &header.header);
    found.dkim =
        signatures.map(|one| Dkim { verdict, domain: one.d.clone(), selector: one.s.clone(), reason: None }).collect();
}

/// What our own server says counts where we could not know it ourselves: it saw who handed the mail over.
fn believe(found: &mut Authentication, results: Results) {
    if let Some(method) = results.method("spf") {
        let domain = method.property("smtp.mailfrom").or(method.property("smtp.helo")).unwrap_or_default();
        let domain = if domain.contains('@') { addresses::domain(domain) } else { domain };
        found.spf = Some(Spf { verdict: method.verdict, domain: domain.to_owned() });
    }
    if let Some(method) = results.method("dmarc")
        && method.property("header.from").is_none_or(|from| from == found.dmarc.domain)
        && found.dmarc.aligned.is_none()
    {
        found.dmarc.verdict = method.verdict;
        found.dmarc.aligned = (method.verdict == Verdict::Pass).then_some(Alignment::Server);
    }
    found.server = Some(results.server);
}

const fn of_spf(result: SpfResult) -> Verdict {
    match result {
        SpfResult::Pass => Verdict::Pass,
        SpfResult::Fail => Verdict::Fail,
        SpfResult::SoftFail => Verdict::SoftFail,
        SpfResult::Neutral => Verdict::Neutral,
        SpfResult::TempError => Verdict::TempError,
        SpfResult::PermError => Verdict::PermError,
        SpfResult::None => Verdict::None,
    }
}

fn of_dkim(output: &DkimOutput<'_>) -> Dkim {
    let signature = output.signature();
    let (verdict, reason) = of_signature(output.result());
    Dkim {
        verdict,
        domain: signature.map(|one| one.d.to_ascii_lowercase()).unwrap_or_default(),
        selector: signature.map(|one| one.s.clone()).unwrap_or_default(),
        reason,
    }
}

fn of_arc(output: &ArcOutput<'_>) -> ArcChain {
    let sealer = output.sets().last().map(|set| set.seal.header.d.to_ascii_lowercase()).unwrap_or_default();
    ArcChain { verdict: of_signature(output.result()).0, sealer }
}

fn of_signature(result: &DkimResult) -> (Verdict, Option<String>) {
    let (verdict, error) = match result {
        DkimResult::Pass => return (Verdict::Pass, None),
        DkimResult::None => return (Verdict::None, None),
        DkimResult::Neutral(error) => (Verdict::Neutral, error),
        DkimResult::Fail(error) => (Verdict::Fail, error),
        DkimResult::PermError(error) => (Verdict::PermError, error),
        DkimResult::TempError(error) => (Verdict::TempError, error),
    };
    let reason = base::text::clean_line(&error.to_string());
    (verdict, Some(base::text::truncate(&reason, REASON).to_owned()))
}

const fn of_dmarc(result: &DmarcResult) -> Verdict {
    match result {
        DmarcResult::Pass => Verdict::Pass,
        DmarcResult::Fail(_) => Verdict::Fail,
        DmarcResult::TempError(_) => Verdict::TempError,
        DmarcResult::PermError(_) => Verdict::PermError,
        DmarcResult::None => Verdict::None,
    }
}
