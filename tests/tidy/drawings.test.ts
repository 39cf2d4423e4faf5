import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { zhDrawings } from '#kiosk/routes/office/words/zh-drawings.ts';

test('the office offers every drawing of goods there is, and no other', () => {
	const drawn = globSync('kiosk/static/goods/*.svg')
		.map((path) => basename(path, '.svg'))
		.filter((key) => !key.startsWith('section-'));
	expect(Object.keys(zhDrawings).sort()).toEqual(drawn.sort());
});
