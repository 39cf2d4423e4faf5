/**
 * Headers of everything that is not an API answer. Hashed files stay for ever; pages are asked for
 * anew each time and carry the policy that SvelteKit wrote into them, as a header, which alone can
 * forbid frames. A file that is not there is an honest 404 instead of a page.
 */
export function serveFile(e: core.RequestEvent): void {
	const path = String(e.request?.url?.path ?? '/');
	const isFile = /\.[A-Za-z0-9]+$/.test(path);
	if (isFile && !exists(path)) throw new NotFoundError();
	const headers = e.response.header();
	const isHashed = path.startsWith('/_app/immutable/');
	headers.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
	headers.set('Referrer-Policy', 'no-referrer');
	headers.set('Permissions-Policy', 'camera=(self), microphone=(), geolocation=()');
	headers.set('X-Frame-Options', 'DENY');
	if (!isFile) headers.set('Content-Security-Policy', pagePolicy());
	e.next();
}

const pages = `${__hooks}/../kiosk`;

function exists(path: string): boolean {
	if (path.includes('..')) return false;
	try {
		return !$os.stat(`${pages}${path}`).isDir();
	} catch {
		return false;
	}
}

// Read with every page: an update may have changed it under a running server.
function pagePolicy(): string {
	const page = toString($os.readFile(`${pages}/index.html`));
	const written = /http-equiv="content-security-policy" content="([^"]+)"/i.exec(page)?.[1];
	if (!written) throw new Error('The built page carries no content security policy');
	return `${written}; frame-ancestors 'none'`;
}
