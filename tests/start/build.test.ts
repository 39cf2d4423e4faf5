import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from '#start/build';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'love-build-'));
	writeFileSync(join(folder, 'one.ts'), 'one');
	writeFileSync(join(folder, 'two.ts'), 'two');
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => fingerprint(['*.ts'], folder);

test('a source that is only touched is not built again', () => {
	const before = now();
	utimesSync(join(folder, 'one.ts'), 1, 1);
	expect(now()).toBe(before);
});

test('a changed, a new, a removed and a renamed source are each built again', () => {
	const seen = [now()];
	writeFileSync(join(folder, 'one.ts'), 'eno');
	seen.push(now());
	writeFileSync(join(folder, 'three.ts'), '');
	seen.push(now());
	rmSync(join(folder, 'two.ts'));
	seen.push(now());
	writeFileSync(join(folder, 'second.ts'), 'two');
	seen.push(now());
	expect(new Set(seen).size).toBe(5);
});

test('what is none of the sources changes nothing', () => {
	const before = now();
	writeFileSync(join(folder, 'notes.md'), 'notes');
	expect(now()).toBe(before);
});
