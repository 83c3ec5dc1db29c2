//! Puts views on the page: an interpreter of templates, regions that are drawn anew, and lists that keep their rows.
//!
//! Nothing here is generic, so there is one copy of it. What a region or a row creates belongs to the owner it was created under: drawing anew
//! disposes of it.

use super::signal::on_drop;
use super::staying::staying;
use super::view::{IntoView, Live, Row, View};
use leptos::prelude::{Owner, RenderEffect, document, untrack};
use std::borrow::Cow;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Appends `view` to the page's body.
pub fn attach(view: View) {
    if let Some(body) = document().body() {
        mount(view, &body);
    }
}

/// Runs `run` now, and again whenever a signal it has read changes, as long as the present owner lives.
fn keep(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    on_drop(move || drop(effect));
}

/// The template's elements with `parts` in their places. See the macro for the letters.
pub fn build<const N: usize>(template: &'static str, parts: Box<[View; N]>) -> View {
    View::Node(interpret(template, parts))
}

fn fragment() -> Node {
    document().create_document_fragment().into()
}

fn append(node: &Node, child: &Node) {
    node.append_child(child).expect("a new node can stand anywhere");
}

fn interpret(template: &'static str, parts: Box<[View]>) -> Node {
    let document = document();
    let mut parts = parts.into_iter();
    let mut part = || parts.next().unwrap_or_default();
    let mut node = fragment();
    let mut around = Vec::new();
    let mut name = "";
    for step in template.split('\u{1}').skip(1) {
        let (letter, rest) = step.split_at(1);
        let letter = letter.as_bytes()[0];
        match letter {
            b'<' | b's' => {
                let element = if letter == b's' { document.create_element_ns(Some(SVG), rest) } else { document.create_element(rest) };
                let element = element.expect("the name of a known element");
                append(&node, &element);
                around.push(std::mem::replace(&mut node, element.into()));
            }
            b'/' => node = around.pop().expect("templates are balanced"),
            b't' => mount(rest.view(), &node),
            b'c' => mount(part(), &node),
            b'n' => name = rest,
            b'v' => set(node.unchecked_ref(), b'a', name, &rest.view()),
            _ => bind(node.unchecked_ref(), letter, rest, part()),
        }
    }
    node
}

/// Sets an attribute (`a`), a style (`y`) or a property (`p`).
fn set(element: &Element, kind: u8, name: &str, value: &View) {
    // A refused value leaves the element as it is, as in markup.
    let _ = match (kind, value) {
        (b'p', View::Flag(flag)) => js_sys::Reflect::set(element, &name.into(), &JsValue::from_bool(*flag)).map(drop),
        (b'p', View::Text(text)) => js_sys::Reflect::set(element, &name.into(), &JsValue::from_str(text)).map(drop),
        (b'p', _) => Ok(()),
        (b'y', View::Text(text)) => element.unchecked_ref::<HtmlElement>().style().set_property(name, text),
        (b'y', _) => element.unchecked_ref::<HtmlElement>().style().remove_property(name).map(drop),
        (_, View::Text(text)) => element.set_attribute(name, text),
        (_, View::Flag(true)) => element.set_attribute(name, ""),
        _ => element.remove_attribute(name),
    };
}

fn bind(element: &Element, kind: u8, name: &'static str, value: View) {
    match value {
        View::Live(compute) => {
            let element = element.clone();
            let mut before = View::Nothing;
            keep(Box::new(move || {
                let now = compute.now().resolve();
                if !now.same(&before) {
                    set(&element, kind, name, &now);
                    before = now;
                }
            }));
        }
        View::Act(mut handle) => {
            // The browser lets go of the listener together with the element.
            let listener = Closure::<dyn FnMut(Event)>::new(move |event| handle.act(event)).into_js_value();
            element.add_event_listener_with_callback(name, listener.unchecked_ref()).expect("any element can be listened to");
        }
        View::Place(tell) => tell(element),
        fixed => set(element, kind, name, &fixed),
    }
}

/// Appends `view` to `node`.
fn mount(view: View, node: &Node) {
    match view {
        View::Text(text) => append(node, &text_node(&text)),
        View::Node(child) => append(node, &child),
        View::Many(views) => views.into_iter().for_each(|view| mount(view, node)),
        View::Live(compute) => region(node, compute),
        View::Each(rows) => list(node, rows),
        View::Nothing | View::Flag(_) | View::Act(_) | View::Place(_) => {}
    }
}

fn text_node(text: &str) -> Node {
    document().create_text_node(text).into()
}

/// An invisible node that marks a place.
fn mark(node: &Node) -> Node {
    let mark = Node::from(document().create_comment(""));
    append(node, &mark);
    mark
}

/// Between two marks: what `compute` says, drawn anew when that changes. A text that changes keeps its node.
fn region(node: &Node, compute: Box<dyn Live>) {
    let (start, end) = (mark(node), mark(node));
    let mut text: Option<(Node, Cow<'static, str>)> = None;
    keep(Box::new(move || {
        let view = compute.now().resolve();
        if let (View::Text(now), Some((node, before))) = (&view, &mut text) {
            if now != before {
                node.set_node_value(Some(now));
                before.clone_from(now);
            }
            return;
        }
        // Outside of the page there is nobody to see it.
        let Some(parent) = end.parent_node() else { return };
        while let Some(old) = start.next_sibling().filter(|node| *node != end) {
            let _ = parent.remove_child(&old);
        }
        text = None;
        let inside = if let View::Text(words) = view {
            let node = text_node(&words);
            text = Some((node.clone(), words));
            node
        } else {
            let inside = fragment();
            mount(view, &inside);
            inside
        };
        let _ = parent.insert_before(&inside, Some(&end));
    }));
}

struct Kept {
    key: u64,
    owner: Owner,
    nodes: Vec<Node>,
}

/// Before a mark: one row a key. Rows whose order among each other stays are not touched, so that focus and transitions survive.
fn list(node: &Node, rows: Box<dyn Fn() -> Vec<Row>>) {
    let end = mark(node);
    let around = Owner::current().unwrap_or_default();
    let mut kept: Vec<Kept> = Vec::new();
    keep(Box::new(move || {
        let wanted = rows();
        let Some(parent) = end.parent_node() else { return };
        kept.retain(|row| {
            let stays = wanted.iter().any(|(key, _)| *key == row.key);
            if !stays {
                row.owner.cleanup();
                for node in &row.nodes {
                    let _ = parent.remove_child(node);
                }
            }
            stays
        });
        let mut stood = Vec::with_capacity(wanted.len());
        let mut before: Vec<Option<Kept>> = std::mem::take(&mut kept).into_iter().map(Some).collect();
        for (key, draw) in wanted {
            let at = before.iter().position(|row| row.as_ref().is_some_and(|row| row.key == key));
            kept.push(at.and_then(|at| before[at].take()).unwrap_or_else(|| row(&around, key, draw)));
            stood.push(at);
        }
        let mut next = &end;
        for (row, stays) in kept.iter().zip(staying(&stood)).rev() {
            for node in row.nodes.iter().filter(|_| !stays) {
                let _ = parent.insert_before(node, Some(next));
            }
            next = row.nodes.first().unwrap_or(next);
        }
    }));
}

fn row(around: &Owner, key: u64, draw: Box<dyn FnOnce() -> View>) -> Kept {
    let owner = around.child();
    let inside = fragment();
    owner.with(|| untrack(|| mount(draw(), &inside)));
    let mut nodes = Vec::new();
    let mut next = inside.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        nodes.push(node);
    }
    Kept { key, owner, nodes }
}
