//! Positions in the lists of a catalog and its tables, each with a type of its own, so that none is taken for another.
//!
//! Any list accepts any of them in brackets; a function or a field accepts only its own. A design has no score, an
//! alternative has one:
//!
//! ```
//! fn score(evaluation: &backmap_model::scoring::Evaluation<'_>, first: &backmap_model::scoring::Placed) -> i32 {
//!     evaluation.parts.score(first.alternative)
//! }
//! ```
//!
//! ```compile_fail
//! fn score(evaluation: &backmap_model::scoring::Evaluation<'_>, first: &backmap_model::scoring::Placed) -> i32 {
//!     evaluation.parts.score(first.design)
//! }
//! ```

use std::ops::{Index, IndexMut};

macro_rules! indices {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(usize);

        impl $name {
            /// The bare position, for tables of several dimensions.
            #[inline]
            pub const fn at(self) -> usize {
                self.0
            }

            /// The first positions, so many of them.
            pub fn all(count: usize) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone + use<> {
                (0..count).map(Self)
            }

            /// The entries of a list, each with its position.
            pub fn enumerate<T>(list: &[T]) -> impl DoubleEndedIterator<Item = (Self, &T)> + ExactSizeIterator + Clone {
                list.iter().enumerate().map(|(at, entry)| (Self(at), entry))
            }
        }

        impl From<usize> for $name {
            #[inline]
            fn from(at: usize) -> Self {
                Self(at)
            }
        }

        impl<T> Index<$name> for [T] {
            type Output = T;

            #[inline]
            fn index(&self, index: $name) -> &T {
                &self[index.0]
            }
        }

        impl<T> IndexMut<$name> for [T] {
            #[inline]
            fn index_mut(&mut self, index: $name) -> &mut T {
                &mut self[index.0]
            }
        }

        impl<T> Index<$name> for Vec<T> {
            type Output = T;

            #[inline]
            fn index(&self, index: $name) -> &T {
                &self[index.0]
            }
        }

        impl<T> IndexMut<$name> for Vec<T> {
            #[inline]
            fn index_mut(&mut self, index: $name) -> &mut T {
                &mut self[index.0]
            }
        }
    )+};
}

indices! {
    /// One of `Catalogue::designs`.
    DesignIndex,
    /// One of `Catalogue::factors`.
    FactorIndex,
    /// One of `Catalogue::terms`: a factor, or one kind of resource.
    TermIndex,
    /// One of `Catalogue::environments`.
    EnvironmentIndex,
    /// A design in one variant and one environment, among `Tables::alternatives`.
    AlternativeIndex,
}
