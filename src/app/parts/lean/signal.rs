//! Signals, memos and effects whose machinery is shared by all types of value.
//!
//! They are Leptos's own with the value in a box: Leptos compiles a signal and a memo for every type they hold, these once for all.

use leptos::prelude as leptos;
use leptos::{Read, ReadUntracked, Write};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

type Boxed = Box<dyn Any + Send + Sync>;

/// State that can be read, written and followed.
pub struct RwSignal<T> {
    value: leptos::RwSignal<Boxed>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

fn signal(value: Boxed) -> leptos::RwSignal<Boxed> {
    leptos::RwSignal::new(value)
}

/// Something to be done once with a value, and its result. (Traits of our own: a `dyn FnMut` carries the code of `FnOnce` along.)
struct Once<F, T, R> {
    run: Option<F>,
    result: Option<R>,
    of: PhantomData<fn(T)>,
}

impl<F, T, R> Once<F, T, R> {
    fn new(run: F) -> Self {
        Self { run: Some(run), result: None, of: PhantomData }
    }
}

trait Look {
    fn look(&mut self, value: &dyn Any);
}

impl<F: FnOnce(&T) -> R, T: 'static, R> Look for Once<F, T, R> {
    fn look(&mut self, value: &dyn Any) {
        self.result = self.run.take().map(|run| run(value.downcast_ref().expect(TYPED)));
    }
}

trait Change {
    fn change(&mut self, value: &mut dyn Any);
}

impl<F: FnOnce(&mut T) -> R, T: 'static, R> Change for Once<F, T, R> {
    fn change(&mut self, value: &mut dyn Any) {
        self.result = self.run.take().map(|run| run(value.downcast_mut().expect(TYPED)));
    }
}

/// Calls `look` with the value, following it or not.
#[inline(never)]
fn look(value: leptos::RwSignal<Boxed>, follow: bool, look: &mut dyn Look) {
    let value = if follow { value.try_read() } else { value.try_read_untracked() };
    if let Some(value) = value {
        look.look(&**value);
    }
}

#[inline(never)]
fn change(value: leptos::RwSignal<Boxed>, change: &mut dyn Change) {
    if let Some(mut value) = value.try_write() {
        change.change(&mut **value);
    }
}

const DISPOSED: &str = "what is read still lives";
const TYPED: &str = "a signal is read as the type it was made of";

impl<T: Send + Sync + 'static> RwSignal<T> {
    pub fn new(value: T) -> Self {
        Self { value: signal(Box::new(value)), of: PhantomData }
    }

    pub fn try_update<R>(self, update: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut once = Once::new(update);
        change(self.value, &mut once);
        once.result
    }

    pub fn update(self, update: impl FnOnce(&mut T)) {
        self.try_update(update);
    }

    pub fn set(self, value: T) {
        self.update(|place| *place = value);
    }
}

impl<T: 'static> RwSignal<T> {
    fn try_look<R>(self, follow: bool, read: impl FnOnce(&T) -> R) -> Option<R> {
        let mut once = Once::new(read);
        look(self.value, follow, &mut once);
        once.result
    }

    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_look(true, read).expect(DISPOSED)
    }

    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_look(false, read).expect(DISPOSED)
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    pub fn try_get_untracked(self) -> Option<T> {
        self.try_look(false, T::clone)
    }
}

/// A value that can be compared with another of its own type.
trait Same: Any + Send + Sync {
    fn same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Same for T {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }
}

#[derive(Clone)]
struct Shared(Arc<dyn Same>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.same(other)
    }
}

/// A computed value: computed again when what it has read changes, and news only if it has become another.
pub struct Memo<T> {
    value: leptos::Memo<Shared>,
    of: PhantomData<fn() -> T>,
}

/// What can be read: state or something computed from it.
pub type Signal<T> = Memo<T>;

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

trait Compute: Send + Sync {
    fn compute(&self) -> Shared;
}

impl<F: Fn() -> T + Send + Sync, T: PartialEq + Send + Sync + 'static> Compute for F {
    fn compute(&self) -> Shared {
        Shared(Arc::new(self()))
    }
}

#[inline(never)]
fn computed(compute: Box<dyn Compute>) -> leptos::Memo<Shared> {
    leptos::Memo::new(move |_| compute.compute())
}

#[inline(never)]
fn value(memo: leptos::Memo<Shared>, follow: bool) -> Arc<dyn Same> {
    let value = if follow { memo.try_read() } else { memo.try_read_untracked() };
    value.expect(DISPOSED).0.clone()
}

/// A memo of what `compute` says.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo { value: computed(Box::new(compute)), of: PhantomData }
}

impl<T: 'static> Memo<T> {
    pub fn derive(compute: impl Fn() -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq + Send + Sync,
    {
        memo(compute)
    }

    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let value: &dyn Any = &*value(self.value, true);
        read(value.downcast_ref().expect(TYPED))
    }

    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let value: &dyn Any = &*value(self.value, false);
        read(value.downcast_ref().expect(TYPED))
    }
}

impl<T: Clone + 'static> Memo<T> {
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> From<RwSignal<T>> for Memo<T> {
    fn from(signal: RwSignal<T>) -> Self {
        memo(move || signal.get())
    }
}

/// Runs `run` soon, and again after every change of what it has read; it is given what it returned the last time.
pub fn effect<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    follow(Box::new(move || before = Some(run(before.take()))));
}

#[inline(never)]
fn follow(mut run: Box<dyn FnMut()>) {
    leptos::Effect::new(move |_: Option<()>| run());
}

/// What `of` says, for many readers of something that is asked with every frame and seldom becomes another. A memo that is asked wakes all who
/// read it, so that they ask as well; this wakes them when there is news, after `of` itself but before the page is painted.
pub fn settled<T: PartialEq + Clone + Send + Sync + 'static>(of: Memo<T>) -> Memo<T> {
    let settled = RwSignal::new(of.get_untracked());
    effect(move |_| {
        of.with(|now| {
            if settled.with_untracked(|before| before != now) {
                settled.set(now.clone());
            }
        });
    });
    settled.into()
}

/// Calls `end` when the present owner is disposed of.
pub fn on_drop(end: impl FnOnce() + Send + Sync + 'static) {
    leptos::on_cleanup(end);
}
