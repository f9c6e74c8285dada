// Turns <a data-chung-tay href="https://…/nhung/CODE/">…</a> into a frame beside the link, which stays.
(() => {
  "use strict";
  document.querySelectorAll("a[data-chung-tay]").forEach((link) => {
    if (link.dataset.chungTay === "done") return;
    link.dataset.chungTay = "done";
    const frame = document.createElement("iframe");
    frame.src = link.href;
    frame.title = link.textContent;
    frame.loading = "lazy";
    frame.style.cssText = "border:0;display:block;width:100%;max-width:480px;height:260px";
    link.before(frame);
  });
})();
