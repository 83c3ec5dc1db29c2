// Starts the page of the static site. `cargo xtask dist` puts wasm-bindgen's script in front of this, which defines `__wbg_init`,
// and fills in the module's name and hash.

const failed = (error) => {
  console.error(error);
  const boot = document.getElementById("boot");
  if (!boot) return;
  boot.dataset.failed = "";
  boot.setAttribute("role", "alert");
  boot.replaceChildren();
  for (const words of ["Queue Storage Playground could not start.", String(error), "Load the page again; if that does not help, use a current browser."]) {
    boot.appendChild(document.createElement("p")).textContent = words;
  }
};

// The browser refuses a module whose hash is not the one stated here, whoever changed it on the way.
fetch(new URL("./%WASM%", import.meta.url), { integrity: "%WASM_INTEGRITY%" })
  .then((response) => {
    if (!response.ok) throw new Error(`%WASM%: status ${response.status}`);
    return __wbg_init({ module_or_path: response });
  })
  .then(() => document.getElementById("boot")?.remove())
  .then(offline)
  .catch(failed);

// Keeps the page usable without a network. Contract with the page, two events on `window`:
//   qsp-update-ready   from here: a new version is downloaded and waits (also: `data-update="ready"` on the root element)
//   qsp-apply-update   to here: state is saved, switch over and load the new version
function offline() {
  const workers = navigator.serviceWorker;
  // Absent over plain HTTP from another machine, where browsers allow no worker.
  if (!workers) return;
  // On the very first visit the worker takes over without an update having happened.
  let hadController = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (hadController) location.reload();
    hadController = true;
  });
  workers
    .register(new URL("./sw.js", document.baseURI), { updateViaCache: "none" })
    .then((registration) => {
      const announce = () => {
        if (!registration.waiting || !workers.controller) return;
        document.documentElement.dataset.update = "ready";
        dispatchEvent(new CustomEvent("qsp-update-ready"));
      };
      announce();
      registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", announce);
      });
      addEventListener("qsp-apply-update", () => registration.waiting?.postMessage("apply"));
      // Coming back to the page is the moment to look for a new version; a timer would keep the machine awake.
      document.addEventListener("visibilitychange", () => {
        // Offline there is nothing to be found, and that is no fault.
        if (document.visibilityState === "visible") registration.update().catch(() => {});
      });
    })
    // The page works without a worker, only not offline.
    .catch((error) => console.warn("no offline use:", error));
}
