import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { programIn } from '#start/pocketbase-release';

const program = Buffer.from('a program '.repeat(500));
const archive = zipOf([
	['CHANGELOG.md', Buffer.from('changes')],
	['pocketbase', program],
]);
const checksum = createHash('sha256').update(archive).digest('hex');

test('the program is taken out of an archive with the right checksum', () => {
	expect(programIn(archive, checksum).equals(program)).toBe(true);
});

test('an archive with one changed byte is refused', () => {
	const changed = Buffer.from(archive);
	changed[60] = (changed[60] ?? 0) ^ 1;
	expect(() => programIn(changed, checksum)).toThrow('wrong checksum');
});

test('an archive without the program is refused', () => {
	const other = zipOf([['README.md', Buffer.from('words')]]);
	const right = createHash('sha256').update(other).digest('hex');
	expect(() => programIn(other, right)).toThrow('holds no pocketbase');
});

/** A ZIP archive of deflated files, as a release has it. */
function zipOf(files: readonly (readonly [string, Buffer])[]): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const [name, content] of files) {
		const packed = deflateRawSync(content);
		const header = Buffer.alloc(30);
		header.write('PK\x03\x04', 'latin1');
		header.writeUInt16LE(8, 8);
		header.writeUInt32LE(packed.length, 18);
		header.writeUInt32LE(content.length, 22);
		header.writeUInt16LE(name.length, 26);
		const entry = Buffer.alloc(46);
		entry.write('PK\x01\x02', 'latin1');
		entry.writeUInt16LE(8, 10);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt32LE(content.length, 24);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt32LE(at, 42);
		parts.push(header, Buffer.from(name), packed);
		directory.push(entry, Buffer.from(name));
		at += 30 + name.length + packed.length;
	}
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(Buffer.concat(directory).length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, ...directory, end]);
}
