import { ask, type Db, type Question } from './sql.ts';

/** A village and its town. */
export interface Village {
	readonly id: string;
	readonly name: string;
	readonly number: number;
	readonly town: { readonly id: string; readonly name: string; readonly letter: string };
}

/** A village by its id. Throws when there is none: ids come from tokens and records. */
export function villageOf(db: Db, id: string): Village {
	return villageFrom(ask(db, villageQuestion, { village: id })[0], id);
}

/** The same of {:village}, to be asked together with other questions. */
export const villageQuestion: Question<VillageRow> = {
	columns: {
		id: 'v.id',
		name: 'v.name',
		number: 'v.number',
		town: 't.id',
		townName: 't.name',
		letter: 't.letter',
	},
	tail: 'FROM villages v JOIN towns t ON t.id = v.town WHERE v.id = {:village}',
};

interface VillageRow {
	readonly id: string;
	readonly name: string;
	readonly number: number;
	readonly town: string;
	readonly townName: string;
	readonly letter: string;
}

/** A village from the row of that question. Throws when there is none. */
export function villageFrom(found: VillageRow | undefined, id: string): Village {
	if (!found) throw new Error(`No village ${id}`);
	return {
		id: found.id,
		name: found.name,
		number: found.number,
		town: { id: found.town, name: found.townName, letter: found.letter },
	};
}
