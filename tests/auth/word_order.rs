//! Names of headers sort like words.

use super::support::{request, route};
use playground::auth::shared_key::{Scheme, string_to_sign};
use serde_json::json;

#[test]
fn headers_are_signed_in_the_order_of_words() {
    let names = ["x-ms-b", "x-ms-a1", "x-ms-ab", "x-ms-a-b", "x-ms-a_b", "x-ms-a", "x-ms-a`b", "x-ms-aa", "x-ms-a'b"];
    let headers: Vec<_> = names.iter().map(|name| json!([name, "1"])).collect();
    let request = request(&json!({"method": "GET", "url": "https://acct.queue.core.windows.net/", "headers": headers, "body": null}), "");
    let shown = string_to_sign(&request, "acct", route(&request).style, Scheme::SharedKey);
    let signed: Vec<&str> = shown.lines[12..21].iter().map(|line| line.text.trim_end_matches(":1")).collect();
    assert_eq!(signed, ["x-ms-a", "x-ms-a_b", "x-ms-a`b", "x-ms-a1", "x-ms-aa", "x-ms-ab", "x-ms-a'b", "x-ms-a-b", "x-ms-b"]);
}
