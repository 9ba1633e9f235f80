// The still drawing answers the pointer: what stands behind each dot. Without this file the drawing and the table stay.
// Expressions are interpreted, never made into code, so the page's Content-Security-Policy holds.
import { expressionInterpreter } from "vega-interpreter";
import { formatLocale, parse, View } from "vega";
import { Handler } from "vega-tooltip";
import { moveAlong } from "./chart-axis.js";
import { bindRows } from "./chart-rows.js";

formatLocale({ decimal: ",", thousands: ".", grouping: [3], currency: ["", " kr."] });

// The names above the drawing are drawn without an ear for the pointer.
function openLegends(spec) {
  for (const legend of spec.legends ?? []) {
    legend.encode = { ...legend.encode };
    for (const part of ["symbols", "labels"]) {
      const { update, ...rest } = legend.encode[part] ?? {};
      legend.encode[part] = { ...rest, interactive: true, update: { ...update, cursor: { value: "pointer" } } };
    }
  }
}

async function enliven(place) {
  const spec = JSON.parse(place.querySelector("script[type='application/json']").textContent);
  openLegends(spec);
  const picture = document.createElement("div");
  place.append(picture);
  place.dataset.vega = "begun";
  const tooltip = new Handler({ disableDefaultStyle: true });
  const runtime = parse(spec, null, { ast: true });
  const view = new View(runtime, { expr: expressionInterpreter, renderer: "svg", container: picture, hover: true });
  await view.tooltip(tooltip.call).runAsync();
  // The description stands in the still drawing's place in the text; the live one would only be read twice.
  picture.setAttribute("aria-hidden", "true");
  place.hidden = false;
  place.parentElement.querySelector(".chart__wide").classList.add("sr-only");
  const page = place.closest("[data-address]");
  if (!page) return;
  for (const hint of place.parentElement.querySelectorAll(".chart__hint")) hint.hidden = false;
  bindRows(view, page, () => (shown = location.search));
  if ("begin" in view.getState().signals) moveAlong(view, picture, page.querySelector("form"));
}

function wake() {
  for (const place of document.querySelectorAll("[data-vega='']")) {
    enliven(place).catch((error) => {
      place.hidden = true;
      console.error(error);
    });
  }
}

// The address follows the choices, and the way back leads to the choices before.
function keepAddress() {
  const address = document.querySelector("[data-address]")?.dataset.address;
  if (address && address !== location.pathname + location.search) history.pushState(null, "", address);
}

let shown = location.search;
document.addEventListener("DOMContentLoaded", wake);
document.addEventListener("htmx:after:swap", () => {
  keepAddress();
  shown = location.search;
  wake();
});
window.addEventListener("popstate", () => location.search !== shown && location.reload());
