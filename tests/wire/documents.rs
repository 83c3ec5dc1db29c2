//! XML, read strictly, and held against a reader of others.

use crate::random;
use playground::wire::xml::{self, Writer, is_xml_char};
use proptest::prelude::*;

#[test]
fn broken_documents_are_refused() {
    for body in [
        "",
        " ",
        "text",
        "<a>",
        "</a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>text",
        "text<a/>",
        "<a>&unknown;</a>",
        "<a>&#0;</a>",
        "<a>&#x1;</a>",
        "<a>&#xD800;</a>",
        "<a>&amp</a>",
        "<a>\u{1}</a>",
        "<a>]]></a>",
        "<a b></a>",
        "<a b=1></a>",
        "<a b='1' b='2'></a>",
        "<a><!-- -- --></a>",
        "<!DOCTYPE a><a/>",
        "<a/><?xml version=\"1.0\"?>",
        "<1a/>",
        "< a/>",
        "<a>\u{fffe}</a>",
    ] {
        assert_eq!(xml::parse(body.as_bytes()), Err(xml::Malformed), "{body:?}");
    }
    assert_eq!(xml::parse(b"<a>\xff</a>"), Err(xml::Malformed));
    let deep = ["<a>".repeat(100), "</a>".repeat(100)].concat();
    assert_eq!(xml::parse(deep.as_bytes()), Err(xml::Malformed));
}

#[test]
fn well_formed_documents_are_read() {
    for (body, text) in [
        ("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;</a>", "<>&\"'AB"),
        ("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a> x </a>\n", " x "),
        ("<!-- c --><a><![CDATA[<&]]>y</a><!-- d -->", "<&y"),
        ("<a x=\"1\">1\r\n2\r3&#xD;</a>", "1\n2\n3\r"),
        ("<a/>", ""),
        ("<a >b</a >", "b"),
    ] {
        assert_eq!(xml::parse(body.as_bytes()).map(|root| root.text.into_owned()), Ok(text.to_owned()), "{body:?}");
    }
    let root = xml::parse(b"<a>1<b>2<c/></b>3</a>").expect("well-formed");
    assert_eq!((&*root.text, &*root.text_without_markup(), root.child_text("b")), ("13", "123", Some("2")));
}

/// Pieces of documents, whole and torn. (No carriage return by itself: the other reader loses one before a reference.)
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<a>",
        "</a>",
        "<b x='1'>",
        "</b>",
        "<c/>",
        "<d />",
        "<e\n y=\"&lt;\" z=''>",
        "</e >",
        "t",
        " ",
        "\u{e9}",
        "&amp;",
        "&#x41;",
        "&no;",
        "&#0;",
        "<![CDATA[<]]>",
        "<![CDATA[",
        "]]>",
        "]]",
        ">",
        "<!--n-->",
        "<!--",
        "-->",
        "<?p i?>",
        "<? ",
        "\r\n",
        "\u{1}",
        "\u{fffe}",
        "<",
        "<a a=''a=''/>",
    ]);
    let inside = prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => inside.clone().prop_map(|inside| ["<r>", &inside, "</r>"].concat()), 1 => inside]
}

/// Whether both readers saw the same.
fn same(ours: &xml::Element, theirs: roxmltree::Node) -> bool {
    let text = theirs.children().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect::<String>();
    let children = theirs.children().filter(roxmltree::Node::is_element).collect::<Vec<_>>();
    let letters = theirs.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect::<String>();
    ours.name == theirs.tag_name().name()
        && ours.text == text
        && ours.text_without_markup() == letters
        && ours.children.len() == children.len()
        && ours.children.iter().zip(children).all(|(ours, theirs)| same(ours, theirs))
}

proptest! {
    #![proptest_config(random::config(8_000))]

    #[test]
    fn what_others_read_is_read_alike(body in pieces()) {
        match (xml::parse(body.as_bytes()), roxmltree::Document::parse(&body)) {
            (Ok(ours), Ok(theirs)) => prop_assert!(same(&ours, theirs.root_element()), "{ours:?}"),
            (ours, theirs) => prop_assert!(ours.is_err() && theirs.is_err(), "{ours:?} {theirs:?}"),
        }
    }
}

proptest! {
    #![proptest_config(random::config(1_000))]

    #[test]
    fn every_text_survives_writing_and_reading(text in any::<String>().prop_map(|text| text.replace(|letter| !is_xml_char(letter), ""))) {
        let mut writer = Writer::service_document();
        writer.open("a");
        writer.leaf("b", &text);
        writer.close("a");
        let document = writer.finish();
        let root = xml::parse(document.as_bytes()).expect("what is written is well-formed");
        prop_assert_eq!(root.child_text("b"), Some(&*text));
        // An independent reader sees the same.
        let other = roxmltree::Document::parse(document.trim_start_matches('\u{feff}')).expect("well-formed for others too");
        let b = other.root_element().first_element_child().expect("one child");
        prop_assert_eq!(b.text().unwrap_or(""), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = xml::parse(&bytes);
    }

    #[test]
    fn what_is_accepted_others_accept_too(body in "[<>/a!?&;#x1 \\-\\[\\]\"'=]{0,24}") {
        if xml::parse(body.as_bytes()).is_ok() {
            prop_assert!(roxmltree::Document::parse(&body).is_ok(), "{:?}", body);
        }
    }
}
