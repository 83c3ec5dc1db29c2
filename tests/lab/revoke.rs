//! What ends which SAS: the table of the reference's section 4.7, found out by sending.

use super::lab;
use playground::lab::{Means, Token};

#[test]
fn each_means_ends_what_the_reference_says() {
    let lab = lab();
    for (means, ended) in [
        (Means::Wait, &Token::ALL[..]),
        (Means::DeletePolicy, &[Token::ServiceWithPolicy]),
        (Means::ShortenPolicy, &[Token::ServiceWithPolicy]),
        (Means::RotateKey, &[Token::Account, Token::Service, Token::ServiceWithPolicy]),
        (Means::RemoveRole, &[Token::UserDelegation]),
        (Means::RevokeDelegationKeys, &[Token::UserDelegation]),
        (Means::SwitchOffKeys, &[Token::Account, Token::Service, Token::ServiceWithPolicy]),
    ] {
        let found: Vec<Token> = lab.survivors(means).into_iter().filter(|(_, sent)| !sent.is_let_in()).map(|(token, _)| token).collect();
        assert_eq!(found, ended, "{means:?}");
    }
}
