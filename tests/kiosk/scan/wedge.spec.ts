import { expect, type Page } from 'playwright/test';
import { makePassbookCode, makePassbookNumber, readScan } from '#domain/passbook';
import { scansOf, test } from './fixtures.ts';

const code = makePassbookCode([9, 8, 7, 6, 5, 4, 30, 29, 28, 27, 26, 25]);
const other = makePassbookCode([1, 1, 2, 3, 5, 8, 13, 21, 3, 4, 7, 11]);
const number = makePassbookNumber('1234567');

const pressesOf = (page: Page) => page.evaluate(() => window.harness.presses());
const keyOf = (character: string) =>
	/\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`;

interface Typing {
	/** How the page names a key, when not as it is. */
	readonly keyName?: (character: string) => string;
	/** Characters appear in fields, as they do unless an input method takes them. */
	readonly withText?: boolean;
	readonly pauseMs?: number;
}

/**
 * Types as a scanner does: the keys stand in the browser's queue with times of their own, and it
 * does not wait for the page to have dealt with one.
 */
async function scan(page: Page, text: string, typing: Typing = {}): Promise<void> {
	const { keyName = (character) => character, withText = true, pauseMs = 8 } = typing;
	const session = await page.context().newCDPSession(page);
	let timestamp = Date.now() / 1000;
	const strokes = [...text].map((character) => ({
		code: keyOf(character),
		key: keyName(character),
		text: withText ? keyName(character) : '',
	}));
	const sent: Promise<unknown>[] = [];
	for (const { code, key, text } of [...strokes, { code: 'Enter', key: 'Enter', text: '\r' }]) {
		timestamp += pauseMs / 1000;
		const windowsVirtualKeyCode = key === 'Process' ? 229 : key === 'Enter' ? 13 : 0;
		const stroke = { code, key, timestamp, windowsVirtualKeyCode };
		const type = text === '' ? 'rawKeyDown' : 'keyDown';
		sent.push(session.send('Input.dispatchKeyEvent', { ...stroke, type, text }));
		sent.push(session.send('Input.dispatchKeyEvent', { ...stroke, type: 'keyUp' }));
	}
	await Promise.all(sent);
}

/** The codes that were taken. Keys may come so late that a part is refused before the whole. */
async function codesOf(page: Page): Promise<readonly string[]> {
	const texts = await page.evaluate(() => window.harness.scans.map(({ text }) => text));
	return texts.filter((text) => readScan(text).ok);
}

async function expectTaken(page: Page, text: string): Promise<void> {
	await expect.poll(() => codesOf(page)).toEqual([text]);
}

test('a scan presses no button, though one has the focus', async ({ openPage }) => {
	const page = await openPage();
	await page.getByRole('button').focus();
	await scan(page, code);
	await expectTaken(page, code);
	expect(await pressesOf(page)).toBe(0);
	// The same button, and a person's Enter.
	await page.waitForTimeout(1200);
	await page.keyboard.press('Enter');
	expect(await pressesOf(page)).toBe(1);
});

// A field for numbers has no caret that could be put back.
for (const [field, text, typedOn] of [
	['name', code, '132'],
	['quantity', number, '123'],
	['note', code, '132'],
] as const) {
	test(`a scan leaves nothing in the field for a ${field}`, async ({ openPage }) => {
		const page = await openPage();
		const input = page.getByLabel(field);
		await input.pressSequentially('12', { delay: 150 });
		await page.keyboard.press('ArrowLeft');
		await scan(page, text);
		await expectTaken(page, text);
		await expect(input).toHaveValue('12');
		await expect(input).toBeFocused();
		await page.keyboard.press('3');
		await expect(input).toHaveValue(typedOn);
	});
}

for (const [name, typing] of [
	['Caps Lock turned letters round', { keyName: (each: string) => each.toLowerCase() }],
	[
		'an input method types full width',
		{ keyName: (each: string) => String.fromCharCode(each.charCodeAt(0) + 0xfee0) },
	],
	['an input method takes the letters away', { keyName: () => 'Process', withText: false }],
] as const) {
	test(`a scan is read while ${name}`, async ({ openPage }) => {
		const page = await openPage();
		await page.getByRole('button').focus();
		await scan(page, code, typing);
		await expectTaken(page, code);
		expect(await pressesOf(page)).toBe(0);
	});
}

test('a field gets nothing of what an input method composes from a scan', async ({ openPage }) => {
	const page = await openPage();
	const input = page.getByLabel('name');
	await input.fill('李');
	const session = await page.context().newCDPSession(page);
	let timestamp = Date.now() / 1000;
	const sent = [...code].flatMap((character, at) => {
		timestamp += 0.008;
		const key = { code: keyOf(character), key: 'Process', windowsVirtualKeyCode: 229, timestamp };
		const text = code.slice(0, at + 1).toLowerCase();
		const [selectionStart, selectionEnd] = [text.length, text.length];
		return [
			session.send('Input.dispatchKeyEvent', { ...key, type: 'rawKeyDown' }),
			// Once the field has lost the focus there is nothing left to compose into.
			session.send('Input.imeSetComposition', { text, selectionStart, selectionEnd }),
			session.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' }),
		];
	});
	const refused = (await Promise.allSettled(sent)).filter(({ status }) => status === 'rejected');
	expect(refused.length).toBeLessThan(code.length);
	await expectTaken(page, code);
	await expect(input).toHaveValue('李');
});

test('a scan is read while the page stands still for 350 ms', async ({ openPage }) => {
	const page = await openPage();
	await page.getByRole('button').focus();
	// From the third key on the others wait in the queue.
	await page.evaluate(() => {
		let keys = 0;
		addEventListener('keydown', () => ++keys === 1 && window.harness.stall(350));
	});
	await scan(page, code);
	await expectTaken(page, code);
	expect(await pressesOf(page)).toBe(0);
});

test('what a person types stays, also two keys struck at once', async ({ openPage }) => {
	const page = await openPage();
	const input = page.getByLabel('name');
	await input.focus();
	await page.keyboard.type('ab');
	await page.waitForTimeout(200);
	await page.keyboard.type('cd');
	await page.waitForTimeout(200);
	await page.keyboard.press('Backspace');
	await expect(input).toHaveValue('abc');
	expect(await scansOf(page)).toEqual([]);
});

test('two cards are two scans, the same card twice is one', async ({ openPage }) => {
	const page = await openPage();
	await scan(page, code);
	await page.waitForTimeout(200);
	await scan(page, code);
	await page.waitForTimeout(200);
	await scan(page, other);
	await expect.poll(() => codesOf(page)).toEqual([code, other]);
});

test('after its end nobody listens', async ({ openPage }) => {
	const page = await openPage();
	await page.evaluate(() => window.harness.scanner.dispose());
	await page.getByLabel('name').focus();
	await scan(page, code);
	await expect(page.getByLabel('name')).toHaveValue(code);
	expect(await scansOf(page)).toEqual([]);
});
