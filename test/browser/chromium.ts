import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** The browser of this machine; nothing is downloaded. */
export async function launchChromium(): Promise<Browser> {
  // Chromium's sandbox refuses root, whom containers run as.
  return await chromium.launch({
    executablePath: findChromium(),
    args: ["--no-sandbox", "--font-render-hinting=none"],
  });
}

function findChromium(): string {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error("There is no Chromium here: apt-get install chromium");
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Widths of a phone and of a screen, in both colour schemes. */
export const views = [375, 1440].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme, name: `${width}-${colorScheme}` })),
);
export type View = (typeof views)[number];

export async function openView(browser: Browser, { width, colorScheme }: View): Promise<BrowserContext> {
  // axe comes into the page as a script, which the page's own policy refuses.
  return await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
}

/** What axe-core finds wrong: the rule, what it asks, and where. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core") });
  const { violations } = await page.evaluate<Found>("axe.run(document, { resultTypes: ['violations'] })");
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
}

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
