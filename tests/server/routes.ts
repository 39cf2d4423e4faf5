import { globSync, readFileSync } from 'node:fs';

/** One of our own addresses, as PocketBase's wiring names it. */
export interface Route {
	readonly method: string;
	/** With its places, as /api/office/products/{id}. */
	readonly path: string;
	/** What answers it in server/app.ts. */
	readonly name: string;
}

/** Every address that the server's wiring has an answer of ours for. */
export function ourRoutes(): readonly Route[] {
	// The stage's routes are for tests alone.
	const wiring = globSync('server/*.pb.ts', { exclude: ['server/stage.pb.ts'] });
	return wiring.toSorted().flatMap((file) => {
		const text = readFileSync(file, 'utf8');
		const found = text.matchAll(
			/routerAdd\(\s*'(\w+)',\s*'([^']+)',\s*\(e\) =>\s*require\([^)]+\)\.run\('(\w+)', e\)/g,
		);
		return [...found].map(([, method = '', path = '', name = '']) => ({ method, path, name }));
	});
}
