/**
 * Keeps the page itself in the kiosk, so that it opens when the server or the line to it is gone.
 * Pages are asked for anew as long as somebody answers; hashed files and drawings come from the
 * kiosk's own disk. Questions to the server (/api) never pass through here, but for the pictures of
 * products, whose names change with them.
 */
import { version } from '$app/env';
import { assets, immutable } from '$app/manifest';
import { self } from '$app/service-worker';

const prefix = 'love-page-';
const own = `${prefix}${version}`;
const pictures = 'love-pictures';
const picturesMost = 200;
/** After that long a page that does not come is taken from the disk, in milliseconds. */
const patienceMs = 4000;

self.addEventListener('install', (event) => {
	event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
	event.waitUntil(dropOldPages().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== self.location.origin) return;
	if (request.mode === 'navigate') {
		if (!/^\/(api|_)\//.test(url.pathname)) event.respondWith(page(request));
	} else if (url.pathname.startsWith('/api/files/products/')) {
		event.respondWith(picture(request));
	} else if (!url.pathname.startsWith('/api/')) {
		event.respondWith(file(request));
	}
});

async function keepPage(): Promise<void> {
	const cache = await caches.open(own);
	const files = [...immutable, ...assets].map(({ path }) => new URL(path, self.location.origin));
	const paths = files.map(({ pathname }) => pathname).filter((path) => !isSpare(path));
	await cache.addAll(['/', ...paths]);
}

// The one before stays: a page of it may still be open and ask for a part it has not loaded yet.
async function dropOldPages(): Promise<void> {
	const pages = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);
	await Promise.all(pages.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request: Request): Promise<Response> {
	try {
		const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
		if (response.status < 500) return response;
		return (await kept('/')) ?? response;
	} catch (error) {
		const response = await kept('/');
		if (response) return response;
		throw error;
	}
}

async function file(request: Request): Promise<Response> {
	const { pathname } = new URL(request.url);
	const found = await kept(pathname);
	if (found) return found;
	const response = await fetch(request);
	if (response.ok && isSpare(pathname)) {
		await (await caches.open(own)).put(pathname, response.clone());
	}
	return response;
}

/** Letters that only a machine without its own asks for; it keeps them then. */
function isSpare(path: string): boolean {
	return path.endsWith('.woff2');
}

async function kept(path: string): Promise<Response | undefined> {
	const cache = await caches.open(own);
	return (await cache.match(path)) ?? caches.match(path);
}

async function picture(request: Request): Promise<Response> {
	const cache = await caches.open(pictures);
	const found = await cache.match(request);
	if (found) return found;
	const response = await fetch(request);
	if (response.ok) {
		const names = await cache.keys();
		await Promise.all(names.slice(0, -picturesMost).map((name) => cache.delete(name)));
		await cache.put(request, response.clone());
	}
	return response;
}
