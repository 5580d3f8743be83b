// Everything here is an addition: each page works without it. Modules look for data attributes and for nothing else.
import { dialogs } from "./dialog.js";
import { forms } from "./forms.js";
import { keep } from "./keep.js";
import { keys } from "./keys.js";
import { menus } from "./menu.js";
import { preferences } from "./preferences.js";

document.documentElement.classList.add("js");
menus();
dialogs();
forms();
keep();
preferences();
keys();
