// Pages work without this file: it saves reloads, offers a calendar, and lets a file be dropped.
import "htmx.org";
import { offerCalendars } from "./calendar.js";

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.key === "Escape") menu.querySelector("summary").focus();
    if (event.key === "Escape" || !menu.contains(event.target)) menu.open = false;
  }
}

function dropFile(event) {
  const zone = event.target.closest?.(".upload");
  if (!zone) return;
  event.preventDefault();
  zone.classList.toggle("is-over", event.type === "dragover");
  if (event.type !== "drop") return;
  const input = zone.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function wake() {
  offerCalendars(document);
  // After the first drawing, so that an autofocus field does not complain that it was overtaken.
  requestAnimationFrame(() => document.querySelector(".error-summary")?.focus());
}

document.addEventListener("DOMContentLoaded", wake);
// Only what is new is without its calendar, so asking the whole page again does nothing twice.
document.addEventListener("htmx:after:swap", () => offerCalendars(document));
document.addEventListener("click", (event) => {
  closeMenus(event);
  if (event.target.closest?.("[data-print]")) window.print();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(event));
for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, dropFile);
