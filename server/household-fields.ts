import { relations, residences } from '#domain/household';
import { ok, refuse, type Result } from '#domain/result';
import { isBirthYear, nameFault, type RosterMember } from '#domain/roster';
import { badField, isBody, readList, readText, readWord, type Body } from './fields.ts';
import type { HouseholdWords } from './household-rows.ts';
import type { Refusal } from './replies.ts';

const membersMost = 30;

/** What a form says of a household. Refuses the field that is not what it must be. */
export function readHouseholdWords(body: Body, year: number): Result<HouseholdWords, Refusal> {
	const head = readName(body['head']);
	if (!head) return refuse(badField('head'));
	const residence = readWord(body['residence'], residences);
	if (!residence) return refuse(badField('residence'));
	const members = readList(body['members'] ?? [], membersMost, (each) => readMember(each, year));
	if (!members) return refuse(badField('members'));
	// A head has one name: the one in the members only brings his year of birth.
	const heads = members.filter(({ relation }) => relation === 'head');
	if (heads.length > 1 || heads.some(({ name }) => name !== head)) {
		return refuse(badField('members'));
	}
	return ok({ head, residence, members });
}

/** A name of a person, as rosters may hold it. */
export function readName(value: unknown): string | undefined {
	const name = readText(value, 40);
	return name !== undefined && nameFault(name) === undefined ? name : undefined;
}

function readMember(value: unknown, year: number): RosterMember | undefined {
	if (!isBody(value)) return undefined;
	const name = readName(value['name']);
	const relation = readWord(value['relation'], relations);
	const birthYear = value['birthYear'] ?? 0;
	if (!name || !relation || !isBirthYear(birthYear, year)) return undefined;
	return { name, relation, birthYear };
}
