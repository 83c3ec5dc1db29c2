//! A SAS as a table: field, value, meaning.

use super::super::super::text::lab::fields::{self, l};
use super::desk::Desk;
use super::now;
use crate::app::parts::lean::prelude::*;
use playground::auth::sas::{Field, Fields, examine_all};
use playground::auth::trace::FieldFinding;

/// The table of the SAS that `sas` holds, read against the lab's clock.
pub fn table(desk: Desk, caption: &'static str, sas: Memo<String>) -> View {
    let now = now(desk);
    let rows = move || {
        let (sas, now) = (sas.get(), now.get());
        let fields = Fields::read(&sas);
        let findings = examine_all(&fields);
        fields.iter().map(|(field, value)| row(field, value, &fields, &findings, now)).collect_view()
    };
    draw! {
        <div class="lab-scroll" tabindex="0" role="region" aria-label=caption>
            <table class="sas-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr><th scope="col">{l().field}</th><th scope="col">{l().value}</th><th scope="col">{l().meaning}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(field: Field, value: &str, all: &Fields<'_>, findings: &[(Field, FieldFinding)], now: playground::time::Timestamp) -> View {
    let finding = findings.iter().find(|(other, _)| *other == field).map(|(_, finding)| *finding);
    let problem = finding.and_then(|finding| fields::problem(field, finding));
    let state = if problem.is_some() { "wrong" } else { "fine" };
    draw! {
        <tr data-state=state>
            <th scope="row"><code>{field.name()}</code><small>{fields::name(field)}</small></th>
            <td><code>{value.to_owned()}</code></td>
            <td>{problem.unwrap_or_else(|| fields::meaning(field, value, all.kind(), now))}</td>
        </tr>
    }
}
