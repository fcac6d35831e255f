/** Lists whose order is changed by dragging and by arrow keys; the order is sent when an item is put down. */
export function letReorder() {
  for (const list of document.querySelectorAll("[data-reorder]")) {
    const form = document.getElementById(list.dataset.reorder);
    if (form) reorder(list, form);
  }
}

function reorder(list, form) {
  const items = () => [...list.children];
  let held = null;
  let before = null;

  const say = () => {
    const values = { title: held.dataset.title, number: items().indexOf(held) + 1, all: items().length };
    form.querySelector("[data-live]").textContent = list.dataset.saysMoved.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  };
  const take = (item) => {
    [held, before] = [item, items()];
    item.classList.add("is-lifted");
  };
  const put = (isKept) => {
    const isChanged = items().some((item, place) => item !== before[place]);
    held.classList.remove("is-lifted");
    if (!isKept) list.replaceChildren(...before);
    held = null;
    if (isKept && isChanged) form.requestSubmit();
  };
  const shift = (by) => {
    const place = items()[items().indexOf(held) + by];
    if (place) by > 0 ? place.after(held) : place.before(held);
    held.querySelector("[data-grip]").focus();
    say();
  };

  list.querySelectorAll("[data-grip]").forEach((grip) => (grip.hidden = false));
  list.addEventListener("keydown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    if (!held && ["Enter", " "].includes(event.key)) take(grip.closest("li"));
    else if (!held) return;
    else if (event.key === "ArrowUp") shift(-1);
    else if (event.key === "ArrowDown") shift(1);
    else if (["Enter", " "].includes(event.key)) put(true);
    else if (["Escape", "Tab"].includes(event.key)) return put(false);
    else return;
    event.preventDefault();
    if (held) say();
  });
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    take(grip.closest("li"));
    const move = ({ clientY }) => {
      const next = items().find((item) => item !== held && clientY < middle(item));
      next ? next.before(held) : list.append(held);
    };
    const end = ({ type }) => {
      removeEventListener("pointermove", move);
      ["pointerup", "pointercancel"].forEach((name) => removeEventListener(name, end));
      put(type === "pointerup");
    };
    addEventListener("pointermove", move);
    ["pointerup", "pointercancel"].forEach((name) => addEventListener(name, end));
  });
}

function middle(item) {
  const box = item.getBoundingClientRect();
  return box.top + box.height / 2;
}
