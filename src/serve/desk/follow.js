// Keeps a page of the desk up to date while it is open: the service says that something has
// moved, and what the page shows is asked for anew. Without this, reloading does the same.
"use strict";
(() => {
  const topic = document.body.dataset.follows;
  if (!topic || !window.EventSource) return;
  let asked = false;
  let again = false;
  const isBusy = () => {
    const one = document.activeElement;
    return one && one.matches("input, textarea, select, button") && one.closest("main");
  };
  const renew = async () => {
    if (asked) { again = true; return; }
    asked = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
      if (answer.ok && !isBusy()) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of ["main", "footer"]) {
          document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
        }
      }
    } catch {
      // The next event, or a reload, brings it.
    }
    asked = false;
    if (again) { again = false; setTimeout(renew, 1000); }
  };
  const events = new EventSource("/desk/follow");
  events.addEventListener(topic, renew);
})();
