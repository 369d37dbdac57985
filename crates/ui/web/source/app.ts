// The script of every page. Pages work without it; it makes them quicker and keeps them up to date.
import { prepareHtmx } from "./htmx.ts";
import { startAutosubmit } from "./autosubmit.ts";
import { startComposer } from "./composer.ts";
import { startCopy } from "./copy.ts";
import { startGuard } from "./guard.ts";
import { startKeyboard } from "./keyboard.ts";
import { startLive } from "./live.ts";
import { startMenus } from "./menu.ts";
import { startPreferences } from "./preferences.ts";
import { startTimes } from "./times.ts";

prepareHtmx();
startGuard();
startAutosubmit();
startComposer();
startCopy();
startMenus();
startKeyboard();
startPreferences();
startTimes();
startLive();
document.querySelector<HTMLElement>("[data-focus]")?.focus();
