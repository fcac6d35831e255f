/** Select all rows of a list at once, and say how many are selected. */
export function followSelection() {
  for (const form of document.querySelectorAll("form[data-selection]")) {
    const all = form.querySelector("[data-select-all]");
    const rows = [...form.querySelectorAll("[data-select]")];
    const words = form.querySelector("[data-selected]");
    const count = () => {
      const selected = rows.filter((row) => row.checked).length;
      if (words) words.textContent = words.dataset.selected.replace("{count}", String(selected));
      if (!all) return;
      all.checked = selected > 0 && selected === rows.length;
      all.indeterminate = selected > 0 && selected < rows.length;
    };
    if (all) {
      all.closest("[hidden]")?.removeAttribute("hidden");
      all.addEventListener("change", () => rows.forEach((row) => (row.checked = all.checked)));
    }
    form.addEventListener("change", count);
    count();
  }
}
