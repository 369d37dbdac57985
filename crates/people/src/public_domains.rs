//! Anybody can get an address at a public mail provider, so its domain never tells an organisation.

/// Folded and sorted.
const PUBLIC: &str = "\
    126.com 139.com 163.com 188.com 189.cn 21cn.com aliyun.com aol.com arcor.de bluewin.ch bol.com.br \
    btinternet.com comcast.net duck.com fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com \
    gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de \
    hotmail.fr hotmail.it hushmail.com icloud.com interia.pl libero.it live.cn live.com live.de live.nl \
    mac.com mail.com mail.de mail.ru mailbox.org mailfence.com me.com msn.com naver.com o2.pl orange.fr \
    outlook.com outlook.de outlook.fr pm.me posteo.de posteo.net proton.me protonmail.com qq.com \
    rediffmail.com riseup.net rocketmail.com seznam.cz sfr.fr sina.cn sina.com sky.com sohu.com t-online.de \
    tom.com tuta.com tutanota.com uol.com.br verizon.net vip.163.com vip.qq.com wanadoo.fr web.de wp.pl \
    yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.com yandex.ru yeah.net ymail.com zoho.com";

/// Whether the folded domain is that of a public mail provider.
pub fn is_public(domain: &str) -> bool {
    PUBLIC.split(' ').any(|public| public == domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_folded() {
        assert!(PUBLIC.split(' ').is_sorted());
        assert_eq!(PUBLIC, base::text::fold(PUBLIC));
        assert!(is_public("gmail.com") && !is_public("northwind.example"));
    }
}
