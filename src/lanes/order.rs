//! The order of a few numbers, by counting in place of sorting: nothing depends on a branch that is hard to foresee.

/// The most numbers.
pub const MOST: usize = 32;

widest! {
    /// By number, how many of the others are larger.
    pub fn places / places_portable(numbers: &[i64; MOST]) -> [u8; MOST] {
        let mut places = [0; MOST];
        for (place, one) in places.iter_mut().zip(numbers) {
            let mut larger = 0_i64;
            for other in numbers {
                larger += i64::from(other > one);
            }
            *place = larger as u8;
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_number_is_where_it_stands_when_sorted() {
        let mut state = 7_i64;
        for _ in 0..100 {
            let numbers: [i64; MOST] = std::array::from_fn(|at| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 20) / 64 * 64 + at as i64
            });
            let mut sorted = numbers;
            sorted.sort_unstable_by(|one, other| other.cmp(one));
            let found = places(&numbers);
            assert_eq!(found, places_portable(&numbers));
            for (number, place) in numbers.iter().zip(found) {
                assert_eq!(sorted[usize::from(place)], *number);
            }
        }
        assert_eq!(places(&[3; MOST]), [0; MOST], "equal numbers share a place");
    }
}
