import type { Environment } from "./environment.js";

/** Where the components are mounted that the app works with, as `convex import --component` takes it. */
export interface Mounts {
  readonly cutover: string;
  readonly migrations: string;
}

/** `within`: the component this code is deployed in; "" for the app. */
export function readMounts({ component, migrations }: Environment, within: string): Mounts {
  return { cutover: mountPath(component, within), migrations: mountPath(migrations, within) };
}

/** What convex/server resolves a reference by (its `components/paths.ts`): `_reference/childComponent/<name>/…`. */
const toReferencePath = Symbol.for("toReferencePath");

function mountPath(component: object, within: string): string {
  const reference = (component as { readonly [toReferencePath]?: unknown })[toReferencePath];
  const name = /^_reference\/childComponent\/(.+)$/.exec(String(reference))?.[1];
  if (name === undefined) throw new Error(`${String(reference)} is no component of this app`);
  return within === "" ? name : `${within}/${name}`;
}
