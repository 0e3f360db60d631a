import type { Node, SourceFile } from "ts-morph";

/** A file of the app as its syntax tree. ts-morph brings its own parser: TypeScript 7 has none that runs in Node. */
export interface ParsedFile {
  readonly text: string;
  readonly file: SourceFile;
  /** What tells kinds of nodes apart. Here, since ts-morph is loaded only where a file is edited: it is large. */
  readonly is: typeof Node;
}

/** New text at a place; `end` is later than `start` where text is replaced. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export async function parseFile(text: string): Promise<ParsedFile> {
  const { Node: is, Project } = await import("ts-morph");
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  return { text, file: project.createSourceFile("file.ts", text), is };
}

/** The text with all edits made. Those at one place keep their order; none may overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, at) => ({ edit, at }))
    .toSorted((a, b) => a.edit.start - b.edit.start || a.at - b.at);
  let done = "";
  let from = 0;
  for (const { edit } of ordered) {
    done += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return done + text.slice(from);
}

export const insertAt = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** A name that a file needs from a module; `default` is its default export. */
export interface Import {
  readonly from: string;
  readonly name: string;
  /** What a default export is called here. */
  readonly as?: string;
}

/** Makes the names known that are not yet; adds to an import of the same module where there is one with braces. */
export function addImports({ text, file }: ParsedFile, wanted: readonly Import[]): Edit[] {
  const have = file.getImportDeclarations();
  const missing = wanted.filter(({ name, as = name }) => !namesOf(have).has(as));
  const edits: Edit[] = [];
  const added = new Map<string, Import[]>();
  for (const each of missing) {
    const open = have
      .filter((one) => one.getModuleSpecifierValue() === each.from && !one.isTypeOnly() && each.as === undefined)
      .flatMap((one) => one.getNamedImports())
      .at(-1);
    if (open === undefined) added.set(each.from, [...(added.get(each.from) ?? []), each]);
    else edits.push(insertAt(open.getEnd(), `, ${each.name}`));
  }
  const lines = [...added].map(([from, imports]) => renderImports(from, imports, quoteOf(text)));
  if (lines.length === 0) return edits;
  const last = have.at(-1);
  const block = lines.join("\n");
  return [...edits, last === undefined ? insertAt(0, `${block}\n\n`) : insertAt(last.getEnd(), `\n${block}`)];
}

type Imports = ReturnType<SourceFile["getImportDeclarations"]>;

function namesOf(imports: Imports): Set<string> {
  const names = imports.flatMap((each) => [
    ...each.getNamedImports().map((one) => one.getAliasNode()?.getText() ?? one.getName()),
    ...[each.getDefaultImport()?.getText(), each.getNamespaceImport()?.getText()].filter((name) => name !== undefined),
  ]);
  return new Set(names);
}

function renderImports(from: string, imports: readonly Import[], quote: string): string {
  const whole = imports.find(({ as }) => as !== undefined);
  const named = imports.filter(({ as }) => as === undefined).map(({ name }) => name);
  const parts = [
    ...(whole === undefined ? [] : [whole.as!]),
    ...(named.length === 0 ? [] : [`{ ${named.join(", ")} }`]),
  ];
  return `import ${parts.join(", ")} from ${quote}${from}${quote};`;
}

/** The quotes this file writes its imports with. */
function quoteOf(text: string): string {
  return /from '/.test(text) && !/from "/.test(text) ? "'" : '"';
}

/** A module beside this file, written with or without `.js` as its other imports are. */
export function besideModule({ file }: ParsedFile, name: string): string {
  const relative = file.getImportDeclarations().map((each) => each.getModuleSpecifierValue());
  const own = relative.filter((each) => each.startsWith("."));
  return own.length > 0 && own.every((each) => !/\.[jt]s$/.test(each)) ? `./${name}` : `./${name}.js`;
}
