//! What a pasted text is taken for. The danger is in the keys.

use super::lab;
use playground::auth::KeyName;
use playground::lab::{Pasted, has_form_of_account_key, read_pasted};

/// The published key of the emulator: it has the form of a real one, and is not of this world.
const FOREIGN: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

#[test]
fn a_key_of_another_world_is_told_from_our_own() {
    let lab = lab();
    assert!(has_form_of_account_key(FOREIGN));
    assert_eq!(read_pasted(&lab, FOREIGN), Pasted::RealKey);
    let in_string = format!("DefaultEndpointsProtocol=https;AccountName=x;AccountKey={FOREIGN};EndpointSuffix=core.windows.net");
    assert_eq!(read_pasted(&lab, &in_string), Pasted::RealKey);
    for name in [KeyName::Key1, KeyName::Key2] {
        assert_eq!(read_pasted(&lab, &lab.key(name).to_base64()), Pasted::PracticeKey(name));
    }
    for near in [&FOREIGN[1..], &FOREIGN[..87], "", "=="] {
        assert!(!has_form_of_account_key(near), "{near}");
    }
}

#[test]
fn a_sas_is_found_alone_in_a_url_and_in_a_connection_string() {
    let lab = lab();
    let sas = lab.service_sas("rp", lab.now());
    let found = |text: &str| match read_pasted(&lab, text) {
        Pasted::Sas { query, queue } => (query, queue),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(found(&sas), (sas.clone(), None));
    assert_eq!(found(&format!("?{sas}")), (sas.clone(), None));
    let url = format!("https://thenewsroom.queue.core.windows.net/newsqueue/messages?{sas}");
    assert_eq!(found(&url), (sas.clone(), Some("newsqueue".into())));
    assert_eq!(found(&format!("QueueEndpoint=https://x/;SharedAccessSignature={sas}")), (sas, None));
    assert_eq!(read_pasted(&lab, "hello"), Pasted::Unknown);
    assert_eq!(read_pasted(&lab, "  "), Pasted::Nothing);
}
