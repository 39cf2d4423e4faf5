import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, loadConfigFromFile, preview } from 'vite';

/** A page with the kiosk's scanner on it, built and served as the kiosk is. */
export interface Harness {
	readonly url: string;
	/** What the page loads only when the camera is first wanted, in bytes after gzip. */
	readonly cameraBytes: number;
	close(): Promise<void>;
}

/** Builds the page into a folder and serves it on a free port. */
export async function startHarness(outDir: string): Promise<Harness> {
	const config = {
		configFile: false,
		root: join(import.meta.dirname, 'harness'),
		logLevel: 'error',
		build: { outDir, emptyOutDir: true, reportCompressedSize: false },
	} as const;
	const kiosk = await loadConfigFromFile({ command: 'build', mode: 'production' }, kioskConfig);
	await build({
		...config,
		plugins: [svelte({ configFile: false })],
		// Above all the alias that puts our decoder into html5-qrcode.
		resolve: kiosk?.config.resolve ?? {},
	});
	const server = await preview({ ...config, preview: { port: 0, host: 'localhost' } });
	const url = server.resolvedUrls?.local[0];
	if (!url) throw new Error('The page is served nowhere');
	return { url, cameraBytes: lazyBytes(join(outDir, 'assets')), close: () => server.close() };
}

const kioskConfig = join(import.meta.dirname, '../../../kiosk/vite.config.ts');

function lazyBytes(folder: string): number {
	const lazy = readdirSync(folder).filter(
		(name) => name.endsWith('.js') && !name.startsWith('index-'),
	);
	return lazy.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}
