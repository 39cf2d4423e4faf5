import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
	readonly packages: Readonly<Record<string, { readonly name?: string }>>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

test.each(['usb', 'serialport', 'node-bluetooth', 'get-pixels'])(
	'%s, which escpos asks for and we never use, is an empty package',
	(name) => {
		expect(lock.packages[`node_modules/${name}`]?.name).toBe('empty-npm-package');
	},
);

test('nothing that fetches or compiles came along with escpos', () => {
	const names = Object.keys(lock.packages);
	for (const name of ['request', 'node-gyp', '@serialport/bindings-cpp', 'ndarray']) {
		expect(names.filter((path) => path.endsWith(`node_modules/${name}`))).toEqual([]);
	}
});

test('one file knows the package escpos, and only two files of it', () => {
	const imports = globSync('{domain,printing,server,kiosk,start}/**/*.{ts,svelte,mjs}', {
		exclude: ['**/node_modules/**'],
	})
		.filter((path) => !path.endsWith('.d.ts'))
		.flatMap((path) =>
			[...readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*'(escpos[^']*)'/g)].map(
				([, name]) => `${path} ${name}`,
			),
		);
	expect(imports.sort()).toEqual([
		'printing/escpos.ts escpos/image.js',
		'printing/escpos.ts escpos/printer.js',
	]);
});
