import { describe, expect, test } from 'vitest';
import { sourceFile, sourceFiles, type SourceFile } from './tidy/files.ts';
import { misshapes } from './tidy/shape.ts';
import { trespasses } from './tidy/walls.ts';
import { wrongWords } from './tidy/words.ts';

const faultsOf = (file: SourceFile) => [
	...trespasses(file),
	...misshapes(file),
	...wrongWords(file),
];

describe('every file keeps the house rules', () => {
	test.each(sourceFiles().map((file) => [file.path, file] as const))('%s', (_path, file) => {
		expect(faultsOf(file)).toEqual([]);
	});
});

describe('the rules see', () => {
	const offences: readonly (readonly [string, string, string])[] = [
		['domain/a.ts', "import { x } from '#server/replies';", 'domain may not import'],
		['domain/a.ts', "import { x } from '../kiosk/lib/x.ts';", 'domain may not import'],
		['domain/a.ts', "import { x } from 'node:fs';", 'no package here'],
		['domain/a.ts', 'const day = new Date();', 'goja'],
		['domain/a.ts', 'const parts = /\\p{L}/u;', 'goja'],
		['printing/receipts/a.ts', "import { x } from '../escpos.ts';", 'may not import'],
		['printing/a.ts', "import escpos from 'escpos';", 'its own door'],
		['printing/a.ts', "import { x } from '#kiosk/lib/words.ts';", 'printing may not import'],
		['server/a.ts', "import { x } from '#printing/profiles';", 'server may not import'],
		['server/a.ts', "import { x } from 'esbuild';", 'no package here'],
		['start/a.ts', "const x = await import('../printing/agent.ts');", 'start may not import'],
		['kiosk/lib/a.ts', "import PocketBase from 'pocketbase';", 'its own door'],
		['kiosk/routes/A.svelte', "import { Dialog } from 'bits-ui';", 'its own door'],
		['kiosk/lib/a.ts', "import { x } from '#printing/profiles';", 'kiosk may not import'],
		['kiosk/parts/A.svelte', "import { x } from '../lib/x.ts';", 'a part knows no route'],
		['kiosk/routes/A.svelte', '{@html name}', 'never taken for markup'],
		['kiosk/lib/a.ts', "console.log('x');", 'no word to the console'],
		['kiosk/lib/a.ts', 'const newBalance = 3;', 'write total'],
		['kiosk/lib/a.ts', 'let checkoutLines;', 'write redemption'],
		['kiosk/lib/a.ts', '// TODO: later', 'names its issue'],
		['server/a.ts', '$app.save(record);', 'inside inTx'],
		['server/a.ts', 'noteAct($app, act);', 'inside inTx'],
		['server/a.ts', "insert(\n\t$app,\n\t'staff', values);", 'inside inTx'],
		['server/a.ts', 'execute($app, sql);', 'may be lost'],
		['domain/a.ts', 'export function x() {}', 'x has no docstring'],
		['domain/a.ts', 'export const x = () => 3;', 'x has no docstring'],
		['domain/a.ts', 'x;\n'.repeat(301), 'split it by noun'],
		['domain/index.ts', '', 'no barrels'],
		['server/utils/a.ts', '', 'named for who works there'],
		['kiosk/parts/card.svelte', '', 'PascalCase'],
		['domain/householdCode.ts', '', 'kebab-case'],
		['pb_migrations/rules.js', '', 'a migration is named'],
		['tests/domain/a.test.ts', "test.only('x', () => {});", 'every test runs'],
	];
	test.each(offences)('%s: %s', (path, text, fault) => {
		expect(faultsOf(sourceFile(path, text)).join('\n')).toContain(fault);
	});

	test('what is allowed as allowed', () => {
		const text = "/** Adds. */\nexport function add() {}\nimport { x } from '#domain/points';\n";
		expect(faultsOf(sourceFile('server/a.ts', text))).toEqual([]);
		const seen = "execute($app, 'UPDATE devices');\n(tx as core.App).save(record);";
		expect(faultsOf(sourceFile('server/who.ts', seen))).toEqual([]);
		expect(faultsOf(sourceFile('kiosk/lib/office.ts', "import P from 'pocketbase';"))).toEqual([]);
	});
});
