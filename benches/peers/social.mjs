// usage: node social.mjs KITS OUT png|jpeg      ($PEERS: where the packages are)
// Each kit's six images by takumi, two at a time.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.resolve(process.env.PEERS, 'node', 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { Renderer } = await load('@takumi-rs/core');
const { fromHtml } = await load('@takumi-rs/helpers/html');

const INTER = '/usr/share/fonts/opentype/inter';
const EMOJI = '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf';
const SIZES = [
  [1080, 1080],
  [1080, 1350],
  [1080, 1920],
  [1200, 630],
  [1600, 900],
  [1280, 720],
];

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const body = (kit) => `<div class="card"><img class="logo" src="logo"><div class="space"></div>
<h1>${escape(kit.title)}</h1><p>${escape(kit.text)}</p><div class="foot">${escape(kit.footer)}</div></div>`;

function css(width, height, photo) {
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

const [folder, out, format] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const kits = JSON.parse(fs.readFileSync(path.join(folder, 'kits.json')));
const logo = fs.readFileSync(path.join(folder, 'logo.png'));
const photos = {};
const renderer = new Renderer();
for (const [name, weight] of [['Regular', 400], ['Bold', 700]]) {
  await renderer.registerFont({ name: 'Inter', weight, style: 'normal', data: fs.readFileSync(`${INTER}/Inter-${name}.otf`) });
}
await renderer.registerFont({ name: 'Noto Color Emoji', data: fs.readFileSync(EMOJI), generic: 'emoji' });

const jobs = kits.flatMap((kit) => SIZES.map((size) => [kit, ...size]));

async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const [kit, width, height] = job;
    photos[kit.photo] ??= fs.readFileSync(path.join(folder, 'photos', kit.photo));
    const image = await renderer.render(fromHtml(body(kit)).node, {
      width,
      height,
      format,
      ...(format === 'jpeg' ? { quality: 85 } : {}),
      images: [{ src: kit.photo, data: photos[kit.photo] }, { src: 'logo', data: logo }],
      css: [css(width, height, kit.photo)],
    });
    fs.writeFileSync(path.join(out, `${kit.slug}-${width}x${height}.${format === 'jpeg' ? 'jpg' : 'png'}`), image);
  }
}

await Promise.all([work(), work()]);
