import { CutoverError } from "../../errors.js";

/** Which version of the records API is asked; the metadata API is version 2 in both. */
export type NocodbApi = "v2" | "v3";

export interface NocodbAddress {
  /** Without a slash at its end; NocoDB may live below a path. */
  readonly url: string;
  readonly base?: string;
  readonly api?: NocodbApi;
}

/** `nocodb+https://host/baseId`, with `?api=v3` where the server speaks only that. */
export function parseNocodbLocator(locator: string): NocodbAddress {
  const text = locator.replace(/^nocodb\+/i, "");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw refuse("The address is not a valid URL");
  if (url.username !== "" || url.password !== "") throw refuse("The address holds a user or a password");
  const api = url.searchParams.get("api") ?? undefined;
  if (api !== undefined && api !== "v2" && api !== "v3") throw refuse("api is neither v2 nor v3");
  const others = [...url.searchParams.keys()].filter((name) => name !== "api");
  if (others.length > 0) throw refuse(`The address has a parameter that means nothing here: ${others.join(", ")}`);
  const parts = url.pathname.split("/").filter((part) => part !== "");
  const base = parts.pop();
  const root = [url.origin, ...parts].join("/");
  return { url: root, ...(base === undefined ? {} : { base }), ...(api === undefined ? {} : { api }) };
}

function refuse(what: string): CutoverError {
  return new CutoverError("usage", {
    what,
    next: "Write nocodb+https://host/baseId and set the token in the environment: NOCODB_TOKEN",
  });
}
