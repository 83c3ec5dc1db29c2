//! As few rows of a list as possible are moved.

#[path = "../../src/app/parts/lean/staying.rs"]
mod part;

use part::staying;

/// The most rows that can stay, by trying every choice of them.
fn most(stood: &[Option<usize>]) -> u32 {
    let stays_in_order = |choice: &u32| {
        let mut places = (0..stood.len()).filter(|row| choice & (1 << row) != 0).map(|row| stood[row]);
        places.clone().all(|place| place.is_some()) && places.try_fold(None, |last, place| (last < place).then_some(place)).is_some()
    };
    (0..1_u32 << stood.len()).filter(stays_in_order).map(u32::count_ones).max().unwrap_or(0)
}

/// Every list of `length` rows, each of which stood somewhere among the first `length` places or is new; no two stood in one place.
fn every_list(length: usize) -> Vec<Vec<Option<usize>>> {
    let mut lists = vec![Vec::new()];
    for _ in 0..length {
        let longer = |list: &Vec<Option<usize>>| {
            let places = std::iter::once(None).chain((0..length).map(Some)).filter(|place| place.is_none() || !list.contains(place));
            places.map(|place| [list.clone(), vec![place]].concat()).collect::<Vec<_>>()
        };
        lists = lists.iter().flat_map(longer).collect();
    }
    lists
}

#[test]
fn what_stays_was_in_this_order_already_and_no_more_could_stay() {
    let mut compared = 0;
    for stood in (0..=6).flat_map(every_list) {
        let stays = staying(&stood);
        let kept: Vec<Option<usize>> = stood.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(place, _)| *place).collect();
        assert!(kept.iter().all(Option::is_some) && kept.is_sorted(), "{stood:?}: {stays:?}");
        assert_eq!(kept.len(), most(&stood) as usize, "{stood:?}: {stays:?}");
        compared += 1;
    }
    assert!(compared > 10_000, "{compared} lists are too few to mean anything");
}

#[test]
fn a_row_that_goes_to_the_front_is_the_only_one_moved() {
    let stood: Vec<Option<usize>> = std::iter::once(Some(99)).chain((0..99).map(Some)).collect();
    let stays = staying(&stood);
    assert!(!stays[0] && stays[1..].iter().all(|stays| *stays));
}
