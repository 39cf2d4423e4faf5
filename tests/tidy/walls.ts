import { globSync } from 'node:fs';
import { posix } from 'node:path';
import { importsOf, type SourceFile } from './files.ts';

/** Who may import whom. The first room whose name begins the path owns the file. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	domain: [],
	'printing/receipts': ['domain'],
	printing: ['printing/receipts', 'domain'],
	server: ['domain'],
	'kiosk/lib/qr': ['domain'],
	kiosk: ['domain', 'printing/receipts', 'kiosk/lib/qr'],
	start: ['domain', 'kiosk/lib/qr'],
	tests: ['domain', 'printing/receipts', 'printing', 'server', 'kiosk', 'kiosk/lib/qr', 'start'],
	pb_migrations: [],
};

/** Rooms that run where there are no packages. server/build.ts runs in Node and makes the bundle. */
const withoutPackages = /^(domain|printing\/receipts|pb_migrations|server)\/(?!build\.ts$)/;

/** Packages with one door, or one house, that alone may import them. */
const doors: Readonly<Record<string, RegExp>> = {
	pocketbase: /^(kiosk\/lib\/office\.ts$|tests\/)/,
	escpos: /^printing\/escpos\.ts$/,
	// The villager's kiosk stays small: these are for the back office.
	'bits-ui': /^(kiosk\/routes\/office\/|(?!kiosk\/))/,
	'@internationalized/date': /^kiosk\/routes\/office\/parts\/DayInput\.svelte$/,
	'chart.js': /^(kiosk\/routes\/office\/|(?!kiosk\/))/,
	jsqr: /^(kiosk\/lib\/qr\/passbook-symbol\.ts$|tests\/)/,
	fflate: /^(kiosk\/routes\/office\/|(?!kiosk\/))/,
	papaparse: /^(kiosk\/routes\/office\/|(?!kiosk\/))/,
	'read-excel-file': /^(kiosk\/routes\/office\/|(?!kiosk\/))/,
};

/** What a file imports across a wall, in one sentence each. */
export function trespasses(file: SourceFile): readonly string[] {
	return importsOf(file).flatMap((name) => [
		...roomTrespass(file.path, name),
		...packageTrespass(file.path, name),
		...kioskTrespass(file.path, name),
	]);
}

function roomTrespass(path: string, name: string): readonly string[] {
	const room = roomOf(path);
	const target = roomOf(name);
	if (!room || !target || room === target || mayImport[room]?.includes(target)) return [];
	return [`${room} may not import ${name}`];
}

function packageTrespass(path: string, name: string): readonly string[] {
	// Declarations say what a package is; PocketBase's wiring names its bundle by a variable.
	if (roomOf(name) || name.startsWith('..') || path.endsWith('.d.ts')) return [];
	if (name.startsWith('${__hooks}') || path.startsWith('tests/tidy')) return [];
	const door = Object.entries(doors).find(([each]) => name === each || name.startsWith(`${each}/`));
	if (door && !door[1].test(path)) return [`${name} has its own door: ${door[1].source}`];
	return withoutPackages.test(path) ? [`no package here: ${name}`] : [];
}

function kioskTrespass(path: string, name: string): readonly string[] {
	if (path.startsWith('kiosk/parts/') && /^kiosk\/(routes|lib)\//.test(name)) {
		return [`a part knows no route and no lib: ${name}`];
	}
	if (!path.startsWith('kiosk/routes/') || !name.startsWith('kiosk/routes/')) return [];
	const own = routeOf(path);
	const other = routeOf(name);
	return `${own}/`.startsWith(`${other}/`) ? [] : [`a route imports no other route: ${name}`];
}

/** The nearest folder above a file that is a route. What a section shares lies in its own folder. */
function routeOf(path: string): string {
	const folder = posix.dirname(path);
	if (folder === 'kiosk/routes' || globSync(`${folder}/+{page,layout}*`).length > 0) return folder;
	return folder.length > 'kiosk/routes'.length ? routeOf(folder) : 'kiosk/routes';
}

function roomOf(path: string): string | undefined {
	return Object.keys(mayImport)
		.sort((one, other) => other.length - one.length)
		.find((room) => path.startsWith(`${room}/`));
}
