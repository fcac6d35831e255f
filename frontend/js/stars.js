/** Star a session without leaving the page; when that fails, the form is sent as any other. */
export function keepStars() {
  for (const form of document.querySelectorAll("form[data-star]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}

async function send(form) {
  let isOn;
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    isOn = (await answer.json()).starred;
  } catch {
    form.submit();
    return;
  }
  form.querySelector("button").setAttribute("aria-pressed", String(isOn));
  form.elements.starred.value = isOn ? "" : "1";
}
