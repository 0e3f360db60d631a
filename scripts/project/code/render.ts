import type { GenericValidator } from "convex/values";

/** Width of a line, and of the comments in it. */
export const lineWidth = 120;

export function renderString(text: string): string {
  const quoted = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  // As formatters do: the quotes that need fewer backslashes.
  const isBetterSingle = text.includes('"') && !text.includes("'");
  return isBetterSingle ? `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'` : quoted;
}

export function renderArray(words: readonly string[]): string {
  return `[${words.map(renderString).join(", ")}]`;
}

/** A property's name, quoted only where it must be. */
export function renderKey(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : renderString(name);
}

/** `// …` lines of readable width; line breaks of the text stay. */
export function lineComments(text: string, indent: string): string[] {
  return wrap(text, lineWidth - indent.length - 3).map((line) => `${indent}// ${line}`.trimEnd());
}

/** A `/** … *\/` comment of one or several lines. */
export function docComment(texts: readonly string[], indent: string): string[] {
  const lines = texts.flatMap((text) => wrap(text.replaceAll("*/", "*\\/"), lineWidth - indent.length - 7));
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`${indent}/** ${lines[0]!} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

function wrap(text: string, width: number): string[] {
  return text
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/\s+/)) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** `import { a, b } from "module";` */
export function renderImport(names: readonly string[], module: string): string[] {
  const line = `import { ${names.join(", ")} } from ${renderString(module)};`;
  if (line.length <= lineWidth) return [line];
  return ["import {", ...names.map((name) => `  ${name},`), `} from ${renderString(module)};`];
}

export interface Property {
  /** `status: `. */
  readonly head: string;
  /** `list(oneOf(["a", "b"]))`. */
  readonly code: string;
  /** `.optional(),`. */
  readonly tail: string;
  /** What stands between the innermost brackets, an item each. */
  readonly items: readonly string[];
}

/** A property on one line where it fits, else broken as formatters do: call by call, then item by item. */
export function renderProperty({ head, code, tail, items }: Property, indent: string): string[] {
  const line = `${indent}${head}${code}${tail}`;
  if (line.length <= lineWidth) return [line];
  const call = /^(v\.optional|v\.array|list)\((.*)\)$/s.exec(code);
  if (call !== null && items.length > 0) {
    const inside = renderProperty({ head: "", code: call[2]!, tail: ",", items }, `${indent}  `);
    return [`${indent}${head}${call[1]!}(`, ...inside, `${indent})${tail}`];
  }
  const inner = items.join(", ");
  const at = items.length === 0 ? -1 : code.indexOf(inner);
  if (at === -1) return [line];
  const broken = items.map((item) => `${indent}  ${item},`);
  return [`${indent}${head}${code.slice(0, at)}`, ...broken, `${indent}${code.slice(at + inner.length)}${tail}`];
}

interface Parts {
  readonly kind: string;
  readonly isOptional?: "optional" | "required";
  readonly tableName?: string;
  readonly key?: GenericValidator;
  readonly value?: unknown;
  readonly element?: GenericValidator;
  readonly fields?: Readonly<Record<string, GenericValidator>>;
  readonly members?: readonly GenericValidator[];
}

/** The code of a validator as it is usually written. */
export function renderValidator(validator: GenericValidator): string {
  const parts: Parts = validator;
  switch (parts.kind) {
    case "float64":
      return "v.number()";
    case "literal":
      return typeof parts.value === "string" ? renderLiteral(parts.value) : `v.literal(${renderConstant(parts.value)})`;
    case "union":
      return `v.union(${(parts.members ?? []).map(renderValidator).join(", ")})`;
    case "array":
      return `v.array(${renderValidator(parts.element!)})`;
    case "object": {
      const fields = Object.entries(parts.fields ?? {}).map(([name, of]) => `${renderKey(name)}: ${renderField(of)}`);
      return `v.object({ ${fields.join(", ")} })`;
    }
    case "id":
      return `v.id(${renderString(parts.tableName!)})`;
    case "record":
      return `v.record(${renderValidator(parts.key!)}, ${renderValidator(parts.value as GenericValidator)})`;
    default:
      return `v.${parts.kind}()`;
  }
}

function renderConstant(value: unknown): string {
  return typeof value === "bigint" ? `${value}n` : String(value);
}

function renderField(validator: GenericValidator): string {
  const code = renderValidator(validator);
  return (validator as Parts).isOptional === "optional" ? `v.optional(${code})` : code;
}

export function renderLiteral(word: string): string {
  return `v.literal(${renderString(word)})`;
}
