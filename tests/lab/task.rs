//! The first task: each fault is refused by its own step, and exactly one change repairs it.

use super::{answer, lab};
use playground::auth::Check;
use playground::lab::{Fault, Repair};

#[test]
fn the_sas_without_p_is_refused_by_its_permission() {
    let mut lab = lab();
    let sas = Fault::Letters.sas(&lab);
    let sent = Fault::send(&mut lab, &sas);
    assert_eq!(answer(&sent), (403, Some("AuthorizationPermissionMismatch")));
    let step = sent.deciding().expect("a step refused");
    assert!(matches!(&step.check, Check::Permission { letters, any_of: "p" } if &**letters == "r"), "{step:?}");
}

#[test]
fn the_sas_of_yesterday_is_refused_by_its_time() {
    let mut lab = lab();
    let sas = Fault::Expired.sas(&lab);
    let sent = Fault::send(&mut lab, &sas);
    assert_eq!(answer(&sent), (403, Some("AuthenticationFailed")));
    assert!(matches!(sent.deciding().expect("a step refused").check, Check::SasWindow { .. }));
}

#[test]
fn exactly_one_change_repairs_each_fault() {
    for (fault, helps) in [(Fault::Letters, Repair::AddLetter), (Fault::Expired, Repair::Extend)] {
        for repair in Repair::ALL {
            let mut lab = lab();
            let sas = fault.repaired(&lab, repair);
            let sent = Fault::send(&mut lab, &sas);
            assert_eq!(sent.is_let_in(), repair == helps, "{fault:?} {repair:?}: {:?}", answer(&sent));
            if repair == helps {
                assert_eq!(sent.status(), 200);
            }
        }
    }
}

#[test]
fn an_edited_url_fails_at_the_signature() {
    for fault in Fault::ALL {
        let mut lab = lab();
        let sas = fault.repaired(&lab, Repair::EditUrl);
        assert_ne!(sas, fault.sas(&lab));
        let sent = Fault::send(&mut lab, &sas);
        assert!(matches!(sent.deciding().expect("a step refused").check, Check::Signature { .. }), "{fault:?}");
    }
}

#[test]
fn no_row_of_a_judgement_is_shown_twice() {
    use playground::engine::OperationName;
    use playground::lab::{Door, Row, Tamper, knock, rows};
    let mut lab = lab();
    let sent = knock(&mut lab, Door::EntraId, OperationName::PeekMessages, Tamper::Nothing);
    let rows = rows(sent.steps());
    let transports = rows.iter().filter(|row| matches!(row, Row::One(step) if matches!(step.check, Check::Transport { .. }))).count();
    assert_eq!(transports, 1);
    assert!(rows.len() < sent.steps().len());
    let sas = Fault::Letters.sas(&lab);
    let sent = Fault::send(&mut lab, &sas);
    let fields = playground::lab::rows(sent.steps()).iter().filter(|row| matches!(row, Row::Fields { .. })).count();
    assert_eq!(fields, 1, "all fields of a SAS are one row");
}
