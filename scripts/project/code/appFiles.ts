import { addImports, applyEdits, type Import, insertAt, type ParsedFile, parseFile } from "./parse.js";
import type { Edited } from "./proposal.js";
import { renderString } from "./render.js";

const migrationsConfig = "@convex-dev/migrations/convex.config.js";

/** All of convex/convex.config.ts. */
export function renderConfig(module: string): string {
  return `import migrations from ${renderString(migrationsConfig)};
import { defineApp } from "convex/server";
import cutover from ${renderString(module)};

const app = defineApp();
app.use(migrations);
app.use(cutover);

export default app;
`;
}

/** convex.config.ts with the two components installed. */
export async function editConfig(text: string, module: string): Promise<Edited> {
  const parsed = await parseFile(text);
  const wanted = [
    { from: migrationsConfig, as: "migrations", known: /^@convex-dev\/migrations\/convex\.config(?:\.js)?$/ },
    // The package's own, or the component's folder where it was copied into the app.
    { from: module, as: "cutover", known: /cutover\/convex\.config(?:\.js)?$/ },
  ].map((each) => ({ ...each, local: findDefaultImport(parsed, each.known) ?? each.as }));
  const missing = wanted.filter(({ local }) => !new RegExp(`\\.use\\(\\s*${local}\\b`).test(text));
  if (missing.length === 0) return { text, pastes: [] };
  const app = findApp(parsed);
  const lines = missing.map(({ local }) => `${app ?? "app"}.use(${local});`);
  const exported = parsed.file.getExportAssignment(() => true);
  if (app === null || exported === undefined) {
    const imports = missing.map(({ from, local }) => `import ${local} from ${renderString(from)};`);
    const why = "it has no constant of defineApp() that is its default export";
    return { text, pastes: [{ place: "in convex.config.ts", why, lines: [...imports, ...lines] }] };
  }
  const imports = missing.map(({ from, local }): Import => ({ from, name: "default", as: local }));
  const use = insertAt(exported.getStart(), `${lines.join("\n")}\n\n`);
  return { text: applyEdits(text, [...addImports(parsed, imports), use]), pastes: [] };
}

function findDefaultImport({ file }: ParsedFile, known: RegExp): string | undefined {
  const imports = file.getImportDeclarations().filter((each) => known.test(each.getModuleSpecifierValue()));
  return imports[0]?.getDefaultImport()?.getText();
}

function findApp({ file, is }: ParsedFile): string | null {
  const app = file.getVariableDeclarations().find((each) => {
    const value = each.getInitializer();
    return is.isCallExpression(value) && value.getExpression().getText() === "defineApp";
  });
  const exported = file
    .getExportAssignment(() => true)
    ?.getExpression()
    .getText();
  return app !== undefined && app.getName() === exported ? exported : null;
}
