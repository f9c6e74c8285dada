/* The clean HTML to the clipboard: as formatted text for an editing box, or as code. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-portal-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.portalCopy);
  const html = field.value;
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const part of body.querySelectorAll("p, h2, h3, h4, li, br, dt, dd, tr, figcaption")) part.after("\n");
  const words = body.textContent.replace(/\s*\n\s*/g, "\n").trim();
  try {
    if ("asText" in button.dataset || !window.ClipboardItem) {
      await navigator.clipboard.writeText(html);
    } else {
      const parts = {
        "text/html": new Blob([html], { type: "text/html" }),
        "text/plain": new Blob([words], { type: "text/plain" }),
      };
      await navigator.clipboard.write([new ClipboardItem(parts)]);
    }
    button.textContent = button.dataset.done;
  } catch {
    field.focus();
    field.select();
  }
});
