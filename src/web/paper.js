// What a page of the paper does beyond being read: it keeps what was open open, copies and
// shares, offers itself for the home screen, says when there is no connection, and shows what
// has changed since. Without it every page works. All words come from the page.
"use strict";
(() => {
  const page = document.documentElement;
  const root = page.dataset.root;
  const find = (what) => document.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const kept = (store, key, value) => {
    try {
      if (value === undefined) return store().getItem(key);
      store().setItem(key, value);
    } catch { /* a browser that keeps nothing */ }
    return null;
  };
  const session = () => sessionStorage, local = () => localStorage;

  // Copy and share.
  const say = (button, words) => {
    if (button.dataset.before) return;
    button.dataset.before = button.textContent;
    button.textContent = words;
    setTimeout(() => {
      button.textContent = button.dataset.before;
      delete button.dataset.before;
    }, 3000);
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
    say(button, button.dataset.done);
  };
  const share = async (button, url) => {
    if (!navigator.share) return copy(button, url);
    try { await navigator.share({ title: document.title, url }); } catch { /* put away */ }
  };

  // What the middle of a page does, also when another has taken its place.
  const dress = (main) => {
    const where = "open " + location.pathname;
    const states = JSON.parse(kept(session, where) || "{}");
    all("details[id]", main).forEach((one) => {
      if (one.id in states) one.open = states[one.id];
      one.addEventListener("toggle", () => {
        states[one.id] = one.open;
        kept(session, where, JSON.stringify(states));
      });
    });
    for (const [what, act] of [["copy", copy], ["share", share]]) {
      all(`button[data-${what}]`, main).forEach((button) => {
        button.hidden = false;
        button.addEventListener("click", () => act(button, button.dataset[what]));
      });
    }
  };
  // Where there is no page, what its address says may be searched for.
  const field = find("#q[data-words]");
  if (field) {
    const last = location.pathname.replace(/\/$/, "").split("/").pop();
    try {
      field.value = decodeURIComponent(last).replace(/-[0-9a-z]{12,}$/, "").replace(/[-_.]+/g, " ");
    } catch { /* no address of words */ }
  }

  let made = find("main").outerHTML;
  dress(find("main"));

  // The menu closes by Escape, by a click beside it, and when the focus leaves it.
  const menu = find("details.menu");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  const left = ({ target }) => { if (target && !menu.contains(target)) menu.open = false; };
  document.addEventListener("click", left);
  menu.addEventListener("focusout", (event) => left({ target: event.relatedTarget }));
  addEventListener("pagehide", () => { menu.open = false; });

  // The hint to add the paper to the home screen: from the second page on, where it can be
  // done, until it is put away.
  const hint = find("#paper-install"), list = find("#kept");
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  const seen = Number(kept(local, "pages") || 0) + 1;
  kept(local, "pages", String(Math.min(seen, 9)));
  if (!installed && !list) {
    const [add, how] = [hint.querySelector("[data-add]"), hint.querySelector("[data-how]")];
    const offers = "onbeforeinstallprompt" in window;
    const by_hand = !offers && matchMedia("(pointer: coarse)").matches;
    let offer = null, away = !!kept(local, "install");
    const show = () => {
      hint.hidden = away || seen < 2 || !(offer || by_hand);
      [add.hidden, how.hidden] = [!offer, !!offer];
    };
    const dismiss = () => {
      kept(local, "install", "got it");
      away = true;
      show();
    };
    hint.querySelector("[data-got-it]").addEventListener("click", dismiss);
    addEventListener("appinstalled", dismiss);
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      offer = event;
      show();
    });
    add.addEventListener("click", async () => {
      // A browser asks once for each offer, and makes another when that was put away.
      const asked = offer;
      offer = null;
      show();
      await asked.prompt();
      if ((await asked.userChoice).outcome === "accepted") dismiss();
    });
    show();
  }

  // What has changed since is shown in its place, and where the reader was.
  const swap = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const [old, main] = [find("main"), fresh.querySelector("main")];
    if (!main || main.outerHTML === made || old.contains(find("input:focus"))) return;
    made = main.outerHTML;
    document.title = fresh.title;
    const at = scrollY;
    old.replaceWith(main);
    dress(main);
    scrollTo({ top: at, behavior: "instant" });
  };
  let looked = Date.now();
  const refresh = async () => {
    if (find("main[data-once]")) return;
    looked = Date.now();
    let answer;
    try { answer = await fetch(location.href, { cache: "no-cache" }); } catch { return; }
    if (answer.status === 404 || answer.status === 410) return location.reload();
    if (answer.ok) swap(await answer.text());
  };
  const REST = 5 * 60 * 1000;
  const back = () => {
    if (document.hidden || Date.now() - looked < REST) return;
    refresh();
    if (registration) registration.update().catch(() => {});
  };
  let registration = null;
  document.addEventListener("visibilitychange", back);
  addEventListener("pageshow", (event) => { if (event.persisted) back(); });

  // Whether there is a connection: a small document that no copy is kept of answers.
  const bar = find("#paper-offline");
  let asking = 0, waiting = 0;
  const again = async () => {
    if (asking) return false;
    asking = setTimeout(() => { asking = 0; }, 30000);
    let connected = false;
    try {
      connected = (await fetch(root + "withdrawals.json", { cache: "no-cache" })).ok;
    } catch { /* no answer */ }
    clearTimeout(asking);
    asking = 0;
    if (!connected) return false;
    if (list) location.reload();
    clearInterval(waiting);
    waiting = 0;
    bar.hidden = true;
    refresh();
    return true;
  };
  const offline = () => {
    bar.hidden = !!list;
    if (waiting) return;
    addEventListener("online", again);
    waiting = setInterval(() => { if (!document.hidden) again(); }, 5000);
  };
  all("[data-retry]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (!(await again())) say(button, button.dataset.retry);
    });
  });

  // What can be read without a connection, and the sections with the headlines that the paper
  // had when it was read: what is not kept is no link.
  const sections = async (cache, urls) => {
    const copies = await Promise.all(["", "sections"].map((path) => cache.match(location.origin + root + path)));
    const [copy] = copies.filter((one) => one)
      .sort((a, b) => b.headers.get("x-kept-at") - a.headers.get("x-kept-at"));
    if (!copy) return [];
    const read = new DOMParser().parseFromString(await copy.text(), "text/html");
    return all("main details[id]", read).map((one) => {
      one.open = location.pathname === root + one.id;
      all("img", one).forEach((picture) => picture.remove());
      all("a", one).filter((link) => !urls.includes(link.href))
        .forEach((link) => link.removeAttribute("href"));
      return one;
    });
  };
  if (list) {
    offline();
    (async () => {
      const cache = await caches.open("paper-pages " + root);
      const urls = (await cache.keys()).map((request) => request.url).reverse();
      const blocks = await sections(cache, urls);
      const items = [];
      // The page itself, where somebody has opened it while there was a connection, is not told.
      for (const url of urls.filter((one) => one !== location.origin + location.pathname)) {
        const answer = await cache.match(url);
        const link = document.createElement("a");
        link.href = url;
        // Of whatever language: by its own letters.
        link.dir = "auto";
        link.textContent = decodeURIComponent(answer.headers.get("x-kept-title") || "") || url;
        const item = document.createElement("li");
        item.append(link);
        items.push(item);
      }
      // In one step: what comes one after the other moves what is there.
      list.append(...items);
      find("#sections").append(...blocks);
    })();
  }

  // The worker that keeps what was read.
  if (!("serviceWorker" in navigator) || !page.dataset.worker) return;
  const worker = navigator.serviceWorker;
  worker.addEventListener("message", ({ data }) => {
    if (data.is === "kept") offline();
    if (data.is === "gone") location.reload();
    if (data.is === "changed") refresh();
  });
  const quietly = (promise) => promise.catch(() => {});
  const pictures = () => all("main img").map((one) => one.currentSrc || one.src);
  // The first page of all was read before there was a worker to keep it.
  const keep = () => [location.href, ...pictures()]
    .filter((url) => new URL(url).origin === location.origin)
    .forEach((url) => quietly(fetch(url)));
  if (!worker.controller) worker.addEventListener("controllerchange", keep, { once: true });
  // An article is read on in the tunnel: its pictures come before they are scrolled to.
  addEventListener("load", () => {
    if (navigator.connection && navigator.connection.saveData) return;
    all(".story img[loading]").forEach((one) => { one.loading = "eager"; });
  });
  quietly(worker.register(page.dataset.worker, { scope: root }).then((it) => { registration = it; }));
  if (worker.controller) worker.controller.postMessage({ ask: "kept" });
})();
