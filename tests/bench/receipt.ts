import { redemptionReceipt } from '#printing/receipts/redemption';
import { receiptBytes } from '#printing/escpos';
import { profileOf } from '#printing/profiles';
import { longBasket, rareNames, wang } from '../printing/facts.ts';
import { median, quantile } from './load.ts';
import type { Section } from './section.ts';

const rounds = 7;
const perRound = 60;

/** How long it takes from the facts of a redemption to the bytes of its slip. */
export async function benchReceipt(): Promise<Section> {
	const slips = [
		{ name: 'three products', facts: wang },
		{ name: 'twenty products', facts: longBasket },
		{ name: 'names that no printer has', facts: rareNames },
	];
	const rows = ['generic58', 'generic80'].flatMap((id) => {
		const profile = profileOf(id);
		if (!profile) throw new Error(`No profile ${id}`);
		return slips.map(({ name, facts }) => {
			const make = () => receiptBytes(redemptionReceipt(facts, { copy: 0 }), profile);
			for (let warm = 0; warm < 20; warm += 1) make();
			const bytes = make();
			const ratios: number[] = [];
			const times: number[] = [];
			for (let round = 0; round < rounds; round += 1) {
				const own = timesOf(make);
				const bare = timesOf(() => new TextDecoder('gb18030').decode(bytes));
				times.push(...own);
				ratios.push(median(own) / median(bare));
			}
			return [
				`${name}, ${id}`,
				String(bytes.length),
				median(times).toFixed(2),
				quantile(times, 0.99).toFixed(2),
				`${median(ratios).toFixed(0)} x`,
			];
		});
	});
	return {
		title: 'Receipts',
		columns: ['', 'bytes', 'median ms', 'p99 ms', 'to decoding the same bytes'],
		rows,
		notes: [
			'From the facts to ESC/POS bytes, QR code and rare names drawn. A printer takes about a second for the paper.',
		],
	};
}

function timesOf(act: () => unknown): number[] {
	return Array.from({ length: perRound }, () => {
		const startedAt = performance.now();
		act();
		return performance.now() - startedAt;
	});
}
