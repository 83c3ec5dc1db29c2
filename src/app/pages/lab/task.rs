//! The first task: send a SAS, see which step refuses it, repair it with one change.

use super::super::super::parts::icon::{CIRCLE, TICK, TRIANGLE, icon};
use super::super::super::text::lab::task::{self, l};
use super::decision::{decision, spoken};
use super::desk::Desk;
use super::fields;
use crate::app::parts::lean::prelude::*;
use playground::lab::{Fault, Repair, Sent};

#[derive(Clone, Copy)]
struct Task {
    desk: Desk,
    fault: RwSignal<Fault>,
    picked: RwSignal<Option<Repair>>,
    /// The change that was made last.
    tried: RwSignal<Option<Repair>>,
    sent: RwSignal<Option<Sent>>,
    problem: RwSignal<bool>,
}

impl Task {
    fn sas(self) -> Memo<String> {
        self.desk.read(move |lab| match self.tried.get() {
            None => self.fault.get().sas(lab),
            Some(repair) => self.fault.get().repaired(lab, repair),
        })
    }

    fn send(self) {
        let fault = self.fault.get_untracked();
        let sent = self.desk.act(|lab| {
            let sas = match self.tried.get_untracked() {
                None => fault.sas(lab),
                Some(repair) => fault.repaired(lab, repair),
            };
            Fault::send(lab, &sas)
        });
        self.desk.say(spoken(&sent));
        self.sent.set(Some(sent));
    }

    fn apply(self) {
        let picked = self.picked.get_untracked();
        self.problem.set(picked.is_none());
        if picked.is_some() {
            self.tried.set(picked);
            self.send();
        }
    }

    fn another(self) {
        self.fault.update(|fault| *fault = if *fault == Fault::Letters { Fault::Expired } else { Fault::Letters });
        self.picked.set(None);
        self.tried.set(None);
        self.sent.set(None);
        self.desk.say(String::new());
    }

    fn is_sent(self) -> bool {
        self.sent.with(Option::is_some)
    }

    fn is_repaired(self) -> bool {
        self.sent.with(|sent| sent.as_ref().is_some_and(Sent::is_let_in))
    }
}

pub fn task(desk: Desk) -> View {
    let task = Task {
        desk,
        fault: RwSignal::new(Fault::Letters),
        picked: RwSignal::new(None),
        tried: RwSignal::new(None),
        sent: RwSignal::new(None),
        problem: RwSignal::new(false),
    };
    let sent_once = memo(move || task.is_sent());
    let repaired = memo(move || task.is_repaired());
    draw! {
        <section class="lab-card task" aria-labelledby="task-title">
            <div class="task-do">
                <h2 id="task-title">{l().title}</h2>
                <p>{l().story}</p>
                {progress(sent_once, repaired)}
                {fields::table(desk, l().the_sas, task.sas())}
                <p class="form-actions" hidden=sent_once>
                    <button class="button" data-kind="primary" on:click=on(move |_| task.send())>{l().send}</button>
                </p>
            </div>
            <div class="task-see">
                {move || match task.sent.get() {
                    None => draw! { <p class="lab-quiet">{l().waiting}</p> },
                    Some(sent) => draw! { {explanation(task)}{decision(&sent)} },
                }}
            </div>
            <div class="task-repair">
                <div hidden=move || !sent_once.get() || repaired.get()>{repairs(task)}</div>
                <div class="task-done" hidden=move || !repaired.get()>
                    <h3>{icon(TICK)}{l().repaired}</h3>
                    <p>{move || task.tried.get().map(|repair| task::outcome(task.fault.get(), repair))}</p>
                    <p class="form-actions"><button class="button" data-kind="primary" on:click=on(move |_| task.another())>{l().another}</button></p>
                </div>
            </div>
        </section>
    }
}

/// What the answer means; after a success the card beside it says so.
fn explanation(task: Task) -> View {
    let words = move || match (task.tried.get(), task.is_repaired()) {
        (_, true) => None,
        (None, false) => Some(task::why(task.fault.get())),
        (Some(repair), false) => Some(task::outcome(task.fault.get(), repair)),
    };
    draw! { {move || words().map(|words| draw! { <p class="feedback">{words}</p> })} }
}

fn progress(sent: Memo<bool>, repaired: Memo<bool>) -> View {
    let step = move |name: &'static str, done: Memo<bool>, open: Memo<bool>| {
        let state = move || {
            if done.get() {
                "done"
            } else if open.get() {
                "now"
            } else {
                "todo"
            }
        };
        let path = move || {
            if done.get() {
                TICK
            } else if open.get() {
                TRIANGLE
            } else {
                CIRCLE
            }
        };
        draw! { <li data-state=state>{move || icon(path())}<span>{name}</span></li> }
    };
    let always = memo(|| true);
    draw! {
        <ol class="steps task-steps">
            {step(l().step_send, sent, always)}
            {step(l().step_why, sent, sent)}
            {step(l().step_repair, repaired, sent)}
        </ol>
    }
}

fn repairs(task: Task) -> View {
    draw! {
        <form class="quiz" on:submit=on(move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            task.apply();
        })>
            <fieldset>
                <legend>{l().question}</legend>
                {Repair::ALL.into_iter().map(|repair| draw! {
                    <label>
                        <input type="radio" name="repair" prop:checked=move || task.picked.get() == Some(repair) on:change=on(move |_| {
                            task.picked.set(Some(repair));
                            task.problem.set(false);
                        }) />
                        <span>{move || task::repair(task.fault.get(), repair)}</span>
                    </label>
                }).collect_view()}
            </fieldset>
            <p class="feedback" data-kind="wrong" role="alert" hidden=move || !task.problem.get()>{l().pick_first}</p>
            <p class="form-actions"><button class="button" data-kind="primary">{l().apply}</button></p>
        </form>
    }
}
