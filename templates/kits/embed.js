// Turns <a data-chung-tay href="https://…/nhung/CODE/">…</a> into a frame beside the link, which stays, and
// gives every frame from here on the page the height of what it holds.
(() => {
  "use strict";
  const home = new URL("/nhung/", document.currentScript.src).href;
  document.querySelectorAll("a[data-chung-tay]").forEach((link) => {
    if (link.dataset.chungTay === "done") return;
    link.dataset.chungTay = "done";
    const frame = document.createElement("iframe");
    frame.src = link.href;
    frame.title = link.textContent;
    frame.loading = "lazy";
    frame.style.cssText = "border:0;display:block;width:100%;max-width:480px;height:260px;margin-bottom:8px";
    link.before(frame);
  });
  addEventListener("message", (event) => {
    if (event.data?.message !== "height") return;
    const frames = [...document.querySelectorAll("iframe")];
    const frame = frames.find((one) => one.contentWindow === event.source && one.src.startsWith(home));
    const height = Math.min(Math.max(Number(event.data.value) || 0, 120), 4000);
    if (frame) frame.style.height = `${height}px`;
  });
})();
