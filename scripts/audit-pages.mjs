// What scripts/audit asks a browser: `--axe ADDRESS…` what axe-core finds on pages, on a phone and
// at a desk, light and dark; `--lighthouse ADDRESS…` Lighthouse's marks, the median of five. It
// ends with 1 when axe finds anything or a mark is below 98.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";
import puppeteer from "puppeteer-core";
import { readFileSync } from "node:fs";

const LEAST = 98;
const RUNS = 5;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

const words = process.argv.slice(2);
const after = (mark) => {
  const from = words.indexOf(mark) + 1;
  const rest = from ? words.slice(from) : [];
  const end = rest.findIndex((word) => word.startsWith("--"));
  return end < 0 ? rest : rest.slice(0, end);
};

let failed = false;
const chrome = await launch({ chromePath: "/usr/bin/chromium", chromeFlags: FLAGS });
try {
  console.log("== axe-core");
  const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}` });
  for (const address of after("--axe")) {
    for (const [width, scheme] of [[390, "light"], [390, "dark"], [1280, "light"]]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 844 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(address, { waitUntil: "load" });
      const cdp = await page.createCDPSession();
      await cdp.send("Runtime.evaluate", { expression: axe });
      const { violations } = await page.evaluate(() => window.axe.run());
      for (const found of violations) {
        failed = true;
        const where = found.nodes.map((node) => node.target.join(" ")).join("; ");
        console.log(`${address} (${width}, ${scheme}): ${found.id}: ${found.help}: ${where}`);
      }
      await page.close();
    }
  }
  await browser.disconnect();
  if (!failed) console.log("nothing found");

  console.log(`== Lighthouse, the median of ${RUNS}`);
  for (const address of after("--lighthouse")) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
      const options = { port: chrome.port, logLevel: "error", onlyCategories: CATEGORIES };
      runs.push((await lighthouse(address, options)).lhr);
    }
    const median = computeMedianRun(runs);
    const marks = Object.values(median.categories).map(({ title, score }) => [title, Math.round(score * 100)]);
    console.log(`${address}: ${marks.map((mark) => mark.join(" ")).join(", ")}`);
    if (marks.some(([, mark]) => mark < LEAST)) failed = true;
    const less = Object.values(median.audits).filter(({ score, scoreDisplayMode }) =>
      score !== null && score < 0.9 && scoreDisplayMode !== "informative");
    for (const { id, title, displayValue } of less) console.log(`  ${id}: ${title} ${displayValue || ""}`);
  }
} finally {
  await chrome.kill();
}
process.exit(failed ? 1 : 0);
