//! The permission matrix: every operation with every credential; a cell replays its request.

use super::super::super::parts::icon::{CROSS, TICK, icon};
use super::super::super::text::lab::matrix::{self, Columns, Rows, l};
use super::controls::{bring_into_sight, choice};
use super::decision::{decision, spoken};
use super::desk::Desk;
use crate::app::parts::lean::prelude::*;
use playground::engine::OperationName as Name;
use playground::lab::{Ask, Bearer, Sent};
use std::sync::Arc;
use wasm_bindgen::JsCast;

#[derive(Clone, Copy)]
struct Table {
    desk: Desk,
    rows: RwSignal<Rows>,
    columns: RwSignal<Columns>,
    only: RwSignal<Option<bool>>,
    chosen: RwSignal<Option<(Ask, Bearer, Sent)>>,
    /// Whether each is let in: rows of `Ask::ALL`, columns of `Bearer::ALL`.
    cells: RwSignal<Arc<Vec<Vec<bool>>>>,
    /// Row and column of the cell that Tab leads to; arrows go on from there.
    at: RwSignal<(usize, usize)>,
}

pub fn bench(desk: Desk) -> View {
    let table = Table {
        desk,
        rows: RwSignal::new(Rows::All),
        columns: RwSignal::new(Columns::All),
        only: RwSignal::new(None),
        chosen: RwSignal::new(None),
        cells: RwSignal::new(Arc::new(desk.peek(playground::lab::Lab::matrix))),
        at: RwSignal::new((0, 0)),
    };
    draw! {
        <p class="lab-lead">{l().lead}</p>
        <div class="lab-matrix">
            <section class="lab-card" aria-labelledby="matrix-title">
                <h2 id="matrix-title">{l().title}</h2>
                <div class="lab-form">
                    {choice(l().rows, l().row_groups.to_vec(), move || table.rows.get(), move |rows| table.rows.set(rows))}
                    {choice(l().columns, l().column_groups.to_vec(), move || table.columns.get(), move |columns| table.columns.set(columns))}
                    {choice(l().only, l().only_choices.to_vec(), move || table.only.get(), move |only| table.only.set(only))}
                </div>
                <div class="lab-scroll" tabindex="0" role="region" aria-label=l().title on:keydown=on(move |event: web_sys::Event| go(table, event.unchecked_ref()))>{move || grid(table)}</div>
                <p class="lab-quiet">{l().uncertain}</p>
            </section>
            <section class="lab-card lab-beside" aria-live="off">{move || table.chosen.with(|chosen| replayed(chosen.as_ref()))}</section>
        </div>
    }
}

fn replayed(chosen: Option<&(Ask, Bearer, Sent)>) -> View {
    match chosen {
        None => draw! { <p class="lab-quiet">{l().nothing}</p> },
        Some((ask, bearer, sent)) => draw! { <h2>{(l().replayed)(ask.name(), matrix::bearer(*bearer))}</h2>{decision(sent)} },
    }
}

fn grid(table: Table) -> View {
    let (rows, columns) = (table.rows.get(), table.columns.get());
    let shown: Vec<usize> = (0..Bearer::ALL.len()).filter(|at| has_column(columns, Bearer::ALL[*at])).collect();
    let asks = Ask::ALL.into_iter().enumerate().filter(move |(_, ask)| has_row(rows, *ask));
    // Whatever the filters leave, one cell is where Tab leads to.
    let left = asks
        .clone()
        .flat_map(|(row, _)| shown.iter().map(move |column| (row, *column)))
        .filter(|(row, column)| is_shown(table, *row, *column));
    let left: Vec<(usize, usize)> = left.collect();
    if let Some(first) = left.first().filter(|_| !left.contains(&table.at.get_untracked())) {
        table.at.set(*first);
    }
    draw! {
        <table class="matrix">
            <thead><tr><td></td>{shown.iter().map(|at| draw! { <th scope="col"><span>{matrix::bearer(Bearer::ALL[*at])}</span></th> }).collect_view()}</tr></thead>
            <tbody>
                {asks.map(|(row, ask)| draw! {
                    <tr>
                        <th scope="row">{ask.name()}</th>
                        {shown.iter().map(|column| cell(table, row, *column)).collect_view()}
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

fn cell(table: Table, row: usize, column: usize) -> View {
    let (ask, bearer) = (Ask::ALL[row], Bearer::ALL[column]);
    let let_in = table.cells.with(|cells| cells[row][column]);
    if !is_shown(table, row, column) {
        return draw! { <td></td> };
    }
    let choose = move |_| {
        let sent = table.desk.peek(|lab| lab.try_out(ask, bearer));
        table.desk.say(spoken(&sent));
        table.chosen.set(Some((ask, bearer, sent)));
        bring_into_sight(".lab-beside");
    };
    let pressed = move || {
        let here = table.chosen.with(|chosen| chosen.as_ref().is_some_and(|(a, b, _)| (*a, *b) == (ask, bearer)));
        if here { "true" } else { "false" }
    };
    let stop = move || if table.at.get() == (row, column) { "0" } else { "-1" };
    let (state, path) = if let_in { ("in", TICK) } else { ("out", CROSS) };
    draw! {
        <td><button
            class="matrix-cell" data-state=state data-at=place(row, column) tabindex=stop on:focus=on(move |_: web_sys::Event| table.at.set((row, column)))
            aria-pressed=pressed aria-label=(l().cell)(ask.name(), matrix::bearer(bearer), let_in) on:click=on(choose)
        >{icon(path)}</button></td>
    }
}

fn is_shown(table: Table, row: usize, column: usize) -> bool {
    table.only.get().is_none_or(|only| only == table.cells.with(|cells| cells[row][column]))
}

/// What a cell is found by.
fn place(row: usize, column: usize) -> String {
    format!("{row}-{column}")
}

/// Arrows go from cell to cell, over gaps that a filter has left; two hundred stops of Tab would be a wall.
fn go(table: Table, event: &web_sys::KeyboardEvent) {
    let (down, right) = match event.key().as_str() {
        "ArrowUp" => (-1, 0),
        "ArrowDown" => (1, 0),
        "ArrowLeft" => (0, -1),
        "ArrowRight" => (0, 1),
        _ => return,
    };
    let on_cell =
        event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|target| target.has_attribute("data-at"));
    if !on_cell {
        return;
    }
    let (mut row, mut column) = table.at.get_untracked();
    loop {
        let next = (row.checked_add_signed(down), column.checked_add_signed(right));
        let (Some(below), Some(beside)) = next else { return };
        if below >= Ask::ALL.len() || beside >= Bearer::ALL.len() {
            return;
        }
        (row, column) = (below, beside);
        let found = document().query_selector(&format!("[data-at='{}']", place(row, column))).ok().flatten();
        if let Some(cell) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            event.prevent_default();
            let _ = cell.focus();
            return;
        }
    }
}

fn has_row(rows: Rows, ask: Ask) -> bool {
    let Ask::Operation(name) = ask else { return matches!(rows, Rows::All | Rows::Service) };
    let about = match name {
        Name::PutMessage | Name::GetMessages | Name::PeekMessages | Name::UpdateMessage | Name::DeleteMessage | Name::ClearMessages => {
            Rows::Messages
        }
        Name::CreateQueue | Name::DeleteQueue | Name::GetQueueMetadata | Name::SetQueueMetadata | Name::GetQueueAcl | Name::SetQueueAcl => {
            Rows::Queues
        }
        Name::ListQueues | Name::GetServiceProperties | Name::SetServiceProperties | Name::GetServiceStats | Name::PreflightRequest => {
            Rows::Service
        }
    };
    rows == Rows::All || rows == about
}

fn has_column(columns: Columns, bearer: Bearer) -> bool {
    let kind = match bearer {
        Bearer::Token(role) if role.definition().data_actions.is_empty() && !role.definition().name.starts_with("Storage Queue") => {
            Columns::ManagementRoles
        }
        Bearer::Token(_) => Columns::DataRoles,
        Bearer::SharedKey | Bearer::AccountSas | Bearer::ServiceSas | Bearer::UserDelegationSas => Columns::Signatures,
    };
    columns == Columns::All || columns == kind
}
