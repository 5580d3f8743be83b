// Everything here is an addition: each page works without it. Modules look for data attributes and for nothing else.
import { autosave } from "./autosave.js";
import { dialogs } from "./dialog.js";
import { forms } from "./forms.js";
import { keep } from "./keep.js";
import { keys } from "./keys.js";
import { menus } from "./menu.js";
import { poll } from "./poll.js";
import { preferences } from "./preferences.js";
import { sheets } from "./sheet.js";
import { slip } from "./slip.js";
import { ticks } from "./ticks.js";
import { suggest } from "./suggest.js";

document.documentElement.classList.add("js");
menus();
dialogs();
sheets();
ticks();
poll();
autosave();
slip(document);
forms();
keep();
preferences();
suggest();
keys();
