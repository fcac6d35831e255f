/**
 * Show of a form's questions those that are asked of this person: by category, by way of taking part, by what they chose before.
 * Without scripts all of them stand there, each group under a line that says of whom it is asked.
 */
export function askWhatApplies() {
  for (const form of document.querySelectorAll("form[data-asking]")) {
    const groups = [...form.querySelectorAll("[data-asked-if]")];
    if (!groups.length) continue;
    const update = () => {
      // A question may depend on one that is hidden itself: look again until nothing changes.
      for (let round = 0; round <= groups.length; round += 1) {
        const changed = groups.filter((group) => group.hidden === isAsked(form, group));
        if (!changed.length) break;
        for (const group of changed) group.hidden = !group.hidden;
      }
      for (const part of form.querySelectorAll(".asked-part")) hideIfEmpty(form, part);
    };
    form.addEventListener("change", update);
    addEventListener("pageshow", update);
    update();
  }
}

function isAsked(form, group) {
  const { categories, attendance, question, option } = group.dataset;
  if (categories && !categories.split(" ").includes(chosen(form, "category")[0] ?? form.dataset.category)) return false;
  if (attendance && attendance !== (chosen(form, "attendance")[0] ?? form.dataset.mode)) return false;
  return !question || !form.querySelector(`[name="${question}"]`) || chosen(form, question).includes(option);
}

/** Hide a heading under which nothing is asked, and its place in the plan of the form. */
function hideIfEmpty(form, part) {
  const [heading, ...rest] = part.children;
  part.hidden = rest.every((child) => child.hidden);
  const step = form.querySelector(`.plan a[href="#${heading.id}"]`);
  if (step) step.parentElement.hidden = part.hidden;
}

/** What is chosen in the fields of a name that are to be seen. */
function chosen(form, name) {
  const fields = [...form.querySelectorAll(`[name="${name}"]`)].filter((field) => !field.closest("[hidden]"));
  return fields.flatMap((field) => (["radio", "checkbox"].includes(field.type) && !field.checked ? [] : [field.value]));
}
