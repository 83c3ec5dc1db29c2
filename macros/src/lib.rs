//! `draw!`: markup in Rust, compiled to data rather than code.
//!
//! The markup is parsed with the parser Leptos uses for its own `view!`, so it is written the same way. What is fixed becomes one string, the
//! template; what is computed becomes a list of parts, in the order of the source. `app::parts::lean::build` puts the two together. A call so
//! costs the page a pointer and a box for each part instead of a function of its own for every element.
//!
//! The template is a sequence of steps. Each begins with U+0001 and a letter: `<` opens an HTML element, `s` an SVG one, `/` closes, `t` is text,
//! `n` names an attribute and `v` gives it a fixed value, `a` is an attribute whose value is the next part, likewise `y` a style, `p` a property,
//! `e` an event, `r` a reference; `c` is a child.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{FnBinding, KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement};
use syn::spanned::Spanned;

/// Elements that live in the namespace of SVG.
const SVG: [&str; 10] = ["svg", "g", "path", "circle", "rect", "line", "text", "defs", "pattern", "clipPath"];

/// Draws markup: see the head of this file.
#[proc_macro]
pub fn draw(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let drawn = rstml::parse2(input.into()).and_then(|nodes| view(&nodes));
    drawn.unwrap_or_else(|error| error.to_compile_error()).into()
}

#[derive(Default)]
struct Template {
    steps: String,
    parts: Vec<TokenStream>,
}

/// An expression of type `View`.
fn view(nodes: &[Node]) -> syn::Result<TokenStream> {
    // Alone, a block or a list needs no template around it.
    match nodes {
        [Node::Block(block)] => return Ok(inside(block)),
        [Node::Element(element)] if element.name().to_string() == "For" => return each(element),
        _ => {}
    }
    let mut template = Template::default();
    template.nodes(nodes)?;
    let Template { steps, parts } = template;
    Ok(quote! { crate::app::parts::lean::build(#steps, ::std::boxed::Box::new([#(#parts),*])) })
}

/// A block as a view; one expression needs no braces.
fn inside(block: &NodeBlock) -> TokenStream {
    if let NodeBlock::ValidBlock(block) = block
        && let [syn::Stmt::Expr(expression, None)] = &block.stmts[..]
    {
        return quote! { crate::app::parts::lean::IntoView::view(#expression) };
    }
    quote! { crate::app::parts::lean::IntoView::view(#block) }
}

/// `<For each=rows key=key let(row)>` as a call.
fn each(element: &NodeElement<rstml::Infallible>) -> syn::Result<TokenStream> {
    let (mut rows, mut key, mut row) = (None, None, None);
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else { continue };
        match (attribute.key.to_string().as_str(), &attribute.possible_value) {
            ("each", _) => rows = attribute.value(),
            ("key", _) => key = attribute.value(),
            ("let", KeyedAttributeValue::Binding(FnBinding { inputs, .. })) => row = inputs.first(),
            (other, _) => return Err(syn::Error::new(attribute.span(), format!("a list has no `{other}`"))),
        }
    }
    let (Some(rows), Some(key), Some(row)) = (rows, key, row) else {
        return Err(syn::Error::new(element.span(), "a list needs `each`, `key` and `let(…)`"));
    };
    let inside = view(&element.children)?;
    Ok(quote! { crate::app::parts::lean::each(#rows, #key, move |#row| #inside) })
}

impl Template {
    fn step(&mut self, letter: char, rest: &str) {
        self.steps.extend(['\u{1}', letter]);
        self.steps.push_str(rest);
    }

    fn nodes(&mut self, nodes: &[Node]) -> syn::Result<()> {
        for node in nodes {
            match node {
                Node::Element(element) if element.name().to_string() == "For" => {
                    self.step('c', "");
                    self.parts.push(each(element)?);
                }
                Node::Element(element) => self.element(element)?,
                Node::Block(block) => {
                    self.step('c', "");
                    self.parts.push(inside(block));
                }
                Node::Text(text) => self.step('t', &text.value_string()),
                other => return Err(syn::Error::new(other.span(), "elements, blocks and quoted text only")),
            }
        }
        Ok(())
    }

    fn element(&mut self, element: &NodeElement<rstml::Infallible>) -> syn::Result<()> {
        let tag = element.name().to_string();
        self.step(if SVG.contains(&tag.as_str()) { 's' } else { '<' }, &tag);
        for attribute in element.attributes() {
            let NodeAttribute::Attribute(attribute) = attribute else {
                return Err(syn::Error::new(attribute.span(), "an attribute needs a name"));
            };
            self.attribute(attribute)?;
        }
        self.nodes(&element.children)?;
        self.step('/', "");
        Ok(())
    }

    fn attribute(&mut self, attribute: &KeyedAttribute) -> syn::Result<()> {
        let name = attribute.key.to_string();
        let (letter, name) = match name.split_once(':') {
            Some(("style", name)) => ('y', name),
            Some(("prop", name)) => ('p', name),
            Some(("on", name)) => ('e', name),
            Some(_) => return Err(syn::Error::new(attribute.span(), "only `style:`, `prop:` and `on:` are known")),
            None if name == "inner_html" => ('p', "innerHTML"),
            None if name == "node_ref" => ('r', ""),
            None => ('a', name.as_str()),
        };
        match (letter, attribute.value_literal_string(), attribute.value()) {
            ('a', Some(fixed), _) => {
                self.step('n', name);
                self.step('v', &fixed);
            }
            ('a', None, None) => {
                self.step('n', name);
                self.step('v', "");
            }
            ('e', _, Some(handler)) => {
                self.step('e', name);
                let kind = match name {
                    "click" => quote! { ::web_sys::MouseEvent },
                    "submit" => quote! { ::web_sys::SubmitEvent },
                    _ => quote! { ::web_sys::Event },
                };
                self.parts.push(quote! { crate::app::parts::lean::Handler::<#kind>::view(#handler) });
            }
            (_, _, Some(value)) => {
                self.step(letter, name);
                self.parts.push(quote! { crate::app::parts::lean::IntoView::view(#value) });
            }
            (_, _, None) => return Err(syn::Error::new(attribute.span(), "this needs a value")),
        }
        Ok(())
    }
}
