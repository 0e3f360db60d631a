import type { Random } from "../../support/random.js";
import type { Json } from "./values.js";

/** One file in an attachment column, as NocoDB describes it: with addresses that are signed and expire. */
export function attach(random: Random, title: string): { readonly [key: string]: Json } {
  const isPhoto = title.endsWith(".jpg");
  const path = `download/2026/01/15/${random.text(20, "abcdefghijklmnopqrstuvwxyz0123456789")}/${title.replaceAll(" ", "_")}`;
  const sign = (suffix: string) => `dltemp/${random.text(16, "abcdefABCDEF0123456789-_")}/1772841600000/2026/${suffix}`;
  return {
    id: `at${random.text(14, "abcdefghijklmnopqrstuvwxyz0123456789")}`,
    path,
    title,
    mimetype: isPhoto ? "image/jpeg" : "image/png",
    size: random.between(12_000, 2_400_000),
    width: 1280,
    height: 720,
    signedPath: sign(title),
    thumbnails: { tiny: { signedPath: sign("tiny.jpg") }, small: { signedPath: sign("small.jpg") } },
  };
}
