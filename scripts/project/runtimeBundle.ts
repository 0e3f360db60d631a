import type { BuildOptions, Message } from "esbuild";

/**
 * How the `convex` command bundles modules for Convex's own runtime (1.48, `innerEsbuild` of its `bundler/debugBundle`): for
 * browsers, so that Node's modules are not found.
 */
export const runtimeBundle = {
  bundle: true,
  platform: "browser",
  target: "esnext",
  jsx: "automatic",
  conditions: ["convex", "module"],
  write: false,
  logLevel: "silent",
} as const satisfies BuildOptions;

/** Modules the command puts something else in the place of. */
export const replacedImports = /^(?:server-only|(?:node:)?async_hooks)$/;

/** Whether a module is one for Node: the command's own rule (1.48, `hasUseNodeDirective`), without its parser: the directive stands before any code. */
export function isForNode(code: string): boolean {
  return /^(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/|(["'])use strict\1;?)*(["'])use node\2/.test(code);
}

/** Of an error of esbuild: what was imported that only Node has; null for every other error. */
export function readNodeImport({ text, notes }: Message): string | null {
  const name = /^Could not resolve "([^"]+)"/.exec(text)?.[1];
  const isOfNode = notes.some((note) => note.text.includes("Are you trying to bundle for node?"));
  return name !== undefined && isOfNode ? name : null;
}
