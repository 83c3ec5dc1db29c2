//! Tests of how the page gets to a person: over HTTP under a sub-path, from disk, without a network, in a new version, and not at all if it was
//! tampered with. They know nothing of what the page shows.

use std::fs;
use std::path::{Path, PathBuf};

use browser_tests::{Bench, Failure, Headers, Media, Outcome, Page, repository};
use data_encoding::BASE64;
use serde_json::json;
use sha2::{Digest, Sha256};

/// True once the offline copy is complete and answers for this page.
const CONTROLLED: &str = "navigator.serviceWorker.controller";

pub async fn the_site_starts_on_a_host_that_sends_no_headers(bench: Bench) -> Outcome {
    let page = bench.site("").await?;
    page.wait_until("document.querySelector('main')").await
}

pub async fn the_site_starts_on_a_host_that_sends_all_headers(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Hosted)?;
    let page = bench.blank().await?;
    page.start(&server.url()).await?;
    let sent = page.run_async("return (await fetch('./')).headers.get('content-security-policy');", &[]).await?;
    assert!(sent.as_str().is_some_and(|policy| policy.starts_with("default-src 'none'")), "the host sends the policy, not {sent}");
    Ok(())
}

pub async fn the_site_loads_every_file_once_and_misses_none(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    page.start(&server.url()).await?;
    page.wait_until(CONTROLLED).await?;
    let asked = server.take_asked();
    let missing: Vec<_> = asked.iter().filter(|(_, status)| *status != 200).collect();
    assert!(missing.is_empty(), "not answered: {missing:?}");
    // Once by the page, once more by the worker, which asks again on purpose to be sure of a whole version.
    let modules = asked.iter().filter(|(path, _)| path.contains("/app-")).count();
    assert_eq!(modules, 2, "the preloaded module is used, not loaded twice: {asked:?}");
    Ok(())
}

pub async fn the_single_file_starts_from_disk_and_asks_for_nothing(bench: Bench) -> Outcome {
    let page = bench.single_file("").await?;
    let asked = page.take_requests().await?;
    let at = page.driver().current_url().await?.to_string();
    let beyond: Vec<_> = asked.iter().filter(|address| !address.starts_with("data:") && *address != &at).collect();
    assert!(beyond.is_empty(), "asked for {beyond:?}");
    Ok(())
}

pub async fn the_policy_stops_requests_to_other_hosts(bench: Bench) -> Outcome {
    for page in [bench.site("").await?, bench.single_file("").await?] {
        let body = "const stopped = new Promise((resolve) => addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)));
            fetch('http://127.0.0.1:9/').catch(() => {});
            return await stopped;";
        assert_eq!(page.run_async(body, &[]).await?, "connect-src");
        bench.expect_console("violates the following Content Security Policy directive");
        bench.expect_console("Refused to connect");
    }
    Ok(())
}

pub async fn the_site_works_without_a_network_after_one_visit(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    page.start(&server.url()).await?;
    page.wait_until(CONTROLLED).await?;
    server.stop();
    page.reload().await?;
    page.wait_until("!document.getElementById('boot')").await?;
    page.open_in_new_tab(&format!("{}?from=a-link#/somewhere", server.url())).await?;
    page.wait_until("!document.getElementById('boot')").await?;
    page.wait_until("document.querySelector('main')").await
}

pub async fn a_new_version_waits_until_it_is_wanted(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    page.start(&server.url()).await?;
    page.wait_until(CONTROLLED).await?;
    stand_still(&page).await?;
    server.deploy(next_version(&bench, "wanted")?);

    let hears = "window.heard = 0; addEventListener('qsp-update-ready', () => { window.heard += 1; });";
    page.run(hears, &[]).await?;
    come_back_until(&page, "window.heard === 1 && document.documentElement.dataset.update === 'ready'").await?;

    page.reload().await?;
    page.wait_until("document.documentElement.dataset.update === 'ready'").await?;
    page.wait_until("!document.querySelector('meta[name=version]')").await?;

    page.run("dispatchEvent(new Event('qsp-apply-update'));", &[]).await?;
    page.wait_until("document.querySelector('meta[name=version]') && !document.getElementById('boot')").await?;
    page.wait_until(CONTROLLED).await?;
    let caches = page.run_async("return (await caches.keys()).length;", &[]).await?;
    assert_eq!(caches, json!(1), "the old version's cache is gone");
    Ok(())
}

pub async fn half_a_new_version_is_not_taken(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    page.start(&server.url()).await?;
    page.wait_until(CONTROLLED).await?;
    stand_still(&page).await?;
    server.deploy(next_version(&bench, "half")?);
    server.put("icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    bench.expect_console("integrity");
    bench.expect_console("Failed to");

    let body = "const registration = await navigator.serviceWorker.getRegistration();
        await registration.update();
        const worker = registration.installing;
        while (worker.state !== 'redundant') {
            if (worker.state === 'installed') return 'installed';
            await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
        }
        return `${worker.state}, ${(await caches.keys()).length} cache`;";
    assert_eq!(page.run_async(body, &[]).await?, "redundant, 1 cache");
    server.stop();
    page.reload().await?;
    page.wait_until("!document.getElementById('boot')").await
}

pub async fn the_switch_off_worker_hands_the_page_back_to_the_host(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let page = bench.blank().await?;
    page.start(&server.url()).await?;
    page.wait_until(CONTROLLED).await?;
    page.run_async("await caches.open('of-another-page-on-this-host');", &[]).await?;
    stand_still(&page).await?;
    server.deploy(next_version(&bench, "off")?);
    server.put("sw.js", fs::read(bench.dist().join("sw-off.js"))?);
    // It does not wait to be wanted: the page is loaded again by itself, and this time from the host.
    come_back_until(&page, "document.querySelector('meta[name=version]') && !document.getElementById('boot')").await?;
    assert_eq!(page.run_async("return (await caches.keys()).join();", &[]).await?, "of-another-page-on-this-host");
    Ok(())
}

pub async fn a_tampered_module_is_refused_in_words(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let (name, mut bytes) = hashed_file(&bench, "app-", "wasm")?;
    // The last byte belongs to data: the module stays well-formed, so nothing but its hash gives it away.
    *bytes.last_mut().ok_or("the module is empty")? ^= 1;
    server.put(&name, bytes);
    bench.expect_console("integrity");
    bench.expect_console("Failed to fetch");
    let page = bench.blank().await?;
    page.open(&server.url()).await?;
    page.wait_until("document.getElementById('boot')?.dataset.failed === ''").await?;
    assert!(page.text("#boot").await?.contains("could not start"));
    Ok(())
}

pub async fn a_tampered_rest_of_the_module_is_refused_in_words(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let (name, mut bytes) = hashed_file(&bench, "rest-", "wasm")?;
    *bytes.last_mut().ok_or("the rest is empty")? ^= 1;
    server.put(&name, bytes);
    bench.expect_console("integrity");
    bench.expect_console("Failed to fetch");
    bench.expect_console("Failed to find a valid digest");
    let page = bench.blank().await?;
    // A page in the middle of the course wants all of the module, and says what is wrong before it shows anything.
    page.open(&format!("{}#/learn", server.url())).await?;
    page.wait_until("document.getElementById('boot')?.dataset.failed === ''").await?;
    assert!(page.text("#boot").await?.contains("could not start"));
    Ok(())
}

pub async fn a_tampered_script_is_refused_and_words_remain(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    let (name, mut bytes) = hashed_file(&bench, "boot-", "js")?;
    bytes.extend_from_slice(b"document.body.dataset.tampered = 'yes';");
    server.put(&name, bytes);
    bench.expect_console("integrity");
    // The module is preloaded for a script that never comes.
    bench.expect_console("preload");
    let page = bench.blank().await?;
    page.open(&server.url()).await?;
    page.wait_until("getComputedStyle(document.getElementById('boot')).visibility === 'visible'").await?;
    assert!(page.text("#boot").await?.contains("blocked the page's script"));
    assert_eq!(page.run("return document.body.dataset.tampered ?? null;", &[]).await?, json!(null));
    Ok(())
}

pub async fn the_manifest_is_sound(bench: Bench) -> Outcome {
    let page = bench.site("").await?;
    let manifest = page.devtools("Page.getAppManifest", json!({})).await?;
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    let address = manifest["url"].as_str().unwrap_or_default();
    assert!(address.ends_with("/some/course/page/manifest.webmanifest"), "{address}");
    for icon in ["icon.svg", "icons/icon-192.png", "icons/icon-512.png", "icons/icon-maskable-512.png"] {
        assert!(bench.dist().join(icon).is_file(), "{icon} is there");
    }
    Ok(())
}

pub async fn a_page_at_rest_asks_for_no_frame_and_no_timer(bench: Bench) -> Outcome {
    // The first page moves by itself; an exercise waits for its learner.
    for page in [bench.site("#/learn/06").await?, bench.single_file("#/learn/06").await?] {
        page.media(Media { reduced_motion: true, ..Media::default() }).await?;
        page.run("document.dispatchEvent(new Event('visibilitychange'));", &[]).await?;
        page.reset_probe().await?;
        // Two frames of our own: whatever keeps asking would have asked by then. They are the only ones there may be.
        page.run_async("for (let n = 0; n < 2; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));", &[]).await?;
        assert_eq!(page.probe().await?, (2, 0, 0));
    }
    Ok(())
}

pub async fn a_hidden_page_asks_for_no_frame_and_no_timer(bench: Bench) -> Outcome {
    let page = bench.site("").await?;
    page.hide().await?;
    page.reset_probe().await?;
    // Hidden pages get no frames, so there is none to wait for: what a page asks for in a later turn of its event loop is what counts.
    page.run_async("for (let n = 0; n < 20; n += 1) await new Promise((resolve) => { const c = new MessageChannel(); c.port1.onmessage = resolve; c.port2.postMessage(0); });", &[])
        .await?;
    let (frames, timers, pending) = page.probe().await?;
    assert_eq!((frames, timers, pending), (0, 0, 0));
    page.show().await
}

pub async fn the_first_screen_has_no_serious_accessibility_fault(bench: Bench) -> Outcome {
    let server = bench.serve(&bench.dist(), Headers::Bare)?;
    for media in [Media::default(), Media { dark: true, ..Media::default() }] {
        let page = bench.blank().await?;
        // Before the page loads: colours that are still on their way from one theme to the other are nobody's fault.
        page.media(media).await?;
        page.start(&server.url()).await?;
        let findings = page.accessibility_findings().await?;
        assert!(findings.is_empty(), "{media:?}\n{}", findings.join("\n"));
    }
    Ok(())
}

/// Pauses the world of the first page. The browser looks for a new version when it has nothing better to do, and without a GPU the frames of a world
/// that plays keep two cores busy for longer than a test waits.
async fn stand_still(page: &Page) -> Outcome {
    page.wait_until("document.querySelector('.transport-clock')?.innerText > '00:00'").await?;
    page.press("Space").await
}

/// Comes back to the page once a second, as a person does, until `condition` holds. Once is not enough: the browser may be asking for the version
/// before, and then takes the two questions for one.
async fn come_back_until(page: &Page, condition: &str) -> Outcome {
    const COME_BACK: &str = "Date.now() - (window.cameBack ?? 0) > 1000
        && (window.cameBack = Date.now(), document.dispatchEvent(new Event('visibilitychange')))";
    page.wait_until(&format!("({COME_BACK}, {condition})")).await
}

/// Returns name and content of the one file in `dist/` that begins and ends so and is named by its hash.
fn hashed_file(bench: &Bench, begin: &str, ending: &str) -> Result<(String, Vec<u8>), Failure> {
    for entry in fs::read_dir(bench.dist())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(begin) && path.extension().is_some_and(|found| found == ending) {
            return Ok((name, fs::read(path)?));
        }
    }
    Err(format!("dist/ has no file {begin}*.{ending}").into())
}

/// Makes a later deployment of the same site: its page says `<meta name=version>`, and its worker knows the page's new hash.
fn next_version(bench: &Bench, name: &str) -> Result<PathBuf, Failure> {
    let folder = repository().join("target/browser-tests").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    copy(&bench.dist(), &folder)?;
    let old = fs::read_to_string(folder.join("index.html"))?;
    let new = old.replace("<title>", "<meta name=\"version\" content=\"next\">\n<title>");
    let worker = fs::read_to_string(folder.join("sw.js"))?.replace(&integrity(&old), &integrity(&new));
    // The name of the cache is the hash of the list; a list with one other hash in it has another name.
    let build = worker.split("${OURS}").nth(1).and_then(|rest| rest.split('`').next()).ok_or("the worker names no cache")?.to_owned();
    fs::write(folder.join("sw.js"), worker.replace(&build, "0123456789abcdef"))?;
    fs::write(folder.join("index.html"), new)?;
    Ok(folder)
}

fn integrity(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
