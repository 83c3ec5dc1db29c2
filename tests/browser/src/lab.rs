//! The authorisation lab: a refused SAS understood and repaired by mouse, by key and by ear, and what is kept of a secret.

use browser_tests::{Bench, Headers, Media, Outcome, Page};
use serde_json::Value;

use crate::steps::{become_phone, choose};

/// The lab's first screen.
const LAB: &str = "#/lab";
/// The workbench for shared access signatures.
const SAS: &str = "#/lab/sas";

const SEND: &str = "Send Get Messages with this SAS";
const APPLY: &str = "Make this change and send again";
const ADD_LETTER: &str = "Sign a new SAS with the letter p added";

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
    page.tab_to("Operation").await?;
    page.press("ArrowUp").await?;
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
    page.click("link", "SAS").await?;
    page.wait_until("document.querySelector('textarea.secret')").await?;
    let text = page.run("return document.querySelector('textarea.secret').value;", &[]).await?;
    assert!(!text.as_str().unwrap_or_default().contains("c2VjcmV0"), "a new SAS stands there: {text}");
    Ok(())
}

/// Every screen of the lab with axe-core, and without anything that reaches beyond a phone.
async fn every_screen(bench: &Bench, dark: bool, phone: bool) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    if phone {
        become_phone(&page).await?;
    }
    page.media(Media { dark, reduced_motion: true, ..Media::default() }).await?;
    page.start(&format!("{}{LAB}", server.url())).await?;
    let mut faults = look(&page, "first screen").await?;
    page.click("button", SEND).await?;
    verdict(&page, "403").await?;
    page.click("button", "Send through all three doors").await?;
    page.run("document.querySelectorAll('details').forEach((fold) => fold.open = true);", &[]).await?;
    faults.extend(look(&page, "refused").await?);
    page.click("link", "SAS").await?;
    page.wait_until("document.querySelector('textarea.secret')").await?;
    page.click("button", "Send with this SAS").await?;
    sas_verdict(&page, "200 OK").await?;
    faults.extend(look(&page, "SAS").await?);
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n      ").into()) }
}

async fn look(page: &Page, screen: &str) -> Result<Vec<String>, browser_tests::Failure> {
    let mut found = page.accessibility_findings().await?;
    let wide = page.run("const page = document.scrollingElement; return page.scrollWidth > page.clientWidth;", &[]).await?;
    if wide == Value::Bool(true) {
        found.push("the page can be scrolled sideways".into());
    }
    Ok(found.into_iter().map(|fault| format!("{screen}: {fault}")).collect())
}

pub async fn wide_lab_screens_in_light_have_no_serious_fault(bench: Bench) -> Outcome {
    every_screen(&bench, false, false).await
}

pub async fn wide_lab_screens_in_dark_have_no_serious_fault(bench: Bench) -> Outcome {
    every_screen(&bench, true, false).await
}

pub async fn phone_lab_screens_in_light_have_no_serious_fault(bench: Bench) -> Outcome {
    every_screen(&bench, false, true).await
}

pub async fn phone_lab_screens_in_dark_have_no_serious_fault(bench: Bench) -> Outcome {
    every_screen(&bench, true, true).await
}
