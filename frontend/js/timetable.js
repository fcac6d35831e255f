/** The timetable: sessions are moved by pointer and keyboard; the server places them and draws the board anew. */
const ROW = 5;
const POLL = 4000;
const THRESHOLD = 5;
const EDGE = 48;

const live = document.querySelector("[data-live]");
let board = document.querySelector("[data-board]");
let plan = null; // where the session in hand would stand: { slot, starts, minutes, room, day, isOut, isResize }
let ghost = null;
let turn = Promise.resolve(); // deeds wait for each other here, so that none is lost and each knows the newest version
let waiting = 0;

const say = (words) => (live.textContent = words);
const words = (name, values) => board.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const two = (number) => String(number).padStart(2, "0");
const step = () => Number(board.dataset.zoom);
const begin = () => minutesOf(board.dataset.begin);
const rooms = () => [...board.querySelectorAll("[data-grid] [data-room][data-lane]")];
const days = () => [...board.querySelectorAll("[data-drop-day]")];

/** Minutes since midnight of the day that the board shows. */
function minutesOf(wall) {
  return Math.round((Date.parse(`${wall}Z`) - Date.parse(`${board.dataset.day}T00:00Z`)) / 60000);
}

function wallOf(minutes, day) {
  return new Date(Date.parse(`${day}T00:00Z`) + minutes * 60000).toISOString().slice(0, 16);
}

function clock(minutes) {
  const inDay = ((minutes % 1440) + 1440) % 1440;
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
}

// Talking to the server

/** Replace the board by the server's, keeping scroll and focus. */
function show(html) {
  const scroll = board.querySelector("[data-board-scroll]");
  const { scrollLeft, scrollTop } = scroll;
  const active = board.contains(document.activeElement) ? document.activeElement : null;
  const held = active?.closest("[data-slot]")?.dataset.slot;
  const isGrip = active?.matches("[data-grip]");
  const verb = active?.closest("[data-undo]") ? "undo" : "redo";
  board.outerHTML = html;
  board = document.querySelector("[data-board]");
  prepare();
  board.querySelector("[data-board-scroll]").scrollTo(scrollLeft, scrollTop);
  if (!active) return;
  const place = held ? slotOf(held)?.querySelector(isGrip ? "[data-grip]" : "a") : board.querySelector(`[data-${verb}] button:enabled`);
  (place ?? board.querySelector("[data-board-scroll]")).focus({ preventScroll: true });
}

const slotOf = (key) => board.querySelector(`[data-slot="${CSS.escape(key)}"]`);

/** Do something when all that was asked before is answered. */
function inTurn(deed) {
  waiting += 1;
  board.ariaBusy = "true";
  turn = turn.then(deed).finally(() => {
    waiting -= 1;
    board.ariaBusy = waiting ? "true" : null;
  });
  return turn;
}

/** Wait until nothing is in hand: a board that is replaced would take it away. */
async function handsFree() {
  while (plan) await new Promise((done) => setTimeout(done, 100));
}

async function ask(address, options = {}) {
  try {
    const response = await fetch(address, { ...options, headers: { "X-Board": "1" }, credentials: "same-origin" });
    if (response.status === 204) return;
    const html = await response.text();
    if (!html.includes("data-board=")) return location.reload();
    if (plan && !options.method) return;
    await handsFree();
    show(html);
    tellPublication();
    if (options.method) document.querySelectorAll("main .notice").forEach((old) => board.contains(old) || old.remove());
    const told = board.querySelector(".notice p")?.textContent ?? board.dataset.news;
    if (told) say(told);
    return response.ok;
  } catch {
    if (!options.method) return;
    say(board.dataset.saysLost);
    notice(board.dataset.saysLost);
    return null;
  }
}

/** Say anew in the page's head what is not published. */
async function tellPublication() {
  const response = await fetch(board.dataset.publication, { credentials: "same-origin" }).catch(() => null);
  if (response?.ok) document.querySelector(".publication .page").innerHTML = await response.text();
}

function notice(text) {
  const box = Object.assign(document.createElement("div"), { className: "notice bad" });
  box.append(Object.assign(document.createElement("p"), { textContent: text }));
  board.prepend(box);
}

function query(more) {
  return new URLSearchParams({ shown_day: board.dataset.day, zoom: board.dataset.zoom, since: board.dataset.mark, ...more });
}

async function put(placed, was) {
  const { slot, isOut } = placed;
  const { title, slot: key, room } = slot.dataset;
  const body = query({
    csrf_token: board.dataset.token,
    key,
    version: slotOf(key)?.dataset.version ?? slot.dataset.version,
    starts_at: isOut ? "" : wallOf(placed.starts, placed.day),
    minutes: String(placed.minutes),
    room: isOut ? room : placed.room,
  });
  const isDone = await ask(board.dataset.place, { method: "POST", body });
  if (isDone === null) {
    slot.className = was.look;
    Object.assign(slot.dataset, was.data);
  }
  if (!isDone) return;
  const isLength = !isOut && was.data.starts === wallOf(placed.starts, placed.day) && was.data.room === placed.room;
  const clash = slotOf(key)?.querySelector(".clash")?.textContent ?? "";
  say(`${words(isLength ? "saysResized" : "saysPlaced", { title })} ${clash}`.trim());
}

setInterval(() => {
  if (!plan && !waiting && document.visibilityState === "visible") inTurn(() => ask(`${board.dataset.board}?${query({})}`));
}, POLL);

// A session in hand

function planFor(slot, isResize = false) {
  const { starts, minutes, room } = slot.dataset;
  const isOut = !starts;
  return {
    slot,
    isResize,
    isOut,
    isAcross: "across" in slot.dataset,
    starts: isOut ? begin() : minutesOf(starts),
    minutes: Number(minutes),
    room: isOut && !room ? (rooms()[0]?.dataset.room ?? "") : room,
    day: board.dataset.day,
  };
}

function isSame(placed) {
  const { starts, minutes, room } = placed.slot.dataset;
  if (placed.isOut) return !starts;
  return starts === wallOf(placed.starts, placed.day) && Number(minutes) === placed.minutes && room === placed.room;
}

/** Show on the board where the session would stand, and return it in words. */
function draw() {
  const head = rooms().find((each) => each.dataset.room === plan.room) ?? rooms()[0];
  const room = plan.isAcross ? board.dataset.saysAllRooms : head.textContent.trim();
  const where = { begin: clock(plan.starts), end: clock(plan.starts + plan.minutes), room };
  const text = plan.isOut ? board.dataset.saysOut : words("saysAt", where);
  const other = days().find((each) => each.dataset.dropDay === plan.day && plan.day !== board.dataset.day);
  days().forEach((each) => each.classList.toggle("is-target", each === other));
  board.querySelector("[data-pool]").classList.toggle("is-target", plan.isOut);
  ghost ??= Object.assign(document.createElement("div"), { ariaHidden: "true" });
  const row = Math.max(0, Math.floor((plan.starts - begin()) / ROW));
  const lanes = plan.isAcross ? plan.slot.className.match(/\bc\d+ w\d+/)[0] : `c${head.dataset.lane} w${head.dataset.lanes}`;
  ghost.className = `ghost t${row} h${Math.max(1, Math.ceil(plan.minutes / ROW))} ${lanes}`;
  ghost.textContent = text;
  ghost.hidden = plan.isOut || Boolean(other);
  if (!ghost.isConnected) board.querySelector("[data-grid]").append(ghost);
  return other ? `${other.textContent.trim()}, ${text}` : text;
}

function take(slot, isResize) {
  plan = planFor(slot, isResize);
  slot.classList.add("is-lifted");
  document.body.classList.add("is-dragging");
}

function release() {
  plan?.slot.classList.remove("is-lifted");
  document.body.classList.remove("is-dragging");
  board.querySelectorAll(".is-target").forEach((each) => each.classList.remove("is-target"));
  ghost?.remove();
  ghost = plan = null;
}

/** Put the session down where it is shown; nothing is sent when that is where it stood. */
function drop() {
  const placed = plan;
  const look = ghost?.className.replace("ghost", "");
  release();
  if (isSame(placed)) return say(words("saysLeft", { title: placed.slot.dataset.title }));
  const { slot } = placed;
  const was = { look: slot.className, data: { ...slot.dataset } };
  if (look && !placed.isOut && placed.day === board.dataset.day && slot.closest("[data-grid]")) {
    slot.className = slot.className.replace(/\b[thcw]\d+\b/g, "") + look;
    Object.assign(slot.dataset, { starts: wallOf(placed.starts, placed.day), minutes: placed.minutes, room: placed.room });
  }
  return inTurn(() => put(placed, was));
}

// By pointer

/** The row and room under a point; a day's link and the pool are places too. */
function aim(event, grabbed) {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const day = under?.closest("[data-drop-day]");
  const area = board.querySelector("[data-area]").getBoundingClientRect();
  if (!plan.isResize && day) return Object.assign(plan, { starts: planFor(plan.slot).starts, day: day.dataset.dropDay, isOut: false });
  if (!plan.isResize && under?.closest("[data-pool]")) return Object.assign(plan, { isOut: true });
  const rows = Number(board.querySelector("[data-area]").className.match(/\bh(\d+)/)[1]);
  const minute = begin() + ((event.clientY - area.top) / area.height) * rows * ROW;
  const snap = (value) => Math.round(value / step()) * step();
  if (plan.isResize) return Object.assign(plan, { minutes: Math.max(step(), snap(minute) - plan.starts) });
  const head = rooms().findLast((each) => each.getBoundingClientRect().left <= event.clientX);
  const starts = Math.max(begin(), snap(minute - grabbed));
  const room = plan.isAcross ? plan.room : (head?.dataset.room ?? plan.room);
  return Object.assign(plan, { starts, room, isOut: false, day: board.dataset.day });
}

function scrollAtEdges({ clientX, clientY }) {
  const scroll = board.querySelector("[data-board-scroll]");
  const box = scroll.getBoundingClientRect();
  const pull = (at, low, high) => (at < low + EDGE ? -12 : at > high - EDGE ? 12 : 0);
  scroll.scrollBy(pull(clientX, box.left, box.right), pull(clientY, box.top, box.bottom));
  scrollBy(0, pull(clientY, 0, innerHeight));
}

function onPointerDown(event) {
  const slot = event.target.closest("[data-slot]");
  const isGrip = event.target.closest("[data-grip]");
  const isResize = Boolean(event.target.closest("[data-resize]"));
  if (!slot || event.button || (event.pointerType === "touch" && !isGrip && !isResize)) return;
  if (!isGrip && event.target.closest("button, .slot-move")) return;
  const from = { x: event.clientX, y: event.clientY };
  const area = board.querySelector("[data-area]").getBoundingClientRect();
  const rows = Number(board.querySelector("[data-area]").className.match(/\bh(\d+)/)[1]);
  const top = slot.getBoundingClientRect().top;
  const grabbed = slot.dataset.starts ? ((from.y - top) / area.height) * rows * ROW : 0;
  let last = null;
  const rest = setInterval(() => plan && last && (scrollAtEdges(last), aim(last, grabbed), draw()), 60);
  const move = (at) => {
    last = at;
    if (!plan && Math.hypot(at.clientX - from.x, at.clientY - from.y) < THRESHOLD) return;
    if (!plan) take(slot, isResize);
    at.preventDefault();
    aim(at, grabbed);
    draw();
  };
  const end = (at) => {
    clearInterval(rest);
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    if (!plan) return;
    addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    setTimeout(() => dispatchEvent(new Event("click", { cancelable: true })), 0);
    if (at.type === "pointerup") drop();
    else release();
  };
  addEventListener("pointermove", move, { passive: false });
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

// By keyboard

const next = (list, current, by) => list[Math.min(list.length - 1, Math.max(0, list.indexOf(current) + by))];

const beside = (by) => (plan.isAcross ? {} : { room: next(rooms().map((each) => each.dataset.room), plan.room, by) });

const KEYS = {
  ArrowUp: (by) => ({ starts: Math.max(begin(), plan.starts - by) }),
  ArrowDown: (by) => ({ starts: plan.starts + by }),
  ArrowLeft: () => beside(-1),
  ArrowRight: () => beside(1),
  PageUp: () => ({ day: next(days().map((each) => each.dataset.dropDay), plan.day, -1) }),
  PageDown: () => ({ day: next(days().map((each) => each.dataset.dropDay), plan.day, 1) }),
};
const LONGER = { ArrowUp: -1, ArrowDown: 1 };

function onKeyDown(event) {
  if ((event.ctrlKey || event.metaKey) && !event.target.matches("input, textarea, select")) {
    const key = event.key.toLowerCase();
    const verb = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    if (!verb) return;
    event.preventDefault();
    return board.querySelector(`[data-${verb}] button:enabled`)?.form.requestSubmit();
  }
  const grip = event.target.closest?.("[data-grip]");
  if (!grip) return;
  if (!plan) {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    take(grip.closest("[data-slot]"));
    plan.isOut = false;
    return say(`${words("saysLifted", { title: plan.slot.dataset.title })} ${draw()}`);
  }
  event.preventDefault();
  if (event.key === "Escape" || event.key === "Tab") {
    const title = plan.slot.dataset.title;
    release();
    return say(words("saysLeft", { title }));
  }
  if (event.key === "Enter" || event.key === " ") return drop();
  if (event.key === "Delete" || event.key === "Backspace") Object.assign(plan, { isOut: true });
  else if (event.shiftKey && event.key in LONGER) plan.minutes = Math.max(step(), plan.minutes + LONGER[event.key] * step());
  else if (event.key in KEYS) Object.assign(plan, KEYS[event.key](step()), { isOut: false });
  else return;
  say(draw());
  ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Undo and redo without leaving the page: the server answers with the board. */
function onSubmit(event) {
  const form = event.target.closest("[data-board-deed]");
  if (!form) return;
  event.preventDefault();
  const { undo } = form.dataset;
  inTurn(() => {
    const body = new URLSearchParams(new FormData(board.querySelector(undo === undefined ? "[data-redo]" : "[data-undo]")));
    body.set("back", `${board.dataset.board}?${query({})}`);
    return ask(form.action, { method: "POST", body });
  });
}

function prepare() {
  if (!board.dataset.place) return;
  board.classList.add("can-drag");
  board.querySelectorAll("[data-grip]").forEach((grip) => (grip.hidden = false));
}

prepare();
if (board.dataset.place) {
  document.querySelector("[data-board-help]")?.removeAttribute("hidden");
  addEventListener("pointerdown", onPointerDown);
  addEventListener("keydown", onKeyDown);
  addEventListener("submit", onSubmit);
}
