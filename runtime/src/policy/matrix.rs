//! The matrix: two bits for each principal and capability, so that a decision is a load, a shift and a mask.

use super::Decision;

/// Cells in one word.
const CELLS: usize = 32;

/// Rows are principals, columns capabilities. What lies outside is forbidden.
#[derive(Debug)]
pub(super) struct Matrix {
    words: Box<[u64]>,
    words_per_row: usize,
    columns: usize,
}

impl Matrix {
    /// Everything is forbidden.
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        let words_per_row = columns.div_ceil(CELLS);
        Matrix { words: vec![0; rows * words_per_row].into(), words_per_row, columns }
    }

    pub(super) fn set(&mut self, row: usize, column: usize, decision: Decision) {
        let bits = match decision {
            Decision::Forbid => 0b00,
            Decision::Permit => 0b01,
            Decision::OnArguments => 0b10,
            Decision::WithApproval => 0b11,
        };
        if let Some(word) = self.words.get_mut(row * self.words_per_row + column / CELLS) {
            let shift = 2 * (column % CELLS);
            *word = *word & !(0b11 << shift) | bits << shift;
        }
    }

    #[inline]
    pub(super) fn get(&self, row: usize, column: usize) -> Decision {
        if column >= self.columns {
            return Decision::Forbid;
        }
        let word = self.words.get(row * self.words_per_row + column / CELLS).copied().unwrap_or(0);
        match word >> (2 * (column % CELLS)) & 0b11 {
            0b01 => Decision::Permit,
            0b10 => Decision::OnArguments,
            0b11 => Decision::WithApproval,
            _ => Decision::Forbid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Matrix};

    const ALL: [Decision; 4] =
        [Decision::Forbid, Decision::Permit, Decision::OnArguments, Decision::WithApproval];

    #[test]
    fn a_cell_holds_what_was_set_last_and_its_neighbours_their_own() {
        let (rows, columns) = (3, 67);
        let mut matrix = Matrix::new(rows, columns);
        let of = |row: usize, column: usize, turn: usize| ALL[(row * 7 + column * 5 + turn) % 4];
        for turn in 0..4 {
            for row in 0..rows {
                for column in 0..columns {
                    matrix.set(row, column, of(row, column, turn));
                }
            }
            for row in 0..rows {
                for column in 0..columns {
                    assert_eq!(matrix.get(row, column), of(row, column, turn));
                }
            }
        }
    }

    #[test]
    fn what_lies_outside_is_forbidden() {
        let mut matrix = Matrix::new(2, 33);
        for row in 0..2 {
            for column in 0..33 {
                matrix.set(row, column, Decision::Permit);
            }
        }
        for (row, column) in [(0, 33), (0, 64), (1, 33), (2, 0), (2, 32), (usize::MAX / 4, 0)] {
            assert_eq!(matrix.get(row, column), Decision::Forbid, "{row} {column}");
        }
        assert_eq!(Matrix::new(0, 0).get(0, 0), Decision::Forbid);
    }
}
