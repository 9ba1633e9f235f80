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
  waiting.delete(sourceElement);
  for (const field of sourceElement.querySelectorAll("[name]:not(button)")) request.body.set(field.name, field.value);
});

// So one save in the queue is enough for a row, however fast somebody types.
const waiting = new Set();

function isNeedless(row) {
  if (row.querySelector("[data-clash]") || waiting.has(row)) return true;
  waiting.add(row);
  return false;
}

document.addEventListener("htmx:finally:request", (event) => waiting.delete(event.detail.ctx.sourceElement));

// Where two texts have met, nothing is saved until a person has chosen; and moving a row, which draws the table anew,
// waits until then.
document.addEventListener("htmx:config:request", (event) => {
  const source = event.detail.ctx.sourceElement;
  if (source?.matches?.("[data-saves]") && isNeedless(source)) event.preventDefault();
  if (!source?.matches?.("[data-rebuilds]") || !openClash()) return;
  event.preventDefault();
  openClash().focus();
});

function focusNew() {
  const wanted = editor.querySelector("[data-focus]");
  wanted?.removeAttribute("data-focus");
  wanted?.focus();
}

document.addEventListener("htmx:after:swap", () => {
  openClash()?.scrollIntoView({ block: "nearest" });
  focusNew();
});
focusNew();
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
