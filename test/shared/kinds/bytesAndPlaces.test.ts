import { describe, expect, test } from "vitest";
import { bytesKind, geoPointKind } from "../../../convex/shared/kinds/index.js";
import { accepts, rejects } from "./cases.js";

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;

describe("bytes", () => {
  test.each([
    ["\\x", bytes()],
    ["\\xdeadbeef", bytes(0xde, 0xad, 0xbe, 0xef)],
    ["\\xDEADBEEF", bytes(0xde, 0xad, 0xbe, 0xef)],
    ["\\x00ff", bytes(0, 255)],
    ["", bytes()],
    ["abc", bytes(97, 98, 99)],
    ["a\\\\b", bytes(97, 92, 98)],
    ["\\000\\377", bytes(0, 255)],
    ["deadbeef", bytes(100, 101, 97, 100, 98, 101, 101, 102)],
    ["\\\\x00", bytes(92, 120, 48, 48)],
  ])("%j", (text, value) => {
    const converted = bytesKind().convert(text);
    expect(converted instanceof ArrayBuffer ? [...new Uint8Array(converted)] : converted).toStrictEqual([
      ...new Uint8Array(value),
    ]);
  });
  rejects(bytesKind(), [
    ["\\x0", "bytes"],
    ["\\xzz", "bytes"],
    ["\\x00 ff", "bytes"],
    ["\\400", "bytes"],
    ["\\12", "bytes"],
    ["a\\b", "bytes"],
    ["\\", "bytes"],
    ["é", "bytes"],
    ["new\nline", "bytes"],
  ]);

  test("messages never hold the value", () => {
    expect(bytesKind().convert("\\xsecret")).toMatchObject({ message: expect.not.stringContaining("secret") });
  });

  test("ten megabytes in either form are no problem", () => {
    expect(bytesKind().convert(`\\x${"ab".repeat(10_000_000)}`)).toBeInstanceOf(ArrayBuffer);
    expect(bytesKind().convert("\\377a".repeat(2_000_000))).toBeInstanceOf(ArrayBuffer);
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
