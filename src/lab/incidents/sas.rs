//! Incidents with shared access signatures that an account key has signed.

use super::Part::{Investigation, Repair, Symptom};
use super::stand::{DAY, HOUR, MINUTE, Stand};
use crate::auth::KeyName;
use crate::auth::sas::{self, Kind, Protocol, ServiceSas};
use crate::client::Credential;
use crate::engine::OperationName;
use crate::lab::{Who, Wish};
use crate::time::Span;
use crate::wire::version::ApiVersion;
use crate::wire::{Request, Scheme};

pub fn clock_ahead(stand: &mut Stand) {
    let wish = Wish { starts_in: Some(MINUTE.saturating_mul(5)), ends_in: Some(HOUR), ..Wish::modest(Kind::Service) };
    let sas = stand.sign(&wish);
    stand.get(Symptom, &sas);
    let without = stand.sign(&Wish { starts_in: None, ..wish });
    stand.get(Repair, &without);
    stand.lab.advance(MINUTE.saturating_mul(5));
    stand.get(Investigation, &sas);
}

pub fn expired_without_start(stand: &mut Stand) {
    let sas = stand.sign(&Wish::modest(Kind::Service));
    stand.lab.advance(HOUR.saturating_mul(2));
    stand.get(Symptom, &sas);
    let new = stand.sign(&Wish::modest(Kind::Service));
    stand.get(Repair, &new);
}

pub fn sniffed_over_http(stand: &mut Stand) {
    stand.lab.access_mut().settings.https_only = false;
    let open = stand.sign(&Wish { protocol: Protocol::Unsaid, ..Wish::modest(Kind::Service) });
    let https = stand.service("p");
    let by_thief = |stand: &mut Stand, sas: &str, scheme| {
        let request = stand.request(OperationName::GetMessages, &Credential::Sas(sas.into()));
        Request { scheme, source_ip: "198.51.100.77".into(), ..request }
    };
    let request = by_thief(stand, &open, Scheme::Http);
    stand.send(Symptom, request);
    let request = by_thief(stand, &https, Scheme::Http);
    stand.send(Investigation, request);
    let request = by_thief(stand, &https, Scheme::Https);
    stand.send(Investigation, request);
    stand.lab.access_mut().settings.https_only = true;
    let request = by_thief(stand, &open, Scheme::Http);
    stand.send(Repair, request);
}

pub fn edited_letters(stand: &mut Stand) {
    let sas = stand.service("r");
    let edited = sas.replacen("sp=r&", "sp=raup&", 1);
    stand.get(Symptom, &edited);
    stand.peek(Investigation, &sas);
    let new = stand.service("rp");
    stand.get(Repair, &new);
}

pub fn moved_into_the_region(stand: &mut Stand) {
    let wish = Wish { ip: "203.0.113.40".into(), ..Wish::modest(Kind::Service) };
    let sas = stand.sign(&wish);
    let from = |stand: &mut Stand, sas: &str, address: &str| {
        let request = stand.request(OperationName::GetMessages, &Credential::Sas(sas.into()));
        Request { source_ip: address.into(), ..request }
    };
    let request = from(stand, &sas, "203.0.113.40");
    stand.send(Investigation, request);
    let request = from(stand, &sas, "10.1.0.4");
    stand.send(Symptom, request);
    let without = stand.sign(&Wish { ip: String::new(), ..wish });
    let request = from(stand, &without, "10.1.0.4");
    stand.send(Repair, request);
}

pub fn plus_not_encoded(stand: &mut Stand) {
    // Only some signatures have a plus sign; the first expiry that leads to one is taken.
    let with_plus = |secs: u64| stand.lab.service_sas("p", stand.lab.now() + HOUR + Span::from_secs(secs));
    let sas = (0..1_000).map(with_plus).find(|sas| sas.contains("%2B")).unwrap_or_default();
    stand.get(Symptom, &sas.replace("%2B", "+"));
    stand.get(Repair, &sas);
}

pub fn fine_on_the_emulator(stand: &mut Stand) {
    let raw = |stand: &Stand, permissions| {
        let (version, expiry) = (ApiVersion::CURRENT.as_str(), Some(stand.lab.now() + HOUR));
        let sas = ServiceSas { version, permissions, start: None, expiry, policy: "", ip: "", protocol: Protocol::Https };
        sas::mint_service(&sas, stand.lab.resource(), stand.lab.key(KeyName::Key1))
    };
    let (wrong, right) = (raw(stand, "pr"), raw(stand, "rp"));
    stand.get(Symptom, &wrong);
    let wish = Wish { types: "c".into(), ..Wish::modest(Kind::Account) };
    let container = Credential::Sas(stand.sign(&wish).into());
    stand.ask(Symptom, OperationName::DeleteMessage, &container);
    stand.get(Repair, &right);
    let object = Credential::Sas(stand.sign(&Wish { types: "o".into(), ..wish }).into());
    stand.ask(Repair, OperationName::DeleteMessage, &object);
}

pub fn two_credentials(stand: &mut Stand) {
    let sas = stand.service("p");
    let token = stand.lab.token(Who::Worker);
    let mut request = stand.request(OperationName::GetMessages, &Credential::Sas(sas.clone().into()));
    request.headers.push("Authorization", ["Bearer ", &token].concat());
    stand.send(Symptom, request);
    stand.get(Repair, &sas);
}

pub fn for_blobs(stand: &mut Stand) {
    let wish = Wish { services: "b".into(), ends_in: Some(DAY), ..Wish::modest(Kind::Account) };
    let sas = stand.sign(&wish);
    stand.get(Symptom, &sas);
    let right = stand.sign(&Wish { services: "q".into(), ..wish });
    stand.get(Repair, &right);
}
