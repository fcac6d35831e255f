/** Put the focus on the summary of a refused form, so that it is read first. */
export function focusErrors() {
  document.querySelector("[data-errors]")?.focus();
}
