/**
 * A text and where each of its UTF-16 units came from: unit i was made from `[starts[i], ends[i])` of the raw text.
 * Both halves of a surrogate pair carry the pair's range. `starts` and `ends` never decrease.
 */
export interface SpanMap {
  text: string;
  starts: Uint32Array;
  ends: Uint32Array;
}

/** Growing arrays behind a SpanMap. */
export interface SpanBuilder {
  units: Uint16Array;
  starts: Uint32Array;
  ends: Uint32Array;
  length: number;
}

export function spanBuilder(capacity: number): SpanBuilder {
  const size = Math.max(capacity, 16);
  return { units: new Uint16Array(size), starts: new Uint32Array(size), ends: new Uint32Array(size), length: 0 };
}

/** Makes room for `extra` more units; doubles, so that appending stays linear. */
export function reserve(builder: SpanBuilder, extra: number): void {
  const needed = builder.length + extra;
  if (needed <= builder.units.length) return;
  const size = Math.max(needed, builder.units.length * 2);
  const { units, starts, ends } = builder;
  builder.units = new Uint16Array(size);
  builder.starts = new Uint32Array(size);
  builder.ends = new Uint32Array(size);
  builder.units.set(units);
  builder.starts.set(starts);
  builder.ends.set(ends);
}

/** Appends `key`, every unit of it made from raw `[start, end)`. */
export function append(builder: SpanBuilder, key: string, start: number, end: number): void {
  reserve(builder, key.length);
  for (let at = 0; at < key.length; at += 1) {
    builder.units[builder.length] = key.charCodeAt(at);
    builder.starts[builder.length] = start;
    builder.ends[builder.length] = end;
    builder.length += 1;
  }
}

export function finish(builder: SpanBuilder): SpanMap {
  const { units, starts, ends, length } = builder;
  return { text: textOfUnits(units, length), starts: starts.slice(0, length), ends: ends.slice(0, length) };
}

/** The map of a text that came out as it went in. */
export function identityMap(text: string): SpanMap {
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    starts[at] = at;
    ends[at] = at + 1;
  }
  return { text, starts, ends };
}

function textOfUnits(units: Uint16Array, length: number): string {
  // 8,192 arguments is far below every engine's limit; Reflect.apply takes the array as it is, a spread walks it (6 times slower).
  const parts: string[] = [];
  for (let at = 0; at < length; at += 8_192) {
    parts.push(Reflect.apply(String.fromCharCode, null, units.subarray(at, Math.min(at + 8_192, length))));
  }
  return parts.join("");
}
