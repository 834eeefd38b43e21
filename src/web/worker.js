// Keeps what was read, so that it can be read without a connection. It never touches feeds, the
// API, searches or addresses of writers; whatever it holds is bounded, and what was withdrawn
// goes as soon as it hears of it.
"use strict";
const { root, shell, offline, keep } = PAPER;
// Several papers may share a host, and its caches.
const [PAGES, ASSETS, PICTURES] = ["pages", "assets", "pictures"].map((of) => `paper-${of} ${root}`);
const MOST = { [PAGES]: 60, [ASSETS]: 40, [PICTURES]: 120 };
const LARGEST = 512 * 1024;
const SHORT = 2000;
const LONG = 6000;
const REST = 15 * 1000;
const NOT_OURS = /^(feeds|api|desk|health|metrics)(\/|$)|\.(xml|txt|json|js|webmanifest|ico)$/;
const NOT_KEPT = /^(search|write-to)(\/|$)/;
/** Where the app begins, and what its notice takes the sections from: articles push neither out. */
const STAY = [root, root + "sections"].map((path) => location.origin + path);
const ARTICLE = /^(?!tags\/|authors\/)[^/]+\/(?:[^/]*-)?([a-z2-7]{12,26})\/?$/i;

/** The clients that are shown a copy because there was no answer. */
const unanswered = new Set();
let asked = 0;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(ASSETS);
    await cache.addAll([...shell, offline].map((url) => new Request(url, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const scope = new URL(self.registration.scope).pathname;
    const ours = (name) => name.startsWith("paper-") && (name.endsWith(" " + scope) || !name.includes(" "));
    const names = (await caches.keys()).filter((name) => ours(name) && !(name in MOST));
    await Promise.all(names.map((name) => caches.delete(name)));
    // The paper has moved, and this is in the place of its worker of before.
    if (scope !== root) return self.registration.unregister();
    await self.clients.claim();
    await heed();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data.ask === "kept" && unanswered.has(event.source.id)) {
    event.source.postMessage({ is: "kept" });
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (!url.pathname.startsWith(root)) return;
  const below = url.pathname.slice(root.length);
  if (below.startsWith("assets/")) return event.respondWith(lasting(event, ASSETS));
  if (below.startsWith("pictures/")) return event.respondWith(lasting(event, PICTURES));
  if (NOT_OURS.test(below)) return;
  if (NOT_KEPT.test(below)) {
    if (request.mode === "navigate") event.respondWith(fetch(request).catch(notice));
    return;
  }
  if (request.mode !== "navigate" && request.destination !== "") return;
  event.respondWith(page(event));
  if (Date.now() - asked > REST) event.waitUntil(heed());
});

/** What never changes under its name. */
async function lasting(event, name) {
  const cache = await caches.open(name);
  const copy = await cache.match(event.request);
  if (copy) return copy;
  let answer;
  try { answer = await fetch(event.request); } catch (error) {
    return (await otherWidth(cache, event.request.url)) || Response.error();
  }
  if (answer.ok) event.waitUntil(put(name, event.request.url, answer.clone()));
  return answer;
}

/** The same picture in another width: a phone that was turned asks for one. */
async function otherWidth(cache, url) {
  const name = url.replace(/-\d+\.\w+$/, "-");
  const other = (await cache.keys()).find((key) => name !== url && key.url.startsWith(name));
  return other && cache.match(other);
}

/** A page: what the network says within a short time, else the copy. */
async function page(event) {
  const url = plain(event.request.url);
  const copy = await copyOf(url);
  // Checked each time, whatever a cache between says: a 304 costs little.
  const redirect = event.request.mode === "navigate" ? "manual" : "follow";
  const asking = { cache: "no-cache", redirect, headers: { accept: "text/html" } };
  const network = fetch(event.request.url, asking);
  const taken = network.then((answer) => take(url, answer.clone()));
  event.waitUntil(taken.catch(() => {}));
  if (!copy) {
    const there = await copyElsewhere(url);
    const instead = () => (there ? Response.redirect(there) : notice());
    return Promise.race([network, after(there ? SHORT : LONG)]).then((it) => it || instead(), instead);
  }
  let late = false;
  const short = after(SHORT).then(() => { late = true; return copy.clone(); });
  const answered = network.then((answer) => (answer.status >= 500 ? Promise.reject() : answer));
  const failed = answered.catch(() => {
    unanswered.add(event.resultingClientId || event.clientId);
    return copy.clone();
  });
  const before = copy.clone();
  event.waitUntil(taken.then(async (is) => {
    if (!late || is === "same") return;
    if (is === "changed") is = (await before.text()) === (await textOf(url)) ? "same" : is;
    if (is !== "same") await tell(url, { is, url });
  }).catch(() => tellKept(event)));
  return Promise.race([failed, short]);
}

const after = (time) => new Promise((go) => setTimeout(go, time));

async function tellKept(event) {
  const client = await self.clients.get(event.resultingClientId || event.clientId);
  if (client) client.postMessage({ is: "kept" });
}

/** Keeps an answer, or forgets what it says is gone; says which. */
async function take(url, answer) {
  if (answer.status === 404 || answer.status === 410) {
    await forget(url);
    return "gone";
  }
  const type = answer.headers.get("content-type") || "";
  if (answer.status !== 200 || answer.redirected || !type.startsWith("text/html")) return "same";
  await put(PAGES, url, answer);
  return "changed";
}

async function put(name, url, answer) {
  const blob = await answer.blob();
  if (blob.size > LARGEST) return;
  const headers = new Headers(answer.headers);
  headers.set("x-kept-at", String(Date.now()));
  // The bytes are no longer as they came.
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  if (name === PAGES) {
    const title = /<meta property="og:title" content="([^"]*)"/.exec(await blob.text());
    headers.set("x-kept-title", encodeURIComponent(title ? unescaped(title[1]) : ""));
  }
  const cache = await caches.open(name);
  await cache.delete(url);
  await cache.put(url, new Response(blob, { status: 200, headers }));
  const keys = (await cache.keys()).filter((key) => !STAY.includes(key.url));
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((key) => cache.delete(key)));
}

const unescaped = (text) => text.replace(/&(#\d+|amp|lt|gt|quot);/g, (_, what) =>
  what[0] === "#" ? String.fromCodePoint(Number(what.slice(1))) : { amp: "&", lt: "<", gt: ">", quot: '"' }[what]);

/** The copy of a page that is not too old to be shown. */
async function copyOf(url) {
  const cache = await caches.open(PAGES);
  const copy = await cache.match(url);
  if (!copy) return null;
  if (Date.now() - Number(copy.headers.get("x-kept-at")) < keep * 1000) return copy;
  await forget(url);
  return null;
}

/** Where the copy is of what an address leads to that is not its own: it has a slash at its end,
 * or the words or the section that an article had before. Its id decides. */
async function copyElsewhere(url) {
  const bare = url.replace(/\/+$/, ""), id = articleOf(url);
  for (const key of await (await caches.open(PAGES)).keys()) {
    const same = key.url === bare || (id && articleOf(key.url) === id);
    if (same && await copyOf(key.url)) return key.url;
  }
  return null;
}

function articleOf(url) {
  const article = ARTICLE.exec(new URL(url).pathname.slice(root.length));
  return article && article[1].toLowerCase();
}

async function textOf(url) {
  const copy = await (await caches.open(PAGES)).match(url);
  return copy ? copy.text() : "";
}

/** Forgets a page and the pictures on it. */
async function forget(url) {
  const cache = await caches.open(PAGES);
  const copy = await cache.match(url);
  if (!copy) return;
  const pictures = await caches.open(PICTURES);
  for (const [path] of (await copy.text()).matchAll(/[^\s",=]*\/pictures\/[0-9a-f]{32}-\d+\.\w+/g)) {
    await pictures.delete(new URL(path, url).href);
  }
  await cache.delete(url);
}

/** Asks what was withdrawn, and forgets it and what is too old. */
async function heed() {
  asked = Date.now();
  const cache = await caches.open(PAGES);
  for (const { url } of await cache.keys()) await copyOf(url);
  let answer;
  try { answer = await fetch(root + "withdrawals.json", { cache: "no-cache" }); } catch { return; }
  if (!answer.ok) return;
  const withdrawn = new Set((await answer.json()).withdrawn);
  for (const { url } of await cache.keys()) {
    if (withdrawn.has(idOf(url))) {
      await forget(url);
      await tell(url, { is: "gone", url });
    } else if (withdrawn.size && [...(await textOf(url)).matchAll(LINK)].some(([, it]) => withdrawn.has(idOf(it)))) {
      await anew(url);
    }
  }
}

const LINK = /href="([^"#?]*)"/g;
const idOf = (url) => url.split("/").pop().split("-").pop();

/** Replaces a copy that names what was withdrawn, or forgets it. */
async function anew(url) {
  const asking = { cache: "no-cache", headers: { accept: "text/html" } };
  const is = await fetch(url, asking).then((answer) => take(url, answer)).catch(() => "same");
  if (is === "same") await forget(url);
  await tell(url, { is: "changed", url });
}

/** Tells whoever looks at a page. */
async function tell(url, message) {
  const clients = await self.clients.matchAll({ type: "window" });
  clients.filter((one) => plain(one.url) === url).forEach((one) => one.postMessage(message));
}

/** A page by its address alone: what is added to a link to count readers is not the page's. */
const plain = (url) => new URL(url).origin + new URL(url).pathname;

/** The page that says that there is no connection, and what can be read. */
async function notice() {
  const page = await (await caches.open(ASSETS)).match(offline);
  return page || Response.error();
}
