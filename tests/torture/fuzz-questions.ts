import { priceInPoints, type Fen } from '#domain/points';
import type { Chance } from '#start/demo/random';
import { officeQuestions } from './fuzz-office.ts';
import { dayIn, person, requestKey, type Question } from './fuzz-words.ts';
import type { World } from './fuzz-world.ts';

type Questions = Readonly<Record<string, () => Question>>;

/** For every route of ours a question that it understands. */
export function questionsOf(world: World, chance: Chance): Questions {
	return { ...shopQuestions(world, chance), ...officeQuestions(world, chance) };
}

function shopQuestions(world: World, chance: Chance): Questions {
	const pick = (table: string, where?: string) => world.pick(chance, table, where);
	return {
		health: () => ({ asker: 'nobody' }),
		setUpState: () => ({ asker: 'nobody' }),
		shelf: () => ({ asker: 'kiosk' }),
		shopPrinter: () => ({ asker: 'kiosk' }),
		villageCopy: () => ({ asker: 'kiosk' }),
		scan: () => {
			const cards = [...world.shop.cards.values()];
			const { code, number } = chance.pick(cards);
			return { asker: 'kiosk', body: { code: chance.percent(70) ? code : number } };
		},
		enterRedemption: () => {
			const product = pick(
				'products',
				'reference_price_fen > 0 AND suspended = 0 AND position < 2',
			);
			const fen = world.witness.read(
				'SELECT reference_price_fen FROM products WHERE id = ?',
				product,
			);
			const rate = world.witness.read(
				'SELECT fen_per_point FROM settings WHERE village = ? AND from_day <= ? ORDER BY from_day DESC, at DESC, id DESC',
				world.shop.village,
				dayIn(world),
			);
			const pointsEach = fen ? priceInPoints(Number(fen) as Fen, Number(rate) as Fen) : 0;
			return {
				asker: 'kiosk',
				body: {
					requestKey: requestKey(chance),
					passbook: pick('passbooks', "status = 'open'"),
					lines: [{ product, quantity: 1, pointsEach }],
				},
			};
		},
		reprintFromKiosk: () => ({
			asker: 'kiosk',
			id: pick('redemptions'),
			body: { requestKey: requestKey(chance) },
		}),
		printJobView: () => ({ asker: 'kiosk', id: pick('print_jobs') }),
		answerPrintJob: () => ({
			asker: 'kiosk',
			id: pick('print_jobs', "redemption != ''"),
			body: { answer: chance.pick(['complete', 'incomplete']) },
		}),
		takePrintJob: () => ({ asker: 'agent', body: {} }),
		reportPrintJob: () => {
			const id = pick('print_jobs', "status IN ('claimed', 'sending')");
			const attempt = world.witness.read('SELECT attempt FROM print_jobs WHERE id = ?', id) ?? 1;
			const status = chance.pick(['sending', 'done', 'uncertain', 'blocked', 'failed']);
			return {
				asker: 'agent',
				id,
				body: { status, attempt, proof: chance.pick(['none', 'fence']), message: '纸' },
			};
		},
		reportPrinter: () => ({
			asker: 'agent',
			body: { printer: chance.pick(['ready', 'paper_out', 'offline']) },
		}),
		pairDevice: () => ({ asker: 'nobody', body: { code: 'BCDFGHJK' } }),
		setUp: () => ({
			asker: 'superuser',
			body: {
				code: 'set-up code',
				town: { name: '柏树镇', letter: '柏' },
				village: { name: '青松村', number: 3, groups: 6, fenPerPoint: 100 },
				townOffice: person([]),
				director: person([]),
			},
		}),
	};
}
