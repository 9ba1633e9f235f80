// The plan editor without this file: each row has its own button. With it: texts save themselves, and keys help.
const editor = document.getElementById("plan-editor");
const rows = () => [...editor.querySelectorAll(".plan-row")];
const rowOf = (element) => element?.closest?.(".plan-row");
const openClash = () => editor.querySelector("[data-clash]");

document.documentElement.classList.add("autosaves");

// A save that has waited in the queue is sent as things stand now: with the marks the save before it brought.
document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement, request } = event.detail.ctx;
  request.keepalive = true;
  if (!sourceElement?.matches?.("[data-saves]")) return;
  for (const field of sourceElement.querySelectorAll("[name]:not(button)")) request.body.set(field.name, field.value);
});

// Moving a row draws the table anew: first the two texts that met must be settled.
document.addEventListener("htmx:config:request", (event) => {
  const clash = openClash();
  if (!clash || !event.detail.ctx.sourceElement?.matches?.("[data-rebuilds]")) return;
  event.preventDefault();
  clash.focus();
});

document.addEventListener("htmx:after:swap", () => openClash()?.scrollIntoView({ block: "nearest" }));
window.addEventListener("beforeunload", (event) => openClash() && event.preventDefault());

function saveNow(element) {
  element?.dispatchEvent(new Event("change", { bubbles: true }));
}

function next(element) {
  saveNow(element);
  const all = rows();
  const following = all[all.indexOf(rowOf(element)) + 1];
  if (following) following.querySelector("textarea").focus();
  else document.getElementById("tilfoej").click();
}

function move(element, way) {
  saveNow(element);
  rowOf(element).querySelector(`.tool[value="${way}"]`).click();
}

const KEYS = [
  [(key) => key.ctrlKey && key.key === "Enter", (element) => next(element)],
  [(key) => key.altKey && key.key === "ArrowUp", (element) => move(element, "up")],
  [(key) => key.altKey && key.key === "ArrowDown", (element) => move(element, "down")],
  [(key) => (key.ctrlKey || key.metaKey) && key.key === "s", (element) => saveNow(element)],
];

editor.addEventListener("keydown", (event) => {
  const found = rowOf(event.target) && KEYS.find(([pressed]) => pressed(event));
  if (!found) return;
  event.preventDefault();
  found[1](event.target);
});

// What is being written when the page is left is sent on its way.
window.addEventListener("pagehide", () => rowOf(document.activeElement) && saveNow(document.activeElement));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && rowOf(document.activeElement)) saveNow(document.activeElement);
});
