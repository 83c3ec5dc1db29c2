// Starts the page of the single file, once `boot-single.js` has unpacked it. `cargo xtask dist` puts wasm-bindgen's script in front of this, which defines `__wbg_init`.

const { failed, module } = globalThis.opened;
delete globalThis.opened;

Promise.resolve()
  .then(() => __wbg_init({ module_or_path: module }))
  .then(() => document.getElementById("boot")?.remove())
  .catch(failed);
