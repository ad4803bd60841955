//! Enumerations with ids.

/// An enumeration with a fixed id for each value; `named!` declares one.
pub trait Named: Sized + Copy + PartialEq + 'static {
    /// Every value, in reading order.
    const ALL: &'static [Self];

    /// Returns the id, as in JSON and in the catalog's files.
    fn id(self) -> &'static str;
}

/// Declares an enumeration with the ids of its values.
#[macro_export]
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $value:ident = $id:literal),+ $(,)? }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        $(#[$about])*
        pub enum $name { $($(#[$says])* $value),+ }

        impl $name {
            /// Every value, in reading order.
            pub const ALL: [Self; [$($id),+].len()] = [$(Self::$value),+];

            /// Returns the id, as in JSON and in the catalog's files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$value => $id),+ }
            }
        }

        impl $crate::words::Named for $name {
            const ALL: &'static [Self] = &Self::ALL;

            fn id(self) -> &'static str {
                self.id()
            }
        }
    };
}

pub use named;
