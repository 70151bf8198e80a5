// usage: node chromium.mjs KITS OUT      ($PEERS: where the packages are)
// Each kit's six images as screenshots of Chromium, two pages at a time.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { SIZES, body, css, read } from './card.mjs';

const require = createRequire(path.resolve(process.env.PEERS, 'node', 'package.json'));
const { chromium } = require('playwright-core');

const [folder, out] = process.argv.slice(2).map((name) => path.resolve(name));
fs.mkdirSync(out, { recursive: true });
const pages = fs.mkdtempSync(path.join(os.tmpdir(), 'cards-'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const jobs = read(folder).flatMap((kit) => SIZES.map((size) => [kit, ...size]));

async function work() {
  const page = await browser.newPage();
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const [kit, width, height] = job;
    const name = `${kit.slug}-${width}x${height}`;
    const file = path.join(pages, `${name}.html`);
    const style = css(width, height, pathToFileURL(path.join(folder, 'photos', kit.photo)));
    const logo = pathToFileURL(path.join(folder, 'logo.png'));
    fs.writeFileSync(file, `<!doctype html><meta charset="utf-8"><style>${style}</style>${body(kit, logo)}`);
    await page.setViewportSize({ width, height });
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    await page.screenshot({ path: path.join(out, `${name}.png`) });
  }
}

await Promise.all([work(), work()]);
await browser.close();
fs.rmSync(pages, { recursive: true });
