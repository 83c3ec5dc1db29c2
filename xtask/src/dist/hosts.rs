//! What hosts are told: headers, types and addresses, in the words of those that read a file for it.
//!
//! The page carries its own content security policy, because some hosts (GitHub Pages) send no headers of ours. Where headers can be sent they say the
//! same again and what only a header can say.

use crate::Outcome;

/// Returns the policy: only what the site itself consists of may run, show or be asked. `inline` are hashes of inline pieces (single file only).
pub fn policy(scripts: &str, styles: &str, connect: &str, worker: &str) -> String {
    format!(
        "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {styles}; img-src 'self' data: blob:; connect-src {connect}; \
         worker-src {worker}; manifest-src {connect}; base-uri 'none'; form-action 'none'; object-src 'none'"
    )
}

/// Headers for every answer, besides the policy.
const ALWAYS: [(&str, &str); 3] =
    [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin")];

const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_FIRST: &str = "no-cache";

/// Returns name and content of each file that tells a host something. `hashed` are the files whose name changes with their content.
///
/// Err: a template lacks a mark.
pub fn files(policy: &str, hashed: &[&str]) -> Outcome<Vec<(&'static str, String)>> {
    let nginx = include_str!("../../page/nginx.conf");
    if !(nginx.contains("%HEADERS%") && nginx.contains("%HEADERS_INNER%")) {
        return Err("xtask/page/nginx.conf lacks its marks".to_owned());
    }
    // nginx forgets outer headers as soon as an inner block adds one: they have to stand in both.
    let nginx = nginx.replace("%HEADERS%", &nginx_headers(policy, 4)).replace("%HEADERS_INNER%", &nginx_headers(policy, 8));
    Ok(vec![
        ("_headers", underscore_headers(policy, hashed)),
        ("staticwebapp.config.json", static_web_app(policy, hashed)),
        ("nginx.conf", nginx),
        ("404.html", include_str!("../../page/404.html").to_owned()),
        // GitHub Pages leaves out files that begin with an underscore unless it sees this one.
        (".nojekyll", String::new()),
    ])
}

/// Netlify and Cloudflare Pages.
fn underscore_headers(policy: &str, hashed: &[&str]) -> String {
    let always = ALWAYS.map(|(name, value)| format!("  {name}: {value}\n")).concat();
    let cached = |file: &str, how: &str| format!("/{file}\n  Cache-Control: {how}\n");
    let fresh = ["", "sw.js", "manifest.webmanifest"].map(|file| cached(file, ASK_FIRST)).concat();
    let forever = hashed.iter().map(|file| cached(file, FOREVER)).collect::<Vec<_>>().concat();
    format!("/*\n  Content-Security-Policy: {policy}\n{always}{fresh}{forever}")
}

/// Azure Static Web Apps. There is no fallback to the page on purpose: routes are behind the hash, so an unknown path is an error.
fn static_web_app(policy: &str, hashed: &[&str]) -> String {
    let headers: Vec<String> = std::iter::once(("Content-Security-Policy", policy))
        .chain(ALWAYS)
        .map(|(name, value)| format!("    \"{name}\": \"{value}\""))
        .collect();
    let route = |file: &str, cache: &str| format!("    {{ \"route\": \"/{file}\", \"headers\": {{ \"Cache-Control\": \"{cache}\" }} }}");
    let fresh = ["index.html", "sw.js", "manifest.webmanifest"].map(|file| route(file, ASK_FIRST));
    let routes: Vec<String> = fresh.into_iter().chain(hashed.iter().map(|file| route(file, FOREVER))).collect();
    format!(
        "{{\n  \"globalHeaders\": {{\n{}\n  }},\n  \"mimeTypes\": {{\n    \".wasm\": \"application/wasm\",\n    \".webmanifest\": \
         \"application/manifest+json\"\n  }},\n  \"routes\": [\n{}\n  ],\n  \"responseOverrides\": {{\n    \"404\": {{ \"rewrite\": \"/404.html\" }}\n  }}\n}}\n",
        headers.join(",\n"),
        routes.join(",\n"),
    )
}

fn nginx_headers(policy: &str, indent: usize) -> String {
    let all = std::iter::once(("Content-Security-Policy", policy)).chain(ALWAYS);
    let lines: Vec<String> = all.map(|(name, value)| format!("{:indent$}add_header {name} \"{value}\" always;", "")).collect();
    lines.join("\n")
}
