// What a page of the paper does beyond being read: it keeps what was open open, copies and
// shares, offers itself for the home screen, and says when there is no connection. Without it
// every page works. All words come from the page.
"use strict";
(() => {
  const page = document.documentElement;
  const root = page.dataset.root;
  const find = (what) => document.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];
  const kept = (store, key, value) => {
    try {
      if (value === undefined) return store.getItem(key);
      store.setItem(key, value);
    } catch { /* a browser that keeps nothing */ }
    return null;
  };

  // Sections that were opened or closed stay so.
  const where = "open " + location.pathname;
  const states = JSON.parse(kept(sessionStorage, where) || "{}");
  all("main details[id]").forEach((one) => {
    if (one.id in states) one.open = states[one.id];
    one.addEventListener("toggle", () => {
      states[one.id] = one.open;
      kept(sessionStorage, where, JSON.stringify(states));
    });
  });
  const menu = find("details.menu");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Copy and share.
  const say = (button) => {
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 3000);
  };
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    say(button);
  };
  all("button[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button, button.dataset.copy));
  });
  all("button[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const url = button.dataset.share;
      if (!navigator.share) return copy(button, url);
      try { await navigator.share({ title: document.title, url }); } catch { /* put away */ }
    });
  });

  // The hint to add the paper to the home screen: from the second page on, until it is put away.
  const hint = find("#install");
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  const seen = Number(kept(localStorage, "pages") || 0) + 1;
  kept(localStorage, "pages", String(Math.min(seen, 9)));
  const dismiss = () => { kept(localStorage, "install", "got it"); hint.hidden = true; };
  if (hint && !installed && !kept(localStorage, "install")) {
    hint.querySelector("[data-got-it]").addEventListener("click", dismiss);
    const add = hint.querySelector("[data-add]");
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      add.hidden = false;
      add.addEventListener("click", async () => { await event.prompt(); dismiss(); }, { once: true });
    });
    addEventListener("appinstalled", dismiss);
    if (seen > 1) hint.hidden = false;
  }

  // Whether there is a connection: a small document that no copy is kept of answers.
  const bar = find("#offline");
  const connected = async () => {
    try {
      return (await fetch(root + "withdrawals.json", { cache: "no-cache" })).ok;
    } catch { return false; }
  };
  let waiting = false;
  const again = async () => { if (await connected()) location.reload(); };
  const offline = () => {
    if (bar) bar.hidden = false;
    if (waiting) return;
    waiting = true;
    addEventListener("online", again);
    setInterval(() => { if (!document.hidden) again(); }, 5000);
  };
  all("[data-retry]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", again);
  });

  // What can be read without a connection.
  const list = find("#kept");
  if (list) {
    offline();
    if (bar) bar.hidden = true;
    (async () => {
      const cache = await caches.open("paper-pages");
      for (const request of (await cache.keys()).reverse()) {
        const answer = await cache.match(request);
        const link = document.createElement("a");
        link.href = request.url;
        link.textContent = decodeURIComponent(answer.headers.get("x-kept-title") || "") || request.url;
        const item = document.createElement("li");
        item.append(link);
        list.append(item);
      }
    })();
  }

  // The worker that keeps what was read.
  if (!("serviceWorker" in navigator) || !page.dataset.worker) return;
  const worker = navigator.serviceWorker;
  worker.addEventListener("message", async ({ data }) => {
    if (data.is === "kept") offline();
    if (data.is === "gone") location.reload();
    if (data.is === "changed" && new URL(data.url).pathname === location.pathname) {
      const text = await (await fetch(location.href)).text();
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
      if (fresh) find("main").replaceWith(fresh);
    }
  });
  worker.register(page.dataset.worker, { scope: root }).catch(() => {});
  if (worker.controller) worker.controller.postMessage({ ask: "kept" });
})();
