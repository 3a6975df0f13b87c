// Reads calendar files of one appointment, in the order in which they were given out, with
// ical.js: the same appointment each time, each version above the one before, and what a
// calendar program makes of it in UTC.
//
//   node read_calendar.mjs FILE [FILE...]
//
// Prints a line a file: METHOD SEQUENCE STATUS start end. Fails when an id changes, a
// SEQUENCE does not rise, or the zone of the file is not the one that is used.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function fail(words) {
  console.error(words);
  process.exit(1);
}

let uid = null;
let sequence = -1;
for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, "utf8");
  for (const line of text.split("\r\n"))
    if (Buffer.byteLength(line) > 75) fail(`${path}: a line of more than 75 bytes`);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents("vtimezone");
  const events = calendar.getAllSubcomponents("vevent");
  if (zones.length !== 1 || events.length !== 1) fail(`${path}: expected one zone, one event`);
  const zone = new ICAL.Timezone(zones[0]);
  const event = new ICAL.Event(events[0]);
  if (uid !== null && event.uid !== uid) fail(`${path}: the id changed`);
  if (event.sequence <= sequence) fail(`${path}: SEQUENCE ${event.sequence} does not rise`);
  uid = event.uid;
  sequence = event.sequence;
  for (const name of ["dtstart", "dtend"])
    if (events[0].getFirstProperty(name).getParameter("tzid") !== zone.tzid)
      fail(`${path}: ${name} is of another zone`);
  const instant = (time) => {
    const local = time.clone();
    local.zone = zone;
    return local.toJSDate().toISOString();
  };
  for (const name of ["organizer", "attendee", "dtstamp"])
    if (!events[0].getFirstProperty(name)) fail(`${path}: no ${name}`);
  console.log(
    calendar.getFirstPropertyValue("method"),
    event.sequence,
    events[0].getFirstPropertyValue("status"),
    instant(event.startDate),
    instant(event.endDate),
  );
}
