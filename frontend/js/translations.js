/** Translations: a row is saved when its field is left, and says so; what could not be saved stays in the field. */
const said = document.querySelector("[data-words]")?.dataset;
const kept = new WeakMap(); // what of each row is stored, as the page knows it
const unsaved = new Set();

const field = (form) => form.elements.text;
const rows = () => document.querySelectorAll("form[data-row]");

function say(form, words, isUnsaved = false) {
  const state = form.querySelector("[data-said]");
  state.textContent = words;
  state.classList.toggle("is-unsaved", isUnsaved);
}

/** Take over what the server says of the row; the field keeps what stands in it. */
function takeOver(form, answer) {
  for (const input of answer.querySelectorAll("input[type=hidden]")) {
    if (input.name !== "next") form.elements[input.name].value = input.value;
  }
  const row = form.closest("tr");
  for (const part of ["[data-refused]", "td.source"]) row.querySelector(part).replaceWith(document.adoptNode(answer.querySelector(part)));
  row.className = answer.className;
}

async function send(form, deed) {
  const typed = field(form).value;
  const body = new FormData(form);
  body.set("deed", deed);
  say(form, said.saving);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Row": "1" }, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const answer = page.querySelector("tr.text-row");
    if (!answer) return say(form, page.querySelector("[data-gone]")?.textContent || said.lost, true);
    const state = answer.querySelector("[data-said]").textContent;
    takeOver(form, answer);
    field(form).toggleAttribute("aria-invalid", !response.ok);
    field(form).closest(".field").classList.toggle("is-wrong", !response.ok);
    if (!response.ok) return say(form, said.unsaved, true);
    kept.set(form, typed);
    if (field(form).value === typed) {
      unsaved.delete(form);
      say(form, `${said.saved}. ${state}`);
    }
  } catch {
    say(form, said.lost, true);
  }
}

if (said) {
  for (const form of rows()) {
    kept.set(form, field(form).defaultValue);
    form.addEventListener("input", () => {
      const isChanged = field(form).value !== kept.get(form);
      if (isChanged) unsaved.add(form);
      else unsaved.delete(form);
      say(form, isChanged ? said.unsaved : "");
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      unsaved.add(form);
      send(form, event.submitter?.value ?? "save");
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget) && unsaved.has(form)) send(form, "save");
    });
    field(form).addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }
  document.querySelector("[data-hint]").hidden = false;
  addEventListener("beforeunload", (event) => unsaved.size && event.preventDefault());
}
