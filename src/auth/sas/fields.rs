//! The fields of a shared access signature, as they stand in a query string.

use crate::auth::query;
use std::borrow::Cow;

/// The query parameters a SAS is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    SignedVersion,
    SignedServices,
    SignedResourceTypes,
    SignedPermissions,
    SignedStart,
    SignedExpiry,
    SignedIdentifier,
    SignedIp,
    SignedProtocol,
    SignedResource,
    SignedKeyObjectId,
    SignedKeyTenantId,
    SignedKeyStart,
    SignedKeyExpiry,
    SignedKeyService,
    SignedKeyVersion,
    SignedKeyDelegatedUserTenantId,
    SignedDelegatedUserObjectId,
    Signature,
}

/// The three kinds of SAS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Account,
    Service,
    UserDelegation,
}

/// What an account SAS distinguishes: the service, queues (containers), messages (objects).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceType {
    Service,
    Container,
    Object,
}

/// The decoded fields of one SAS. Of a repeated field the first counts, for the signature as for the judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields<'a>([Option<Cow<'a, str>>; Field::ALL.len()]);

impl Field {
    pub const ALL: [Self; 19] = [
        Self::SignedVersion,
        Self::SignedServices,
        Self::SignedResourceTypes,
        Self::SignedPermissions,
        Self::SignedStart,
        Self::SignedExpiry,
        Self::SignedIdentifier,
        Self::SignedIp,
        Self::SignedProtocol,
        Self::SignedResource,
        Self::SignedKeyObjectId,
        Self::SignedKeyTenantId,
        Self::SignedKeyStart,
        Self::SignedKeyExpiry,
        Self::SignedKeyService,
        Self::SignedKeyVersion,
        Self::SignedKeyDelegatedUserTenantId,
        Self::SignedDelegatedUserObjectId,
        Self::Signature,
    ];

    /// The name of the query parameter.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedVersion => "sv",
            Self::SignedServices => "ss",
            Self::SignedResourceTypes => "srt",
            Self::SignedPermissions => "sp",
            Self::SignedStart => "st",
            Self::SignedExpiry => "se",
            Self::SignedIdentifier => "si",
            Self::SignedIp => "sip",
            Self::SignedProtocol => "spr",
            Self::SignedResource => "sr",
            Self::SignedKeyObjectId => "skoid",
            Self::SignedKeyTenantId => "sktid",
            Self::SignedKeyStart => "skt",
            Self::SignedKeyExpiry => "ske",
            Self::SignedKeyService => "sks",
            Self::SignedKeyVersion => "skv",
            Self::SignedKeyDelegatedUserTenantId => "skdutid",
            Self::SignedDelegatedUserObjectId => "sduoid",
            Self::Signature => "sig",
        }
    }

    /// The field of that parameter name, in lower case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl<'a> Fields<'a> {
    /// No field at all.
    pub fn empty() -> Self {
        Self([const { None }; Field::ALL.len()])
    }

    /// Picks the fields out of a raw query; other parameters do not concern a SAS.
    pub fn read(query: &'a str) -> Self {
        let mut fields = Self::empty();
        for (name, value) in query::pairs(query) {
            if let Some(field) = Field::named(&name) {
                fields.0[field as usize].get_or_insert(value);
            }
        }
        fields
    }

    /// Whether a query carries a SAS: it has a `sig`, be it empty.
    pub fn present_in(query: &str) -> bool {
        !query.is_empty() && query.split('&').any(|piece| piece.split_once('=').map_or(piece, |(name, _)| name).eq_ignore_ascii_case("sig"))
    }

    /// The value, or nothing if the field is missing.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0[field as usize].as_deref()
    }

    /// The value as it enters a string-to-sign: empty if missing.
    pub fn text(&self, field: Field) -> &str {
        self.get(field).unwrap_or("")
    }

    /// Sets a field; an empty value leaves it out.
    pub fn set(&mut self, field: Field, value: impl Into<Cow<'a, str>>) {
        let value = value.into();
        self.0[field as usize] = if value.is_empty() { None } else { Some(value) };
    }

    /// `ss` marks an account SAS and `skoid` one made with a user delegation key.
    pub fn kind(&self) -> Kind {
        if self.get(Field::SignedServices).is_some() {
            Kind::Account
        } else if self.get(Field::SignedKeyObjectId).is_some() {
            Kind::UserDelegation
        } else {
            Kind::Service
        }
    }

    /// The fields that are there.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL.into_iter().filter_map(|field| Some((field, self.get(field)?)))
    }

    /// The query string of these fields, percent-encoded.
    pub fn to_query(&self) -> String {
        let mut query = String::with_capacity(256);
        for (field, value) in self.iter() {
            query::push(&mut query, field.name(), value);
        }
        query
    }
}

impl ResourceType {
    pub const fn letter(self) -> char {
        match self {
            Self::Service => 's',
            Self::Container => 'c',
            Self::Object => 'o',
        }
    }
}
