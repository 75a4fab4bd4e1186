import { crc32, deflateSync, inflateSync } from "node:zlib";

const signatureBytes = 8;
/** A palette holds so many colours; the edges of letters take the nearest. */
const mostColours = 256;

/** A screenshot (8-bit RGB, not interlaced) with at most 256 colours: about a third of its bytes, the same to the eye. */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, pixels } = read(png);
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = [...counts]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .slice(0, mostColours)
    .map(([colour]) => colour);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const rows = Buffer.alloc(height * (width + 1));
  pixels.forEach((colour, at) => {
    let place = places.get(colour);
    if (place === undefined) {
      place = nearest(palette, colour);
      places.set(colour, place);
    }
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = place;
  });
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    png.subarray(0, signatureBytes),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(parts))),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Each pixel as one number, 0xrrggbb, row by row. */
function read(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const data: Buffer[] = [];
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png[24] !== 8 || png[25] !== 2) throw new Error("Not an 8-bit RGB screenshot");
  for (let at = signatureBytes; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const start = at + 8;
    if (png.toString("latin1", at + 4, start) === "IDAT") data.push(png.subarray(start, start + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * 3;
  const bytes = Buffer.alloc(height * stride);
  const byte = (row: number, place: number) => (row < 0 || place < 0 ? 0 : bytes[row * stride + place]!);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)]!;
    for (let place = 0; place < stride; place += 1) {
      const [left, up, corner] = [byte(row, place - 3), byte(row - 1, place), byte(row - 1, place - 3)];
      const guess = [0, left, up, (left + up) >> 1, place < 3 ? up : paeth(left, up, corner)][filter]!;
      bytes[row * stride + place] = raw[row * (stride + 1) + 1 + place]! + guess;
    }
  }
  return {
    width,
    height,
    pixels: Uint32Array.from({ length: width * height }, (_, at) => bytes.readUIntBE(at * 3, 3)),
  };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((each) => Math.abs(guess - each)) as [number, number, number];
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}

function nearest(palette: readonly number[], colour: number): number {
  const wanted = parts(colour);
  const far = palette.map((each) => parts(each).reduce((sum, part, at) => sum + (part - wanted[at]!) ** 2, 0));
  return far.indexOf(Math.min(...far));
}

function parts(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
