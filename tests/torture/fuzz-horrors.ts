import type { Chance } from '#start/demo/random';

/** What goes over the line in the place of a question's words. */
export interface Spoilt {
	readonly content: string | Buffer | undefined;
	readonly type: string;
}

const json = 'application/json';
/** Numbers that JSON.stringify would not write, put in as they are. */
const rawNumbers = [
	'-0',
	'1e308',
	'-1e308',
	'1e999',
	'5e-324',
	'9007199254740993',
	'00',
	'1.',
	'NaN',
];
const numbers = [0, -1, 0.5, 1e21, 2 ** 31, 2 ** 53, -(2 ** 53), 1_000_000_001, 99, 4.000000001];
const texts = [
	'',
	' ',
	'0',
	'null',
	'-1',
	'NaN',
	'2026-02-30',
	'9999-12-31',
	'0000-00-00',
	'2026-11-26T00:00:00Z',
	'\u0000',
	'a\u0000b',
	'\u0007\u001b[2J',
	'\ud800',
	'\udfff\ud800',
	'𠮷',
	'\u202e兑换\u202c',
	'é\u0301\u0327',
	'👨‍👩‍👧‍👦',
	'﷽﷽',
	'\ufeff',
	'\uffff',
	'\u2028',
	'\r\n',
	"' OR 1=1 --",
	'"; DROP TABLE accounts; --',
	'{:id}',
	'[[id]]',
	'{{village}}',
	'%s%n%00',
	'../../data.db',
	'<script>',
	'=1+1',
	'__proto__',
	'constructor',
	'$2a$10$aaaaaaaaaaaaaaaaaaaaaa',
];
const types = [
	'',
	'text/plain',
	'application/xml',
	'application/x-www-form-urlencoded',
	'multipart/form-data',
	'multipart/form-data; boundary=x',
	'application/json; charset=gbk',
	'APPLICATION/JSON',
	'application/jsonx',
	';;;',
];

/** A value that no field expects. */
export function horror(chance: Chance): unknown {
	switch (chance.whole(0, 9)) {
		case 0:
			return chance.pick([null, true, false, [], {}, [[]], [null], { length: 1e9 }, { toJSON: 1 }]);
		case 1:
		case 2:
			return chance.pick(numbers);
		case 3:
			return `@raw:${chance.pick(rawNumbers)}@`;
		case 4:
			return chance.pick(['x', '长', '𠮷', '\u0000']).repeat(chance.pick([41, 257, 2001, 9000]));
		case 5:
			return Array.from({ length: chance.pick([2, 1001, 5001]) }, () => chance.pick([0, '', {}]));
		default:
			return chance.pick(texts);
	}
}

/** A text that no address and no query expects. */
export function horrorText(chance: Chance): string {
	return chance.pick([...texts, ...numbers.map(String), ...rawNumbers, 'x'.repeat(3000)]);
}

/** A token that nobody was given. */
export function forgedToken(chance: Chance, kiosk: string): string {
	const [head = '', claims = '', signature = ''] = kiosk.split('.');
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
	const id = chance.pick([5, null, '', "' OR 1=1 --", '\ud800', [], {}, 'x'.repeat(5000)]);
	return chance.pick([
		'x',
		'Bearer ',
		'a.b.c',
		'..',
		`${part({ alg: 'none' })}.${claims}.`,
		`${head}.${part({ ...said, id })}.${signature}`,
		`${head}.${part({ ...said, exp: 1 })}.${signature}`,
		`${head}.${part({ ...said, collectionId: id })}.${signature}`,
		`${head}.${part([said])}.${signature}`,
		`Bearer ${kiosk.slice(0, -1)}`,
	]);
}

/** A file with some of its bytes changed, or its end missing. */
export function spoilFile(chance: Chance, file: Uint8Array): Uint8Array {
	if (chance.percent(30)) return file.slice(0, chance.whole(0, file.length));
	if (chance.percent(10)) return new Uint8Array(chance.pick([0, 1, 1_100_000]));
	const spoilt = Uint8Array.from(file);
	for (let times = chance.whole(0, 5); times > 0; times -= 1) {
		spoilt[chance.whole(0, file.length - 1)] = chance.whole(0, 255);
	}
	return spoilt;
}

/** Spoils a question's words: more often a little than altogether. */
export function spoil(chance: Chance, body: object, otherIds: () => string): Spoilt {
	const roll = chance.whole(1, 100);
	if (roll <= 8) return { content: textOf(body), type: json };
	if (roll <= 70) {
		let spoilt: unknown = structuredClone(body);
		for (let times = chance.whole(1, 3); times > 0; times -= 1) {
			spoilt = spoiltSomewhere(chance, spoilt, otherIds);
		}
		return { content: textOf(spoilt), type: json };
	}
	if (roll <= 88) return { content: spoiltText(chance, textOf(body)), type: json };
	if (roll <= 94) return { content: textOf(body), type: chance.pick(types) };
	if (roll <= 97) return { content: textOf(horror(chance)), type: json };
	return { content: undefined, type: json };
}

/** Of the kind that a field expects, and around the edges of what it takes. */
function likeness(chance: Chance, was: unknown): unknown {
	if (typeof was === 'number') return was + chance.pick([-1, 1, 0.5, 1000, -1000, 1e9]);
	if (typeof was !== 'string') return !was;
	const lengths = [1, 2, 3, 7, 8, 9, 18, 20, 21, 24, 30, 40, 41, 60, 64, 71, 72, 200, 201, 400];
	return chance.pick(['x', '7', '长', '𠮷', ' ', 'X-']).repeat(chance.pick(lengths));
}

function spoiltSomewhere(chance: Chance, value: unknown, otherIds: () => string): unknown {
	if (typeof value !== 'object' || value === null) {
		return chance.percent(50) ? likeness(chance, value) : horror(chance);
	}
	if (chance.percent(8)) return horror(chance);
	if (Array.isArray(value)) {
		if (value.length === 0 || chance.percent(15)) return [...value, horror(chance)];
		const at = chance.whole(0, value.length - 1);
		if (chance.percent(15)) return [...value, value[at]];
		return value.with(at, spoiltSomewhere(chance, value[at], otherIds));
	}
	const fields = { ...(value as Record<string, unknown>) };
	const name = chance.pick([...Object.keys(fields), 'village']);
	const roll = chance.whole(1, 100);
	if (roll <= 20) delete fields[name];
	else if (roll <= 30) fields[name] = otherIds();
	else if (roll <= 35) fields[name] = [fields[name]];
	else if (roll <= 40) fields[name] = { [name]: fields[name] };
	else if (roll <= 45) fields[name] = String(fields[name]);
	else if (roll <= 50) fields[chance.pick(texts)] = horror(chance);
	else if (roll <= 55) Object.defineProperty(fields, '__proto__', { value: {}, enumerable: true });
	else fields[name] = spoiltSomewhere(chance, fields[name], otherIds);
	return fields;
}

function spoiltText(chance: Chance, text: string): string | Buffer {
	const at = chance.whole(0, text.length);
	switch (chance.whole(0, 7)) {
		case 0:
			return text.slice(0, at);
		case 1:
			return `${text.slice(0, at)}${chance.pick(['"', '\\', ',', '}', ']', '\u0000', '\n'])}${text.slice(at)}`;
		case 2:
			// Every key comes twice, the second time with another value.
			return text.replace(
				/"(\w+)":/g,
				(all, name: string) => `${all}${textOf(horror(chance))},"${name}":`,
			);
		case 3:
			return text.replace(/[^{]*$/, (rest) => `${rest}${rest}`);
		case 4: {
			const bytes = Buffer.from(text);
			if (bytes.length > 0)
				bytes[chance.whole(0, bytes.length - 1)] = chance.pick([0, 0x80, 0xff, 0xc0]);
			return bytes;
		}
		case 5:
			return `\ufeff${text}`;
		case 6:
			return chance.pick(['[', '{"a":']).repeat(chance.pick([100, 5000, 12_000]));
		default:
			return `${text}${' '.repeat(chance.pick([1, 70_000]))}`;
	}
}

function textOf(value: unknown): string {
	return (JSON.stringify(value) ?? 'undefined').replaceAll(/"@raw:(.*?)@"/g, '$1');
}
