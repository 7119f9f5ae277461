/* Opens the lab in Firefox, by WebDriver BiDi, and has an answer judged; prints what it found.
   node tests/book/firefox.mjs ADDRESS FIREFOX; see test_lab.py. */

import puppeteer from "../../book/_lab/node_modules/puppeteer-core/lib/puppeteer/puppeteer-core.js";

const [address, executablePath, text] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  protocol: "webDriverBiDi",
  executablePath,
  headless: true,
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(150_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(address);
  const answer = await page.evaluate(async (source) => {
    await courseLab(document.querySelector("[data-lab]"));
    const { judged, bench, cells } = document.querySelector(".lab").courseLab;
    const bytes = new TextEncoder().encode(source);
    const { report } = await judged(bytes, "work.py");
    cells[2].text = "import js\nprint(hasattr(js, 'document'))\njs.eval('1')";
    const output = await bench.run(cells, 2);
    return { report, output };
  }, text);
  console.log(JSON.stringify({ ...answer, errors, version: await browser.version() }));
} finally {
  await browser.close();
}
