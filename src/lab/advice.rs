//! Which credential should I use? A tree of questions that ends in a recommendation.

/// A question with yes and no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Only on this machine, against an emulator.
    Local,
    /// The caller runs in Azure, or where workload identities are trusted.
    RunsInAzure,
    /// The caller has an account in our tenant or as a guest.
    HasIdentity,
    /// It must work with a tool that only takes connection strings.
    OnlyConnectionStrings,
    /// It must list or create queues, or reach several.
    SeveralQueues,
    /// It must live longer than seven days, or no principal may sign.
    LongerThanAWeek,
}

/// What the questions end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    Emulator,
    ManagedIdentity,
    EntraRole,
    SharedKeyInVault,
    AccountSas,
    SasWithPolicy,
    UserDelegationSas,
}

/// What follows an answer.
pub const fn next(question: Question, yes: bool) -> Result<Advice, Question> {
    match (question, yes) {
        (Question::Local, true) => Ok(Advice::Emulator),
        (Question::Local, false) => Err(Question::RunsInAzure),
        (Question::RunsInAzure, true) => Ok(Advice::ManagedIdentity),
        (Question::RunsInAzure, false) => Err(Question::HasIdentity),
        (Question::HasIdentity, true) => Ok(Advice::EntraRole),
        (Question::HasIdentity, false) => Err(Question::OnlyConnectionStrings),
        (Question::OnlyConnectionStrings, true) => Ok(Advice::SharedKeyInVault),
        (Question::OnlyConnectionStrings, false) => Err(Question::SeveralQueues),
        (Question::SeveralQueues, true) => Ok(Advice::AccountSas),
        (Question::SeveralQueues, false) => Err(Question::LongerThanAWeek),
        (Question::LongerThanAWeek, true) => Ok(Advice::SasWithPolicy),
        (Question::LongerThanAWeek, false) => Ok(Advice::UserDelegationSas),
    }
}

impl Question {
    pub const FIRST: Self = Self::Local;
}
