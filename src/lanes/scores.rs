//! Products of two sums and of factors, one of each for every lane.

/// The number of lanes that are computed together; rows have a multiple of it.
pub const WIDTH: usize = 16;

/// The whole number that represents 1 in a sum.
pub const ONE: f64 = (1_u64 << 30) as f64;

/// Added to a small number, this leaves the nearest whole number in the lowest bits.
const WHOLE: f64 = 1.5 * (1_u64 << 52) as f64;

/// The most rows of one kind.
pub const MOST_ROWS: usize = 40;

/// Up to [`MOST_ROWS`] rows, kept without memory of their own; any beyond are left out.
#[derive(Clone, Debug)]
pub struct Few<'a, T> {
    rows: [&'a [T]; MOST_ROWS],
    count: usize,
}

impl<'a, T> FromIterator<&'a [T]> for Few<'a, T> {
    fn from_iter<I: IntoIterator<Item = &'a [T]>>(all: I) -> Self {
        let mut few = Self { rows: [&[]; MOST_ROWS], count: 0 };
        for (place, row) in few.rows.iter_mut().zip(all) {
            *place = row;
            few.count += 1;
        }
        few
    }
}

impl<'a, T> Few<'a, T> {
    #[inline(always)]
    fn each(&self) -> &[&'a [T]] {
        &self.rows[..self.count]
    }
}

/// The rows that are combined for one team; every row has a number for each lane.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    /// Added up, in parts of [`ONE`]: what there is in all, and what is lost of it as a share of 1.
    pub all: Few<'a, i32>,
    pub lost: Few<'a, i32>,
    /// Multiplied: what is kept, as shares of 1.
    pub kept: Few<'a, f64>,
    /// Minus 1 where a lane is closed, otherwise 0.
    pub closed: Few<'a, i32>,
}

widest! {
    /// By lane, `all · (1 − lost) · kept` in ten-thousandths, rounded down, or minus 1 where it is closed. Returns whether a
    /// lane that is not closed is in doubt: within `doubt` of a whole number; `in_doubt` then says which.
    pub fn scores / scores_portable(rows: &Rows<'_>, doubt: f64, scores: &mut [i32], in_doubt: &mut [bool]) -> bool {
        let mut any = false;
        for (at, (scores, in_doubt)) in
            scores.chunks_exact_mut(WIDTH).zip(in_doubt.chunks_exact_mut(WIDTH)).enumerate()
        {
            let from = at * WIDTH;
            let (mut all, mut lost, mut closed) = ([0; WIDTH], [0; WIDTH], [0; WIDTH]);
            add(&mut all, rows.all.each(), from);
            add(&mut lost, rows.lost.each(), from);
            for row in rows.closed.each() {
                closed.iter_mut().zip(&row[from..from + WIDTH]).for_each(|(closed, row)| *closed |= row);
            }
            let mut kept = [1.0; WIDTH];
            for row in rows.kept.each() {
                kept.iter_mut().zip(&row[from..from + WIDTH]).for_each(|(kept, row)| *kept *= row);
            }
            let mut doubts = 0;
            for lane in 0..WIDTH {
                let share = f64::from(all[lane]) / ONE * (1.0 - f64::from(lost[lane]) / ONE) * kept[lane];
                let nearest = share * 1e4 + WHOLE;
                let above = share * 1e4 - (nearest - WHOLE);
                let floor = nearest.to_bits() as i32 - i32::from(above < 0.0);
                scores[lane] = floor | closed[lane];
                in_doubt[lane] = above.abs() < doubt && closed[lane] == 0;
                doubts |= u8::from(in_doubt[lane]);
            }
            any |= doubts != 0;
        }
        any
    }
}

#[inline(always)]
fn add(sums: &mut [i32; WIDTH], rows: &[&[i32]], from: usize) {
    for row in rows {
        sums.iter_mut().zip(&row[from..from + WIDTH]).for_each(|(sum, row)| *sum += row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_the_product_rounded_down_in_every_variant() {
        let fixed = |share: f64| (share * ONE).round() as i32;
        let lanes = 2 * WIDTH;
        let all: Vec<i32> = (0..lanes).map(|lane| fixed(0.2 + 0.02 * lane as f64)).collect();
        let lost: Vec<i32> = (0..lanes).map(|lane| fixed(0.4 - 0.01 * lane as f64)).collect();
        let kept: Vec<f64> = (0..lanes).map(|lane| 1.0 / (1 + lane % 3) as f64).collect();
        let closed: Vec<i32> = (0..lanes).map(|lane| if lane == 7 { -1 } else { 0 }).collect();
        let rows = Rows {
            all: [&*all, &*all].into_iter().collect(),
            lost: [&*lost].into_iter().collect(),
            kept: [&*kept, &*kept].into_iter().collect(),
            closed: [&*closed].into_iter().collect(),
        };
        let (mut found, mut in_doubt) = (vec![0; lanes], vec![false; lanes]);
        let any = scores(&rows, 1e-3, &mut found, &mut in_doubt);
        for lane in 0..lanes {
            let share = 2.0 * (0.2 + 0.02 * lane as f64) * (0.6 + 0.01 * lane as f64) * kept[lane] * kept[lane] * 1e4;
            let near = (share - share.round()).abs() < 1e-3;
            assert_eq!(in_doubt[lane], near && lane != 7, "lane {lane}");
            assert!(near || found[lane] == if lane == 7 { -1 } else { share.floor() as i32 }, "lane {lane}");
        }
        assert_eq!(any, in_doubt.contains(&true));
        assert!(any, "the first lane is 2,400 or 0.4 of 0.6");
        let (mut portable, mut doubted) = (vec![0; lanes], vec![false; lanes]);
        assert_eq!(scores_portable(&rows, 1e-3, &mut portable, &mut doubted), any);
        assert_eq!((portable, doubted), (found, in_doubt));
    }
}
