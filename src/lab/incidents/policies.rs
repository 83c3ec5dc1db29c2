//! Incidents with stored access policies.

use super::Part::{Investigation, Repair, Symptom};
use super::stand::{DAY, HOUR, Stand};
use crate::auth::sas::{Kind, POLICY_PROPAGATION};
use crate::client::{Credential, Policy};
use crate::engine::OperationName;
use crate::lab::Wish;
use crate::time::Span;
use crate::wire::date;

/// Sets one policy that lets its holder process for a day.
fn set(stand: &mut Stand, id: &str) {
    let expiry = date::iso8601_secs(stand.lab.now() + DAY).into();
    stand.lab.set_policies(vec![Policy { id: id.into(), start: None, expiry: Some(expiry), permission: Some("p".into()) }]);
}

fn with_policy(stand: &mut Stand, id: &str) -> String {
    stand.sign(&Wish { policy: id.into(), letters: String::new(), ends_in: None, ..Wish::modest(Kind::Service) })
}

pub fn same_name_again(stand: &mut Stand) {
    set(stand, "partner");
    stand.lab.advance(POLICY_PROPAGATION);
    let sas = with_policy(stand, "partner");
    stand.get(Investigation, &sas);
    stand.lab.set_policies(Vec::new());
    stand.lab.advance(POLICY_PROPAGATION);
    stand.get(Investigation, &sas);
    set(stand, "partner");
    stand.lab.advance(POLICY_PROPAGATION);
    stand.get(Symptom, &sas);
    set(stand, "partner-of-spring");
    stand.lab.advance(POLICY_PROPAGATION);
    stand.get(Repair, &sas);
}

pub fn too_fresh(stand: &mut Stand) {
    set(stand, "partner");
    let sas = with_policy(stand, "partner");
    stand.lab.advance(Span::from_secs(5));
    stand.get(Symptom, &sas);
    stand.lab.advance(Span::from_secs(25));
    stand.get(Repair, &sas);
}

pub fn refused_by_the_emulator(stand: &mut Stand) {
    stand.lab.set_policies(vec![Policy { id: "partner".into(), start: None, expiry: None, permission: Some("p".into()) }]);
    stand.lab.advance(POLICY_PROPAGATION);
    let split = Wish { policy: "partner".into(), letters: String::new(), ends_in: Some(HOUR), ..Wish::modest(Kind::Service) };
    let sas = stand.sign(&split);
    stand.get(Investigation, &sas);
    let object = Credential::Sas(stand.sign(&Wish::modest(Kind::Account)).into());
    stand.ask(Investigation, OperationName::DeleteMessage, &object);
}
