import { sveltekit } from '@sveltejs/kit/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import config from '../svelte.config.js';

const decoder = fileURLToPath(new URL('./lib/scan/zxing-decoder.ts', import.meta.url));

export default defineConfig({
	// Named here and not only on the command line: SvelteKit reads this file again from the
	// repository root.
	root: import.meta.dirname,
	plugins: [sveltekit(config)],
	resolve: {
		alias: [
			// html5-qrcode carries a decoder of 2023; ours takes its place (docs/decisions).
			{ find: /^(.*)third_party\/zxing-js\.umd$/, replacement: decoder },
		],
	},
	// Bundled beforehand, html5-qrcode would bring its own decoder past the alias.
	optimizeDeps: { exclude: ['html5-qrcode'] },
	// The dev server may read these rooms beside the kiosk, and nothing else.
	server: { fs: { allow: ['../domain', '../printing', '../node_modules'] } },
});
