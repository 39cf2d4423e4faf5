import type { Day } from '#domain/day';
import { fen, type Fen } from '#domain/points';
import { ask, type Db, type Question } from './sql.ts';

/** What a village has set, as it holds on a day. */
export interface VillageSettings {
	readonly fenPerPoint: Fen;
	readonly receiptHead: string;
	readonly openingDays: readonly number[];
	readonly helper: { readonly name: string; readonly phone: string };
}

/** The settings in force on `day`: the latest that begin by then. Throws when there are none. */
export function settingsOn(db: Db, village: string, day: Day): VillageSettings {
	return settingsFrom(ask(db, settingsQuestion, { village, day })[0], village, day);
}

/** The same of {:village} on {:day}, to be asked together with other questions. */
export const settingsQuestion: Question<SettingsRow> = {
	columns: {
		fenPerPoint: 'fen_per_point',
		receiptHead: 'receipt_head',
		openingDays: 'opening_days',
		helperName: 'helper_name',
		helperPhone: 'helper_phone',
	},
	tail: `FROM settings WHERE village = {:village} AND from_day <= {:day}
		ORDER BY from_day DESC, at DESC, id DESC LIMIT 1`,
};

interface SettingsRow {
	readonly fenPerPoint: number;
	readonly receiptHead: string;
	readonly openingDays: string;
	readonly helperName: string;
	readonly helperPhone: string;
}

/** Settings from the row of that question. Throws when there is none. */
export function settingsFrom(
	found: SettingsRow | undefined,
	village: string,
	day: Day,
): VillageSettings {
	if (!found) throw new Error(`Village ${village} has no settings on ${day}`);
	return {
		fenPerPoint: fen(found.fenPerPoint),
		receiptHead: found.receiptHead,
		openingDays: found.openingDays.split('').map(Number),
		helper: { name: found.helperName, phone: found.helperPhone },
	};
}
