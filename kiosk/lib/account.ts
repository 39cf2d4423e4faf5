import { accountBehind, missingFor, type Account } from '#domain/ledger';
import { points } from '#domain/points';
import type { WireFigures } from '#domain/wire';

/** The account behind the figures a household is shown. Throws on figures that are not whole. */
export function accountFrom(figures: WireFigures): Account {
	return accountBehind({
		total: points(figures.total),
		base: points(figures.base),
		bonus: points(figures.bonus),
		redeemed: points(figures.redeemed),
		held: points(figures.held),
		spendable: points(figures.spendable),
		missing: points(figures.missing),
	});
}

/** The points a household must still earn before it may spend `cost`; 0 when it may now. */
export function missingToSpend(figures: WireFigures, cost: number): number {
	return missingFor(accountFrom(figures), points(cost));
}
