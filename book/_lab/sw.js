/* Keeps the book and its lab for use without a network, for readers who asked for it (lab.js).
   Made by book/_ext/lab.py, which puts in the digest of the site and the list of its files. */

"use strict";
const CACHE = "surprise-to-gradient-DIGEST";
const FILES = []; // FILES

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

async function keep() {
  const cache = await caches.open(CACHE);
  const waiting = FILES.slice();
  const next = async () => {
    for (let name; (name = waiting.shift()) !== undefined; ) {
      await cache.add(new Request(new URL(name, self.registration.scope), { cache: "no-cache" }));
    }
  };
  await Promise.all([next(), next(), next(), next()]);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n.startsWith("surprise-to-gradient-") && n !== CACHE).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

/* What the network has is newest; without one, what was kept. */
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  const kept = () => caches.open(CACHE).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  if (/\/_static\/lab\/.*\.bin$/.test(address.pathname)) {
    event.respondWith(kept().then((answer) => answer ?? fetch(event.request)));
  } else {
    event.respondWith(fetch(event.request).catch(async () => (await kept()) ?? Response.error()));
  }
});
