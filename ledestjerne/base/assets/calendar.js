// A button beside a date field that opens the browser's own calendar; the field itself stays a text field.
const FIELDS = "input[data-calendar]:not([data-calendar-offered])";

function toDanish(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return year ? `${day}.${month}.${year}` : "";
}

function toIso(text) {
  const found = text.trim().match(/^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/);
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
}

function offer(field) {
  field.dataset.calendarOffered = "";
  const picker = document.createElement("input");
  picker.type = "date";
  picker.className = "calendar__picker";
  picker.tabIndex = -1;
  picker.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "calendar__button";
  button.setAttribute("aria-label", `${field.dataset.calendar}: ${field.labels[0]?.innerText ?? ""}`);
  const frame = document.createElement("span");
  frame.className = "calendar";
  field.before(frame);
  frame.append(field, button, picker);
  button.addEventListener("click", () => {
    picker.value = toIso(field.value);
    picker.showPicker();
  });
  picker.addEventListener("change", (event) => {
    event.stopPropagation();
    field.value = toDanish(picker.value);
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  });
}

export function offerCalendars(part) {
  for (const field of part.querySelectorAll(FIELDS)) offer(field);
}
