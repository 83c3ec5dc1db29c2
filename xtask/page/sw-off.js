// Takes the offline copy off every machine that has one. To use it, upload this file as sw.js in place of the other.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(`%NAME%:${self.registration.scope}:`)) await caches.delete(name);
      }
      await self.registration.unregister();
    })(),
  );
});
