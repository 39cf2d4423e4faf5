import adapter from '@sveltejs/adapter-static';

/**
 * Handed to the sveltekit() plugin by kiosk/vite.config.ts. SvelteKit 3 itself no longer reads this
 * file, and refuses it in Vite's own root.
 * @type {Parameters<typeof import('@sveltejs/kit/vite').sveltekit>[0]}
 */
export default {
	adapter: adapter({ fallback: 'index.html', pages: 'dist/kiosk' }),
	files: { src: '.' },
	csp: {
		mode: 'hash',
		directives: {
			'default-src': ['self'],
			'script-src': ['self'],
			'style-src': ['self', 'unsafe-inline'],
			'img-src': ['self', 'data:', 'blob:'],
			'media-src': ['self', 'blob:'],
			'connect-src': ['self'],
			'object-src': ['none'],
			'base-uri': ['none'],
			'form-action': ['self'],
		},
	},
};
