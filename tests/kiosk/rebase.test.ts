import { expect, test } from 'vitest';
import { rebase } from '#kiosk/routes/office/lib/rebase.ts';

const opened = { name: '盆', unit: '个', days: [1, 3] };

test('what was not touched takes the value of the one who was faster', () => {
	const now = { name: '搪瓷盆', unit: '个', days: [1, 3, 5] };
	expect(rebase(opened, opened, now)).toEqual({ fields: now, theirs: ['name', 'days'] });
});

test('what was typed stays, and the other’s value is told', () => {
	const typed = { ...opened, name: '大盆' };
	const now = { name: '搪瓷盆', unit: '只', days: [1, 3] };
	expect(rebase(opened, typed, now)).toEqual({
		fields: { name: '大盆', unit: '只', days: [1, 3] },
		theirs: ['name', 'unit'],
	});
});

test('what both wrote the same is nobody’s news', () => {
	const typed = { ...opened, name: '大盆' };
	expect(rebase(opened, typed, typed)).toEqual({ fields: typed, theirs: [] });
});

test('what only this person has changed stays', () => {
	const typed = { ...opened, days: [] };
	expect(rebase(opened, typed, opened)).toEqual({ fields: typed, theirs: [] });
});
