"""Microsoft's own Python client against the emulator example: every operation, as a program would use it.

Reads one JSON object from standard input (see `clients.rs`), prints one line a check and a closing line `N passed, N failed`.
"""

import json
import socket
import sys
import time
from datetime import datetime, timedelta, timezone

from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)
from azure.storage.queue import (
    AccessPolicy,
    AccountSasPermissions,
    BinaryBase64DecodePolicy,
    BinaryBase64EncodePolicy,
    CorsRule,
    Metrics,
    QueueAnalyticsLogging,
    QueueClient,
    QueueSasPermissions,
    QueueServiceClient,
    ResourceTypes,
    RetentionPolicy,
    TextBase64DecodePolicy,
    TextBase64EncodePolicy,
    generate_account_sas,
    generate_queue_sas,
)

GIVEN = json.load(sys.stdin)
ENDPOINT, ACCOUNT, KEY = GIVEN["endpoint"], GIVEN["account"], GIVEN["key"]
passed = failed = 0


def check(name, found, expected=True):
    global passed, failed
    if found == expected:
        passed += 1
        print(f"ok      python: {name}")
    else:
        failed += 1
        print(f"FAILED  python: {name}\n        expected {expected!r}\n        found    {found!r}")


def refused(name, status, code, call, kind=HttpResponseError):
    """The call must be refused with exactly this status, this code, and the client's own class of error."""
    try:
        answer = call()
    except HttpResponseError as error:
        check(name, (error.status_code, error.error_code, isinstance(error, kind)), (status, code, True))
    else:
        check(name, answer, f"a refusal {status} {code}")


def section(work):
    """Runs one group of checks; an error nobody expected is a failed check, and the other groups still run."""
    try:
        work()
    except Exception as error:  # noqa: BLE001
        check(f"{work.__name__} runs to its end", f"{type(error).__name__}: {error}", "no error")


def connection(key=KEY):
    return (
        f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={key};"
        f"QueueEndpoint={ENDPOINT};QueueSecondaryEndpoint={ENDPOINT.removeprefix('http://')}-secondary"
    )


def now():
    return datetime.now(timezone.utc)


def close(a, b, seconds=2.0):
    return abs((a - b).total_seconds()) <= seconds


service = QueueServiceClient.from_connection_string(connection())


def queues():
    queue = service.create_queue("py-queues", metadata={"Category": "Front page", "empty_one": "x"})
    check("metadata given to Create comes back with its case", queue.get_queue_properties().metadata,
          {"Category": "Front page", "empty_one": "x"})
    created = QueueClient.from_connection_string(connection(), "py-queues")
    # The service answers 204; the library makes an error of it.
    refused("creating it again with the same metadata changes nothing", 204, "QueueAlreadyExists",
            lambda: created.create_queue(metadata={"Category": "Front page", "empty_one": "x"}), ResourceExistsError)
    refused("creating it again with other metadata", 409, "QueueAlreadyExists",
            lambda: created.create_queue(metadata={"other": "1"}), ResourceExistsError)
    queue.set_queue_metadata({"Second": "2"})
    check("Set Metadata replaces the whole set", queue.get_queue_properties().metadata, {"Second": "2"})
    queue.set_queue_metadata()
    check("no pairs clear it", queue.get_queue_properties().metadata, {})
    check("an empty queue counts nothing", queue.get_queue_properties().approximate_message_count, 0)
    refused("too short a name", 400, "OutOfRangeInput", lambda: service.create_queue("ab"))
    refused("a letter no name may have", 400, "InvalidResourceName", lambda: service.create_queue("a_b_c"))
    refused("a queue that is not there", 404, "QueueNotFound",
            lambda: service.get_queue_client("py-nowhere").get_queue_properties(), ResourceNotFoundError)
    queue.delete_queue()
    refused("a deleted queue is gone at once", 404, "QueueNotFound", queue.get_queue_properties, ResourceNotFoundError)
    refused("its name is blocked for a while", 409, "QueueBeingDeleted", queue.create_queue, ResourceExistsError)
    refused("deleting it twice", 404, "QueueNotFound", queue.delete_queue, ResourceNotFoundError)


def listing():
    names = [f"py-list-{n:02}" for n in (7, 3, 11, 0, 5, 9, 1, 10, 2, 8, 4, 6)]
    for name in names:
        service.create_queue(name, metadata={"Number": name[-2:]} if name.endswith("3") else None)
    found = [queue.name for queue in service.list_queues(name_starts_with="py-list-")]
    check("a list is complete and in the order of names", found, sorted(names))
    pages = [[q.name for q in page] for page in service.list_queues(name_starts_with="py-list-", results_per_page=5).by_page()]
    check("pages have the size asked for", [len(page) for page in pages], [5, 5, 2])
    check("pages together are the list", sum(pages, []), sorted(names))
    described = {q.name: q.metadata for q in service.list_queues(name_starts_with="py-list-0", include_metadata=True)}
    check("metadata comes with the list if asked for", described["py-list-03"], {"Number": "03"})
    # The client library cannot tell an empty set from one that was not asked for.
    check("a queue without metadata shows none", described["py-list-04"] or {}, {})
    check("without asking there is none", next(iter(service.list_queues(name_starts_with="py-list-03"))).metadata, None)
    check("a prefix nobody has", list(service.list_queues(name_starts_with="py-nobody")), [])
    again = service.list_queues(name_starts_with="py-list-", results_per_page=4).by_page()
    next(again)
    resumed = service.list_queues(name_starts_with="py-list-", results_per_page=50).by_page(again.continuation_token)
    check("a marker resumes where the page before ended", [q.name for q in next(resumed)], sorted(names)[4:])


def message_life():
    queue = service.create_queue("py-life")
    sent = queue.send_message("first", visibility_timeout=0, time_to_live=3600)
    check("Put says when the message expires", (sent.expires_on - sent.inserted_on).total_seconds(), 3600.0)
    check("Put says when it was inserted", close(sent.inserted_on, now()))
    check("Put gives a receipt", bool(sent.pop_receipt))
    forever = queue.send_message("second", time_to_live=-1)
    check("a message can live for ever", forever.expires_on.year, 9999)
    check("without a time to live it is seven days",
          (lambda m: m.expires_on - m.inserted_on)(queue.send_message("third")), timedelta(days=7))
    hidden = queue.send_message("fourth", visibility_timeout=3000)
    check("a delay is shown", (hidden.next_visible_on - hidden.inserted_on).total_seconds(), 3000.0)
    check("the count includes what is hidden", queue.get_queue_properties().approximate_message_count, 4)
    peeked = queue.peek_messages(max_messages=32)
    check("Peek shows what is visible, in order", [m.content for m in peeked], ["first", "second", "third"])
    check("Peek shows a dequeue count of nought and no receipt", [(m.dequeue_count, m.pop_receipt) for m in peeked], [(0, None)] * 3)
    got = queue.receive_message(visibility_timeout=60)
    check("Get hands out the oldest", (got.content, got.id, got.dequeue_count), ("first", sent.id, 1))
    check("Get hides it for the time asked for", close(got.next_visible_on, now() + timedelta(seconds=60)))
    check("Get makes another receipt", got.pop_receipt != sent.pop_receipt)
    refused("the receipt of Put is outdated after Get", 404, "MessageNotFound",
            lambda: queue.delete_message(sent.id, sent.pop_receipt), ResourceNotFoundError)
    check("what is held is not handed out", [m.content for m in queue.receive_messages(max_messages=10, visibility_timeout=5)],
          ["second", "third"])
    updated = queue.update_message(got, visibility_timeout=0, content="first, corrected")
    check("Update makes a new receipt", updated.pop_receipt != got.pop_receipt)
    refused("the receipt before Update is outdated", 404, "MessageNotFound",
            lambda: queue.update_message(got, visibility_timeout=10), ResourceNotFoundError)
    again = queue.receive_message(visibility_timeout=30)
    check("Update made it visible with its new text", (again.id, again.content, again.dequeue_count), (sent.id, "first, corrected", 2))
    kept = queue.update_message(again.id, again.pop_receipt, visibility_timeout=40)
    check("Update without text shows the new time", close(kept.next_visible_on, now() + timedelta(seconds=40)))
    queue.delete_message(again.id, kept.pop_receipt)
    refused("deleting a deleted message", 404, "MessageNotFound",
            lambda: queue.delete_message(again.id, kept.pop_receipt), ResourceNotFoundError)
    refused("a receipt that is none", 400, "InvalidQueryParameterValue",
            lambda: queue.delete_message(forever.id, "not a receipt"))
    queue.delete_message(hidden.id, hidden.pop_receipt)
    check("who put a message can delete it unseen", queue.get_queue_properties().approximate_message_count, 2)
    queue.clear_messages()
    check("Clear leaves nothing, held or not", queue.get_queue_properties().approximate_message_count, 0)
    check("an empty queue answers with an empty list", queue.receive_message(), None)
    queue.clear_messages()


def time_passes():
    queue = service.create_queue("py-time")
    queue.send_message("short-lived", time_to_live=2)
    late = queue.send_message("late", visibility_timeout=1)
    held = queue.receive_message(visibility_timeout=1)
    check("the visible one comes first", held.content, "short-lived")
    check("nothing else is visible yet", queue.receive_message(), None)
    time.sleep(1.2)
    check("hidden messages come back, those due first first", [m.content for m in queue.peek_messages(32)], ["late", "short-lived"])
    time.sleep(1.2)
    check("an expired message is gone", [m.content for m in queue.peek_messages(32)], ["late"])
    refused("and its receipt is void", 404, "MessageNotFound",
            lambda: queue.delete_message(held), ResourceNotFoundError)
    queue.delete_message(late.id, late.pop_receipt)
    check("the end of a timeout does not void a receipt", queue.get_queue_properties().approximate_message_count, 0)


def batches():
    queue = service.create_queue("py-batches")
    texts = [f"message {n}" for n in range(70)]
    for text in texts:
        queue.send_message(text)
    check("Peek brings 32 at most", len(queue.peek_messages(max_messages=32)), 32)
    refused("33 are too many to get", 400, "OutOfRangeQueryParameterValue",
            lambda: list(queue.receive_messages(messages_per_page=33)))
    got = list(queue.receive_messages(messages_per_page=32, visibility_timeout=300))
    check("receiving page by page brings all in order", [m.content for m in got], texts)
    first = got[:32]
    check("one Get gives one receipt text to all", len({m.pop_receipt for m in first}), 1)
    check("and ids of their own", len({m.id for m in first}), 32)
    for message in got:
        queue.delete_message(message)
    check("each can be deleted by id and receipt", queue.get_queue_properties().approximate_message_count, 0)
    for timeout in (0, 604801):
        refused(f"a Get cannot hide for {timeout} s", 400, "OutOfRangeQueryParameterValue",
                lambda t=timeout: queue.receive_message(visibility_timeout=t))
    refused("a Put cannot hide for more than a week", 400, "OutOfRangeQueryParameterValue",
            lambda: queue.send_message("x", visibility_timeout=604801, time_to_live=-1))
    refused("a delay must be shorter than the life", 400, "InvalidQueryParameterValue",
            lambda: queue.send_message("x", visibility_timeout=60, time_to_live=60))


def texts():
    queue = service.create_queue("py-texts")
    for text in ["", " leading and trailing ", "a\nb\tc", "<tag attr=\"1\">&amp;</tag>", "]]>", "žluťoučký kůň", "日本語のメッセージ",
                 "🐎🐎 👩‍👩‍👧", "\u00e9 e\u0301", "'\"", "%2B+%", "x" * 65536, "é" * 32768]:
        sent = queue.send_message(text)
        got = queue.receive_message()
        check(f"text comes back as it went: {text[:24]!r} ({len(text)})", got.content if got else None, text)
        queue.delete_message(sent.id, got.pop_receipt)
    refused("65,537 bytes are one too many", 413, "RequestBodyTooLarge", lambda: queue.send_message("x" * 65537))
    refused("bytes count, not letters", 413, "RequestBodyTooLarge", lambda: queue.send_message("é" * 32769))
    check("nothing of what was refused is there", queue.get_queue_properties().approximate_message_count, 0)

    encoded = QueueClient.from_connection_string(
        connection(), "py-texts", message_encode_policy=TextBase64EncodePolicy(), message_decode_policy=TextBase64DecodePolicy())
    encoded.send_message("grüße\u0001")
    check("Base64 is a convention of clients: the service keeps the letters", queue.peek_messages()[0].content, "Z3LDvMOfZQE=")
    check("and the other side decodes them", encoded.receive_message().content, "grüße\u0001")
    encoded.clear_messages()
    binary = QueueClient.from_connection_string(
        connection(), "py-texts", message_encode_policy=BinaryBase64EncodePolicy(), message_decode_policy=BinaryBase64DecodePolicy())
    payload = bytes(range(256)) * 192
    binary.send_message(payload)
    check("48 KiB of any bytes fit as Base64", binary.receive_message().content == payload)
    refused("a byte more does not", 413, "RequestBodyTooLarge", lambda: binary.send_message(payload + b"x"))


def properties():
    check("a new account logs nothing", service.get_service_properties()["analytics_logging"].write, False)
    logging = QueueAnalyticsLogging(read=True, write=True, delete=True, retention_policy=RetentionPolicy(enabled=True, days=5))
    hour = Metrics(enabled=True, include_apis=True, retention_policy=RetentionPolicy(enabled=True, days=7))
    rules = [CorsRule(["https://one.example", "https://two.example"], ["GET", "PUT"], max_age_in_seconds=60,
                      exposed_headers=["x-ms-meta-*"], allowed_headers=["x-ms-meta-data*", "x-ms-meta-target"])]
    service.set_service_properties(analytics_logging=logging, hour_metrics=hour, minute_metrics=Metrics(enabled=False), cors=rules)
    found = service.get_service_properties()
    check("logging comes back", (found["analytics_logging"].read, found["analytics_logging"].retention_policy.days), (True, 5))
    check("metrics come back", (found["hour_metrics"].enabled, found["hour_metrics"].include_apis,
                                found["hour_metrics"].retention_policy.days, found["minute_metrics"].enabled), (True, True, 7, False))
    check("rules come back", [(r.allowed_origins, r.allowed_methods, r.max_age_in_seconds, r.exposed_headers, r.allowed_headers)
                              for r in found["cors"]],
          [("https://one.example,https://two.example", "GET,PUT", 60, "x-ms-meta-*", "x-ms-meta-data*,x-ms-meta-target")])
    service.set_service_properties(hour_metrics=Metrics(enabled=False))
    found = service.get_service_properties()
    check("what is not sent keeps its value", (found["analytics_logging"].read, len(found["cors"]), found["hour_metrics"].enabled),
          (True, 1, False))
    refused("six rules are too many", 400, "InvalidXmlDocument",
            lambda: service.set_service_properties(cors=[CorsRule(["*"], ["GET"])] * 6))
    refused("366 days are too many", 400, "InvalidXmlNodeValue",
            lambda: service.set_service_properties(hour_metrics=Metrics(
                enabled=True, include_apis=True, retention_policy=RetentionPolicy(enabled=True, days=366))))
    service.set_service_properties(analytics_logging=QueueAnalyticsLogging(), cors=[])
    check("an empty list deletes all rules", service.get_service_properties()["cors"], [])


def policies():
    """Returns the queue whose policy is set, and when it was: a policy counts everywhere only after half a minute."""
    queue = service.create_queue("py-policies")
    check("a new queue has no policies", queue.get_queue_access_policy(), {})
    start, expiry = now() - timedelta(hours=1), now() + timedelta(hours=1)
    full = AccessPolicy(permission=QueueSasPermissions(read=True, add=True, update=True, process=True), start=start, expiry=expiry)
    queue.set_queue_access_policy({"readers": AccessPolicy(permission="r", expiry=expiry), "workers": full, "bare": None})
    found = queue.get_queue_access_policy()
    check("policies come back by name", sorted(found), ["bare", "readers", "workers"])
    check("with their permissions", (found["workers"].permission, found["readers"].permission), ("raup", "r"))
    check("and their times to the second", (found["workers"].start[:19], found["workers"].expiry[:19]),
          (start.strftime("%Y-%m-%dT%H:%M:%S"), expiry.strftime("%Y-%m-%dT%H:%M:%S")))
    # The library counts to five itself; the service must hold out against clients that do not.
    queue.set_queue_access_policy({})
    check("an empty set removes all", queue.get_queue_access_policy(), {})
    queue.set_queue_access_policy({"readers": AccessPolicy(permission="r", expiry=expiry), "given": AccessPolicy(
        permission="ap", expiry=expiry)})
    return queue, time.monotonic()


def stored_policies(queue, since):
    signed = generate_queue_sas(ACCOUNT, queue.queue_name, KEY, policy_id="readers")
    reader = QueueClient(ENDPOINT, queue.queue_name, credential=signed)
    time.sleep(max(0.0, since + 31 - time.monotonic()))
    queue.send_message("for readers")
    check("a stored policy lets its reader in", [m.content for m in reader.peek_messages()], ["for readers"])
    refused("and lets nobody do more", 403, "AuthorizationPermissionMismatch", lambda: reader.send_message("x"),
            HttpResponseError)
    ours = QueueClient(ENDPOINT, queue.queue_name, credential=GIVEN["ours"]["policy"])
    ours.send_message("by a token of ours")
    check("a token of ours names a stored policy", [m.content for m in ours.receive_messages(max_messages=2)],
          ["for readers", "by a token of ours"])
    queue.set_queue_access_policy({})
    refused("removing the policy revokes the token", 403, "AuthenticationFailed", reader.peek_messages)


def signatures():
    queue = service.create_queue("py-sas")
    soon = now() + timedelta(hours=1)

    def client(token):
        return QueueClient(ENDPOINT, "py-sas", credential=token)

    def made(permission, expiry=soon, **rest):
        return generate_queue_sas(ACCOUNT, "py-sas", KEY, permission=permission, expiry=expiry, **rest)

    both = {
        "the library's service token": {"all": made("raup"), "read": made("r"), "expired": made("raup", now() - timedelta(minutes=1)),
                                        "future": made("raup", start=now() + timedelta(minutes=30))},
        "our service token": GIVEN["ours"]["service"]["py-sas"],
    }
    for whose, tokens in both.items():
        holder = client(tokens["all"])
        sent = holder.send_message("signed")
        check(f"{whose} adds and reads", [m.content for m in holder.peek_messages()], ["signed"])
        got = holder.receive_message()
        check(f"{whose} processes", got.id, sent.id)
        updated = holder.update_message(got, visibility_timeout=5, content="signed again")
        holder.delete_message(updated.id, updated.pop_receipt)
        check(f"{whose} reads metadata", holder.get_queue_properties().approximate_message_count, 0)
        refused(f"{whose} does not reach Clear", 403, "AuthorizationFailure", holder.clear_messages)
        refused(f"{whose} does not reach policies", 403, "AuthorizationFailure", holder.get_queue_access_policy)
        reader = client(tokens["read"])
        check(f"{whose} for reading reads", reader.peek_messages(), [])
        refused(f"{whose} for reading does not add", 403, "AuthorizationPermissionMismatch", lambda r=reader: r.send_message("x"))
        refused(f"{whose} for reading does not get", 403, "AuthorizationPermissionMismatch", reader.receive_message)
        refused(f"{whose} has expired", 403, "AuthenticationFailed", client(tokens["expired"]).peek_messages)
        refused(f"{whose} is not valid yet", 403, "AuthenticationFailed", client(tokens["future"]).peek_messages)
        other = QueueClient(ENDPOINT, "py-texts", credential=tokens["all"])
        refused(f"{whose} opens no other queue", 403, "AuthenticationFailed", other.peek_messages)
        # The first letter of the signature: unlike the last, every bit of it counts.
        at = tokens["all"].index("sig=") + 4
        letter = "A" if tokens["all"][at] != "A" else "B"
        forged = tokens["all"][:at] + letter + tokens["all"][at + 1:]
        refused(f"{whose} with one letter changed", 403, "AuthenticationFailed", client(forged).peek_messages)

    def account_token(permission, types, expiry=soon):
        return generate_account_sas(ACCOUNT, KEY, ResourceTypes.from_string(types), permission, expiry)

    both = {
        "the library's account token": {
            "all": account_token(AccountSasPermissions(
                read=True, write=True, delete=True, list=True, add=True, create=True, update=True, process=True), "sco"),
            "list": account_token(AccountSasPermissions(list=True), "s"),
            "objects": account_token(AccountSasPermissions(read=True, add=True), "o"),
            "expired": account_token(AccountSasPermissions(list=True), "s", now() - timedelta(minutes=1)),
        },
        "our account token": GIVEN["ours"]["account"],
    }
    for number, (whose, tokens) in enumerate(both.items()):
        holder = QueueServiceClient(ENDPOINT, credential=tokens["all"])
        name = f"py-account-sas-{number}"
        made_queue = holder.create_queue(name, metadata={"by": "token"})
        made_queue.send_message("one")
        check(f"{whose} lists, creates, adds and reads", ([q.name for q in holder.list_queues(name_starts_with=name)],
              made_queue.get_queue_properties().metadata, made_queue.peek_messages()[0].content), ([name], {"by": "token"}, "one"))
        made_queue.set_queue_metadata({"by": "nobody"})
        got = made_queue.receive_message()
        updated = made_queue.update_message(got, visibility_timeout=0)
        made_queue.delete_message(updated.id, updated.pop_receipt)
        made_queue.clear_messages()
        check(f"{whose} reads service properties", "cors" in holder.get_service_properties())
        made_queue.delete_queue()
        refused(f"{whose} deletes a queue", 404, "QueueNotFound", made_queue.get_queue_properties)
        lister = QueueServiceClient(ENDPOINT, credential=tokens["list"])
        check(f"{whose} for listing lists", "py-sas" in [q.name for q in lister.list_queues()])
        refused(f"{whose} for listing does not create", 403, "AuthorizationResourceTypeMismatch", lambda c=lister: c.create_queue("py-never"))
        objects = QueueClient(ENDPOINT, "py-sas", credential=tokens["objects"])
        objects.send_message("x")
        refused(f"{whose} for messages does not read metadata", 403, "AuthorizationResourceTypeMismatch", objects.get_queue_properties)
        refused(f"{whose} without p does not get", 403, "AuthorizationPermissionMismatch", objects.receive_message)
        refused(f"{whose} has expired", 403, "AuthenticationFailed",
                lambda t=tokens["expired"]: list(QueueServiceClient(ENDPOINT, credential=t).list_queues()))
    queue.delete_queue()


def keys():
    wrong = "d3Jvbmcga2V5" + "A" * 72 + "Bg=="
    refused("a wrong key", 403, "AuthenticationFailed",
            lambda: list(QueueServiceClient.from_connection_string(connection(wrong)).list_queues()), ClientAuthenticationError)
    other = GIVEN["other"]
    for number, key in enumerate(other["keys"], 1):
        client = QueueServiceClient(other["endpoint"], credential={"account_name": other["account"], "account_key": key})
        client.create_queue(f"py-key-{number}")
        check(f"another account opens with its key {number}", f"py-key-{number}" in [q.name for q in client.list_queues()])
    check("accounts do not see each other's queues", list(service.list_queues(name_starts_with="py-key-")), [])


def secondary():
    queue = service.create_queue("py-secondary")
    copy = QueueClient(f"{ENDPOINT}-secondary", "py-secondary", credential={"account_name": ACCOUNT, "account_key": KEY})
    queue.send_message("x")
    refused("nothing can be written to the copy", 403, "InsufficientAccountPermissions", lambda: copy.send_message("y"))
    check("the copy answers to reads", isinstance(QueueServiceClient(
        f"{ENDPOINT}-secondary", credential={"account_name": ACCOUNT, "account_key": KEY}).get_service_properties(), dict))


def host_names():
    """The account in the host name, as in the cloud; only there can this library address the copy in the other region."""
    ask = socket.getaddrinfo

    def loopback(host, *rest, **named):
        # Names under localhost are loopback wherever a resolver knows the standard; not all do.
        return ask("127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **named)

    socket.getaddrinfo = loopback
    other = GIVEN["other"]
    client = QueueServiceClient(other["by_name"], credential={"account_name": other["account"], "account_key": other["keys"][0]})
    queue = client.create_queue("py-by-name")
    queue.send_message("addressed by name")
    check("an account is reached by its host name", [m.content for m in queue.peek_messages()], ["addressed by name"])
    stats = client.get_service_stats()
    check("the secondary says how far it has got", (stats["geo_replication"]["status"],
                                                    stats["geo_replication"]["last_sync_time"] <= now()), ("live", True))
    signed = generate_queue_sas(other["account"], "py-by-name", other["keys"][1], permission="r", expiry=now() + timedelta(hours=1))
    check("a token opens it there too", len(QueueClient(other["by_name"], "py-by-name", credential=signed).peek_messages()), 1)
    socket.getaddrinfo = ask


def encrypted():
    client = QueueServiceClient(GIVEN["tls"]["endpoint"], credential={"account_name": ACCOUNT, "account_key": KEY},
                                connection_verify=GIVEN["tls"]["certificate"])
    queue = client.create_queue("py-encrypted")
    queue.send_message("over TLS")
    check("the same over HTTPS", queue.receive_message().content, "over TLS")
    token = generate_queue_sas(ACCOUNT, "py-encrypted", KEY, permission="r", expiry=now() + timedelta(hours=1), protocol="https")
    holder = QueueClient(GIVEN["tls"]["endpoint"], "py-encrypted", credential=token, connection_verify=GIVEN["tls"]["certificate"])
    check("a token for HTTPS opens over HTTPS", holder.peek_messages(), [])
    plain = service.create_queue("py-encrypted")
    refused("and not over HTTP", 403, "AuthorizationProtocolMismatch",
            QueueClient(ENDPOINT, plain.queue_name, credential=token).peek_messages)


prepared = []
section(lambda: prepared.append(policies()))
for group in (queues, listing, message_life, time_passes, batches, texts, properties, signatures, keys, secondary, host_names, encrypted):
    section(group)
for pair in prepared:
    section(lambda: stored_policies(*pair))
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
