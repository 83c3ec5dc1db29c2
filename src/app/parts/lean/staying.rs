//! Which rows of a list need not be moved when its order changes.
//!
//! Nothing of the browser is in here, so that a native test can take the file as it is.

/// Of rows that stood at these places before (new ones nowhere): which can stay where they are while the others are moved. As many as
/// possible: the longest part of them that was in this order already.
pub fn staying(stood: &[Option<usize>]) -> Vec<bool> {
    // Of every length the row a part of that length can end with, the one that stood furthest to the front; and what comes before a row.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; stood.len()]);
    for (row, place) in stood.iter().enumerate() {
        let Some(place) = place else { continue };
        let length = ends.partition_point(|end: &usize| stood[*end].is_some_and(|other| other < *place));
        before[row] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(row);
        } else {
            ends[length] = row;
        }
    }
    let mut stays = vec![false; stood.len()];
    let mut row = ends.last().copied();
    while let Some(at) = row {
        stays[at] = true;
        row = before[at];
    }
    stays
}
