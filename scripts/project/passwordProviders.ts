import type { Node } from "ts-morph";
import { type Opener, readAuthText } from "./authSetup.js";
import { type ParsedFile, parseFile } from "./code/parse.js";

/** The app's providers that take a password, by id, and what each of them accepts. */
export type PasswordProviders = Readonly<Record<string, Opener>>;

/** As auth.ts calls them. `named`: the id of one whose id is not written there as text. */
export async function readPasswordProviders(appDir: string, named = "password"): Promise<PasswordProviders> {
  const found = await readAuthText(appDir);
  if (found === null) return {};
  const parsed = await parseFile(found.text);
  const password = localNameOfPassword(parsed);
  const providers = parsed.file.getDescendants().flatMap((node): [string, Opener][] => {
    const options = optionsOf(parsed, node, ["legacyPassword", ...(password === null ? [] : [password])]);
    if (options === null) return [];
    const isOurs = options.name === "legacyPassword";
    const opens = isOurs ? (options.has("verifyHash") ? "node" : "legacyPassword") : "Password";
    // A `crypto` of the app's own may read any hash.
    return [[options.id ?? named, !isOurs && options.has("crypto") ? "legacyPassword" : opens]];
  });
  return Object.fromEntries(providers);
}

function localNameOfPassword({ file }: ParsedFile): string | null {
  for (const each of file.getImportDeclarations()) {
    if (!/^@convex-dev\/auth\/providers\/Password(?:\.js)?$/.test(each.getModuleSpecifierValue())) continue;
    const named = each.getNamedImports().find((one) => one.getName() === "Password");
    return named?.getAliasNode()?.getText() ?? named?.getName() ?? each.getDefaultImport()?.getText() ?? null;
  }
  return null;
}

interface ProviderOptions {
  readonly name: string;
  /** null: it is not written as text. */
  readonly id: string | null;
  has(option: string): boolean;
}

/** `Password`, `Password()`, `legacyPassword({ … })`; null: the node is none of them. */
function optionsOf(parsed: ParsedFile, node: Node, names: readonly string[]): ProviderOptions | null {
  const { is } = parsed;
  const name = node.getText();
  if (!is.isIdentifier(node) || !names.includes(name)) return null;
  const parent = node.getParent();
  if (is.isArrayLiteralExpression(parent)) return { name, id: "password", has: () => false };
  if (!is.isCallExpression(parent) || parent.getExpression() !== node) return null;
  const [options] = parent.getArguments();
  if (options === undefined) return { name, id: "password", has: () => false };
  if (!is.isObjectLiteralExpression(options))
    return { name, id: null, has: (option) => options.getText().includes(option) };
  const has = (option: string) => options.getProperty(option) !== undefined;
  return { name, id: has("id") ? readText(parsed, options.getProperty("id")!) : "password", has };
}

/** `id: "staff"`, and `id: staff` or `id` where the file has `const staff = "staff"`. */
function readText({ file, is }: ParsedFile, property: Node): string | null {
  const given = is.isPropertyAssignment(property) ? property.getInitializer() : property;
  const name = is.isShorthandPropertyAssignment(given) ? given.getName() : given?.getText();
  const value = is.isStringLiteral(given) ? given : file.getVariableDeclaration(name ?? "")?.getInitializer();
  return is.isStringLiteral(value) ? value.getLiteralText() : null;
}
