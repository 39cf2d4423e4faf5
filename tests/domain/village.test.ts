import { describe, expect, test } from 'vitest';
import { householdCode, readHouseholdCode } from '#domain/household';
import { accountOf, effectOf, figuresOf, type EntryEffect } from '#domain/ledger';
import { points } from '#domain/points';
import { households, staff, villages, type CastAct, type CastRedemption } from '../village.ts';
import { goods } from './tables/points.ts';

const cast = Object.values(households).map((household) => ({
	...household,
	head: household.villagers[0]?.name ?? '',
}));
const base = points(100);
const opening = effectOf('base', base);

describe.each(cast)('$head', ({ acts, place, villagers, reaches }) => {
	test('reaches its figures by what happened', () => {
		const account = accountOf(base, [opening, ...acts.map(effectOfAct)]);
		expect(figuresOf(account)).toMatchObject(reaches);
	});

	test('tells its year in order', () => {
		const days = acts.map(({ day }) => day);
		expect(days.toSorted()).toEqual(days);
	});

	test('lives in a group of its village under a code of its own', () => {
		const village = villages.find(({ number }) => number === place.village);
		expect(place.group).toBeLessThanOrEqual(village?.groups ?? 0);
		expect(readHouseholdCode(householdCode(place))).toEqual(place);
		expect(
			cast.filter((other) => householdCode(other.place) === householdCode(place)),
		).toHaveLength(1);
	});

	test('has one head, who stands first', () => {
		expect(villagers.map(({ relation }) => relation === 'head')).toEqual(
			villagers.map((_, index) => index === 0),
		);
	});
});

test('every redemption was affordable when it was made, at the price on the list', () => {
	const redemptions = cast.flatMap(({ acts }) =>
		acts.flatMap((act, index) => ('cost' in act ? [{ act, earlier: acts.slice(0, index) }] : [])),
	);
	expect(redemptions.length).toBeGreaterThan(3);
	for (const { act, earlier } of redemptions) {
		const before = figuresOf(accountOf(base, [opening, ...earlier.map(effectOfAct)]));
		const price = act.goods.reduce((sum, [no, quantity]) => sum + priceOf(no) * quantity, 0);
		expect(act.cost).toBe(price);
		expect(act.cost).toBeLessThanOrEqual(before.spendable);
	}
});

test('nobody bears a name twice', () => {
	const names = cast.flatMap(({ villagers }) => villagers.map(({ name }) => name));
	names.push(...Object.values(staff).map(({ name }) => name));
	expect(new Set(names).size).toBe(names.length);
});

function effectOfAct(act: CastAct | CastRedemption): EntryEffect {
	if ('cost' in act) return effectOf('redemption', points(act.cost));
	return effectOf(act.points > 0 ? 'award' : 'deduction', points(act.points));
}

function priceOf(no: number): number {
	const price = goods.find(([each]) => each === no)?.[3];
	if (price === undefined) throw new Error(`No goods of number ${no}`);
	return price;
}
