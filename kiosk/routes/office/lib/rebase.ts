/** What a form becomes when somebody else was faster. */
export interface Rebased<Fields> {
	readonly fields: Fields;
	/** What the other has changed and is not in the form already, as it stands there now. */
	readonly theirs: readonly (keyof Fields)[];
}

/**
 * A form that was opened on values that somebody else has changed meanwhile: what this person has
 * not touched takes the new value, and what was typed stays.
 */
export function rebase<Fields extends object>(
	opened: Fields,
	typed: Fields,
	now: Fields,
): Rebased<Fields> {
	const fields = { ...typed };
	const theirs: (keyof Fields)[] = [];
	for (const name of Object.keys(now) as (keyof Fields)[]) {
		if (isSame(now[name], opened[name]) || isSame(now[name], typed[name])) continue;
		if (isSame(typed[name], opened[name])) fields[name] = now[name];
		theirs.push(name);
	}
	return { fields, theirs };
}

function isSame(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
