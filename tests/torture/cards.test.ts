import readQr from 'jsqr';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { makePassbookCode, readScan, type PassbookCode } from '#domain/passbook';
import type { Grey } from '#kiosk/lib/qr/grey.ts';
import { symbolModules, symbolPath, type PassbookSymbol } from '#kiosk/lib/qr/symbol.ts';
import { chanceFrom } from '#start/demo/random';
import { letNodeLoadZxing } from '#start/zxing';
import { patienceMs, rounds, seedOf } from '../effort.ts';

letNodeLoadZxing();
const { frameOf, kioskEngine, passbookSymbol, secondEngine, turnsDeg } =
	await import('#kiosk/lib/qr/passbook-symbol.ts');

const codes = (seed: number, count: number): readonly PassbookCode[] => {
	const chance = chanceFrom(seed);
	const places = () => Array.from({ length: 12 }, () => chance.whole(0, 31));
	return Array.from({ length: count }, () => makePassbookCode(places()));
};
const standardMask = (code: string) => create(code, { errorCorrectionLevel: 'Q' }).maskPattern;

test(
	'every card is of 21 modules at level Q and is read by two engines however it is turned',
	{ timeout: patienceMs(60_000) },
	() => {
		const tried = codes(seedOf('cards'), rounds(400, 10_000));
		const unmade: string[] = [];
		const faults: string[] = [];
		let otherMasks = 0;
		for (const code of tried) {
			const symbol = passbookSymbol(code);
			if (!symbol.ok) {
				unmade.push(code);
				continue;
			}
			if (symbol.value.mask !== standardMask(code)) otherMasks++;
			for (const fault of faultsOf(symbol.value, code)) faults.push(`${code}: ${fault}`);
		}
		const share = ((100 * otherMasks) / tried.length).toFixed(2);
		console.log(
			`cards: of ${tried.length} codes ${otherMasks} (${share} %) took another mask than the ` +
				`standard's, ${unmade.length} were refused`,
		);
		expect(faults).toEqual([]);
		expect(unmade).toEqual([]);
		expect(otherMasks).toBeGreaterThan(0);
	},
);

/** Codes whose standard symbol ZXing misses in at least one turn, and the mask that mends it. */
const missed = [
	['CWGFSDTPY68GSZ5', 1],
	['CW9CACRT4CP5MKY', 1],
	['CGFERDJDRWY87VV', 0],
] as const;

test.each(missed)('the code %s is missed, and read under mask %i', (code, mask) => {
	const modules = Uint8Array.from(create(code, { errorCorrectionLevel: 'Q' }).modules.data);
	const standard = turnsDeg.map((turnDeg) => kioskEngine(frameOf({ mask: 0, modules }, turnDeg)));
	expect(standard).toContain(undefined);
	expect(passbookSymbol(code)).toMatchObject({ ok: true, value: { mask } });
});

test('a code that is damaged, a receipt’s, or read by nobody has no symbol', () => {
	const [code = ''] = codes(7, 1);
	const refused = (text: string) => ({ ok: false, refusal: { code: text } });
	const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
	for (const text of [wrong, code.toLowerCase(), ` ${code}`, `R${code.slice(1)}`, '12345676', '']) {
		expect(passbookSymbol(text)).toEqual(refused('code_damaged'));
	}
	const blind = () => undefined;
	expect(passbookSymbol(code, [kioskEngine, secondEngine, blind])).toEqual(
		refused('symbol_unreadable'),
	);
});

/** What is wrong with a symbol by what other people's readers say of it. */
function faultsOf(symbol: PassbookSymbol, code: PassbookCode): readonly string[] {
	const faults = [];
	if (!readScan(code).ok) faults.push('its checksum is wrong');
	if (symbol.modules.length !== symbolModules ** 2) faults.push('it is not of 21 x 21 modules');
	if (levelOf(symbol) !== 'Q') faults.push(`it is at level ${levelOf(symbol)}`);
	if (drawnModules(symbol) !== symbol.modules.join('')) faults.push('it is drawn otherwise');
	for (const turnDeg of turnsDeg) {
		const frame = frameOf(symbol, turnDeg);
		if (kioskEngine(frame) !== code) faults.push(`ZXing misses it at ${turnDeg} degrees`);
		const seen = readQr(rgbaOf(frame), frame.width, frame.height, dontInvert);
		if (seen?.data !== code) faults.push(`jsQR misses it at ${turnDeg} degrees`);
		if (seen && seen.version !== 1) faults.push(`it is of version ${seen.version}`);
	}
	return faults;
}

/** The level of error correction as the symbol itself says it, left of its lower corner. */
function levelOf({ modules }: PassbookSymbol): string | undefined {
	const bit = (row: number) => modules[row * symbolModules + 8] ?? 0;
	// The first two bits of the format, bottom up in column 8, under the standard's mask 10.
	const level = ((bit(symbolModules - 1) ^ 1) << 1) | (bit(symbolModules - 2) ^ 0);
	return ['M', 'L', 'H', 'Q'][level];
}

/** The modules as the printed card shows them. */
function drawnModules(symbol: PassbookSymbol): string {
	const drawn = Array<number>(symbolModules ** 2).fill(0);
	for (const [, column, row] of symbolPath(symbol).matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
		drawn[Number(row) * symbolModules + Number(column)] = 1;
	}
	return drawn.join('');
}

function rgbaOf({ levels }: Grey): Uint8ClampedArray {
	const pixels = new Uint8ClampedArray(levels.length * 4);
	for (let at = 0; at < pixels.length; at++)
		pixels[at] = at % 4 === 3 ? 255 : (levels[at >> 2] ?? 0);
	return pixels;
}

const dontInvert = { inversionAttempts: 'dontInvert' } as const;
