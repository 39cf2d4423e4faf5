import type { Relation, Residence } from '#domain/household';
import type { HouseholdPage } from '#domain/office-wire';
import { isBirthYear, nameFault, type NameFault, type RosterMember } from '#domain/roster';

export interface MemberDraft {
	/** Keeps a row's fields together while rows come and go. */
	readonly key: number;
	name: string;
	relation: Relation;
	birth: string;
}

/** What stands in the form of a household that is there already. */
export interface HouseholdTexts {
	readonly head: string;
	readonly headBirth: string;
	readonly residence: Residence;
	readonly members: readonly Omit<MemberDraft, 'key'>[];
}

/** A household as it is being filled in; years stay text until they are sent. */
export class HouseholdDraft {
	head = $state('');
	headBirth = $state('');
	group = $state('');
	number = $state('');
	residence: Residence = $state('living_here');
	members: MemberDraft[] = $state([]);
	readonly #year: number;
	#keys = 0;

	constructor(year: number, page?: HouseholdPage) {
		this.#year = year;
		if (page) this.fill(textsOf(page));
	}

	/** What stands in the form now. */
	get texts(): HouseholdTexts {
		const { head, headBirth, residence } = this;
		const members = this.members.map(({ name, relation, birth }) => ({ name, relation, birth }));
		return { head, headBirth, residence, members };
	}

	/** Writes into the form. */
	fill({ head, headBirth, residence, members }: HouseholdTexts): void {
		Object.assign(this, { head, headBirth, residence });
		this.members = [];
		for (const member of members) this.#push(member);
	}

	/** One more row for a person. */
	add(): void {
		this.#push({ name: '', relation: this.members.length === 0 ? 'spouse' : 'child', birth: '' });
	}

	remove(key: number): void {
		this.members = this.members.filter((member) => member.key !== key);
	}

	nameFault(name: string): NameFault | undefined {
		return nameFault(name);
	}

	/** Whether a year of birth is empty or can be. */
	isBirth(text: string): boolean {
		return text.trim() === '' || isBirthYear(Number(text), this.#year);
	}

	isNumber(): boolean {
		return this.number.trim() === '' || /^[1-9]\d{0,2}$/.test(this.number.trim());
	}

	get isSound(): boolean {
		return (
			nameFault(this.head) === undefined &&
			this.isBirth(this.headBirth) &&
			this.isNumber() &&
			this.members.every(({ name, birth }) => !nameFault(name) && this.isBirth(birth))
		);
	}

	/** What the server is told of the household. */
	content(): { head: string; residence: Residence; members: RosterMember[] } {
		const head = this.head.trim();
		const year = (text: string) => (text.trim() === '' ? 0 : Number(text));
		return {
			head,
			residence: this.residence,
			members: [
				{ name: head, relation: 'head', birthYear: year(this.headBirth) },
				...this.members.map(({ name, relation, birth }) => ({
					name: name.trim(),
					relation,
					birthYear: year(birth),
				})),
			],
		};
	}

	#push(member: Omit<MemberDraft, 'key'>): void {
		this.#keys += 1;
		this.members.push({ key: this.#keys, ...member });
	}
}

/** A household as it stands in its form. */
export function textsOf({ household, villagers }: HouseholdPage): HouseholdTexts {
	const birthOf = ({ birthYear }: RosterMember) => (birthYear > 0 ? String(birthYear) : '');
	const head = villagers.find(({ relation }) => relation === 'head');
	return {
		head: household.head,
		headBirth: head ? birthOf(head) : '',
		residence: household.residence,
		members: villagers
			.filter(({ relation }) => relation !== 'head')
			.map((member) => ({
				name: member.name,
				relation: member.relation,
				birth: birthOf(member),
			})),
	};
}
