// Unpacks what `cargo xtask dist` packed with LZMA (four bits of literal context, no position bits, no header), which no browser knows. What they do know
// leaves the single file a quarter bigger. A tenth of a second for two megabytes.
//
// Every bit is read by a chance that was learnt from the bits before it in the same place; `chance` holds them all, and the names of its parts and of `rep0` to
// `rep3`, the last four distances, are those of the format's description.

const unpacked = (input, size) => {
  const [MATCH, REP, REP0, REP1, REP2, LONG] = [0, 12, 24, 36, 48, 60];
  const [SLOT, SPECIAL, ALIGN, LENGTH, REP_LENGTH, LITERAL] = [72, 328, 443, 459, 733, 1007];
  const chance = new Uint16Array(LITERAL + (0x300 << 4)).fill(1024);
  const out = new Uint8Array(size);
  // Two numbers of 32 bits, without a sign: the width of what is still possible, and where in it the input lies. As variables they would be three times as slow,
  // because an engine keeps such big numbers apart.
  const [RANGE, CODE] = [0, 1];
  const now = new Uint32Array([0xffffffff, 0]);
  let [to, at, state] = [0, 1, 0];
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  const widen = () => {
    if (now[RANGE] < 0x1000000) {
      now[RANGE] <<= 8;
      now[CODE] = (now[CODE] << 8) | input[at];
      at += 1;
    }
  };
  const bit = (index) => {
    const bound = (now[RANGE] >>> 11) * chance[index];
    const one = now[CODE] >= bound;
    if (one) {
      now[RANGE] -= bound;
      now[CODE] -= bound;
      chance[index] -= chance[index] >> 5;
    } else {
      now[RANGE] = bound;
      chance[index] += (2048 - chance[index]) >> 5;
    }
    widen();
    return one ? 1 : 0;
  };
  const tree = (base, bits) => {
    let node = 1;
    for (let n = 0; n < bits; n += 1) node = (node << 1) | bit(base + node);
    return node - (1 << bits);
  };
  const reversed = (base, bits) => {
    let [node, value] = [1, 0];
    for (let n = 0; n < bits; n += 1) {
      const one = bit(base + node);
      node = (node << 1) | one;
      value |= one << n;
    }
    return value;
  };
  const even = (bits) => {
    let value = 0;
    for (let n = 0; n < bits; n += 1) {
      now[RANGE] >>>= 1;
      const one = now[CODE] >= now[RANGE] ? 1 : 0;
      if (one) now[CODE] -= now[RANGE];
      value = (value << 1) | one;
      widen();
    }
    return value;
  };
  const length = (base) => {
    if (!bit(base)) return 2 + tree(base + 2, 3);
    return bit(base + 1) ? 18 + tree(base + 18, 8) : 10 + tree(base + 10, 3);
  };
  const literal = () => {
    const base = LITERAL + 0x300 * ((to ? out[to - 1] : 0) >> 4);
    let node = 1;
    if (state > 6) {
      let like = out[to - rep0 - 1];
      while (node < 0x100) {
        const expected = (like >> 7) & 1;
        like <<= 1;
        const one = bit(base + ((1 + expected) << 8) + node);
        node = (node << 1) | one;
        if (one !== expected) break;
      }
    }
    while (node < 0x100) node = (node << 1) | bit(base + node);
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    out[to] = node;
    to += 1;
  };
  const distance = (slot) => {
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) << bits;
    return slot < 14 ? start + reversed(SPECIAL + start - slot, bits) : start + (even(bits - 4) << 4) + reversed(ALIGN, 4);
  };
  const copy = (count) => {
    for (const end = to + count; to < end; to += 1) out[to] = out[to - rep0 - 1];
  };
  for (; at < 5; at += 1) now[CODE] = (now[CODE] << 8) | input[at];
  while (to < size) {
    if (!bit(MATCH + state)) {
      literal();
    } else if (!bit(REP + state)) {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      const count = length(LENGTH);
      state = state < 7 ? 7 : 10;
      rep0 = distance(tree(SLOT + 64 * Math.min(count - 2, 3), 6));
      copy(count);
    } else {
      if (bit(REP0 + state)) {
        if (!bit(REP1 + state)) [rep0, rep1] = [rep1, rep0];
        else if (!bit(REP2 + state)) [rep0, rep1, rep2] = [rep2, rep0, rep1];
        else [rep0, rep1, rep2, rep3] = [rep3, rep0, rep1, rep2];
      } else if (!bit(LONG + state)) {
        state = state < 7 ? 9 : 11;
        copy(1);
        continue;
      }
      const count = length(REP_LENGTH);
      state = state < 7 ? 8 : 11;
      copy(count);
    }
  }
  return out;
};
