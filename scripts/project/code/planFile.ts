import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { CallExpression, Node, ObjectLiteralExpression } from "ts-morph";
import { type ParsedFile, parseFile } from "./parse.js";

/** plan.ts as it is written. What it takes from other files, or works out, is not known here: `null`. */
export class PlanFile {
  private constructor(private readonly parsed: ParsedFile) {}

  /** null where there is no such file. */
  static async read(file: string): Promise<PlanFile | null> {
    return existsSync(file) ? new PlanFile(await parseFile(await readFile(file, "utf8"))) : null;
  }

  /** The code of one column: `text().optional()`. `part`: which of the table's sources, from 0. */
  columnCode(table: string, part: number, key: string): string | null {
    const columns = this.asObject(this.findParts(table)[part]?.getArguments()[1]);
    return this.propertyOf(columns, key)?.getText() ?? null;
  }

  /** The code of a column that the options derive: `lookup("prices", { … })`. */
  derivedCode(table: string, part: number, key: string): string | null {
    const options = this.asObject(this.findParts(table)[part]?.getArguments()[2]);
    return this.propertyOf(this.asObject(this.propertyOf(options, "columns")), key)?.getText() ?? null;
  }

  /** The calls of `table`: one, or those of a union. */
  private findParts(table: string): CallExpression[] {
    const { file, is } = this.parsed;
    const plan = file
      .getDescendants()
      .find((each): each is CallExpression => is.isCallExpression(each) && nameOf(each) === "definePlan");
    const entry = this.resolve(this.propertyOf(this.asObject(plan?.getArguments()[0]), table));
    if (!is.isCallExpression(entry)) return [];
    if (nameOf(entry) === "table") return [entry];
    const list = this.resolve(entry.getArguments()[0]);
    if (nameOf(entry) !== "union" || !is.isArrayLiteralExpression(list)) return [];
    const parts = list.getElements().map((each) => this.resolve(each));
    const calls = parts.filter((each) => is.isCallExpression(each));
    return calls.length === parts.length ? calls : [];
  }

  /** A constant of this file stands for its value. */
  private resolve(node: Node | undefined): Node | undefined {
    const { file, is } = this.parsed;
    if (is.isIdentifier(node)) return this.resolve(file.getVariableDeclaration(node.getText())?.getInitializer());
    if (is.isAsExpression(node) || is.isSatisfiesExpression(node) || is.isParenthesizedExpression(node))
      return this.resolve(node.getExpression());
    return node;
  }

  private asObject(node: Node | undefined): ObjectLiteralExpression | undefined {
    const found = this.resolve(node);
    return this.parsed.is.isObjectLiteralExpression(found) ? found : undefined;
  }

  private propertyOf(object: ObjectLiteralExpression | undefined, key: string): Node | undefined {
    const { is } = this.parsed;
    for (const property of object?.getProperties() ?? []) {
      if (is.isShorthandPropertyAssignment(property) && property.getName() === key) return property.getNameNode();
      if (!is.isPropertyAssignment(property)) continue;
      const name = property.getNameNode();
      if ((is.isStringLiteral(name) ? name.getLiteralText() : name.getText()) === key) return property.getInitializer();
    }
    return undefined;
  }
}

function nameOf(call: CallExpression): string {
  return call.getExpression().getText();
}

/** The code with this option in the call of `callee`, whose argument `at` holds the options. null: it has no such call. */
export async function withOption(
  code: string,
  { callee, at }: { readonly callee: string; readonly at: number },
  option: { readonly name: string; readonly code: string },
): Promise<string | null> {
  return await editCall(code, callee, ({ is }, call) => {
    const given = call.getArguments();
    const last = given[at];
    const rendered = `${option.name}: ${option.code}`;
    if (given.length < at) return null;
    if (last === undefined) return [...given.map((each) => each.getText()), `{ ${rendered} }`];
    if (!is.isObjectLiteralExpression(last)) return null;
    const others = last.getProperties().filter((each) => !each.getText().startsWith(`${option.name}:`));
    const options = `{ ${[...others.map((each) => each.getText()), rendered].join(", ")} }`;
    return given.map((each, position) => (position === at ? options : each.getText()));
  });
}

/** The code with another call in the place of that of `callee`. `argumentsOf`: what it is given. */
export async function withCall(
  code: string,
  callee: string,
  name: string,
  argumentsOf: (given: readonly string[]) => readonly string[],
): Promise<string | null> {
  return await editCall(
    code,
    callee,
    (_, call) => argumentsOf(call.getArguments().map((each) => each.getText())),
    name,
  );
}

/** The code with other arguments in the call of `callee`. null: it has no such call, or `argumentsOf` gives none. */
export async function editCall(
  code: string,
  callee: string,
  argumentsOf: (parsed: ParsedFile, call: CallExpression) => readonly string[] | null,
  name = callee,
): Promise<string | null> {
  const parsed = await parseFile(`(${code})`);
  const call = parsed.file
    .getDescendants()
    .find((each): each is CallExpression => parsed.is.isCallExpression(each) && nameOf(each) === callee);
  const given = call === undefined ? null : argumentsOf(parsed, call);
  if (call === undefined || given === null) return null;
  const edited = `${parsed.text.slice(0, call.getStart())}${name}(${given.join(", ")})${parsed.text.slice(call.getEnd())}`;
  return edited.slice(1, -1);
}
