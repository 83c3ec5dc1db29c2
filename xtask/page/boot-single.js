// Starts the page of the single file. `cargo xtask dist` puts wasm-bindgen's script in front of this, which defines `__wbg_init`.
// The module is in the page itself, compressed and as text: a page opened from disk may not fetch its neighbours.

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

const inflated = () => {
  const block = document.getElementById("module");
  const text = block.textContent;
  block.remove();
  // Seven bits a letter; letters that a page cannot hold are written as others (see seven.rs).
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
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
};

Promise.resolve()
  .then(() => __wbg_init({ module_or_path: inflated() }))
  .then(() => document.getElementById("boot")?.remove())
  .catch(failed);
