//! Products of two sums and of factors, one of each for every lane.

/// The number of lanes that are computed together; rows have a multiple of it.
pub const WIDTH: usize = 16;

/// The whole number that represents 1 in a sum.
pub const ONE: f64 = (1_u64 << 30) as f64;

/// Added to a small number, this leaves the nearest whole number in the lowest bits.
const WHOLE: f64 = 1.5 * (1_u64 << 52) as f64;

/// The rows that are combined for one team; every row has a number for each lane.
#[derive(Clone, Debug, Default)]
pub struct Rows<'a> {
    /// Added up, in parts of [`ONE`]: what there is in all, and what is lost of it as a share of 1.
    pub all: Vec<&'a [i32]>,
    pub lost: Vec<&'a [i32]>,
    /// Multiplied: what is kept, as shares of 1.
    pub kept: Vec<&'a [f64]>,
    /// Minus 1 where a lane is closed, otherwise 0.
    pub closed: Vec<&'a [i32]>,
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
            add(&mut all, &rows.all, from);
            add(&mut lost, &rows.lost, from);
            for row in &rows.closed {
                closed.iter_mut().zip(&row[from..from + WIDTH]).for_each(|(closed, row)| *closed |= row);
            }
            let mut kept = [1.0; WIDTH];
            for row in &rows.kept {
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
        let rows = Rows { all: vec![&all, &all], lost: vec![&lost], kept: vec![&kept, &kept], closed: vec![&closed] };
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
