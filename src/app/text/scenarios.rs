//! The scenarios that are ready to run: what each is called, and what to look for in it.

pub struct Scenarios {
    pub title: &'static str,
    pub lead: &'static str,
    pub newsroom: (&'static str, &'static str),
    /// Name and what to look for, by the id of the scenario.
    pub of: fn(&str) -> Option<(&'static str, &'static str)>,
}

pub(super) const EN: Scenarios = Scenarios {
    title: "Scenarios",
    lead: "Each begins anew, with a seed that is known to show it. Your acts in it can be taken back.",
    newsroom: ("A quiet day", "Two desks, two editors who almost keep up."),
    of: |id| {
        Some(match id {
            "election-night" => {
                ("Election night", "A burst of stories meets one steady editor. Beside it a front end without a queue turns visitors away.")
            }
            "scaling" => ("Scaling out", "One editor drowns. Add a second and a third, and watch the oldest message get younger."),
            "crash" => ("Crash and return", "An editor dies with a story in its hands. Nothing happens for the rest of thirty seconds."),
            "stale-receipt" => ("A stale receipt", "Work takes longer than the lease. The delete comes with a ticket that is void."),
            "poison" => ("Poison", "One message kills whoever takes it, until somebody counts."),
            "duplicates" => ("Duplicates", "The effect happened, the delete did not. One editor keeps a ledger, the other does not."),
            "out-of-order" => ("Out of order", "A story that came back is overtaken by those behind it."),
            "time-to-live" => ("Time to live", "Messages that nobody takes in time are gone, and nobody is told."),
            "claim-check" => ("Claim check", "The payload is too large for a message, so the message carries its name."),
            "throttled" => ("Throttled", "More requests than the service takes. Who backs off gets through."),
            "file-upload" => ("File upload", "A web application hands its uploads to a worker and answers at once."),
            "deployment" => ("Deployment", "A pipeline whose steps wait in a queue. Neither order nor exclusion is promised."),
            _ => return None,
        })
    },
};
