const counterStart = 0x7ff;

/**
 * Makes ids that grow with time: UUID version 7 (RFC 9562) with the millisecond first and a counter for ids of the same one, so that
 * the newest record has the largest id also where many are made at once.
 * @param now milliseconds since 1970
 * @param randomBytes as many random bytes as asked for
 */
export function timeOrderedIds(now: () => number, randomBytes: (count: number) => Uint8Array): () => string {
  let last = 0;
  let counter = 0;
  return () => {
    const random = randomBytes(10);
    const at = now();
    if (at > last) {
      last = at;
      counter = ((random[0]! << 8) | random[1]!) & counterStart;
    } else {
      counter += 1;
      if (counter > 0xfff) {
        last += 1;
        counter = 0;
      }
    }
    const time = last.toString(16).padStart(12, "0");
    const tail = Array.from(random.subarray(2), (byte, place) =>
      (place === 0 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"),
    ).join("");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
