const MINUTE = 60_000;

/** Mark the sessions that take place now, with a rule and the word, and link to the first; again every minute. */
export function markNow() {
  const programme = document.querySelector("[data-now-word]");
  if (!programme) return;
  const mark = () => markAt(programme, Date.now());
  mark();
  setInterval(mark, MINUTE);
}

function markAt(programme, now) {
  let first = null;
  for (const session of programme.querySelectorAll("[data-starts]")) {
    const isNow = Date.parse(session.dataset.starts) <= now && now < Date.parse(session.dataset.ends);
    session.classList.toggle("is-now", isNow);
    session.querySelector(".now-word")?.remove();
    if (!isNow) continue;
    first ??= session;
    const word = document.createElement("span");
    word.className = "now-word";
    word.textContent = programme.dataset.nowWord;
    session.querySelector(".session-time")?.prepend(word);
  }
  for (const link of programme.querySelectorAll("[data-now-link]")) {
    link.hidden = !first;
    if (first) link.href = `#${first.id}`;
  }
}
