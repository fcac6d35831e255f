/** What the organizers' desk adds to site.js. */
import { guardChanges } from "./guard.js";
import { keepPastedTables } from "./paste.js";
import { letReorder } from "./reorder.js";
import { showCurrentSection } from "./sections.js";
import { followSelection } from "./selection.js";
import { moveEnds } from "./times.js";

guardChanges();
keepPastedTables();
followSelection();
letReorder();
moveEnds();
showCurrentSection();
