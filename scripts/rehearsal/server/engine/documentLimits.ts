// oxlint-disable no-underscore-dangle -- these are names of convex-test
import { getDocumentSize, type Value } from "convex/values";
import type { EngineState } from "./internals.js";

const limits = { bytes: 1 << 20, nesting: 16, fields: 1_024, elements: 8_192 } as const;

const writing = new Set(["1.0/insert", "1.0/shallowMerge", "1.0/replace"]);

/** Convex refuses a document beyond its limits whoever writes it; convex-test takes any. */
export function limitDocuments(state: EngineState): void {
  let isWriting = false;
  for (const { db } of Object.values(state.components)) {
    const addWrite = db._addWrite.bind(db);
    db._addWrite = (id, document) => {
      if (isWriting && document !== null) ensureLimits(document);
      addWrite(id, document);
    };
  }
  const { asyncSyscall } = state;
  state.asyncSyscall = (op, args) => {
    // The write is in the synchronous part of the call.
    isWriting = writing.has(op);
    const answer = asyncSyscall(op, args);
    isWriting = false;
    return answer;
  };
}

/** Throws what Convex says of a document it does not take. */
export function ensureLimits(document: Record<string, Value>): void {
  const fault = findFault(document);
  if (fault !== null) throw new Error(fault);
  const nesting = nestingOf(document);
  if (nesting > limits.nesting) {
    throw new Error(`the document is too nested (nested ${nesting} levels deep > maximum nesting ${limits.nesting})`);
  }
  const bytes = getDocumentSize(document);
  if (bytes > limits.bytes) {
    throw new Error(`the document is too large (${bytes} bytes > maximum size ${limits.bytes} bytes, 1 MiB)`);
  }
}

function findFault(value: Value | undefined): string | null {
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return null;
  const items = Object.values(value) as Value[];
  if (Array.isArray(value) && items.length > limits.elements)
    return `an array is too long (${items.length} > maximum length ${limits.elements})`;
  if (!Array.isArray(value) && items.length > limits.fields)
    return `an object has too many fields (${items.length} > maximum number ${limits.fields})`;
  for (const item of items) {
    const fault = findFault(item);
    if (fault !== null) return fault;
  }
  return null;
}

/** Values count 0, an array or object one more than what it holds. */
function nestingOf(value: Value | undefined): number {
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return 0;
  let deepest = 0;
  for (const item of Object.values(value) as Value[]) deepest = Math.max(deepest, nestingOf(item));
  return deepest + 1;
}
