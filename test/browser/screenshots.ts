import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium, openView, views } from "./chromium.js";
import { writeReportPages } from "./reportPages.js";

/** `npm run screenshots -- [folder]`: pictures of the reports at every width and in both schemes, and as printed. */
const folder = path.resolve(process.argv[2] ?? "screenshots");
await mkdir(folder, { recursive: true });
const files = await writeReportPages(folder);
const browser = await launchChromium();
try {
  for (const [name, file] of Object.entries(files)) {
    const url = pathToFileURL(file).href;
    for (const view of views) {
      const context = await openView(browser, view);
      const page = await context.newPage();
      await page.goto(url);
      await page.screenshot({ path: path.join(folder, `${name}-${view.name}.png`), fullPage: true });
      await context.close();
    }
    const page = await browser.newPage();
    await page.goto(url);
    await page.pdf({ path: path.join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
console.log(folder);
