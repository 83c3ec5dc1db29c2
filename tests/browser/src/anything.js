// Does `count` things that a person could do, one after the other, chosen by a seed: presses what can be pressed, moves what can be moved, types what nobody
// should type. Returns what was done; stops when the page has broken.
const [seed, count] = given;
let state = seed;
const draw = (below) => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >> 8) % below;
};
const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0);
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
const KEYS = [" ", "n", "m", "f", "g", "u", "r", "+", "-", "1", "2", "ArrowRight", "ArrowLeft", "Home", "End", "PageDown", "PageUp", "Escape"];
const TEXTS = ["", "0", "1", "7", "-1", "0.1", "604800", "9".repeat(25), "newsqueue", "News--", "<b>\u00fc</b>", "\u{1f4f0}".repeat(20), "\u0001"];
// What leaves the page, or hands something to the machine, has tests of its own.
const LEAVES = /save|download|print|load|tab|file/i;

const acts = {
  press() {
    const all = seen("button:not([disabled]), summary, .mark").filter((one) => !LEAVES.test(one.textContent));
    const one = all[draw(all.length)];
    one?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    return one?.getAttribute("aria-label") ?? one?.textContent;
  },
  enter() {
    const all = seen("input:not([disabled], [type=file]), textarea, select");
    const one = all[draw(all.length)];
    if (!one) return "nothing";
    if (one.type === "radio" || one.type === "checkbox") one.click();
    else if (one.tagName === "SELECT") one.selectedIndex = draw(one.options.length);
    else if (one.type === "range") one.value = Number(one.min) + draw(Number(one.max) - Number(one.min) + 1);
    else one.value = TEXTS[draw(TEXTS.length)];
    for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
    return `${one.type} ${one.value}`;
  },
  key() {
    const key = KEYS[draw(KEYS.length)];
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    return key;
  },
};

const done = [];
const often = ["press", "press", "enter", "enter", "key"];
for (let act = 0; act < count; act += 1) {
  const kind = often[draw(often.length)];
  done.push(`${kind} ${acts[kind]()}`.slice(0, 60));
  await frame();
  if (document.querySelector(".recovery")) break;
}
return { broken: document.querySelector(".recovery")?.innerText ?? null, done };
