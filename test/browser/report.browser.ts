import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDir } from "../support/folders.js";
import { findBarriers, launchChromium, openView, views } from "./chromium.js";
import { reportPages, writeReportPages } from "./reportPages.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let browser: Browser;
let files: Awaited<ReturnType<typeof writeReportPages>>;

beforeAll(async () => {
  home = await temporaryDir();
  files = await writeReportPages(home.dir);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await home?.remove();
});

const names = Object.keys(reportPages) as (keyof typeof reportPages)[];

describe.each(views)("at $width px, $colorScheme", (view) => {
  test.each(names)("the page %s has no barriers, fits the screen and asks no network", async (name) => {
    const context = await openView(browser, view);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(files[name]).href);
    expect(asked).toStrictEqual([pathToFileURL(files[name]).href]);
    expect(await page.evaluate("document.scrollingElement.scrollWidth")).toBeLessThanOrEqual(view.width);
    const [right, wrong] = view.width < 600 ? [".narrow", ".wide"] : [".wide", ".narrow"];
    const pictures = await page.locator("figure").count();
    expect(await page.locator(right).filter({ visible: true }).count()).toBe(pictures);
    expect(await page.locator(wrong).filter({ visible: true }).count()).toBe(0);
    expect(await findBarriers(page)).toStrictEqual([]);
    await context.close();
  });
});

/** A4 without its margins, at 96 pixels an inch. */
const sheet = { width: Math.floor((182 / 25.4) * 96), height: Math.floor((269 / 25.4) * 96) };

test.each(names)("printed, what stands first in %s fills one A4 page at most", async (name) => {
  const context = await browser.newContext({ viewport: sheet });
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  await page.goto(pathToFileURL(files[name]).href);
  expect((await page.locator(".first").boundingBox())!.height).toBeLessThanOrEqual(sheet.height);
  await context.close();
});
