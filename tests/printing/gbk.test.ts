import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { isInRom, romSize, type RomSet } from '#printing/gbk';
import { hasPython } from './decoders.ts';

describe('what a printer has in its memory', () => {
	test.each([
		{ romSet: 'gbk', has: '汉字堃喆昇祎囍〇￥·—①×℃㎡─□★√　', lacks: '䶮龴㛃𠮷€¥•✓ñ😀\u0007' },
		{ romSet: 'gb2312', has: '汉字·—①×℃─□★√　', lacks: '堃喆祎囍〇㎡䶮𠮷ⅳ︵' },
	] as const)('$romSet', ({ romSet, has, lacks }) => {
		expect([...has].filter((character) => !isInRom(character, romSet))).toEqual([]);
		expect([...lacks].filter((character) => isInRom(character, romSet))).toEqual([]);
	});

	test('a character with a mark of its own is another character', () => {
		expect(isInRom('葛', 'gbk')).toBe(true);
		expect(isInRom('葛\u{e0100}', 'gbk')).toBe(false);
	});

	test.runIf(hasPython).each<RomSet>(['gbk', 'gb2312'])('%s as Python knows it', (romSet) => {
		const script = `
import sys
for lead in range(0x81, 0xff):
  for trail in range(0x40, 0xff):
    try: sys.stdout.write(bytes([lead, trail]).decode('${romSet}'))
    except UnicodeDecodeError: pass
`;
		const { stdout } = spawnSync('python3', ['-c', script], {
			env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
		});
		// Python's GB2312 spells two signs otherwise: the same bytes, other code points.
		const known = [...stdout.toString()].map((character) =>
			romSet === 'gb2312' ? (twins[character] ?? character) : character,
		);
		expect(romSize(romSet)).toBe(new Set(known).size);
		expect(known.filter((character) => !isInRom(character, romSet))).toEqual([]);
	});
});

const twins: Readonly<Record<string, string>> = { '・': '·', '―': '—' };
