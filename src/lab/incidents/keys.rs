//! Incidents with account keys and what hangs on them, and with the switches of the account.

use super::Part::{Investigation, Repair, Symptom};
use super::stand::{DAY, MINUTE, Stand};
use crate::auth::KeyName;
use crate::auth::facts::{IpRange, Network};
use crate::auth::sas::Kind;
use crate::client::Credential;
use crate::engine::OperationName;
use crate::lab::{HERE, Wish};
use crate::wire::Scheme;

pub fn committed_account_sas(stand: &mut Stand) {
    let wish =
        Wish { letters: "rwdlacup".into(), types: "sco".into(), ends_in: Some(DAY.saturating_mul(365)), ..Wish::modest(Kind::Account) };
    let sas = Credential::Sas(stand.sign(&wish).into());
    let honest = stand.key(KeyName::Key1);
    stand.ask(Symptom, OperationName::ListQueues, &sas);
    stand.ask(Symptom, OperationName::GetMessages, &sas);
    stand.lab.regenerate(KeyName::Key1);
    stand.ask(Repair, OperationName::GetMessages, &sas);
    stand.ask(Repair, OperationName::GetMessages, &honest);
}

pub fn regenerated_under_a_worker(stand: &mut Stand) {
    let old = stand.key(KeyName::Key1);
    stand.lab.regenerate(KeyName::Key1);
    stand.ask(Symptom, OperationName::GetMessages, &old);
    let other = stand.key(KeyName::Key2);
    stand.ask(Repair, OperationName::GetMessages, &other);
}

pub fn stolen_log(stand: &mut Stand) {
    let key = stand.key(KeyName::Key1);
    let logged = stand.request(OperationName::PeekMessages, &key);
    stand.lab.advance(MINUTE.saturating_mul(14));
    stand.send(Symptom, logged.clone());
    stand.lab.advance(MINUTE.saturating_mul(6));
    stand.send(Investigation, logged);
}

pub fn swapped_body(stand: &mut Stand) {
    stand.lab.access_mut().settings.https_only = false;
    let key = stand.key(KeyName::Key1);
    let mut request = stand.request(OperationName::PutMessage, &key);
    request.scheme = Scheme::Http;
    request.body = String::from_utf8_lossy(&request.body).replace("Stop press", "Go to bed!").into_bytes().into();
    stand.send(Symptom, request.clone());
    stand.lab.access_mut().settings.https_only = true;
    stand.send(Repair, request);
}

pub fn key_access_off(stand: &mut Stand) {
    let key = stand.key(KeyName::Key1);
    let service = stand.service("p");
    let delegated = stand.sign(&Wish::modest(Kind::UserDelegation));
    stand.lab.access_mut().settings.shared_key_allowed = false;
    stand.ask(Symptom, OperationName::GetMessages, &key);
    stand.get(Symptom, &service);
    stand.get(Repair, &delegated);
}

pub fn firewall(stand: &mut Stand) {
    let range = |text: &str| IpRange::parse_cidr(text).map_or(Network::Open, |range| Network::Only([range].into()));
    stand.lab.access_mut().settings.network = range("198.51.100.0/24");
    let key = stand.key(KeyName::Key1);
    stand.ask(Symptom, OperationName::GetMessages, &key);
    stand.lab.access_mut().settings.network = range(HERE);
    stand.ask(Repair, OperationName::GetMessages, &key);
}
