/** Say that a form has changes which are not saved, and ask before they are left behind. */
export function guardChanges() {
  for (const form of document.querySelectorAll("form[data-guard]")) {
    let isChanged = false;
    form.addEventListener("input", () => {
      isChanged = true;
      const state = form.querySelector("[data-unsaved]");
      if (state) state.textContent = state.dataset.unsaved;
    });
    form.addEventListener("submit", () => (isChanged = false));
    addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
  }
}
