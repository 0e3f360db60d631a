import type { Node } from "ts-morph";
import { addProperties } from "./objectEdits.js";
import { addImports, applyEdits, besideModule, type Edit, insertAt, type ParsedFile, parseFile } from "./parse.js";
import type { Edited, Paste } from "./proposal.js";
import { renderString } from "./render.js";

export interface AuthEdits {
  /** The app's module that exports `cutover`. */
  readonly migrations: string;
  /** The module of `legacyPassword`, where the plan migrates hashes that Convex Auth's `Password` does not read; otherwise null. */
  readonly passwords: string | null;
}

/**
 * auth.ts with the callbacks that link a sign-in to its migrated user, and with the provider that reads old hashes. Nothing changes
 * where it calls `convexAuth` not at all.
 */
export async function editAuth(text: string, { migrations, passwords }: AuthEdits): Promise<Edited> {
  if (!/\bconvexAuth\(/.test(text)) return { text, pastes: [] };
  const opened = passwords === null ? { text, pastes: [] } : await openOldHashes(text, migrations, passwords);
  const linked = await addCallbacks(opened.text, migrations);
  return { text: linked.text, pastes: [...opened.pastes, ...linked.pastes] };
}

async function addCallbacks(text: string, migrations: string): Promise<Edited> {
  if (/\bauthCallbacks\(/.test(text)) return { text, pastes: [] };
  const parsed = await parseFile(text);
  const options = findOptions(parsed);
  const line = "callbacks: cutover.authCallbacks(),";
  const from = besideModule(parsed, migrations);
  const importLine = `import { cutover } from ${renderString(from)};`;
  if (!parsed.is.isObjectLiteralExpression(options)) {
    return { text, pastes: [authPaste("its options are not written in this file as an object", [importLine, line])] };
  }
  if (options.getProperty("callbacks") !== undefined) {
    const why = "it has callbacks of its own: hand them to authCallbacks, which calls them";
    return { text, pastes: [authPaste(why, [importLine, "callbacks: cutover.authCallbacks({ …your callbacks }),"])] };
  }
  const imports = addImports(parsed, [{ from, name: "cutover" }]);
  return { text: applyEdits(text, [...imports, ...addProperties(options, [line])]), pastes: [] };
}

function findOptions({ file, is }: ParsedFile): Node | undefined {
  const call = file
    .getDescendants()
    .find((each) => is.isCallExpression(each) && each.getExpression().getText() === "convexAuth");
  return is.isCallExpression(call) ? call.getArguments()[0] : undefined;
}

/** `Password` of Convex Auth becomes `legacyPassword`, which takes the same options and reads old hashes, too. */
async function openOldHashes(text: string, migrations: string, module: string): Promise<Edited> {
  const parsed = await parseFile(text);
  const known = parsed.file
    .getImportDeclarations()
    .find((each) => /^@convex-dev\/auth\/providers\/Password(?:\.js)?$/.test(each.getModuleSpecifierValue()));
  const local = known?.getNamedImports().find((each) => each.getName() === "Password");
  if (known === undefined || local === undefined || /\blegacyPassword\b/.test(text)) return { text, pastes: [] };
  const name = local.getAliasNode()?.getText() ?? "Password";
  const uses = parsed.file.getDescendants().filter((each) => isUse(parsed, each, name));
  const [use, second] = uses;
  const renamed = use === undefined || second !== undefined ? null : renameProvider(parsed, use);
  const from = besideModule(parsed, migrations);
  const imported = `import { legacyPassword } from ${renderString(module)};`;
  if (renamed === null) {
    const why = "Password does not read the old hashes that the plan migrates, and its call could not be changed";
    const lines = [
      imported,
      `import { cutover } from ${renderString(from)};`,
      "legacyPassword({ cutover, …its options }),",
    ];
    return { text, pastes: [authPaste(why, lines)] };
  }
  const isAlone = known.getNamedImports().length === 1 && known.getDefaultImport() === undefined;
  const replaced: Edit[] = isAlone ? [{ start: known.getStart(), end: known.getEnd(), text: imported }] : [];
  const wanted = [...(isAlone ? [] : [{ from: module, name: "legacyPassword" }]), { from, name: "cutover" }];
  return { text: applyEdits(text, [...replaced, ...addImports(parsed, wanted), ...renamed]), pastes: [] };
}

function isUse({ is }: ParsedFile, node: Node, name: string): boolean {
  return is.isIdentifier(node) && node.getText() === name && !is.isImportSpecifier(node.getParent());
}

/** `Password`, `Password()` and `Password({ … })` without a crypto; null: something else is done with it. */
function renameProvider({ is }: ParsedFile, use: Node): Edit[] | null {
  const call = use.getParent();
  const name = { start: use.getStart(), end: use.getEnd(), text: "legacyPassword" };
  if (!is.isCallExpression(call) || call.getExpression() !== use) {
    return is.isArrayLiteralExpression(call) ? [{ ...name, text: "legacyPassword({ cutover })" }] : null;
  }
  const [options, second] = call.getArguments();
  if (options === undefined) return [{ ...name, end: call.getEnd(), text: "legacyPassword({ cutover })" }];
  if (second !== undefined || !is.isObjectLiteralExpression(options)) return null;
  if (options.getProperty("crypto") !== undefined) return null;
  return [name, insertAt(options.getStart() + 1, " cutover,")];
}

function authPaste(why: string, lines: readonly string[]): Paste {
  return { place: "in convexAuth({ … }) of auth.ts", why, lines };
}
