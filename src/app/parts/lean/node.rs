//! A place for an element of the page, filled when it is drawn.

use super::signal::RwSignal;
use super::view::{IntoView, View, placed};
use send_wrapper::SendWrapper;
use std::marker::PhantomData;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The element that was written with `node_ref=` this, once it is there.
pub struct NodeRef<E> {
    element: RwSignal<Option<SendWrapper<Element>>>,
    of: PhantomData<fn() -> E>,
}

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E: JsCast> NodeRef<E> {
    pub fn new() -> Self {
        Self { element: RwSignal::new(None), of: PhantomData }
    }

    pub fn get(self) -> Option<E> {
        self.element.with(|element| element.as_deref().cloned().map(JsCast::unchecked_into))
    }
}

impl<E> IntoView for NodeRef<E> {
    fn view(self) -> View {
        let place = self.element;
        placed(move |element| place.set(Some(SendWrapper::new(element.clone()))))
    }
}
