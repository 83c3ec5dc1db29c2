//! Incidents with tokens and roles of Microsoft Entra ID, and with user delegation SAS, which hang on them.

use super::Part::{Investigation, Repair, Symptom};
use super::stand::{DAY, MINUTE, Stand};
use crate::auth::sas::Kind;
use crate::auth::{KeyName, Role, Scope};
use crate::client::Credential;
use crate::engine::OperationName;
use crate::lab::{Lab, Who, Wish};

fn account_scope(stand: &Stand) -> Scope {
    Scope::Account(stand.lab.account().into())
}

/// Gives a role and waits until it has arrived.
fn give(stand: &mut Stand, who: Who, role: Role) {
    let scope = account_scope(stand);
    stand.lab.assign(who, role, scope);
    stand.lab.advance(Lab::PROPAGATION);
}

fn with_token(stand: &mut Stand, part: super::Part, operation: OperationName, who: Who) {
    let bearer = stand.lab.bearer(who);
    stand.ask(part, operation, &bearer);
}

pub fn role_too_fresh(stand: &mut Stand) {
    let scope = account_scope(stand);
    let token = stand.lab.bearer(Who::Partner);
    stand.lab.assign(Who::Partner, Role::StorageQueueDataReader, scope);
    stand.lab.advance(MINUTE);
    stand.ask(Symptom, OperationName::PeekMessages, &token);
    stand.lab.advance(MINUTE.saturating_mul(9));
    stand.ask(Repair, OperationName::PeekMessages, &token);
}

pub fn reader_wants_to_get(stand: &mut Stand) {
    give(stand, Who::Partner, Role::StorageQueueDataReader);
    with_token(stand, Symptom, OperationName::GetMessages, Who::Partner);
    with_token(stand, Investigation, OperationName::PeekMessages, Who::Partner);
    give(stand, Who::Partner, Role::StorageQueueDataMessageProcessor);
    with_token(stand, Repair, OperationName::GetMessages, Who::Partner);
}

pub fn processor_cannot_update(stand: &mut Stand) {
    give(stand, Who::Partner, Role::StorageQueueDataMessageProcessor);
    give(stand, Who::Partner, Role::StorageQueueDataReader);
    with_token(stand, Investigation, OperationName::GetMessages, Who::Partner);
    with_token(stand, Symptom, OperationName::UpdateMessage, Who::Partner);
    give(stand, Who::Partner, Role::StorageQueueDataContributor);
    with_token(stand, Repair, OperationName::UpdateMessage, Who::Partner);
}

pub fn owner_cannot_peek(stand: &mut Stand) {
    with_token(stand, Symptom, OperationName::PeekMessages, Who::Owner);
    with_token(stand, Investigation, OperationName::ListQueues, Who::Owner);
    let key = stand.key(KeyName::Key1);
    stand.ask(Investigation, OperationName::PeekMessages, &key);
    give(stand, Who::Owner, Role::StorageQueueDataReader);
    with_token(stand, Repair, OperationName::PeekMessages, Who::Owner);
}

pub fn wrong_audience(stand: &mut Stand) {
    let token = stand.lab.token_for(Who::Worker, "https://graph.microsoft.com/", stand.lab.now());
    stand.ask(Symptom, OperationName::GetMessages, &Credential::Bearer(token.into()));
    with_token(stand, Repair, OperationName::GetMessages, Who::Worker);
}

pub fn a_month_of_delegation(stand: &mut Stand) {
    let wish = Wish { ends_in: Some(DAY.saturating_mul(30)), ..Wish::modest(Kind::UserDelegation) };
    let sas = stand.sign(&wish);
    stand.lab.advance(DAY.saturating_mul(6));
    stand.get(Investigation, &sas);
    stand.lab.advance(DAY.saturating_mul(2));
    stand.get(Symptom, &sas);
    let new = stand.sign(&wish);
    stand.get(Repair, &new);
}

pub fn signer_leaves(stand: &mut Stand) {
    let wish = Wish { ends_in: Some(DAY.saturating_mul(5)), ..Wish::modest(Kind::UserDelegation) };
    let sas = stand.sign(&wish);
    stand.get(Investigation, &sas);
    for held in stand.lab.held_by(Who::Editor) {
        stand.lab.unassign(held.index);
    }
    stand.lab.advance(Lab::PROPAGATION);
    stand.get(Symptom, &sas);
    give(stand, Who::Worker, Role::StorageQueueDelegator);
    let new = stand.sign(&Wish { signer: Who::Worker, ..wish });
    stand.get(Repair, &new);
}

pub fn forwarded(stand: &mut Stand) {
    let sas = stand.sign(&Wish { bound_to: Some(Who::Owner), ..Wish::modest(Kind::UserDelegation) });
    stand.get(Symptom, &sas);
    for (part, who) in [(Symptom, Who::Partner), (Repair, Who::Owner)] {
        let token = stand.lab.token(who);
        let mut request = stand.request(OperationName::GetMessages, &Credential::Sas(sas.clone().into()));
        request.headers.push("Authorization", ["Bearer ", &token].concat());
        stand.send(part, request);
    }
}
