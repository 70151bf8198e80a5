// Keeps what every page needs and pages that were seen. Sebar puts SITE before it: {version, files}. Kits that somebody
// chose to keep are in caches of their own, made by the kit page.
const SHELL = 'site ' + SITE.version;
const SEEN = 'seen';
const MOST_SEEN = 30;
const PATIENCE = 4000; // ms
const at = (path) => new URL(path, self.registration.scope).href;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(SITE.files.map(at))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith('site ') && name !== SHELL;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function see(request, answer) {
  const cache = await caches.open(SEEN);
  await cache.put(request, answer);
  const pages = await cache.keys();
  await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST_SEEN)).map((page) => cache.delete(page)));
}

/** A folder's own page may have been kept by its name. */
async function kept(request) {
  const url = request.url.split(/[?#]/)[0];
  const found = await caches.match(url);
  if (found) return found;
  if (url.endsWith('/')) return caches.match(url + 'index.html');
  return url.endsWith('/index.html') ? caches.match(url.slice(0, -'index.html'.length)) : undefined;
}

/** The newest there is, unless the network keeps one waiting. */
async function page(event) {
  const network = fetch(event.request).then((answer) => {
    if (answer.ok) event.waitUntil(see(event.request, answer.clone()));
    return answer;
  });
  const old = await kept(event.request);
  if (!old) return network.catch(() => caches.match(at('offline.html')));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, old));
  return Promise.race([network.catch(() => old), late]);
}

/** At once from here, and the newest for the next time. */
async function asset(event) {
  const old = await kept(event.request);
  const network = fetch(event.request).then(async (answer) => {
    if (answer.ok) await (await caches.open(SHELL)).put(event.request, answer.clone());
    return answer;
  });
  if (!old) return network;
  event.waitUntil(network.catch(() => {}));
  return old;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope) || request.headers.has('range')) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (request.url.startsWith(at('assets/'))) event.respondWith(asset(event));
  else event.respondWith(kept(request).then((found) => found || fetch(request)));
});
