import { row, type Db } from './sql.ts';

/** A village and its town. */
export interface Village {
	readonly id: string;
	readonly name: string;
	readonly number: number;
	readonly town: { readonly id: string; readonly name: string; readonly letter: string };
}

/** A village by its id. Throws when there is none: ids come from tokens and records. */
export function villageOf(db: Db, id: string): Village {
	const found = row<{
		id: string;
		name: string;
		number: number;
		town: string;
		townName: string;
		letter: string;
	}>(
		db,
		{
			id: 'v.id',
			name: 'v.name',
			number: 'v.number',
			town: 't.id',
			townName: 't.name',
			letter: 't.letter',
		},
		'FROM villages v JOIN towns t ON t.id = v.town WHERE v.id = {:id}',
		{ id },
	);
	if (!found) throw new Error(`No village ${id}`);
	return {
		id: found.id,
		name: found.name,
		number: found.number,
		town: { id: found.town, name: found.townName, letter: found.letter },
	};
}
