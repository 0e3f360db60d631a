import type { AuthConfig } from "convex/server";

/** Set by the deployment itself. */
declare const process: { readonly env: { readonly CONVEX_SITE_URL: string } };

export default {
  providers: [{ domain: process.env.CONVEX_SITE_URL, applicationID: "convex" }],
} satisfies AuthConfig;
