/** WGS 84: degrees. */
const degrees = 4326;
const hasSrid = 0x20000000;
const point = 1;

/** The two coordinates of a point in PostGIS's hexadecimal form (EWKB), x first; why it is none. */
export function readWkbPoint(hex: string): readonly [x: number, y: number] | string {
  const view = new DataView(new ArrayBuffer(hex.length / 2));
  for (let at = 0; at < view.byteLength; at++) view.setUint8(at, Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
  const isLittle = view.getUint8(0) === 1;
  const type = view.getUint32(1, isLittle);
  const start = (type & hasSrid) === 0 ? 5 : 9;
  if ((type & ~hasSrid) !== point || view.byteLength !== start + 16)
    return "a shape of PostGIS that is no point of two coordinates";
  const srid = start === 9 ? view.getUint32(5, isLittle) : degrees;
  if (srid !== degrees) return `a point of the reference system ${srid}, not 4326`;
  return [view.getFloat64(start, isLittle), view.getFloat64(start + 8, isLittle)];
}

/** As PostGIS prints it, with the reference system. */
export function renderWkbPoint(x: number, y: number): string {
  const view = new DataView(new ArrayBuffer(25));
  view.setUint8(0, 1);
  view.setUint32(1, point | hasSrid, true);
  view.setUint32(5, degrees, true);
  view.setFloat64(9, x, true);
  view.setFloat64(17, y, true);
  return [...new Uint8Array(view.buffer)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();
}
