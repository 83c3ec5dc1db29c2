// Keeps one whole version of the page on this machine and serves it from there, network or not. Filled in by `cargo xtask dist`.
//
// A version is installed completely or not at all: every file must have the hash stated here, so half an upload never mixes with the old version. The
// new version waits until the person says so; the page asks for it with the message "apply".

// Sites of one owner often share an origin: only caches that begin with our name and our address are ours.
const OURS = `%NAME%:${self.registration.scope}:`;
const CACHE = `${OURS}%BUILD%`;
const FILES = %FILES%;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      const keep = async ([address, integrity]) => {
        const response = await fetch(new Request(address, { cache: "no-cache", integrity }));
        if (!response.ok) throw new Error(`${address}: status ${response.status}`);
        await cache.put(address, response);
      };
      try {
        await Promise.all(FILES.map(keep));
      } catch (error) {
        await caches.delete(CACHE);
        throw error;
      }
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "apply") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  // There is one document; everything after its address is the page's own business.
  const isPage = request.mode === "navigate" && [self.registration.scope, `${self.registration.scope}index.html`].includes(address.origin + address.pathname);
  const wanted = isPage ? "./" : request;
  event.respondWith(caches.open(CACHE).then(async (cache) => (await cache.match(wanted, { ignoreSearch: true })) ?? fetch(request)));
});
