//! The authorisation lab: a refused SAS understood and repaired by mouse, by key and by ear, and what is kept of a secret.

use browser_tests::{Bench, Outcome, Page};

use crate::screens::{Walk, in_every_window};
use crate::steps::{choose, press_times, take_from_list};

/// The lab's first screen.
const LAB: &str = "#/lab";
/// The workbench for shared access signatures.
const SAS: &str = "#/lab/sas";

const SEND: &str = "Send Get Messages with this SAS";
const APPLY: &str = "Make this change and send again";
const ADD_LETTER: &str = "Sign a new SAS with the letter p added";

/// Brings a workbench into the state with the most on it, where it has such a button.
const USE_IT: &str = "
    for (const words of ['Send with the old', 'Regenerate key1', 'Fetch a token', 'No', 'Next step', 'Assign']) {
        [...document.querySelectorAll('button')].find((button) => button.innerText.startsWith(words))?.click();
    }
    document.querySelectorAll('.matrix-cell')[18]?.click();
    document.querySelectorAll('details').forEach((fold) => fold.open = true);
    scrollTo(0, 0);";

/// The verdict of the first task, once it contains `words`.
async fn verdict(page: &Page, words: &str) -> Outcome {
    page.wait_until(&format!("document.querySelector('.task .verdict')?.innerText.includes({words:?})")).await
}

pub async fn a_refused_sas_is_repaired_by_mouse(bench: Bench) -> Outcome {
    let page = bench.site(LAB).await?;
    page.click("button", SEND).await?;
    verdict(&page, "403 AuthorizationPermissionMismatch").await?;
    verdict(&page, "Decided by: Permission. sp is r; this operation wants p, which is missing.").await?;
    // The tempting change does not help, and says why.
    page.click("radio", "Write sp=rp into the URL, and leave the rest").await?;
    page.click("button", APPLY).await?;
    verdict(&page, "Decided by: Signature.").await?;
    page.wait_for_text("What stands in a SAS is signed.").await?;
    page.click("radio", ADD_LETTER).await?;
    page.click("button", APPLY).await?;
    verdict(&page, "200 OK").await?;
    assert_eq!(page.count("heading", "Repaired").await?, 1);
    // The second one is expired, and repaired by another change.
    page.click("button", "Another refused SAS").await?;
    page.click("button", SEND).await?;
    verdict(&page, "Decided by: Time. It expired 1 hour ago.").await?;
    page.click("radio", "Sign a new SAS that lives a day longer").await?;
    page.click("button", APPLY).await?;
    verdict(&page, "200 OK").await
}

pub async fn a_refused_sas_is_repaired_by_key(bench: Bench) -> Outcome {
    let page = bench.site(LAB).await?;
    choose(&page, SEND).await?;
    verdict(&page, "403 AuthorizationPermissionMismatch").await?;
    // Nothing is chosen yet: that is said, and nothing is sent.
    choose(&page, APPLY).await?;
    page.wait_for_text("Pick a change first.").await?;
    page.tab_to("Write sp=rp into the URL, and leave the rest").await?;
    page.press("Space").await?;
    page.press("ArrowDown").await?;
    page.press("ArrowDown").await?;
    choose(&page, APPLY).await?;
    verdict(&page, "200 OK").await
}

pub async fn a_refused_sas_is_heard_and_repaired(bench: Bench) -> Outcome {
    let page = bench.site(LAB).await?;
    for (role, name) in [
        ("heading", "Three doors"),
        ("heading", "First task: repair a refused SAS"),
        ("region", "First task: repair a refused SAS"),
        ("table", "The SAS"),
        ("button", SEND),
        ("combobox", "Operation"),
        ("group", "Virtual clock"),
    ] {
        assert_eq!(page.count(role, name).await?, 1, "one {role} {name:?} for a screen reader");
    }
    page.click("button", SEND).await?;
    let heard = "document.querySelector('[role=status][aria-live=polite]').innerText";
    let refused =
        "Refused: 403 AuthorizationPermissionMismatch. Decided by: Permission. sp is r; this operation wants p, which is missing.";
    page.wait_until(&format!("{heard} === {refused:?}")).await?;
    assert_eq!(page.count("list", "How the service decided").await?, 1);
    assert_eq!(page.count("group", "Which one change repairs it?").await?, 1);
    page.click("radio", ADD_LETTER).await?;
    page.click("button", APPLY).await?;
    page.wait_until(&format!("{heard} === 'Let in: 200 OK. '.trim()")).await
}

pub async fn three_doors_open_and_each_notices_what_was_done(bench: Bench) -> Outcome {
    let page = bench.site(LAB).await?;
    page.click("button", "Send through all three doors").await?;
    page.wait_until("document.querySelectorAll('.door .verdict[data-verdict=in]').length === 3").await?;
    for (door, key, step) in [("Shared Key", "o", "Signature."), ("SAS", "o", "Signature."), ("Entra ID", "t", "Signature of the token.")] {
        page.tab_to(&format!("{door}: On the way")).await?;
        page.press(key).await?;
        choose(&page, &format!("Send with {door}")).await?;
        let found = format!(
            "[...document.querySelectorAll('.door')].some((door) => door.innerText.startsWith({door:?}) && door.querySelector('.verdict').innerText.includes('Decided by: {step}'))"
        );
        page.wait_until(&found).await?;
    }
    Ok(())
}

pub async fn a_sas_is_built_sent_and_ended_by_key_alone(bench: Bench) -> Outcome {
    let page = bench.site(SAS).await?;
    choose(&page, "Send with this SAS").await?;
    sas_verdict(&page, "200 OK").await?;
    // Another letter is a new SAS: it has to be signed before it is sent.
    page.tab_to("p process (get and delete)").await?;
    page.press("Space").await?;
    page.tab_to("r read (peek, count)").await?;
    page.press("Space").await?;
    choose(&page, "Sign it").await?;
    choose(&page, "Send with this SAS").await?;
    sas_verdict(&page, "Decided by: Permission.").await?;
    take_from_list(&page, "Operation", "Peek Messages").await?;
    choose(&page, "Send with this SAS").await?;
    sas_verdict(&page, "200 OK").await?;
    choose(&page, "Regenerate key1: do it here").await?;
    choose(&page, "Send with this SAS").await?;
    sas_verdict(&page, "Decided by: Signature.").await
}

async fn sas_verdict(page: &Page, words: &str) -> Outcome {
    page.wait_until(&format!("document.querySelector('.verdict')?.innerText.includes({words:?})")).await
}

pub async fn what_is_pasted_is_read_and_never_kept(bench: Bench) -> Outcome {
    let page = bench.site(SAS).await?;
    let paste = async |text: &str| -> Outcome {
        page.tab_to("The SAS Or paste any SAS here, with or without its URL. What stands here is kept in memory only: never stored, never in a link.").await?;
        page.press("Control+a").await?;
        page.type_text(text).await
    };
    // The published key of the emulator has the form of a real one and is not of this world.
    let key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    paste(key).await?;
    page.wait_for_text("This looks like the key of a real account.").await?;
    assert_eq!(page.count("alert", "").await?.min(1), 1);
    let sas = "sv=2025-11-05&sp=pr&se=tomorrow&spr=http&sip=10.0.0.0/8&sig=c2VjcmV0LXNpZ25hdHVyZQ";
    paste(&format!("https://other.queue.core.windows.net/payroll/messages?{sas}")).await?;
    for words in [
        "Its URL names the queue payroll",
        "sp has letters that are unknown, repeated or out of order",
        "se is no time the service reads",
        "http alone is not allowed",
        "no CIDR, no IPv6",
    ] {
        page.wait_for_text(words).await?;
    }
    choose(&page, "Send with this SAS").await?;
    sas_verdict(&page, "403 AuthenticationFailed").await?;
    // Going elsewhere and back, and a reload, find nothing of it: not in the address, not in any storage.
    page.click("link", "Stage").await?;
    page.wait_until("document.querySelector('.transport-clock')").await?;
    page.press("Space").await?;
    page.wait_until("localStorage.length > 0").await?;
    let kept = "return [location.href, document.cookie, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), JSON.stringify(history.state)].join(' ');";
    let kept = page.run(kept, &[]).await?;
    let kept = kept.as_str().unwrap_or_default();
    assert!(kept.contains("queue-storage-playground"), "the page does keep its runs: {kept}");
    for secret in [key, sas, "c2VjcmV0LXNpZ25hdHVyZQ", "payroll/messages"] {
        assert!(!kept.contains(secret), "{secret} was kept");
    }
    page.reload().await?;
    page.wait_until("!document.getElementById('boot')").await?;
    page.click("link", "Lab").await?;
    page.wait_for_text("Permission matrix").await?;
    page.click("link", "SAS").await?;
    page.wait_until("document.querySelector('textarea.secret')").await?;
    let text = page.run("return document.querySelector('textarea.secret').value;", &[]).await?;
    assert!(!text.as_str().unwrap_or_default().contains("c2VjcmV0"), "a new SAS stands there: {text}");
    Ok(())
}

pub async fn a_byte_changes_its_line_and_the_signature(bench: Bench) -> Outcome {
    let page = bench.site("#/lab/shared-key").await?;
    let linked = "[...document.querySelectorAll('.piece[data-linked=true] code')].map((code) => code.innerText).join(' | ')";
    // Pointing by key, then by mouse: the part and its line light up together.
    page.tab_to("/newsqueue/messages line 15").await?;
    page.wait_until(&format!("{linked} === '/newsqueue/messages | /thenewsroom/newsqueue/messages'")).await?;
    page.click("button", "Line 4 66 Content-Length").await?;
    page.wait_until(&format!("{linked} === 'Content-Length: 66 | 66'")).await?;
    // One byte of the request is another: its line is marked, the keys make other signatures, and the service refuses.
    let edit = "const text = document.querySelector('.lab-raw'); text.focus(); const at = text.value.indexOf('application/xml'); text.setSelectionRange(at, at + 1);";
    page.run(edit, &[]).await?;
    page.type_text("A").await?;
    page.wait_until("document.querySelectorAll('li[data-changed=true]').length === 1").await?;
    assert_eq!(page.count("button", "Line 6 Application/xml changed Content-Type").await?, 1);
    page.wait_until("document.querySelectorAll('.lab-signatures [data-matches=no]').length === 2").await?;
    choose(&page, "Send with the old signature").await?;
    page.wait_until("document.querySelector('.verdict')?.innerText.includes('Decided by: Signature.')").await?;
    choose(&page, "Sign again with key1").await?;
    choose(&page, "Send with the old signature").await?;
    page.wait_until("document.querySelector('.verdict')?.innerText.includes('201')").await
}

pub async fn both_keys_are_rotated_without_a_failure(bench: Bench) -> Outcome {
    let page = bench.site("#/lab/shared-key").await?;
    for act in ["Give the programs key2", "Regenerate key1", "Give the programs key1", "Regenerate key2"] {
        choose(&page, act).await?;
    }
    page.wait_for_text("Both keys are new, and nobody noticed.").await?;
    assert_eq!(page.text(".rotation-count").await?.split_whitespace().collect::<Vec<_>>(), ["answered", "24", "failed", "0"]);
    // In the wrong order somebody fails, and it is not forgotten.
    choose(&page, "Begin again").await?;
    for act in ["Regenerate key1", "Regenerate key2"] {
        choose(&page, act).await?;
    }
    page.wait_for_text("Both keys are new, and some requests failed").await?;
    assert_eq!(page.text(".rotation-count").await?.split_whitespace().collect::<Vec<_>>(), ["answered", "0", "failed", "12"]);
    Ok(())
}

pub async fn a_cell_of_the_matrix_replays_its_request(bench: Bench) -> Outcome {
    let page = bench.site("#/lab/matrix").await?;
    assert_eq!(page.run("return document.querySelectorAll('.matrix-cell').length;", &[]).await?, 18 * 13);
    page.tab_to("Put Message with Shared Key: let in").await?;
    for (key, times) in [("ArrowDown", 2), ("ArrowRight", 9)] {
        press_times(&page, key, times).await?;
    }
    assert_eq!(page.focused().await?.1, "Peek Messages with Owner: refused");
    page.press("Enter").await?;
    page.wait_until("document.querySelector('.lab-beside h2')?.innerText === 'Peek Messages with Owner'").await?;
    page.wait_until("document.querySelector('.verdict').innerText.includes('Decided by: Roles.')").await?;
    take_from_list(&page, "Operations", "about messages").await?;
    take_from_list(&page, "Cells", "let in").await?;
    // Six operations on messages; what is let in there is what the reference counts.
    page.wait_until("document.querySelectorAll('.matrix tbody tr').length === 6").await?;
    page.wait_until("!document.querySelector('.matrix-cell[data-state=out]')").await
}

pub async fn the_questions_end_in_a_recommendation(bench: Bench) -> Outcome {
    let page = bench.site("#/lab/compare").await?;
    for _ in 0..6 {
        choose(&page, "No").await?;
    }
    page.wait_for_text("User delegation SAS: HTTPS only, one queue, least letters, short").await?;
    choose(&page, "Ask again from the start").await?;
    choose(&page, "No").await?;
    choose(&page, "Yes").await?;
    page.wait_for_text("Managed identity, or workload identity federation, with a data role on the queue").await?;
    for name in ["Entra ID (AAD)", "Shared Key", "Service SAS"] {
        assert_eq!(page.count("columnheader", name).await?, 1, "{name}");
    }
    Ok(())
}

pub async fn a_role_arrives_and_leaves_on_the_virtual_clock(bench: Bench) -> Outcome {
    let page = bench.site("#/lab/entra-id").await?;
    page.wait_for_text("Azure Active Directory").await?;
    choose(&page, "Next step").await?;
    page.wait_until("document.querySelector('.sequence li[aria-current=step]').innerText.startsWith('identity endpoint')").await?;
    choose(&page, "Fetch a token").await?;
    page.wait_for_text("Valid for 1 day more.").await?;
    choose(&page, "Send with this token").await?;
    page.wait_until("document.querySelector('.verdict')?.innerText.includes('200 OK')").await?;
    choose(&page, "Remove Storage Queue Data Message Processor").await?;
    page.wait_for_text("in force; ends in 10 minutes").await?;
    choose(&page, "Send with this token").await?;
    page.wait_until("document.querySelector('.verdict')?.innerText.includes('200 OK')").await?;
    for _ in 0..2 {
        choose(&page, "Turn the clock forward: 5 min").await?;
    }
    choose(&page, "Send with this token").await?;
    page.wait_until("document.querySelector('.verdict')?.innerText.includes('Decided by: Roles.')").await?;
    // The token itself ends after a day, roles or no roles.
    choose(&page, "Turn the clock forward: 1 day").await?;
    choose(&page, "Send with this token").await?;
    page.wait_until("document.querySelector('.verdict')?.innerText.includes('Decided by: Lifetime.')").await
}

pub async fn every_incident_is_told_and_replayed(bench: Bench) -> Outcome {
    let page = bench.site("#/lab/incidents").await?;
    let open = "const found = [];
        for (const button of document.querySelectorAll('.incidents-list button')) {
            button.click();
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
            const parts = [...document.querySelectorAll('.incident section > p')].map((part) => part.innerText);
            found.push([document.querySelector('.incident h2').innerText, parts.length, document.querySelectorAll('.incident .verdict').length]);
        }
        return found;";
    let found = page.run_async(open, &[]).await?;
    let found: Vec<(String, u64, u64)> = serde_json::from_value(found)?;
    assert_eq!(found.len(), 26);
    for (title, parts, answers) in found {
        assert_eq!(parts, 4, "{title}: symptom, investigation, cause, repair");
        assert!(answers >= 2, "{title}: {answers} answers");
    }
    Ok(())
}

in_every_window! { every_screen:
    wide_lab_screens_in_light_have_no_serious_fault wide_lab_screens_in_dark_have_no_serious_fault
    phone_lab_screens_in_light_have_no_serious_fault phone_lab_screens_in_dark_have_no_serious_fault
}

/// Every screen of the lab with axe-core, and without anything that is too small for a finger.
async fn every_screen(_: &Bench, walk: &mut Walk) -> Outcome {
    let page = walk.page.clone();
    walk.go(LAB).await?;
    walk.look("first screen").await?;
    page.click("button", SEND).await?;
    verdict(&page, "403").await?;
    page.click("button", "Send through all three doors").await?;
    page.run("document.querySelectorAll('details').forEach((fold) => fold.open = true);", &[]).await?;
    walk.look("refused").await?;
    page.click("link", "SAS").await?;
    page.wait_until("document.querySelector('textarea.secret')").await?;
    page.click("button", "Send with this SAS").await?;
    sas_verdict(&page, "200 OK").await?;
    walk.look("SAS").await?;
    for (bench, ready) in [
        ("Shared Key", ".piece"),
        ("Entra ID", ".sequence"),
        ("Permission matrix", ".matrix"),
        ("Comparison", ".compare"),
        ("Incidents", ".incident"),
    ] {
        page.click("link", bench).await?;
        page.wait_until(&format!("document.querySelector({ready:?})")).await?;
        page.run(USE_IT, &[]).await?;
        walk.look(bench).await?;
        walk.touch(bench, "main").await?;
    }
    Ok(())
}
