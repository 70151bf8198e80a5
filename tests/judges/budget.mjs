// usage: budget.mjs PUBLIC_DIR [--write README.md]     ($SEBAR_JUDGES: where the packages are, $CHROMIUM: the browser)
//
// What a first visit costs on a phone, over the network: bytes as they are sent by a server that compresses, and requests,
// until the page and the pictures of its first screen are there. Prints a table of all pages of each kind, and fails when
// one is over its budget. With --write the table goes into the file, between its marks.

import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';

const require = createRequire(path.resolve(process.env.SEBAR_JUDGES ?? 'target/judges', 'node', 'package.json'));
const { chromium } = require('playwright-core');

const KINDS = [
  { name: 'e-flyer', is: (page) => page.endsWith('/index.html') && !/^\w\w\/index/.test(page), bytes: 150_000, requests: 20 },
  { name: 'kit page', is: (page) => page.endsWith('/kit.html'), bytes: 200_000, requests: 20 },
  { name: 'portal', is: (page) => /^(\w\w\/)?index\.html$/.test(page), bytes: 150_000, requests: 20 },
];
const SCRIPTS = 15_000;
const TEXT = /\.(html|css|js|svg|json|xml|txt|webmanifest)$/;
const MARKS = ['<!-- budgets: written by tests/judges/budget.mjs -->', '<!-- end of budgets -->'];

const [publicDir, write, readme] = process.argv.slice(2);
const pages = fs.readdirSync(publicDir, { recursive: true }).map(String).filter((name) => name.endsWith('.html') && !name.includes('/kit/'));

const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', webp: 'image/webp', woff2: 'font/woff2' };
const server = http.createServer((request, answer) => {
  const name = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
  const file = path.join(publicDir, name);
  if (!fs.existsSync(file)) return answer.writeHead(404).end();
  const compress = TEXT.test(file);
  const type = types[file.split('.').pop()] ?? 'application/octet-stream';
  answer.writeHead(200, { 'content-type': type, ...(compress && { 'content-encoding': 'gzip' }) });
  const bytes = fs.readFileSync(file);
  return answer.end(compress ? zlib.gzipSync(bytes) : bytes);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const root = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

async function cost(name) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, serviceWorkers: 'block' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
    requests += 1;
  });
  await page.goto(root + name, { waitUntil: 'networkidle' });
  await context.close();
  return { bytes, requests };
}

let failed = 0;
const rows = [];
for (const kind of KINDS) {
  const own = pages.filter(kind.is).sort();
  let most = { bytes: 0, requests: 0 };
  for (const page of own) {
    const { bytes, requests } = await cost(page);
    if (bytes > kind.bytes || requests > kind.requests) {
      failed += 1;
      console.log(`over budget: ${page}: ${bytes} bytes, ${requests} requests`);
    }
    most = { bytes: Math.max(most.bytes, bytes), requests: Math.max(most.requests, requests) };
  }
  const kilobytes = (bytes) => `${Math.round(bytes / 1000)} KB`;
  rows.push(`| ${kind.name} (${own.length}) | ${kilobytes(most.bytes)} | ${kilobytes(kind.bytes)} | ${most.requests} | ${kind.requests} |`);
}
// the two files, and the one that stands in every page
const inside = /<script data-src=[^>]*>([^]*?)<\/script>/.exec(fs.readFileSync(path.join(publicDir, 'index.html'), 'utf8'))[1];
const files = ['assets/lugas.js', 'sw.js'].map((name) => fs.statSync(path.join(publicDir, name)).size);
const scripts = files.reduce((a, b) => a + b) + Buffer.byteLength(inside);
if (scripts > SCRIPTS) {
  failed += 1;
  console.log(`over budget: ${scripts} bytes of scripts`);
}
rows.push(`| all scripts, not compressed | ${(scripts / 1000).toFixed(1)} KB | ${SCRIPTS / 1000} KB | | |`);
await browser.close();
server.close();

const table = ['| First visit on a phone | largest | budget | most requests | budget |', '|---|--:|--:|--:|--:|', ...rows].join('\n');
console.log(table);
if (write === '--write') {
  const text = fs.readFileSync(readme, 'utf8');
  const [start, end] = MARKS.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`${readme} has no marks for the table`);
  fs.writeFileSync(readme, `${text.slice(0, start + MARKS[0].length)}\n${table}\n${text.slice(end)}`);
}
console.log(`${pages.length} pages, ${failed} over budget`);
process.exit(failed ? 1 : 0);
