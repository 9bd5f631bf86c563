// The script of Hetiao: comfort only. Every page works without it. All words stand in the HTML.
import { confirmations } from "./confirm";
import { copying } from "./copy";
import { keys } from "./keys";
import { lookups } from "./lookup";
import { menus } from "./menu";
import { rows } from "./rows";
import { sending } from "./send";
import { signing } from "./sign";

confirmations();
sending();
rows();
copying();
lookups();
keys();
menus();
signing();
// A refused form begins at what is wrong.
document.querySelector<HTMLElement>(".errors")?.focus();
