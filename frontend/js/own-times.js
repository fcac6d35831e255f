/**
 * Where the device's clock differs from the forum's, write the device's time under each of the forum's times.
 * The server does the same for `?tz=`; a page where it has done so carries `data-own-zone` and is left alone.
 */
export function showOwnTimes() {
  for (const part of document.querySelectorAll("[data-forum-zone]:not([data-own-zone])")) {
    const { forumZone, ownWords, nextDay, previousDay } = part.dataset;
    let difference = 0;
    for (const place of part.querySelectorAll("[data-own-time]")) {
      const instant = new Date(place.querySelector("time").dateTime);
      const there = wallTime(instant, forumZone);
      const here = wallTime(instant);
      const hours = (here.minutes - there.minutes) / 60;
      if (hours === 0) continue;
      difference ||= hours;
      const day = Math.sign(here.day - there.day);
      place.append(ownTime(here.clock, [ownWords, day > 0 ? nextDay : day < 0 ? previousDay : ""]));
    }
    if (difference) explain(part, difference);
  }
}

function wallTime(instant, timeZone) {
  const parts = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  for (const { type, value } of format.formatToParts(instant)) parts[type] = value;
  const minutes = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) / 60_000;
  return { clock: `${parts.hour}:${parts.minute}`, day: Math.floor(minutes / 1440), minutes };
}

function ownTime(clock, words) {
  const line = document.createElement("span");
  line.className = "own-time";
  const text = document.createElement("span");
  text.className = "words";
  text.textContent = words.filter(Boolean).join(", ");
  line.append(clock, " ", text);
  return line;
}

function explain(part, hours) {
  const note = part.querySelector("[data-own-note]");
  if (!note) return;
  const words = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: "hour", unitDisplay: "short", signDisplay: "always",
  }).format(hours).replace("-", "\u2212");
  note.textContent = note.dataset.ownNote.replace("{difference}", words);
  note.hidden = false;
}
