//! Reading what somebody has pasted: a SAS with or without its URL, or a secret that has no business here.

use crate::auth::KeyName;
use crate::auth::sas::Fields;
use crate::base64;
use crate::lab::Lab;

/// What a pasted text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    Nothing,
    /// The query of a SAS. `queue` is the one of the URL, if there was one.
    Sas {
        query: String,
        queue: Option<String>,
    },
    /// A key that opens an account of this world.
    PracticeKey(KeyName),
    /// It has the form of an account key, and it is none of ours.
    RealKey,
    /// Neither.
    Unknown,
}

/// Tells what `text` is. A connection string counts by the key or the SAS in it.
pub fn read_pasted(lab: &Lab, text: &str) -> Pasted {
    let text = text.trim();
    if text.is_empty() {
        return Pasted::Nothing;
    }
    for piece in text.split([';', ' ', '\n', '\t', '"', '\'']).map(|piece| piece.strip_prefix("AccountKey=").unwrap_or(piece)) {
        if has_form_of_account_key(piece) {
            let ours = |name: &KeyName| lab.key(*name).to_base64() == piece;
            return [KeyName::Key1, KeyName::Key2].into_iter().find(ours).map_or(Pasted::RealKey, Pasted::PracticeKey);
        }
    }
    let text = text.split(';').find_map(|piece| piece.strip_prefix("SharedAccessSignature=")).unwrap_or(text);
    let (before, query) = text.split_once('?').unwrap_or(("", text));
    if !Fields::present_in(query) && Fields::read(query).iter().count() < 2 {
        return Pasted::Unknown;
    }
    let path = before.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let queue = path.split('/').next().filter(|queue| !queue.is_empty()).map(str::to_owned);
    Pasted::Sas { query: query.to_owned(), queue }
}

/// 88 characters of Base64 that stand for 64 bytes: the form in which the portal shows an account key.
pub fn has_form_of_account_key(text: &str) -> bool {
    text.len() == 88 && text.ends_with("==") && base64::decode(text).is_some_and(|bytes| bytes.len() == 64)
}
