/** When the start of a session moves, its end moves with it: `data-moves-with` names the field of the start. */
export function moveEnds() {
  for (const end of document.querySelectorAll("input[data-moves-with]")) {
    const start = end.form?.elements[end.dataset.movesWith];
    if (!start) continue;
    let before = start.valueAsNumber;
    start.addEventListener("change", () => {
      const moved = start.valueAsNumber - before;
      if (Number.isFinite(moved) && Number.isFinite(end.valueAsNumber)) end.valueAsNumber += moved;
      before = start.valueAsNumber;
    });
  }
}
