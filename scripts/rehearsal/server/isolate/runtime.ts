import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { type Context, createContext, Script } from "node:vm";

/** What Convex's runtime has beside the language itself (`udf-runtime/src` of the open backend), and nothing of Node. */
const offered = [
  "AbortController",
  "AbortSignal",
  "Blob",
  "Convex",
  "Crypto",
  "DOMException",
  "Event",
  "EventTarget",
  "File",
  "FormData",
  "Headers",
  "ReadableStream",
  "ReadableStreamBYOBReader",
  "ReadableStreamDefaultReader",
  "Request",
  "Response",
  "SubtleCrypto",
  "TextDecoder",
  "TextDecoderStream",
  "TextEncoder",
  "TextEncoderStream",
  "TransformStream",
  "URL",
  "URLSearchParams",
  "WritableStream",
  "WritableStreamDefaultWriter",
  "atob",
  "btoa",
  "clearInterval",
  "clearTimeout",
  "console",
  "crypto",
  "fetch",
  "performance",
  "setInterval",
  "setTimeout",
  "structuredClone",
] as const;

/** Those of this process: values of these classes come from it and go to it. */
const common = [
  "ArrayBuffer",
  "DataView",
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  "Error",
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
  "Date",
  "Map",
  "Promise",
  "Set",
] as const;

/** Of the context's own. Looked up in a context they are slow, so the script has them as variables. */
const literal = ["Array", "BigInt", "Boolean", "JSON", "Math", "Number", "Object", "String", "Symbol", "WeakMap"];

type Globals = Readonly<Record<string, unknown>>;

/** Evaluates a script as Convex would: in a context that has no `Buffer`, `require`, `setImmediate` or code from strings. */
export function evaluate(script: string, name: string, filename: string): unknown {
  const variables = [...common, ...literal].map((each) => `${each} = globalThis.${each}`).join(", ");
  const code = `(() => { const ${variables}; ${script}\nreturn ${name}; })()`;
  return new Script(code, { filename }).runInContext(createRuntime());
}

function createRuntime(): Context {
  const globals: Record<string, unknown> = {};
  const here = globalThis as unknown as Globals;
  for (const name of offered) {
    // Asked for anew each time: in a mutation fetch and timers are others than in an action.
    Object.defineProperty(globals, name, { get: () => here[name], set: replace(globals, name), configurable: true });
  }
  for (const name of common) globals[name] = here[name];
  Object.assign(globals, { AsyncLocalStorage, AsyncResource, process: { env: readableEnvironment() } });
  globals["self"] = globals;
  return createContext(globals, { name: "convex", codeGeneration: { strings: false } });
}

function replace(globals: Record<string, unknown>, name: string) {
  return (value: unknown) => void Object.defineProperty(globals, name, { value, writable: true, configurable: true });
}

/** Each variable by its name; there is no list of them. */
function readableEnvironment(): object {
  return new Proxy({}, { get: (_none, name) => (typeof name === "string" ? process.env[name] : undefined) });
}
