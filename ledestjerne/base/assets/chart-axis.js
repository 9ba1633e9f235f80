// The axis of time under the pointer: dragged to the sides, and with Ctrl and the wheel nearer or farther.
// When it comes to rest, whole periods are in view, and the form asks for just these, so table and address follow.
const FEWEST = 2;
const REST = 350; // milliseconds

export function moveAlong(view, picture, form) {
  const keys = [...form.elements.fra.options].map((option) => option.value).slice(1);
  const lowest = -0.5;
  const highest = keys.length - 0.5;
  const svg = picture.querySelector("svg");
  const inPanels = "child_width" in view.getState().signals;
  const width = () => view.signal(inPanels ? "child_width" : "width");
  const onScreen = () => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const ends = () => [view.signal("begin"), view.signal("end")];
  let resting = 0;

  function show(begin, size) {
    const fits = Math.min(Math.max(size, FEWEST), keys.length);
    const from = Math.min(Math.max(begin, lowest), highest - fits);
    view.signal("begin", from).signal("end", from + fits).runAsync();
  }

  function rest() {
    const [begin, end] = ends();
    const first = Math.round(begin + 0.5);
    const last = Math.max(Math.round(end - 0.5), first + FEWEST - 1);
    show(first - 0.5, last - first + 1);
    form.elements.fra.value = first ? keys[first] : "";
    form.elements.til.value = last < keys.length - 1 ? keys[last] : "";
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function under(event) {
    if (inPanels) return 0.5;
    const along = (event.clientX - svg.getBoundingClientRect().left) / onScreen() - view.origin()[0];
    return Math.min(Math.max(along / width(), 0), 1);
  }

  picture.addEventListener("wheel", (event) => {
    if (!event.ctrlKey || keys.length <= FEWEST) return;
    event.preventDefault();
    const [begin, end] = ends();
    const size = (end - begin) * (event.deltaY > 0 ? 1.25 : 0.8);
    show(begin + under(event) * (end - begin - size), size);
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  }, { passive: false });

  picture.addEventListener("pointerdown", (event) => {
    const [begin, end] = ends();
    if (event.button || end - begin >= keys.length) return;
    const start = event.clientX;
    let isMoved = false;
    const follow = (moved) => {
      isMoved ||= Math.abs(moved.clientX - start) > 4;
      if (isMoved) show(begin - ((moved.clientX - start) / onScreen() / width()) * (end - begin), end - begin);
    };
    const letGo = () => {
      window.removeEventListener("pointermove", follow);
      if (isMoved) rest();
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", letGo, { once: true });
  });
}
