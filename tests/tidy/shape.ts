import { posix } from 'node:path';
import type { SourceFile } from './files.ts';

const lineLimit = 300;
const documented = /^(domain|server|printing|start)\//;
const exported =
	/^export (async )?function\*? (\w+)|^export const (\w+)(: [^=]+)? = (async )?(<|\()/;

/** What is wrong with the form of a file: its length, its name, an exported function unexplained. */
export function misshapes(file: SourceFile): readonly string[] {
	return [...tooLong(file), ...misnamed(file.path), ...unexplained(file)];
}

function tooLong({ text }: SourceFile): readonly string[] {
	const count = text.trimEnd().split('\n').length;
	return count <= lineLimit ? [] : [`${count} lines are more than ${lineLimit}: split it by noun`];
}

function misnamed(path: string): readonly string[] {
	const name = posix.basename(path);
	if (/(^|\/)(utils?|helpers?|services?|common|misc)\//.test(path)) {
		return ['a folder is named for who works there, not utils or helpers'];
	}
	if (/^index\.(ts|js)$/.test(name)) return ['no barrels: import the file itself'];
	if (path.startsWith('pb_migrations/')) {
		return /^\d{10}_[a-z0-9_]+\.js$/.test(name) ? [] : ['a migration is named 1790000010_noun.js'];
	}
	const fits = name.endsWith('.svelte')
		? /^(\+(page|layout|error)(@.*)?|[A-Z][A-Za-z0-9]*)\.svelte$/
		: /^\+?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|js|mjs)$/;
	return fits.test(name) ? [] : ['files are kebab-case, components PascalCase'];
}

function unexplained({ path, text }: SourceFile): readonly string[] {
	// PocketBase's wiring exports nothing, and declarations say what others have written.
	if (!documented.test(path) || path.endsWith('.svelte') || path.endsWith('.d.ts')) return [];
	const lines = text.split('\n');
	return lines.flatMap((line, at) => {
		const found = exported.exec(line);
		if (!found) return [];
		const before = lines[at - 1]?.trim() ?? '';
		// The second and later signatures of one function share the words of the first.
		const again = before.startsWith(`export function ${found[2]}`);
		return before.endsWith('*/') || again ? [] : [`${found[2] ?? found[3]} has no docstring`];
	});
}
