/** On a narrow screen the desk's sections scroll sideways: bring the current one into sight. */
export function showCurrentSection() {
  const links = document.querySelector(".sections .links");
  const current = links?.querySelector("[aria-current]");
  if (current) links.scrollLeft = current.offsetLeft - (links.clientWidth - current.offsetWidth) / 2;
}
