//! The comparison, and the tree of questions.

use playground::lab::{Advice, Question};

words! {
    lead: &'static str = "Three ways to be let in, with three kinds of SAS: what each can be limited to, how it ends, and what happens when it leaks.",
    table: &'static str = "Side by side",
    tree: &'static str = "Which should I use?",
    yes: &'static str = "Yes",
    no: &'static str = "No",
    again: &'static str = "Ask again from the start",
    answers: &'static str = "Your answers",
    advice: &'static str = "Use",
    afterwards: &'static str = "Once nobody uses keys any more (the logs show the type of authentication), switch key access off.",
    columns: &'static [&'static str] = &["Entra ID (AAD)", "Shared Key", "User delegation SAS", "Service SAS", "Account SAS"],
    rows: &'static [(&'static str, [&'static str; 5])] = &[
        ("Granularity", [
            "a role at any scope, down to one queue; conditions",
            "the whole account, all services, everything",
            "one queue, letters r a u p, and never more than the signer may",
            "one queue, letters r a u p",
            "services \u{d7} types \u{d7} letters, all queues",
        ]),
        ("Expiry", [
            "token 60\u{2013}90 minutes; the assignment until it is removed",
            "never",
            "at most 7 days, the life of its key",
            "se, however far; or in the policy, where it can be changed",
            "se, however far",
        ]),
        ("Revocation", [
            "remove the assignment, up to 10 minutes; disable the identity",
            "regenerate the key",
            "remove the signer's role or revoke the delegation keys, minutes",
            "delete its policy, 30 seconds; without one, regenerate the key",
            "regenerate the key",
        ]),
        ("Who else is hit", [
            "only that identity",
            "every program and SAS of that key",
            "all SAS of that signer, or all delegation SAS",
            "all SAS of that policy; without one, everything of that key",
            "every program and SAS of that key",
        ]),
        ("Audit: who was it", [
            "identity, application and role assignment",
            "key1 or key2, nobody's name",
            "a SAS; the signer's id stands in the logged URL",
            "a SAS, by the hash of its signature",
            "a SAS, by the hash of its signature",
        ]),
        ("Audit: who issued it", [
            "sign-in log",
            "\u{2013}",
            "fetching the delegation key is logged",
            "invisible: signed offline",
            "invisible: signed offline",
        ]),
        ("If it leaks", [
            "minutes of what the role allows",
            "everything in the account, until somebody rotates",
            "one queue, few letters, days at most",
            "one queue, few letters, until se",
            "all it names, until se",
        ]),
        ("Rotation", [
            "by itself",
            "by hand, with everybody at once",
            "by itself, every 7 days",
            "issue anew, or change the policy",
            "issue anew",
        ]),
        ("Effort", [
            "identity, role assignment, ten minutes of waiting",
            "none, and that is the trouble",
            "role Delegator and a data role for the signer",
            "a line of code; a policy is one request more",
            "a line of code",
        ]),
        ("Client needs an identity", ["yes", "no", "no, unless bound to a user", "no", "no"]),
        ("Today's advice", [
            "preferred",
            "avoid; switch off when you can",
            "the preferred SAS",
            "if a SAS must live long: with a policy",
            "last resort, narrow and short",
        ]),
    ],
}

pub fn question(question: Question) -> &'static str {
    match question {
        Question::Local => "Is it only for trying things out on your own machine?",
        Question::RunsInAzure => "Does the caller run in Azure, or where workload identities can be federated (Kubernetes, GitHub)?",
        Question::HasIdentity => "Does the caller have an account in your tenant, or as a guest: a person, a partner's application?",
        Question::OnlyConnectionStrings => "Is it a tool or library that only takes connection strings?",
        Question::SeveralQueues => "Must it list or create queues, or reach several of them?",
        Question::LongerThanAWeek => "Must it live longer than seven days, or may no identity of yours sign it?",
    }
}

/// What to use, and how.
pub fn advice(advice: Advice) -> (&'static str, &'static str) {
    match advice {
        Advice::Emulator => (
            "Azurite with its published key",
            "Good enough to develop against. Test authorization on a real account: the emulator is more lenient in some rules and stricter in others.",
        ),
        Advice::ManagedIdentity => (
            "Managed identity, or workload identity federation, with a data role on the queue",
            "No secret anywhere. Give the narrowest role: Message Sender to put, Message Processor to get and delete, Data Reader to look.",
        ),
        Advice::EntraRole => (
            "Entra ID with a data role",
            "For an occasional hand-over to one person, a user delegation SAS bound to that user: a leaked URL alone is then worthless.",
        ),
        Advice::SharedKeyInVault => (
            "Shared Key from a vault, rotated on a schedule",
            "Both keys, one after the other, so that nobody fails. Plan to leave: it opens everything, and logs do not say who it was.",
        ),
        Advice::AccountSas => (
            "Account SAS, as narrow in ss, srt and sp as possible, and short",
            "The only SAS that lists or creates queues. Ask once more whether an identity would not do.",
        ),
        Advice::SasWithPolicy => (
            "Service SAS with a stored access policy",
            "Its expiry can be changed and it can be ended without touching the key. A queue has five policies at most, and ids must not be used twice.",
        ),
        Advice::UserDelegationSas => (
            "User delegation SAS: HTTPS only, one queue, least letters, short",
            "Signed with a key that Entra ID vouches for, so no account key is involved, and it ends with the signer's role.",
        ),
    }
}
