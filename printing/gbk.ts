/** The characters that a printer carries in its own memory as 24 by 24 dots. */
export type RomSet = 'gbk' | 'gb2312';

/**
 * Whether a printer with this memory prints the cluster as text. GBK is taken strictly, as Python
 * and glibc define it: what later standards put into its gaps (䶮 and other rare names) is missing
 * from the printers in the shops, and what has four bytes always is.
 */
export function isInRom(cluster: string, romSet: RomSet): boolean {
	return /^[\u0020-\u007e]$/.test(cluster) || codes[romSet].has(cluster);
}

/** The number of characters in a memory, without ASCII. */
export function romSize(romSet: RomSet): number {
	return codes[romSet].size;
}

type Area = readonly [from: number, to: number];

// Codes are lead byte and trail byte. Browsers decode these, although GBK itself has gaps there.
const laterAdditions: readonly Area[] = [
	[0xa2e3, 0xa2e3],
	[0xa3a0, 0xa3a0],
	[0xa6d9, 0xa6df],
	[0xa6ec, 0xa6ed],
	[0xa6f3, 0xa6f3],
	[0xa8bc, 0xa8bc],
	[0xa8bf, 0xa8bf],
	[0xa989, 0xa995],
	[0xfe50, 0xfea0],
];

// Small Roman numerals, vertical forms and phonetic letters came with GBK, among the older signs.
const beyondGb2312: readonly Area[] = [
	[0xa2a1, 0xa2aa],
	[0xa6e0, 0xa6f5],
	[0xa8bb, 0xa8c0],
];

const codes: Readonly<Record<RomSet, ReadonlySet<string>>> = {
	gbk: charactersWhere((code) => !isWithin(laterAdditions, code)),
	gb2312: charactersWhere((code) => {
		const lead = code >> 8;
		const isInPlane = (code & 0xff) >= 0xa1 && lead >= 0xa1 && lead <= 0xf7;
		const isHanziOrSign = lead <= 0xa9 || lead >= 0xb0;
		return (
			isInPlane && isHanziOrSign && !isWithin(laterAdditions, code) && !isWithin(beyondGb2312, code)
		);
	}),
};

function isWithin(areas: readonly Area[], code: number): boolean {
	return areas.some(([from, to]) => code >= from && code <= to);
}

function charactersWhere(isIn: (code: number) => boolean): ReadonlySet<string> {
	const decoder = new TextDecoder('gbk');
	const characters = new Set<string>();
	for (let lead = 0x81; lead <= 0xfe; lead++) {
		for (let trail = 0x40; trail <= 0xfe; trail++) {
			if (trail === 0x7f || !isIn(lead * 256 + trail)) continue;
			const character = decoder.decode(Uint8Array.of(lead, trail));
			if ([...character].length === 1 && !/[\ufffd\p{Private_Use}]/u.test(character)) {
				characters.add(character);
			}
		}
	}
	return characters;
}
