//! Looking at the same instant with other eyes: what a consumer can know of the queue.
//!
//! A consumer knows what its answers told it: the messages in its hands, each with a ticket and a count. It cannot see the lane, it does not
//! learn what others hold, and nobody tells it when a ticket becomes void.

use super::scene::{Scene, Token, TokenState};
use crate::engine::ReceiptNumber;
use crate::sim::{ActorId, World};

/// Whose eyes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lens {
    /// The service's own state.
    #[default]
    Server,
    /// What this consumer can know.
    Actor(ActorId),
}

/// What a consumer believes, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Belief {
    /// Messages it thinks it holds.
    pub held: usize,
    /// How many of them it has lost without knowing.
    pub void: usize,
}

/// Takes everything out of the picture that the looker cannot know, and adds what it believes. Places stay as they are.
pub(super) fn look(scene: &mut Scene, world: &World, lens: Lens) {
    let Lens::Actor(looker) = lens else { return };
    let held: Vec<_> = world.actor(looker).and_then(|actor| actor.as_consumer()).into_iter().flat_map(|consumer| &consumer.held).collect();
    let count = held.len();
    let mut tokens = Vec::with_capacity(count);
    for (index, held) in held.into_iter().enumerate() {
        let (at, roomy) = scene.layout.shelf_place(index, count);
        let known = scene.tokens.iter().find(|token| token.message == held.number && is_lease(token, looker, held.receipt_number));
        tokens.push(match known {
            Some(token) => {
                let mut token = token.clone();
                token.at = at;
                if let TokenState::Leased { roomy: room, .. } = &mut token.state {
                    *room = roomy;
                }
                token
            }
            None => Token {
                message: held.number,
                at,
                state: TokenState::Void,
                dequeue_count: held.dequeue_count,
                receipt: held.receipt_number,
                life: None,
                text: held.text.clone(),
            },
        });
    }
    let void = tokens.iter().filter(|token| token.state == TokenState::Void).count();
    scene.threads.retain(|thread| {
        thread.holder.is_some_and(|(actor, _)| actor == looker) && tokens.iter().any(|token| token.message == thread.message)
    });
    for thread in &mut scene.threads {
        thread.seat = None;
        if let Some(token) = tokens.iter().find(|token| token.message == thread.message) {
            thread.token = token.at;
        }
    }
    scene.tokens = tokens;
    scene.belief = Some(Belief { held: count, void });
    let lane = &mut scene.lane;
    lane.free_seats.clear();
    lane.kept_seats.clear();
    lane.cells.clear();
    lane.shelf_more = 0;
}

fn is_lease(token: &Token, looker: ActorId, receipt: ReceiptNumber) -> bool {
    token.receipt == receipt && matches!(token.state, TokenState::Leased { holder: Some(holder), .. } if holder == looker)
}
