// Takes the place of a worker that is to go: it forgets all that was kept for its paper, and
// leaves.
"use strict";
const root = new URL("./", location).pathname;
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const ours = (name) => name.startsWith("paper-") && name.endsWith(" " + root);
    const names = (await caches.keys()).filter(ours);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.registration.unregister();
    const clients = await self.clients.matchAll({ type: "window" });
    await Promise.all(clients.map((one) => one.navigate(one.url).catch(() => {})));
  })());
});
