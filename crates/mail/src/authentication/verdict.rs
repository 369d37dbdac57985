//! What the checks of a mail's sender said, and the one conclusion drawn from all of them.

use serde::{Deserialize, Serialize};

use crate::parse::addresses;

/// The result of one check, in the words of RFC 8601 §2.7.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Proved.
    Pass,
    /// Disproved.
    Fail,
    /// Probably not allowed.
    SoftFail,
    /// The domain says nothing either way, or the signature no longer fits the mail.
    Neutral,
    /// The domain publishes nothing, or there is nothing to check.
    None,
    /// DNS did not answer; nothing is known.
    TempError,
    /// What the domain publishes or the mail carries is malformed.
    PermError,
    /// It was not looked at, or what is needed for it is not known.
    #[default]
    Unchecked,
}

impl Verdict {
    /// The stored and shown name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::Neutral => "neutral",
            Self::None => "none",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
            Self::Unchecked => "unchecked",
        }
    }
}

/// Whether the server that handed the mail over may send for the envelope sender's domain (RFC 7208).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spf {
    /// The result.
    pub verdict: Verdict,
    /// The domain of the envelope sender; of HELO when there is no sender.
    pub domain: String,
}

/// One signature of a domain over the mail (RFC 6376).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dkim {
    /// The result.
    pub verdict: Verdict,
    /// The domain that signed; empty when the field is malformed.
    pub domain: String,
    /// Which of its keys.
    pub selector: String,
    /// Why it did not pass.
    pub reason: Option<String>,
}

/// The chain of servers that passed the mail on and vouch for what they saw (RFC 8617).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArcChain {
    /// The result.
    pub verdict: Verdict,
    /// The last server that sealed it.
    pub sealer: String,
}

/// What a domain asks receivers to do with mail that fails (RFC 9989 §4.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// Nothing.
    #[default]
    None,
    /// To be careful with it.
    Quarantine,
    /// To refuse it.
    Reject,
}

impl Policy {
    /// The stored and shown name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }
}

/// What ties a proved domain to the address in From.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alignment {
    /// A signature of its domain.
    Dkim,
    /// The envelope sender is of its domain and the server may send for it.
    Spf,
    /// Our own mail server says so.
    Server,
}

impl Alignment {
    /// The stored and shown name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dkim => "dkim",
            Self::Spf => "spf",
            Self::Server => "server",
        }
    }
}

/// Whether what was proved is about the domain in From (RFC 9989).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dmarc {
    /// The result; `none` when the domain publishes no policy.
    pub verdict: Verdict,
    /// The domain in From.
    pub domain: String,
    /// What the domain asks for.
    pub policy: Policy,
    /// How it aligns; also known for domains without a policy.
    pub aligned: Option<Alignment>,
}

/// Everything that was checked about one mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// The address in From, folded; none when there is none or more than one, which proves nothing.
    pub author: Option<String>,
    /// SPF; none when the server that handed the mail over is not known or is our own.
    pub spf: Option<Spf>,
    /// DKIM, one for each signature.
    pub dkim: Vec<Dkim>,
    /// ARC; none when nobody sealed it.
    pub arc: Option<ArcChain>,
    /// DMARC.
    pub dmarc: Dmarc,
    /// The server of ours whose `Authentication-Results` were believed.
    pub server: Option<String>,
}

/// The conclusion: how far From can be believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// The domain in From stands behind the mail.
    Proven,
    /// Nothing proves it and nothing speaks against it.
    #[default]
    Unproven,
    /// The domain in From says that such mail is not from it.
    Disproved,
}

impl Standing {
    /// The stored and shown name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Unproven => "unproven",
            Self::Disproved => "disproved",
        }
    }
}

impl Authentication {
    /// The conclusion. A domain that asks for nothing (`p=none`) disproves nothing.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.dmarc.aligned, self.dmarc.verdict, self.dmarc.policy) {
            (Some(_), _, _) if self.author.is_some() => Standing::Proven,
            (None, Verdict::Fail, Policy::Quarantine | Policy::Reject) => Standing::Disproved,
            _ => Standing::Unproven,
        }
    }

    /// Whether the mail is proved to come from the domain of this address, which is the only one in From.
    #[must_use]
    pub fn proves(&self, address: &str) -> bool {
        self.standing() == Standing::Proven && self.author.as_deref() == Some(&addresses::fold(address))
    }

    /// All results in one line, for administrators and logs.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.results().join("; ")
    }

    /// Each result in words, that of DMARC first.
    #[must_use]
    pub fn results(&self) -> Vec<String> {
        let mut words = vec![format!("DMARC {} ({})", self.dmarc.verdict.as_str(), self.dmarc_words())];
        if let Some(spf) = &self.spf {
            words.push(format!("SPF {} for {}", spf.verdict.as_str(), spf.domain));
        }
        for one in &self.dkim {
            let reason = one.reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            words.push(format!("DKIM {} of {}{reason}", one.verdict.as_str(), one.domain));
        }
        if let Some(arc) = &self.arc {
            words.push(format!("ARC {} sealed by {}", arc.verdict.as_str(), arc.sealer));
        }
        words
    }

    fn dmarc_words(&self) -> String {
        let aligned = match self.dmarc.aligned {
            Some(Alignment::Dkim) => "aligned by DKIM".to_owned(),
            Some(Alignment::Spf) => "aligned by SPF".to_owned(),
            Some(Alignment::Server) => format!("says {}", self.server.as_deref().unwrap_or_default()),
            None => "not aligned".to_owned(),
        };
        let policy = match self.dmarc.policy {
            Policy::None => String::new(),
            policy => format!(", the domain asks to {}", policy.as_str()),
        };
        format!("{aligned}{policy}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(verdict: Verdict, policy: Policy, aligned: Option<Alignment>) -> Authentication {
        let dmarc = Dmarc { verdict, domain: "a.example".into(), policy, aligned };
        Authentication { author: Some("ann@a.example".into()), dmarc, ..Authentication::default() }
    }

    #[test]
    fn only_a_policy_disproves_and_only_alignment_proves() {
        let table = [
            (Verdict::Pass, Policy::Reject, Some(Alignment::Dkim), Standing::Proven),
            (Verdict::None, Policy::None, Some(Alignment::Spf), Standing::Proven),
            (Verdict::Fail, Policy::Reject, None, Standing::Disproved),
            (Verdict::Fail, Policy::Quarantine, None, Standing::Disproved),
            (Verdict::Fail, Policy::None, None, Standing::Unproven),
            (Verdict::None, Policy::None, None, Standing::Unproven),
            (Verdict::TempError, Policy::Reject, None, Standing::Unproven),
            (Verdict::Unchecked, Policy::Reject, None, Standing::Unproven),
        ];
        for (verdict, policy, aligned, standing) in table {
            assert_eq!(known(verdict, policy, aligned).standing(), standing, "{verdict:?} {policy:?} {aligned:?}");
        }
    }

    #[test]
    fn another_address_or_several_in_from_are_not_proved() {
        let pass = known(Verdict::Pass, Policy::Reject, Some(Alignment::Dkim));
        assert!(pass.proves("Ann@A.example") && !pass.proves("bob@a.example"));
        let several = Authentication { author: None, ..pass };
        assert_eq!(several.standing(), Standing::Unproven);
    }
}
