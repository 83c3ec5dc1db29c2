//! Every word of the authorisation lab, in one table for each part of it.
//!
//! The macro writes the table's type and its English constant from one list; a second language is a second constant of the same type, and does not
//! compile until it is complete. What depends on a value of the core is a function beside the tables.

/// Writes a table of words: its type, and what it says in English.
macro_rules! words {
    ($($name:ident: $type:ty = $value:expr,)*) => {
        pub struct Words {
            $(pub $name: $type,)*
        }

        static EN: Words = Words { $($name: $value,)* };

        /// The table in use.
        pub fn l() -> &'static Words {
            &EN
        }
    };
}

pub mod compare;
pub mod doors;
pub mod entra;
pub mod fields;
pub mod frame;
pub mod incidents;
pub mod matrix;
pub mod sas;
pub mod shared_key;
pub mod steps;
pub mod task;
