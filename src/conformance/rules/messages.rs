//! The six operations on messages.

use super::{A, D, I, Kind, R, Rule, T, rule};
use crate::conformance::Proof::{Clients, Exchange, Scripts, Test};

const ESCAPES: super::Proof = Test("service::message_life::text_survives_every_escape");
const MODEL: super::Proof = Test("engine::scripts::engine_goes_where_the_model_goes");
const RECEIPT: super::Proof = Test("service::message_life::receipt_outlives_the_invisibility_but_not_the_next_get");
const RENEWED: super::Proof = Test("service::message_life::update_renews_the_receipt_and_keeps_the_dequeue_count");
const REFUSALS: super::Proof = Test("service::refusals::every_refusal_has_its_status_code_and_words");

pub(super) const PUT: &[Rule] = &[
    rule(
        "The answer is 201 with id, times and a pop receipt that works: the sender can update or delete what nobody has received.",
        "Put Message",
        &[D, T],
        &[Exchange("04-put-get-delete"), Exchange("09-receipts"), Clients],
    ),
    rule(
        "The delay (visibilitytimeout) is 0 to 604,800 seconds and shorter than the time to live.",
        "Put Message",
        &[D, T, I],
        &[Exchange("05-put-parameters"), Scripts],
    )
    .differs(&[Kind::DelayAsLongAsLife]),
    rule(
        "messagettl is seven days unless it is sent: a positive number of seconds, or -1 for never. A life beyond the year 9999 is cut there.",
        "Put Message",
        &[D, A],
        &[Exchange("05-put-parameters"), Clients, Scripts],
    ),
    rule(
        "Numbers are whole: text, fractions and values too large for any number are 400 InvalidQueryParameterValue.",
        "Common REST API error codes",
        &[D, I],
        &[Exchange("05-put-parameters"), REFUSALS, Scripts],
    )
    .differs(&[Kind::Fraction, Kind::SyntaxWithoutCode]),
    rule(
        "A text has at most 65,536 bytes of UTF-8, counted after the XML is decoded. One more is 413 RequestBodyTooLarge.",
        "Put Message; recorded traffic",
        &[D, T],
        &[Exchange("10-message-body"), Test("service::whole_service::the_text_limit_counts_bytes_after_decoding"), Clients],
    )
    .differs(&[Kind::SplitLetter]),
    rule(
        "A text comes back as it went, with blanks, line ends and every escape; an empty one is a text too.",
        "Put Message; recorded traffic",
        &[D, T],
        &[Exchange("10-message-body"), ESCAPES, Test("wire::documents::every_text_survives_writing_and_reading"), Clients],
    ),
    rule(
        "Markup inside the text is dropped and its letters are kept.",
        "Put Message",
        &[D],
        &[Test("service::whole_service::markup_inside_a_text_is_dropped_and_its_letters_kept"), Scripts],
    )
    .differs(&[Kind::Markup]),
    rule(
        "A body that is no well-formed QueueMessage with a MessageText is 400 InvalidXmlDocument; a character XML cannot carry makes it so.",
        "Put Message",
        &[D, A],
        &[
            Exchange("10-message-body"),
            Test("wire::documents::broken_documents_are_refused"),
            Test("wire::documents::what_others_read_is_read_alike"),
        ],
    )
    .differs(&[Kind::RootElement, Kind::SyntaxWithoutCode]),
    rule(
        "Base64 is a convention between clients; the service stores the letters it is sent.",
        "Recorded traffic",
        &[D, T],
        &[Exchange("10-message-body"), Clients],
    ),
];

pub(super) const GET: &[Rule] = &[
    rule(
        "An empty queue answers 200 with an empty list, at once: Get never waits.",
        "Get Messages",
        &[D, T],
        &[Exchange("04-put-get-delete"), Clients],
    ),
    rule("numofmessages is 1 to 32, and 1 unless it is sent.", "Get Messages", &[D], &[Exchange("06-get-parameters"), Clients, Scripts])
        .differs(&[Kind::SyntaxWithoutCode]),
    rule(
        "visibilitytimeout is 1 to 604,800 seconds, and 30 unless it is sent. Nought is refused here, and only here.",
        "Get Messages",
        &[D],
        &[Exchange("06-get-parameters"), Scripts],
    ),
    rule(
        "A message may be hidden beyond its expiration.",
        "Get Messages",
        &[D, T],
        &[Exchange("06-get-parameters"), Test("service::message_life::expiry_counts_from_insertion_even_while_hidden")],
    ),
    rule(
        "All messages of one Get share one receipt text and one next visible time; a receipt counts only with its message's id.",
        "Recorded traffic",
        &[T],
        &[Test("service::message_life::messages_of_one_get_share_their_receipt"), Clients],
    ),
    rule(
        "Each Get adds one to the dequeue count of what it hands out; the elements of a message stand in the recorded order.",
        "Get Messages",
        &[D, T],
        &[Exchange("04-put-get-delete"), MODEL],
    ),
];

pub(super) const PEEK: &[Rule] = &[
    rule("Peek changes nothing: no count, no receipt, no time.", "Peek Messages", &[D, T], &[Exchange("07-peek"), MODEL, Clients]),
    rule(
        "It shows visible messages only, 1 to 32, in the order in which Get would hand them out, without receipt and next visible time.",
        "Peek Messages",
        &[D, T],
        &[Exchange("07-peek"), MODEL, Clients],
    ),
];

pub(super) const UPDATE: &[Rule] = &[
    rule(
        "popreceipt and visibilitytimeout (0 to 604,800) are both required.",
        "Update Message",
        &[D],
        &[Exchange("08-update-message"), Scripts],
    )
    .differs(&[Kind::SyntaxWithoutCode]),
    rule(
        "Every update makes a new receipt and lets the older ones die; both receipt and next visible time come in headers.",
        "Update Message",
        &[D, T],
        &[Exchange("08-update-message"), RENEWED, Clients],
    )
    .differs(&[Kind::ReceiptForm]),
    rule(
        "Without a body the text stays; with one it is replaced. The dequeue count, the insertion and the expiration stay as they are.",
        "Update Message",
        &[D, T],
        &[Exchange("08-update-message"), RENEWED, MODEL],
    )
    .differs(&[Kind::UpdateWithoutText]),
    rule(
        "visibilitytimeout 0 makes the message visible at once; its new receipt works until somebody receives it.",
        "Update Message",
        &[D, T, A],
        &[Exchange("08-update-message"), RENEWED],
    ),
    rule(
        "A message cannot be hidden beyond its expiration by an update. The code is not confirmed.",
        "Update Message",
        &[D, I],
        &[Exchange("17-expiry"), Test("service::refusals::a_refused_request_changes_nothing"), Scripts],
    )
    .differs(&[Kind::BeyondExpiry]),
];

pub(super) const DELETE: &[Rule] = &[
    rule(
        "The latest receipt deletes, also after the invisibility has ended, as long as nobody has received the message again.",
        "Delete Message",
        &[D, R],
        &[Exchange("09-receipts"), RECEIPT, Clients],
    ),
    rule(
        "An outdated receipt is 404 MessageNotFound, like a message that is gone. PopReceiptMismatch is in the list of codes and is not sent.",
        "Delete Message; reports since 2013",
        &[D, R],
        &[Exchange("08-update-message"), Exchange("09-receipts"), RECEIPT, Scripts],
    )
    .differs(&[Kind::OutdatedReceipt]),
    rule(
        "A text that is no receipt is 400 InvalidQueryParameterValue before the message is looked for; a missing one is 400 too.",
        "Recorded traffic",
        &[D, T],
        &[Exchange("09-receipts"), Test("service::refusals::details_say_what_exactly_was_wrong"), Scripts],
    )
    .differs(&[Kind::UnreadableReceipt]),
    rule(
        "A receipt must be encoded for the URL: a bare plus sign reads as a blank.",
        "Delete Message",
        &[D, T],
        &[Test("service::whole_service::a_plus_sign_in_a_receipt_must_be_encoded")],
    ),
    rule(
        "An id that is no GUID is an unknown message: 404.",
        "Recorded traffic",
        &[T],
        &[Exchange("09-receipts"), Scripts],
    ),
    rule(
        "Clear Messages removes everything, visible or hidden; clearing an empty queue is 204 as well.",
        "Clear Messages",
        &[D],
        &[Exchange("11-clear-messages"), MODEL, Clients],
    ),
];
