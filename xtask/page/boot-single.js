// Opens the single file. `cargo xtask dist` puts `unpack.js` in front of this and fills in the marks.
// Everything is in the page itself, compressed and as text, because a page opened from disk may not fetch its neighbours: the styles, the script
// (`start-single.js`) and the module, one after the other.

const failed = (error) => {
  console.error(error);
  const boot = document.getElementById("boot");
  if (!boot) return;
  boot.dataset.failed = "";
  boot.setAttribute("role", "alert");
  boot.replaceChildren();
  for (const words of ["Queue Storage Playground could not start.", String(error), "Please open this file in a browser of 2023 or later."]) {
    boot.appendChild(document.createElement("p")).textContent = words;
  }
};

// Seven bits a letter; letters that a page cannot hold are written as others (see seven.rs).
const bytesOf = (text) => {
  const unfit = [0, 13, 60];
  const packed = new Uint8Array((text.length * 7) >> 3);
  for (let at = 0, to = 0, waiting = 0, count = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    waiting = ((waiting << 7) | (letter < 128 ? letter : unfit[letter - 128])) & 0x7fff;
    count += 7;
    if (count >= 8) {
      count -= 8;
      packed[to] = (waiting >> count) & 255;
      to += 1;
    }
  }
  return packed;
};

// The policy of the page states the hashes of what is put in here.
const put = (kind, type, bytes) => {
  const element = document.createElement(kind);
  element.type = type;
  element.textContent = new TextDecoder().decode(bytes);
  document.head.append(element);
};

try {
  const block = document.getElementById("packed");
  const all = unpacked(bytesOf(block.textContent), Number("%SIZE%"));
  block.remove();
  const [style, script] = [Number("%STYLE%"), Number("%SCRIPT%")];
  globalThis.opened = { failed, module: all.subarray(style + script) };
  put("style", "text/css", all.subarray(0, style));
  put("script", "module", all.subarray(style, style + script));
} catch (error) {
  failed(error);
}
