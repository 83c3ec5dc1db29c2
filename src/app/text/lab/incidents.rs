//! The incidents: title, what was noticed, how it was found out, the cause, the repair.

use playground::lab::incidents::Part;

pub struct Story {
    pub title: &'static str,
    pub symptom: &'static str,
    pub investigation: &'static str,
    pub cause: &'static str,
    pub repair: &'static str,
}

words! {
    lead: &'static str = "Troubles that happen, each replayed against a copy of this account. Read what was noticed, look at what decided, and think of the \
        cause before you read on.",
    list: &'static str = "Incidents",
    symptom: &'static str = "Symptom",
    investigation: &'static str = "Investigation",
    cause: &'static str = "Cause",
    repair: &'static str = "Repair",
    name: fn(u8, &str) -> String = |number, title| format!("{number}. {title}"),
    asked: fn(&str) -> String = |operation| format!("{operation} is sent"),
    asked_at: fn(&str) -> String = |at| format!("at {at}"),
    show: &'static str = "How it was decided",
}

pub fn part(part: Part) -> &'static str {
    match part {
        Part::Symptom => l().symptom,
        Part::Investigation => l().investigation,
        Part::Repair => l().repair,
    }
}

/// The story of incident `number`, from 1.
pub fn story(number: u8) -> &'static Story {
    &STORIES[usize::from(number.clamp(1, 26)) - 1]
}

const fn tell(title: &'static str, symptom: &'static str, investigation: &'static str, cause: &'static str, repair: &'static str) -> Story {
    Story { title, symptom, investigation, cause, repair }
}

static STORIES: [Story; 26] = [
    tell(
        "A SAS in a public repository",
        "Strangers list the queues and take messages. The SAS they use was committed to a public repository; it is valid for a year.",
        "It is an account SAS with ss=q, srt=sco and all letters: it opens every queue of the account.",
        "A SAS is not stored anywhere, so it cannot be called back. Only the key it hangs on can be replaced.",
        "Regenerate the key that signed it. The SAS is dead, and so is the honest program that works with the same key: it fails in the last line.",
    ),
    tell(
        "A key regenerated under a worker",
        "A worker that ran for months fails from one second to the next.",
        "The service shows the text it signed, and it is the worker's own, line by line. So the keys differ.",
        "Operations regenerated key1 while the worker still used it.",
        "Give the worker key2, then rotate in order: move, regenerate, move, regenerate. Two keys exist to overlap.",
    ),
    tell(
        "A clock that is five minutes fast",
        "A SAS that was issued this moment is refused.",
        "Five minutes later the very same SAS works.",
        "The issuer set st to now, on a machine whose clock is fast. The service allows no tolerance for st and se.",
        "Leave st out, or set it fifteen minutes back. A new SAS without st works at once.",
    ),
    tell(
        "The expiry that has to be after the start",
        "The service complains that the expiry is not after the start, and nobody has set a start.",
        "The start it names is the present time.",
        "The SAS has expired. Without st the service puts its own clock in that place, and words it oddly.",
        "Issue a new SAS.",
    ),
    tell(
        "Overheard in a caf\u{e9}",
        "A SAS without spr was used over plain HTTP; now somebody else uses it from another address.",
        "With spr=https the HTTP request is refused. But the URL went over the air all the same: over HTTPS it opens the queue.",
        "spr forbids success, not the leak: the client has already sent the secret in the clear.",
        "Require HTTPS on the account, replace what was overheard, and use HTTPS from the client's side.",
    ),
    tell(
        "A policy of the same name",
        "A partner who was cut off months ago takes messages again.",
        "Their old SAS names the policy partner. It worked, and stopped when the policy was deleted.",
        "A colleague created a policy with the same id. Every old SAS that names it lives again.",
        "Never use an id twice. With a new id the old SAS finds nothing.",
    ),
    tell(
        "Five seconds too early",
        "A brand-new SAS with a brand-new policy is refused: the identifier cannot be found.",
        "Nothing is misspelt, and the policy is there.",
        "A policy takes up to thirty seconds to arrive everywhere.",
        "Wait, or try again. Thirty seconds later the same SAS works.",
    ),
    tell(
        "The role that is not there yet",
        "The role was assigned a minute ago, and the program is refused for missing permissions.",
        "The assignment is in the list. To the service it looks like none.",
        "Assignments take up to ten minutes to arrive.",
        "Wait. The same token then works: the role is looked up at every request, it does not stand in the token.",
    ),
    tell(
        "A reader who wants to dequeue",
        "A program with the role Storage Queue Data Reader cannot get messages.",
        "Peeking works with the same token.",
        "Peeking is reading. Getting hides the message from others: that is processing.",
        "Assign Storage Queue Data Message Processor as well. Roles add up.",
    ),
    tell(
        "Letters added by hand",
        "Somebody needed more than reading and wrote sp=raup into the URL. Now nothing works.",
        "The untouched SAS still peeks.",
        "The letters are signed. The service does not know the edited text, so this is no question of permission: it does not know the caller.",
        "Have a new SAS signed.",
    ),
    tell(
        "A stolen proxy log",
        "Complete requests with Shared Key lay in a proxy's log. Fourteen minutes after one was made, a thief sends it again, and it works.",
        "Twenty minutes after it was made, it is too old.",
        "A signed request can be repeated for fifteen minutes. There is no other protection against replay.",
        "Use HTTPS up to the service, and never log the Authorization header. The key itself was not in the log.",
    ),
    tell(
        "Go to bed!",
        "A message said something nobody had sent. It was put with a correct signature, over plain HTTP.",
        "The body was exchanged for one of equal length on the way.",
        "Shared Key does not sign the body, only its length.",
        "Require HTTPS on the account: the same request is refused before anybody looks at its signature.",
    ),
    tell(
        "The trigger that cannot postpone",
        "A function gets messages, but fails whenever it wants to give one back later.",
        "Get Messages works. It holds Message Processor and Data Reader.",
        "Giving back is Update Message, which needs messages/write. Neither role has it.",
        "Assign Storage Queue Data Contributor.",
    ),
    tell(
        "The owner who cannot look",
        "The owner of the subscription is refused a peek.",
        "Listing the queues works with the same token, and so does peeking with the account key, which an owner may read.",
        "Owner is a role of the management plane. Its * covers actions, no data action.",
        "Assign Storage Queue Data Reader to oneself, and leave the key alone.",
    ),
    tell(
        "A token for somebody else",
        "Signing in works, yet the queue answers 401.",
        "The token's audience is Microsoft Graph.",
        "It was fetched with the wrong scope.",
        "Ask for https://storage.azure.com/.default.",
    ),
    tell(
        "Security switches off the keys",
        "On Monday every connection string and every old SAS is refused.",
        "The signatures are good; it is the switch that decides.",
        "Key access was switched off. Whatever hangs on an account key ends, SAS included.",
        "A user delegation SAS goes on working: no account key has signed it. Move to it, or to identities.",
    ),
    tell(
        "The server that moved in",
        "After a server moved into the region of the account, its SAS is refused. The SAS is limited to the server's public address.",
        "From outside the region it worked. The refusal names another address.",
        "Inside a region traffic is internal: the service sees a private address, never the public one.",
        "Do not limit by sip there; use network rules of the account instead.",
    ),
    tell(
        "Only some tokens fail",
        "A script works with most SAS and fails with some.",
        "Those that fail have a plus sign in the signature.",
        "In a query a bare + means a blank. The script does not encode it.",
        "Write + / = as %2B %2F %3D.",
    ),
    tell(
        "A month that lasts a week",
        "A user delegation SAS was issued for a month, and fails on the eighth day.",
        "On the sixth day it worked. The SAS itself has not expired; its key has.",
        "A user delegation key lives seven days at most, and nothing it signed lives longer.",
        "Issue anew every week, or take a service SAS with a policy.",
    ),
    tell(
        "The signer leaves the company",
        "A partner's SAS stops working, though nobody touched it.",
        "It worked before. The signature is still good, the letters too; it is the role that decides.",
        "A user delegation SAS has the rights of its signer, at the moment of use. Her roles were removed.",
        "Have SAS signed by an identity that stays: a managed identity with the Delegator and a data role.",
    ),
    tell(
        "Forwarded in a chat",
        "A user delegation SAS bound to Otto was forwarded. A stranger tries it without a token, then with his own.",
        "Both are refused at the bound user.",
        "No fault: this is what binding is for. The URL alone is worthless.",
        "Otto himself sends it together with his token, and is let in.",
    ),
    tell(
        "It worked on the emulator",
        "On Azurite all was green. In Azure the SAS with sp=pr is refused, and so is Delete Message with srt=c.",
        "Letters must stand in the order r a u p; deleting a message works on an object, srt=o.",
        "The emulator is more lenient here: it accepts any order, and wants c where the service wants o.",
        "Write sp=rp and srt=o, and test authorization against a real account.",
    ),
    tell(
        "It fails on the emulator only",
        "On Azurite a SAS with a policy and its own expiry is refused, and so is Delete Message with srt=o.",
        "Sent to the real service, both are let in.",
        "The emulator is stricter here: it refuses fields beside a policy, and wants c for deleting.",
        "Believe the service. Where tests must run on both, put everything into the policy.",
    ),
    tell(
        "Two credentials",
        "After a refactoring every request gets 400.",
        "It carries a SAS, and an Authorization header that a library added.",
        "A request carries exactly one credential. (Azurite takes the first that fits.)",
        "Take one away.",
    ),
    tell(
        "The firewall",
        "Everything is refused, even with a good key.",
        "All checks pass but the last.",
        "The account's network rules do not include the caller's address. They come on top of every credential.",
        "Add the address to the rules, or use a private endpoint.",
    ),
    tell(
        "A SAS for blobs",
        "An account SAS that works for blobs is refused at the queue.",
        "ss is b.",
        "The letter of the service is checked, and q is missing.",
        "Have one signed with ss=q.",
    ),
];
