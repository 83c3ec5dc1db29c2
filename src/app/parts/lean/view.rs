//! What can stand in markup, as one type: everything generic ends here, in a box.

use super::signal::{Memo, RwSignal};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node};

/// A child, or the value of an attribute, a style, a property or a listener.
#[derive(Default)]
pub enum View {
    #[default]
    Nothing,
    Text(Cow<'static, str>),
    Flag(bool),
    Node(Node),
    Many(Vec<Self>),
    /// Computed again whenever a signal it has read changes.
    Live(Box<dyn Live>),
    /// A list whose rows keep their elements as long as they keep their keys.
    Each(Box<dyn Fn() -> Vec<Row>>),
    Act(Box<dyn Act>),
    /// Wants to know the element it is written in.
    Place(Box<dyn FnOnce(&Element)>),
}

/// A computed view. (A trait of our own, here and below: a boxed `Fn` carries the code of `FnMut` and `FnOnce` along.)
pub trait Live {
    fn now(&self) -> View;
}

impl<F: Fn() -> T, T: IntoView> Live for F {
    fn now(&self) -> View {
        self().view()
    }
}

impl<T: IntoView + Clone + 'static> Live for Memo<T> {
    fn now(&self) -> View {
        self.get().view()
    }
}

impl<T: IntoView + Clone + 'static> Live for RwSignal<T> {
    fn now(&self) -> View {
        self.get().view()
    }
}

/// Something that is done when an event comes.
pub trait Act {
    fn act(&mut self, event: Event);
}

struct Typed<F, E>(F, PhantomData<fn(E)>);

impl<F: FnMut(E), E: JsCast> Act for Typed<F, E> {
    fn act(&mut self, event: Event) {
        self.0(event.unchecked_into());
    }
}

/// A key, and what draws the row if there is none with that key yet.
pub type Row = (u64, Box<dyn FnOnce() -> View>);

impl View {
    /// What it is now.
    pub fn resolve(mut self) -> Self {
        while let Self::Live(compute) = self {
            self = compute.now();
        }
        self
    }

    /// Whether both are the same simple value.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) => true,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Flag(a), Self::Flag(b)) => a == b,
            _ => false,
        }
    }
}

/// What markup takes.
pub trait IntoView {
    fn view(self) -> View;
}

impl IntoView for View {
    fn view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn view(self) -> View {
        View::Nothing
    }
}

impl IntoView for &'static str {
    fn view(self) -> View {
        View::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn view(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl IntoView for bool {
    fn view(self) -> View {
        View::Flag(self)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => { $(
        impl IntoView for $number {
            fn view(self) -> View {
                self.to_string().view()
            }
        }
    )* };
}
numbers!(u8, u16, u32, u64, usize, i32);

impl<T: IntoView> IntoView for Option<T> {
    fn view(self) -> View {
        self.map_or(View::Nothing, IntoView::view)
    }
}

impl<T: IntoView, const N: usize> IntoView for [T; N] {
    fn view(self) -> View {
        self.into_iter().collect_view()
    }
}

impl<A: IntoView, B: IntoView> IntoView for (A, B) {
    fn view(self) -> View {
        View::Many(vec![self.0.view(), self.1.view()])
    }
}

impl<F: Fn() -> T + 'static, T: IntoView> IntoView for F {
    fn view(self) -> View {
        View::Live(Box::new(self))
    }
}

impl<T: IntoView + Clone + 'static> IntoView for Memo<T> {
    fn view(self) -> View {
        View::Live(Box::new(self))
    }
}

impl<T: IntoView + Clone + 'static> IntoView for RwSignal<T> {
    fn view(self) -> View {
        View::Live(Box::new(self))
    }
}

/// Several views after each other.
pub trait CollectView {
    fn collect_view(self) -> View;
}

impl<I: Iterator<Item: IntoView>> CollectView for I {
    fn collect_view(self) -> View {
        let mut views = Vec::new();
        self.for_each(|item| views.push(item.view()));
        View::Many(views)
    }
}

/// For `node_ref=`: `tell` is given the element as soon as it is made.
pub fn placed(tell: impl FnOnce(&Element) + 'static) -> View {
    View::Place(Box::new(tell))
}

/// A listener for events of one type.
pub struct Handler<E>(Box<dyn Act>, PhantomData<fn(E)>);

/// A listener; its event's type follows from the name it is written behind.
pub fn on<E: JsCast + 'static>(handle: impl FnMut(E) + 'static) -> Handler<E> {
    Handler(Box::new(Typed(handle, PhantomData)), PhantomData)
}

impl<E> Handler<E> {
    pub fn view(self) -> View {
        View::Act(self.0)
    }
}

/// What tells rows apart.
pub trait Key {
    fn number(self) -> u64;
}

impl Key for u16 {
    fn number(self) -> u64 {
        self.into()
    }
}

impl Key for u32 {
    fn number(self) -> u64 {
        self.into()
    }
}

impl Key for usize {
    fn number(self) -> u64 {
        self as u64
    }
}

impl Key for (u32, u32) {
    fn number(self) -> u64 {
        u64::from(self.0) << 32 | u64::from(self.1)
    }
}

/// A list: `<For each=rows key=key let(row)>…</For>`. A row must be made of elements that stay; inside them anything may change.
pub fn each<T: 'static, K: Key>(
    rows: impl Fn() -> Vec<T> + 'static,
    key: impl Fn(&T) -> K + 'static,
    draw: impl Fn(T) -> View + 'static,
) -> View {
    let draw: Rc<dyn Fn(T) -> View> = Rc::new(draw);
    View::Each(Box::new(move || {
        let mut keyed: Vec<Row> = Vec::new();
        for row in rows() {
            let draw = draw.clone();
            keyed.push((key(&row).number(), Box::new(move || draw(row))));
        }
        keyed
    }))
}
