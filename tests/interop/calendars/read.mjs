// Reads calendars with three parsers: one JSON object on standard output, by file and parser the events as each understands them.
import { readFileSync } from "node:fs";

import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { convertIcsCalendar } from "ts-ics";

const digits = (date) => date.toISOString().replace(/[-:]|\.\d+/g, "");
const day = (year, month, date) => [year, month, date].map((part) => String(part).padStart(2, "0")).join("");

function readWithIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const moment = (time) => (time.isDate ? day(time.year, time.month, time.day) : digits(time.toJSDate()));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return { uid: event.uid, start: moment(event.startDate), end: moment(event.endDate), summary: event.summary };
  });
}

function readWithNodeIcal(text) {
  const moment = (date) =>
    date.dateOnly ? day(date.getFullYear(), date.getMonth() + 1, date.getDate()) : digits(date);
  const plain = (value) => (typeof value === "object" ? value.val : value);
  return Object.values(nodeIcal.sync.parseICS(text))
    .filter((part) => part.type === "VEVENT")
    .map(({ uid, start, end, summary }) => ({ uid, start: moment(start), end: moment(end), summary: plain(summary) }));
}

function readWithTsIcs(text) {
  const moment = ({ type, date }) => (type === "DATE" ? digits(date).slice(0, 8) : digits(date));
  const { events = [] } = convertIcsCalendar(undefined, text);
  return events.map(({ uid, start, end, summary }) => ({ uid, start: moment(start), end: moment(end), summary }));
}

const readers = { "ical.js": readWithIcalJs, "node-ical": readWithNodeIcal, "ts-ics": readWithTsIcs };

const found = {};
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  found[file] = Object.fromEntries(Object.entries(readers).map(([name, read]) => [name, read(text)]));
}
process.stdout.write(JSON.stringify(found));
