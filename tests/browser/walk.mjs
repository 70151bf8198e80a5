// usage: node walk.mjs PUBLIC MANY NAME...      ($SEBAR_JUDGES: where the packages are, $CHROMIUM: the browser)
//
// Uses built sites as a partner would, in a real browser. PUBLIC has two campaigns in two languages, MANY has more
// campaigns than one page of the portal lists; both are served below /kampanye/ with the site's own `_headers`.
// Each NAME is one of the walks below. Says what went wrong, or nothing.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(path.resolve(process.env.SEBAR_JUDGES ?? 'target/judges', 'node', 'package.json'));
const { chromium } = require('playwright-core');

const TYPES = {
  html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml',
  png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', woff2: 'font/woff2', zip: 'application/zip', txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json', xml: 'application/xml', pdf: 'application/pdf',
};
const BASE = '/kampanye/';
const KIT = 'jentik/kit.html';
const [PUBLIC, MANY, ...names] = process.argv.slice(2).map((argument, i) => (i < 2 ? path.resolve(argument) : argument));
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');
const file = (name) => fs.readFileSync(path.join(PUBLIC, name));

/** The headers that `_headers` asks for on every page. */
function headersOf(folder) {
  const lines = fs.readFileSync(path.join(folder, '_headers'), 'utf8').split('\n');
  const end = lines.indexOf('');
  assert.equal(lines[0], `${BASE}*`);
  return Object.fromEntries(lines.slice(1, end).map((line) => line.trim().split(/: (.*)/s).slice(0, 2)));
}

async function serve(folder) {
  const headers = headersOf(folder);
  const asked = [];
  const server = http.createServer((request, answer) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    asked.push(pathname);
    const name = decodeURIComponent(pathname).replace(BASE, '').replace(/\/$|^$/, '/index.html');
    const found = path.join(folder, name);
    const is = pathname.startsWith(BASE) && fs.existsSync(found) && fs.statSync(found).isFile();
    const type = is ? TYPES[found.split('.').pop()] ?? 'application/octet-stream' : TYPES.html;
    answer.writeHead(is ? 200 : 404, { ...headers, 'content-type': type });
    answer.end(fs.readFileSync(is ? found : path.join(folder, '404.html')));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });
  return { url: `http://127.0.0.1:${server.address().port}${BASE}`, asked, stop };
}

/** A page that fails its walk on any error and any breach of the content security policy. */
async function open(context, url) {
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
  await page.goto(url);
  await scripted(page);
  return page;
}

/** The script comes after the first look. */
const scripted = (page) => page.waitForSelector('html.scripted', { state: 'attached' });

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, reducedMotion: 'reduce' };
const shown = (page) => page.locator('.entry:visible').count();
const share = () => {
  globalThis.shared = [];
  navigator.canShare = () => true;
  navigator.share = async ({ files, text }) => {
    if (globalThis.tooLate) {
      globalThis.tooLate = false;
      throw new DOMException('the tap is too long ago', 'NotAllowedError');
    }
    const bytes = await Promise.all(files.map(async (one) => [one.name, one.type, [...new Uint8Array(await one.arrayBuffer())]]));
    globalThis.shared.push({ files: bytes, text });
  };
};

const walks = {
  async share(browser, site) {
    const context = await browser.newContext(phone);
    await context.addInitScript(share);
    const page = await open(context, site.url + KIT);
    const link = page.locator('a[data-image]').first();
    await link.click();
    await page.waitForFunction(() => globalThis.shared.length === 1);
    const [{ files, text }] = await page.evaluate(() => globalThis.shared);
    const image = await link.getAttribute('data-image');
    const published = file(path.posix.join('jentik', image));
    assert.equal(files.length, 1);
    assert.equal(files[0][0], path.basename(image));
    assert.equal(sum(Buffer.from(files[0][2])), sum(published), 'another picture was shared');
    assert.match(files[0][1], /^image\/(png|jpeg)$/, 'WhatsApp makes a sticker of WebP');
    assert.equal(text, file('jentik/kit/captions/jentik_kuras-bak_whatsapp_id_v2.txt').toString().trim());
    // on a slow network the tap has expired: the next one shares, without asking for the picture again
    await page.evaluate(() => { globalThis.tooLate = true; });
    const before = site.asked.length;
    await link.click();
    await page.waitForSelector('.toast.shown');
    await link.click();
    await page.waitForFunction(() => globalThis.shared.length === 2);
    assert.equal(site.asked.length, before, 'the picture was fetched twice');
    return page;
  },

  async 'share without a share sheet'(browser, site) {
    const context = await browser.newContext(phone);
    const page = await open(context, site.url + KIT);
    const href = await page.locator('a[data-image]').first().getAttribute('href');
    assert.match(href, /^https:\/\/wa\.me\/\?text=/);
    return page;
  },

  async copy(browser, site) {
    const context = await browser.newContext({ ...phone, permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await open(context, site.url + KIT);
    await page.locator('details.copy summary').first().click();
    await page.waitForSelector('.toast.shown');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(text.replace(/\r/g, ''), file('jentik/kit/captions/jentik_kuras-bak_whatsapp_id_v2.txt').toString().trim());
    return page;
  },

  async download(browser, site) {
    const context = await browser.newContext({ acceptDownloads: true });
    const page = await open(context, site.url + KIT);
    const zips = await page.locator('a[download$=".zip"]').all();
    assert.ok(zips.length >= 3, 'all, and each channel');
    for (const link of zips) {
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sebar-'));
      execFileSync('unzip', ['-q', await download.path(), '-d', folder]);
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder });
      assert.ok(fs.existsSync(path.join(folder, 'README.txt')));
      assert.match(download.suggestedFilename(), /^jentik_\w+_id_v2\.zip$/);
      fs.rmSync(folder, { recursive: true });
    }
    return page;
  },

  async 'examine a file'(browser, site) {
    const context = await browser.newContext(phone);
    const page = await open(context, site.url + KIT);
    const input = page.locator('.examine input');
    const name = 'jentik/kit/whatsapp/jentik_message_id_v2.txt';
    await input.setInputFiles(path.join(PUBLIC, name));
    await page.waitForSelector('.examined.good');
    await input.setInputFiles({ name: 'palsu.txt', mimeType: 'text/plain', buffer: Buffer.from('bukan dari kami') });
    await page.waitForSelector('.examined.bad');
    return page;
  },

  async 'who is faster than the script'(browser, site) {
    const context = await browser.newContext(phone);
    await context.route('**/lugas.js', async (route) => {
      await new Promise((later) => setTimeout(later, 1000));
      await route.continue();
    });
    const page = await context.newPage();
    page.problems = [];
    await page.goto(site.url, { waitUntil: 'domcontentloaded' });
    await page.fill('#q', 'DEMAM');
    assert.equal(await shown(page), 2, 'the script came first');
    await scripted(page);
    assert.equal(await shown(page), 1);
    await page.goto(site.url + KIT, { waitUntil: 'domcontentloaded' });
    await page.locator('.examine input').setInputFiles(path.join(PUBLIC, 'jentik/kit/whatsapp/jentik_message_id_v2.txt'));
    await scripted(page);
    await page.waitForSelector('.examined.good');
    return page;
  },

  async filter(browser, site) {
    const page = await open(await browser.newContext(phone), site.url);
    assert.equal(await shown(page), 2);
    await page.fill('#q', 'DEMAM');
    assert.equal(await shown(page), 1);
    assert.match(await page.locator('.entry:visible').innerText(), /Demam/);
    await page.fill('#q', 'tidak ada yang begini');
    assert.equal(await shown(page), 0);
    assert.ok(await page.locator('.nothing').isVisible());
    await page.fill('#q', '');
    await page.locator('input[name=state][value=ended]').check({ force: true });
    assert.equal(await shown(page), 1);
    await page.locator('input[name=state][value=""]').check({ force: true });
    await page.selectOption('#languages', 'en');
    assert.equal(await shown(page), 1);
    await page.goto(`${site.url}?q=demam`);
    assert.equal(await shown(page), 1, 'a search can be linked to');
    return page;
  },

  async 'search among many'(browser, _, many) {
    const page = await open(await browser.newContext(phone), many.url);
    assert.equal(await shown(page), 40);
    assert.ok(!many.asked.some((asked) => asked.endsWith('search.js')), 'the index was fetched before it was needed');
    await page.fill('#q', 'kampanye 77');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 1);
    await page.locator('.entry a').first().click();
    assert.match(await page.locator('h1').innerText(), /77/);
    await page.goBack();
    await page.fill('#q', 'kampanye');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 40);
    await page.locator('.show-more').click();
    assert.equal(await shown(page), 80);
    await page.fill('#q', '');
    await page.locator('nav.pages a').last().click();
    assert.equal(await shown(page), 10, 'the last page lists the rest');
    return page;
  },

  async languages(browser, site) {
    const page = await open(await browser.newContext(phone), site.url + KIT);
    await page.locator('.languages a[lang=en]').click();
    assert.equal(new URL(page.url()).pathname, `${BASE}en/${KIT}`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.locator('.languages a[lang=id]').click();
    assert.equal(new URL(page.url()).pathname, BASE + KIT);
    return page;
  },

  async offline(browser, site) {
    const context = await browser.newContext(phone);
    const page = await open(context, site.url);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
      }
    });
    await page.goto(site.url + KIT);
    await page.locator('.keep button').click();
    await page.waitForSelector('.keep button[aria-pressed=true]');
    await site.stop();
    await page.goto(site.url + KIT);
    assert.match(await page.title(), /Rumah Tanpa Jentik/);
    await page.evaluate(() => Promise.all([...document.images].map((one) => ((one.loading = 'eager'), one.decode()))));
    await page.goto(`${site.url}jentik/`);
    assert.match(await page.locator('h1').innerText(), /Jentik/);
    const image = await page.evaluate(async () => {
      const link = document.querySelector('a[data-image]').dataset.image;
      return (await fetch(link)).status;
    });
    assert.equal(image, 200, 'the picture to share is kept');
    await page.goto(`${site.url}tidak-tersimpan/`);
    assert.match(await page.locator('h1').innerText(), /Tidak ada jaringan/);
    assert.match(await page.locator('.kept').innerText(), /Rumah Tanpa Jentik/);
    page.problems = page.problems.filter((problem) => !/ERR_CONNECTION|ERR_FAILED|Failed to fetch/.test(problem));
    return page;
  },

  async 'words before fonts'(browser, site) {
    const isFont = (asked) => asked.endsWith('.woff2');
    const has = (page) => page.waitForFunction(() => {
      const faces = [...document.fonts].filter((face) => face.family.includes('Plus Jakarta Sans'));
      const asked = performance.getEntriesByType('resource').some((one) => one.name.endsWith('.woff2'));
      return asked && faces.some((face) => face.status === 'loaded');
    });
    const context = await browser.newContext(phone);
    await context.addInitScript(() => {
      new PerformanceObserver((list) => { globalThis.first = list.getEntriesByName('first-contentful-paint')[0]?.startTime ?? globalThis.first; })
        .observe({ type: 'paint', buffered: true });
    });
    const page = await open(context, `${site.url}jentik/`);
    await has(page);
    const late = await page.evaluate(() => {
      const font = performance.getEntriesByType('resource').find((one) => one.name.endsWith('.woff2'));
      return font.startTime - globalThis.first;
    });
    assert.ok(late > 0, `the font was asked for ${-late} ms before the first look`);
    assert.ok(await page.locator('link[rel=manifest]').count(), 'the portal cannot be installed');
    // the next page finds the font at hand, and shows it at once
    await page.goto(site.url + KIT, { waitUntil: 'domcontentloaded' });
    assert.equal(await page.locator('.rest').count(), 0);
    await has(page);
    // without script the font is there, too, and the style sheet for paper
    const before = site.asked.length;
    const plain = await browser.newContext({ ...phone, javaScriptEnabled: false });
    await (await plain.newPage()).goto(`${site.url}jentik/`, { waitUntil: 'networkidle' });
    const asked = site.asked.slice(before);
    assert.ok(asked.some(isFont) && asked.some((one) => one.endsWith('late.css')), asked.join(' '));
    return page;
  },

  async print(browser, site) {
    const page = await open(await browser.newContext(), `${site.url}jentik/`);
    await page.waitForFunction(() => [...document.styleSheets].some((one) => one.href?.endsWith('late.css')));
    const pdf = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'sebar-')), 'page.pdf');
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    const text = execFileSync('pdftotext', ['-layout', pdf, '-']).toString();
    for (const answer of await page.locator('.questions .prose').allTextContents()) {
      const words = answer.trim().split(/\s+/).slice(0, 3).join(' ');
      assert.ok(text.replace(/\s+/g, ' ').includes(words), `not on paper: ${words}`);
    }
    assert.ok(!text.includes('Kirim lewat WhatsApp'), 'a button on paper');
    const info = execFileSync('pdfinfo', [pdf]).toString();
    assert.match(info, /Page size: +59\d\.\d+ x 84[12]/);
    assert.ok(Number(/Pages: +(\d+)/.exec(info)[1]) <= 3, info);
    return page;
  },

  async keyboard(browser, site) {
    const page = await open(await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' }), site.url + KIT);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    const focused = () => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const target = element.matches('input[type=file]') ? element.parentElement : element;
      const style = getComputedStyle(target);
      return {
        name: element.outerHTML.slice(0, 80),
        seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
        ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || getComputedStyle(element, '::after').outlineStyle !== 'none',
        end: element === document.body,
      };
    };
    let stops = 0;
    for (; stops < 300; stops += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(focused);
      if (at.end) break;
      assert.ok(at.seen, `focus out of sight: ${at.name}`);
      assert.ok(at.ring, `no focus ring: ${at.name}`);
    }
    const links = await page.locator('main a:visible, main button:visible, main summary:visible').count();
    assert.ok(stops >= links, `${stops} stops, ${links} things to use`);
    await page.locator('details.others summary').first().focus();
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('details.others').first().evaluate((fold) => fold.open));
    return page;
  },

  async 'large text'(_, site) {
    // the letters of a phone turned up to twice their size, and a window of 1280 at 200 %
    for (const [letters, width] of [[32, 360], [16, 640]]) {
      const large = await launch([`--blink-settings=defaultFontSize=${letters}`]);
      for (const name of ['', 'jentik/', KIT, '404.html']) {
        const page = await open(await large.newContext({ viewport: { width, height: 800 } }), site.url + name);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${name || 'portal'} at ${width}, letters of ${letters} px: ${over} px too wide`);
      }
      await large.close();
    }
  },

  async 'from a disk'(browser) {
    const context = await browser.newContext(phone);
    const asked = [];
    context.on('request', (request) => asked.push(request.url()));
    const page = await open(context, `file://${PUBLIC}/jentik/index.html`);
    await page.locator('a[href="kit.html"]').first().click();
    assert.match(await page.title(), /Rumah Tanpa Jentik/);
    await page.locator('.foot-links a').last().click();
    assert.equal(await shown(page), 2);
    await page.goto(`file://${MANY}/index.html`);
    await page.fill('#q', 'kampanye 77');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 1);
    assert.deepEqual(asked.filter((url) => !url.startsWith('file:')), []);
    return page;
  },

  async 'one file'(browser) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sebar-'));
    const alone = path.join(folder, 'flyer.html');
    fs.copyFileSync(path.join(PUBLIC, 'jentik/kit/page/jentik_flyer_id_v2.html'), alone);
    const context = await browser.newContext(phone);
    const asked = [];
    context.on('request', (request) => asked.push(request.url().slice(0, 80)));
    const page = await open(context, `file://${alone}`);
    await page.evaluate(() => Promise.all([...document.images].map((one) => ((one.loading = 'eager'), one.decode()))));
    assert.deepEqual(asked.filter((url) => !url.startsWith('data:')), [`file://${alone}`]);
    assert.equal(await page.evaluate(() => document.fonts.check('16px "Plus Jakarta Sans"')), true);
    const links = await page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    for (const link of links) assert.match(link, /^(#|https:|tel:|mailto:)/);
    return page;
  },
};

const launch = (flags) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', ...flags],
});
const browser = await launch([]);
let failed = 0;
for (const name of names.length ? names : Object.keys(walks)) {
  const site = await serve(PUBLIC);
  const many = await serve(MANY);
  let page;
  try {
    page = await walks[name](browser, site, many);
    assert.deepEqual(page?.problems ?? [], [], 'errors in the page');
  } catch (error) {
    failed += 1;
    console.log(`${name}: ${error.message}`);
  }
  for (const context of browser.contexts()) await context.close();
  await Promise.all([site.stop(), many.stop()]);
}
await browser.close();
process.exit(failed ? 1 : 0);
