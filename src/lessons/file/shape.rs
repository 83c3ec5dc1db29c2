//! From a tree to the exercise's types: a deserializer that knows the path to what it could not take.
//!
//! The types derive serde, so the format is theirs: a struct is an object, a variant is its name or an object with that one name. A field that no
//! type knows is a problem as well; a misspelt name would otherwise be an answer to a question nobody asked.

use super::tree::Node;
use super::{Problem, What};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor};
use std::fmt;

/// Reads a value of type `T` from the tree.
pub(super) fn read<'de, T: de::Deserialize<'de>>(node: &Node) -> Result<T, Problem> {
    T::deserialize(Shape(node)).map_err(|Unfit { what, path }| {
        let mut text = String::new();
        for step in path.iter().rev() {
            if !text.is_empty() && !step.starts_with('[') {
                text.push('.');
            }
            text.push_str(step);
        }
        Problem { path: text, what }
    })
}

struct Shape<'a>(&'a Node);

/// A problem on its way up: the steps of its path, innermost first.
#[derive(Debug)]
struct Unfit {
    what: What,
    path: Vec<String>,
}

impl From<What> for Unfit {
    fn from(what: What) -> Self {
        Self { what, path: Vec::new() }
    }
}

impl Unfit {
    fn below(mut self, step: &str) -> Self {
        self.path.push(step.to_owned());
        self
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.what)
    }
}

impl std::error::Error for Unfit {}

impl de::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        What::Refused(message.to_string()).into()
    }

    fn invalid_type(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        What::Type(wanted.to_string()).into()
    }

    fn invalid_value(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        What::Type(wanted.to_string()).into()
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        What::Unknown(known).into()
    }

    fn missing_field(name: &'static str) -> Self {
        What::Missing(name).into()
    }
}

impl<'de> Deserializer<'de> for Shape<'_> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Number(number) => match (i64::try_from(*number), u64::try_from(*number)) {
                (Ok(number), _) => visitor.visit_i64(number),
                (_, Ok(number)) => visitor.visit_u64(number),
                _ => Err(What::Type("a number of 64 bits".to_owned()).into()),
            },
            Node::Text(text) => visitor.visit_str(text),
            Node::List(items) => visitor.visit_seq(Items { items: items.iter(), index: 0 }),
            Node::Object(fields) => visitor.visit_map(Fields { fields: fields.iter(), value: None }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if *self.0 == Node::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, known: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Node::Text(name) => visitor.visit_enum(Variant { name, value: None }),
            Node::Object(fields) => match &**fields {
                [(name, value)] => visitor.visit_enum(Variant { name, value: Some(value) }),
                _ => Err(What::Unknown(known).into()),
            },
            _ => Err(What::Unknown(known).into()),
        }
    }

    /// Asked for only by a struct that does not know the field.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(What::Stray.into())
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier
    }
}

struct Items<'a> {
    items: std::slice::Iter<'a, Node>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let step = format!("[{}]", self.index);
        self.index += 1;
        seed.deserialize(Shape(item)).map(Some).map_err(|unfit| unfit.below(&step))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Fields<'a> {
    fields: std::slice::Iter<'a, (String, Node)>,
    value: Option<&'a (String, Node)>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        self.value = self.fields.next();
        let Some((name, _)) = self.value else { return Ok(None) };
        seed.deserialize(StrDeserializer::<Unfit>::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        let (name, value) = self.value.expect("serde asks for a value only after its name");
        seed.deserialize(Shape(value)).map_err(|unfit| unfit.below(name))
    }
}

struct Variant<'a> {
    name: &'a str,
    value: Option<&'a Node>,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Unfit;
    type Variant = Inside<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Inside<'a>), Unfit> {
        let variant = seed.deserialize(StrDeserializer::<Unfit>::new(self.name))?;
        Ok((variant, Inside { name: self.name, value: self.value }))
    }
}

/// What a variant holds.
struct Inside<'a> {
    name: &'a str,
    value: Option<&'a Node>,
}

impl<'a> Inside<'a> {
    fn shape(&self) -> Result<Shape<'a>, Unfit> {
        self.value.map(Shape).ok_or_else(|| Unfit::from(What::Type("an object with this one name".to_owned())).below(self.name))
    }
}

impl<'de> VariantAccess<'de> for Inside<'_> {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        match self.value {
            None | Some(Node::Null) => Ok(()),
            Some(_) => Err(Unfit::from(What::Stray).below(self.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(self.shape()?).map_err(|unfit| unfit.below(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.shape()?.deserialize_any(visitor).map_err(|unfit| unfit.below(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        self.shape()?.deserialize_any(visitor).map_err(|unfit| unfit.below(self.name))
    }
}
