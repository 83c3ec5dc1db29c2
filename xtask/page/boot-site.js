// Starts the page of the static site. `cargo xtask dist` puts wasm-bindgen's script in front of this, which defines `__wbg_init`,
// `__wbg_get_imports` and `wasm`, and fills in names and hashes of the module's two halves.

const failed = (error) => {
  console.error(error);
  // The page has said so itself, better than could be done here.
  if (document.querySelector(".recovery")) return;
  let boot = document.getElementById("boot");
  if (!boot) {
    boot = document.createElement("div");
    boot.id = "boot";
    document.body.prepend(boot);
  }
  boot.dataset.failed = "";
  boot.setAttribute("role", "alert");
  boot.replaceChildren();
  for (const words of ["Queue Storage Playground could not start.", String(error), "Load the page again; if that does not help, use a current browser."]) {
    boot.appendChild(document.createElement("p")).textContent = words;
  }
};

// The first half of the module has what a first visit runs. The rest is put into the same memory as soon as it is there.
const REST = "%REST%";
let imports;
let whole = !REST;
let compiled;
let refused;

// The browser refuses a module whose hash is not the one stated here, whoever changed it on the way.
const get = (name, integrity, priority) =>
  fetch(new URL(`./${name}`, import.meta.url), { integrity, priority }).then((response) => {
    if (!response.ok) throw new Error(`${name}: status ${response.status}`);
    return response;
  });

const complete = (module) => {
  if (whole) return;
  whole = true;
  // What the rest needs of the first half: its exports, and functions under their places in a table.
  const first = { ...wasm };
  for (let at = 0; at < wasm.shared.length; at += 1) first[at] = wasm.shared.get(at);
  new WebAssembly.Instance(module, { ...imports, first });
};

// Called by the first half in the middle of a call that needs the rest, which cannot wait for a promise. Mostly the rest is there by then; if somebody was
// faster than the network, the page stands still until it is. `data-rest` on the root element says that it was called.
const load = () => {
  document.documentElement.dataset.rest = "called";
  try {
    if (refused) throw new Error("the rest of the page is needed and did not come", { cause: refused });
    complete(compiled ?? new WebAssembly.Module(bytesAtOnce()));
  } catch (error) {
    // The module stops in the middle of what it did: nothing after this could be trusted.
    failed(error);
    throw error;
  }
};

// The bytes of the rest, one letter each: the only form in which they can be had without waiting. No worker answers such a request, which is why a page
// that is opened offline waits for its rest before it starts.
const bytesAtOnce = () => {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(`./${REST}`, import.meta.url), false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${REST}: status ${request.status}`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
};

const importsOfWhole = __wbg_get_imports;
__wbg_get_imports = () => (imports = { ...importsOfWhole(), rest: { load } });

const compileRest = (priority) =>
  REST
    ? get(REST, "%REST_INTEGRITY%", priority)
        .then((response) => WebAssembly.compileStreaming(response))
        .then((module) => (compiled = module))
    : Promise.resolve();

// The styles of what no first screen shows.
const dressRest = () =>
  new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.integrity = "%STYLE_INTEGRITY%";
    link.onload = resolve;
    link.onerror = () => reject(new Error("%STYLE%: did not come"));
    link.href = new URL("./%STYLE%", import.meta.url);
    document.head.append(link);
  });

const getRest = (priority) => Promise.all([compileRest(priority), dressRest()]);

// Whoever comes to a certain page, or comes again, wants more than a first visit runs; and what is on this machine already need not be waited for.
const early = /^#?\/?$/.test(location.hash) && !navigator.serviceWorker?.controller;
const start = () => get("%WASM%", "%WASM_INTEGRITY%").then((response) => __wbg_init({ module_or_path: response }));

(early ? start() : getRest().then(start))
  .then(() => document.getElementById("boot")?.remove())
  .then(() => {
    (early ? getRest("low") : Promise.resolve())
      .then(() => complete(compiled))
      .catch((error) => {
        // Said when it is needed: what is on the screen now works without it.
        refused = error;
        console.warn("the rest of the page did not come:", error);
      });
  })
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
