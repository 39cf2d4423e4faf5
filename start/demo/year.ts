import { addDays, daysBetween, type Day } from '#domain/day';
import type { HouseholdPage } from '#domain/office-wire';
import type { HouseholdView, PrintJob, Scanned, Shelf } from '#domain/wire';
import type { CastGoods, CastHousehold } from './cast.ts';
import type { Client } from './client.ts';
import type { Stage } from './fill.ts';
import { soldOutNo, readGoods } from './goods.ts';
import type { Chance } from './random.ts';
import { eventsFor, readRules, ruleOf, type DemoRule } from './rules.ts';
import type { Card, FilledVillage } from './village.ts';

/** What happens to a household on one day. */
type Happening =
	| { readonly kind: 'act'; readonly day: Day; readonly card: Card; readonly rule: DemoRule }
	| {
			readonly kind: 'redeem';
			readonly day: Day;
			readonly card: Card;
			/** Goods by name and quantity; nothing lets the household choose for itself. */
			readonly goods?: readonly CastGoods[];
	  };

const castYear = { first: '2026-01-01' as Day, last: '2026-11-23' as Day };

/** Plays a village's year: deeds entered and goods redeemed, day after day. */
export async function playYear(stage: Stage, chance: Chance, place: FilledVillage): Promise<void> {
	const rules = readRules();
	const happenings = [
		...place.cast.flatMap((household) => castHappenings(stage, place, household, rules)),
		...otherHappenings(stage, chance, place, rules),
	].sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
	const byDay = new Map<Day, Happening[]>();
	for (const each of happenings) byDay.set(each.day, [...(byDay.get(each.day) ?? []), each]);

	for (const [day, ofDay] of byDay) {
		let hour = 9;
		let acts: Act[] = [];
		const enter = async (at: number) => {
			if (acts.length > 0) await enterActs(place, `${day}-${at}`, acts);
			acts = [];
		};
		await stage.setClock(day, hour);
		// In their order, also where a young year brings all of them on one day.
		for (const [at, each] of ofDay.entries()) {
			if (each.kind === 'act') {
				acts.push(each);
				continue;
			}
			await enter(at);
			hour += 0.07;
			await stage.setClock(day, Math.min(hour, 20));
			await redeemFor(chance, place, each, at);
		}
		await enter(ofDay.length);
	}
	await endCast(stage, place);
}

type Act = Extract<Happening, { kind: 'act' }>;

async function enterActs(place: FilledVillage, key: string, acts: readonly Act[]): Promise<void> {
	await place.director.post('/api/office/imports/entries', {
		requestKey: `demo-entries-${place.village.number}-${key}`,
		rows: acts.map(({ card, day, rule }, index) => ({
			row: index + 1,
			household: card.household,
			day,
			rule: rule.code,
			category: rule.category,
			text: rule.text,
			english: rule.english,
			points: rule.points,
		})),
	});
}

async function redeemFor(
	chance: Chance,
	{ kiosk, agent, village }: FilledVillage,
	happening: Extract<Happening, { kind: 'redeem' }>,
	/** Among what happens that day: a household may come twice. */
	at: number,
): Promise<void> {
	const scanned = (await kiosk.client.post('/api/shop/scan', {
		code: happening.card.code,
	})) as Scanned;
	if (scanned.kind !== 'household') throw new Error('A passbook did not open its household');
	const { products } = (await kiosk.client.get('/api/shop/shelf')) as Shelf;
	const lines = happening.goods
		? linesOf(products, happening.goods)
		: chooseGoods(chance, products, scanned.household);
	if (lines.length === 0) return;
	await kiosk.client.post('/api/shop/redemptions', {
		requestKey: `demo-${village.number}-${happening.day}-${happening.card.number}-${at}`,
		passbook: scanned.household.passbook,
		lines,
	});
	await printSlip(agent.client);
}

// The year's printer is played like its villagers: the slips of last spring are long torn off.
async function printSlip(agent: Client): Promise<void> {
	const job = (await agent.post('/api/agent/jobs/take', {})) as PrintJob | undefined;
	if (!job) throw new Error('A redemption brought no print job');
	for (const status of ['sending', 'done'] as const) {
		await agent.post(`/api/agent/jobs/${job.id}/report`, {
			status,
			attempt: job.attempt,
			proof: status === 'done' ? 'fence' : 'none',
			message: '',
		});
	}
}

function linesOf(products: Shelf['products'], goods: readonly CastGoods[]) {
	const names = new Map(readGoods().map(({ no, name }) => [no, name]));
	return goods.map(([no, quantity]) => {
		const product = products.find(({ name }) => name === names.get(no));
		if (!product) throw new Error(`The shop has no goods number ${no}`);
		return { product: product.id, quantity, pointsEach: product.pointsEach };
	});
}

function chooseGoods(chance: Chance, products: Shelf['products'], household: HouseholdView) {
	let left = household.figures.spendable;
	const lines: { product: string; quantity: number; pointsEach: number }[] = [];
	for (const product of chance.shuffle(products)) {
		if (lines.length === chance.whole(1, 3)) break;
		if (product.state !== 'on_shelf' || product.left < 3 || product.pointsEach > left) continue;
		lines.push({ product: product.id, quantity: 1, pointsEach: product.pointsEach });
		left -= product.pointsEach;
	}
	return lines;
}

function castHappenings(
	stage: Stage,
	place: FilledVillage,
	household: CastHousehold,
	rules: readonly DemoRule[],
): Happening[] {
	const card = cardOf(place, household.place.group, household.place.household);
	return household.acts.map((act) => {
		const day = dayOfCast(stage, act.day as Day);
		if ('goods' in act) return { kind: 'redeem', day, card, goods: act.goods };
		return { kind: 'act', day, card, rule: ruleOf(rules, act) };
	});
}

// The cast's days are told for one year; in another they keep their order and their distance.
function dayOfCast(stage: Stage, day: Day): Day {
	const length = daysBetween(castYear.first, castYear.last);
	const place = daysBetween(castYear.first, day) / length;
	return addDays(stage.firstDay, Math.floor(place * daysBetween(stage.firstDay, stage.lastDay)));
}

function otherHappenings(
	stage: Stage,
	chance: Chance,
	place: FilledVillage,
	rules: readonly DemoRule[],
): Happening[] {
	const length = daysBetween(stage.firstDay, stage.lastDay);
	const named = new Set(place.cast.map((each) => `${each.place.group}-${each.place.household}`));
	const happenings: Happening[] = [];
	let flasks = 2;
	for (const [key, card] of place.cards) {
		if (named.has(key)) continue;
		const sum = drawTotal(chance) - 100;
		const events = eventsFor(chance, rules, sum);
		const days = events.map(() => chance.whole(Math.min(8, length), length)).sort((a, b) => a - b);
		for (const [index, rule] of events.entries()) {
			const day = addDays(stage.firstDay, days[index] ?? length);
			happenings.push({ kind: 'act', day, card, rule });
		}
		if (sum > 90 && flasks > 0) {
			flasks -= 1;
			happenings.push({ kind: 'redeem', day: stage.lastDay, card, goods: [[soldOutNo, 1]] });
			continue;
		}
		if (sum < 25 || !chance.percent(62)) continue;
		for (let times = chance.whole(1, 2); times > 0; times -= 1) {
			const day = addDays(stage.firstDay, chance.whole(Math.floor(length * 0.45), length));
			happenings.push({ kind: 'redeem', day, card });
		}
	}
	return happenings;
}

// Most households lie above the base, some exactly on it, a few below.
function drawTotal(chance: Chance): number {
	const draw = chance.next();
	if (draw < 0.08) return chance.whole(60, 98);
	if (draw < 0.14) return 100;
	if (draw < 0.8) return chance.whole(102, 168);
	if (draw < 0.95) return chance.whole(169, 230);
	return chance.whole(231, 300);
}

function cardOf(place: FilledVillage, group: number, number: number): Card {
	const card = place.cards.get(`${group}-${number}`);
	if (!card) throw new Error(`Household ${group}-${number} has no passbook`);
	return card;
}

async function endCast(stage: Stage, place: FilledVillage): Promise<void> {
	await stage.setClock(stage.lastDay, 21);
	for (const household of place.cast) {
		if (household.standing !== 'moved_out') continue;
		const { household: id } = cardOf(place, household.place.group, household.place.household);
		const page = (await place.director.get(`/api/office/households/${id}`)) as HouseholdPage;
		await place.director.post(`/api/office/households/${id}/move-out`, {
			requestKey: `demo-move-out-${place.village.number}-${id}`,
			version: page.household.version,
			reason: '迁往县城，户口并到儿子家',
			closesPassbook: true,
		});
	}
}
