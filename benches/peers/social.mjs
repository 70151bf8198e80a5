// usage: node social.mjs KITS OUT png|jpeg      ($PEERS: where the packages are)
// Each kit's six images by takumi, two at a time.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { SIZES, body, css, read } from './card.mjs';

const require = createRequire(path.resolve(process.env.PEERS, 'node', 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { Renderer } = await load('@takumi-rs/core');
const { fromHtml } = await load('@takumi-rs/helpers/html');

const INTER = '/usr/share/fonts/opentype/inter';
const EMOJI = '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf';
const [folder, out, format] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const kits = read(folder);
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
    const image = await renderer.render(fromHtml(body(kit, 'logo')).node, {
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
