import { describe, expect, test } from "vitest";
import type { BytesOptions } from "../../../convex/shared/kinds/bytes.js";
import { bytesKind, geoPointKind } from "../../../convex/shared/kinds/index.js";
import { accepts, rejects } from "./cases.js";

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;

const hex: [string, ArrayBuffer][] = [
  ["\\x", bytes()],
  ["\\xdeadbeef", bytes(0xde, 0xad, 0xbe, 0xef)],
  ["\\xDEADBEEF", bytes(0xde, 0xad, 0xbe, 0xef)],
  ["\\x00ff", bytes(0, 255)],
];
const read = (from: BytesOptions["from"], text: string) => {
  const converted = bytesKind(from === undefined ? {} : { from }).convert(text);
  return converted instanceof ArrayBuffer ? [...new Uint8Array(converted)] : converted;
};

describe("bytes", () => {
  test.each<[BytesOptions["from"], string, ArrayBuffer]>([
    ...hex.map(([text, value]): [undefined, string, ArrayBuffer] => [undefined, text, value]),
    ...hex.map(([text, value]): ["escape", string, ArrayBuffer] => ["escape", text, value]),
    ["escape", "", bytes()],
    ["escape", "abc", bytes(97, 98, 99)],
    ["escape", "a\\\\b", bytes(97, 92, 98)],
    ["escape", "\\000\\377", bytes(0, 255)],
    ["escape", "\\\\x00", bytes(92, 120, 48, 48)],
    ["hex", "deadBEEF", bytes(0xde, 0xad, 0xbe, 0xef)],
    ["hex", "", bytes()],
    ["base64", "AP8=", bytes(0, 255)],
    ["base64", "AP8", bytes(0, 255)],
    ["base64", "+/+/", bytes(251, 255, 191)],
    ["base64", "-_-_", bytes(251, 255, 191)],
    ["base64", "", bytes()],
  ])("%s %j", (from, text, value) => {
    expect(read(from, text)).toStrictEqual([...new Uint8Array(value)]);
  });
  rejects(bytesKind(), [
    ["\\x0", "bytes"],
    ["\\xzz", "bytes"],
    ["\\x00 ff", "bytes"],
    // Base64, hex and plain text are all printable: none of them is guessed.
    ["AP8=", "bytes"],
    ["deadbeef", "bytes"],
    ["", "bytes"],
  ]);
  rejects(bytesKind({ from: "escape" }), [
    ["\\400", "bytes"],
    ["\\12", "bytes"],
    ["a\\b", "bytes"],
    ["\\", "bytes"],
    ["é", "bytes"],
    ["new\nline", "bytes"],
  ]);
  rejects(bytesKind({ from: "base64" }), [
    ["A", "bytes"],
    ["AP8==", "bytes"],
    ["A P8=", "bytes"],
    ["+_", "bytes"],
    ["{}", "bytes"],
  ]);
  rejects(bytesKind({ from: "hex" }), [
    ["abc", "bytes"],
    ["0x00", "bytes"],
  ]);

  test("messages never hold the value", () => {
    expect(bytesKind().convert("\\xsecret")).toMatchObject({ message: expect.not.stringContaining("secret") });
  });

  test("ten megabytes in either form are no problem", () => {
    expect(bytesKind().convert(`\\x${"ab".repeat(10_000_000)}`)).toBeInstanceOf(ArrayBuffer);
    expect(bytesKind({ from: "escape" }).convert("\\377a".repeat(2_000_000))).toBeInstanceOf(ArrayBuffer);
  });
});

describe("geo point", () => {
  accepts(geoPointKind(), [
    ["(13.4,52.5)", { latitude: 52.5, longitude: 13.4 }],
    ["(-122.4194, 37.7749)", { latitude: 37.7749, longitude: -122.4194 }],
    ["(180,-90)", { latitude: -90, longitude: 180 }],
    ["(1e-07,-0)", { latitude: 0, longitude: 1e-7 }],
    ["52.5;13.4", { latitude: 52.5, longitude: 13.4 }],
    ["52.5; 13.4", { latitude: 52.5, longitude: 13.4 }],
  ]);
  accepts(geoPointKind({ order: "lat-lng" }), [
    ["(52.5,13.4)", { latitude: 52.5, longitude: 13.4 }],
    ["52.5,13.4", { latitude: 52.5, longitude: 13.4 }],
    ["52.5, 13.4", { latitude: 52.5, longitude: 13.4 }],
    ["52.5;13.4", { latitude: 52.5, longitude: 13.4 }],
  ]);
  accepts(geoPointKind({ order: "lng-lat" }), [["13.4;52.5", { latitude: 52.5, longitude: 13.4 }]]);
  // As PostGIS prints ST_Point(-100.5, 52.5) in either order of bytes, and without its reference system.
  accepts(geoPointKind({ order: "lat-lng" }), [
    ["0101000020E610000000000000002059C00000000000404A40", { latitude: 52.5, longitude: -100.5 }],
    ["0020000001000010E6C059200000000000404A400000000000", { latitude: 52.5, longitude: -100.5 }],
    ["010100000000000000002059c00000000000404a40", { latitude: 52.5, longitude: -100.5 }],
  ]);
  rejects(geoPointKind(), [
    ["0101000020110F000000000000002059C00000000000404A40", "geo_point"],
    ["0102000020E610000000000000002059C00000000000404A40", "geo_point"],
    ["0101000020E6100000000000000000F87F000000000000F87F", "geo_point"],
    ["0101000020E610000000000000000069400000000000404A40", "out_of_range"],
    ["0101000020E610000000000000002059C0", "geo_point"],
  ]);

  test("a point of PostGIS is written back as PostGIS prints it", () => {
    expect(geoPointKind().invert!({ latitude: 52.5, longitude: -100.5 }, "public.geography(Point,4326)")).toBe(
      "0101000020E610000000000000002059C00000000000404A40",
    );
  });

  rejects(geoPointKind(), [
    ["", "geo_point"],
    ["52.5,13.4", "geo_point"],
    ["(13.4)", "geo_point"],
    ["(13.4,52.5", "geo_point"],
    ["(13.4,52.5,1)", "geo_point"],
    ["13.4 52.5", "geo_point"],
    ["(a,b)", "geo_point"],
    ["(NaN,0)", "geo_point"],
    ["52,5;13,4", "geo_point"],
    ["(52.5,113.4)", "out_of_range"],
    ["90.0001;0", "out_of_range"],
    ["(180.5,0)", "out_of_range"],
    ["(Infinity,0)", "geo_point"],
    ["(1e400,0)", "out_of_range"],
    ["(13.12345678901234567,52.5)", "inexact_number"],
  ]);
});
