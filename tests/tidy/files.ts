import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** One source file of the house, as the rules look at it. */
export interface SourceFile {
	/** From the project's folder, as domain/points.ts. */
	readonly path: string;
	readonly text: string;
	/** The text without its comments. */
	readonly code: string;
}

/** Every source file that a person writes. */
export function sourceFiles(): readonly SourceFile[] {
	const rooms = '{domain,printing,server,kiosk,start,tests,pb_migrations}';
	return globSync(`${rooms}/**/*.{ts,svelte,mjs,js}`, {
		exclude: ['**/node_modules/**', '**/.svelte-kit/**', 'server/pocketbase.d.ts'],
	})
		.sort()
		.map((path) => sourceFile(path, readFileSync(path, 'utf8')));
}

/** A file of that path and text, also one that lies nowhere. */
export function sourceFile(path: string, text: string): SourceFile {
	const code = text
		.replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, '')
		.replaceAll(/(^|\s)\/\/.*/g, '');
	return { path: posix.normalize(path), text, code };
}

/** What a file imports: its own rooms' files from the project's folder, packages by their name. */
export function importsOf({ path, code }: SourceFile): readonly string[] {
	const names = [
		...code.matchAll(/\b(?:from |import ?\(?)'([^'\s]+)'/g),
		...code.matchAll(/\brequire\(\s*['"`]([^'"`]+)['"`]/g),
	].map(([, name = '']) => name);
	return names.map((name) => {
		if (name.startsWith('#')) return name.slice(1);
		return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
	});
}
