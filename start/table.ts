import type { DemoTable } from './demo.ts';

/** What the closing table tells. */
export interface Ready {
	readonly address: string;
	readonly data: string;
	readonly receipts: string;
	readonly cards: string;
	/** Empty with the virtual printer. */
	readonly printer: string;
	readonly hasAgent: boolean;
	readonly demo: DemoTable | undefined;
	/** Pairs a browser that has not been paired yet; empty outside the demo. */
	readonly kioskCode: string;
	/** What the set-up page asks for; empty when the town is set up. */
	readonly setUpCode: string;
	readonly readyMs: number;
}

/** The table that closes a start: where everything is, and who may sign in. */
export function closingTable(ready: Ready): string {
	const { address, demo, printer } = ready;
	const lines = [
		'',
		`爱心超市 · Love Supermarket is ready (${(ready.readyMs / 1000).toFixed(1)} s)`,
		'',
		...columns([
			['Kiosk', ready.kioskCode === '' ? `${address}/` : `${address}/#pair=${ready.kioskCode}`],
			['Back office', `${address}/office`],
			['Receipts', printer === '' ? ready.receipts : `printed at ${printer}`],
			['Data', ready.data],
		]),
		...(ready.hasAgent ? [] : agentLines),
		...(ready.setUpCode === '' ? [] : setUpLines(address, ready.setUpCode)),
		...(demo ? demoLines(demo, ready.cards) : []),
		'',
		'Ctrl-C stops everything.',
	];
	return lines.join('\n');
}

/** The columns of a screen with a fixed-width font, where a hanzi is two cells wide. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [at, text] of row.entries()) {
			widths[at] = Math.max(widths[at] ?? 0, cells(text));
		}
	}
	return rows.map((row) =>
		row
			.map((text, at) => text + ' '.repeat((widths[at] ?? 0) - cells(text)))
			.join('   ')
			.trimEnd()
			.replace(/^/, '  '),
	);
}

const agentLines: readonly string[] = [
	'',
	'No print agent is paired yet. Make a code for one in the back office, then: npm run pair -- CODE --data DIR',
];

function setUpLines(address: string, code: string): readonly string[] {
	return [
		'',
		'This server has no town yet. Open the back office to set it up; it asks for this code:',
		...columns([[`${address}/office`, code]]),
	];
}

function demoLines(demo: DemoTable, cards: string): readonly string[] {
	return [
		'',
		'Demo sign-ins (back office)',
		...columns(
			demo.signIns.map(({ name, role, username, password }) => [name, role, username, password]),
		),
		'',
		`Demo passbooks (QR pictures in ${cards})`,
		...columns(
			demo.passbooks
				.slice(0, 3)
				.map(({ code, number, household, spendable }) => [
					code,
					number,
					household,
					`${spendable} points to spend`,
				]),
		),
	];
}

function cells(text: string): number {
	let count = 0;
	for (const character of text) {
		count +=
			/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
				character,
			)
				? 2
				: 1;
	}
	return count;
}
