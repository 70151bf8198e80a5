// usage: node browser.mjs OUT_DIR URL...      ($SEBAR_JUDGES: where the packages are, $CHROMIUM: the browser)
//
// Opens each page as a person would, on a phone, a tablet and a desktop, light and dark: axe's WCAG 2.2 AA rules, nothing
// wider than the window, targets large enough to touch, no error, no request to another host, and no word lost without
// script and style sheets (but for buttons, which are nothing without script). Leaves a screenshot of each.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.resolve(process.env.SEBAR_JUDGES, 'node', 'package.json'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const VIEWS = [
  { name: '360', width: 360, scheme: 'light', axe: true },
  { name: '360-dark', width: 360, scheme: 'dark', axe: true },
  { name: '768', width: 768, scheme: 'light', axe: false },
  { name: '1440', width: 1440, scheme: 'light', axe: true },
];
const FLAGS = [
  '--no-sandbox', // the pages are our own, and a container's root has no sandbox
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs in the page. */
function measure() {
  const root = document.documentElement;
  const tooSmall = (element) => {
    const box = element.getBoundingClientRect();
    const shown = box.width && getComputedStyle(element).display !== 'inline';
    return shown && (box.width < 24 || box.height < 24);
  };
  const name = (element) => element.tagName.toLowerCase() + [...element.classList].map((c) => `.${c}`).join('');
  const over = root.scrollWidth - root.clientWidth;
  const outside = over > 0 && [...document.body.querySelectorAll('*')].find((e) => e.getBoundingClientRect().right > root.clientWidth);
  return {
    over,
    outside: outside ? `${name(outside.parentElement.closest('[class]') ?? document.body)} ${name(outside)}` : '',
    broken: [...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src),
    small: [...document.querySelectorAll('a,button,input,select,summary')].filter(tooSmall).length,
  };
}

const words = (text) => [...new Set(text.toLowerCase().split(/\s+/).filter(Boolean))];

/** Runs in the page. */
function shownWithoutButtons() {
  for (const element of document.querySelectorAll('button, dialog, output, [role=status]')) element.remove();
  return document.body.innerText;
}

/** Collects what goes wrong while a page loads. */
function watch(page, origin, problems) {
  page.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && new URL(url).origin !== origin) problems.push(`asks another host: ${url}`);
  });
  page.on('response', (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`));
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`script: ${error}`));
}

async function axeProblems(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }),
    RULES,
  );
  return violations.map((v) => `axe: ${v.id} (${v.impact}) x${v.nodes.length}, first ${v.nodes[0].target.join(' ')}`);
}

async function viewProblems(browser, url, view, screenshot) {
  const problems = [];
  const context = await browser.newContext({ viewport: { width: view.width, height: 800 }, colorScheme: view.scheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  watch(page, new URL(url).origin, problems);
  await page.goto(url, { waitUntil: 'load' });
  // a full-page screenshot scrolls through the page, so that lazy pictures are there to be judged
  await page.screenshot({ path: screenshot, fullPage: true });
  const { over, outside, broken, small } = await page.evaluate(measure);
  if (over > 0) problems.push(`${over}px wider than the window, first ${outside}`);
  if (broken.length) problems.push(`broken pictures: ${broken.join(' ')}`);
  if (small) problems.push(`${small} targets smaller than 24px`);
  if (view.axe) problems.push(...(await axeProblems(page)));
  await context.close();
  return problems.map((problem) => `${view.name}: ${problem}`);
}

async function shownText(browser, url, plain) {
  const context = await browser.newContext({ javaScriptEnabled: !plain, viewport: { width: 1440, height: 800 } });
  const page = await context.newPage();
  if (plain) {
    await page.route('**/*', async (route) => {
      const kind = route.request().resourceType();
      if (kind === 'stylesheet') return route.abort();
      if (kind !== 'document') return route.continue();
      const response = await route.fetch();
      const body = (await response.text()).replace(/<style>.*?<\/style>/gs, '');
      return route.fulfill({ response, body });
    });
  }
  await page.goto(url, { waitUntil: 'load' });
  // evaluate() works where the page's own scripts are switched off, too
  const text = await page.evaluate(shownWithoutButtons);
  await context.close();
  return text;
}

async function judge(browser, url, out) {
  const name = new URL(url).pathname.replace(/^\/|\.html$/g, '').replace(/\W+/g, '-');
  const problems = [];
  for (const view of VIEWS) {
    problems.push(...(await viewProblems(browser, url, view, path.join(out, `${name}-${view.name}.png`))));
  }
  // without style, words of neighbouring boxes run together: so look for each word anywhere
  const plain = words(await shownText(browser, url, true)).join('');
  const lost = words(await shownText(browser, url, false)).filter((word) => !plain.includes(word));
  if (lost.length) problems.push(`lost without script and style: ${lost.slice(0, 5).join(' ')}`);
  return problems;
}

const [out, ...urls] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
const queue = [...urls];
let failed = 0;

async function work() {
  for (let url = queue.shift(); url; url = queue.shift()) {
    const problems = await judge(browser, url, out);
    if (problems.length) failed += 1;
    for (const problem of problems) console.log(`${new URL(url).pathname} ${problem}`);
  }
}

await Promise.all([work(), work()]);
await browser.close();
console.log(`${urls.length} pages, ${failed} with a problem`);
process.exit(failed ? 1 : 0);
