// Microsoft's own JavaScript client against the emulator example: every operation, as a program would use it.
//
// Reads one JSON object from standard input (see `clients.rs`), prints one line a check and a closing line `N passed, N failed`.

"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const {
  AccountSASPermissions,
  AnonymousCredential,
  QueueClient,
  QueueSASPermissions,
  QueueServiceClient,
  StorageSharedKeyCredential,
  generateAccountSASQueryParameters,
  generateQueueSASQueryParameters,
} = require("@azure/storage-queue");

const given = JSON.parse(fs.readFileSync(0, "utf8"));
const { endpoint, account, key } = given;
const credential = new StorageSharedKeyCredential(account, key);
const service = QueueServiceClient.fromConnectionString(
  `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};QueueEndpoint=${endpoint};`,
);

let passed = 0;
let failed = 0;

function check(name, found, expected = true) {
  try {
    assert.deepStrictEqual(found, expected);
    passed += 1;
    console.log(`ok      javascript: ${name}`);
  } catch {
    failed += 1;
    console.log(`FAILED  javascript: ${name}\n        expected ${JSON.stringify(expected)}\n        found    ${JSON.stringify(found)}`);
  }
}

/** The call must be refused with exactly this status and this code. */
async function refused(name, status, code, call) {
  try {
    await call();
  } catch (error) {
    check(name, [error.statusCode, error.code ?? error.details?.errorCode], [status, code]);
    return;
  }
  check(name, "granted", `a refusal ${status} ${code}`);
}

const seconds = (from, to) => Math.round((to - from) / 1000);
const nearly = (at, expected) => Math.abs(at - expected) <= 2000;
const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));
const inAnHour = () => new Date(Date.now() + 3600_000);
const anHourAgo = () => new Date(Date.now() - 3600_000);

async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

async function queues() {
  const queue = service.getQueueClient("js-queues");
  check("Create answers 201", (await queue.create({ metadata: { category: "Front page" } }))._response.status, 201);
  check("creating it again with the same metadata answers 204", (await queue.create({ metadata: { category: "Front page" } }))._response.status, 204);
  await refused("creating it again with other metadata", 409, "QueueAlreadyExists", () => queue.create({ metadata: { other: "1" } }));
  check("createIfNotExists sees that it exists", (await queue.createIfNotExists({ metadata: { other: "1" } })).succeeded, false);
  check("metadata comes back", (await queue.getProperties()).metadata, { category: "Front page" });
  check("Set Metadata answers 204", (await queue.setMetadata({ second: "2" }))._response.status, 204);
  check("it replaces the whole set", (await queue.getProperties()).metadata, { second: "2" });
  await queue.setMetadata();
  const properties = await queue.getProperties();
  check("no pairs clear it", properties.metadata, {});
  check("an empty queue counts nothing", properties.approximateMessagesCount, 0);
  check("the client's request id comes back", properties.clientRequestId, properties._response.request.headers.get("x-ms-client-request-id"));
  check("the answer is of the version that was asked for", properties.version, properties._response.request.headers.get("x-ms-version"));
  check("it exists", await queue.exists());
  check("another does not", await service.getQueueClient("js-nowhere").exists(), false);
  await refused("too short a name", 400, "OutOfRangeInput", () => service.createQueue("ab"));
  await refused("a double dash", 400, "InvalidResourceName", () => service.createQueue("a--b"));
  check("Delete answers 204", (await queue.delete())._response.status, 204);
  await refused("a deleted queue is gone at once", 404, "QueueNotFound", () => queue.getProperties());
  await refused("its name is blocked for a while", 409, "QueueBeingDeleted", () => queue.create());
  check("deleteIfExists sees that it is gone", (await queue.deleteIfExists()).succeeded, false);
}

async function listing() {
  const numbers = [7, 3, 11, 0, 5, 9, 1, 10, 2, 8, 4, 6];
  const name = (n) => `js-list-${String(n).padStart(2, "0")}`;
  for (const n of numbers) await service.createQueue(name(n), { metadata: n === 3 ? { number: "three" } : undefined });
  const sorted = numbers.map(name).sort();
  check("a list is complete and in the order of names", (await all(service.listQueues({ prefix: "js-list-" }))).map((q) => q.name), sorted);
  const pages = [];
  for await (const page of service.listQueues({ prefix: "js-list-" }).byPage({ maxPageSize: 5 })) pages.push(page);
  check("pages have the size asked for", pages.map((page) => page.queueItems.length), [5, 5, 2]);
  check("pages together are the list", pages.flatMap((page) => page.queueItems.map((q) => q.name)), sorted);
  check("a page repeats what was asked", [pages[0].prefix, pages[0].maxPageSize, pages[1].marker], ["js-list-", 5, pages[0].continuationToken]);
  check("the list says whose it is", pages[0].serviceEndpoint, `${endpoint}/`);
  const resumed = service.listQueues({ prefix: "js-list-" }).byPage({ continuationToken: pages[0].continuationToken, maxPageSize: 50 });
  check("a marker resumes", (await resumed.next()).value.queueItems.map((q) => q.name), sorted.slice(5));
  const described = await all(service.listQueues({ prefix: "js-list-03", includeMetadata: true }));
  check("metadata comes if asked for", described.map((q) => q.metadata), [{ number: "three" }]);
  check("a prefix nobody has", await all(service.listQueues({ prefix: "js-nobody" })), []);
  // The library leaves a size of nought out, so the service is asked directly.
  const nought = await fetch(`${endpoint}/?comp=list&maxresults=0&${account_sas("l", "s", inAnHour())}`);
  check("pages of nought are refused", [nought.status, nought.headers.get("x-ms-error-code")], [400, "OutOfRangeQueryParameterValue"]);
}

async function messageLife() {
  const queue = service.getQueueClient("js-life");
  await queue.create();
  const sent = await queue.sendMessage("first", { messageTimeToLive: 3600 });
  check("Put answers 201", sent._response.status, 201);
  check("Put says when the message expires", seconds(sent.insertedOn, sent.expiresOn), 3600);
  check("Put says when it was inserted", nearly(sent.insertedOn, new Date()));
  check("a message can live for ever", (await queue.sendMessage("second", { messageTimeToLive: -1 })).expiresOn.getUTCFullYear(), 9999);
  const week = await queue.sendMessage("third");
  check("without a time to live it is seven days", seconds(week.insertedOn, week.expiresOn), 7 * 86400);
  const hidden = await queue.sendMessage("fourth", { visibilityTimeout: 3000 });
  check("a delay is shown", seconds(hidden.insertedOn, hidden.nextVisibleOn), 3000);
  check("the count includes what is hidden", (await queue.getProperties()).approximateMessagesCount, 4);
  const peeked = (await queue.peekMessages({ numberOfMessages: 32 })).peekedMessageItems;
  check("Peek shows what is visible, in order", peeked.map((m) => [m.messageText, m.dequeueCount, m.popReceipt]), [
    ["first", 0, undefined],
    ["second", 0, undefined],
    ["third", 0, undefined],
  ]);
  const [got] = (await queue.receiveMessages({ visibilityTimeout: 60 })).receivedMessageItems;
  check("Get hands out the oldest", [got.messageText, got.messageId, got.dequeueCount], ["first", sent.messageId, 1]);
  check("Get hides it for the time asked for", nearly(got.nextVisibleOn, Date.now() + 60_000));
  await refused("the receipt of Put is outdated after Get", 404, "MessageNotFound", () => queue.deleteMessage(sent.messageId, sent.popReceipt));
  const updated = await queue.updateMessage(got.messageId, got.popReceipt, "first, corrected", 0);
  check("Update answers 204 with another receipt", [updated._response.status, updated.popReceipt !== got.popReceipt], [204, true]);
  await refused("the receipt before Update is outdated", 404, "MessageNotFound", () => queue.updateMessage(got.messageId, got.popReceipt, "x", 1));
  const three = (await queue.receiveMessages({ numberOfMessages: 32, visibilityTimeout: 30 })).receivedMessageItems;
  check("a message made visible goes behind the others", three.map((m) => [m.messageText, m.dequeueCount]), [
    ["second", 1],
    ["third", 1],
    ["first, corrected", 2],
  ]);
  check("one Get gives one receipt text to all", new Set(three.map((m) => m.popReceipt)).size, 1);
  const kept = await queue.updateMessage(three[2].messageId, three[2].popReceipt, undefined, 40);
  check("Update without text shows the new time", nearly(kept.nextVisibleOn, Date.now() + 40_000));
  check("Delete answers 204", (await queue.deleteMessage(three[2].messageId, kept.popReceipt))._response.status, 204);
  await refused("deleting a deleted message", 404, "MessageNotFound", () => queue.deleteMessage(three[2].messageId, kept.popReceipt));
  await refused("a receipt that is none", 400, "InvalidQueryParameterValue", () => queue.deleteMessage(three[0].messageId, "no receipt"));
  await refused("33 are too many", 400, "OutOfRangeQueryParameterValue", () => queue.receiveMessages({ numberOfMessages: 33 }));
  await refused("a Get cannot hide for 604,801 s", 400, "OutOfRangeQueryParameterValue", () => queue.receiveMessages({ visibilityTimeout: 604801 }));
  await refused("a delay must be shorter than the life", 400, "InvalidQueryParameterValue", () =>
    queue.sendMessage("x", { visibilityTimeout: 60, messageTimeToLive: 60 }),
  );
  check("Clear answers 204", (await queue.clearMessages())._response.status, 204);
  check("Clear leaves nothing, held or not", (await queue.getProperties()).approximateMessagesCount, 0);
  check("an empty queue answers with an empty list", (await queue.receiveMessages()).receivedMessageItems, []);
}

async function timePasses() {
  const queue = service.getQueueClient("js-time");
  await queue.create();
  await queue.sendMessage("short-lived", { messageTimeToLive: 2 });
  await queue.sendMessage("late", { visibilityTimeout: 1 });
  const [held] = (await queue.receiveMessages({ numberOfMessages: 32, visibilityTimeout: 1 })).receivedMessageItems;
  check("only the visible one comes", held.messageText, "short-lived");
  await pause(1200);
  check("hidden messages come back", (await queue.peekMessages({ numberOfMessages: 32 })).peekedMessageItems.map((m) => m.messageText), ["late", "short-lived"]);
  await pause(1200);
  check("an expired message is gone", (await queue.peekMessages({ numberOfMessages: 32 })).peekedMessageItems.map((m) => m.messageText), ["late"]);
  await refused("and its receipt is void", 404, "MessageNotFound", () => queue.deleteMessage(held.messageId, held.popReceipt));
}

async function texts() {
  const queue = service.getQueueClient("js-texts");
  await queue.create();
  // The library itself drops line ends from what it sends.
  for (const text of [" leading and trailing ", "a\tb", '<tag attr="1">&amp;</tag>', "]]>", "žluťoučký kůň", "日本語のメッセージ", "🐎🐎 👩‍👩‍👧", "e\u0301", "%2B+%", "x".repeat(65536), "é".repeat(32768)]) {
    const sent = await queue.sendMessage(text);
    const [got] = (await queue.receiveMessages()).receivedMessageItems;
    check(`text comes back as it went: ${JSON.stringify(text.slice(0, 24))} (${text.length})`, got?.messageText, text);
    await queue.deleteMessage(sent.messageId, got.popReceipt);
  }
  await refused("65,537 bytes are one too many", 413, "RequestBodyTooLarge", () => queue.sendMessage("x".repeat(65537)));
  await refused("bytes count, not letters", 413, "RequestBodyTooLarge", () => queue.sendMessage("é".repeat(32769)));
  const bytes = Buffer.from(Array.from({ length: 49152 }, (_, n) => n % 256));
  await queue.sendMessage(bytes.toString("base64"));
  const [got] = (await queue.receiveMessages()).receivedMessageItems;
  check("48 KiB of any bytes fit as Base64", Buffer.from(got.messageText, "base64").equals(bytes));
}

async function properties() {
  const days = (n) => ({ enabled: true, days: n });
  const wanted = {
    queueAnalyticsLogging: { version: "1.0", deleteProperty: true, read: true, write: true, retentionPolicy: days(5) },
    hourMetrics: { version: "1.0", enabled: true, includeAPIs: true, retentionPolicy: days(7) },
    minuteMetrics: { version: "1.0", enabled: false, retentionPolicy: { enabled: false } },
    cors: [{ allowedOrigins: "https://one.example", allowedMethods: "GET,PUT", allowedHeaders: "x-ms-meta-*", exposedHeaders: "x-ms-meta-target", maxAgeInSeconds: 60 }],
  };
  check("Set answers 202", (await service.setProperties(wanted))._response.status, 202);
  const found = await service.getProperties();
  check("logging comes back", found.queueAnalyticsLogging, wanted.queueAnalyticsLogging);
  check("hour metrics come back", found.hourMetrics, wanted.hourMetrics);
  check("minute metrics come back", found.minuteMetrics.enabled, false);
  check("rules come back", found.cors, wanted.cors);

  const preflight = (origin, method, headers) =>
    fetch(`${endpoint}/js-life/messages`, { method: "OPTIONS", headers: { Origin: origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers } });
  const granted = await preflight("https://one.example", "PUT", "x-ms-meta-target");
  check(
    "a preflight that a rule matches is granted",
    [granted.status, granted.headers.get("access-control-allow-origin"), granted.headers.get("access-control-allow-methods"), granted.headers.get("access-control-max-age")],
    [200, "https://one.example", "PUT", "60"],
  );
  const denied = await preflight("https://two.example", "PUT", "x-ms-meta-target");
  check("one that none matches is not", [denied.status, denied.headers.get("x-ms-error-code")], [403, "CorsPreflightFailure"]);
  const actual = await fetch(`${endpoint}/?restype=service&comp=properties&${account_sas("r", "s", inAnHour())}`, { headers: { Origin: "https://one.example" } });
  check("an actual request gets the headers too", [actual.status, actual.headers.get("access-control-allow-origin"), actual.headers.get("vary")], [200, "https://one.example", "Origin"]);
  await service.setProperties({ cors: [], hourMetrics: { version: "1.0", enabled: false, retentionPolicy: { enabled: false } } });
  check("an empty list deletes all rules", (await service.getProperties()).cors ?? [], []);

  const copy = new QueueServiceClient(`${endpoint}-secondary`, credential);
  const stats = await copy.getStatistics();
  check("the secondary says how far it has got", [stats.geoReplication.status, stats.geoReplication.lastSyncOn <= new Date()], ["live", true]);
  await refused("the primary has no statistics", 400, "InvalidQueryParameterValue", () => service.getStatistics());
  await refused("nothing can be written to the copy", 403, "InsufficientAccountPermissions", () => copy.createQueue("js-copy"));
}

let policiesSetAt = 0;

async function policies() {
  const queue = service.getQueueClient("js-policies");
  await queue.create();
  check("a new queue has no policies", (await queue.getAccessPolicy()).signedIdentifiers, []);
  const [startsOn, expiresOn] = [anHourAgo(), inAnHour()];
  check("Set answers 204", (await queue.setAccessPolicy([{ id: "workers", accessPolicy: { startsOn, expiresOn, permissions: "raup" } }, { id: "readers", accessPolicy: { expiresOn, permissions: "r" } }]))._response.status, 204);
  const found = (await queue.getAccessPolicy()).signedIdentifiers;
  check(
    "policies come back with permissions and times",
    found.map((p) => [p.id, p.accessPolicy.permissions, p.accessPolicy.expiresOn?.getTime()]),
    [
      ["workers", "raup", expiresOn.getTime()],
      ["readers", "r", expiresOn.getTime()],
    ],
  );
  await refused("six are too many", 400, "InvalidXmlDocument", () =>
    queue.setAccessPolicy([1, 2, 3, 4, 5, 6].map((n) => ({ id: `p${n}`, accessPolicy: { expiresOn, permissions: "r" } }))),
  );
  policiesSetAt = Date.now();
}

async function storedPolicies() {
  const queue = service.getQueueClient("js-policies");
  const query = generateQueueSASQueryParameters({ queueName: "js-policies", identifier: "workers" }, credential).toString();
  const holder = new QueueClient(`${endpoint}/js-policies?${query}`, new AnonymousCredential());
  // A policy counts everywhere only after half a minute.
  await pause(Math.max(0, policiesSetAt + 31_000 - Date.now()));
  await holder.sendMessage("by policy");
  check("a stored policy lets its holder in", (await holder.receiveMessages()).receivedMessageItems.map((m) => m.messageText), ["by policy"]);
  await queue.setAccessPolicy([]);
  await refused("removing the policy revokes the token", 403, "AuthenticationFailed", () => holder.peekMessages());
}

function queue_sas(permissions, expiresOn, rest = {}) {
  return generateQueueSASQueryParameters({ queueName: "js-sas", permissions: QueueSASPermissions.parse(permissions), expiresOn, ...rest }, credential).toString();
}

function account_sas(permissions, resourceTypes, expiresOn) {
  return generateAccountSASQueryParameters({ services: "q", resourceTypes, permissions: AccountSASPermissions.parse(permissions), expiresOn }, credential).toString();
}

async function signatures() {
  await service.createQueue("js-sas");
  const holder = (token, queue = "js-sas") => new QueueClient(`${endpoint}/${queue}?${token}`, new AnonymousCredential());
  const services = {
    "the library's service token": {
      all: queue_sas("raup", inAnHour()),
      read: queue_sas("r", inAnHour()),
      expired: queue_sas("raup", new Date(Date.now() - 60_000)),
      future: queue_sas("raup", inAnHour(), { startsOn: new Date(Date.now() + 1800_000) }),
    },
    "our service token": given.ours.service["js-sas"],
  };
  for (const [whose, tokens] of Object.entries(services)) {
    const full = holder(tokens.all);
    await full.sendMessage("signed");
    check(`${whose} adds and reads`, (await full.peekMessages()).peekedMessageItems.map((m) => m.messageText), ["signed"]);
    const [got] = (await full.receiveMessages()).receivedMessageItems;
    const updated = await full.updateMessage(got.messageId, got.popReceipt, "again", 1);
    await full.deleteMessage(got.messageId, updated.popReceipt);
    check(`${whose} gets, updates, deletes and reads metadata`, (await full.getProperties()).approximateMessagesCount, 0);
    await refused(`${whose} does not reach Clear`, 403, "AuthorizationFailure", () => full.clearMessages());
    await refused(`${whose} does not reach Set Metadata`, 403, "AuthorizationFailure", () => full.setMetadata({ a: "1" }));
    await refused(`${whose} for reading does not add`, 403, "AuthorizationPermissionMismatch", () => holder(tokens.read).sendMessage("x"));
    await refused(`${whose} has expired`, 403, "AuthenticationFailed", () => holder(tokens.expired).peekMessages());
    await refused(`${whose} is not valid yet`, 403, "AuthenticationFailed", () => holder(tokens.future).peekMessages());
    await refused(`${whose} opens no other queue`, 403, "AuthenticationFailed", () => holder(tokens.all, "js-texts").peekMessages());
  }
  const accounts = {
    "the library's account token": {
      all: account_sas("rwdlacup", "sco", inAnHour()),
      list: account_sas("l", "s", inAnHour()),
      objects: account_sas("ra", "o", inAnHour()),
      expired: account_sas("l", "s", new Date(Date.now() - 60_000)),
    },
    "our account token": given.ours.account,
  };
  let number = 0;
  for (const [whose, tokens] of Object.entries(accounts)) {
    const open = (token) => new QueueServiceClient(`${endpoint}?${token}`, new AnonymousCredential());
    const name = `js-account-sas-${number++}`;
    const queue = open(tokens.all).getQueueClient(name);
    await queue.create();
    await queue.sendMessage("one");
    const [got] = (await queue.receiveMessages()).receivedMessageItems;
    await queue.deleteMessage(got.messageId, got.popReceipt);
    await queue.clearMessages();
    await queue.setMetadata({ by: "token" });
    check(`${whose} does all that is not policies`, (await all(open(tokens.all).listQueues({ prefix: name, includeMetadata: true }))).map((q) => [q.name, q.metadata]), [[name, { by: "token" }]]);
    await refused(`${whose} does not reach policies`, 403, "AuthorizationFailure", () => queue.getAccessPolicy());
    await queue.delete();
    check(`${whose} for listing lists`, (await all(open(tokens.list).listQueues({ prefix: "js-sas" }))).length, 1);
    await refused(`${whose} for listing does not create`, 403, "AuthorizationResourceTypeMismatch", () => open(tokens.list).createQueue("js-never"));
    await refused(`${whose} without p does not get`, 403, "AuthorizationPermissionMismatch", () => open(tokens.objects).getQueueClient("js-sas").receiveMessages());
    await refused(`${whose} has expired`, 403, "AuthenticationFailed", () => all(open(tokens.expired).listQueues()));
  }
}

async function keys() {
  const wrong = new StorageSharedKeyCredential(account, Buffer.from("not the key").toString("base64"));
  await refused("a wrong key", 403, "AuthenticationFailed", () => new QueueServiceClient(endpoint, wrong).getProperties());
  await refused("no credential at all", 401, "NoAuthenticationInformation", () => new QueueServiceClient(endpoint, new AnonymousCredential()).getProperties());
  const other = new StorageSharedKeyCredential(given.other.account, given.other.keys[1]);
  const client = new QueueServiceClient(given.other.endpoint, other);
  await client.createQueue("js-other");
  check("another account opens with its second key", (await all(client.listQueues({ prefix: "js-" }))).map((q) => q.name), ["js-other"]);
}

async function main() {
  for (const group of [policies, queues, listing, messageLife, timePasses, texts, properties, signatures, keys, storedPolicies]) {
    try {
      await group();
    } catch (error) {
      check(`${group.name} runs to its end`, `${error.name}: ${error.message}`.slice(0, 500), "no error");
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

main();
