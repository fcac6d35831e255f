/** Keep what is typed while the tab is open, and send a form only when the line is there: a broken one loses nothing. */
const UNKEPT = ["csrf_token", "website"];
const PATIENCE = 20000;

const nameOf = (path) => `kept:${path}`;

export function keepTyped() {
  for (const done of document.querySelectorAll("[data-kept-done]")) forget(done.dataset.keptDone);
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
}

function forget(path) {
  sessionStorage.removeItem(nameOf(path));
}

function keep(form) {
  const name = nameOf(location.pathname);
  const kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
  if (kept && !document.querySelector("[data-errors]")) putBack(form, kept);
  form.addEventListener("input", () => {
    const typed = [...new FormData(form)].filter(([field, value]) => !UNKEPT.includes(field) && typeof value === "string");
    sessionStorage.setItem(name, JSON.stringify(typed));
    const state = form.querySelector(".save-state");
    if (state.textContent !== form.dataset.keep) state.textContent = form.dataset.keep;
  });
  form.addEventListener("submit", (event) => send(form, event));
  form.querySelector("[data-forget]")?.addEventListener("click", () => {
    forget(location.pathname);
    location.assign(location.pathname + location.search);
  });
}

/** Fill in what was typed before, the key of the form too: what had arrived already is not stored twice. */
function putBack(form, kept) {
  for (const control of form.elements) {
    if (!control.name || UNKEPT.includes(control.name) || control.type === "file") continue;
    const values = kept.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
  form.querySelector("[data-put-back]").hidden = false;
}

/** Ask first whether the server can be reached; where it cannot, say so and leave everything as it stands. */
async function send(form, event) {
  if (form.dataset.isReached) return delete form.dataset.isReached;
  event.preventDefault();
  const { submitter } = event;
  const note = form.querySelector("[data-line]");
  try {
    await fetch(form.action, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    note.textContent = note.dataset.line;
    note.hidden = false;
    addEventListener("online", () => (note.textContent = note.dataset.lineBack), { once: true });
    return;
  }
  note.hidden = true;
  form.dataset.isReached = "yes";
  form.requestSubmit(submitter);
}
