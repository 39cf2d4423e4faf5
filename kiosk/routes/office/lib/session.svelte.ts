import type { OfficeMe, StaffRole } from '#domain/office-wire';
import {
	actFor,
	askOffice,
	office,
	onSignedOut,
	signIn,
	signOut,
	type OfficeAnswer,
	type OfficeProblem,
} from '#kiosk/lib/office.ts';

/** checking until the server has answered; expired when a working day ended in between. */
export type SessionState = 'checking' | 'set_up' | 'signed_out' | 'in' | 'expired' | 'unreachable';

const villageKey = 'love.office.village';

class Session {
	state: SessionState = $state('checking');
	/** Who is signed in and what holds today; there whenever a page of the office is. */
	me: OfficeMe | undefined = $state.raw();
	problem: OfficeProblem | undefined = $state.raw();
	/** Grows when pages must ask again: after signing in anew or changing the village. */
	turn = $state(0);

	constructor() {
		onSignedOut(() => {
			if (this.state === 'in') this.state = 'expired';
		});
	}

	/** Finds out what to show first: the set-up, the sign-in, or the office. */
	async begin(): Promise<void> {
		this.state = 'checking';
		if (office.authStore.isValid) {
			await this.refresh();
			return;
		}
		const setUp = await askOffice<{ isEmpty: boolean }>('/api/office/set-up');
		if (setUp.ok) this.state = setUp.value.isEmpty ? 'set_up' : 'signed_out';
		else this.#fail(setUp.problem);
	}

	/** Asks again who is signed in, the counts and the settings. */
	async refresh(): Promise<void> {
		actFor(localStorage.getItem(villageKey) ?? '');
		const me = await this.#askMe();
		if (!me.ok) {
			this.#fail(me.problem);
			return;
		}
		this.me = me.value;
		this.state = 'in';
	}

	async signIn(username: string, password: string): Promise<OfficeAnswer<true>> {
		const before = this.me?.person.id;
		const answer = await signIn(username, password);
		if (!answer.ok) return answer;
		await this.refresh();
		// Somebody else must not find the drafts of the one before.
		if (before !== undefined && before !== this.me?.person.id) location.reload();
		this.turn += 1;
		return answer;
	}

	signOut(): void {
		signOut();
		this.me = undefined;
		this.state = 'signed_out';
	}

	/** The town's office turns to another village. */
	async choose(village: string): Promise<void> {
		localStorage.setItem(villageKey, village);
		await this.refresh();
		this.turn += 1;
	}

	/** Whether the person may do what these roles do; the director and the town's office always. */
	may(...roles: readonly StaffRole[]): boolean {
		const person = this.me?.person;
		if (!person) return false;
		if (person.isTownOffice || person.roles.includes('director')) return true;
		return roles.some((role) => person.roles.includes(role));
	}

	async #askMe(): Promise<OfficeAnswer<OfficeMe>> {
		const me = await askOffice<OfficeMe>('/api/office/me');
		const first = me.ok && me.value.village === null ? me.value.villages[0] : undefined;
		const isGone = !me.ok && me.problem.kind === 'refusal' && me.problem.code === 'village_unknown';
		if (!first && !isGone) return me;
		// The town's office begins with the first village; a village it no longer has is forgotten.
		if (first) localStorage.setItem(villageKey, first.id);
		else localStorage.removeItem(villageKey);
		actFor(first?.id ?? '');
		return isGone ? this.#askMe() : askOffice<OfficeMe>('/api/office/me');
	}

	#fail(problem: OfficeProblem): void {
		this.problem = problem;
		if (problem.kind === 'signed_out') {
			signOut();
			this.state = this.me ? 'expired' : 'signed_out';
		} else if (!this.me) {
			this.state = 'unreachable';
		}
	}
}

/** The one session of this page. */
export const session = new Session();
