import type { Day } from '#domain/day';
import { fen, type Fen } from '#domain/points';
import { row, type Db } from './sql.ts';

/** What a village has set, as it holds on a day. */
export interface VillageSettings {
	readonly fenPerPoint: Fen;
	readonly receiptHead: string;
	readonly openingDays: readonly number[];
	readonly helper: { readonly name: string; readonly phone: string };
}

/** The settings in force on `day`: the latest that begin by then. Throws when there are none. */
export function settingsOn(db: Db, village: string, day: Day): VillageSettings {
	const found = row<{
		fenPerPoint: number;
		receiptHead: string;
		openingDays: string;
		helperName: string;
		helperPhone: string;
	}>(
		db,
		{
			fenPerPoint: 'fen_per_point',
			receiptHead: 'receipt_head',
			openingDays: 'opening_days',
			helperName: 'helper_name',
			helperPhone: 'helper_phone',
		},
		`FROM settings WHERE village = {:village} AND from_day <= {:day}
		ORDER BY from_day DESC, at DESC, id DESC`,
		{ village, day },
	);
	if (!found) throw new Error(`Village ${village} has no settings on ${day}`);
	return {
		fenPerPoint: fen(found.fenPerPoint),
		receiptHead: found.receiptHead,
		openingDays: [...found.openingDays].map(Number),
		helper: { name: found.helperName, phone: found.helperPhone },
	};
}
