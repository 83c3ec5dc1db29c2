//! The authorisation lab, without its pictures.

mod doors;
mod incidents;
mod matrix;
mod reader;
mod revoke;
mod rotation;
mod task;

use playground::engine::{AccountKind, AccountSpec, Engine, Redundancy};
use playground::lab::{Lab, Sent};
use playground::rng::Rng;
use playground::server::Server;
use playground::time::Timestamp;

/// A lab on a fresh account.
pub fn lab() -> Lab {
    let now = Timestamp::from_secs(1_767_603_600);
    let mut server = Server::new(Engine::new(Rng::new(0x4f17)));
    let spec = AccountSpec { name: "thenewsroom".into(), kind: AccountKind::StorageV2, redundancy: Redundancy::StandardRagrs };
    server.create_account(now, spec).expect("the first account");
    Lab::take_over(server, "thenewsroom", "newsqueue", now).expect("the account was just made")
}

/// Status and code.
pub fn answer(sent: &Sent) -> (u16, Option<&str>) {
    (sent.status(), sent.code())
}
