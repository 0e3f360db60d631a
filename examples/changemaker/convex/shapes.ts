import { v } from "convex/values";

/** `[lng, lat]`, as GeoJSON orders them. */
const vRing = v.array(v.array(v.number()));

/** GeoJSON of an area. */
export const vGeometry = v.union(
  v.object({ type: v.literal("Polygon"), coordinates: v.array(vRing) }),
  v.object({ type: v.literal("MultiPolygon"), coordinates: v.array(v.array(vRing)) }),
);

export const vBounds = v.object({ north: v.number(), south: v.number(), east: v.number(), west: v.number() });

/** Where a representative can be reached, as the Represent API says it. */
export const vOffice = v.object({
  type: v.string(),
  tel: v.optional(v.string()),
  fax: v.optional(v.string()),
  postal: v.optional(v.string()),
});
