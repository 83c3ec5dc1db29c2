//! Help when it is asked for.

use super::super::super::route::Route;
use super::super::super::text::t;
use super::{Keep, Lesson};
use crate::app::parts::lean::prelude::*;

/// The ladder of hints: one attempt between two of them, no counter.
pub fn help(lesson: &Lesson) -> View {
    let session = lesson.session;
    let all = lesson.list("hints");
    let (shown, count) = (lesson.hints, all.len());
    let acts_then = RwSignal::new(None::<u32>);
    let may = move || acts_then.get().is_none_or(|then| session.acts.get() > then);
    let reflect = lesson.html("reflect");
    let leave = move |_: web_sys::MouseEvent| session.take_to(&Route::Stage.slot());
    draw! {
        <section>
            <button class="button" data-size="small" disabled=move || { shown.get() >= count || !may() } on:click=on(move |_| {
                shown.update(|shown| *shown += 1);
                acts_then.set(Some(session.acts.get_untracked()));
            })>{t().lesson.hint}</button>
            <div class="hint" aria-live="polite">
                <For each=move || all.iter().take(shown.get()).cloned().enumerate().collect() key=|(i, _): &(usize, String)| *i let((_, hint))>
                    <p class="feedback" inner_html=hint></p>
                </For>
                {move || (shown.get() > 0 && shown.get() < count && !may()).then(|| draw! { <p class="eyebrow-free">{t().lesson.hint_wait}</p> })}
                {move || (shown.get() >= count).then(|| draw! { <p inner_html=reflect.clone()></p> })}
            </div>
            <p class="leave"><a href=Route::Stage.href() on:click=on(leave)>{t().lesson.to_sandbox}</a></p>
            {(lesson.keep == Keep::Nothing).then(|| draw! { <p class="leave"><a href=Route::Author.href()>{t().lesson.to_author}</a></p> })}
        </section>
    }
}
