// The frame on other sites: says how high it is, follows changes, and helps where links cannot work.
// Messages are those of WordPress's wp-embed, so that its pages understand them.
(() => {
  "use strict";
  const MINUTE = 60_000;
  let secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret") || "";
  const words = () => document.body.className + document.body.textContent.trim();
  let shown = words();

  const send = (message, value) => parent.postMessage({ message, value, secret }, "*");

  function sendHeight() {
    const [main, ...below] = document.body.children;
    const spared = main.clientHeight - main.querySelector(".words").offsetHeight;
    const space = Number.parseFloat(getComputedStyle(main).paddingTop);
    const end = main.querySelector(".more").offsetHeight;
    const needed = document.documentElement.clientHeight - spared + space + end;
    if (below.length) send("height", Math.ceil(needed));
  }

  // A sandboxed frame may not call: the number is then text, not a button that does nothing.
  function prepare() {
    if (!secret || window.origin !== "null") return;
    for (const link of document.querySelectorAll('a[href^="tel:"]')) {
      const number = document.createElement("strong");
      number.textContent = link.textContent;
      link.replaceWith(number);
    }
  }

  async function follow() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href.split("#")[0], {
        cache: "no-store",
        credentials: "omit",
      });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.title = page.title;
      if (page.body.className + page.body.textContent.trim() === shown) return;
      document.body.className = page.body.className;
      document.body.replaceChildren(...page.body.childNodes);
      shown = words();
      prepare();
      sendHeight();
    } catch {
      // Without a network what was read stays.
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !secret || window.origin !== "null") return;
    event.preventDefault();
    send("link", link.href);
  });
  addEventListener("message", (event) => {
    if (event.source !== parent || event.data?.message !== "ready") return;
    secret = event.data.secret || secret;
    prepare();
    sendHeight();
  });
  addEventListener("resize", sendHeight);
  document.addEventListener("visibilitychange", follow);
  document.fonts.ready.then(sendHeight);
  setInterval(follow, MINUTE);
  prepare();
  sendHeight();
})();
