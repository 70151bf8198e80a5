// usage: node text.mjs FILE.pdf...      ($SEBAR_JUDGES: where the packages are)
//
// The text of PDFs as pdf.js gives it to a browser: JSON, one text a file.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.resolve(process.env.SEBAR_JUDGES, 'node', 'package.json'));
const { getDocument } = await import(pathToFileURL(require.resolve('pdfjs-dist/legacy/build/pdf.mjs')));

async function text(file) {
  const data = new Uint8Array(fs.readFileSync(file));
  const pdf = await getDocument({ data, verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    // what stands on another line is a text of its own in the viewer
    const next = (item, index) => items[index + 1]?.transform[5] !== item.transform[5];
    pages.push(items.map((item, index) => item.str + (item.hasEOL || next(item, index) ? '\n' : '')).join(''));
  }
  return pages.join('\n');
}

console.log(JSON.stringify(await Promise.all(process.argv.slice(2).map(text))));
