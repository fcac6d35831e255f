/** Small improvements to public pages; every page works without them. */
import { askWhatApplies } from "./asking.js";
import { focusErrors } from "./errors.js";
import { sendFilters } from "./filters.js";
import { keepTyped } from "./keep.js";
import { markNow } from "./now.js";
import { showOwnTimes } from "./own-times.js";
import { keepStars } from "./stars.js";

showOwnTimes();
markNow();
keepStars();
sendFilters();
focusErrors();
keepTyped();
askWhatApplies();
