// One picture of a kit, as HTML and CSS.

import fs from 'node:fs';
import path from 'node:path';

export const SIZES = [
  [1080, 1080],
  [1080, 1350],
  [1080, 1920],
  [1200, 630],
  [1600, 900],
  [1280, 720],
];

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

export const body = (kit, logo) => `<div class="card"><img class="logo" src="${logo}"><div class="space"></div>
<h1>${escape(kit.title)}</h1><p>${escape(kit.text)}</p><div class="foot">${escape(kit.footer)}</div></div>`;

export function css(width, height, photo) {
  const px = (share) => `${Math.round(share * Math.min(width, height))}px`;
  return `* { margin: 0; padding: 0; box-sizing: border-box; }
.card { position: relative; width: ${width}px; height: ${height}px; display: flex; flex-direction: column; padding: ${px(0.06)};
  overflow: hidden; font-family: Inter; color: #fff; background-size: 100% 100%, cover; background-position: center;
  background-repeat: no-repeat; background-image: linear-gradient(180deg, rgba(0,40,32,.15), rgba(0,30,24,.92)), url(${photo}); }
.logo { width: ${px(0.28)}; height: ${px(0.0933)}; }
.space { flex: 1 1 0; }
h1 { font-size: ${px(0.075)}; line-height: 1.12; font-weight: 700; margin-bottom: ${px(0.03)}; }
p { font-size: ${px(0.036)}; line-height: 1.4; margin-bottom: ${px(0.04)}; }
.foot { font-size: ${px(0.026)}; line-height: 1.3; color: #ffd77a; }`;
}

// The kits of a folder.
export const read = (folder) => JSON.parse(fs.readFileSync(path.join(folder, 'kits.json')));
