// Counts what keeps a page awake. It runs before any script of the page, in every new document.
//
// `window.__probe.frames` and `.timers` count calls that asked for a frame or a timer since the last `reset()`; `.pending()` says how many
// timers are armed right now. The real functions are called unchanged, so the page behaves as it would without the probe.
(() => {
  const armed = new Set();
  const probe = (window.__probe = {
    frames: 0,
    timers: 0,
    reset() {
      probe.frames = 0;
      probe.timers = 0;
    },
    pending: () => armed.size,
  });
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => {
    probe.frames += 1;
    return frame(callback);
  };
  const timeout = window.setTimeout.bind(window);
  window.setTimeout = (callback, delay, ...rest) => {
    probe.timers += 1;
    const id = timeout(
      (...given) => {
        armed.delete(id);
        if (typeof callback === "function") callback(...given);
      },
      delay,
      ...rest,
    );
    armed.add(id);
    return id;
  };
  const interval = window.setInterval.bind(window);
  window.setInterval = (...given) => {
    probe.timers += 1;
    const id = interval(...given);
    armed.add(id);
    return id;
  };
  for (const name of ["clearTimeout", "clearInterval"]) {
    const clear = window[name].bind(window);
    window[name] = (id) => {
      armed.delete(id);
      clear(id);
    };
  }
})();
