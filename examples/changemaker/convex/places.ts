import type { TextRow } from "../../../convex/client/index.js";

/** `lat;lng` out of "Geo Location", or else out of the two columns; null where neither says anything. */
export function findPosition(row: TextRow): string | null {
  return readGeo(row) ?? readColumns(row);
}

/** The columns are rounded to eight decimals, and half of the last one is what rounding may change. */
const rounding = 0.500001e-8;

/** Both say where it is, and not the same. Nobody but a person with a map can tell which of them is right. */
export function hasTwoPositions(row: TextRow): boolean {
  const [geo, columns] = [readGeo(row), readColumns(row)];
  if (geo === null || columns === null) return false;
  const [latitude = 0, longitude = 0] = geo.split(";").map(Number);
  const [otherLatitude = 0, otherLongitude = 0] = columns.split(";").map(Number);
  return Math.abs(latitude - otherLatitude) > rounding || Math.abs(longitude - otherLongitude) > rounding;
}

/** 0;0 is what the old geocoder wrote when it found nothing. */
function readGeo(row: TextRow): string | null {
  const geo = row["Geo Location"] ?? null;
  return geo === "0;0" ? null : geo;
}

function readColumns(row: TextRow): string | null {
  const [latitude, longitude] = [row["latitude"] ?? null, row["longitude"] ?? null];
  if (latitude === null || longitude === null) return null;
  return Number(latitude) === 0 && Number(longitude) === 0 ? null : `${latitude};${longitude}`;
}

/** `t5j0n3` → `T5J 0N3`. */
export function writePostalCode(row: TextRow): string | null {
  const code = row["Postal Code"] ?? null;
  return code === null ? null : code.toUpperCase().replace(/^(...) ?(...)$/, "$1 $2");
}
