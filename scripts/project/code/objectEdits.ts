import type { ObjectLiteralExpression } from "ts-morph";
import { type Edit, insertAt } from "./parse.js";

/** Adds properties to an object literal, after the last one; the lines have no indent of their own. Each ends with a comma. */
export function addProperties(object: ObjectLiteralExpression, lines: readonly string[]): Edit[] {
  if (lines.length === 0) return [];
  const source = object.getSourceFile().getFullText();
  const properties = object.getProperties();
  const last = properties.at(-1);
  const close = object.getEnd() - 1;
  const outer = indentOf(source, object.getStart());
  const isBroken = last !== undefined && source.slice(last.getEnd(), close).includes("\n");
  if (!isBroken) {
    const inner = `${outer}  `;
    const text = `\n${lines.map((line) => indentLine(line, inner)).join("\n")}\n${outer}`;
    const first = properties[0];
    if (first === undefined || last === undefined) return [{ start: object.getStart() + 1, end: close, text }];
    return [
      { start: object.getStart() + 1, end: first.getStart(), text: `\n${inner}` },
      { start: last.getEnd(), end: close, text: `,${text}` },
    ];
  }
  const inner = indentOf(source, last.getStart());
  const hasComma = withoutComments(source.slice(last.getEnd(), close)).includes(",");
  const text = lines.map((line) => indentLine(line, inner)).join("\n");
  return [...(hasComma ? [] : [insertAt(last.getEnd(), ",")]), insertAt(lineStart(source, close), `${text}\n`)];
}

function indentLine(line: string, indent: string): string {
  return line === "" ? "" : `${indent}${line}`;
}

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "");
}

function lineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

/** The white space that the line of this place begins with. */
function indentOf(source: string, at: number): string {
  return /^[ \t]*/.exec(source.slice(lineStart(source, at)))![0];
}
