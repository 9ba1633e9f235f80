// Drawing and table in step: what is pointed at in one is lit in the other, and a chosen line stands out in both.
const lineOf = (key) => key.slice(key.indexOf("|") + 1);

export function bindRows(view, page, told) {
  const rows = [...page.querySelectorAll("tr[data-key]")];
  const choice = page.querySelector("select[name=linje]");
  if (!rows.length) return;

  function light(key) {
    view.signal("lit", key).signal("lit_line", key && lineOf(key)).runAsync();
    for (const row of rows) row.classList.toggle("is-lit", row.dataset.key === key);
  }

  function choose(line) {
    if (!choice) return;
    const next = line === view.signal("chosen") ? "" : line;
    view.signal("chosen", next).runAsync();
    choice.value = next;
    for (const row of rows) row.classList.toggle("own-row", lineOf(row.dataset.key) === next);
    const address = new URL(location);
    if (next) address.searchParams.set("linje", next);
    else address.searchParams.delete("linje");
    history.replaceState(null, "", address);
    page.dataset.address = address.pathname + address.search;
    told();
  }

  function step(row, by) {
    const next = rows[rows.indexOf(row) + by];
    if (!next) return;
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  // One stop for the Tab key; from there the arrows walk.
  rows.forEach((row, index) => (row.tabIndex = index ? -1 : 0));
  const table = rows[0].closest("table");
  const rowAt = (event) => event.target.closest?.("tr[data-key]");
  table.addEventListener("mouseover", (event) => light(rowAt(event)?.dataset.key ?? ""));
  table.addEventListener("mouseleave", () => light(""));
  table.addEventListener("focusin", (event) => light(rowAt(event)?.dataset.key ?? ""));
  table.addEventListener("focusout", () => light(""));
  table.addEventListener("click", (event) => rowAt(event) && choose(lineOf(rowAt(event).dataset.key)));
  table.addEventListener("keydown", (event) => {
    const row = rowAt(event);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!row || (!by && event.key !== "Enter")) return;
    event.preventDefault();
    if (by) step(row, by);
    else choose(lineOf(row.dataset.key));
  });

  view.addEventListener("mouseover", (_event, item) => light(item?.datum?.key ?? ""));
  view.addEventListener("mouseout", () => light(""));
  view.addEventListener("click", (_event, item) => {
    if (item?.mark?.role?.startsWith("legend-")) choose(item.datum.value);
    else if (item?.datum?.line) choose(item.datum.line);
    const row = rows.find((each) => each.dataset.key === item?.datum?.key);
    row?.scrollIntoView({ block: "nearest" });
  });
}
