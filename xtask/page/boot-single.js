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
  const packed = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  block.remove();
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
};

Promise.resolve()
  .then(() => __wbg_init({ module_or_path: inflated() }))
  .then(() => document.getElementById("boot")?.remove())
  .catch(failed);
