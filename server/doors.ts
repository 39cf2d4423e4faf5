/** Accounts of people: a superuser may still help one who has lost the password. */
const accounts: readonly string[] = ['_superusers', 'staff'];

/**
 * PocketBase's own way to write a record: open for accounts of people, shut for everything that the
 * shop writes itself, whoever asks (R16). Answers 403.
 */
export function guardRecord(e: core.RecordRequestEvent): void {
	if (!accounts.includes(e.collection?.name ?? '')) {
		throw new ForbiddenError('The shop writes its records itself');
	}
	e.next();
}

/** PocketBase's own way to change what a table is: shut, whoever asks. Answers 403. */
export function guardCollection(): void {
	throw new ForbiddenError('Collections are changed by migrations alone');
}
