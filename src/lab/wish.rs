//! A SAS as somebody wants it, and the signing of it: with an account key, or with a user delegation key that is fetched first.

use super::people::Who;
use super::sent::Sent;
use super::world::Lab;
use crate::auth::KeyName;
use crate::auth::sas::{self, AccountSas, Kind, Protocol, ServiceSas, UserDelegationSas};
use crate::client::{ask_delegation_key, read_delegation_key};
use crate::time::Span;
use crate::wire::version::ApiVersion;

/// A form, filled in. Letters are put into their order when it is signed, as the official libraries do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub kind: Kind,
    pub letters: String,
    /// `ss`, account SAS only.
    pub services: String,
    /// `srt`, account SAS only.
    pub types: String,
    /// From now; `None`: no `st`, which counts as now.
    pub starts_in: Option<Span>,
    /// From now; `None`: no `se`.
    pub ends_in: Option<Span>,
    /// `si`, service SAS only.
    pub policy: String,
    pub ip: String,
    pub protocol: Protocol,
    /// Signs account and service SAS.
    pub key: KeyName,
    /// Signs a user delegation SAS.
    pub signer: Who,
    /// The one person who may use a user delegation SAS.
    pub bound_to: Option<Who>,
}

impl Wish {
    /// The least that lets a partner fetch messages for an hour.
    pub fn modest(kind: Kind) -> Self {
        Self {
            kind,
            letters: "p".into(),
            services: "q".into(),
            types: "o".into(),
            starts_in: None,
            ends_in: Some(Span::from_secs(3600)),
            policy: String::new(),
            ip: String::new(),
            protocol: Protocol::Https,
            key: KeyName::Key1,
            signer: Who::Editor,
            bound_to: None,
        }
    }

    /// The letters that mean something to this kind of SAS and queues, in their order.
    pub const fn alphabet(kind: Kind) -> &'static str {
        match kind {
            Kind::Account => "rwdlacup",
            Kind::Service | Kind::UserDelegation => "raup",
        }
    }

    fn ordered(chosen: &str, alphabet: &str) -> String {
        alphabet.chars().filter(|letter| chosen.contains(*letter)).collect()
    }
}

impl Lab {
    /// Signs a SAS. Err: the refusal, if a user delegation key was asked for and not given.
    pub fn sign(&mut self, wish: &Wish) -> Result<String, Box<Sent>> {
        let version = ApiVersion::CURRENT.as_str();
        let now = self.now();
        let (start, expiry) = (wish.starts_in.map(|span| now + span), wish.ends_in.map(|span| now + span));
        let letters = Wish::ordered(&wish.letters, Wish::alphabet(wish.kind));
        let (permissions, ip, protocol) = (&*letters, &*wish.ip, wish.protocol);
        Ok(match wish.kind {
            Kind::Account => {
                let (services, resource_types) = (&*Wish::ordered(&wish.services, "bqtf"), &*Wish::ordered(&wish.types, "sco"));
                let sas = AccountSas { version, services, resource_types, permissions, start, expiry, ip, protocol };
                sas::mint_account(&sas, self.account(), self.key(wish.key))
            }
            Kind::Service => {
                let sas = ServiceSas { version, permissions, start, expiry, policy: &wish.policy, ip, protocol };
                sas::mint_service(&sas, self.resource(), self.key(wish.key))
            }
            Kind::UserDelegation => {
                // A key for the whole week, whatever the SAS says: a SAS that outlives its key is a lesson of its own.
                let request = ask_delegation_key(&self.endpoint(), &self.bearer(wish.signer), now, now, now + Span::from_secs(7 * 86_400));
                let sent = self.send(request);
                let Some(key) = read_delegation_key(&sent.response) else { return Err(Box::new(sent)) };
                let bound_to = wish.bound_to.map_or("", Who::object_id);
                let sas = UserDelegationSas { version, permissions, start, expiry, ip, protocol, bound_to };
                sas::mint_user_delegation(&sas, self.resource(), &key)
            }
        })
    }
}
