import { v } from "convex/values";
import { defineKind, quote, reject, Reject, type Kind } from "./kind.js";
import { readDouble } from "./number.js";
import { ambiguous } from "./invert.js";
import { readWkbPoint, renderWkbPoint } from "./wkb.js";

/** Degrees, WGS 84. A type, not an interface: only so does it count as a Convex value. */
export type GeoPoint = { latitude: number; longitude: number };

export interface GeoPointOptions {
  /** Which coordinate comes first, where the source does not follow its form's convention. */
  readonly order?: "lng-lat" | "lat-lng";
}

/**
 * A place on earth → `{ latitude, longitude }`, exact. The order of the two numbers follows the form: `(lng,lat)` for PostgreSQL's
 * `point`, which is (x,y); `lat;lng` for NocoDB's GeoData. `order` overrides both. A point of PostGIS (its hexadecimal form) is (x,y) in
 * degrees, always. Plain `a,b` has no convention and is read
 * only when `order` is given. Codes: `geo_point` (not such a text), `inexact_number`, `out_of_range` (beyond ±90, ±180).
 */
export function geoPointKind(options: GeoPointOptions = {}): Kind<GeoPoint> {
  const { order } = options;
  return defineKind<GeoPoint>({
    name: "geoPoint",
    validator: v.object({ latitude: v.float64(), longitude: v.float64() }),
    convert(text) {
      if (wkb.test(text)) return convertWkb(text);
      const match = forms.exec(text);
      const [, x, y, south, east, first, second] = match ?? [];
      const conventional = x === undefined ? (south === undefined ? undefined : "lat-lng") : "lng-lat";
      const used = order ?? conventional;
      if (!match || used === undefined) return reject("geo_point", `${quote(text)} is not (lng,lat) or lat;lng`);
      const one = x ?? south ?? first ?? "";
      const other = y ?? east ?? second ?? "";
      return used === "lat-lng" ? convertPair(one, other) : convertPair(other, one);
    },
    invert({ latitude, longitude }, columnType) {
      if (/geograph|geometr/i.test(columnType)) return renderWkbPoint(longitude, latitude);
      if (order === undefined) return `(${longitude},${latitude})`;
      return ambiguous("(a,b), a;b or a,b: the plan gives only the order");
    },
  });
}

const wkb = /^0[01](?:[\da-f]{2}){20,}$/i;

function convertWkb(text: string): GeoPoint | Reject {
  const found = readWkbPoint(text);
  if (typeof found === "string") return reject("geo_point", `the value is ${found}`);
  // PostGIS has an empty point, whose coordinates are NaN.
  return Number.isNaN(found[0])
    ? reject("geo_point", "the point is empty")
    : convertPair(String(found[1]), String(found[0]));
}

const forms = /^(?:\(([^,;()\s]+), ?([^,;()\s]+)\)|([^,;()\s]+); ?([^,;()\s]+)|([^,;()\s]+), ?([^,;()\s]+))$/;

function convertPair(latitudeText: string, longitudeText: string): GeoPoint | Reject {
  const latitude = convertDegrees(latitudeText, 90, "latitude");
  if (latitude instanceof Reject) return latitude;
  const longitude = convertDegrees(longitudeText, 180, "longitude");
  return longitude instanceof Reject ? longitude : { latitude, longitude };
}

function convertDegrees(text: string, limit: number, what: string): number | Reject {
  const double = readDouble(text);
  if (double.kind === "not_a_number") return reject("geo_point", `${quote(text)} is not a number for a ${what}`);
  if (double.kind === "too_large" || Math.abs(double.value) > limit) {
    return reject("out_of_range", `${quote(text)} is not a ${what} between -${limit} and ${limit}`);
  }
  if (double.kind === "inexact") return reject("inexact_number", `${quote(text)} has more digits than a number holds`);
  return double.value;
}
