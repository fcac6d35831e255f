/**
 * Send a filter form as soon as a choice is made by pointer. With the keyboard a select changes at every arrow key,
 * so there the button stays the way.
 */
export function sendFilters() {
  for (const form of document.querySelectorAll("form[data-send-on-change]")) {
    let byPointer = false;
    form.addEventListener("pointerdown", () => (byPointer = true));
    form.addEventListener("keydown", () => (byPointer = false));
    form.addEventListener("change", () => byPointer && form.requestSubmit());
    form.addEventListener("submit", () => leaveOutEmpty(form));
  }
}

/** Keep the address short: a filter that was not chosen is not sent. */
function leaveOutEmpty(form) {
  for (const control of form.elements) {
    if (control.name && control.value === "") control.disabled = true;
  }
}

addEventListener("pageshow", () => {
  for (const control of document.querySelectorAll("form[data-send-on-change] :disabled")) control.disabled = false;
});
