import { v } from "convex/values";

/** As the Represent API gives them. */
export const vOffice = v.object({ type: v.string(), tel: v.optional(v.string()), postal: v.optional(v.string()) });

/** A closed ring per polygon; longitude first. */
export const vGeojson = v.object({
  type: v.literal("Polygon"),
  coordinates: v.array(v.array(v.array(v.number()))),
});

export const vTheme = v.object({ colorPrimary: v.string(), borderRadius: v.number(), fontScale: v.number() });
