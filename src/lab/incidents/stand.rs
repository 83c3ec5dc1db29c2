//! What every replay needs: a copy of the lab in good order, and short ways of sending.

use super::{Part, Scene};
use crate::auth::sas::Kind;
use crate::auth::{KeyName, Settings};
use crate::client::Credential;
use crate::engine::OperationName;
use crate::lab::{Lab, Wish};
use crate::time::Span;
use crate::wire::Request;

pub struct Stand {
    pub lab: Lab,
    pub scenes: Vec<Scene>,
}

pub const MINUTE: Span = Span::from_secs(60);
pub const HOUR: Span = Span::from_secs(3600);
pub const DAY: Span = Span::from_secs(86_400);

impl Stand {
    /// A copy of `lab` with the settings of a new account: what a person has switched off meanwhile must not spoil the story.
    pub fn new(lab: &Lab) -> Self {
        let mut lab = lab.clone();
        lab.access_mut().settings = Settings::fresh();
        Self { lab, scenes: Vec::new() }
    }

    pub fn send(&mut self, part: Part, request: Request) {
        let sent = self.lab.send(request);
        self.scenes.push(Scene { part, sent });
    }

    /// The request of an operation with this credential.
    pub fn request(&mut self, operation: OperationName, credential: &Credential) -> Request {
        let call = self.lab.call(operation);
        self.lab.request(&call, credential)
    }

    /// Sends an operation with this credential.
    pub fn ask(&mut self, part: Part, operation: OperationName, credential: &Credential) {
        let request = self.request(operation, credential);
        self.send(part, request);
    }

    /// Sends Get Messages with this SAS.
    pub fn get(&mut self, part: Part, sas: &str) {
        self.ask(part, OperationName::GetMessages, &Credential::Sas(sas.into()));
    }

    /// Sends Peek Messages with this SAS.
    pub fn peek(&mut self, part: Part, sas: &str) {
        self.ask(part, OperationName::PeekMessages, &Credential::Sas(sas.into()));
    }

    /// Signs what is wished. Every story that signs with a delegation key has a signer who may ask for one.
    pub fn sign(&mut self, wish: &Wish) -> String {
        self.lab.sign(wish).unwrap_or_default()
    }

    /// A service SAS with these letters for a day.
    pub fn service(&mut self, letters: &str) -> String {
        self.sign(&Wish { letters: letters.into(), ends_in: Some(DAY), ..Wish::modest(Kind::Service) })
    }

    pub fn key(&self, name: KeyName) -> Credential {
        self.lab.shared_key(name)
    }
}
