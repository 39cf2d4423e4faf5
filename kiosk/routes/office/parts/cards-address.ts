/** The page that prints the cards of these households. */
export function cardsAddress(households: readonly string[]): string {
	return `/office/passbooks/cards?of=${households.join('.')}`;
}

/** The households that such an address names. */
export function householdsIn(address: {
	readonly searchParams: Pick<URLSearchParams, 'get'>;
}): string[] {
	return (address.searchParams.get('of') ?? '').split('.').filter((id) => id !== '');
}
