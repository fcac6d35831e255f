const SILENT = "style, script, meta, link, xml, object, img, title";
const KEPT = new Set(["colspan", "rowspan"]);
const KEPT_STYLE = /(?:font-weight|display|mso-list|mso-hide)\s*:\s*[^;]+/gi;

/** Pasting a table: the HTML of the clipboard is kept beside the text, which shows what was pasted. */
export function keepPastedTables() {
  const box = document.querySelector("[data-paste]");
  const kept = document.querySelector("[data-paste-html]");
  const state = document.querySelector("[data-paste-state]");
  const preview = document.querySelector("[data-paste-preview]");
  if (!box || !kept) return;
  box.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const pasted = html ? lightened(html) : null;
    const rows = pasted ? pasted.querySelectorAll("tr").length : 0;
    kept.value = pasted ? pasted.innerHTML : "";
    state.textContent = rows ? box.dataset.pasteWords.replace("{rows}", rows) : "";
    preview?.replaceChildren(...(rows ? [...pasted.querySelectorAll("table")].map(shown) : []));
    if (preview) preview.hidden = !rows;
  });
  box.addEventListener("input", (event) => {
    if (event.inputType === "insertFromPaste") return;
    kept.value = "";
    state.textContent = "";
    preview?.replaceChildren();
    if (preview) preview.hidden = true;
  });
}

/** Show a pasted table as it arrived: its words and merged cells, nothing else of it. */
function shown(pasted) {
  const table = document.createElement("table");
  for (const row of pasted.rows) {
    const line = table.insertRow();
    for (const cell of row.cells) {
      const place = line.insertCell();
      place.colSpan = Math.min(cell.colSpan, 40);
      place.rowSpan = cell.rowSpan;
      place.textContent = wordsOf(cell);
    }
  }
  return table;
}

function wordsOf(cell) {
  const lines = [...cell.querySelectorAll("p, div, li")].filter((block) => !block.querySelector("p, div, li"));
  const texts = lines.length ? lines.map((line) => line.textContent) : [cell.textContent];
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n");
}

/** Leave out what a word processor adds to a table and no reader needs: it can be a hundred times the text. */
function lightened(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const element of page.querySelectorAll(SILENT)) element.remove();
  for (const element of page.body.querySelectorAll("*")) {
    const style = (element.getAttribute("style") ?? "").match(KEPT_STYLE);
    for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
    if (style) element.setAttribute("style", style.join(";"));
  }
  return page.body;
}
