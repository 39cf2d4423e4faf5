import { expect, type Page } from 'playwright/test';
import { makePassbookCode, makePassbookNumber, readScan } from '#domain/passbook';
import { endStroke, strike, strokesOf, type Stroke } from '../keys.ts';
import { scansOf, test } from './fixtures.ts';

const code = makePassbookCode([9, 8, 7, 6, 5, 4, 30, 29, 28, 27, 26, 25]);
const other = makePassbookCode([1, 1, 2, 3, 5, 8, 13, 21, 3, 4, 7, 11]);
const number = makePassbookNumber('1234567');

const pressesOf = (page: Page) => page.evaluate(() => window.harness.presses());

interface Typing {
	/** How the page names a key, when not as it is. */
	readonly keyName?: (character: string) => string;
	/** Characters appear in fields, as they do unless an input method takes them. */
	readonly withText?: boolean;
	readonly before?: readonly Stroke[];
}

/** A code and its Enter, as a hand scanner types them. */
async function scan(page: Page, text: string, typing: Typing = {}): Promise<void> {
	const { keyName = (character) => character, withText = true, before = [] } = typing;
	const strokes = strokesOf(text, 8).map((stroke) => ({
		...stroke,
		key: keyName(stroke.key),
		text: withText ? keyName(stroke.key) : '',
	}));
	await send(page, [...before, ...strokes, endStroke('Enter', 8)]);
}

async function send(page: Page, strokes: readonly Stroke[]): Promise<void> {
	await strike(await page.context().newCDPSession(page), strokes);
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
	await expect.poll(() => pressesOf(page)).toBe(1);
});

test('keys that a scanner sends before a code press nothing, and the focus stays', async ({
	openPage,
}) => {
	const page = await openPage();
	await page.getByRole('button').focus();
	for (const first of ['Enter', ' ', 'Escape', 'Tab'] as const) {
		const code = makePassbookCode(Array.from({ length: 12 }, (_, at) => at + first.length));
		const key = { code: first === ' ' ? 'Space' : first, key: first, afterMs: 200 };
		const before = [first === 'Enter' ? { ...key, text: '\r' } : key, endStroke('Tab', 5)];
		await scan(page, code, { before });
		await expect.poll(() => codesOf(page)).toContain(code);
		await expect(page.getByRole('button')).toBeFocused();
	}
	expect(await pressesOf(page)).toBe(0);
});

test('a Tab that a scanner sends first gives the focus back, whatever comes behind it', async ({
	openPage,
}) => {
	const page = await openPage();
	await page.getByRole('button').focus();
	const before = [
		{ code: 'Tab', key: 'Tab', afterMs: 200 },
		{ code: 'Space', key: ' ', text: ' ', afterMs: 4 },
		{ code: 'KeyT', key: 't', modifiers: 2, afterMs: 5 },
		endStroke('Tab', 5),
	];
	await scan(page, code, { before });
	await expectTaken(page, code);
	await expect(page.getByRole('button')).toBeFocused();
	expect(await pressesOf(page)).toBe(0);
});

test("a person's space bar and Enter press once each, however long they are held", async ({
	openPage,
}) => {
	const page = await openPage();
	await page.getByRole('button').focus();
	for (const [at, text] of [' ', '\r'].entries()) {
		const code = text === ' ' ? 'Space' : 'Enter';
		await send(page, [{ code, key: text === ' ' ? ' ' : 'Enter', text, afterMs: 0, repeats: 9 }]);
		await expect.poll(() => pressesOf(page)).toBe(at + 1);
	}
	await page.waitForTimeout(300);
	expect(await pressesOf(page)).toBe(2);
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
	await input.evaluate((element) =>
		element.addEventListener('compositionstart', () => element.classList.add('composed')),
	);
	const strokes = strokesOf(code, 8).map(({ text: _, ...stroke }, at) => ({
		...stroke,
		key: 'Process',
		composing: code.slice(0, at + 1).toLowerCase(),
	}));
	await send(page, strokes);
	await expectTaken(page, code);
	await expect(input).toHaveClass('composed');
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
