/**
 * Lets this process import TypeScript: plan.ts, schema.ts and the app's functions. Needed by the built command only; from
 * the sources everything runs under tsx already.
 */
export async function loadTypeScript(): Promise<void> {
  if (!import.meta.url.endsWith(".js")) return;
  const { register } = await import("tsx/esm/api");
  register();
}
