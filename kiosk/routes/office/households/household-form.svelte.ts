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
		if (!page) return;
		const { head, residence } = page.household;
		this.head = head;
		this.residence = residence;
		for (const villager of page.villagers) {
			const birth = villager.birthYear > 0 ? String(villager.birthYear) : '';
			if (villager.relation === 'head') this.headBirth = birth;
			else this.#push({ name: villager.name, relation: villager.relation, birth });
		}
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
