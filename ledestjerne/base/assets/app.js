// Pages work without this file: it only saves reloads and helps with dates.
import "htmx.org";
import { datePicker } from "dkfds";

const DATE_FIELDS = ".date-picker:not(.date-picker--initialized)";

// Initialise single components inside what is new: initialising the whole page again would double its ids.
function wake(part) {
  if (part.querySelector?.(DATE_FIELDS)) datePicker.init(part);
}

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

document.addEventListener("DOMContentLoaded", () => {
  datePicker.on(document.body);
  document.querySelector(".error-summary")?.focus();
});
document.addEventListener("htmx:after:swap", (event) => wake(event.target));
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(event));
for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, dropFile);
document.addEventListener("click", (event) => event.target.closest?.("[data-print]") && window.print());
